use std::io::Read;

use hustings_recount::{Kept, OpenedBox, Step};
use hustings_seal::closing::Verified;
use hustings_seal::election::Question;
use hustings_seal::group::Encoded;
use hustings_seal::papers::Permitted;
use hustings_seal::trustee::SignedMessage;
use hustings_seal::verify::{Policy, Replacing, Report, verified};
use rand_core::CryptoRng;

use crate::finding::{Unmet, broken};

/// What an archive that verifies came to.
pub(crate) struct Archived {
    pub report: Report,
    pub questions: Vec<Question>,
    /// How many trustees must decrypt.
    pub needed: usize,
    /// The keys that trustees' statements are checked with, in their order.
    pub keys: Vec<Encoded>,
}

impl Archived {
    pub fn verify(
        archive: impl Read,
        place: &str,
        policy: &Policy,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, Unmet> {
        let verified: Verified =
            verified(archive, policy, chance).map_err(|fault| broken(place, fault.to_string()))?;
        let members = verified.trustees().members().iter();
        Ok(Self {
            questions: verified.election().questions().to_vec(),
            needed: verified.trustees().needed(),
            keys: members.map(|member| member.verification.encode()).collect(),
            report: verified.report().clone(),
        })
    }
}

/// The rules for an archive that goes on, which the log says is tallied or not.
pub(super) fn of_box(kept: &Kept, opened: &OpenedBox) -> Policy {
    Policy {
        shuffles: usize::try_from(kept.policy.shuffles_needed).unwrap_or(usize::MAX),
        statements: statements(&opened.shuffles)
            .chain(statements(&opened.decryptions))
            .collect(),
        unfinished: opened.tallied.is_none(),
        ..as_cast(kept)
    }
}

/// The rules for an archive as cast, which stops where its poll ended.
pub(super) fn as_cast(kept: &Kept) -> Policy {
    Policy {
        replacing: if kept.policy.replacing {
            Replacing::LastCounts
        } else {
            Replacing::Refused
        },
        permitted: if kept.policy.full_preferences {
            Permitted::FULL
        } else {
            Permitted::default()
        },
        unfinished: true,
        ..Policy::default()
    }
}

/// What trustees signed; what does not read proves nothing.
fn statements(steps: &[Step]) -> impl Iterator<Item = SignedMessage> {
    let texts = steps.iter().map(|step| &step.statement);
    texts.filter_map(|text| serde_json::from_str(text).ok())
}
