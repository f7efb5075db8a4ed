//! Why a trustee's work is not appended, and what is to be done.

use hustings_seal::trustee::Step;
use hustings_seal::verify::{Fault, Place, Reason};

use super::Arguments;
use crate::failure::Failure;
use crate::seal::reading;

pub(super) fn of(arguments: &Arguments, trustee: usize, step: Step, fault: &Fault) -> Failure {
    let Arguments {
        archive, message, ..
    } = arguments;
    if reading::whole(archive, fault).is_some() {
        return reading::refused(archive, fault);
    }
    let shown = archive.display();
    if step == Step::PartialDecryption && matches!(fault.place, Place::Shuffle(..)) {
        return Failure::refused(
            message,
            format!(
                "it is not its turn in {shown}; end the shuffles first, by `hustings seal end-shuffles`"
            ),
        );
    }
    let remedy = match fault.reason {
        Reason::NoSuchTrustee | Reason::TrusteeTwice => "check --trustee".to_owned(),
        Reason::DecryptionProof(_) => format!(
            "it is not trustee {trustee}'s, or not of this archive: check --trustee and the file"
        ),
        Reason::TooFewShuffles(_) => "have another trustee shuffle first".to_owned(),
        _ => "have the trustee make it anew from this archive".to_owned(),
    };
    Failure::refused(
        message,
        format!("{shown} does not hold with it: {fault}; nothing was appended: {remedy}"),
    )
}
