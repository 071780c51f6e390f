//! One morning in the hall, step by step: visitors at the kiosk, an officer at counter 1, the board.
//!
//! After each step the hub is asked whether what should have happened has happened.

use crate::board::Board;
use crate::hall::{COUNTER, Hall, QUEUE};
use crate::officer::{self, Desk, in_hand};
use crate::say;
use crate::visitor::{Kiosk, Visit};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Numbers that others drew over the API, queue by queue: a hall is not empty in the morning.
const CROWD: [usize; 16] = [7, 3, 2, 4, 1, 5, 2, 1, 3, 6, 2, 1, 0, 2, 1, 3];
/// Colleagues of the board's zone who call over the API.
const COLLEAGUES: [(&str, &str); 5] =
    [("7", "Bagus P."), ("37", "Dewi A."), ("9", "Sri L."), ("39", "Joko S."), ("8", "Tutik R.")];
/// Further counters, each of another queue, that are open and call nobody in this story.
const OPEN_TOO: [&str; 12] =
    ["11", "14", "18", "20", "22", "24", "26", "28", "30", "32", "34", "35"];
/// The rules let an officer call again, or note that nobody came, 45 s after the call.
const SECONDS_TO_COME: u32 = 50;

/// A ticket that the story follows.
struct Held {
    id: String,
    number: String,
}

pub struct Story<'a> {
    pub hall: &'a Hall,
    pub kiosk: &'a Kiosk,
    pub desk: &'a Desk,
    pub board: &'a Board,
}

