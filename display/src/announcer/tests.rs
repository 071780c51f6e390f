//! Tables of what happens to calls, and one property: any order of views, frames and kills flashes
//! every call once or gives a reason, and twice only where the kill fell into that flash.

use super::*;
use crate::fixture::{MORNING, call, device, ended, journal, serving, view, zone};
use antrean_shared::limits::BOARD_CALLS_MAX;
use proptest::prelude::*;
use std::collections::BTreeSet;

mod rush;

/// A board with a disk: what it kept, what its log says, what the hub was told.
struct Board {
    announcer: Announcer,
    config: DisplayConfig,
    ready: bool,
    cursor: Option<Cursor>,
    lines: Vec<CallLine>,
    shown: Vec<Handled>,
    spoken: Vec<Handled>,
    /// Calls whose announcement was begun.
    heard: Vec<u64>,
    /// The call whose announcement has begun and not ended.
    under_way: Option<u64>,
    /// Calls whose announcement was heard to its end, in that order.
    completed: Vec<u64>,
    /// What was begun, how, and with a chime or without.
    said: Vec<(Subject, Manner, bool)>,
    millis: u64,
}

impl Board {
    /// A board that nobody hears.
    fn new() -> Self {
        Self::of(&DisplayConfig::default())
    }

    /// A board with a loudspeaker.
    fn speaker() -> Self {
        let mut board = Self { ready: true, ..Self::new() };
        assert!(board.announcer.speaker_ready(true, Moment::test(0)).is_empty());
        board
    }

    fn of(config: &DisplayConfig) -> Self {
        let announcer = Announcer::new(None, device(), config);
        Self {
            announcer,
            config: config.clone(),
            ready: false,
            cursor: None,
            lines: vec![],
            shown: vec![],
            spoken: vec![],
            heard: vec![],
            under_way: None,
            completed: vec![],
            said: vec![],
            millis: 0,
        }
    }

    fn now(&self) -> Moment {
        Moment::test(self.millis)
    }

    /// Carries out the steps until `killed_after` of them are done.
    fn carry_out(&mut self, steps: Vec<Step>, killed_after: usize) {
        for step in steps.into_iter().take(killed_after) {
            match step {
                Step::Log(line) => self.lines.push(line),
                Step::Save(cursor) => self.cursor = Some(cursor),
                Step::Shown(handled) => self.shown.push(handled),
                Step::Spoken(handled) => self.spoken.push(handled),
                Step::Speak { subject, manner, chime } => {
                    self.said.push((subject, manner, chime));
                    if let Subject::Call(call) = subject {
                        self.heard.push(call);
                        self.under_way = Some(call);
                    }
                }
                Step::TellNow => {}
            }
        }
    }

    fn see(&mut self, calls: &[BoardCall]) {
        self.see_in(journal(7), calls);
    }

    fn see_in(&mut self, journal: antrean_shared::id::JournalId, calls: &[BoardCall]) {
        let series = Series { journal, epoch: 1, zone: zone() };
        let steps = self.announcer.view(series, &view(calls.to_vec()), self.now());
        self.carry_out(steps, usize::MAX);
    }

    fn see_from(&mut self, board: &BoardView) {
        let series = Series { journal: journal(7), epoch: 1, zone: zone() };
        let steps = self.announcer.view(series, board, self.now());
        self.carry_out(steps, usize::MAX);
    }

    /// Lets time pass and the window draw what it is asked for.
    fn pass(&mut self, millis: u64) {
        self.millis += millis;
        let steps = self.announcer.tick(self.now());
        self.carry_out(steps, usize::MAX);
        self.draw();
    }

    fn draw(&mut self) {
        if let Some(call) = self.undrawn() {
            let steps = self.announcer.drawn(call, self.now());
            self.carry_out(steps, usize::MAX);
        }
    }

    fn undrawn(&self) -> Option<u64> {
        let large = self.announcer.large(self.now()).filter(|large| large.undrawn);
        large.map(|large| large.call.call)
    }

