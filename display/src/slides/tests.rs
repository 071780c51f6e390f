//! A real folder: what is found, what changes, what is left out; and a real video, where ffmpeg is there.

use super::picture::{Pixels, Target, read};
use super::*;
use crate::fixture::Folder;
use std::fs;
use std::process::Command;
use std::sync::mpsc::channel;

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="320" height="180">
    <rect width="320" height="180" fill="red"/><text x="20" y="90" font-size="60">KTP</text></svg>"#;
/// What a thread of this kind may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn names(slides: &[Slide]) -> Vec<&str> {
    slides.iter().map(|slide| slide.name.as_str()).collect()
}

fn saved(folder: &Path, name: &str, (width, height): (u32, u32)) -> PathBuf {
    let path = folder.join(name);
    image::RgbImage::from_pixel(width, height, image::Rgb([10, 200, 30])).save(&path).unwrap();
    path
}

#[test]
fn the_folder_is_read_in_the_order_of_names_and_again_when_it_changes() {
    let folder = Folder::new();
    let mut shelf = Shelf::new(folder.0.clone());
    saved(&folder.0, "2.png", (4, 4));
    fs::write(folder.0.join("1.txt"), "Maklumat pelayanan\nKami melayani dengan ramah.\n").unwrap();
    fs::write(folder.0.join("3.mp4"), "").unwrap();
    fs::write(folder.0.join("ticker.txt"), "Satu\n\nDua\n").unwrap();
    for other in [".4.png", "5.pdf", "6"] {
        fs::write(folder.0.join(other), "").unwrap();
    }
    let found = shelf.look().unwrap();
    assert_eq!(names(&found), ["1.txt", "2.png", "3.mp4", "ticker.txt"]);
    let (heading, body) = ("Maklumat pelayanan", "Kami melayani dengan ramah.");
    let text = SlideKind::Text { heading: heading.to_owned(), body: body.to_owned() };
    assert_eq!(found[0].kind, text);
    assert_eq!(found[3].kind, SlideKind::Ticker(vec!["Satu".to_owned(), "Dua".to_owned()]));
    assert_eq!(shelf.look(), None);
    fs::write(folder.0.join("1.txt"), "Maklumat\nKami melayani dengan ramah dan pasti.").unwrap();
    let changed = shelf.look().unwrap();
    assert_ne!(changed[0].stamp, found[0].stamp);
    fs::remove_file(folder.0.join("2.png")).unwrap();
    assert_eq!(names(&shelf.look().unwrap()), ["1.txt", "3.mp4", "ticker.txt"]);
}

#[test]
fn a_text_that_nobody_can_read_is_left_out_and_a_missing_folder_is_empty() {
    let folder = Folder::new();
    let mut shelf = Shelf::new(folder.0.clone());
    fs::write(folder.0.join("a.txt"), "x".repeat(5000)).unwrap();
    fs::write(folder.0.join("b.txt"), [0xff, 0xfe]).unwrap();
    fs::write(folder.0.join("c.txt"), "  \n").unwrap();
    assert_eq!(shelf.look(), Some(vec![]));
    let mut missing = Shelf::new(folder.0.join("none"));
    assert_eq!((missing.look(), missing.look()), (Some(vec![]), None));
}

#[test]
fn pictures_are_made_as_large_as_they_are_shown() {
    let folder = Folder::new();
    let target = Target::default();
    target.set(320, 180);
    fs::write(folder.0.join("a.svg"), SVG).unwrap();
    for (name, size) in [("b.png", (1600, 900)), ("c.jpg", (100, 100)), ("d.png", (10, 1000))] {
        saved(&folder.0, name, size);
    }
    for (name, expected) in
        [("a.svg", (320, 180)), ("b.png", (320, 180)), ("c.jpg", (180, 180)), ("d.png", (2, 180))]
    {
        let Pixels { width, height, rgb } = read(&folder.0.join(name), &target).unwrap();
        assert_eq!((width, height), expected, "{name}");
        assert_eq!(rgb.len(), width as usize * height as usize * 3, "{name}");
    }
    let drawing = read(&folder.0.join("a.svg"), &target).unwrap();
    let black = |pixel: &&[u8]| pixel.iter().all(|part| *part < 40);
    let letters = drawing.rgb.chunks(3).filter(black).count();
    assert!(letters > 200, "{letters} black pixels: its text is missing");
}

