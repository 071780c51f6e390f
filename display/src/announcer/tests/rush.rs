//! Many calls and one loudspeaker: who is heard in time, and what the large place does meanwhile.
//!
//! A loudspeaker here takes as long as the shipped voices take, a visitor as long as it takes to walk.

use super::*;
use antrean_shared::ticket::Language;

/// A hall whose loudspeaker plays in its own time.
struct Hall {
    board: Board,
    hub: Hub,
    /// When the announcement under way ends.
    end: u64,
    begun: usize,
    /// When each call had been heard.
    heard: BTreeMap<u64, u64>,
}

/// What became of the calls of a burst.
#[derive(Debug, Default, PartialEq, Eq)]
struct Burst {
    spoken: usize,
    answered: usize,
    too_old: usize,
    flashed: usize,
}

impl Hall {
    fn of(config: &DisplayConfig) -> Self {
        let mut board = Board { ready: true, ..Board::of(config) };
        board.announcer.hall(&[Language::Id, Language::En], None);
        let _ = board.announcer.speaker_ready(true, Moment::test(0));
        board.see(&[]);
        Self { board, hub: Hub::default(), end: 0, begun: 0, heard: BTreeMap::new() }
    }

    fn show(&mut self) {
        self.board.see(&self.hub.carried());
        self.board.draw();
    }

    fn call(&mut self, language: Language) {
        self.hub.call(self.board.now());
        self.hub.0.last_mut().unwrap().language = language;
        self.show();
    }

    /// Lets a tenth of a second pass.
    fn pass(&mut self) {
        self.listen();
        self.board.pass(100);
        self.listen();
        if self.board.millis >= self.end
            && let Some(call) = self.board.under_way
        {
            self.heard.insert(call, self.end);
            self.board.hear(usize::MAX);
            self.board.draw();
            self.listen();
        }
    }

    fn listen(&mut self) {
        if self.board.said.len() > self.begun {
            self.begun = self.board.said.len();
            self.end = self.board.millis + self.length();
        }
    }

    /// How long the newest announcement sounds: lengths of clips and pauses of id-sara and en-heart.
    fn length(&self) -> u64 {
        let (Subject::Call(call), manner, chime) = *self.board.said.last().unwrap() else {
            return 0;
        };
        let english = self.hub.0[usize::try_from(call).unwrap() - 1].language == Language::En;
        let (id, en) = (6_200, 5_200);
        let once = match (english, manner) {
            (true, Manner::Short) => en,
            (true, Manner::Full | Manner::Once) => id + 1_000 + en,
            (false, _) => id,
        };
        let repeats =
            if manner == Manner::Full { u64::from(self.board.config.voice.repeat) } else { 1 };
        (if chime { 1_400 } else { 600 }) + repeats * once + (repeats - 1) * 1_000
    }

    /// Calls at so many counters within two seconds. Of three visitors one looks at the board and
    /// sits down at the counter after 20 to 50 s; the others come 25 s after they have been heard.
    fn burst(&mut self, count: usize, people_come: bool) -> Burst {
        for place in 0..count {
            let language = if place % 5 == 4 { Language::En } else { Language::Id };
            self.call(language);
            if place % count.div_ceil(20) == 0 {
                self.pass();
            }
        }
        let begun = self.board.millis;
        while self.board.millis < begun + 300_000 {
            for index in (0..count).filter(|_| people_come) {
                let (place, now) = (index as u64, self.board.millis);
                let looked = index % 3 == 0 && now > begun + 20_000 + 10_000 * (place % 4);
                let heard = self.heard.get(&(place + 1)).is_some_and(|at| now > at + 25_000);
                if self.hub.0[index].awaited && (looked || heard) {
                    self.hub.0[index] = serving(self.hub.0[index].clone());
                    self.show();
                }
            }
            self.pass();
        }
        let reason = |outcome| self.board.spoken.iter().filter(|h| h.outcome == outcome).count();
        Burst {
            spoken: reason(CallOutcome::Done),
            answered: reason(CallOutcome::Answered),
            too_old: reason(CallOutcome::TooOld),
            flashed: self.board.flashed().len(),
        }
    }
}

