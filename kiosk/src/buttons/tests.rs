//! A box at the other end of a pair of pseudo-terminals.

use super::*;
use antrean_shared::id::{CommandId, Token};
use serialport::{SerialPort, TTYPort};
use std::io::Write;

fn fresh() -> Fresh {
    let token = Token::from_bits(1);
    Fresh { command: CommandId::fresh(), token, salt: token }
}

fn config(path: PathBuf) -> ButtonsConfig {
    let text = format!("path = \"{}\"\nservices = {{ 1 = \"a02\", 3 = \"g04\" }}", path.display());
    toml::from_str(&text).unwrap()
}

async fn says(heard: &mut mpsc::Receiver<BoxSays>) -> BoxSays {
    let within = tokio::time::timeout(Duration::from_secs(20), heard.recv());
    within.await.expect("the box says nothing").expect("the thread has ended")
}

#[tokio::test]
async fn one_press_on_the_wire_is_one_press_of_its_service() {
    let (mut near, far) = TTYPort::pair().unwrap();
    let mut heard = start(config(PathBuf::from(far.name().unwrap())), fresh);
    assert_eq!(says(&mut heard).await, BoxSays::There(true));
    near.write_all(b"B03D*0").unwrap();
    near.write_all(b"5\r\nB03U*14\r\nB03D*05\r\nB02D*04\r\nnoise\r\nB01D*99\r\nB01D*07\r\n")
        .unwrap();
    let mut services = Vec::new();
    for _ in 0..2 {
        let BoxSays::Pressed { service, .. } = says(&mut heard).await else { panic!("gone") };
        services.push(service.to_string());
    }
    assert_eq!(services, ["g04", "a02"], "bounced, unknown and broken frames are no presses");
    drop(far);
    drop(near);
    assert_eq!(says(&mut heard).await, BoxSays::There(false), "unplugged");
}

#[test]
fn a_table_names_buttons_by_number() {
    for (text, word) in [
        ("path = \"/dev/ttyS1\"\nservices = { 0 = \"a\" }", "1 to 99"),
        ("path = \"/dev/ttyS1\"\nservices = { one = \"a\" }", "1 to 99"),
        ("path = \"/dev/ttyS1\"", "services"),
        ("path = \"/dev/ttyS1\"\nservices = { 1 = \"a\" }\nqueue = 1", "queue"),
    ] {
        let error = toml::from_str::<ButtonsConfig>(text).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}
