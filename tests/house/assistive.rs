//! A visit with a screen reader alone: everything on the way has a role, a name and a state on a real bus of
//! assistive technology, and is chosen there.

use antrean_tests::assistive::{Assistive, Element};
use antrean_tests::children::{self, Children};
use antrean_tests::process::{HubProcess, open_hall};
use antrean_tests::screen::Screen;
use antrean_tests::wait;
use atspi::{Role, State};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const STEP_WITHIN: Duration = Duration::from_secs(20);
/// Longer than buttons are deaf after the screen has changed.
const DEAF: Duration = Duration::from_millis(500);

/// A kiosk in a window of its own, and whoever reads it out.
pub(super) struct Kiosk {
    pub(super) bus: Assistive,
    pub(super) screen: Screen,
    pub(super) children: Children,
    _hub: HubProcess,
}

/// How a window manager is set up on a machine in the hall.
const SESSION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/session/openbox.xml");

impl Kiosk {
    fn open(folder: &Path) -> Self {
        Self::open_as(folder, &["--windowed", "--size", "1080x1920"], "")
    }

    /// Opens a kiosk with these arguments, and these lines more in its settings.
    pub(super) fn open_as(folder: &Path, arguments: &[&str], more: &str) -> Self {
        let hall = folder.join("hall.toml");
        std::fs::write(&hall, open_hall()).unwrap();
        let hub = HubProcess::start(&hall, None, "127.0.0.1:0");
        let children = Children::default();
        let bus = Assistive::start(&children, folder).unwrap();
        let screen = Screen::start(&children, "kiosk", (1080, 1920), folder).unwrap();
        if arguments.is_empty() {
            let mut manager = Command::new("openbox");
            manager.arg("--config-file").arg(SESSION);
            screen.give(&mut manager);
            children.start("openbox", &mut manager, folder).unwrap();
            screen.await_manager().unwrap();
        }
        let papers = toml::Value::from(folder.join("papers").display().to_string());
        let settings = format!("[printer]\nkind = \"simulated\"\nfolder = {papers}\n");
        let file = folder.join("kiosk.toml");
        std::fs::write(&file, format!("kiosk = \"kiosk-1\"\n{more}{settings}")).unwrap();
        let mut command = Command::new(children::program("antrean-kiosk").unwrap());
        command.args(["--hub", &hub.address, "--device", "kiosk-1", "--config"]).arg(file);
        command.args(arguments);
        command.arg("--state").arg(folder.join("state"));
        screen.give(&mut command);
        bus.give(&mut command);
        children.start("kiosk", &mut command, folder).unwrap();
        screen.await_window().unwrap();
        Self { bus, screen, children, _hub: hub }
    }

    /// Waits for an element whose name begins so; returns everything that is there with it.
    pub(super) fn await_name(&self, name: &str) -> Vec<Element> {
        wait::until(&format!("waiting for {name:?}"), STEP_WITHIN, || {
            let seen = self.bus.elements()?;
            Ok(find(&seen, name).is_some().then_some(seen))
        })
        .unwrap_or_else(|error| panic!("{error:#}: {:#?}", self.names()))
    }

    /// Chooses what is called `name` until what is called `then` is there.
    pub(super) fn choose(&self, name: &str, then: &str) -> Vec<Element> {
        wait::until(&format!("choosing {name:?} for {then:?}"), STEP_WITHIN, || {
            let seen = self.bus.elements()?;
            if find(&seen, then).is_some() {
                return Ok(Some(seen));
            }
            // What goes away with its screen cannot be chosen any more.
            find(&seen, name).into_iter().for_each(|element| drop(self.bus.choose(element)));
            wait::pass(DEAF);
            Ok(None)
        })
        .unwrap_or_else(|error| panic!("{error:#}: {:#?}", self.names()))
    }

    fn names(&self) -> Vec<String> {
        let seen = self.bus.elements().unwrap_or_default();
        seen.into_iter().map(|element| element.name).filter(|name| !name.is_empty()).collect()
    }
}

pub(super) fn find<'a>(seen: &'a [Element], name: &str) -> Option<&'a Element> {
    seen.iter().find(|element| element.name.starts_with(name))
}

/// What a screen reader cannot name, tell apart or choose.
pub(super) fn wrong(screen: &str, seen: &[Element]) -> Vec<String> {
    let touched = seen.iter().filter(|element| element.role != Role::Frame && element.is_touched());
    let mut names = BTreeSet::new();
    let mut wrong = Vec::new();
    for element in touched {
        let role = matches!(element.role, Role::Button | Role::ToggleButton);
        let named = !element.name.trim().is_empty() && !element.name.contains(['{', '}']);
        let chosen = element.actions.len() == 1 && element.states.contains(State::Focusable);
        if !(role && named && chosen && names.insert(&element.name)) {
            wrong.push(format!("{screen}: {element:?}"));
        }
    }
    assert!(names.len() > 1 || screen == "ticket", "{screen}: {names:?}");
    let mute = |element: &&Element| element.role == Role::Label && element.name.trim().is_empty();
    wrong.extend(seen.iter().filter(mute).map(|element| format!("{screen}: {element:?}")));
    wrong
}

fn is_pressed(seen: &[Element], name: &str) -> bool {
    let element = find(seen, name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(element.role, Role::ToggleButton, "{name}");
    element.states.contains(State::Pressed)
}

#[test]
fn a_visitor_with_a_screen_reader_alone_comes_to_a_number() {
    let folder = tempfile::tempdir().unwrap();
    let kiosk = Kiosk::open(folder.path());
    let mut faults = Vec::new();

    let home = kiosk.await_name("Dispendukcapil");
    faults.extend(wrong("home", &home));
    assert!(find(&home, "Halaman 1 dari ").is_some(), "{:#?}", kiosk.names());
    let first = find(&home, "Sebelumnya").unwrap();
    assert_eq!(first.description, "Saat ini tidak dapat dipilih");
    let languages = ["Indonesia", "English"].map(|name| is_pressed(&home, name));
    assert_eq!(languages, [true, false]);

    let search = kiosk.choose("Cari layanan", "Kembali");
    faults.extend(wrong("search", &search));
    wait::pass(DEAF);
    for key in ["K", "T", "P"] {
        let seen = kiosk.bus.elements().unwrap();
        let key = seen.iter().find(|element| element.name == key).unwrap();
        kiosk.bus.choose(key).unwrap();
    }
    let found = kiosk.await_name("ktp");
    assert_eq!(find(&found, "ktp").map(|field| field.role), Some(Role::Label));
    faults.extend(wrong("found", &found));

    kiosk.choose("Kembali", "Dispendukcapil");
    let services = kiosk.choose("Dispendukcapil", "Cetak KTP-el");
    faults.extend(wrong("services", &services));
    let confirm = kiosk.choose("Cetak KTP-el", "Ambil nomor");
    faults.extend(wrong("confirm", &confirm));
    let claim = "Saya perlu didahulukan";
    assert!(!is_pressed(&confirm, claim));
    wait::pass(DEAF);
    kiosk.bus.choose(find(&confirm, claim).unwrap()).unwrap();
    wait::until("the claim is told", STEP_WITHIN, || {
        Ok(is_pressed(&kiosk.bus.elements()?, claim).then_some(()))
    })
    .unwrap();

    let ticket = kiosk.choose("Ambil nomor", "A001");
    faults.extend(wrong("ticket", &ticket));
    let ends = "Layar kembali ke awal dalam ";
    assert!(find(&ticket, ends).is_some_and(|left| left.role == Role::Label), "{ticket:#?}");
    assert!(faults.is_empty(), "{faults:#?}");
}
