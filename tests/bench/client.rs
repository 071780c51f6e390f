//! Lean clients: the link as an app speaks it, HTTP as other software does.
//!
//! They share the hub's cores, so they read no more of a message than they need.

use antrean_shared::command::Command;
use antrean_shared::id::{CommandId, DeviceId};
use antrean_shared::protocol::{ClientMessage, Hello, PROTOCOL_VERSION, Role, encode};
use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async};

/// An app's end of the link.
pub struct LinkClient(WebSocketStream<TcpStream>);

impl LinkClient {
    pub async fn connect(address: &str, device: &str, role: Role) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting to the hub")?;
        stream.set_nodelay(true)?;
        let (socket, _) = client_async(format!("ws://{address}/link"), stream).await?;
        let mut client = Self(socket);
        let hello = Hello {
            protocol: PROTOCOL_VERSION,
            program: "bench".to_owned(),
            device: DeviceId::new(device)?,
            role,
            seen: None,
        };
        client.say(&ClientMessage::Hello(hello)).await?;
        // Welcome, catalogue, view: whoever has the view has been let in.
        while view_seq(&client.hear().await?).is_none() {}
        Ok(client)
    }

    pub async fn say(&mut self, message: &ClientMessage) -> Result<()> {
        Ok(self.0.send(Message::text(encode(message))).await?)
    }

    pub async fn hear(&mut self) -> Result<Utf8Bytes> {
        loop {
            match self.0.next().await.context("the hub closed the link")?? {
                Message::Text(text) if text.starts_with(r#"{"refused""#) => bail!("{text}"),
                Message::Text(text) => return Ok(text),
                Message::Close(_) => bail!("the hub closed the link"),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// Asks for something and waits for the answer; returns the entry that holds it.
    pub async fn ask(&mut self, command: Command) -> Result<u64> {
        self.say(&ClientMessage::Command { id: CommandId::fresh(), command }).await?;
        loop {
            let text = self.hear().await?;
            if !text.starts_with(r#"{"answer""#) {
                continue;
            }
            if !text.contains(r#""done""#) {
                bail!("refused: {text}");
            }
            return number_after(&text, r#""seq":"#).context("an answer without a place");
        }
    }
}

/// Returns how far a view goes; none if a message is no view.
pub fn view_seq(text: &str) -> Option<u64> {
    // The place stands before the body.
    if text.starts_with(r#"{"view""#) { number_after(text, r#""seq":"#) } else { None }
}

fn number_after(text: &str, key: &str) -> Option<u64> {
    let rest = &text[text.find(key)? + key.len()..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}

/// A caller of the HTTP API whose connection stays.
pub struct HttpClient {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl HttpClient {
    pub async fn connect(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting to the hub")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, heard: Vec::with_capacity(4_096) })
    }

    /// Posts JSON and waits for a status of success.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<()> {
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        self.stream.write_all(request.as_bytes()).await?;
        self.heard.clear();
        let body_at = self.head().await?;
        let head = String::from_utf8_lossy(&self.heard[..body_at]).to_ascii_lowercase();
        let length = number_after(&head, "content-length: ").context("a body without a length")?;
        let end = body_at + usize::try_from(length)?;
        while self.heard.len() < end {
            self.read().await?;
        }
        if !head.starts_with("http/1.1 2") {
            bail!("refused: {}", String::from_utf8_lossy(&self.heard));
        }
        Ok(())
    }

    async fn head(&mut self) -> Result<usize> {
        loop {
            let end = self.heard.windows(4).position(|four| four == b"\r\n\r\n");
            match end {
                Some(end) => return Ok(end + 4),
                None => self.read().await?,
            }
        }
    }

    async fn read(&mut self) -> Result<()> {
        let count = self.stream.read_buf(&mut self.heard).await?;
        if count == 0 { bail!("the hub closed the connection") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_says_how_far_it_goes_and_other_messages_do_not() {
        let view = r#"{"view":{"journal":"j","epoch":1,"seq":42,"now":1,"view":{"seq":7}}}"#;
        assert_eq!(view_seq(view), Some(42));
        assert_eq!(view_seq(r#"{"pong":{"sent":1,"seq":3}}"#), None);
        assert_eq!(number_after("content-length: 120\r\n", "content-length: "), Some(120));
    }
}
