//! Published figures set against what follows from the others.

use hustings_contest::Declaration;
use hustings_contest::declaration::{
    Figure, FigureClaim, FigureKind, FigureVerdict, Return, TurnoutOf, VotesOf,
};
use hustings_count::{CandidateId, Transcript, Votes};

use super::section_title;
use crate::words::{self, Names};

/// What was found, and who published it.
pub(super) struct Finding {
    pub(super) text: String,
    pub(super) sources: String,
}

/// Figures that do not follow from each other, in sentences.
pub(super) fn contradictions(declaration: &Declaration, transcript: &Transcript) -> Vec<Finding> {
    let names = Names::of(&transcript.candidates);
    let text = |claim: &FigureClaim| {
        let subject = subject(declaration, claim);
        let said = contradiction(declaration, claim, &names);
        match subject {
            Some(subject) => format!("{subject}: {said}"),
            None => words::capital(&said),
        }
    };
    found(declaration, FigureVerdict::DoesNotFollow, text)
}

/// What must be said with the result itself: that somebody else was declared elected, or that somebody had votes who
/// did not stand.
pub(super) fn warnings(declaration: &Declaration, transcript: &Transcript) -> Vec<String> {
    let names = Names::of(&transcript.candidates);
    let grave = declaration.claims.iter().filter(|claim| {
        claim.verdict == FigureVerdict::DoesNotFollow
            && matches!(claim.figure, FigureKind::Elected | FigureKind::Standing)
    });
    grave
        .map(|claim| words::capital(&contradiction(declaration, claim, &names)))
        .collect()
}

/// Published figures that follow, named briefly.
pub(super) fn that_follow(declaration: &Declaration) -> Vec<Finding> {
    let text = |claim: &FigureClaim| {
        let figure = match (&claim.published, claim.stage) {
            (Figure::Number(number), _) => {
                format!("{} {}", noun(claim.figure), words::grouped(number))
            }
            (_, Some(stage)) => format!("{} at stage {stage}", noun(claim.figure)),
            _ => noun(claim.figure).to_owned(),
        };
        let subject = subject(declaration, claim);
        subject.map_or_else(
            || words::capital(&figure),
            |subject| format!("{subject}: {figure}"),
        )
    };
    found(declaration, FigureVerdict::Follows, text)
}

fn found(
    declaration: &Declaration,
    verdict: FigureVerdict,
    text: impl Fn(&FigureClaim) -> String,
) -> Vec<Finding> {
    let claims = declaration
        .claims
        .iter()
        .filter(|claim| claim.verdict == verdict);
    claims
        .map(|claim| Finding {
            text: text(claim),
            sources: claim.sources.join("; "),
        })
        .collect()
}

/// Of which section a figure is; nothing need be said where there is only the whole.
fn subject(declaration: &Declaration, claim: &FigureClaim) -> Option<String> {
    let sectioned = matches!(claim.figure, FigureKind::Turnout) && declaration.returns.len() > 1;
    match &claim.section {
        Some(id) => Some(section_title(declaration, id)),
        None => sectioned.then(|| "The whole".to_owned()),
    }
}

fn noun(figure: FigureKind) -> &'static str {
    match figure {
        FigureKind::Turnout => "turnout",
        FigureKind::Eligible => "electors",
        FigureKind::Returned => "papers returned",
        FigureKind::Votes => "votes",
        FigureKind::VotesBySection => "the sections’ votes, added up",
        FigureKind::Standing => "everybody has votes who should have, by the record of nominations",
        FigureKind::Elected => "who is elected",
    }
}

fn contradiction(declaration: &Declaration, claim: &FigureClaim, names: &Names<'_>) -> String {
    let at = claim
        .stage
        .map_or_else(String::new, |stage| format!(" at stage {stage}"));
    match (&claim.published, &claim.computed) {
        (Figure::Number(published), Figure::Number(computed))
            if claim.figure == FigureKind::Turnout =>
        {
            let of = turnout_of(declaration, claim).unwrap_or_else(|| "what follows".to_owned());
            format!("turnout was published as {published}; {of} is {computed}.")
        }
        (Figure::Number(published), Figure::Number(computed)) => format!(
            "{} were published as {}; the sections add up to {}.",
            noun(claim.figure),
            words::grouped(published),
            words::grouped(computed)
        ),
        (Figure::Votes(_), Figure::Votes(computed)) if computed.is_empty() => {
            format!("votes were published{at}, a stage that the count does not have.")
        }
        (Figure::Votes(published), Figure::Votes(computed)) => {
            let said = differences(published, computed, names);
            let from = if claim.figure == FigureKind::VotesBySection {
                "votes published and the sections’ sum"
            } else {
                "votes published and counted"
            };
            format!("{from}{at} differ: {said}.")
        }
        (Figure::Candidates(published), Figure::Candidates(computed))
            if claim.figure == FigureKind::Standing =>
        {
            let only_in = |one: &[CandidateId], other: &[CandidateId]| {
                let only: Vec<_> = one
                    .iter()
                    .filter(|id| !other.contains(id))
                    .cloned()
                    .collect();
                names.list(&only)
            };
            let (fallen, absent) = (only_in(published, computed), only_in(computed, published));
            let fallen = match fallen.as_str() {
                "" => String::new(),
                names => {
                    format!("by the record {names} withdrew or was not nominated, and has votes. ")
                }
            };
            let absent = match absent.as_str() {
                "" => String::new(),
                names => format!("by the record {names} stood, and has no votes."),
            };
            format!("{fallen}{absent}").trim_end().to_owned()
        }
        (Figure::Candidates(published), Figure::Candidates(computed)) => format!(
            "{} was published as elected; by the count it is {}.",
            nobody_or(names.list(published)),
            nobody_or(names.list(computed))
        ),
        // A figure of one shape is computed in the same shape; another would be stated without its parts.
        _ => format!("{}{at}: published and computed differ.", noun(claim.figure)),
    }
}

fn nobody_or(names: String) -> String {
    if names.is_empty() {
        "nobody".to_owned()
    } else {
        names
    }
}

/// Only the votes that are not the same.
fn differences(published: &VotesOf, computed: &VotesOf, names: &Names<'_>) -> String {
    let figure = |votes: Option<&Votes>| votes.map_or_else(|| "none".to_owned(), words::votes);
    let all = published
        .keys()
        .chain(computed.keys().filter(|id| !published.contains_key(*id)));
    let differing = all
        .filter(|id| published.get(*id) != computed.get(*id))
        .map(|id| {
            format!(
                "{} {}, not {}",
                names.name(id),
                figure(published.get(id)),
                figure(computed.get(id))
            )
        });
    differing.collect::<Vec<_>>().join("; ")
}

/// `13,006 of 13,626`.
fn turnout_of(declaration: &Declaration, claim: &FigureClaim) -> Option<String> {
    let of_claim =
        |row: &&Return| row.section.as_ref().map(|section| &section.id) == claim.section.as_ref();
    let row = declaration.returns.iter().find(of_claim)?;
    let part = match row.turnout.as_ref()?.of {
        TurnoutOf::Returned => words::tally(row.returned?),
        TurnoutOf::Valid => words::tally(row.valid?),
        TurnoutOf::Channels => words::number(
            row.channels
                .values()
                .fold(0, |sum, papers| papers.get().saturating_add(sum)),
        ),
    };
    Some(format!("{part} of {}", words::tally(row.eligible?)))
}