    fn speak(&mut self, call: u64) {
        let steps = self.announcer.spoken(Subject::Call(call), CallOutcome::Done, self.now());
        self.carry_out(steps, usize::MAX);
    }

    /// Lets what is under way end, and carries out so many steps of what follows.
    fn hear(&mut self, killed_after: usize) {
        let Some(call) = self.under_way.take() else { return };
        self.completed.push(call);
        let steps = self.announcer.spoken(Subject::Call(call), CallOutcome::Done, self.now());
        self.carry_out(steps, killed_after);
    }

    fn large(&self) -> Option<u64> {
        self.announcer.large(self.now()).map(|large| large.call.call)
    }

    fn restart(&mut self) {
        self.under_way = None;
        self.announcer = Announcer::new(self.cursor.clone(), device(), &self.config);
        let _ = self.announcer.speaker_ready(self.ready, self.now());
    }

    fn flashed(&self) -> Vec<u64> {
        let flashed = |line: &&CallLine| line.outcome == LineOutcome::Flashed;
        self.lines.iter().filter(flashed).map(|line| line.call).collect()
    }

    fn silent(&self) -> Vec<(u64, CallOutcome)> {
        self.lines.iter().filter_map(|line| line.reason.map(|reason| (line.call, reason))).collect()
    }
}

fn at(millis: i64) -> Timestamp {
    Timestamp(MORNING.0 + millis)
}

/// Call 1 was there before the display; calls 2, 3 and 4 come within a second.
fn three() -> [BoardCall; 4] {
    [
        ended(call(1, "A001", "1", at(-60_000)), CallEnd::Answered),
        call(2, "A002", "1", at(0)),
        call(3, "B003", "9", at(400)),
        call(4, "C004", "14", at(800)),
    ]
}

#[test]
fn three_calls_in_a_second_are_all_seen_for_three_seconds() {
    let calls = three();
    let mut board = Board::new();
    board.see(&calls[..1]);
    assert_eq!((board.large(), board.flashed()), (Some(1), vec![]));
    board.see(&calls[..2]);
    board.draw();
    board.millis = 400;
    board.see(&calls[..3]);
    board.millis = 800;
    board.see(&calls);
    assert_eq!(board.large(), Some(2));
    assert_eq!(board.announcer.calls().map(|call| call.call).collect::<Vec<_>>(), [4, 3, 2, 1]);
    for (until, large) in [(2_999, 2), (3_000, 3), (5_999, 3), (6_000, 4), (60_000, 4)] {
        let passed = until - board.millis;
        board.pass(passed);
        assert_eq!(board.large(), Some(large), "at {until} ms");
    }
    assert_eq!(board.flashed(), [2, 3, 4]);
    assert!(board.shown.iter().all(|handled| handled.outcome == CallOutcome::Done));
}

#[test]
fn a_new_call_flashes_three_times_below_three_a_second_and_then_rests() {
    let mut board = Board::new();
    board.see(&[]);
    board.see(&[call(1, "A001", "1", at(0))]);
    assert_eq!(board.undrawn(), Some(1));
    board.draw();
    let mut turns = Vec::new();
    let mut lit = true;
    while let Some(due) = board.announcer.due(board.now()).filter(|_| board.millis < 9_000) {
        board.millis += u64::try_from(due.as_millis()).unwrap();
        let large = board.announcer.large(board.now()).unwrap();
        if large.lit != lit {
            lit = large.lit;
            turns.push(board.millis);
        }
    }
    assert_eq!(turns, [250, 500, 750, 1_000, 1_250, 1_500]);
    board.millis = 8_999;
    assert!(board.announcer.large(board.now()).unwrap().fresh);
    board.millis = 9_000;
    let rest = board.announcer.large(board.now()).unwrap();
    assert!(!rest.fresh && rest.lit && rest.call.call == 1);
}

