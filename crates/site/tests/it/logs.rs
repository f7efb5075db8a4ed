//! What the program logs, and that no secret is in it.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Everything that the program's own crates log in this process from a moment on, down to the last detail.
pub struct Logs {
    all: Buffer,
    from: usize,
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Buffer {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Logs {
    /// Begins to listen. Tests that run beside this one are heard too, which does no harm to what must not be there.
    pub fn capture() -> Self {
        static ALL: OnceLock<Buffer> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let all = Buffer::default();
            tracing_subscriber::fmt()
                .with_env_filter(EnvFilter::new("info,hustings=trace"))
                .with_ansi(false)
                .with_writer(all.clone())
                .init();
            all
        });
        let from = all.0.lock().unwrap().len();
        Self {
            all: all.clone(),
            from,
        }
    }

    /// What was logged since then.
    pub fn text(&self) -> String {
        let all = self.all.0.lock().unwrap();
        String::from_utf8_lossy(&all[self.from..]).into_owned()
    }

    /// Each secret with what it is, so that a failure does not need to be looked into.
    pub fn assert_none_of(&self, secrets: &[(&str, &str)]) {
        let text = self.text();
        for (what, secret) in secrets {
            assert!(secret.len() > 3, "{what} is too short to be looked for");
            let line = text.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{what} was logged: {}", line.unwrap());
        }
    }
}