#[test]
fn what_can_be_seen_through_is_white() {
    let folder = Folder::new();
    let path = folder.0.join("a.png");
    image::RgbaImage::from_pixel(4, 4, image::Rgba([0, 0, 0, 0])).save(&path).unwrap();
    assert!(read(&path, &Target::default()).unwrap().rgb.iter().all(|part| *part == 255));
}

#[test]
fn a_broken_picture_is_a_fault_and_no_crash() {
    let folder = Folder::new();
    let whole = fs::read(saved(&folder.0, "whole.png", (64, 64))).unwrap();
    let half = &whole[..whole.len() / 2];
    for (name, content) in [
        ("half.png", half),
        ("empty.jpg", &[][..]),
        ("words.png", b"no picture"),
        ("words.svg", b"no picture"),
    ] {
        let path = folder.0.join(name);
        fs::write(&path, content).unwrap();
        assert!(read(&path, &Target::default()).is_err(), "{name}");
    }
}

#[test]
fn the_thread_tells_what_it_finds_reads_and_cannot_read() {
    let folder = Folder::new();
    saved(&folder.0, "a.png", (64, 64));
    fs::write(folder.0.join("b.png"), "no picture").unwrap();
    let (news, heard) = channel();
    let tasks =
        start(folder.0.clone(), Target::default(), move |what| news.send(what).unwrap()).unwrap();
    let next = || heard.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(next(), SlideNews::Found(slides) if names(&slides) == ["a.png", "b.png"]));
    tasks.send(SlideTask::Fetch("a.png".to_owned())).unwrap();
    assert!(matches!(next(), SlideNews::Picture(name, _) if name == "a.png"));
    tasks.send(SlideTask::Fetch("b.png".to_owned())).unwrap();
    assert!(matches!(next(), SlideNews::Broken(name) if name == "b.png"));
    fs::remove_file(folder.0.join("b.png")).unwrap();
    assert!(matches!(next(), SlideNews::Found(slides) if names(&slides) == ["a.png"]));
}

/// Makes a video of half a second; none where there is no ffmpeg.
fn video(folder: &Path, name: &str) -> Option<()> {
    let made = Command::new("ffmpeg")
        .args(["-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=25:duration=0.5"])
        .args(["-pix_fmt", "yuv420p"])
        .arg(folder.join(name))
        .status();
    made.ok().filter(std::process::ExitStatus::success).map(|_| ())
}

#[test]
fn a_video_is_played_to_its_end_and_a_broken_one_is_told() {
    let folder = Folder::new();
    fs::write(folder.0.join("broken.mp4"), "no video").unwrap();
    let made = video(&folder.0, "good.mp4").is_some();
    let (news, heard) = channel();
    let target = Target::default();
    target.set(333, 201);
    let tasks = start(folder.0.clone(), target, move |what| news.send(what).unwrap()).unwrap();
    let next = || heard.recv_timeout(PATIENCE).unwrap();
    assert!(matches!(next(), SlideNews::Found(_)));
    // Without ffmpeg every video is a broken one.
    tasks.send(SlideTask::Play("broken.mp4".to_owned())).unwrap();
    assert!(matches!(next(), SlideNews::Broken(name) if name == "broken.mp4"));
    if !made {
        return;
    }
    tasks.send(SlideTask::Play("good.mp4".to_owned())).unwrap();
    let mut frames = 0;
    loop {
        match next() {
            SlideNews::Frame(_, pixels) => {
                assert_eq!((pixels.width, pixels.height), (332, 200));
                frames += 1;
            }
            SlideNews::Played(name) => break assert_eq!(name, "good.mp4"),
            other @ (SlideNews::Found(_) | SlideNews::Picture(..) | SlideNews::Broken(_)) => {
                panic!("{other:?}")
            }
        }
    }
    assert!((10..=15).contains(&frames), "{frames} of 12 pictures");
}