#[test]
fn a_recall_while_the_call_is_large_flashes_again() {
    let first = call(1, "A001", "1", at(0));
    let again = BoardCall { kind: CallKind::Recall, ..call(2, "A001", "1", at(500)) };
    let mut board = Board::new();
    board.see(&[]);
    board.see(std::slice::from_ref(&first));
    board.draw();
    board.millis = 500;
    board.see(&[ended(first, CallEnd::Merged), again]);
    assert_eq!(board.large(), Some(1));
    board.pass(2_500);
    assert_eq!((board.large(), board.flashed()), (Some(2), vec![1, 2]));
}

#[test]
fn what_ended_before_its_turn_goes_into_the_list_with_its_reason() {
    for (end, reason) in [
        (CallEnd::Answered, CallOutcome::Answered),
        (CallEnd::Missed, CallOutcome::Missed),
        (CallEnd::Withdrawn, CallOutcome::Withdrawn),
        (CallEnd::Merged, CallOutcome::Merged),
    ] {
        let mut calls = three();
        let mut board = Board::new();
        board.see(&calls[..1]);
        board.see(&calls);
        board.draw();
        calls[2] = ended(calls[2].clone(), end);
        board.see(&calls);
        board.pass(3_000);
        assert_eq!(board.flashed(), [2, 4], "{end:?}");
        assert_eq!(board.silent(), [(3, reason)]);
        assert_eq!(board.cursor.as_ref().unwrap().shown, 4);
    }
}

#[test]
fn a_call_that_ends_before_its_first_frame_is_not_counted_as_flashed() {
    let mut board = Board::new();
    board.see(&[]);
    board.see(&[call(1, "A001", "1", at(0))]);
    assert_eq!(board.undrawn(), Some(1));
    board.see(&[serving(call(1, "A001", "1", at(0)))]);
    assert_eq!(board.undrawn(), None);
    let steps = board.announcer.drawn(1, board.now());
    assert!(steps.is_empty(), "the frame came too late: {steps:?}");
    assert_eq!((board.flashed(), board.silent()), (vec![], vec![(1, CallOutcome::Answered)]));
}

#[test]
fn a_withdrawn_call_is_never_flashed_however_it_is_marked() {
    let mut board = Board::new();
    board.see(&[]);
    board.see(&[BoardCall { kind: CallKind::Withdrawn, ..call(1, "A001", "1", at(0)) }]);
    assert_eq!(board.silent(), [(1, CallOutcome::Withdrawn)]);
}

#[test]
fn two_minutes_are_young_enough_and_a_moment_more_is_too_old() {
    for (age, flashes) in [(120_000, true), (120_001, false)] {
        let mut board = Board::new();
        board.see(&[]);
        board.see(&[call(1, "A001", "1", at(-age))]);
        board.draw();
        assert_eq!(board.flashed().len(), usize::from(flashes), "{age} ms");
        let silent = if flashes { vec![] } else { vec![(1, CallOutcome::TooOld)] };
        assert_eq!(board.silent(), silent);
    }
}

#[test]
fn a_flash_that_is_never_drawn_gives_way_when_it_is_too_old() {
    let mut board = Board::new();
    board.see(&[]);
    board.see(&[call(1, "A001", "1", at(0))]);
    let due = board.announcer.due(board.now()).unwrap();
    assert_eq!(due, CALL_AGE_MAX + Duration::from_millis(1));
    board.millis += u64::try_from(due.as_millis()).unwrap();
    let steps = board.announcer.tick(board.now());
    board.carry_out(steps, usize::MAX);
    assert_eq!((board.flashed(), board.silent()), (vec![], vec![(1, CallOutcome::TooOld)]));
}

#[test]
fn a_hole_is_reported_as_a_stretch_and_the_rest_goes_on() {
    let mut board = Board::new();
    board.see(&three()[..1]);
    let old = call(5, "A005", "2", at(-10_000));
    board.see(&[old, call(9, "A009", "3", at(0))]);
    board.draw();
    board.pass(3_000);
    assert_eq!(board.flashed(), [5, 9]);
    let holes: Vec<_> = board.shown.iter().filter(|h| h.outcome == CallOutcome::Hole).collect();
    assert_eq!(holes.iter().map(|hole| (hole.from, hole.to)).collect::<Vec<_>>(), [(2, 4), (6, 8)]);
    assert_eq!(board.lines[0].to, Some(4));
}

