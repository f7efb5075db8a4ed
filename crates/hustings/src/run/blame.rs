//! Which file a refusal is about.

use std::path::{Path, PathBuf};

use hustings_contest::ResultError;
use hustings_count::CountError;

use crate::failure::Failure;

/// Names the file of the contest in which what is refused can be mended.
pub(super) fn refused(contest: &Path, error: &ResultError) -> Failure {
    let message = error.to_string();
    let Some(file) = papers(error) else {
        return Failure::refused(&contest.join(document(error)), message);
    };
    // The message begins with the path as the log has it, which is the end of the one that is named.
    let reason = message.strip_prefix(&format!("{file}: "));
    let path: PathBuf = contest.join(file);
    Failure::refused(&path, reason.unwrap_or(&message))
}

/// The file of papers that the error is about.
fn papers(error: &ResultError) -> Option<&str> {
    match error {
        ResultError::PapersMissing { file }
        | ResultError::OtherPapers { file, .. }
        | ResultError::Unreadable { file, .. }
        | ResultError::OtherCandidates { file, .. }
        | ResultError::NotOnPapers { file, .. }
        | ResultError::PartOfPool { file, .. }
        | ResultError::TooManyPapers { file, .. } => Some(file),
        ResultError::WholeOfCollege { .. }
        | ResultError::SeveralBallots { .. }
        | ResultError::Count { .. }
        | ResultError::LotNotFollowed { .. }
        | ResultError::Declared { .. } => None,
    }
}

/// The file that says what cannot be counted: who stood, which lots were drawn, what was declared, or the rules.
fn document(error: &ResultError) -> &'static str {
    match error {
        ResultError::Count {
            error: CountError::CannotFill { .. },
            ..
        } => "rulebook.toml",
        _ => "events.jsonl",
    }
}
