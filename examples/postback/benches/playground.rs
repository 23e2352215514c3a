//! How long it takes from the start of `dev` to the first answer on a phone, in an empty folder.
//!
//! ```text
//! cargo bench -p postback --bench playground
//! ```
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement, which ends when it cannot measure"
)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 5;

fn main() {
    for round in 1..=ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let begun = Instant::now();
        let mut bot = Command::new(env!("CARGO_BIN_EXE_postback"));
        bot.arg("dev").current_dir(folder.path()).env("TERTULIA_HTTP__ADDR", "127.0.0.1:0");
        let mut bot = bot.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(bot.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready = begun.elapsed();
        let addr = line.split("http://").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
        let act = r#"{"platform":"telegram","person":"ana","act":{"type":"start"}}"#;
        request(&addr, "POST /api/act", act);
        while !request(&addr, "GET /api/state", "").contains("Is it clear to you how postbacks work?") {
            std::thread::sleep(Duration::from_millis(1));
        }
        let answered = begun.elapsed();
        println!(
            "round {round}: page after {:.0} ms, first answer after {:.0} ms",
            millis(ready),
            millis(answered)
        );
        bot.kill().unwrap();
        bot.wait().unwrap();
    }
}

fn request(addr: &str, what: &str, body: &str) -> String {
    let mut connection = TcpStream::connect(addr).unwrap();
    let length = body.len();
    let head = format!(
        "{what} HTTP/1.1\r\nHost: {addr}\r\nX-Tertulia: playground\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    connection.write_all((head + body).as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
