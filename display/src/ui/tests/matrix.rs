//! Every layout in every state and both languages: a picture of each to look at, whole and as the back row
//! sees it, and nothing in it that is cut off or that names a visitor or a priority class.

use super::*;
use crate::fixture::{hall_of_thirty, view_of_thirty};
use crate::layout::{Arrow, Layout};
use crate::slides::{Slide, SlideKind};
use antrean_shared::catalogue::{Catalogue, PriorityCard, Words};
use antrean_shared::id::{CounterId, PriorityId};
use antrean_shared::opening::{SpecialDay, SpecialKind};
use antrean_shared::rejection::CounterState;
use i_slint_backend_testing::{ElementHandle, ElementQuery};

/// What an eye tells apart from the back row: one arc minute.
const EYE_ARC_MINUTES: f64 = 1.0;

const AMBER: [u8; 3] = [0xf5, 0xa8, 0x0b];

/// One state of a hall: what the board is told, in order, and how long after.
struct Scene {
    name: &'static str,
    hall: Catalogue,
    views: Vec<BoardView>,
    link: Option<LinkState>,
    slides: Vec<Slide>,
    millis: u64,
    config: fn(&mut DisplayConfig),
}

fn scene(name: &'static str, last: BoardView) -> Scene {
    let before = if last.calls.len() > 1 { view(earlier()) } else { view(vec![]) };
    let views = vec![before, last];
    let slides = Vec::new();
    Scene { name, hall: catalogue(), views, link: None, slides, millis: 0, config: |_| {} }
}

fn new(number: &str, counter: &str) -> BoardCall {
    call(7, number, counter, MORNING)
}

fn kind(kind: CallKind) -> BoardView {
    with(BoardCall { kind, ..new("A012", "3") })
}

/// The hall on a day on which nobody serves.
fn on_holiday() -> Catalogue {
    let mut hall = catalogue();
    for queue in &mut hall.queues {
        queue.today.spans = vec![];
        let name = Words(
            [(Language::Id, "Hari Raya Natal"), (Language::En, "Christmas Day")]
                .map(|(l, t)| (l, t.to_owned()))
                .into(),
        );
        queue.today.special = Some(SpecialDay { name, kind: SpecialKind::Holiday });
        queue.today.next_day_from = Some(MORNING.plus(Duration::from_secs(22 * 3600)));
    }
    hall
}

/// The hall between two spans of its day.
fn at_rest() -> Catalogue {
    let mut hall = catalogue();
    let at = |minutes: i64| antrean_shared::time::Timestamp(MORNING.0 + minutes * 60_000);
    let span = |from, to| antrean_shared::opening::Span { from: at(from), to: at(to) };
    for queue in &mut hall.queues {
        queue.today.spans = vec![span(-101, -1), span(79, 259)];
    }
    hall
}

fn nobody_serves(calls: Vec<BoardCall>) -> BoardView {
    let mut view = view(calls);
    for queue in &mut view.queues {
        (queue.counters_open, queue.waiting, queue.wait) = (0, 0, None);
    }
    view.counters.iter_mut().for_each(|counter| counter.state = CounterState::Closed);
    view
}

/// Nobody has been called, and Loket 3 does this.
fn at_three(state: CounterState, number: Option<&str>) -> BoardView {
    let mut view = view(vec![]);
    let three = view.counters.iter_mut().find(|counter| counter.counter.as_str() == "3").unwrap();
    (three.state, three.serving) = (state, number.is_some());
    three.number = number.map(|number| number.parse().unwrap());
    view
}

fn done(number: &str) -> BoardCall {
    ended(call(1, number, "3", MORNING), CallEnd::Answered)
}

