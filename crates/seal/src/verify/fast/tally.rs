use std::io::Read;

use crate::archive::{EventKind, Walk};
use crate::closing::{Phase, Verified};
use crate::tally::{EncryptedTally, SizedTally};
use crate::verify::{Fault, Place, Reason};

/// The encrypted tally, if it is there, compared with what the ballots come to.
pub(super) fn read<R: Read>(walk: &mut Walk<R>, verified: &mut Verified) -> Result<(), Fault> {
    if verified.phase != Phase::Closed || walk.peek("the encrypted tally")?.is_none() {
        return Ok(());
    }
    let ballots = verified.report.tallied;
    let (digest, tally) = walk.stream("the encrypted tally", Place::Tally(1), |scanner| {
        EncryptedTally::read(scanner, &verified.election, ballots)
    })?;
    let (payload, sized) = walk.small::<SizedTally>("the size of the encrypted tally")?;
    if sized.encrypted_tally != digest {
        return Err(walk.here(Reason::Payload));
    }
    walk.event(
        EventKind::EncryptedTally,
        "the event of the encrypted tally",
        Some(payload),
    )?;
    if sized.num_tallied != ballots || sized.total_weight != ballots {
        return Err(Fault {
            place: Place::Tally(1),
            reason: Reason::TallySize,
        });
    }
    for (question, (found, column)) in (1..).zip(tally.0.iter().zip(&verified.columns)) {
        if *found != column.ciphertexts {
            let bad = found
                .iter()
                .flat_map(|ciphertext| [ciphertext.alpha, ciphertext.beta])
                .find_map(|encoded| encoded.element().err());
            let reason = bad.map_or(Reason::Tally, Reason::Element);
            return Err(Fault {
                place: Place::Tally(question),
                reason,
            });
        }
    }
    verified.report.events.encrypted_tally = Some(walk.last_event());
    verified.phase = if verified.election.ranked_questions() > 0 {
        Phase::Shuffling
    } else {
        Phase::Decrypting
    };
    Ok(())
}
