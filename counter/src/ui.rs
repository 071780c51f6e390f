//! The window: carries a `Screen` into Slint's globals and turns callbacks into inputs.
//!
//! The only file that touches generated code. It decides nothing: each value goes over as it is.

#[allow(clippy::restriction, clippy::allow_attributes, reason = "generated")]
mod generated {
    slint::include_modules!();
}

mod carry;
mod fold;

pub use generated::CounterWindow;

use crate::controller::{Input, SignInField};
use crate::keys::{self, Action, Key};
use crate::screen::{Body, LinkLine, NoticeKind, Screen};
use antrean_shared::ticket::Language;
use carry::{action_of, button, int, tab_of, target_name, target_of};
use generated::{
    ActionAdapter, BodyName, ChoiceData, CounterData, DeskAdapter, FrameAdapter, HeaderAdapter,
    LinkName, ListsAdapter, NoticeAdapter, NoticeName, QuestionAdapter, QuestionName, RowData,
    SignInAdapter, StartingAdapter, TargetName, Theme,
};
use slint::{Global, Model, ModelRc, SharedString, VecModel};
use std::cell::RefCell;
use std::rc::Rc;

/// The window with its long-lived lists.
pub struct Ui {
    window: CounterWindow,
    rows: Rc<VecModel<RowData>>,
    counters: Rc<VecModel<CounterData>>,
    choices: Rc<VecModel<ChoiceData>>,
    tabs: Rc<VecModel<TargetName>>,
    until: Rc<VecModel<SharedString>>,
    shown: RefCell<Option<Screen>>,
    places: fold::Places,
}

impl Ui {
    /// Makes the window; every callback ends in `send`.
    pub fn new(send: impl Fn(Input) + Clone + 'static) -> Result<Self, slint::PlatformError> {
        let window = CounterWindow::new()?;
        Theme::get(&window).set_console(true);
        let ui = Self {
            rows: Rc::default(),
            counters: Rc::default(),
            choices: Rc::default(),
            tabs: Rc::default(),
            until: Rc::default(),
            shown: RefCell::new(None),
            places: fold::Places::default(),
            window,
        };
        ui.lend_lists();
        ui.connect_keys(send.clone());
        ui.connect_touches(send.clone());
        ui.connect_question(send);
        Ok(ui)
    }

    /// Returns the window itself.
    pub fn window(&self) -> &CounterWindow {
        &self.window
    }

    fn lend_lists(&self) {
        ListsAdapter::get(&self.window).set_rows(ModelRc::from(self.rows.clone()));
        SignInAdapter::get(&self.window).set_counters(ModelRc::from(self.counters.clone()));
        let question = QuestionAdapter::get(&self.window);
        question.set_rows(ModelRc::from(self.choices.clone()));
        question.set_tabs(ModelRc::from(self.tabs.clone()));
        question.set_until(ModelRc::from(self.until.clone()));
    }

    fn connect_keys(&self, send: impl Fn(Input) + Clone + 'static) {
        let frame = FrameAdapter::get(&self.window);
        frame.on_knows_key(|text, with_control| !with_control && key_of(&text).is_some());
        let down = send.clone();
        frame.on_key_down(move |text, repeat| {
            let _ = key_of(&text).map(|key| down(Input::KeyDown { key, repeat }));
        });
        let up = send.clone();
        frame.on_key_up(move |text| {
            let _ = key_of(&text).map(|key| up(Input::KeyUp(key)));
        });
        frame.on_keyboard_lost(move || send(Input::KeyboardLost));
    }

