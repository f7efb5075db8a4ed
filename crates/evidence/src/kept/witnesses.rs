//! Whether there can be a second history.

use hustings_log::{Quorum, Witness};
use hustings_recount::Kept;

use super::checkpoint::{Log, Opened};
use crate::finding::{Checked, Unmet, broken, unknown};

/// Whose keys they are nobody sees in a bundle: so they are told, to be compared by another channel.
pub(super) fn check(checkpoint: &Opened, of: &Log, kept: &Kept) -> Checked {
    let log = &kept.log;
    let own = of.key().map_or_else(
        |_| "the log's key does not read".to_owned(),
        |key| format!("the log's key is {}", key.id()),
    );
    if log.quorum == 0 {
        return Err(unknown(format!(
            "the log asks for no quorum of witnesses; whether others were shown another history is not known; {own}"
        )));
    }
    let line = |reason: String| broken("events.jsonl line 2", reason);
    let witnesses = log.witnesses.iter().map(|(name, key)| {
        let witness: Result<Witness, _> = key.parse();
        witness.map_err(|error| line(format!("the witness {name}: {error}")))
    });
    let witnesses = witnesses.collect::<Result<Vec<_>, _>>()?;
    let threshold = usize::try_from(log.quorum).unwrap_or(usize::MAX);
    let quorum = Quorum::new(threshold, witnesses).map_err(|error| line(error.to_string()))?;
    let (note, _) = checkpoint.as_ref().map_err(Unmet::clone_as_unknown)?;
    let cosigned = quorum
        .judge(note)
        .map_err(|error| broken("checkpoint", error.to_string()))?;
    let keys = quorum.witnesses().iter();
    let keys: Vec<String> = keys
        .map(|witness| format!("{} {}", witness.name().as_str(), witness.id()))
        .collect();
    let keys = keys.join(", ");
    let by: Vec<&str> = cosigned.by.iter().map(|(name, _)| name.as_str()).collect();
    let by = if by.is_empty() {
        "none".to_owned()
    } else {
        by.join(", ")
    };
    let told = format!(
        "{} of {} witnesses cosigned the checkpoint ({by}), and {threshold} are asked for; {own}, those of the witnesses {keys}",
        cosigned.by.len(),
        quorum.witnesses().len()
    );
    if cosigned.is_enough() {
        Ok(told)
    } else {
        Err(unknown(format!(
            "{told}; whether others were shown another history is not known"
        )))
    }
}