fn scenes() -> Vec<Scene> {
    let lost = LinkState::Lost { since: MORNING };
    let quiet = |config: &mut DisplayConfig| config.voice.volume = 0;
    let text = "Listrik padam pukul 12.00 sampai 12.30. Nomor Anda tetap berlaku.";
    let many: Vec<_> = (1..=30).map(|n| call(n, &format!("A{n:03}"), "3", MORNING)).collect();
    vec![
        scene("call", with(new("A012", "3"))),
        scene("recall", kind(CallKind::Recall)),
        scene("last", kind(CallKind::Last)),
        scene("withdrawn", kind(CallKind::Withdrawn)),
        scene("serving", with(serving(new("A012", "3")))),
        scene("missed", with(ended(new("A012", "3"), CallEnd::Missed))),
        Scene { millis: 20_000, config: quiet, ..scene("quiet", with(new("A012", "3"))) },
        Scene { hall: on_holiday(), ..scene("closed", nobody_serves(vec![done("A011")])) },
        Scene { hall: at_rest(), ..scene("break", nobody_serves(vec![done("A011")])) },
        Scene { link: Some(lost), ..scene("lost", with(new("A012", "3"))) },
        scene("no-calls", view(vec![])),
        scene("ready", at_three(CounterState::Open, None)),
        scene("paused", at_three(CounterState::Paused, None)),
        scene("closing", at_three(CounterState::Closing, None)),
        scene("counter-closed", at_three(CounterState::Closed, None)),
        scene("resumed", at_three(CounterState::Open, Some("A012"))),
        scene("outage", in_outage(with(new("A012", "3")))),
        scene("announcement", announced(text, with(new("A012", "3")))),
        scene("long-counter", with(new("A012", "meja"))),
        Scene { hall: long_names(), ..scene("long-names", with(new("A012", "3"))) },
        scene("a1000", with(new("A1000", "12"))),
        scene("xa012", with(new("XA012", "50"))),
        scene("many-calls", view(many)),
        Scene { hall: hall_of_thirty(), ..scene("30-queues", view_of_thirty(new("A012", "3"))) },
        Scene {
            config: |config| config.high_contrast = true,
            ..scene("contrast", with(new("A012", "3")))
        },
        Scene {
            config: |config| config.whole_flash = true,
            ..scene("whole-flash", with(new("A012", "12")))
        },
        Scene { config: arrows, ..scene("arrow", with(new("XA012", "12"))) },
        Scene {
            slides: vec![slide("a.svg", SlideKind::Picture)],
            config: with_slides,
            ..scene("slide", with(new("A012", "3")))
        },
        Scene {
            slides: vec![slide("b.txt", card())],
            config: with_slides,
            ..scene("text", with(new("A012", "3")))
        },
        Scene {
            slides: vec![slide("a.svg", SlideKind::Picture)],
            config: with_slides,
            ..scene("slide-no-calls", view(vec![]))
        },
        Scene { config: with_hours, ..scene("hours", with(new("A012", "3"))) },
        Scene {
            config: |config| {
                with_slides(config);
                config.slides.hours = false;
            },
            hall: promising(),
            ..scene("pledge", with(new("A012", "3")))
        },
        Scene { config: arrows, ..scene("arrow-long", with(new("A012", "meja"))) },
    ]
}

fn card() -> SlideKind {
    let body = "Bawa KTP-el asli dan fotokopinya. Pengambilan dapat diwakilkan dengan surat kuasa bermeterai.";
    SlideKind::Text { heading: "Mengambil dokumen".to_owned(), body: body.to_owned() }
}

/// The hall with as long a pledge as a hall file may have.
fn promising() -> Catalogue {
    let text = "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah \
                ditetapkan, memberikan pelayanan sesuai dengan kewajiban, dan melakukan perbaikan secara \
                terus-menerus. Apabila tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan \
                perundang-undangan yang berlaku, dan memberikan kompensasi apabila pelayanan tidak sesuai standar.";
    Catalogue { pledge: Words([(Language::Id, text.to_owned())].into()), ..catalogue() }
}

fn arrows(config: &mut DisplayConfig) {
    config.arrows.zones = [(crate::fixture::zone(), Arrow::UpLeft)].into();
    config.arrows.counters = [(CounterId::new("14").unwrap(), Arrow::Right)].into();
}

fn with_slides(config: &mut DisplayConfig) {
    config.slides.folder = Some(PathBuf::from("slides"));
    config.slides.hours = false;
}

