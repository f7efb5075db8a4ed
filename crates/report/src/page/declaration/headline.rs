//! What is said first: who is elected.

use hustings_contest::Declaration;
use hustings_contest::declaration::{Elected, FigureKind, FigureVerdict};
use hustings_count::rule::av::MajorityOf;
use hustings_count::{Rule, Transcript};

use hustings_count::transcript::Provenance;

use crate::movement::votes_of;
use crate::words;

/// Somebody elected, with both shares that people confuse.
pub(super) struct Winner {
    pub(super) name: String,
    pub(super) votes: String,
    pub(super) stage: String,
    pub(super) shares: Vec<String>,
    pub(super) remark: &'static str,
}

/// The result in a sentence.
pub(super) fn headline(declaration: &Declaration) -> String {
    let post = &declaration.post.title;
    if let Some(section) = &declaration.section {
        return format!(
            "This is the result of one section, {}. It elects nobody.",
            section.title
        );
    }
    match declaration.elected.as_slice() {
        [] => format!("Nobody is elected {post}."),
        [one] => format!("{} is elected {post} at stage {}.", one.name, one.stage),
        several => {
            let names: Vec<&str> = several
                .iter()
                .map(|elected| elected.name.as_str())
                .collect();
            format!("{} are elected {post}.", words::list(&names))
        }
    }
}

/// What must be said at once of the result of a section.
pub(super) fn lead(declaration: &Declaration, transcript: &Transcript) -> Option<String> {
    declaration.section.as_ref()?;
    let last = transcript.stages.last()?;
    let left = transcript.candidates.iter().filter_map(|candidate| {
        let votes = votes_of(last, &candidate.id)?;
        let said = format!("{} has {}", candidate.name, words::votes(&votes));
        Some((votes, said))
    });
    let mut left: Vec<_> = left.collect();
    left.sort_by_key(|(votes, _)| std::cmp::Reverse(votes.clone()));
    let left: Vec<String> = left.into_iter().map(|(_, said)| said).collect();
    let post = &declaration.post.title;
    Some(format!(
        "Whoever is elected {post} follows from all sections together. In this one, at stage {}, where its count ends, \
         {} of {} papers.",
        last.number,
        words::list(&left),
        words::number(transcript.papers.get())
    ))
}

/// Those elected.
pub(super) fn winners(declaration: &Declaration, transcript: &Transcript) -> Vec<Winner> {
    let winner = |elected| winner(elected, transcript);
    declaration.elected.iter().map(winner).collect()
}

fn winner(elected: &Elected, transcript: &Transcript) -> Winner {
    let stage = elected.stage;
    let continuing = elected
        .of_continuing
        .as_ref()
        .map(|share| format!("{share} of the votes still in the count at stage {stage}"));
    let first = elected
        .of_first_stage
        .as_ref()
        .map(|share| format!("{share} of all papers counted at stage 1"));
    let remark = if stage.get() == 1 {
        "At the first stage the two are the same."
    } else {
        match majority_of(transcript) {
            None => "",
            Some(MajorityOf::Continuing) => {
                "The two are often confused. The rule asks for more than half of the first."
            }
            Some(MajorityOf::Valid) => {
                "The two are often confused. The rule asks for more than half of the second."
            }
        }
    };
    let shares: Vec<String> = continuing.into_iter().chain(first).collect();
    Winner {
        name: elected.name.clone(),
        votes: words::votes(&elected.votes),
        stage: stage.to_string(),
        remark: if shares.len() == 2 { remark } else { "" },
        shares,
    }
}

/// Of which votes the rule asks for a majority, if it does.
fn majority_of(transcript: &Transcript) -> Option<MajorityOf> {
    match &transcript.rule {
        Rule::Av(options) => Some(options.majority_of),
        _ => None,
    }
}

/// The result of a post in a line.
pub(crate) fn line(declaration: &Declaration) -> String {
    let Some(section) = &declaration.section else {
        let elected = declaration.elected.iter().map(|elected| {
            let share = elected.of_continuing.as_ref();
            let share = share.map_or_else(String::new, |s| {
                format!(", {s} of the votes still in the count")
            });
            let votes = words::votes(&elected.votes);
            format!(
                "{} is elected at stage {} with {votes} votes{share}",
                elected.name, elected.stage
            )
        });
        let elected: Vec<String> = elected.collect();
        let said = if elected.is_empty() {
            "Nobody is elected".to_owned()
        } else {
            elected.join("; ")
        };
        return format!("{said}.{}", remarks(declaration));
    };
    format!(
        "The result of one section, {}. It elects nobody.",
        section.title
    )
}

/// What a reader of the line alone must know: that nobody can recount, and that published figures do not follow.
fn remarks(declaration: &Declaration) -> String {
    let wrong = declaration
        .claims
        .iter()
        .filter(|claim| claim.verdict == FigureVerdict::DoesNotFollow);
    let grave = wrong
        .clone()
        .any(|claim| matches!(claim.figure, FigureKind::Elected | FigureKind::Standing));
    let declared = match declaration.provenance {
        Provenance::Declared => " Declared, not counted here.",
        Provenance::Counted => "",
    };
    let wrong = wrong.count() as u64;
    let wrong = match wrong {
        0 => String::new(),
        1 => " 1 published figure does not follow.".to_owned(),
        several => format!(" {several} published figures do not follow."),
    };
    let grave = if grave {
        " THE RESULT ITSELF IS IN DOUBT: see the declaration."
    } else {
        ""
    };
    format!("{declared}{wrong}{grave}")
}
