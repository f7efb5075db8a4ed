//! What was done at a stage, in words; tables, pages and charts say it alike.

use hustings_count::CandidateId;
use hustings_count::transcript::{Did, Purpose, ResolvedBy, Stage, Tie, Transcript};

use crate::words::{self, Names};

/// What became of a candidate at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Elected,
    Excluded,
    Withdrawn,
    /// His or her surplus was transferred.
    Surplus,
}

impl Mark {
    /// Of a candidate at a stage, if anything became of him or her there.
    pub(crate) fn of(stage: &Stage, candidate: &CandidateId) -> Option<Self> {
        if stage.all_elected().any(|elected| elected == candidate) {
            return Some(Self::Elected);
        }
        if !stage.action.candidates.contains(candidate) {
            return None;
        }
        match stage.action.did {
            Did::Excluded => Some(Self::Excluded),
            Did::Withdrawn => Some(Self::Withdrawn),
            Did::Transferred => Some(Self::Surplus),
            Did::Elected | Did::Reopened | Did::BallotAgain | Did::Ended => None,
        }
    }

    /// In a word; nothing for a surplus, which the figures show.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Elected => "elected",
            Self::Excluded => "excluded",
            Self::Withdrawn => "withdrew",
            Self::Surplus => "",
        }
    }
}

/// `Ada Ash is elected; Bo Birch is excluded`.
pub(crate) fn done(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> String {
    let elected = stage
        .elected
        .iter()
        .map(|elected| elected.candidate.clone());
    let elected: Vec<CandidateId> = elected.collect();
    let action = acted(transcript, stage, names);
    if elected.is_empty() {
        return action;
    }
    format!(
        "{} {} elected; {action}",
        names.list(&elected),
        words::is(elected.len())
    )
}

/// What was done, apart from elections while the count goes on.
pub(crate) fn acted(transcript: &Transcript, stage: &Stage, names: &Names<'_>) -> String {
    let who = &stage.action.candidates;
    let (list, is) = (names.list(who), words::is(who.len()));
    match stage.action.did {
        Did::Elected => format!("{list} {is} elected"),
        Did::Excluded => format!("{list} {is} excluded"),
        Did::Withdrawn => format!("{list} withdrew"),
        Did::Transferred => format!("the surplus of {list} is transferred"),
        Did::Reopened => format!("{list} would be elected: nominations are opened again"),
        Did::BallotAgain => format!("the ballot is held again, {list} being tied for last"),
        Did::Ended if transcript.seats.0 == 0 && who.is_empty() => {
            "the section’s count ends".to_owned()
        }
        Did::Ended if who.is_empty() => "the count ends".to_owned(),
        Did::Ended => format!("{list} {is} left, and the count ends"),
    }
}

/// Where those who are tied are equal.
fn tied_for(to: Purpose) -> &'static str {
    match to {
        Purpose::Exclude => "the fewest votes",
        Purpose::Elect => "the most votes",
        Purpose::TransferFirst => "the highest surplus",
    }
}

/// After what was done: ` by lot, tied for the fewest votes with A and B`: those among whom the last resort chose.
pub(crate) fn by_a_tie(stage: &Stage, tie: &Tie, names: &Names<'_>) -> String {
    // Where the others are elected by it, nothing is done to whoever was chosen to go.
    let left_out = if stage.action.candidates.contains(&tie.chosen) {
        String::new()
    } else {
        format!("; {} is left out", names.name(&tie.chosen))
    };
    let tied = tie.left.as_ref().unwrap_or(&tie.among);
    let others = tied.iter().filter(|id| **id != tie.chosen);
    let others: Vec<CandidateId> = others.cloned().collect();
    let how = match (tie.resolved_by, tie.stage) {
        (ResolvedBy::EarlierStages | ResolvedBy::FirstStages, Some(stage)) => {
            format!(" by the votes at stage {stage}")
        }
        (ResolvedBy::EarlierStages | ResolvedBy::FirstStages, None) => {
            " by the votes at an earlier stage".to_owned()
        }
        (ResolvedBy::DeclaredOrder, _) => " by the declared order".to_owned(),
        (ResolvedBy::Lots, _) => " by lot".to_owned(),
        (ResolvedBy::PublicSeed, _) => " by lot from the public seed".to_owned(),
        (ResolvedBy::Declared, _) => " as declared".to_owned(),
    };
    format!(
        "{left_out}{how}, tied for {} with {}",
        tied_for(tie.to),
        names.list(&others)
    )
}

/// The tie and how it was resolved, in sentences.
pub(crate) fn resolved(stage: &Stage, tie: &Tie, names: &Names<'_>) -> String {
    let among = names.list(&tie.among);
    let chosen = names.name(&tie.chosen);
    let gone = stage.action.candidates.contains(&tie.chosen);
    let (was, those) = match tie.to {
        Purpose::Exclude if gone => ("was excluded", "the fewest"),
        Purpose::Exclude => ("was left out", "the fewest"),
        Purpose::Elect => ("was elected", "the most"),
        Purpose::TransferFirst => ("had the surplus transferred first", "the most"),
    };
    let how = match (tie.resolved_by, tie.stage) {
        (ResolvedBy::EarlierStages | ResolvedBy::FirstStages, Some(stage)) => {
            format!("{chosen} {was}, who had {those} of them at stage {stage}.")
        }
        (ResolvedBy::EarlierStages | ResolvedBy::FirstStages, None) => {
            format!("{chosen} {was}, who had {those} of them at an earlier stage.")
        }
        (ResolvedBy::DeclaredOrder, _) => {
            format!("{chosen} {was}, by the order declared before the count.")
        }
        (ResolvedBy::Lots, _) => match tie.to {
            Purpose::Exclude if gone => format!("A lot was drawn; it excluded {chosen}."),
            Purpose::Exclude => format!("A lot was drawn; it left {chosen} out."),
            Purpose::Elect => format!("A lot was drawn; it elected {chosen}."),
            Purpose::TransferFirst => {
                format!("A lot was drawn; by it {chosen} {was}.")
            }
        },
        (ResolvedBy::PublicSeed, _) => format!("{chosen} {was}, by lot from the public seed."),
        (ResolvedBy::Declared, _) => {
            format!("{chosen} {was}; how the tie was resolved is not known.")
        }
    };
    let left = tie.left.as_ref().map_or_else(String::new, |left| {
        format!(" Earlier resorts left {}.", names.list(left))
    });
    format!("{among} were tied for {}.{left} {how}", tied_for(tie.to))
}