fn with_hours(config: &mut DisplayConfig) {
    config.slides.folder = Some(PathBuf::from("slides"));
}

fn slide(name: &str, kind: SlideKind) -> Slide {
    Slide { name: name.to_owned(), stamp: 1, kind }
}

/// A hall's notice about a service, as its staff would draw it.
fn slide_picture() -> crate::slides::Pixels {
    let path = folder().join("a.svg");
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">
        <rect width="1600" height="900" fill="#E6F0ED"/><circle cx="1300" cy="450" r="220" fill="#0B5559"/>
        <text x="90" y="330" font-size="130" font-weight="bold" fill="#10202B">SKCK daring</text>
        <text x="90" y="520" font-size="80" fill="#10202B">Isi formulir di rumah,</text>
        <text x="90" y="640" font-size="80" fill="#10202B">ambil di Loket 14.</text></svg>"##;
    std::fs::write(&path, drawing).unwrap();
    let target = Target::default();
    target.set(840, 458);
    crate::slides::read_picture(&path, &target).unwrap()
}

fn size(layout: Layout) -> (u32, u32) {
    let (width, height) = layout.points();
    (width as u32, height as u32)
}

fn settings(layout: Layout, language: Language, scene: &Scene) -> DisplayConfig {
    let mut config =
        DisplayConfig { layout, languages: vec![language], ..DisplayConfig::default() };
    if layout == Layout::Counter {
        let own = scene.views.last().and_then(|view| view.calls.first());
        let own = own.map_or_else(|| CounterId::new("3").unwrap(), |call| call.counter.clone());
        config.counter = Some(own);
    }
    (scene.config)(&mut config);
    config
}

fn play(layout: Layout, language: Language, scene: &Scene) -> Stage {
    stage(settings(layout, language, scene), scene)
}

fn stage(config: DisplayConfig, scene: &Scene) -> Stage {
    let size = size(config.layout);
    let mut stage = Stage::new(config, size);
    stage.take(Input::Catalogue(Arc::new(scene.hall.clone())));
    for view in &scene.views {
        stage.see(view.clone());
    }
    if scene.millis > 0 {
        let call = scene.views.last().map_or(0, |view| view.calls[0].call);
        stage.take(Input::Drawn(call));
        stage.millis = scene.millis;
        stage.take(Input::Tick);
    }
    if !scene.slides.is_empty() {
        stage.ui.keep_picture("a.svg".to_owned(), &slide_picture());
        stage.take(Input::Slides(scene.slides.clone()));
        stage.take(Input::Fetched("a.svg".to_owned(), true));
    }
    if let Some(link) = &scene.link {
        stage.take(Input::Link(link.clone()));
    }
    stage
}

/// Every text and every label of a window.
fn told(stage: &Stage) -> Vec<String> {
    let all = ElementQuery::from_root(&stage.ui.window).find_all();
    let labels = all.iter().filter_map(ElementHandle::accessible_label).map(Into::into);
    let screen = stage.controller.screen(Moment::test(stage.millis));
    labels.chain([format!("{screen:?}")]).collect()
}

/// Draws a scene whole, and as small as an eye in the back row resolves it.
fn draw(stage: &Stage, name: &str) {
    stage.picture(name);
    let panel = DisplayConfig::default().panel();
    let pixel_mm = panel.inches * 25.4 / 1920_f64.hypot(1080.0);
    let seen_mm = panel.distance_m * 1000.0 * (EYE_ARC_MINUTES / 60.0).to_radians().tan();
    let far = folder().join("far");
    std::fs::create_dir_all(&far).unwrap();
    let picture = image::open(folder().join(format!("{name}.png"))).unwrap();
    let shrunk = |side: u32| (f64::from(side) * pixel_mm / seen_mm).round() as u32;
    let (width, height) = (shrunk(picture.width()), shrunk(picture.height()));
    let small = picture.resize_exact(width, height, image::imageops::FilterType::Triangle);
    small.into_rgb8().save(far.join(format!("{name}.png"))).unwrap();
}