    fn connect_touches(&self, send: impl Fn(Input) + Clone + 'static) {
        let press = send.clone();
        ActionAdapter::get(&self.window)
            .on_press(move |action| press(Input::Press(action_of(action))));
        let lists = ListsAdapter::get(&self.window);
        let (tab, row) = (send.clone(), send.clone());
        lists.on_pick_tab(move |picked| tab(Input::PickTab(tab_of(picked))));
        lists.on_pick_row(move |place| row(Input::PickRow(place_of(place))));
        let sign_in = SignInAdapter::get(&self.window);
        let (counter, officer) = (send.clone(), send.clone());
        sign_in.on_pick_counter(move |place| counter(Input::PickCounter(place_of(place))));
        sign_in.on_pick_officer(move || officer(Input::PickField(SignInField::Officer)));
        sign_in.on_pick_filter(move || send(Input::PickField(SignInField::Filter)));
    }

    fn connect_question(&self, send: impl Fn(Input) + Clone + 'static) {
        let question = QuestionAdapter::get(&self.window);
        let (tab, row, until) = (send.clone(), send.clone(), send.clone());
        question.on_pick_tab(move |picked| tab(Input::DialogTab(target_of(picked))));
        question.on_pick_row(move |place| row(Input::DialogRow(place_of(place))));
        question.on_pick_until(move |place| until(Input::DialogUntil(place_of(place))));
        let confirm = send.clone();
        question.on_confirmed(move || confirm(Input::DialogConfirm));
        question.on_dismissed(move || send(Input::DialogDismiss));
    }

    /// Shows a screen; one that is already shown costs nothing.
    pub fn show(&self, screen: &Screen) {
        if self.shown.borrow().as_ref() == Some(screen) {
            return;
        }
        if self.shown.borrow().as_ref().map(|shown| shown.language) != Some(screen.language) {
            select_language(screen.language);
        }
        self.show_frame(screen);
        match &screen.body {
            Body::Starting(starting) => {
                let adapter = StartingAdapter::get(&self.window);
                adapter.set_hub(starting.hub.as_str().into());
                adapter.set_since(starting.since.as_str().into());
                adapter.set_refused(starting.refused.as_deref().unwrap_or_default().into());
            }
            Body::SignIn(sign_in) => {
                let adapter = SignInAdapter::get(&self.window);
                adapter.set_columns(int(crate::controller::GRID_COLUMNS));
                update(&self.counters, sign_in.counters.iter().map(carry::counter).collect());
                carry::sign_in(&adapter, sign_in, screen.language);
            }
            Body::AtCounter(desk) => {
                carry::desk(&DeskAdapter::get(&self.window), desk, screen.language);
                update(&self.rows, desk.lists.rows.iter().map(carry::row).collect());
                carry::lists(&ListsAdapter::get(&self.window), &desk.lists, screen.language);
            }
        }
        self.show_question(screen);
        *self.shown.borrow_mut() = Some(screen.clone());
    }

    fn show_frame(&self, screen: &Screen) {
        let frame = FrameAdapter::get(&self.window);
        frame.set_body(match &screen.body {
            Body::Starting(_) => BodyName::Starting,
            Body::SignIn(_) => BodyName::SignIn,
            Body::AtCounter(_) => BodyName::AtCounter,
        });
        self.places.fold(&self.window, screen.strip);
        let header = HeaderAdapter::get(&self.window);
        header.set_training(screen.training);
        header.set_help_key(keys::cap(Action::Help, screen.language).into());
        header.set_strip_key(keys::cap(Action::Strip, screen.language).into());
        let (link, since) = match &screen.link {
            LinkLine::Connecting => (LinkName::Connecting, ""),
            LinkLine::Connected => (LinkName::Connected, ""),
            LinkLine::Lost(since) => (LinkName::Lost, since.as_str()),
            LinkLine::Refused => (LinkName::Refused, ""),
        };
        header.set_lost_since(since.into());
        header.set_link(link);
        let notice = NoticeAdapter::get(&self.window);
        notice.set_text(screen.notice.as_ref().map_or("", |line| line.text.as_str()).into());
        notice.set_kind(match screen.notice.as_ref().map(|line| line.kind) {
            None => NoticeName::None,
            Some(NoticeKind::Refusal) => NoticeName::Refusal,
            Some(NoticeKind::Warning) => NoticeName::Warning,
            Some(NoticeKind::Hint) => NoticeName::Hint,
            Some(NoticeKind::Done) => NoticeName::Done,
        });
    }

