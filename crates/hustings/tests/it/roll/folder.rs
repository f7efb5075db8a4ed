//! A society that rehearses its contest, in a folder.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use crate::Call;

const RULEBOOK: &str = r#"format = "hustings-rulebook/1"
title = "A society's contest for its chair"
organisation = "A society"
time_zone = "Europe/London"

[source]
document = "Made up for the tests"
clauses = "numbered"

[[post]]
id = "chair"
title = "Chair"
seats = 1

[roll]
freeze = 2026-03-01T17:00:00
precedence = ["members", "supporters"]
smallest_reported_section = 2

[[roll.section]]
id = "members"
title = "Members"

[[roll.section]]
id = "supporters"
title = "Registered supporters"
registration = { opens = 2026-02-01, closes = 2026-02-28 }

[paper]
order = "alphabetical"
preferences = "optional"

[ballot]
means = ["online", "post"]
window = { opens = 2026-04-01, closes = 2026-04-20T12:00:00 }

[count]
rule = { name = "av", majority_of = "continuing" }
ties = ["lots"]
"#;

pub const MEMBERS: &str = "elector,name,section,channel,email,address,joined,registered
M001,Ann Lee,members,online,ann@example.org,\"1 High Street, Bath\",2019-05-01,
M001,\"LEE, Ann\",supporters,online,ann@example.org,,,2026-02-10
M002,Bob Kay,members,post,,\"2 Mill Lane, Bath\",2020-01-01,
M003,Bob  Kaye,members,post,,\"2, Mill Lane - BATH\",2021-01-01,
M004,Cy Dunn,members,online,cy@example.org,,2026-03-02,
M005,Dee Fox,members,online,dee@example.org,,2020-01-01,
M006,Eva Gill,members,online,eva@example.org,,2020-01-01,
S002,Gus Hart,supporters,online,gus@example.org,,,2026-02-11
S003,Hal Ives,supporters,online,hal@example.org,,,2026-02-12
";

pub struct Society(TempDir);

impl Society {
    /// A mock contest that has begun.
    pub fn new() -> Self {
        Self::under(RULEBOOK)
    }

    /// The same, whose electors are asked something at sign-in.
    pub fn asking() -> Self {
        let ballot = "[ballot]\nsecond_factor = \"Your date of birth, such as 31 12 1970\"";
        Self::under(&RULEBOOK.replace("[ballot]", ballot))
    }

    fn under(rulebook: &str) -> Self {
        let society = Self(TempDir::new().unwrap());
        society.write("rulebook.toml", rulebook);
        society.done("contest init rulebook.toml --mock --origin example.org/mock");
        society
    }

    /// With a roll.
    pub fn imported() -> Self {
        let society = Self::new();
        society.write("members.csv", MEMBERS);
        society.done("contest roll import members.csv");
        society
    }

    /// With a roll that can be frozen.
    pub fn ready() -> Self {
        let society = Self::imported();
        society.done("contest rule r0 --allow --reasons Brothers. match --section members 1");
        society.done("contest roll match 1 --different --ruling r0");
        society
    }

    /// With a roll that is frozen.
    pub fn frozen() -> Self {
        let society = Self::ready();
        society.done("contest roll freeze");
        society
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    pub fn preview(&self, file: &str) -> String {
        self.write("preview.csv", file);
        self.done("contest roll import preview.csv --preview")
    }

    /// Calls the program in the folder; arguments have no spaces.
    pub fn call(&self, line: &str) -> Call {
        let output = Command::new(env!("CARGO_BIN_EXE_hustings"))
            .args(line.split(' '))
            .env("HUSTINGS_MOCK_TIME", "2026-03-10T10:00:00")
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Call {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn done(&self, line: &str) -> String {
        let call = self.call(line);
        assert_eq!(call.code, 0, "{line}: {}{}", call.out, call.err);
        call.out
    }

    pub fn refused(&self, line: &str) -> String {
        let call = self.call(line);
        assert_eq!(call.code, 3, "{line}: {}{}", call.out, call.err);
        call.err
    }

    pub fn log(&self) -> String {
        self.done("contest log")
    }
}