fn pictures(layout: Layout) {
    platform();
    for language in [Language::Id, Language::En] {
        for scene in scenes() {
            let stage = play(layout, language, &scene);
            draw(&stage, &format!("{}-{}-{language}", layout.name(), scene.name));
        }
    }
}

#[test]
fn every_state_of_a_board_has_its_picture() {
    pictures(Layout::Board);
}

#[test]
fn every_state_of_a_grid_has_its_picture() {
    pictures(Layout::Grid);
}

#[test]
fn every_state_of_one_call_has_its_picture() {
    pictures(Layout::OneCall);
}

#[test]
fn every_state_of_an_upright_board_has_its_picture() {
    pictures(Layout::Portrait);
}

#[test]
fn every_state_of_a_counters_screen_has_its_picture() {
    pictures(Layout::Counter);
}

#[test]
fn every_state_of_a_strip_has_its_picture() {
    pictures(Layout::Strip);
}

#[test]
fn no_layout_names_a_visitor_or_a_priority_class() {
    platform();
    let classes = ["Lansia", "Ibu hamil", "Penyandang disabilitas", "Pembawa balita"];
    for layout in Layout::ALL {
        for mut scene in scenes() {
            let card = |(place, name): (usize, &&str)| PriorityCard {
                id: PriorityId::new(format!("p{place}")).unwrap(),
                name: Words([(Language::Id, (*name).to_owned())].into()),
            };
            scene.hall.priorities = classes.iter().enumerate().map(card).collect();
            scene.hall.ticker = vec![];
            let stage = play(layout, Language::Id, &scene);
            let texts = told(&stage).join("\n").to_lowercase();
            assert!(texts.contains("service: ") && texts.len() > 300, "{layout:?}, {}", scene.name);
            for word in
                classes.iter().map(|class| class.to_lowercase()).chain(["prioritas".to_owned()])
            {
                assert!(!texts.contains(&word), "{layout:?}, {}: {word} in {texts}", scene.name);
            }
        }
    }
}

#[test]
fn without_a_link_the_last_state_stands_grey_and_says_so() {
    platform();
    for layout in Layout::ALL {
        for name in ["call", "lost"] {
            let scene = scenes().into_iter().find(|scene| scene.name == name).unwrap();
            let stage = play(layout, Language::Id, &scene);
            let pixels = stage.draw();
            let amber = pixels.as_slice().iter().filter(|of| [of.r, of.g, of.b] == AMBER).count();
            // The mark of the hall in the header has this color too.
            let calls = amber > pixels.as_slice().len() / 50;
            assert_eq!(calls, name == "call", "{layout:?}, {name}: {amber} pixels of a call");
            let texts = ElementQuery::from_root(&stage.ui.window).find_all();
            let texts: Vec<_> = texts.iter().filter_map(ElementHandle::accessible_label).collect();
            let says = |word: &str| texts.iter().any(|text| text.contains(word));
            assert!(says("A012"), "{layout:?}, {name}: the last state is kept");
            assert_eq!(says("Sambungan terputus sejak 09.41"), name == "lost", "{layout:?}");
        }
    }
}

/// What is cut off, or not whole in the window.
fn cut(stage: &Stage, (width, height): (u32, u32)) -> Vec<String> {
    let mut wrong = Vec::new();
    let window = &stage.ui.window;
    let ends = |element: &ElementHandle| {
        let (at, size) = (element.absolute_position(), element.size());
        (at.x + size.width, at.y + size.height)
    };
    for text in ElementHandle::find_by_element_type_name(window, "CapText") {
        let label = text.accessible_label().unwrap_or_default();
        let drawn = text.query_descendants().match_inherits("Text").find_first().unwrap();
        let whole = text.query_descendants().match_id("CapText::whole").find_first().unwrap();
        let needed = whole.size().width * drawn.size().height / whole.size().height;
        let (right, bottom) = ends(&text);
        let inside = text.absolute_position().x >= -9.0
            && right <= width as f32 + 0.5
            && bottom <= height as f32 + 0.5;
        if needed > drawn.size().width + 1.0 || !inside {
            wrong.push(format!("{label:?} needs {needed}, has {}", drawn.size().width));
        }
    }
    for text in ElementHandle::find_by_element_type_name(window, "Text") {
        let (right, bottom) = ends(&text);
        let at = text.absolute_position();
        // Where letters with tails would stand is checked by their capitals above.
        let seen = text.size().height > 0.0 && text.id().as_deref() != Some("CapText::drawn");
        let inside = at.x >= -0.5
            && at.y >= -0.5
            && right <= width as f32 + 0.5
            && bottom <= height as f32 + 0.5;
        if seen && !inside {
            let label = text.accessible_label().unwrap_or_default();
            wrong.push(format!("{label:?} at {at:?} ends at {right} {bottom}"));
        }
    }
    wrong
}

