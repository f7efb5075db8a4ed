//! Where a contest is held: a folder, a place for its store, a clock.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// An empty folder in which the program is called, as people call it.
pub struct Hall {
    folder: TempDir,
    database: Option<String>,
    clock: RefCell<String>,
}

/// What a call came to.
pub struct Call {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Hall {
    /// With a file as its store, or a database.
    pub fn new(database: Option<String>) -> Self {
        Self {
            folder: TempDir::new().expect("there is room for a folder"),
            database,
            clock: RefCell::new(String::new()),
        }
    }

    /// Sets the clock of the mock.
    pub fn now(&self, time: &str) {
        time.clone_into(&mut self.clock.borrow_mut());
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("the file is text")
    }

    /// The program with what a shell would make of the line.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        command
            .args(words(line))
            .current_dir(self.folder.path())
            .env("HUSTINGS_MOCK_TIME", self.clock.borrow().as_str())
            .stdin(Stdio::null());
        match &self.database {
            Some(url) => command.env("HUSTINGS_DATABASE", url),
            None => command.env("HUSTINGS_DATA", self.path("store")),
        };
        command
    }

    /// Calls the program with what a shell would make of the line.
    pub fn call(&self, line: &str) -> Call {
        let output = self.command(line).output().expect("the program starts");
        Call {
            code: output.status.code().expect("the program ends by itself"),
            out: String::from_utf8(output.stdout).expect("the program writes UTF-8"),
            err: String::from_utf8(output.stderr).expect("the program writes UTF-8"),
        }
    }

    /// Calls the program, which must do what it is asked to.
    pub fn done(&self, line: &str) -> String {
        self.ends(line, 0)
    }

    /// Calls the program, which must end so.
    pub fn ends(&self, line: &str, code: i32) -> String {
        let call = self.call(line);
        assert_eq!(call.code, code, "{line}\n{}{}", call.out, call.err);
        format!("{}{}", call.out, call.err)
    }

    /// Calls the program, which must refuse, and name this.
    pub fn refused(&self, line: &str, reason: &str) {
        let told = self.ends(line, 3);
        assert!(
            told.contains(reason),
            "{line}\nsays: {told}\nand not: {reason}"
        );
    }
}

/// The words of a line, as a shell parts them.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
