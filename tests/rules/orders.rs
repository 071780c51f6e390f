//! The three orders of calling: what a place means in each, and what a newcomer is told of it.

use antrean_hub::hall::rules::Order;
use antrean_tests::hall::small_hall;
use antrean_tests::script::check;

/// A regular visitor who missed the call comes back while a priority visitor waits behind others.
fn comes_back(order: Order, line: &str) {
    let mut hall = small_hall();
    hall.rules.calling.order = order;
    check(
        hall,
        &format!(
            "08:00 counter 1 opens for Budi
             issue ktp-baru
             counter 1 calls
             +45s counter 1 misses
             issue ktp-baru
             issue ktp-baru
             issue priority ktp-baru
             issue ktp-baru
             counter 1 returns A001 -> next at 1 {line}"
        ),
    );
}

#[test]
fn three_others_go_before_who_comes_back_in_every_order() {
    comes_back(Order::HeadStart, "A004 A002 A003 A001 A005");
    comes_back(Order::Ratio, "A004 A002 A003 A001 A005");
    comes_back(Order::Fifo, "A002 A003 A004 A001 A005");
}

#[test]
fn a_priority_visitor_who_comes_back_stands_behind_three_others_in_every_order() {
    for order in [Order::HeadStart, Order::Ratio, Order::Fifo] {
        let mut hall = small_hall();
        hall.rules.calling.order = order;
        check(
            hall,
            "08:00 counter 1 opens for Budi
             issue priority ktp-baru
             counter 1 calls
             +45s counter 1 misses
             issue ktp-baru
             issue ktp-baru
             issue ktp-baru
             issue ktp-baru
             counter 1 returns A001 -> next at 1 A002 A003 A004 A001 A005",
        );
    }
}

/// The guards count as well as the head start: after two priority visitors comes a regular one.
#[test]
fn a_newcomer_is_told_how_many_the_rule_calls_before() {
    check(
        small_hall(),
        "08:00 issue priority ktp-baru
         issue priority ktp-baru
         issue priority ktp-baru
         issue ktp-baru -> A004 told 3 ahead
         08:10 issue priority ktp-baru -> A005 told 4 ahead
         counter 1 opens for Budi -> next at 1 A001 A002 A004 A003 A005
         issue ktp-baru -> A006 told 5 ahead",
    );
}

#[test]
fn a_newcomer_is_told_the_place_of_the_halls_order() {
    for (order, ahead) in [(Order::Fifo, 3), (Order::Ratio, 0)] {
        let mut hall = small_hall();
        hall.rules.calling.order = order;
        check(
            hall,
            &format!(
                "08:00 issue ktp-baru
                 issue ktp-baru
                 issue ktp-baru
                 issue priority ktp-baru -> A004 told {ahead} ahead"
            ),
        );
    }
}
