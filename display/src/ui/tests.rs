//! The board in pixels, without a display: every state in both languages as a picture to look at, and
//! what must hold of the drawing itself: letters large enough, the frame told of after it is drawn.

mod matrix;
mod soak;

use super::*;
use crate::announcer::Subject;
use crate::config::DisplayConfig;
use crate::controller::{Controller, Input};
use crate::fixture::{
    MORNING, announced, call, catalogue, device, ended, envelope, long_names, serving, view,
};
use crate::moment::Moment;
use antrean_shared::link::LinkState;
use antrean_shared::opening::Outage;
use antrean_shared::view::{BoardCall, BoardView, CallEnd, CallKind};
use i_slint_backend_testing::{TestingBackend, TestingBackendOptions, mock_elapsed_time};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

fn platform() {
    let options = TestingBackendOptions {
        mock_time: true,
        threading: false,
        renderer_name: Some("software".into()),
    };
    slint::platform::set_platform(Box::new(TestingBackend::new(options))).unwrap();
}

/// A board in a window of a size, and the controller that it shows.
struct Stage {
    ui: Ui,
    controller: Controller,
    millis: u64,
}

impl Stage {
    fn new(config: DisplayConfig, (width, height): (u32, u32)) -> Self {
        let mut controller = Controller::new(config.clone(), device(), None, MORNING);
        let ui = Ui::new(&config, controller.sizes()).unwrap();
        ui.open().unwrap();
        ui.window().set_size(slint::PhysicalSize::new(width, height));
        controller.handle(Input::Catalogue(Arc::new(catalogue())), Moment::test(0));
        controller.handle(Input::SpeakerReady(true), Moment::test(0));
        let stage = Self { ui, controller, millis: 0 };
        stage.show();
        stage
    }

    fn in_language(language: Language, size: (u32, u32)) -> Self {
        let languages = vec![language];
        Self::new(DisplayConfig { languages, ..DisplayConfig::default() }, size)
    }

    fn take(&mut self, input: Input) {
        self.controller.handle(input, Moment::test(self.millis));
        self.show();
    }

    fn show(&self) {
        let screen = self.controller.screen(Moment::test(self.millis));
        self.ui.show(&screen, &self.controller.sizes());
    }

    fn see(&mut self, view: BoardView) {
        self.take(Input::Link(LinkState::Connected { training: false }));
        self.take(Input::View(envelope(view)));
    }

    fn draw(&self) -> slint::SharedPixelBuffer<slint::Rgba8Pixel> {
        mock_elapsed_time(Duration::from_millis(1));
        self.ui.window().take_snapshot().unwrap()
    }

