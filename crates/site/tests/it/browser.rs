//! A browser without a screen: it keeps cookies, and sends forms with what the page put into them.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The text between two others, the first time.
    pub fn between(&self, before: &str, after: &str) -> Option<String> {
        let (_, rest) = self.body.split_once(before)?;
        let (found, _) = rest.split_once(after)?;
        Some(found.to_owned())
    }

    pub fn location(&self) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix("location: "))
    }

    /// The token of its forms.
    pub fn token(&self) -> Option<String> {
        self.between("name=\"csrf\" value=\"", "\"")
    }
}

pub struct Browser {
    address: SocketAddr,
    origin: String,
    /// As the header has it.
    pub cookie: Option<String>,
    /// Whence a proxy says that it comes.
    pub from: Option<String>,
}

impl Browser {
    /// At a site that listens there and is known as this.
    pub fn new(address: SocketAddr, origin: &str) -> Self {
        Self {
            address,
            origin: origin.to_owned(),
            cookie: None,
            from: None,
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    /// Sends what the form of this page sends, with what was entered.
    pub async fn post(&mut self, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = page.token().unwrap_or_default();
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &token).extend_pairs(fields);
        self.send("POST", path, &form.finish()).await
    }

    async fn send(&mut self, method: &str, path: &str, form: &str) -> Answer {
        let host = self.address;
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
        if let Some(cookie) = &self.cookie {
            request.push_str(&format!("cookie: {cookie}\r\n"));
        }
        if let Some(from) = &self.from {
            request.push_str(&format!("x-forwarded-for: {from}\r\n"));
        }
        if method == "POST" {
            let (origin, length) = (&self.origin, form.len());
            request.push_str(&format!(
                "origin: {origin}\r\nreferer: {origin}{path}\r\ncontent-length: {length}\r\n\
                 content-type: application/x-www-form-urlencoded\r\n"
            ));
        }
        request.push_str(&format!("\r\n{form}"));
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        self.read(&answer)
    }

    fn read(&mut self, answer: &str) -> Answer {
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        for line in head.lines() {
            let set = line.strip_prefix("set-cookie: ");
            if let Some(set) = set.and_then(|set| set.split(';').next()) {
                self.cookie = (!set.ends_with('=')).then(|| set.to_owned());
            }
        }
        Answer {
            status: head[9..12].parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