#[test]
fn a_display_new_to_a_zone_flashes_nothing_old_and_then_follows() {
    let mut board = Board::new();
    board.see(&three());
    board.draw();
    assert_eq!((board.large(), board.flashed(), board.silent()), (Some(4), vec![], vec![]));
    let mut calls = three().to_vec();
    calls.push(call(5, "A005", "2", at(0)));
    board.see(&calls);
    board.draw();
    assert_eq!(board.flashed(), [5]);
}

#[test]
fn an_empty_board_is_no_hole_below_the_first_call() {
    let mut board = Board::new();
    board.see(&[]);
    board.see(&[call(58, "A001", "1", at(0))]);
    board.draw();
    assert_eq!((board.flashed(), board.silent()), (vec![58], vec![]));
    assert!(board.spoken.is_empty());
}

#[test]
fn the_days_turn_empties_the_board_and_loses_no_place() {
    let mut board = Board::new();
    board.see(&three()[..1]);
    board.see(&[]);
    assert_eq!((board.large(), board.cursor.as_ref().unwrap().shown), (None, 1));
    board.see(&[call(2, "A001", "1", at(0))]);
    board.draw();
    assert_eq!((board.flashed(), board.silent()), (vec![2], vec![]));
}

#[test]
fn another_journal_epoch_or_zone_or_a_lower_board_is_new() {
    let mut board = Board::new();
    board.see(&three());
    board.see_in(journal(8), &three()[..3]);
    let cursor = board.cursor.clone().unwrap();
    assert_eq!((cursor.series.journal, cursor.shown), (journal(8), 3));
    board.see_in(journal(8), &three()[..2]);
    assert_eq!(board.cursor.as_ref().unwrap().shown, 2);
    assert!(board.lines.is_empty() && board.shown.is_empty());
    let again = call(3, "C009", "14", at(0));
    board.see_in(journal(8), &[three()[1].clone(), again]);
    board.draw();
    assert_eq!(board.flashed(), [3]);
}

/// Restarts after each count of steps of the frame's input.
#[test]
fn a_restart_at_any_point_repeats_at_most_the_flash_it_fell_into() {
    let steps_of_a_frame = 6;
    for killed_after in 0..=steps_of_a_frame {
        let calls = three();
        let mut board = Board::new();
        board.see(&calls[..1]);
        board.see(&calls);
        let steps = board.announcer.drawn(2, board.now());
        assert!(steps.len() <= steps_of_a_frame, "{steps:?}");
        assert!(matches!(steps[..2], [Step::Log(_), Step::Save(_)]), "{steps:?}");
        board.carry_out(steps, killed_after);
        board.restart();
        board.see(&calls);
        for _ in 0..4 {
            board.draw();
            board.pass(3_000);
        }
        let expected: &[u64] = if killed_after == 1 { &[2, 2, 3, 4] } else { &[2, 3, 4] };
        assert_eq!(board.flashed(), expected, "killed after {killed_after} steps");
    }
}

#[test]
fn the_speaker_keeps_its_mark_before_the_chime_and_after_it() {
    let mut board = Board::speaker();
    board.see(&three()[..1]);
    board.see(&three());
    let steps = board.announcer.drawn(2, board.now());
    let speak = steps
        .iter()
        .position(|step| matches!(step, Step::Speak { subject: Subject::Call(2), .. }))
        .unwrap();
    let Step::Save(marked) = &steps[speak - 1] else { panic!("{steps:?}") };
    assert_eq!((marked.speaking, marked.spoken, marked.shown), (Some(2), 1, 2));
    board.carry_out(steps, usize::MAX);
    board.restart();
    board.see(&three());
    assert_eq!(board.heard, [2, 2], "the sentence it was cut in is repeated");
    board.speak(2);
    let kept = board.cursor.clone().unwrap();
    assert_eq!((kept.speaking, kept.spoken), (None, 2));
    assert_eq!(board.spoken.last().unwrap().outcome, CallOutcome::Done);
    board.restart();
    board.see(&three());
    assert_eq!(board.heard, [2, 2]);
}

