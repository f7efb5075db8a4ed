use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use crate::failure::Failure;
use crate::files;

/// Where a voter writes the answers.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub(super) struct AnswersArguments {
    /// Take the answers from this file, to be destroyed then; - reads standard input.
    #[arg(long, value_name = "FILE")]
    answers_file: Option<PathBuf>,
    /// The answers themselves, which then stand in the shell's history: for trying out, not for voting.
    #[arg(long)]
    answers: Option<String>,
}

impl AnswersArguments {
    /// The answers, which cannot come through standard input if the credential does.
    pub(super) fn read(&self, credential: Option<&Path>) -> Result<Zeroizing<String>, Failure> {
        let Some(path) = &self.answers_file else {
            return Ok(Zeroizing::new(self.answers.clone().unwrap_or_default()));
        };
        if path == Path::new("-") && credential == Some(path) {
            return Err(Failure::NotPossible(
                "answers and credential cannot both come through standard input; write one of them to a file"
                    .to_owned(),
            ));
        }
        files::read_text_or_stdin(path).map(Zeroizing::new)
    }

    pub(super) fn refused(&self, error: &dyn std::fmt::Display) -> Failure {
        match &self.answers_file {
            Some(path) => Failure::refused(path, error),
            None => Failure::NotPossible(format!("--answers: {error}")),
        }
    }
}
