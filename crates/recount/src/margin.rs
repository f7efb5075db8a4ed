//! How many papers it takes to change who is elected, where that can be told from the stages.

use crate::Published;
use crate::again::{Again, again};
use crate::digest::digest;
use crate::log::Log;
use crate::read::events;
use crate::read::rulebook::Rulebook;
use crate::rule::Rule;
use crate::rule::av::Exclude;
use crate::transcript::{Stage, Transcript};

/// The smallest lead that the result for a post rests on, in votes of the papers counted again.
///
/// Of a stage that excludes somebody: what the next above has more. Of the stage that elects: what the
/// elected has more than all others together, so that no later stage can take it away. However fewer
/// papers than half of this are read, each stage excludes whom it excluded, and the same is elected:
/// one paper changes no difference by more than two votes.
///
/// `None` where this cannot be said: without papers, by a rule that carries fractions of votes or
/// excludes several together, and where one section is counted by itself.
pub fn margin(published: &Published<'_>, post: &str) -> Option<u128> {
    let rulebook = Rulebook::read(published.rulebook).ok()?;
    let (events, None) = events::read(published.events) else {
        return None;
    };
    let log = Log::fold(&rulebook, &digest(published.rulebook), &events).ok()?;
    let post = rulebook.post(post)?;
    match again(&rulebook, &log, post, published) {
        Again::Made(transcript) => of(&transcript),
        _ => None,
    }
}

fn of(transcript: &Transcript) -> Option<u128> {
    let excludes_one = matches!(&transcript.rule, Rule::Av(av) if av.exclude == Exclude::One);
    if !excludes_one || !transcript.counted || transcript.section.is_some() {
        return None;
    }
    let leads = transcript.stages.iter().map(lead);
    leads.collect::<Option<Vec<_>>>()?.into_iter().min()
}

fn lead(stage: &Stage) -> Option<u128> {
    let [who] = stage.candidates.as_slice() else {
        return None;
    };
    let votes = *stage.votes.get(who)?;
    let others = stage.votes.iter().filter(|(id, _)| *id != who);
    let others = others.map(|(_, votes)| *votes);
    match stage.did {
        "excluded" => others.min().map(|next| next.saturating_sub(votes)),
        "elected" | "reopened" => Some(votes.saturating_sub(others.sum())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::votes::Votes;
    use rstest::rstest;

    fn stage(did: &'static str, who: &[&str], votes: [u128; 3]) -> Stage {
        let votes: Votes = ["ash", "birch", "cedar"]
            .map(str::to_owned)
            .into_iter()
            .zip(votes)
            .collect();
        let mut stage = Stage::new(1, votes);
        stage.act(did, who.iter().map(|id| (*id).to_owned()).collect(), "av");
        stage
    }

    #[rstest]
    #[case("excluded", &["cedar"], [9, 7, 4], Some(3))]
    // By lot, or although somebody has fewer.
    #[case("excluded", &["cedar"], [9, 4, 4], Some(0))]
    #[case("excluded", &["cedar"], [9, 3, 4], Some(0))]
    #[case("excluded", &["birch", "cedar"], [9, 1, 1], None)]
    #[case("elected", &["ash"], [9, 4, 2], Some(3))]
    // No majority yet: what later stages bring is not seen.
    #[case("elected", &["ash"], [9, 8, 2], Some(0))]
    #[case("ended", &[], [9, 8, 2], None)]
    fn the_lead_is_what_others_would_have_to_make_up(
        #[case] did: &'static str,
        #[case] who: &[&str],
        #[case] votes: [u128; 3],
        #[case] expected: Option<u128>,
    ) {
        assert_eq!(lead(&stage(did, who, votes)), expected);
    }
}