/// Texts that stand on each other: corners of a text, above left and below right.
fn overlapping(stage: &Stage) -> Vec<String> {
    let window = &stage.ui.window;
    let caps = ElementHandle::find_by_element_type_name(window, "CapText");
    let texts = ElementHandle::find_by_element_type_name(window, "Text");
    let texts = texts.filter(|text| text.id().as_deref() != Some("CapText::drawn"));
    let rectangle = |(element, slack): (ElementHandle, f32)| {
        let (at, size) = (element.absolute_position(), element.size());
        // A line of text is higher than its letters.
        let slack = slack * size.height.min(80.0);
        let label = element.accessible_label().unwrap_or_default();
        (label, [at.x, at.y + slack], [at.x + size.width, at.y + size.height - slack])
    };
    let caps = caps.map(|cap| (cap, 0.0));
    let all: Vec<_> = caps.chain(texts.map(|text| (text, 0.2))).map(rectangle).collect();
    let mut wrong = Vec::new();
    for (place, (label, from, to)) in all.iter().enumerate() {
        for (other, its_from, its_to) in &all[place + 1..] {
            let apart = (0..2)
                .any(|side| its_from[side] + 1.0 >= to[side] || from[side] + 1.0 >= its_to[side]);
            if !apart {
                wrong.push(format!(
                    "{label:?} {from:?}-{to:?} and {other:?} {its_from:?}-{its_to:?}"
                ));
            }
        }
    }
    wrong
}

