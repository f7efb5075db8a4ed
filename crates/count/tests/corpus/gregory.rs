//! The weighted inclusive Gregory method, against reports of Droop that differ in form.

use hustings_count::transcript::Stage;
use hustings_count::{Transcript, Votes};
use num_rational::Ratio;

use super::{droop, stv};

/// Exact fractions, of which they print twelve decimals, rounded to the nearest.
pub(crate) fn to_twelve_decimals(
    transcript: &Transcript,
    figures: &[droop::Figures],
) -> Result<String, String> {
    let mut printed = transcript.clone();
    for stage in &mut printed.stages {
        round(stage);
    }
    stv::after_each_transfer(&printed, figures)
}

fn round(stage: &mut Stage) {
    let lost = stage.lost.take().unwrap_or_default();
    stage.lost = Some(rounded(&lost));
    stage.non_transferable = rounded(&stage.non_transferable);
    for votes in stage.votes.values_mut() {
        *votes = rounded(votes);
    }
}

fn rounded(votes: &Votes) -> Votes {
    let unit = Ratio::from_integer(1_000_000_000_000_u64.into());
    let units = (votes.to_fraction() * unit).round().to_integer();
    Votes::decimal(u128::try_from(units).expect("few votes"), 12)
}

/// They move the papers of the last who is excluded, although the rule's text has the count end before.
pub(crate) fn but_the_last_transfer(
    transcript: &Transcript,
    figures: &[droop::Figures],
) -> Result<String, String> {
    let last = figures
        .iter()
        .rposition(|figures| figures.action == "Transfer defeated");
    let more = last.filter(|_| ends_before_transfer(transcript));
    let figures = match more {
        Some(last) => figures.get(..last).unwrap_or_default(),
        None => figures,
    };
    let compared = stv::after_each_transfer(transcript, figures)?;
    Ok(match more {
        Some(_) => format!("{compared}, but a last transfer that the rule does not make"),
        None => compared,
    })
}

/// Whether somebody is to be excluded and still in the count when it ends.
fn ends_before_transfer(transcript: &Transcript) -> bool {
    transcript.stages.last().is_some_and(|last| {
        last.action.clause == "wigm-prf 8" && last.votes.len() > transcript.elected.len()
    })
}
