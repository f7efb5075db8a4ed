//! Whoever dawdles is hung up on, and everybody else is served meanwhile.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::server::Server;

/// By when a connection that says nothing must be closed: the server's deadlines are 10 and 15 seconds.
const LATEST: Duration = Duration::from_secs(25);

/// More answers than lie between the two ends of a connection.
const ASKED: usize = 4_000;

/// Sends the beginning of a request, and waits for the end of the connection.
fn dawdle(server: &Server, beginning: &str) -> Duration {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(LATEST)).unwrap();
    stream.write_all(beginning.as_bytes()).unwrap();
    let since = Instant::now();
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    assert!(read.is_ok(), "it is still open after {LATEST:?}");
    since.elapsed()
}

/// Asks for much, and takes nothing in until the server must have hung up; gives how many answers came.
fn take_nothing_in(server: &Server, asked: usize) -> usize {
    let mut stream = TcpStream::connect(server.address).unwrap();
    let mut asking = stream.try_clone().unwrap();
    let asking = std::thread::spawn(move || {
        let request = b"GET /api/openapi.json HTTP/1.1\r\nhost: a\r\n\r\n";
        // The server reads no further once it cannot write: then this waits too, until it is hung up on.
        (0..asked)
            .take_while(|_| asking.write_all(request).is_ok())
            .count()
    });
    std::thread::sleep(LATEST);
    let mut answers = Vec::new();
    // Hung up on, with what was on its way lost or not.
    let _ = stream.set_read_timeout(Some(LATEST));
    let _ = stream.read_to_end(&mut answers);
    asking.join().unwrap();
    let answers = String::from_utf8_lossy(&answers);
    answers.matches("HTTP/1.1 ").count()
}

pub fn requests_that_dawdle(folder: &Path) {
    let place = folder.display().to_string();
    let program = Path::new(env!("CARGO_BIN_EXE_hustings"));
    let server = Server::start(program, ["--data", &place], &[]);
    let host = server.address;
    let head = "POST /sign-in HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\nconnection: close\r\n";
    let slow = [
        "GET / HTTP/1.1\r\nhost: a\r\nx-slow: ".to_owned(),
        "GET".to_owned(),
        format!(
            "{head}host: {host}\r\ncookie: hustings={}\r\ncontent-length: 1000\r\n\r\ncsrf=",
            "A".repeat(43)
        ),
    ];
    std::thread::scope(|scope| {
        let slow: Vec<_> = slow
            .iter()
            .map(|beginning| scope.spawn(|| dawdle(&server, beginning)))
            .collect();
        let greedy = scope.spawn(|| take_nothing_in(&server, ASKED));
        // Somebody else is answered at once.
        for _ in 0..20 {
            let mut other = TcpStream::connect(server.address).unwrap();
            other
                .write_all(b"GET /health HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                .unwrap();
            let mut answer = String::new();
            other.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        }
        for slow in slow {
            assert!(slow.join().unwrap() < LATEST);
        }
        let answered = greedy.join().unwrap();
        assert!(
            answered < ASKED,
            "all {answered} answers were kept for whoever did not take them"
        );
    });
}
