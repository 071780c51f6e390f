//! Stories of steps that are taken back (T29), in time, too late, or overtaken.

use antrean_tests::hall::{asking_hall, queue_id, small_hall};
use antrean_tests::script::{check, tell};

#[test]
fn an_undone_step_finds_what_was_reported_meanwhile() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         board comes to utara
         issue ktp-baru
         counter 1 calls
         +5s counter 1 serves
         board shows utara 1
         counter 1 undoes -> A001 called at 1
         +44s counter 1 misses -> refused no-show-too-early
         +1s counter 1 misses -> A001 no_show at 1",
    );
}

#[test]
fn t29_each_step_is_taken_back_within_a_minute() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 1 undoes -> refused nothing-to-undo
         issue ktp-baru
         08:01 issue ktp-baru
         counter 1 calls -> A001 called at 1
         counter 1 undoes -> A001 waiting, A001 called times 0, call utara 1 withdrawn, next at 1 A001 A002
         counter 1 undoes -> refused nothing-to-undo
         counter 1 calls
         counter 1 serves
         counter 1 undoes -> A001 called at 1, call utara 2 call
         counter 1 serves
         counter 1 parks fotokopi
         +59s counter 1 undoes -> A001 serving at 1
         counter 1 transfers to queue kk
         +60s counter 1 undoes -> A001 serving at 1, A001 queue ktp
         counter 1 completes
         counter 1 undoes -> A001 serving at 1
         counter 1 completes and calls -> A001 completed at 1, A002 called at 1
         counter 1 undoes -> A001 serving at 1, A002 waiting, call utara 3 withdrawn
         counter 1 completes and calls
         +45s counter 1 misses -> A002 no_show
         counter 1 undoes -> A002 called at 1
         +60s counter 1 misses
         +61s counter 1 undoes -> refused undo-expired
         counter 1 resumes A002 -> refused not-allowed-in-state",
    );
}

/// A call that was taken back was none: neither the figures nor what is learnt count it twice.
#[test]
fn t29_a_call_that_was_taken_back_is_not_counted() {
    let hub = tell(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         issue ktp-baru
         08:05 counter 1 calls -> queue ktp has called 1
         08:05:10 counter 2 calls -> queue ktp has called 2
         08:05:20 counter 1 undoes -> queue ktp has called 1, A001 waiting
         08:05:30 counter 1 calls -> queue ktp has called 2, A001 called",
    );
    let flow = &hub.state.flows[&queue_id("ktp")];
    assert_eq!(flow.calls.len(), 2, "when somebody was called");
    let waited = std::time::Duration::from_secs(330);
    assert_eq!(flow.sums.last_wait, Some(waited), "the wait until the second call");
}

/// Whom an officer has picked says nothing of how fast a queue moves.
#[test]
fn an_officers_own_choice_is_not_counted_as_the_queues_pace() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         08:05 counter 1 calls A002 -> A002 why chosen, queue ktp has called 0
         counter 1 serves
         counter 1 completes and calls -> A001 called, queue ktp has called 1",
    );
}

#[test]
fn who_let_others_go_first_says_nothing_of_the_queues_pace() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         yield A001 -> next at 1 A002 A001
         counter 1 calls -> A002 called, queue ktp has called 1
         counter 1 serves
         counter 1 completes and calls -> A001 called, queue ktp has called 1",
    );
}

#[test]
fn t29_an_undo_comes_too_late_or_is_overtaken() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         counter 2 opens for Ani
         issue ktp-baru
         counter 1 calls
         counter 1 serves
         counter 1 completes
         +61s counter 1 undoes -> refused undo-expired
         issue ktp-baru
         counter 1 calls
         counter 1 parks fotokopi
         counter 2 resumes A002
         counter 1 undoes -> refused undo-overtaken
         counter 2 undoes -> A002 parked at 1
         counter 1 undoes -> refused undo-overtaken
         counter 2 resumes A002
         counter 2 transfers to queue ktp
         cancel A002
         counter 2 undoes -> refused undo-overtaken",
    );
}

#[test]
fn an_undo_leaves_note_and_shown_alone() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         k1 issues ktp-baru as #x
         08:02 counter 1 calls
         counter 1 notes A001 kursi roda -> A001 noted
         k1 shows #x paper
         counter 1 undoes -> A001 waiting, A001 noted, A001 shown paper",
    );
}

#[test]
fn a_recall_does_not_stand_in_the_way_of_an_undo() {
    check(
        small_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         counter 1 calls
         +45s counter 1 recalls -> call utara 2 recall
         counter 1 undoes -> A001 waiting, A001 called times 0, call utara 2 withdrawn",
    );
}

#[test]
fn a_step_with_somebody_else_leaves_the_visitor_in_hand_alone() {
    check(
        asking_hall(),
        "08:00 counter 1 opens for Budi
         issue ktp-baru
         issue ktp-baru
         counter 1 calls
         counter 1 serves
         counter 1 transfers A002 to queue kk -> A002 queue kk
         counter 1 undoes -> A002 queue ktp, A001 serving at 1
         counter 1 closes
         chief approves counter 1 -> counter 1 closing
         counter 1 transfers A002 to queue kk -> A002 queue kk, counter 1 closing
         counter 1 undoes -> A002 queue ktp, counter 1 closing, A001 serving at 1
         cancel A002 -> counter 1 closing
         counter 1 completes -> counter 1 closed",
    );
}

/// Who waited for a counter that closes with an undo waits for the queue.
#[test]
fn an_undo_that_closes_the_counter_strands_nobody() {
    for target in ["counter 1", "officer Budi"] {
        let story = format!(
            "08:00 counter 1 opens for Budi
             counter 2 opens for Ani
             issue ktp-baru
             counter 2 calls
             counter 2 transfers to {target} -> next at 2, next at 1 A001
             counter 1 calls
             counter 1 closes
             chief approves counter 1
             counter 1 undoes -> counter 1 closed, A001 waiting, next at 2 A001"
        );
        check(asking_hall(), &story);
    }
}