#[test]
fn only_the_zones_speaker_announces_and_takes_over_where_the_other_stopped() {
    let mut other = view(three().to_vec());
    other.speaker = Some(antrean_shared::id::DeviceId::new("papan-2").unwrap());
    let mut board = Board::speaker();
    board.see(&three()[..1]);
    board.see_from(&other);
    for _ in 0..3 {
        board.draw();
        board.pass(8_000);
    }
    assert_eq!((board.flashed(), board.heard.len()), (vec![2, 3, 4], 0));
    let takes_over = BoardView { speaker: Some(device()), spoken: 3, ..other };
    board.see_from(&takes_over);
    assert!(board.heard.is_empty(), "the other one may be in the middle of it");
    board.pass(9_700);
    assert_eq!(board.heard, [4]);
}

#[test]
fn a_speaker_that_is_replaced_tells_at_once_how_far_it_came() {
    let mine = BoardView { speaker: Some(device()), ..view(three()[1..].to_vec()) };
    let another = antrean_shared::id::DeviceId::new("papan-2").ok();
    let series = || Series { journal: journal(7), epoch: 1, zone: zone() };
    let tells = |steps: &[Step]| steps.contains(&Step::TellNow);
    let mut board = Board::speaker();
    board.see_from(&BoardView { calls: vec![], ..mine.clone() });
    board.see_from(&mine);
    board.draw();
    let replaced = BoardView { speaker: another, ..mine };
    assert!(tells(&board.announcer.view(series(), &replaced, board.now())));
    let end = board.announcer.spoken(Subject::Call(2), CallOutcome::Done, board.now());
    let told = end.iter().position(|step| *step == Step::TellNow);
    let done = end.iter().position(|step| matches!(step, Step::Spoken(_)));
    assert!(done.is_some() && done < told, "{end:?}");
}

/// The display before may be in the longest of what it has not reported.
#[test]
fn who_takes_over_waits_for_the_longest_sentence_that_can_be_under_way() {
    let another = antrean_shared::id::DeviceId::new("papan-2").ok();
    let english = |call: BoardCall| BoardCall { language: Language::En, ..call };
    let text = "Mohon maaf, sambungan ke server pusat terputus. Nomor Anda tetap berlaku.";
    let told = [antrean_shared::view::Announcement { at: at(10), text: text.to_owned() }];
    for (calls, texts, waits) in [
        (vec![], &[][..], 0),
        (vec![three()[1].clone()], &[], 9_700),
        (vec![serving(three()[1].clone()), english(three()[2].clone())], &[], 17_000),
        (vec![], &told[..], 9_300),
    ] {
        let mut board = Board::speaker();
        board.announcer.hall(&[Language::Id, Language::En], None);
        board.see_from(&BoardView { speaker: another.clone(), ..view(three()[..1].to_vec()) });
        let calls: Vec<_> = three()[..1].iter().cloned().chain(calls).collect();
        let named = view(calls.clone());
        let announcements = texts.to_vec();
        board.see_from(&BoardView { speaker: Some(device()), announcements, spoken: 1, ..named });
        let mut more = calls.clone();
        more.push(call(9, "C009", "14", at(0)));
        let announcements = texts.to_vec();
        let view = BoardView { speaker: Some(device()), announcements, spoken: 1, ..view(more) };
        board.see_from(&view);
        while board.said.is_empty() {
            board.draw();
            board.pass(50);
        }
        assert!(board.millis.abs_diff(waits) <= 150, "{} ms, not {waits}", board.millis);
    }
}

