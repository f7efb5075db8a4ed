//! Elections of sealed ballots by the command line alone, each in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::{Call, path};

pub const UUID: &str = "4Y6wDRRYAoWoAs";

pub const QUESTIONS: &str = "\
[[question]]
kind = \"ranked\"
question = \"Leader\"
candidates = [\"Ada Ash\", \"Bo Birch\", \"Cy Cedar\"]

[[question]]
kind = \"choose\"
question = \"Motion 7\"
answers = [\"For\", \"Against\"]
min = 1
max = 1
";

/// A folder in which commands are called.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().expect("there is room for a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Calls the program with what a shell would make of the line: words, some in quotation marks.
    pub fn call(&self, line: &str) -> Call {
        self.call_with(line, "")
    }

    pub fn call_with(&self, line: &str, input: &str) -> Call {
        self.write(".input", input);
        let mut command = Command::new(env!("CARGO_BIN_EXE_hustings"));
        let input = std::fs::File::open(self.path(".input")).unwrap();
        command
            .args(words(line))
            .current_dir(self.0.path())
            .stdin(Stdio::from(input));
        let output = command.output().expect("the program starts");
        Call {
            code: output.status.code().expect("the program ends by itself"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Calls the program, which must do what it is asked to.
    pub fn done(&self, line: &str) -> String {
        let call = self.call(line);
        assert_eq!(call.code, 0, "{line}: {}{}", call.out, call.err);
        call.out
    }

    /// Calls the program, which must refuse, and gives what it says.
    pub fn refused(&self, line: &str) -> String {
        let call = self.call(line);
        assert_eq!(call.code, 3, "{line}: {}{}", call.out, call.err);
        assert_eq!(call.out, "", "{line}");
        call.err
    }

    /// The credential of an elector, as the table has it.
    pub fn credential(&self, elector: &str) -> String {
        let table = self.text("credentials/credentials.csv");
        let line = table
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{elector},")));
        line.expect("the elector has a credential").to_owned()
    }

    /// The last event of an archive.
    pub fn event(&self, archive: &str) -> String {
        let told = self.done(&format!("seal verify {archive} --unfinished"));
        let event = told
            .lines()
            .find_map(|line| line.strip_prefix("last event   "));
        event.expect("an archive has a last event").to_owned()
    }

    /// Has both trustees of an election shuffle, and ends the shuffles; the statements are `NAME-1.s.json` and so on.
    pub fn shuffle(&self, archive: &str, name: &str) {
        for trustee in [1, 2] {
            let event = self.event(archive);
            self.done(&format!(
                "trustee shuffle {archive} --event {event} --key key-{trustee} --out {name}-{trustee}.json \
                 --statement {name}-{trustee}.s.json"
            ));
            self.done(&format!(
                "seal append {archive} {name}-{trustee}.json --trustee {trustee}"
            ));
        }
        self.done(&format!("seal end-shuffles {archive}"));
    }

    /// Seals a ballot of an elector, and gives its tracker.
    pub fn ballot(&self, archive: &str, elector: &str, answers: &str, out: &str) -> String {
        self.write("credential", self.credential(elector));
        let told = self.done(&format!(
            "seal ballot {archive} --answers \"{answers}\" --out {out} --credential-file credential"
        ));
        told.trim().strip_prefix("tracker: ").unwrap().to_owned()
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

/// A small election after each step, held once: two mandatory trustees, four electors, three ballots. Archives are
/// `setup.bel`, `cast.bel`, `ended.bel`, `tallied.bel`, `shuffled.bel` (by both), `decrypting.bel`, `declared.bel`.
pub fn election() -> Folder {
    static HELD: OnceLock<BTreeMap<PathBuf, Vec<u8>>> = OnceLock::new();
    let held = HELD.get_or_init(|| {
        let folder = hold();
        let mut files = BTreeMap::new();
        collect(folder.0.path(), Path::new(""), &mut files);
        files
    });
    let copy = Folder::new();
    for (name, bytes) in held {
        copy.write(path(name), bytes);
    }
    copy
}

fn collect(root: &Path, under: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(root.join(under)).unwrap() {
        let name = under.join(entry.unwrap().file_name());
        if root.join(&name).is_dir() {
            collect(root, &name, files);
        } else {
            files.insert(name.clone(), std::fs::read(root.join(&name)).unwrap());
        }
    }
}

fn hold() -> Folder {
    let folder = Folder::new();
    let keep = |name: &str| {
        std::fs::copy(folder.path("election.bel"), folder.path(name)).unwrap();
    };
    folder.write("roll.txt", "M-1\nM-2\nM-3\nM-4\n");
    folder.write("questions.toml", QUESTIONS);
    for trustee in [1, 2] {
        folder.done(&format!(
            "trustee generate --out key-{trustee} --public public-{trustee}.json --plain"
        ));
    }
    folder.done("trustee join public-1.json public-2.json --out trustees.json");
    folder.done(&format!(
        "registrar issue roll.txt --election {UUID} --out credentials --recovery recovery --plain"
    ));
    folder.done(&format!(
        "seal setup --uuid {UUID} --name \"Leader 2027\" --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out election.bel --time 1795521600"
    ));
    keep("setup.bel");
    for (elector, answers) in [
        ("M-1", "2,1,0;1,0"),
        ("M-2", "1,2,3;0,1"),
        ("M-3", "0,0,0;1,0"),
    ] {
        folder.ballot("election.bel", elector, answers, &format!("{elector}.json"));
        folder.done(&format!("seal cast election.bel {elector}.json"));
    }
    keep("cast.bel");
    folder.done("seal close election.bel --poll-only");
    keep("ended.bel");
    folder.done("seal close election.bel");
    keep("tallied.bel");
    folder.shuffle("election.bel", "shuffle");
    keep("shuffled.bel");
    for trustee in [1, 2] {
        let event = folder.event("election.bel");
        folder.done(&format!(
            "trustee decrypt election.bel --event {event} --statements shuffle-1.s.json shuffle-2.s.json \
             --key key-{trustee} --out decryption-{trustee}.json --statement decryption-{trustee}.s.json"
        ));
        folder.done(&format!(
            "seal append election.bel decryption-{trustee}.json --trustee {trustee}"
        ));
    }
    keep("decrypting.bel");
    folder.done("seal result election.bel");
    keep("declared.bel");
    folder
}
