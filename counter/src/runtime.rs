//! Runs the console: carries out effects, brings inputs, shows the screen after each.
//!
//! One local future owns the controller (contract.md 11). The link's task lives on its own
//! threads; the future awaits nothing but channels.

use crate::controller::{Controller, Effect, Input, Stamp};
use crate::memory::Memory;
use crate::ui::Ui;
use antrean_shared::id::{CommandId, Token};
use antrean_shared::link::{Link, LinkEnds};
use std::path::PathBuf;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::mpsc;
use tracing::{debug, error, info, warn};
use uuid::Uuid;

/// How often running figures are looked at.
pub const TICK: Duration = Duration::from_millis(200);
/// After so many inputs the window gets its turn.
const INPUTS_IN_A_ROW: u32 = 16;

/// What the console's future holds.
pub struct Console {
    pub ui: Rc<Ui>,
    pub controller: Controller,
    pub link: Link,
    pub inputs: mpsc::Receiver<Input>,
    /// Where what is remembered is kept.
    pub folder: PathBuf,
}

/// Returns what a callback calls: it never waits, and a full channel drops the touch.
pub fn sender(inputs: mpsc::Sender<Input>) -> impl Fn(Input) + Clone + 'static {
    move |input| {
        if inputs.try_send(input).is_err() {
            warn!("an input was dropped: the console is behind");
        }
    }
}

/// Runs until the inputs or the link end.
pub async fn run(mut console: Console, mut ends: LinkEnds, effects: Vec<Effect>) {
    for effect in effects {
        console.carry_out(effect);
    }
    // What the channels hold at the start counts as news.
    ends.views.mark_changed();
    ends.catalogue.mark_changed();
    ends.state.mark_changed();
    let mut in_a_row = 0;
    loop {
        let input = tokio::select! {
            input = console.inputs.recv() => match input {
                Some(input) => Some(input),
                None => return,
            },
            reply = ends.replies.recv() => match reply {
                Some(reply) => Some(Input::Reply(Box::new(reply))),
                None => return,
            },
            news = ends.state.changed() => match news {
                Ok(()) => Some(Input::Link(ends.state.borrow_and_update().clone())),
                Err(_) => return,
            },
            news = ends.catalogue.changed() => match news {
                Ok(()) => ends.catalogue.borrow_and_update().clone().map(Input::Catalogue),
                Err(_) => return,
            },
            news = ends.found.changed() => match news {
                Ok(()) => ends.found.borrow_and_update().clone().map(Input::Found),
                Err(_) => return,
            },
            news = ends.views.changed() => match news {
                Ok(()) => ends.views.borrow_and_update().clone().map(Input::View),
                Err(_) => return,
            },
        };
        if let Some(input) = input {
            console.take(input);
        }
        in_a_row += 1;
        if in_a_row == INPUTS_IN_A_ROW {
            in_a_row = 0;
            give_way().await;
        }
    }
}

impl Console {
    fn take(&mut self, input: Input) {
        let effects = self.controller.handle(input, self.stamp());
        for effect in effects {
            self.carry_out(effect);
        }
        self.ui.show(&self.controller.screen());
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            now: self.link.now(),
            id: CommandId::fresh(),
            salt: Token::from_bits(Uuid::new_v4().as_u128()),
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Ask { id, command } => {
                info!(%id, command = command.name(), "asked");
                if self.link.ask(id, command).is_err() {
                    for effect in self.controller.handle(Input::Full(id), self.stamp()) {
                        self.carry_out(effect);
                    }
                }
            }
            Effect::Watch(counter) => {
                debug!(?counter, "watching");
                self.link.watch(counter);
            }
            Effect::Search(search) => self.link.search(search),
            Effect::Remember(memory) => self.remember(&memory),
        }
    }

    fn remember(&self, memory: &Memory) {
        if let Err(fault) = memory.store(&self.folder) {
            error!(%fault, "the console will not remember its counter after a restart");
        }
    }
}

/// Lets the event loop draw and take touches once.
async fn give_way() {
    let mut again = false;
    std::future::poll_fn(|context| {
        if again {
            return Poll::Ready(());
        }
        again = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
