//! The files of papers: the log's digests, and papers that read.

use std::collections::BTreeSet;

use super::{Contest, UNREAD, claim, fails, holds, unknown};
use crate::digest::digest;
use crate::read::Trouble;
use crate::read::papers;
use crate::{Claim, Finding, Published};

pub(super) fn check(contest: Option<&Contest>, published: &Published<'_>) -> Vec<Claim> {
    let mut files: BTreeSet<&str> = published.papers.keys().map(String::as_str).collect();
    if let Some(contest) = contest {
        files.extend(contest.log.papers.iter().map(|papers| papers.file.as_str()));
    }
    files
        .into_iter()
        .map(|file| claim(format!("papers {file}"), finding(contest, published, file)))
        .collect()
}

fn finding(contest: Option<&Contest>, published: &Published<'_>, file: &str) -> Finding {
    let Some(bytes) = published.papers.get(file) else {
        return fails(Trouble::new(file, "the log names it, and it is not there"));
    };
    let papers = match papers::read(bytes) {
        Ok(papers) => papers,
        Err(error) => {
            let place = format!("{file} line {}", error.line);
            return fails(Trouble::new(place, error.reason.to_string()));
        }
    };
    let Some(contest) = contest else {
        return unknown(format!("every paper is well formed, but {UNREAD}"));
    };
    let found = digest(bytes);
    let mut named = contest
        .log
        .papers
        .iter()
        .filter(|papers| papers.file == file);
    if named.clone().next().is_none() {
        return fails(Trouble::new(file, "no event names it"));
    }
    match named.find(|papers| papers.digest != found) {
        Some(other) => fails(Trouble::new(
            file,
            format!(
                "its digest is {found}, and line {} of the log names {}",
                other.line, other.digest
            ),
        )),
        None => holds(format!(
            "{} papers, {} of them blank, with the digest that the log names",
            papers.total(),
            papers.blank()
        )),
    }
}