    fn show_question(&self, screen: &Screen) {
        let adapter = QuestionAdapter::get(&self.window);
        let Some(dialog) = &screen.dialog else {
            adapter.set_kind(QuestionName::None);
            return;
        };
        update(&self.choices, dialog.rows.iter().map(carry::choice).collect());
        update(&self.tabs, dialog.tabs.iter().copied().map(target_name).collect());
        update(&self.until, dialog.until.iter().map(SharedString::from).collect());
        adapter.set_about(dialog.about.as_str().into());
        adapter.set_tab(target_name(dialog.tab));
        adapter.set_selected(dialog.selected.map_or(-1, int));
        adapter.set_text(carry::field(&dialog.text));
        adapter.set_until_selected(int(dialog.until_selected));
        adapter.set_waiting(int(dialog.waiting));
        adapter.set_alone(int(dialog.alone));
        adapter.set_alone_or_more(dialog.alone_or_more);
        adapter.set_confirm(button(&dialog.confirm, Action::Complete, screen.language));
        adapter.set_own(carry::own_words(&dialog.own));
        adapter.set_kind(carry::question_name(dialog.kind));
    }
}

/// Changes a list in place, so that scrolling and pressed rows survive.
fn update<T: Clone + PartialEq + 'static>(model: &VecModel<T>, rows: Vec<T>) {
    while model.row_count() > rows.len() {
        model.remove(model.row_count() - 1);
    }
    for (place, row) in rows.into_iter().enumerate() {
        match model.row_data(place) {
            Some(old) if old == row => {}
            Some(_) => model.set_row_data(place, row),
            None => model.push(row),
        }
    }
}

/// Javanese and Sundanese are not the console's yet: their officers read Indonesian.
fn select_language(language: Language) {
    let code = match language {
        Language::Id | Language::Jv | Language::Su => "",
        Language::En => "en",
    };
    if let Err(error) = slint::select_bundled_translation(code) {
        tracing::error!(%error, code, "no such language in the program");
    }
}

fn place_of(place: i32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Returns the key behind Slint's text of it; none for modifiers and keys without a use here.
fn key_of(text: &str) -> Option<Key> {
    use slint::platform::Key as Code;
    const FUNCTION: [Code; 12] = [
        Code::F1,
        Code::F2,
        Code::F3,
        Code::F4,
        Code::F5,
        Code::F6,
        Code::F7,
        Code::F8,
        Code::F9,
        Code::F10,
        Code::F11,
        Code::F12,
    ];
    const NAMED: [(Code, Key); 15] = [
        (Code::Space, Key::Space),
        (Code::Return, Key::Enter),
        (Code::Escape, Key::Escape),
        (Code::Backspace, Key::Backspace),
        (Code::Delete, Key::Delete),
        (Code::Tab, Key::Tab),
        (Code::Backtab, Key::BackTab),
        (Code::UpArrow, Key::Up),
        (Code::DownArrow, Key::Down),
        (Code::LeftArrow, Key::Left),
        (Code::RightArrow, Key::Right),
        (Code::PageUp, Key::PageUp),
        (Code::PageDown, Key::PageDown),
        (Code::Home, Key::Home),
        (Code::End, Key::End),
    ];
    let mut chars = text.chars();
    let (c, None) = (chars.next()?, chars.next()) else { return None };
    let is = |code: Code| char::from(code) == c;
    if let Some(place) = FUNCTION.iter().position(|code| is(*code)) {
        return u8::try_from(place + 1).ok().map(Key::F);
    }
    let named = NAMED.into_iter().find(|(code, _)| is(*code)).map(|(_, key)| key);
    // What is left of the control and private-use characters are keys that type nothing.
    let types = !c.is_control() && !('\u{F700}'..='\u{F8FF}').contains(&c);
    named.or_else(|| types.then_some(Key::Char(c)))
}

#[cfg(test)]
mod tests;
