//! Reading a request: its body, its language, its idempotency key. Strict: what is not understood
//! is refused and named, never guessed.

use super::problem::Problem;
use antrean_shared::limits::MESSAGE_BYTES_MAX;
use antrean_shared::ticket::Language;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

const IDEMPOTENCY_KEY: &str = "idempotency-key";
const KEY_CHARS_MAX: usize = 64;
/// Until sign-in exists every caller is one and the same.
const CALLER: &str = "api";

/// A request as the API understands it.
pub(super) struct Call<T> {
    /// What the body says.
    pub body: T,
    /// SHA-256 of (caller, method, path, Idempotency-Key, body), so that a repeat is told from a new
    /// wish. Without the key, which is not kept, nobody can try out which class or note it was of.
    pub body_hash: [u8; 32],
    /// SHA-256 of (caller, method, path, Idempotency-Key).
    pub key: Option<[u8; 32]>,
    /// The language for texts.
    pub language: Language,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Call<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let language = language(&parts.headers);
        let refused = |problem: Problem| problem.in_language(language);
        let key =
            keyed(&parts.headers, parts.method.as_str(), parts.uri.path()).map_err(refused)?;
        let too_large = || refused(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large"));
        let bytes = to_bytes(body, MESSAGE_BYTES_MAX).await.map_err(|_| too_large())?;
        check_type(&parts.headers, bytes.is_empty()).map_err(refused)?;
        let read = if bytes.is_empty() { parse(b"{}") } else { parse(&bytes) };
        let body = read.map_err(refused)?;
        // Without a key nothing is ever repeated: each request is a command of its own.
        let body_hash =
            key.clone().map_or([0; 32], |hash| hash.chain_update(&bytes).finalize().into());
        Ok(Self { body, body_hash, key: key.map(|hash| hash.finalize().into()), language })
    }
}

/// Returns the first of the caller's languages that the hub has, else the hall's.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let codes = wanted.split(',').filter_map(|entry| entry.split([';', '-']).next()).map(str::trim);
    let known = |code: &str| {
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    };
    codes.into_iter().find_map(known).unwrap_or(Language::Id)
}

/// Returns the hash in the making of what an Idempotency-Key belongs to.
fn keyed(headers: &HeaderMap, method: &str, path: &str) -> Result<Option<Sha256>, Problem> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let bytes = value.as_bytes();
    if bytes.is_empty() || bytes.len() > KEY_CHARS_MAX || !bytes.iter().all(u8::is_ascii_graphic) {
        return Err(Problem::new(StatusCode::BAD_REQUEST, "idempotency-key-malformed"));
    }
    let mut hash = Sha256::new();
    for part in [CALLER.as_bytes(), method.as_bytes(), path.as_bytes(), bytes] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Ok(Some(hash))
}

fn check_type(headers: &HeaderMap, empty: bool) -> Result<(), Problem> {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let json = named.is_some_and(|named| {
        named.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
    });
    let fine = json || (empty && named.is_none());
    if fine {
        Ok(())
    } else {
        Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json-type"))
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        if error.inner().is_data() {
            Problem::field("wrong-form", &field_of(&error))
        } else {
            Problem::new(StatusCode::BAD_REQUEST, "not-json")
        }
    })?;
    reader.end().map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "not-json"))?;
    Ok(read)
}

/// Names the field at fault: its path, or for a missing one the name that the reader asked for.
fn field_of(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let path = error.path().to_string();
    let text = error.inner().to_string();
    let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    match missing {
        Some(name) if path == "." => name.to_owned(),
        Some(name) => format!("{path}.{name}"),
        None => path,
    }
}
