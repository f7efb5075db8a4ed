use super::board::Board;
use super::form::Form;
use super::json::Json;
use super::stop::{Stop, fault};
use super::tar::Record;
use crate::verify::{Claimed, Reason};

/// The record that says whose a shuffle or a decryption is (sections 4.19 and 4.20 of the specification).
struct Owned {
    owner: u64,
    payload: crate::digest::Digest,
}

impl Owned {
    fn read(message: &[u8]) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let owner = fields.take("owner")?.number()?;
        let payload = fields.take("payload")?.digest()?;
        fields.end()?;
        Ok(Self { owner, payload })
    }
}

/// Takes the record behind `of`, which names it and its owner, and the event that names that record.
pub(super) fn follow(
    board: &mut Board<'_>,
    of: &Record<'_>,
    expected: &'static str,
    step: super::event::Step,
) -> Result<u64, Stop> {
    let record = board.log.data(expected)?;
    let owned = Owned::read(record.content).map_err(|form| form.at(record.place()))?;
    if owned.payload != of.digest {
        return Err(fault(record.place(), Reason::Payload).into());
    }
    board.log.event(step, record.digest)?;
    Ok(owned.owner)
}

/// The trustee with this number, if there is one and it is none of those who did this before.
pub(super) fn check_owner(
    board: &Board<'_>,
    owner: u64,
    before: impl IntoIterator<Item = Claimed>,
) -> Result<usize, Reason> {
    let owner = usize::try_from(owner).map_err(|_| Reason::NoSuchTrustee)?;
    if board.setup.trustees.member(owner).is_none() {
        return Err(Reason::NoSuchTrustee);
    }
    if before.into_iter().any(|claimed| claimed.trustee == owner) {
        return Err(Reason::TrusteeTwice);
    }
    Ok(owner)
}