#[test]
fn who_is_cut_off_begins_nothing_after_ten_seconds_and_who_stands_in_nothing_at_all() {
    for (named, after, begins) in
        [("papan-1", 9_900, true), ("papan-1", 10_000, false), ("papan-2", 3_100, false)]
    {
        let mut board = Board::speaker();
        let named = antrean_shared::id::DeviceId::new(named).unwrap();
        board.announcer.hall(&[], Some(&named));
        board.see(&[]);
        board.see(&three()[1..3]);
        board.draw();
        let _ = board.announcer.contact(Contact::Lost(Duration::ZERO), board.now());
        board.millis = after;
        board.hear(usize::MAX);
        board.draw();
        assert_eq!(board.heard.contains(&3), begins, "{named} after {after} ms");
    }
}

#[test]
fn without_a_loudspeaker_the_board_goes_on_and_calls_grow_too_old_to_announce() {
    let mut board = Board::speaker();
    board.see(&three()[..1]);
    let _ = board.announcer.speaker_ready(false, board.now());
    board.see(&three());
    for _ in 0..3 {
        board.draw();
        board.pass(3_000);
    }
    assert_eq!((board.flashed(), board.heard.len()), (vec![2, 3, 4], 0));
    board.pass(112_000);
    let told: Vec<_> = board.spoken.iter().map(|h| (h.from, h.outcome)).collect();
    assert_eq!(told, [2, 3, 4].map(|call| (call, CallOutcome::TooOld)));
}

#[test]
fn a_loudspeaker_that_hangs_is_given_up_and_comes_back() {
    let mut board = Board::speaker();
    board.see(&three()[..1]);
    board.see(&three()[..2]);
    board.draw();
    assert_eq!(board.heard, [2]);
    board.pass(90_000);
    board.speak(2);
    assert_eq!(board.cursor.as_ref().unwrap().spoken, 1, "the late end counts no more");
    let steps = board.announcer.speaker_ready(true, board.now());
    board.carry_out(steps, usize::MAX);
    assert_eq!(board.heard, [2, 2]);
}

/// What can happen between a hub and its board.
#[derive(Debug, Clone)]
enum Act {
    Call,
    Burst(u8),
    Recall(u8),
    End(u8, CallEnd),
    Pass(u16),
    Deliver,
    Draw,
    /// Draws, and is killed after so many steps of what follows.
    DrawAndDie(u8),
    Die,
    /// The announcement under way ends.
    Hear,
    /// The same, and it is killed after so many steps of what follows.
    HearAndDie(u8),
}

fn act() -> impl Strategy<Value = Act> {
    let end = prop_oneof![
        Just(CallEnd::Answered),
        Just(CallEnd::Missed),
        Just(CallEnd::Withdrawn),
        Just(CallEnd::Merged),
    ];
    prop_oneof![
        4 => Just(Act::Call),
        1 => (60_u8..80).prop_map(Act::Burst),
        2 => any::<u8>().prop_map(Act::Recall),
        3 => (any::<u8>(), end).prop_map(|(which, end)| Act::End(which, end)),
        4 => (0_u16..40_000).prop_map(Act::Pass),
        5 => Just(Act::Deliver),
        5 => Just(Act::Draw),
        2 => (0_u8..6).prop_map(Act::DrawAndDie),
        1 => Just(Act::Die),
        5 => Just(Act::Hear),
        1 => (0_u8..6).prop_map(Act::HearAndDie),
    ]
}

/// The hub's calls, and what its view of them carries.
#[derive(Default)]
struct Hub(Vec<BoardCall>);

impl Hub {
    fn call(&mut self, now: Moment) {
        let number = u64::try_from(self.0.len()).unwrap() + 1;
        self.0.push(call(number, &format!("A{number:03}"), "1", now.hub));
    }

    fn carried(&self) -> Vec<BoardCall> {
        let newest = self.0.len().saturating_sub(BOARD_CALLS_MAX);
        let carries = |(index, call): &(usize, &BoardCall)| *index >= newest || call.awaited;
        self.0.iter().enumerate().filter(carries).map(|(_, call)| call.clone()).collect()
    }
}

