//! A mail server that keeps what it is given, and refuses what it is told to.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// How long a test waits for a mail.
const WAIT: Duration = Duration::from_secs(30);

/// A message as it came.
#[derive(Clone, Debug)]
pub struct Message {
    pub from: String,
    pub to: String,
    /// Headers and body, lines as they are.
    pub data: String,
}

impl Message {
    /// A header's value, with its lines joined.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.data.split("\r\n\r\n").next()?.replace("\r\n ", " ");
        head.lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
    }

    /// The text that was written.
    pub fn text(&self) -> String {
        let (_, body) = self.data.split_once("\r\n\r\n").unwrap();
        let bytes = match self.header("Content-Transfer-Encoding").as_deref() {
            Some("quoted-printable") => unquoted(body),
            Some("base64") => BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap(),
            _ => body.as_bytes().to_vec(),
        };
        String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
    }
}

fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

#[derive(Default)]
struct Kept {
    messages: Vec<Message>,
    /// How many to each address were handed out to the test.
    taken: HashMap<String, usize>,
    /// What is answered when somebody is named, and how often.
    answers: HashMap<String, (String, usize)>,
    /// How long a message takes.
    pace: Duration,
    /// What is said to whoever comes in.
    greeting: Option<String>,
}

/// The server.
#[derive(Clone)]
pub struct Sink {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    arrived: Arc<Notify>,
}

impl Sink {
    /// Starts one, as tasks of this runtime.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            address: listener.local_addr().unwrap(),
            kept: Arc::default(),
            arrived: Arc::default(),
        };
        let serving = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                // Who hangs up in the middle is no failure here.
                tokio::spawn(async move { serving.speak(stream).await });
            }
        });
        sink
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap()
    }

    /// Everything that came.
    pub fn messages(&self) -> Vec<Message> {
        self.kept().messages.clone()
    }

    pub fn count(&self) -> usize {
        self.kept().messages.len()
    }

    /// Answers so when this address is named, so many times.
    pub fn answer(&self, address: &str, reply: &str, times: usize) {
        let mut kept = self.kept();
        kept.answers
            .insert(address.to_owned(), (reply.to_owned(), times));
    }

    /// Takes as long as this for each message.
    pub fn pace(&self, pace: Duration) {
        self.kept().pace = pace;
    }

    /// Says this to whoever comes in, instead of a welcome.
    pub fn greet(&self, greeting: Option<&str>) {
        self.kept().greeting = greeting.map(str::to_owned);
    }

    /// The next message to an address, each once; waits for it.
    pub async fn message_to(&self, address: &str) -> Message {
        self.wait(|kept| {
            let taken = kept.taken.entry(address.to_owned()).or_default();
            let mut to = kept.messages.iter().filter(|it| it.to == address);
            let next = to.nth(*taken).cloned()?;
            *taken += 1;
            Some(next)
        })
        .await
        .unwrap_or_else(|| panic!("no mail came to {address}"))
    }

    /// Waits until so many messages are here.
    pub async fn wait_for(&self, count: usize) {
        let there = self
            .wait(|kept| (kept.messages.len() >= count).then_some(()))
            .await;
        assert!(there.is_some(), "{} of {count} mails came", self.count());
    }

    async fn wait<T>(&self, mut found: impl FnMut(&mut Kept) -> Option<T>) -> Option<T> {
        let waiting = async {
            loop {
                let arrived = self.arrived.notified();
                tokio::pin!(arrived);
                arrived.as_mut().enable();
                if let Some(found) = found(&mut self.kept()) {
                    return found;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(WAIT, waiting).await.ok()
    }

    async fn speak(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut stream = BufReader::new(stream);
        let greeting = self.kept().greeting.clone();
        let refused = greeting.is_some();
        say(&mut stream, &greeting.unwrap_or_else(|| "220 sink".into())).await?;
        let (mut from, mut to) = (String::new(), String::new());
        while let Some(line) = hear(&mut stream).await? {
            let word = line.split([' ', ':']).next().unwrap().to_ascii_uppercase();
            let named = line
                .split_once('<')
                .and_then(|(_, rest)| rest.split_once('>'));
            let named = named.map(|(name, _)| name.to_owned()).unwrap_or_default();
            let reply = match &*word {
                "QUIT" => {
                    say(&mut stream, "221 bye").await?;
                    return Ok(());
                }
                _ if refused => "503 go away".to_owned(),
                "EHLO" => "250-sink\r\n250 8BITMIME".to_owned(),
                "MAIL" => {
                    from = named;
                    "250 ok".to_owned()
                }
                "RCPT" => {
                    let reply = self.reply_to(&named);
                    to = named;
                    reply
                }
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let data = data(&mut stream).await?;
                    let pace = self.kept().pace;
                    tokio::time::sleep(pace).await;
                    let message = Message {
                        from: from.clone(),
                        to: to.clone(),
                        data,
                    };
                    self.kept().messages.push(message);
                    self.arrived.notify_waiters();
                    "250 kept".to_owned()
                }
                "RSET" | "NOOP" => "250 ok".to_owned(),
                _ => "502 what?".to_owned(),
            };
            say(&mut stream, &reply).await?;
        }
        Ok(())
    }

    fn reply_to(&self, address: &str) -> String {
        let mut kept = self.kept();
        match kept.answers.get_mut(address) {
            Some((reply, times)) if *times > 0 => {
                *times -= 1;
                reply.clone()
            }
            _ => "250 ok".to_owned(),
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await
}

async fn hear(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let bytes = stream.read_line(&mut line).await?;
    Ok((bytes > 0).then(|| line.trim_end_matches("\r\n").to_owned()))
}

/// Lines until one of a single dot; a dot before another was put there on the way.
async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut data = String::new();
    while let Some(line) = hear(stream).await? {
        if line == "." {
            break;
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
        data.push_str("\r\n");
    }
    Ok(data)
}
