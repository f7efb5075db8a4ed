//! Makes `events.jsonl` and `papers/*.blt` of every contest beside this package from its `rulebook.toml` and `tables/`.
//!
//! The tables hold the facts, one row a fact with its source and its certainty; nothing about any contest is in the
//! code. The way: [`table`] reads and refuses, [`candidates`], [`nominations`], [`papers`] and [`result`] say which
//! events rows are, [`event`] writes them, [`contest`] puts them in order.
//!
//! `make-contests` writes; `make-contests --check` writes nothing and fails where a file differs.

use std::path::Path;
use std::process::ExitCode;

mod candidates;
mod contest;
mod digest;
mod error;
mod event;
mod nominations;
mod papers;
mod result;
mod table;

use error::Error;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = match arguments.as_slice() {
        [] => false,
        [only] if only == "--check" => true,
        _ => {
            eprintln!("usage: make-contests [--check]");
            return ExitCode::from(2);
        }
    };
    let contests = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match make_all(&contests, check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn make_all(contests: &Path, check: bool) -> Result<(), Error> {
    for folder in contest::folders(contests)? {
        for file in contest::make(&folder)? {
            if check { file.check()? } else { file.write()? }
        }
    }
    Ok(())
}
