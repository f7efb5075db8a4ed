//! A process of its own that appends: this binary again, told by the environment what to do.
//!
//! For each number that it knows to be on disk it prints `ack NUMBER INDEX`, and `error MESSAGE` for each error, after
//! which it does what the error's remedy says.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use hustings_store::{Absent, Answer, Append, Intake, Location, LogName, Mark, Store};

use crate::place::{block_on, log, words};

const LOCATION: &str = "HUSTINGS_STORE_TEST_LOCATION";
const FIRST: &str = "HUSTINGS_STORE_TEST_FIRST";
const COUNT: &str = "HUSTINGS_STORE_TEST_COUNT";
const WRITERS: &str = "HUSTINGS_STORE_TEST_WRITERS";

/// What a process appends: numbers from the first on, by so many writers.
#[derive(Clone, Copy)]
pub struct Load {
    pub first: u64,
    pub count: u64,
    pub writers: u64,
}

impl Load {
    /// Runs it in another process, perhaps beneath another program.
    pub fn spawn(self, location: &Location, beneath: &[&str]) -> Running {
        let location = match location {
            Location::File(path) => path.display().to_string(),
            Location::Postgres(url) => url.to_string(),
        };
        let this = env::current_exe().unwrap();
        let mut command = match beneath {
            [] => Command::new(&this),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(&this);
                command
            }
        };
        let child = command
            .env(LOCATION, location)
            .env(FIRST, self.first.to_string())
            .env(COUNT, self.count.to_string())
            .env(WRITERS, self.writers.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Running::new(child)
    }

    /// Runs it in this process, and hands on what was said.
    pub async fn run(self, store: &Store, say: impl Fn(String) + Send + Sync + 'static) {
        let next = Arc::new(AtomicU64::new(self.first));
        let say = Arc::new(say);
        let intake = store.intake();
        let writers = (0..self.writers).map(|_| {
            let writer = Writer {
                store: store.clone(),
                intake: intake.clone(),
                log: log("ballots"),
            };
            let (next, say) = (Arc::clone(&next), Arc::clone(&say));
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= self.first.saturating_add(self.count) {
                        return;
                    }
                    let index = writer.write(number, &*say).await;
                    say(format!("ack {number} {index}"));
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
    }
}

struct Writer {
    store: Store,
    intake: Intake,
    log: LogName,
}

impl Writer {
    /// Appends a number until it is known to be there, and returns its index.
    async fn write(&self, number: u64, say: &impl Fn(String)) -> u64 {
        let by = Absent::Mark(Mark::new("voter", format!("n{number}")));
        loop {
            let append = Append {
                log: self.log.clone(),
                entry: entry(number),
                absent: vec![by.clone()],
                beside: Vec::new(),
            };
            match self.intake.append(append).await {
                Ok(
                    Answer::Appended { index }
                    | Answer::Refused {
                        at: Some(index), ..
                    },
                ) => return index,
                Ok(other) => panic!("{other:?}"),
                Err(error) => say(format!("error {error}")),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
            let key = format!("n{number}");
            if let Ok(Some(index)) = self.store.find(&self.log, "voter", &key).await {
                return index;
            }
        }
    }
}

/// Of different lengths, each with its number in front.
pub fn entry(number: u64) -> Vec<u8> {
    let mut entry = format!("n{number} ").into_bytes();
    entry.resize(
        entry.len() + usize::try_from(number * 7919 % 2048).unwrap(),
        b'x',
    );
    entry
}

/// The number of an entry.
pub fn number(entry: &[u8]) -> u64 {
    let text = std::str::from_utf8(entry).unwrap();
    text.split(' ').next().unwrap()[1..].parse().unwrap()
}

/// What this process does if it was started by [`Load::spawn`].
pub fn main() -> Option<ExitCode> {
    let location: Location = env::var(LOCATION).ok()?.parse().unwrap();
    let value = |name| env::var(name).unwrap().parse::<u64>().unwrap();
    let load = Load {
        first: value(FIRST),
        count: value(COUNT),
        writers: value(WRITERS),
    };
    block_on(async {
        let store = Store::open(&location, words()).await.unwrap();
        load.run(&store, |line| {
            let mut out = std::io::stdout().lock();
            // Its reader may be gone when it is killed.
            let _ = out
                .write_all(format!("{line}\n").as_bytes())
                .and_then(|()| out.flush());
        })
        .await;
    });
    Some(ExitCode::SUCCESS)
}

/// A process that appends, with what it has said so far.
pub struct Running {
    child: Child,
    lines: Arc<Mutex<Said>>,
    end: mpsc::Receiver<()>,
}

#[derive(Clone, Default)]
pub struct Said {
    /// Numbers with their indexes.
    pub acknowledged: Vec<(u64, u64)>,
    pub errors: Vec<String>,
}

impl Said {
    pub fn line(&mut self, line: &str) {
        if let Some(error) = line.strip_prefix("error ") {
            self.errors.push(error.to_owned());
        } else if let Some((number, index)) = line
            .strip_prefix("ack ")
            .and_then(|line| line.split_once(' '))
        {
            // The last line may be cut off.
            if let (Ok(number), Ok(index)) = (number.parse(), index.parse()) {
                self.acknowledged.push((number, index));
            }
        }
    }
}

impl Running {
    fn new(mut child: Child) -> Self {
        let lines = Arc::new(Mutex::new(Said::default()));
        let (done, end) = mpsc::channel();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let said = Arc::clone(&lines);
        std::thread::spawn(move || {
            let mut line = String::new();
            // Only whole lines count.
            while out.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
                if let Some(line) = line.strip_suffix('\n') {
                    said.lock().unwrap().line(line);
                }
                line.clear();
            }
            let _ = done.send(());
        });
        Self { child, lines, end }
    }

    /// How many are acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.lines.lock().unwrap().acknowledged.len()
    }

    /// Kills it with no time to do anything, and returns all that it has said.
    pub fn kill(mut self) -> Said {
        self.child.kill().unwrap();
        self.end()
    }

    /// Waits until it is done by itself.
    pub fn finish(mut self) -> Said {
        assert!(self.child.wait().unwrap().success());
        self.end()
    }

    fn end(&mut self) -> Said {
        self.child.wait().unwrap();
        self.end.recv().unwrap();
        self.lines.lock().unwrap().clone()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
