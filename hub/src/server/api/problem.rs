//! Refusals as RFC 9457 problem documents: a stable type, a title in the caller's language, and
//! the fields that help.

use crate::words::problem_title;
use antrean_shared::rejection::Rejection;
use antrean_shared::ticket::Language;
use antrean_shared::time::{Timestamp, UtcOffset};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// Seconds after which a caller should try again.
const RETRY_AFTER_SECONDS: &str = "1";
/// Fields of refusals that hold instants.
const INSTANTS: [&str; 5] = ["opens_at", "recall_from", "allowed_from", "last", "from"];

/// A refusal on its way out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    status: StatusCode,
    kind: String,
    language: Language,
    more: Map<String, Value>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, kind: &str) -> Self {
        Self { status, kind: kind.to_owned(), language: Language::Id, more: Map::new() }
    }

    /// A well-formed body with something wrong in one field.
    pub(super) fn field(kind: &str, field: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind).with("field", json!(field))
    }

    /// The hub has too much to do.
    pub(super) fn busy() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy")
    }

    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    pub(super) fn in_language(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// A refusal by the rules. Ids of the path that are unknown are 404, those of the body 422.
    pub(super) fn rejected(rejection: &Rejection, path_fields: &[&str], offset: UtcOffset) -> Self {
        let status = match rejection {
            Rejection::NotAllowed => StatusCode::FORBIDDEN,
            Rejection::UnknownId { field, .. } if path_fields.contains(&field.as_str()) => {
                StatusCode::NOT_FOUND
            }
            Rejection::UnknownId { .. } | Rejection::Invalid { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Rejection::IdReused => {
                return Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused");
            }
            Rejection::DateUnconfirmed | Rejection::LineageUnconfirmed => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Rejection::QueueClosed { .. }
            | Rejection::QuotaReached { .. }
            | Rejection::CutOff { .. }
            | Rejection::NotOfferedHere { .. }
            | Rejection::DateTooEarly { .. }
            | Rejection::StandbyFull { .. }
            | Rejection::BookingUnknown
            | Rejection::BookingTooEarly { .. }
            | Rejection::VoucherUsed
            | Rejection::VoucherUnknown { .. }
            | Rejection::GivenBack
            | Rejection::TicketEnded { .. }
            | Rejection::TicketServing { .. }
            | Rejection::NumberTaken { .. }
            | Rejection::OutsideRange { .. }
            | Rejection::QueueEmpty
            | Rejection::CounterBusy { .. }
            | Rejection::CounterClosed { .. }
            | Rejection::TicketHeld { .. }
            | Rejection::RecallTooEarly { .. }
            | Rejection::RecallLimit { .. }
            | Rejection::ReturnTooLate { .. }
            | Rejection::ReturnUsed
            | Rejection::YieldLimit { .. }
            | Rejection::NotCalled
            | Rejection::NotServing
            | Rejection::NoShowTooEarly { .. }
            | Rejection::NotInHand
            | Rejection::StopEntered { .. }
            | Rejection::TargetClosed { .. }
            | Rejection::TargetFull { .. }
            | Rejection::UndoExpired
            | Rejection::UndoOvertaken
            | Rejection::NothingToUndo
            | Rejection::CounterTaken { .. }
            | Rejection::OfficerElsewhere { .. }
            | Rejection::TicketInHand { .. }
            | Rejection::NotAllowedInState { .. }
            | Rejection::Poisoned => StatusCode::CONFLICT,
        };
        let value = serde_json::to_value(rejection).expect("a rejection is plain data");
        let Value::Object(mut more) = value else { unreachable!("a rejection is an object") };
        more.remove("code");
        more.retain(|_, value| !value.is_null());
        for (name, value) in &mut more {
            if let (true, Some(instant)) = (INSTANTS.contains(&name.as_str()), value.as_i64()) {
                *value = json!(Timestamp(instant).at(offset));
            }
        }
        Self { status, kind: rejection.code(), language: Language::Id, more }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { status, kind, language, mut more } = self;
        more.insert("type".to_owned(), json!(format!("urn:antrean:{kind}")));
        more.insert("title".to_owned(), json!(problem_title(&kind, language)));
        more.insert("status".to_owned(), json!(status.as_u16()));
        let body = Value::Object(more).to_string();
        let mut response =
            (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
        if status == StatusCode::SERVICE_UNAVAILABLE {
            let value = header::HeaderValue::from_static(RETRY_AFTER_SECONDS);
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

/// Answers a known path with a method that it does not have.
pub(super) async fn refused_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed")
}