fn happen(act: &Act, board: &mut Board, hub: &mut Hub, died_in: &mut BTreeSet<u64>) {
    match act {
        Act::Call => hub.call(board.now()),
        Act::Burst(count) => (0..*count).for_each(|_| hub.call(board.now())),
        Act::Recall(which) => {
            if let Some(old) = pick(&mut hub.0, *which) {
                *old = ended(old.clone(), CallEnd::Merged);
                hub.call(board.now());
            }
        }
        Act::End(which, end) => {
            if let Some(old) = pick(&mut hub.0, *which) {
                *old = ended(old.clone(), *end);
            }
        }
        Act::Pass(millis) => {
            board.millis += u64::from(*millis);
            let steps = board.announcer.tick(board.now());
            board.carry_out(steps, usize::MAX);
        }
        Act::Deliver => board.see(&hub.carried()),
        Act::Draw => board.draw(),
        Act::DrawAndDie(after) => {
            if let Some(call) = board.undrawn() {
                let steps = board.announcer.drawn(call, board.now());
                board.carry_out(steps, usize::from(*after));
                died_in.insert(call);
            }
            board.restart();
        }
        Act::Die => {
            died_in.extend(board.under_way);
            board.restart();
        }
        Act::Hear => board.hear(usize::MAX),
        Act::HearAndDie(after) => {
            died_in.extend(board.under_way);
            board.hear(usize::from(*after));
            board.restart();
        }
    }
}

fn pick(calls: &mut [BoardCall], which: u8) -> Option<&mut BoardCall> {
    let newest = calls.len().saturating_sub(10);
    let mut awaited: Vec<_> = calls[newest..].iter_mut().filter(|call| call.awaited).collect();
    let index = usize::from(which) % awaited.len().max(1);
    (!awaited.is_empty()).then(|| awaited.swap_remove(index))
}

proptest! {
    #[test]
    fn every_call_is_flashed_once_or_has_a_reason(acts in prop::collection::vec(act(), 1..80)) {
        let (mut board, mut hub) = (Board::new(), Hub::default());
        hub.call(board.now());
        board.see(&hub.carried());
        let mut died_in = BTreeSet::new();
        for act in &acts {
            happen(act, &mut board, &mut hub, &mut died_in);
        }
        board.see(&hub.carried());
        for _ in 0..100 {
            board.draw();
            board.hear(usize::MAX);
            board.pass(3_000);
        }
        let last = u64::try_from(hub.0.len()).unwrap();
        for call in 2..=last {
            let covers = |line: &&CallLine| line.call <= call && call <= line.to.unwrap_or(line.call);
            let lines: Vec<_> = board.lines.iter().filter(covers).collect();
            prop_assert!(!lines.is_empty(), "call {call} has neither flash nor reason");
            let flashes = lines.iter().filter(|l| l.outcome == LineOutcome::Flashed).count();
            prop_assert!(flashes <= 1 || died_in.contains(&call), "call {call}: {lines:?}");
            let both = flashes > 0 && flashes < lines.len();
            prop_assert!(!both || died_in.contains(&call), "call {call}: {lines:?}");
        }
        let cursor = board.cursor.as_ref().map(|cursor| (cursor.shown, cursor.spoken));
        prop_assert_eq!(cursor, Some((last, last)));
        for call in 2..=last {
            let completed = board.completed.iter().filter(|done| **done == call).count();
            let unspoken = |report: &&Handled| {
                report.outcome != CallOutcome::Done && (report.from..=report.to).contains(&call)
            };
            let reasons = board.spoken.iter().filter(unspoken).count();
            prop_assert!(completed + reasons > 0, "call {call} has neither sound nor reason");
            let once = completed <= 1 && (completed == 0 || reasons == 0);
            prop_assert!(once || died_in.contains(&call), "call {call}: {completed}, {reasons}");
        }
        prop_assert!(board.completed.is_sorted(), "in order: {:?}", board.completed);
        let mut sorted = board.lines.clone();
        sorted.sort_by_key(|line| line.call);
        prop_assert_eq!(sorted, board.lines, "in order");
    }
}
