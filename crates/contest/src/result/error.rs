//! Why a post cannot be counted.

use hustings_count::declared::DeclaredError;
use hustings_count::papers::PapersError;
use hustings_count::read::ReadError;
use hustings_count::{CandidateId, CountError, StageNumber};
use hustings_rulebook::SectionId;

use crate::Digest;

/// Why a post cannot be counted.
#[derive(Debug, thiserror::Error)]
pub enum ResultError {
    /// The file of papers is not there.
    #[error("{file}: the log names this file of papers, and it is missing; put it beside the log")]
    PapersMissing {
        /// The file.
        file: String,
    },
    /// The file has other papers.
    #[error(
        "{file}: its digest is {found}, and the log says {expected}; put the file there that the log names"
    )]
    OtherPapers {
        /// The file.
        file: String,
        /// What the log says.
        expected: Digest,
        /// What it is.
        found: Digest,
    },
    /// The papers do not read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        error: ReadError,
    },
    /// The papers are not those of this contest's candidates.
    #[error("{file}: {error}; the names on the papers must be those of the candidates")]
    OtherCandidates {
        /// The file.
        file: String,
        /// Why.
        error: PapersError,
    },
    /// Somebody who stands is not on the papers.
    #[error(
        "{file}: '{name}' stands, and is not among the candidates of the papers; correct the papers or the log"
    )]
    NotOnPapers {
        /// The file.
        file: String,
        /// Who.
        name: String,
    },
    /// The papers are of one section, and the rulebook pools the sections.
    #[error(
        "{file}: these are the papers of the section '{section}', and the rulebook counts all sections together; publish all papers in one file"
    )]
    PartOfPool {
        /// The file.
        file: String,
        /// The section.
        section: SectionId,
    },
    /// Figures of the whole, where only sections can be counted.
    #[error(
        "{post}: the rulebook counts an electoral college, section by section, and these are figures of the whole; publish the papers of one section, or count the whole another way"
    )]
    WholeOfCollege {
        /// The post.
        post: String,
    },
    /// More papers than people.
    #[error(
        "{file}: it has {papers} papers, more than the {most} {what}; correct the papers or the returns"
    )]
    TooManyPapers {
        /// The file.
        file: String,
        /// Papers in it, blank ones among them.
        papers: u64,
        /// Electors, or papers returned.
        most: u64,
        /// Which of the two.
        what: &'static str,
    },
    /// The rule cannot count these papers.
    #[error("{post}: {error}")]
    Count {
        /// The post.
        post: String,
        /// Why.
        error: CountError,
    },
    /// A lot that the declared votes contradict.
    #[error(
        "{post}: a lot is recorded that excludes {excluded} at stage {stage}, and the declared votes show no tie there that it could have resolved so; correct the lot or the votes"
    )]
    LotNotFollowed {
        /// The post.
        post: String,
        /// At which stage of the count.
        stage: StageNumber,
        /// Whom the lot excludes.
        excluded: CandidateId,
    },
    /// The declared figures cannot be.
    #[error("{post}: the declared votes cannot be right: {error}")]
    Declared {
        /// The post.
        post: String,
        /// Why.
        error: DeclaredError,
    },
    /// A rule that needs another ballot, which the log of a contest cannot hold yet.
    #[error(
        "{post}: nobody is elected by these papers and the rule asks for another ballot, which this version does not record; count the ballots with `hustings count`"
    )]
    SeveralBallots {
        /// The post.
        post: String,
    },
}
