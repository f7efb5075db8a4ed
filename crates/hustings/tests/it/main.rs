//! The program, as people and other programs call it.

mod architecture;
mod bad_input;
mod beginning;
mod contest_pages;
mod contest_status;
mod count;
mod documents;
mod kept;
mod papers;
mod post;
mod receipt;
mod registrar;
mod roll;
mod rulebook;
mod rules;
mod run;
mod seal;
mod sealed;
mod trustee;
mod verify;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What a call came to.
struct Call {
    code: i32,
    out: String,
    err: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Calls the program from the root of the repository.
fn hustings(arguments: &[&str]) -> Call {
    let output = Command::new(env!("CARGO_BIN_EXE_hustings"))
        .args(arguments)
        .current_dir(root())
        .output();
    let Output {
        status,
        stdout,
        stderr,
    } = output.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Call {
        code: status.code().expect("the program ends by itself"),
        out: text(stdout),
        err: text(stderr),
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("the path is UTF-8")
}

/// A contest's folder copied, to be changed.
fn copy_of(contest: &str) -> TempDir {
    let copy = TempDir::new().expect("there is room for a folder");
    let from = root().join("contests").join(contest);
    for name in ["rulebook.toml", "events.jsonl", "papers/leader.blt"] {
        let to = copy.path().join(name);
        if from.join(name).exists() {
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from.join(name), to).unwrap();
        }
    }
    copy
}

/// Changes one passage of a file, which must be there.
fn edit(file: &Path, passage: &str, replacement: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(passage), "{} has {passage}", file.display());
    std::fs::write(file, text.replacen(passage, replacement, 1)).unwrap();
}

/// Runs a contest into a new folder.
fn run_into_new_folder(contest: &Path) -> (Call, TempDir) {
    let out = TempDir::new().unwrap();
    (
        hustings(&["run", path(contest), "--out", path(out.path())]),
        out,
    )
}