    fn picture(&self, name: &str) {
        let pixels = self.draw();
        let path = folder().join(format!("{name}.png"));
        let (width, height) = (pixels.width(), pixels.height());
        let color = image::ExtendedColorType::Rgba8;
        image::save_buffer(path, pixels.as_bytes(), width, height, color).unwrap();
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screens/display");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn earlier() -> Vec<BoardCall> {
    vec![
        ended(call(1, "K003", "31", MORNING), CallEnd::Answered),
        ended(call(2, "H019", "25", MORNING), CallEnd::Missed),
        serving(call(3, "E044", "20", MORNING)),
        ended(call(4, "A011", "1", MORNING), CallEnd::Withdrawn),
        serving(call(5, "B031", "9", MORNING)),
        call(6, "C087", "14", MORNING),
    ]
}

fn with(last: BoardCall) -> BoardView {
    let mut calls = earlier();
    calls.push(last);
    view(calls)
}

/// The views of one state each; the calls above 6 are new.
fn states() -> Vec<(&'static str, BoardView)> {
    let new = |number, counter| call(7, number, counter, MORNING);
    let kind = |kind, call| BoardCall { kind, ..call };
    let mut queued = earlier();
    queued.extend([new("A012", "3"), call(8, "T107", "44", MORNING)]);
    let text = "Listrik padam pukul 12.00 sampai 12.30. Nomor Anda tetap berlaku.";
    vec![
        ("call", with(new("A012", "3"))),
        ("call-two-digits", with(new("A012", "12"))),
        ("recall", with(kind(CallKind::Recall, new("A012", "3")))),
        ("last", with(kind(CallKind::Last, new("A012", "3")))),
        ("withdrawn", with(kind(CallKind::Withdrawn, new("A012", "3")))),
        ("serving", with(serving(new("A012", "3")))),
        ("missed", with(ended(new("A012", "3"), CallEnd::Missed))),
        ("long-counter", with(new("A012", "meja"))),
        ("a1000", with(new("A1000", "12"))),
        ("xa012", with(new("XA012", "50"))),
        ("announcement", announced(text, with(new("A012", "3")))),
        ("two-calls", view(queued)),
        ("no-calls", view(vec![])),
        ("only-call", view(vec![new("A012", "3")])),
        ("outage", in_outage(with(new("A012", "3")))),
    ]
}

/// The system of the first queue's agency is down.
fn in_outage(mut board: BoardView) -> BoardView {
    let (since, reason) = (MORNING, "server pusat".to_owned());
    board.queues[0].live.outage = Some(Outage { since, reason, until: None, closes: false });
    board
}

#[test]
fn every_state_has_its_picture_in_both_languages() {
    platform();
    for language in [Language::Id, Language::En] {
        let name = |state: &str| format!("{state}-{language}");
        for (state, board) in states() {
            let mut stage = Stage::in_language(language, (1920, 1080));
            stage.see(view(if board.calls.len() > 1 { earlier() } else { vec![] }));
            stage.see(board);
            stage.picture(&name(state));
        }
        let mut stage = Stage::in_language(language, (1920, 1080));
        stage.picture(&name("connecting"));
        stage.see(with(call(7, "A012", "3", MORNING)));
        stage.millis = 8_000;
        stage.show();
        stage.picture(&name("second-page"));
        stage.millis = 16_000;
        stage.show();
        stage.picture(&name("third-page"));
        stage.take(Input::Link(LinkState::Lost { since: MORNING }));
        stage.picture(&name("lost"));
        stage.take(Input::Link(LinkState::Connected { training: true }));
        stage.take(Input::SpeakerReady(false));
        stage.picture(&name("training-no-sound"));
        let mut stage = Stage::in_language(language, (1920, 1080));
        stage.take(Input::Catalogue(Arc::new(long_names())));
        stage.see(view(earlier()));
        let text = "Mohon maaf, listrik padam hari ini pukul 12.00 sampai 12.30 karena perawatan. \
                    Nomor Anda tetap berlaku dan Anda akan dipanggil setelah listrik menyala kembali; \
                    mohon tetap menunggu di lantai ini.";
        stage.see(with(call(7, "A012", "3", MORNING)));
        stage.picture(&name("long-names"));
        stage.see(announced(text, with(call(7, "A012", "3", MORNING))));
        stage.take(Input::Link(LinkState::Connected { training: true }));
        stage.take(Input::SpeakerReady(false));
        stage.picture(&name("long-names-announcement"));
        let config =
            DisplayConfig { languages: vec![language], ticker: false, ..Default::default() };
        let mut stage = Stage::new(config, (1920, 1080));
        stage.take(Input::Catalogue(Arc::new(long_names())));
        stage.see(view(earlier()));
        stage.picture(&name("still-lines"));
    }
}

#[test]
fn a_window_of_any_size_shows_the_same_board() {
    platform();
    for (width, height) in [(1280, 720), (3840, 2160), (1024, 768)] {
        let mut stage = Stage::in_language(Language::Id, (width, height));
        stage.see(view(earlier()));
        stage.see(with(call(7, "A012", "3", MORNING)));
        stage.picture(&format!("call-{width}x{height}"));
    }
}

#[test]
fn a_flash_is_told_of_once_and_only_after_its_frame() {
    platform();
    let mut stage = Stage::in_language(Language::Id, (1280, 720));
    stage.see(view(earlier()));
    stage.draw();
    let drawn = stage.ui.drawn();
    assert_eq!(drawn.take(), None, "an old call is no flash");
    stage.see(with(call(7, "A012", "3", MORNING)));
    stage.show();
    mock_elapsed_time(Duration::from_secs(1));
    assert_eq!(drawn.take(), None, "asked for and not drawn");
    stage.draw();
    assert_eq!(drawn.take(), Some(7));
    stage.take(Input::Drawn(7));
    for _ in 0..8 {
        stage.millis += 250;
        stage.show();
        stage.draw();
    }
    assert_eq!(drawn.take(), None, "the same flash counts once");
    let mut calls = earlier();
    calls.extend([call(7, "A012", "3", MORNING), call(8, "A013", "3", MORNING)]);
    stage.millis = 3_000;
    stage.see(view(calls));
    stage.draw();
    assert_eq!(drawn.take(), None, "the first one is still being announced");
    stage.take(Input::Spoken(Subject::Call(7)));
    stage.draw();
    assert_eq!(drawn.take(), Some(8));
}

type Pixels = slint::SharedPixelBuffer<slint::Rgba8Pixel>;

/// Where a picture is looked at: columns, then rows.
type Region = (std::ops::Range<u32>, std::ops::Range<u32>);

fn is_color(pixels: &Pixels, (x, y): (u32, u32), color: [u8; 3]) -> bool {
    let pixel = pixels.as_slice()[(y * pixels.width() + x) as usize];
    let near = |a: u8, b: u8| a.abs_diff(b) <= 24;
    near(pixel.r, color[0]) && near(pixel.g, color[1]) && near(pixel.b, color[2])
}

/// The longest upright run of a color in the first letter that a region has in it: the height of an L,
/// a B or a D, whose left edge is a stem.
fn stem(pixels: &Pixels, (columns, rows): Region, color: [u8; 3]) -> u32 {
    let run = |x: u32| {
        let mut longest = 0;
        let mut length = 0;
        for y in rows.clone() {
            length = if is_color(pixels, (x, y), color) { length + 1 } else { 0 };
            longest = longest.max(length);
        }
        longest
    };
    let first = columns.clone().find(|x| run(*x) > 0).expect("a letter");
    (first..first + 10).map(run).max().unwrap_or(0)
}

/// The height of the first letter that a region has in a color, be it an L or a C.
fn first_letter(pixels: &Pixels, (columns, rows): Region, color: [u8; 3]) -> u32 {
    let inked = |x: u32, y: u32| is_color(pixels, (x, y), color);
    let first = columns.clone().find(|x| rows.clone().any(|y| inked(*x, y))).expect("a letter");
    let row = |y: &u32| (first..first + 60).any(|x| inked(x, *y));
    let top = rows.clone().find(row).expect("a letter");
    rows.rev().find(row).expect("a letter") - top + 1
}

const WHITE: [u8; 3] = [0xff, 0xff, 0xff];
const SECOND_INK: [u8; 3] = [0xb9, 0xd2, 0xcf];
const CALL_INK: [u8; 3] = [0x1f, 0x16, 0x03];

/// 55 inches: 0.634 mm a pixel. 22 minutes at 10 m are 64.0 mm, 100.9 pixels; 16 minutes at 5 m are
/// 23.3 mm, 36.7 pixels.
#[test]
fn letters_on_a_55_inch_panel_are_as_high_as_10_metres_ask_for() {
    platform();
    for counter in ["3", "12"] {
        let mut stage = Stage::in_language(Language::Id, (1920, 1080));
        let old = call(1, "B031", "9", MORNING);
        stage.see(view(vec![old.clone()]));
        stage.see(view(vec![old, call(2, "B012", counter, MORNING)]));
        let pixels = stage.draw();
        let large_number = stem(&pixels, (30..200, 190..470), CALL_INK);
        let large_counter = stem(&pixels, (70..300, 560..710), WHITE);
        let row_number = stem(&pixels, (1030..1120, 190..262), WHITE);
        let row_agency = stem(&pixels, (1030..1120, 262..340), SECOND_INK);
        let heights = [large_number, large_counter, row_number, row_agency];
        assert!(large_number >= 101 && large_counter >= 101, "Loket {counter}: {heights:?}");
        assert!(row_number >= 37 && row_agency >= 37, "Loket {counter}: {heights:?}");
    }
}

/// 43 inches: 0.496 mm a pixel. The same minutes are 129.1 and 46.9 pixels there.
#[test]
fn letters_on_a_43_inch_panel_are_as_high_as_10_metres_ask_for() {
    platform();
    for (language, counter) in [(Language::Id, "12"), (Language::En, "3"), (Language::En, "12")] {
        let config = DisplayConfig {
            languages: vec![language],
            panel_inches: 43.0,
            ..DisplayConfig::default()
        };
        let mut stage = Stage::new(config, (1920, 1080));
        let old = call(1, "XA031", "14", MORNING);
        stage.see(view(vec![old.clone()]));
        stage.see(view(vec![old, call(2, "B012", counter, MORNING)]));
        stage.picture(&format!("43-inches-{counter}-{language}"));
        let pixels = stage.draw();
        let large_number = stem(&pixels, (24..200, 190..470), CALL_INK);
        let large_counter = first_letter(&pixels, (30..1100, 550..730), WHITE);
        let row_number = first_letter(&pixels, (1050..1300, 190..290), WHITE);
        let heights = [large_number, large_counter, row_number];
        assert!(large_number >= 129 && large_counter >= 129, "{counter}, {language}: {heights:?}");
        assert!(row_number >= 47, "{counter}, {language}: {heights:?}");
    }
}

#[test]
fn numbers_of_five_characters_fit() {
    platform();
    for number in ["A1000", "XA012"] {
        let mut stage = Stage::in_language(Language::Id, (1920, 1080));
        stage.see(view(vec![]));
        stage.see(view(vec![call(1, number, "12", MORNING)]));
        let pixels = stage.draw();
        let inked = |x: u32| (190..480).any(|y| is_color(&pixels, (x, y), CALL_INK));
        assert!(!(0..30).any(inked) && !(970..1000).any(inked), "{number}");
        assert!(stem(&pixels, (30..970, 190..480), CALL_INK) > 0);
    }
}
