//! Turns of slides: in order, only what can be shown, and never waiting for a disk.

use super::*;
use std::path::PathBuf;

fn slide(name: &str, kind: SlideKind) -> Slide {
    Slide { name: name.to_owned(), stamp: 1, kind }
}

fn picture(name: &str) -> Slide {
    slide(name, SlideKind::Picture)
}

fn text(name: &str) -> Slide {
    let (heading, body) = (name.to_owned(), String::new());
    slide(name, SlideKind::Text { heading, body })
}

fn slides(hours: bool) -> Slides {
    let config =
        SlidesConfig { folder: Some(PathBuf::from("slides")), hours, ..SlidesConfig::default() };
    let mut slides = Slides::new(&config);
    slides.seen(true);
    slides
}

fn fetch(name: &str) -> SlideTask {
    SlideTask::Fetch(name.to_owned())
}

fn shown(slides: &Slides) -> String {
    match slides.slot() {
        Slot::Empty => "-".to_owned(),
        Slot::Hours => "hours".to_owned(),
        Slot::Pledge(part) => format!("pledge {part}"),
        Slot::Picture(name) => name,
        Slot::Text { heading, .. } => heading,
    }
}

/// What stands there every 12 seconds, each picture fetched at once but for the `bad` ones.
fn turns(slides: &mut Slides, bad: &[&str], count: u64) -> Vec<String> {
    let mut seen = Vec::new();
    for turn in 0..count {
        let now = Moment::test(turn * 12_000);
        let mut tasks = slides.go_on(now);
        while let Some(task) = tasks.pop() {
            if let SlideTask::Fetch(name) = task {
                slides.fetched(&name, !bad.contains(&name.as_str()));
                tasks.extend(slides.go_on(now));
            }
        }
        seen.push(shown(slides));
    }
    seen
}

#[test]
fn slides_and_hours_take_turns() {
    let mut slides = slides(true);
    slides.changed(vec![picture("a.png"), text("b.txt"), picture("c.svg")]);
    let seen = turns(&mut slides, &[], 5);
    assert_eq!(seen, ["a.png", "b.txt", "c.svg", "hours", "a.png"]);
}

#[test]
fn a_broken_file_has_no_turn_until_it_changes() {
    let mut slides = slides(false);
    slides.changed(vec![picture("a.png"), picture("b.png"), picture("c.png")]);
    assert_eq!(turns(&mut slides, &["b.png"], 4), ["a.png", "c.png", "a.png", "c.png"]);
    assert_eq!(slides.troubles().collect::<Vec<_>>(), [Trouble::SlideBroken]);
    let mended = Slide { stamp: 2, ..picture("b.png") };
    slides.changed(vec![picture("a.png"), mended, picture("c.png")]);
    let seen = turns(&mut slides, &[], 8);
    assert!(seen.contains(&"b.png".to_owned()), "{seen:?}");
    assert_eq!(slides.troubles().count(), 0);
}

#[test]
fn what_stands_there_stays_until_the_next_picture_is_there() {
    let mut slides = slides(false);
    slides.changed(vec![picture("a.png"), picture("b.png")]);
    assert_eq!(slides.go_on(Moment::test(0)), [fetch("a.png")]);
    slides.fetched("a.png", true);
    assert_eq!(slides.go_on(Moment::test(10)), [fetch("b.png")]);
    assert_eq!(slides.due(Moment::test(10)), Some(Duration::from_secs(12)));
    assert_eq!(slides.go_on(Moment::test(20_000)), []);
    assert_eq!((shown(&slides).as_str(), slides.due(Moment::test(20_000))), ("a.png", None));
    slides.fetched("b.png", true);
    slides.go_on(Moment::test(20_100));
    assert_eq!(shown(&slides), "b.png");
}

#[test]
fn a_video_has_its_turn_to_its_end() {
    let mut slides = slides(false);
    slides.changed(vec![slide("a.mp4", SlideKind::Video), text("b.txt")]);
    assert_eq!(slides.go_on(Moment::test(0)), [SlideTask::Play("a.mp4".to_owned())]);
    slides.go_on(Moment::test(200_000));
    assert_eq!(shown(&slides), "a.mp4");
    slides.played("a.mp4");
    slides.go_on(Moment::test(200_000));
    assert_eq!(shown(&slides), "b.txt");
}

