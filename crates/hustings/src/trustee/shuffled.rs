//! Who shuffled, as far as a trustee can know before it decrypts.

use std::io::Write as _;

use hustings_seal::closing::Verified;

use crate::failure::Failure;
use crate::seal::whose;

/// What is not proved and should be, for this trustee; nothing where nothing is to be shuffled.
pub(super) fn unproved(archive: &Verified, trustee: usize, fewest: usize) -> Option<String> {
    if archive.election().ranked_questions() == 0 {
        return None;
    }
    let shuffles = &archive.report().shuffles;
    let own = (1..)
        .zip(shuffles)
        .find(|(_, shuffle)| shuffle.trustee == trustee && !shuffle.proved);
    if let Some((number, _)) = own {
        return Some(format!(
            "shuffle {number} bears the number of this trustee, {trustee}, and no statement proves that it made it"
        ));
    }
    let proved = shuffles.iter().filter(|shuffle| shuffle.proved).count();
    (proved < fewest).then(|| {
        format!(
            "statements prove {proved} of {} shuffles, and at least {fewest} are asked for",
            shuffles.len()
        )
    })
}

/// What a trustee is about to decrypt.
pub(super) fn print(archive: &Verified) -> Result<(), Failure> {
    let report = archive.report();
    let mut out = anstream::stdout();
    writeln!(
        out,
        "{} ballots were cast; {} count, and would be decrypted",
        report.cast, report.tallied
    )?;
    for (number, shuffle) in (1..).zip(&report.shuffles) {
        writeln!(out, "shuffle {number}: {}", whose(shuffle))?;
    }
    Ok(())
}
