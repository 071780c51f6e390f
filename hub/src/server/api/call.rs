//! From a request to the writer and back: the one way in which the API commands anything.

use super::body::Call;
use super::problem::Problem;
use crate::engine::{Actor, Request};
use crate::journal::Outcome;
use crate::server::Hub;
use crate::world::World;
use crate::writer::{Answered, Asked};
use antrean_shared::command::Command;
use antrean_shared::id::CommandId;
use antrean_shared::ticket::Language;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::oneshot;

/// How a request is answered.
pub(super) struct Reading<R> {
    /// The status of success.
    pub status: StatusCode,
    /// Ids of the path: unknown ones are 404.
    pub path_fields: &'static [&'static str],
    /// Renders the answer from the world after the command.
    pub render: R,
}

/// Sends a command and answers with what became of it.
pub(super) async fn command<B, T, R>(
    hub: &Hub,
    call: &Call<B>,
    command: Command,
    reading: Reading<R>,
) -> Result<Response, Problem>
where
    T: Serialize + Send + 'static,
    R: FnOnce(&World, &Outcome, Language) -> T + Send + 'static,
{
    let language = call.language;
    let (sender, receiver) = oneshot::channel();
    let Reading { status, path_fields, render } = reading;
    let asked = Asked {
        request: Request { id: CommandId::fresh(), actor: Actor::Api, command },
        key: call.key,
        body_hash: call.body_hash,
        reply: Box::new(move |answered, world| {
            let answer = match answered {
                Answered::Done(outcome) => Ok(render(world, &outcome, language)),
                Answered::Rejected(rejection) => {
                    let offset = world.hall.offset(world.now);
                    Err(Problem::rejected(&rejection, path_fields, offset))
                }
            };
            // A caller who hung up gets no answer; the command is done all the same.
            drop(sender.send(answer));
        }),
    };
    let busy = || Problem::busy().in_language(language);
    hub.ask(asked).map_err(|_| busy())?;
    match receiver.await.map_err(|_| busy())? {
        Ok(answer) => Ok((status, Json(answer)).into_response()),
        Err(problem) => Err(problem.in_language(language)),
    }
}

/// Looks at the world between two batches.
pub(super) async fn look<T: Send + 'static>(
    hub: &Hub,
    language: Language,
    look: impl FnOnce(&World, &mut dyn crate::journal::Journal) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let seen = hub.look(look).await.map_err(|_| Problem::busy())?;
    seen.map_err(|problem| problem.in_language(language))
}