#[test]
fn a_video_that_cannot_play_gives_its_place_away() {
    let mut slides = slides(false);
    slides.changed(vec![slide("a.mp4", SlideKind::Video), text("b.txt")]);
    slides.go_on(Moment::test(0));
    slides.fetched("a.mp4", false);
    slides.go_on(Moment::test(10));
    assert_eq!(shown(&slides), "b.txt");
    assert_eq!(slides.troubles().collect::<Vec<_>>(), [Trouble::VideoMissing]);
    assert_eq!(slides.go_on(Moment::test(12_010)), []);
    assert_eq!(shown(&slides), "b.txt");
}

#[test]
fn a_removed_slide_goes_at_once_and_an_empty_folder_leaves_the_place_empty() {
    let mut slides = slides(false);
    slides.changed(vec![text("a.txt"), text("b.txt")]);
    slides.go_on(Moment::test(0));
    slides.changed(vec![text("b.txt")]);
    slides.go_on(Moment::test(10));
    assert_eq!(shown(&slides), "b.txt");
    slides.changed(vec![]);
    assert_eq!(slides.go_on(Moment::test(20)), []);
    assert_eq!((shown(&slides).as_str(), slides.due(Moment::test(20))), ("-", None));
}

#[test]
fn without_a_folder_there_is_no_place() {
    let mut slides = Slides::new(&SlidesConfig::default());
    assert_eq!(slides.go_on(Moment::test(0)), []);
    assert_eq!(shown(&slides), "-");
}

#[test]
fn what_the_hall_promises_has_its_turn() {
    let mut slides = slides(true);
    slides.changed(vec![text("a.txt")]);
    slides.promise(2);
    let mut seen = Vec::new();
    for turn in 0..5 {
        slides.go_on(Moment::test(turn * 12_000));
        seen.push(shown(&slides));
    }
    assert_eq!(seen, ["a.txt", "hours", "pledge 0", "pledge 1", "a.txt"]);
}

#[test]
fn a_new_call_has_its_sign_at_once_and_once() {
    let mut slides = slides(false);
    let sign = |name: &str| slide(name, SlideKind::Sign);
    slides.changed(vec![text("a.txt"), sign("signs/call.mp4"), sign("signs/A012.mp4")]);
    slides.go_on(Moment::test(0));
    let names =
        |names: &[&str]| names.iter().map(|name| format!("signs/{name}.mp4")).collect::<Vec<_>>();
    let play = |name: &str| Some(SlideTask::Play(format!("signs/{name}.mp4")));
    assert_eq!(slides.sign(7, &names(&["A012", "call"]), Moment::test(0)), play("A012"));
    assert_eq!(slides.sign(7, &names(&["A012", "call"]), Moment::test(0)), None);
    assert_eq!(shown(&slides), "signs/A012.mp4");
    assert_eq!(slides.sign(8, &names(&["B001", "recall", "call"]), Moment::test(0)), play("call"));
    slides.played("signs/call.mp4");
    slides.go_on(Moment::test(1_000));
    assert_eq!(shown(&slides), "a.txt", "a sign has no other turn");
    assert_eq!(turns(&mut slides, &[], 3), ["a.txt", "a.txt", "a.txt"]);
}

#[test]
fn where_nobody_sees_them_no_turn_begins() {
    let mut slides = slides(false);
    slides.changed(vec![slide("a.mp4", SlideKind::Video), text("b.txt")]);
    slides.seen(false);
    assert_eq!((slides.go_on(Moment::test(0)), slides.due(Moment::test(0))), (vec![], None));
    slides.seen(true);
    assert_eq!(slides.go_on(Moment::test(10)), [SlideTask::Play("a.mp4".to_owned())]);
    slides.played("a.mp4");
    slides.seen(false);
    assert_eq!((slides.go_on(Moment::test(20)), slides.due(Moment::test(20))), (vec![], None));
    slides.seen(true);
    slides.go_on(Moment::test(30));
    assert_eq!(shown(&slides), "b.txt");
}