#[test]
fn nothing_is_cut_off_in_any_layout_or_state() {
    platform();
    let mut wrong = Vec::new();
    for layout in Layout::ALL {
        for language in [Language::Id, Language::En] {
            for scene in scenes() {
                // Running text leaves the window, as it should.
                let config = settings(layout, language, &scene);
                let stage = stage(DisplayConfig { ticker: false, ..config }, &scene);
                stage.draw();
                let covered = scene.name == "whole-flash";
                let overlapping = overlapping(&stage).into_iter().filter(|_| !covered);
                for fault in cut(&stage, size(layout)).into_iter().chain(overlapping) {
                    wrong.push(format!("{}-{}-{language}: {fault}", layout.name(), scene.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nothing_is_cut_off_at_any_size() {
    platform();
    let scenes: Vec<_> = scenes()
        .into_iter()
        .filter(|scene| ["call", "long-names", "xa012"].contains(&scene.name))
        .collect();
    let mut wrong = Vec::new();
    for layout in Layout::ALL {
        for scene in &scenes {
            for (part, of) in [(2, 3), (2, 1)] {
                let config = settings(layout, Language::Id, scene);
                let stage = stage(DisplayConfig { ticker: false, ..config }, scene);
                let (width, height) = size(layout);
                let size = (width * part / of, height * part / of);
                stage.ui.window().set_size(slint::PhysicalSize::new(size.0, size.1));
                stage.draw();
                let faults = cut(&stage, size).into_iter().chain(overlapping(&stage));
                wrong.extend(faults.map(|fault| format!("{} {size:?}: {fault}", layout.name())));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}

/// Letters of a color that stand in a region, as high as the highest upright run of them.
fn letters(stage: &Stage, region: Region, color: [u8; 3]) -> u32 {
    stem(&stage.draw(), region, color)
}

/// 55 inches, 16:9 or 9:16: 0.634 mm a point; 22 minutes at 10 m are 100.9 points, 16 at 5 m are 36.7. A strip of
/// 55 inches has 0.715 mm a point: 89.5 and 32.5.
#[test]
fn letters_of_every_layout_are_as_high_as_10_metres_ask_for() {
    platform();
    let called = [call(1, "B031", "9", MORNING), call(2, "B012", "3", MORNING)];
    for (layout, number, place, row) in [
        (Layout::Grid, (350..500, 104..280), (840..1000, 104..280), Some((980..1060, 490..560))),
        (Layout::OneCall, (30..300, 190..420), (70..300, 470..740), None),
        (Layout::Portrait, (30..200, 190..420), (70..300, 500..690), Some((40..120, 770..850))),
        (Layout::Counter, (30..300, 190..420), (70..300, 470..740), None),
        (Layout::Strip, (30..200, 0..190), (30..200, 190..360), Some((1255..1330, 84..152))),
    ] {
        let config = DisplayConfig {
            layout,
            counter: (layout == Layout::Counter).then(|| CounterId::new("3").unwrap()),
            ..DisplayConfig::default()
        };
        let mut stage = Stage::new(config, size(layout));
        stage.see(view(called[..1].to_vec()));
        stage.see(view(called.to_vec()));
        stage.picture(&format!("letters-{}", layout.name()));
        let on_card = matches!(layout, Layout::OneCall | Layout::Portrait | Layout::Counter);
        let place_ink = if on_card { WHITE } else { CALL_INK };
        let (large, list) = if layout == Layout::Strip { (90, 33) } else { (101, 37) };
        let found = [letters(&stage, number, CALL_INK), letters(&stage, place, place_ink)];
        assert!(found.iter().all(|found| *found >= large), "{layout:?}: {found:?}");
        let row_ink = if layout == Layout::Grid { CALL_INK } else { WHITE };
        let row = row.map(|row| letters(&stage, row, row_ink));
        assert!(row.is_none_or(|found| found >= list), "{layout:?}: {row:?}");
    }
}

/// How well a color stands out from another, by WCAG 2.1.
fn contrast(one: slint::Color, other: slint::Color) -> f32 {
    let light = |color: slint::Color| {
        let part = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(color.red()) + 0.7152 * part(color.green()) + 0.0722 * part(color.blue())
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    if one > other { one / other } else { other / one }
}

#[test]
fn every_text_of_a_board_stands_out_from_its_ground() {
    platform();
    for (high_contrast, least) in [(false, 4.5), (true, 7.0)] {
        let config = DisplayConfig { high_contrast, ..DisplayConfig::default() };
        let stage = Stage::new(config, (1920, 1080));
        let theme = stage.ui.window.global::<g::Theme>();
        let grounds = [
            theme.get_board(),
            theme.get_board_edge(),
            theme.get_board_card(),
            theme.get_board_card_quiet(),
        ];
        let inks = [
            ("ink", theme.get_board_ink()),
            ("second ink", theme.get_board_ink_second()),
            ("counter", theme.get_board_counter()),
            ("amber", theme.get_board_amber()),
            ("call", theme.get_board_call()),
            ("mint", theme.get_on_deep_mint()),
        ];
        let on_grounds = inks.iter().flat_map(|ink| grounds.map(|ground| (ink.0, ink.1, ground)));
        let others = [
            ("on a call", theme.get_board_on_call(), theme.get_board_call()),
            ("place on a call", theme.get_board_ink(), theme.get_board_place()),
            ("counter on a call's place", theme.get_board_counter(), theme.get_board_place()),
            ("notice", theme.get_board_ink(), theme.get_board_info()),
            ("label of a notice", theme.get_board_counter(), theme.get_board_info()),
            ("warning", theme.get_on_amber_soft(), theme.get_amber_soft()),
        ];
        for (name, ink, ground) in on_grounds.chain(others) {
            let found = contrast(ink, ground);
            assert!(found >= least, "{name}: {found} with high contrast {high_contrast}");
        }
    }
}