impl Story<'_> {
    pub fn run(&self) -> Result<()> {
        self.colleagues_open().context("opening the other counters over the API")?;
        self.board.save("1-welcome")?;
        let mine = self.visitors_draw().context("at the kiosk")?;
        self.others_come().context("filling the hall over the API")?;
        self.officer_opens().context("opening the counter")?;
        self.kiosk.save("kiosk-id-5-agencies-busy")?;
        self.first_visitor(&mine).context("with the first visitor")?;
        self.one_does_not_come().context("with the visitor who does not come")?;
        self.one_is_parked().context("with the visitor who is set aside")?;
        self.one_is_sent_on().context("with the visitor who is sent on")?;
        self.parked_one_returns().context("with the visitor who returns")?;
        self.count().context("counting")
    }

    /// The counters of the first queue wait for the officer of this story.
    fn colleagues_open(&self) -> Result<()> {
        let others = OPEN_TOO.map(|counter| (counter, format!("Rekan {counter}")));
        let named = COLLEAGUES.map(|(counter, officer)| (counter, officer.to_owned()));
        for (counter, officer) in named.into_iter().chain(others) {
            self.hall.post(&format!("/counters/{counter}/open"), &json!({ "officer": officer }))?;
        }
        let open = COLLEAGUES.len() + OPEN_TOO.len();
        self.tell(&format!("{open} colleagues opened their counters over the API"))
    }

    fn visitors_draw(&self) -> Result<Held> {
        let visit = |english, service, pictures| Visit {
            english,
            agency: 0,
            service,
            counter: COUNTER,
            pictures,
        };
        let first = self.draw(&visit(false, 1, true))?;
        self.draw(&visit(true, 4, true))?;
        self.draw(&Visit { agency: 1, counter: "7", ..visit(false, 0, false) })?;
        Ok(first)
    }

    fn draw(&self, visit: &Visit) -> Result<Held> {
        let held = held(&self.kiosk.take_number(self.hall, visit)?);
        let number = &held.number;
        let language = if visit.english { "English" } else { "Indonesian" };
        self.tell(&format!(
            "a visitor ({language}) touched three times and holds {number}: paper-{number}.png"
        ))?;
        Ok(held)
    }

    fn others_come(&self) -> Result<()> {
        let hall = self.hall.get("/hall")?;
        let services = hall["services"].as_array().context("no services")?;
        let queues = hall["queues"].as_array().context("no queues")?;
        let mut drawn = 0;
        for (queue, visitors) in queues.iter().filter(|queue| queue["open"] == true).zip(CROWD) {
            let own: Vec<_> =
                services.iter().filter(|service| service["queue"] == queue["id"]).collect();
            for service in own.into_iter().take(visitors) {
                self.hall.post("/tickets", &json!({ "services": [service["id"]] }))?;
                self.hall.hurry(25)?;
                drawn += 1;
            }
        }
        for (counter, _) in COLLEAGUES {
            self.hall.post(&format!("/counters/{counter}/call-next"), &json!({}))?;
        }
        let calling = COLLEAGUES.len();
        self.tell(&format!(
            "{drawn} others drew numbers over the API, {calling} colleagues called theirs"
        ))
    }

    fn officer_opens(&self) -> Result<()> {
        self.desk.sign_in(self.hall)?;
        self.tell(&format!("{} signed in at counter {COUNTER} and opened it", officer::OFFICER))?;
        self.desk.save_both("2-next")
    }

    /// Called, called again, served, completed: the whole way of a paper.
    fn first_visitor(&self, held: &Held) -> Result<()> {
        let (called, mine) = (self.call_next()?, &held.number);
        ensure!(called.id == held.id, "{} was called, but {mine} came first", called.number);
        self.board.announces(self.hall, mine, COUNTER, "call")?;
        self.board.save("2-call")?;
        self.tell(&format!("{mine} was called (Space) and stands on the board: board-2-call.png"))?;
        self.desk.save_both("3-called")?;
        self.hall.hurry(SECONDS_TO_COME)?;
        self.press("F2", "calling again", |desk| desk["ticket"]["call_count"] == 2)?;
        self.board.announces(self.hall, mine, COUNTER, "recall")?;
        self.tell(&format!("{mine} was called again (F2), with a second chime"))?;
        self.serve(held)?;
        self.hall.hurry(260)?;
        self.desk.await_progress()?;
        self.desk.save_both("4-serving")?;
        self.desk.ask("F1", "asking for the keys")?;
        self.desk.save_both("5-keys")?;
        self.desk.dismiss()?;
        let next = self.call_next()?.number;
        self.is_completed(held)?;
        self.board.announces(self.hall, &next, COUNTER, "call")?;
        self.tell(&format!("{mine} was completed and {next} called in one step (Space)"))
    }

    fn one_does_not_come(&self) -> Result<()> {
        let (number, _) = in_hand(&self.hall.counter()?);
        self.hall.hurry(SECONDS_TO_COME)?;
        let missing = |desk: &Value| lists(desk, "no_show", &number);
        self.press("F8", "noting that nobody came", missing)?;
        self.tell(&format!("{number} did not come (F8)"))
    }

    fn one_is_parked(&self) -> Result<()> {
        let held = self.call_next()?;
        self.serve(&held)?;
        let number = held.number;
        self.desk.ask("F4", "asking why the visitor is set aside")?;
        self.desk.type_keys(&["Down", "Down"])?;
        self.desk.save_both("6-park")?;
        let parked = |desk: &Value| lists(desk, "parked", &number);
        self.press("Return", "setting the visitor aside", parked)?;
        self.tell(&format!("{number} is making copies and was set aside (F4, Enter)"))
    }

    fn one_is_sent_on(&self) -> Result<()> {
        let held = self.call_next()?;
        self.serve(&held)?;
        let number = &held.number;
        self.desk.ask("F6", "asking where the visitor is sent")?;
        self.desk.write("dpmptsp")?;
        self.desk.save_both("7-transfer")?;
        self.press("Return", "sending the visitor on", |desk| desk["ticket"].is_null())?;
        let there = self.hall.ticket(&held.id)?;
        ensure!(
            there["queue"] != QUEUE && there["state"] == "waiting",
            "{number} was not sent on: {there}"
        );
        self.desk.save_both("8-undo")?;
        self.tell(&format!("{number} was sent to queue {} (F6)", text(&there, "queue")))?;
        self.press("F9", "taking it back", |desk| {
            in_hand(desk) == (number.clone(), "serving".to_owned())
        })?;
        self.tell(&format!(
            "that was a mistake: it was taken back (F9), {number} is in hand again"
        ))?;
        self.complete(&held)
    }

    fn parked_one_returns(&self) -> Result<()> {
        let desk = self.hall.counter()?;
        let held = held(&desk["parked"][0]);
        let number = &held.number;
        self.desk.type_keys(&["Right", "Down"])?;
        self.desk.save("id-9-parked")?;
        self.press("F3", "going on with the visitor", |desk| {
            in_hand(desk) == (number.clone(), "serving".to_owned())
        })?;
        self.desk.type_keys(&["Left"])?;
        self.tell(&format!("{number} came back and was taken up again (F3)"))?;
        self.complete(&held)
    }

    fn count(&self) -> Result<()> {
        let desk = self.hall.counter()?;
        ensure!(
            desk["today"]["completed"] == 3,
            "counter {COUNTER} counts {}, not 3",
            desk["today"]
        );
        self.board.save("3-end")?;
        let waiting = &desk["waiting_total"];
        self.tell(&format!("counter {COUNTER} has served 3, 1 did not come, {waiting} still wait"))
    }

    /// Presses the main key; returns the number that is then called.
    fn call_next(&self) -> Result<Held> {
        let number = officer::next(self.hall)?;
        let desk = self.press("space", "calling the next visitor", |desk| {
            in_hand(desk) == (number.clone(), "called".to_owned())
        })?;
        Ok(held(&desk["ticket"]))
    }

    fn serve(&self, held: &Held) -> Result<()> {
        let number = &held.number;
        let serving = |desk: &Value| in_hand(desk) == (number.clone(), "serving".to_owned());
        self.press("space", "starting to serve", serving)?;
        self.tell(&format!("{number} is being served (Space)"))
    }

    fn complete(&self, held: &Held) -> Result<()> {
        self.press("Return", "completing", |desk| desk["ticket"].is_null())?;
        self.is_completed(held)?;
        self.tell(&format!("{} was completed (Enter)", held.number))
    }

    fn is_completed(&self, held: &Held) -> Result<()> {
        let ticket = self.hall.ticket(&held.id)?;
        ensure!(ticket["state"] == "completed", "{} is not completed: {ticket}", held.number);
        Ok(())
    }

    fn press(&self, key: &str, what: &str, done: impl Fn(&Value) -> bool) -> Result<Value> {
        self.desk.press(self.hall, key, what, done)
    }

    fn tell(&self, what: &str) -> Result<()> {
        say(&format!("{}  {what}", self.hall.time()?));
        Ok(())
    }
}

fn held(ticket: &Value) -> Held {
    Held { id: text(ticket, "id"), number: text(ticket, "number") }
}

fn text(thing: &Value, key: &str) -> String {
    thing[key].as_str().unwrap_or_default().to_owned()
}

fn lists(desk: &Value, list: &str, number: &str) -> bool {
    desk[list].as_array().into_iter().flatten().any(|ticket| ticket["number"] == number)
}
