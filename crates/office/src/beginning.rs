//! How a contest begins: a rulebook without dead ends, a key for its log, witnesses.

use std::collections::BTreeMap;

use hustings_contest::event::{LogEstablished, Record};
use hustings_log::note::{KeyName, SigningKey};
use hustings_log::{Quorum, Witness};
use hustings_rulebook::{Rulebook, Sections, check};
use hustings_seal::randomness::system;
use rand_core::Rng as _;
use zeroize::Zeroizing;

use crate::error::OfficeError;
use crate::names::ContestId;

/// How a contest begins.
pub struct Beginning {
    /// Its name in the store.
    pub id: ContestId,
    /// The rulebook, as received.
    pub rulebook: String,
    /// Live, or a mock.
    pub record: Record,
    /// Who keeps the log, its key, who witnesses.
    pub log: LogEstablished,
    /// The key that signs checkpoints.
    pub key: SigningKey,
}

impl Beginning {
    /// Begins under a rulebook, with a key of chance; all witnesses must cosign where no quorum is said.
    pub fn new(
        id: ContestId,
        rulebook: String,
        record: Record,
        origin: KeyName,
        witnesses: Vec<Witness>,
        quorum: Option<u64>,
    ) -> Result<Self, OfficeError> {
        let parsed = Rulebook::parse(&rulebook)
            .map_err(|error| OfficeError::NotPossible(error.to_string()))?;
        let findings: Vec<String> = check(&parsed).iter().map(ToString::to_string).collect();
        if !findings.is_empty() {
            return Err(OfficeError::NotPossible(findings.join("\n")));
        }
        expect_held(&parsed)?;
        let quorum = quorum.unwrap_or(witnesses.len() as u64);
        let named: BTreeMap<String, String> = witnesses
            .iter()
            .map(|witness| (witness.name().to_string(), witness.to_string()))
            .collect();
        if !witnesses.is_empty() && quorum > 0 {
            let threshold = usize::try_from(quorum).unwrap_or(usize::MAX);
            Quorum::new(threshold, witnesses)
                .map_err(|error| OfficeError::NotPossible(error.to_string()))?;
        }
        let mut seed = Zeroizing::new([0; 32]);
        system().fill_bytes(seed.as_mut());
        let name = origin.to_string();
        let key = SigningKey::from_seed(origin, &seed);
        let log = LogEstablished {
            origin: name,
            key: key.verifying_key().to_string(),
            witnesses: named,
            quorum,
        };
        Ok(Self {
            id,
            rulebook,
            record,
            log,
            key,
        })
    }
}

/// Refuses what this program could not bring to an end once people have voted, and says what it leaves out.
pub fn expect_held(rulebook: &Rulebook) -> Result<Option<&'static str>, OfficeError> {
    match rulebook.count.sections {
        Sections::ElectoralCollege => Err(OfficeError::NotPossible(
            "a contest whose sections are counted apart (count.sections, electoral-college) cannot be held here yet; pool them, or hold one contest a section and put the results together by `hustings count --rule electoral-college`".to_owned(),
        )),
        Sections::PooledReportedApart => Ok(Some(
            "first preferences of a contest that is held are not reported by section yet (count.sections); returns are",
        )),
        Sections::Pooled => Ok(None),
    }
}
