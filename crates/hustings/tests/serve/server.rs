//! The program as a server, started and killed as machines do.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server that runs until it is dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Starts it over a folder, or a database.
    pub fn start(program: &Path, place: [&str; 2], more: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", place[0], place[1]])
            .args(more)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let first = lines
            .next()
            .expect("it says where it serves")
            .expect("it is text");
        let url = first
            .rsplit(' ')
            .next()
            .expect("an address")
            .trim_end_matches('/');
        let address = url
            .strip_prefix("http://")
            .expect("it is http")
            .parse()
            .expect("an address");
        // What else it says is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }

    /// As the kernel kills.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