/// In a hall that wants each call twice in two languages, the hardest case.
fn twice() -> DisplayConfig {
    let voice = toml::from_str("repeat = 2").unwrap();
    DisplayConfig { voice, ..DisplayConfig::default() }
}

#[test]
fn a_call_stands_large_until_its_sentence_has_ended() {
    let mut hall = Hall::of(&DisplayConfig::default());
    for _ in 0..3 {
        hall.call(Language::Id);
    }
    assert_eq!(hall.board.announcer.calls().count(), 3, "all stand in the list at once");
    let mut turns = Vec::new();
    while hall.board.millis < 30_000 {
        hall.pass();
        if turns.last().is_none_or(|(_, call)| Some(*call) != hall.board.large()) {
            turns.push((hall.board.millis, hall.board.large().unwrap()));
        }
    }
    assert_eq!(turns, [(100, 1), (7_600, 2), (15_200, 3)]);
    assert_eq!(hall.board.completed, [1, 2, 3]);
    let full = (Manner::Full, true);
    let manners: Vec<_> = hall.board.said.iter().map(|said| (said.1, said.2)).collect();
    assert_eq!(manners, [full, (Manner::Once, true), full], "the first waits for nobody");
}

#[test]
fn a_burst_is_heard_as_far_as_two_minutes_reach() {
    for (count, least) in [(5, 5), (10, 10), (16, 16), (20, 18), (50, 18)] {
        let burst = Hall::of(&twice()).burst(count, false);
        assert!(burst.spoken >= least, "{count} calls: {burst:?}");
        assert_eq!(burst.spoken + burst.too_old, count, "{count} calls: {burst:?}");
        let flashed = if count > 40 { 38 } else { count };
        assert!(burst.flashed >= flashed, "{count} calls: {burst:?}");
    }
}

#[test]
fn people_who_come_make_room_for_the_others() {
    for (count, spoken, answered, too_old) in [(20, 15, 5, 0), (30, 18, 8, 4), (50, 18, 15, 17)] {
        let burst = Hall::of(&twice()).burst(count, true);
        let became = (burst.spoken, burst.answered, burst.too_old);
        assert_eq!(became, (spoken, answered, too_old), "{count} calls: {burst:?}");
    }
}

#[test]
fn a_board_beside_the_speaker_keeps_its_time() {
    let mut other = view(three().to_vec());
    other.speaker = Some(antrean_shared::id::DeviceId::new("papan-2").unwrap());
    let mut board = Board::new();
    board.see(&three()[..1]);
    board.see_from(&other);
    board.draw();
    let mut turns = Vec::new();
    while let Some(due) = board.announcer.due(board.now()).filter(|_| board.millis < 20_000) {
        board.pass(u64::try_from(due.as_millis()).unwrap());
        if turns.last().is_none_or(|(_, call)| Some(*call) != board.large()) {
            turns.push((board.millis, board.large().unwrap()));
        }
    }
    assert_eq!(turns, [(250, 2), (7_700, 3), (15_400, 4)], "as long as a sentence takes, about");
}

#[test]
fn a_text_is_announced_once_behind_the_calls_and_again_after_a_kill() {
    let text = |at| antrean_shared::view::Announcement { at, text: "Listrik padam.".to_owned() };
    let mut board = Board::speaker();
    let old = view(vec![call(1, "A001", "1", at(0))]);
    board.see_from(&BoardView { announcements: vec![text(at(-9))], ..view(vec![]) });
    let announcements = vec![text(at(5)), text(at(-9))];
    board.see_from(&BoardView { announcements: announcements.clone(), ..old.clone() });
    let told = BoardView { announcements, ..old };
    let said = |board: &Board| board.said.iter().map(|said| said.0).collect::<Vec<_>>();
    board.draw();
    assert_eq!(said(&board), [Subject::Call(1)], "the call first, and nothing old");
    board.hear(usize::MAX);
    let both = [Subject::Call(1), Subject::Text(at(5))];
    assert_eq!(said(&board), both);
    board.restart();
    board.see_from(&told);
    assert_eq!(said(&board)[2..], both[1..], "it was cut off");
    let steps = board.announcer.spoken(both[1], CallOutcome::Done, board.now());
    board.carry_out(steps, usize::MAX);
    board.restart();
    board.see_from(&told);
    assert_eq!(said(&board).len(), 3);
}
