//! One function a shape: from the screen's plain data to the window's, and names back.

use super::generated::{
    ActionName, AnnouncedName, ButtonData, ChoiceData, ChosenData, CounterData, CounterStateName,
    DeskAdapter, DeskName, FieldData, HandData, HintData, HintName, ListsAdapter, MainData,
    MainName, MarkName, NextData, OwnWordsData, QuestionName, RowData, SignInAdapter, StepName,
    TabName, TakeName, TargetName, UndoData, VisitorLanguage,
};
use crate::keys::{self, Action};
use crate::screen::{
    AtCounterScreen, ButtonState, ChoiceLine, ChosenLine, CounterTile, DeskScreen, DialogKind,
    FieldLine, HandScreen, ListHint, ListsScreen, MainButton, MainKind, NextScreen, OwnWords,
    RowLine, RowMark, SignInScreen, Tab, TakeKind, TransferTab, UndoLine,
};
use antrean_shared::rejection::CounterState;
use antrean_shared::ticket::Language;
use antrean_shared::view::{Announced, Step};
use slint::SharedString;

/// Slint counts in 32 bits; nothing on screen comes near.
pub fn int<T>(number: T) -> i32
where
    i32: TryFrom<T>,
{
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub fn button(state: &ButtonState, action: Action, language: Language) -> ButtonData {
    ButtonData {
        shown: state.shown,
        enabled: state.enabled,
        busy: state.busy,
        wait_seconds: int(state.wait_seconds),
        key: keys::cap(action, language).into(),
    }
}

pub fn field(field: &FieldLine) -> FieldData {
    FieldData { text: field.text.as_str().into(), focused: field.focused }
}

pub fn counter(tile: &CounterTile) -> CounterData {
    CounterData {
        name: tile.name.as_str().into(),
        agency: tile.agency.as_str().into(),
        state: match tile.state {
            CounterState::Closed => CounterStateName::Closed,
            CounterState::Open => CounterStateName::Open,
            CounterState::Paused => CounterStateName::Paused,
            CounterState::Closing => CounterStateName::Closing,
        },
        officer: tile.officer.as_str().into(),
        waiting: int(tile.waiting),
    }
}

pub fn sign_in(adapter: &SignInAdapter<'_>, screen: &SignInScreen, language: Language) {
    adapter.set_hall(screen.hall.as_str().into());
    adapter.set_officer(field(&screen.officer));
    adapter.set_filter(field(&screen.filter));
    adapter.set_selected(screen.selected.map_or(-1, int));
    adapter.set_chosen(screen.chosen.as_str().into());
    // Here Space types a name, so Enter opens.
    adapter.set_open(button(&screen.open, Action::Complete, language));
}

pub fn desk(adapter: &DeskAdapter<'_>, screen: &AtCounterScreen, language: Language) {
    let button = |state, action| button(state, action, language);
    adapter.set_counter(screen.counter.as_str().into());
    adapter.set_counter_short(screen.counter_short.as_str().into());
    adapter.set_agency(screen.agency.as_str().into());
    adapter.set_officer(screen.officer.as_str().into());
    adapter.set_about(screen.about.as_str().into());
    adapter.set_waiting(int(screen.waiting_total));
    adapter.set_completed(int(screen.completed));
    adapter.set_main(main(&screen.main, language));
    adapter.set_complete(button(&screen.complete, Action::Complete));
    adapter.set_leave(button(&screen.leave, Action::Leave));
    adapter.set_recall(button(&screen.recall, Action::Recall));
    adapter.set_recalls_used_up(screen.recalls_used_up);
    adapter.set_park(button(&screen.park, Action::Park));
    adapter.set_transfer(button(&screen.transfer, Action::Transfer));
    adapter.set_note(button(&screen.note, Action::Note));
    let mut skip = button(&screen.skip, Action::Skip);
    if screen.lists.selected.is_some() {
        // The key is the chosen ticket's now.
        skip.key = SharedString::default();
    }
    adapter.set_skip(skip);
    adapter.set_no_show(button(&screen.no_show, Action::NoShow));
    adapter.set_pause(button(&screen.pause, Action::Pause));
    adapter.set_close(button(&screen.close, Action::Close));
    adapter.set_more(button(&screen.more, Action::More));
    adapter.set_outage(screen.outage.as_str().into());
    adapter.set_system_up(button(&screen.system_up, Action::SystemUp));
    adapter.set_undo(undo(screen.undo.as_ref(), language));
    adapter.set_waiting_change(screen.waiting_change.as_str().into());
    adapter.set_devices(screen.devices.as_str().into());
    match &screen.desk {
        DeskScreen::InHand(ticket) => adapter.set_hand(hand(ticket)),
        DeskScreen::Next(ticket) => adapter.set_next(next(ticket)),
        DeskScreen::Loading
        | DeskScreen::Empty
        | DeskScreen::Paused
        | DeskScreen::Closing
        | DeskScreen::Closed
        | DeskScreen::Elsewhere => {}
    }
    adapter.set_desk(desk_name(&screen.desk));
}

fn desk_name(desk: &DeskScreen) -> DeskName {
    match desk {
        DeskScreen::Loading => DeskName::Loading,
        DeskScreen::InHand(ticket) if ticket.serving => DeskName::Serving,
        DeskScreen::InHand(_) => DeskName::Called,
        DeskScreen::Next(_) => DeskName::Next,
        DeskScreen::Empty => DeskName::Empty,
        DeskScreen::Paused => DeskName::Paused,
        DeskScreen::Closing => DeskName::Closing,
        DeskScreen::Closed => DeskName::Closed,
        DeskScreen::Elsewhere => DeskName::Elsewhere,
    }
}

fn hand(ticket: &HandScreen) -> HandData {
    HandData {
        number: ticket.number.as_str().into(),
        timer: ticket.timer.as_str().into(),
        usual_minutes: int(ticket.usual_minutes),
        usual_gone: int(ticket.usual_gone),
        service: ticket.service.as_str().into(),
        issued: ticket.issued.as_str().into(),
        called: ticket.called.as_str().into(),
        waited_minutes: int(ticket.waited_minutes),
        calls: int(ticket.calls),
        announced: match ticket.announced {
            Announced::Awaited => AnnouncedName::Awaited,
            Announced::Reported => AnnouncedName::Reported,
            Announced::NoDisplay => AnnouncedName::NoDisplay,
        },
        note: ticket.note.as_str().into(),
        priority: ticket.priority,
        class: ticket.class.as_str().into(),
        why: ticket.why.as_str().into(),
        goes_on: ticket.goes_on.as_str().into(),
        also_here: ticket.also_here.as_str().into(),
        language: match ticket.visitor_language {
            None | Some(Language::Id) => VisitorLanguage::Indonesian,
            Some(Language::En) => VisitorLanguage::English,
            Some(Language::Jv) => VisitorLanguage::Javanese,
            Some(Language::Su) => VisitorLanguage::Sundanese,
        },
        paper_unsure: ticket.paper_unsure,
    }
}

fn next(ticket: &NextScreen) -> NextData {
    NextData {
        number: ticket.number.as_str().into(),
        service: ticket.service.as_str().into(),
        waited_minutes: int(ticket.waited_minutes),
        longest_minutes: int(ticket.longest_minutes),
    }
}

fn main(main: &MainButton, language: Language) -> MainData {
    MainData {
        kind: match main.kind {
            MainKind::Call => MainName::Call,
            MainKind::Serve => MainName::Serve,
            MainKind::CompleteAndCall => MainName::CompleteAndCall,
            MainKind::Complete => MainName::Complete,
            MainKind::Reopen => MainName::Reopen,
            MainKind::Open => MainName::Open,
            MainKind::TakeOver => MainName::TakeOver,
        },
        button: button(&main.state, Action::Main, language),
        has_next: main.next.is_some(),
        next: main.next.as_ref().map(next).unwrap_or_default(),
    }
}

fn undo(undo: Option<&UndoLine>, language: Language) -> UndoData {
    let Some(undo) = undo else { return UndoData::default() };
    UndoData {
        shown: true,
        step: match undo.step {
            Step::Call => StepName::Call,
            Step::Serve => StepName::Serve,
            Step::Complete => StepName::Complete,
            Step::CompleteAndCall => StepName::CompleteAndCall,
            Step::NoShow => StepName::NoShow,
            Step::Skip => StepName::Skip,
            Step::Park => StepName::Park,
            Step::Resume => StepName::Resume,
            Step::Transfer => StepName::Transfer,
        },
        number: undo.number.as_str().into(),
        seconds: int(undo.seconds),
        sent_on: undo.sent_on.as_str().into(),
        button: button(&undo.state, Action::Undo, language),
        print: button(&undo.print, Action::Print, language),
    }
}

pub fn lists(adapter: &ListsAdapter<'_>, lists: &ListsScreen, language: Language) {
    adapter.set_tab(tab_name(lists.tab));
    adapter.set_waiting(int(lists.waiting));
    adapter.set_parked(int(lists.parked));
    adapter.set_missed(int(lists.missed));
    adapter.set_query(lists.query.as_str().into());
    adapter.set_selected(lists.selected.map_or(-1, int));
    adapter.set_chosen(chosen(lists.chosen.as_ref(), language));
    let of = |kind, first: u32, of: u32| HintData {
        kind,
        first: int(first),
        of: int(of),
        text: SharedString::default(),
    };
    let bare = |kind| of(kind, 0, 0);
    adapter.set_hint(match &lists.hint {
        ListHint::None => bare(HintName::None),
        ListHint::FirstOf(first, all) => of(HintName::FirstOf, *first, *all),
        ListHint::FirstFound(first, all) => of(HintName::FirstFound, *first, *all),
        ListHint::Empty => bare(HintName::Empty),
        ListHint::Searching => bare(HintName::Searching),
        ListHint::InOtherList => bare(HintName::InOtherList),
        ListHint::NotFound => bare(HintName::NotFound),
        ListHint::NotFoundInView => bare(HintName::NotFoundInView),
        ListHint::Said(text) => HintData { text: text.as_str().into(), ..bare(HintName::Said) },
    });
}

fn chosen(line: Option<&ChosenLine>, language: Language) -> ChosenData {
    let Some(line) = line else { return ChosenData::default() };
    let button = |state, action| button(state, action, language);
    ChosenData {
        shown: true,
        number: line.number.as_str().into(),
        service: line.service.as_str().into(),
        detail: line.detail.as_str().into(),
        take: match line.take {
            TakeKind::Call => TakeName::Call,
            TakeKind::Resume => TakeName::Resume,
            TakeKind::HasCome => TakeName::HasCome,
        },
        button: button(&line.take_state, Action::Take),
        transfer: button(&line.transfer, Action::Transfer),
        cancel: button(&line.cancel, Action::Cancel),
    }
}

pub fn row(row: &RowLine) -> RowData {
    let (mark, mark_time) = match &row.mark {
        RowMark::None => (MarkName::None, ""),
        RowMark::SentHere => (MarkName::SentHere, ""),
        RowMark::PaperUnsure => (MarkName::PaperUnsure, ""),
        RowMark::DueAt(time) => (MarkName::DueAt, time.as_str()),
        RowMark::Due => (MarkName::Due, ""),
        RowMark::MayReturnUntil(time) => (MarkName::MayReturn, time.as_str()),
    };
    RowData {
        number: row.number.as_str().into(),
        service: row.service.as_str().into(),
        detail: row.detail.as_str().into(),
        mark,
        mark_time: mark_time.into(),
        priority: row.priority,
        minutes: int(row.minutes),
    }
}

pub fn choice(line: &ChoiceLine) -> ChoiceData {
    ChoiceData {
        title: line.title.as_str().into(),
        detail: line.detail.as_str().into(),
        action: line.action.map(action_name).unwrap_or_default(),
        key: line.key.into(),
    }
}

pub fn own_words(own: &OwnWords) -> OwnWordsData {
    OwnWordsData {
        title: own.title.as_str().into(),
        text: own.text.as_str().into(),
        confirm: own.confirm.as_str().into(),
        back: own.back.as_str().into(),
        field: own.field.as_str().into(),
        field_last: own.field_last,
        large: own.large.as_str().into(),
        until: own.until.as_str().into(),
    }
}

pub fn question_name(kind: DialogKind) -> QuestionName {
    match kind {
        DialogKind::Park => QuestionName::Park,
        DialogKind::Transfer => QuestionName::Transfer,
        DialogKind::Cancel => QuestionName::Cancel,
        DialogKind::Pause => QuestionName::Pause,
        DialogKind::Close => QuestionName::Close,
        DialogKind::Note => QuestionName::Note,
        DialogKind::HasCome => QuestionName::HasCome,
        DialogKind::Help => QuestionName::Help,
        DialogKind::More(_) => QuestionName::More,
    }
}

/// Makes the two directions of a pair of equal enums.
macro_rules! both_ways {
    ($there:ident, $back:ident, $ours:ident, $theirs:ident: $($ours_name:ident = $theirs_name:ident),* $(,)?) => {
        pub fn $there(value: $ours) -> $theirs {
            match value { $($ours::$ours_name => $theirs::$theirs_name),* }
        }

        pub fn $back(value: $theirs) -> $ours {
            match value { $($theirs::$theirs_name => $ours::$ours_name),* }
        }
    };
}

both_ways!(action_name, action_of, Action, ActionName:
    Main = Main, Complete = Complete, Take = Take, Skip = Skip, PutBack = PutBack, Recall = Recall, Park = Park,
    Transfer = Transfer, Cancel = Cancel, Note = Note, NoShow = NoShow, Undo = Undo, Pause = Pause,
    Close = Close, Leave = Leave, Strip = Strip, Help = Help, Language = Language,
    More = More, Print = Print, SystemUp = SystemUp,
);
both_ways!(tab_name, tab_of, Tab, TabName: Waiting = Waiting, Parked = Parked, Missed = Missed);
both_ways!(target_name, target_of, TransferTab, TargetName:
    Queue = Queue, Service = Service, Counter = Counter, Officer = Officer,
);
