//! Finding rows that may be one person's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, HOUSEHOLD, distance, fold};
use crate::import::{Shared, SharedBy, larger_than};
use crate::{Elector, ElectorId};

/// At an address of more electors, names are compared for being the same only: everybody with everybody would be slow, and
/// in a hall of students many names are alike.
const LIKE_NAMES_UP_TO: usize = 50;

type Groups<'a> = BTreeMap<String, Vec<&'a Elector>>;
/// Whose rows, and why.
pub(crate) type Found = BTreeMap<Vec<ElectorId>, BTreeSet<Ground>>;

fn grouped<'a>(
    electors: impl Iterator<Item = &'a Elector>,
    key: impl Fn(&Elector) -> Option<String>,
) -> Groups<'a> {
    let mut groups = Groups::new();
    for elector in electors {
        if let Some(key) = key(elector).filter(|key| !key.is_empty()) {
            groups.entry(key).or_default().push(elector);
        }
    }
    groups.retain(|_, group| group.len() > 1);
    groups
}

fn email(elector: &Elector) -> Option<String> {
    elector
        .email
        .as_ref()
        .map(|email| fold::email(email.as_str()))
}

fn address(elector: &Elector) -> Option<String> {
    elector
        .address
        .as_ref()
        .map(|address| fold::address(address.as_str()))
}

/// All rows that may be one person's, by electors; each elector has one row here.
pub(crate) fn find<'a>(electors: impl Iterator<Item = &'a Elector> + Clone) -> Found {
    let mut found = Found::new();
    for group in grouped(electors.clone(), |elector| Some(elector.id.read_alike())).values() {
        add(&mut found, group, Ground::NumbersReadAlike);
    }
    for group in grouped(electors.clone(), email).values() {
        if group.len() <= HOUSEHOLD {
            add(&mut found, group, Ground::SameEmail);
        } else {
            for group in same_names(group) {
                add(&mut found, &group, Ground::SameNameAndEmail);
            }
        }
    }
    for group in grouped(electors, address).values() {
        at_one_address(&mut found, group);
    }
    found
}

fn add(found: &mut Found, group: &[&Elector], ground: Ground) {
    let mut electors: Vec<ElectorId> = group.iter().map(|elector| elector.id.clone()).collect();
    electors.sort_unstable();
    found.entry(electors).or_default().insert(ground);
}

/// Those of a group who have one name.
fn same_names<'a>(group: &[&'a Elector]) -> Vec<Vec<&'a Elector>> {
    let groups = grouped(group.iter().copied(), |elector| {
        Some(fold::name(elector.name.as_str()))
    });
    groups.into_values().collect()
}

fn at_one_address(found: &mut Found, group: &[&Elector]) {
    if group.len() > LIKE_NAMES_UP_TO {
        for group in same_names(group) {
            add(found, &group, Ground::SameNameAndAddress);
        }
        return;
    }
    let names: Vec<Compared> = group
        .iter()
        .map(|elector| Compared::of(elector.name.as_str()))
        .collect();
    for (members, grounds) in alike(&names) {
        let members: Vec<&Elector> = members
            .iter()
            .filter_map(|&member| group.get(member).copied())
            .collect();
        for ground in grounds {
            add(found, &members, ground);
        }
    }
}

/// Chains of names each of which is like another, and in what way: so the order of rows cannot matter.
fn alike(names: &[Compared]) -> Vec<(Vec<usize>, BTreeSet<Ground>)> {
    let mut chains: Vec<(Vec<usize>, BTreeSet<Ground>)> = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let mut chain = (vec![place], BTreeSet::new());
        for (members, grounds) in std::mem::take(&mut chains) {
            let likeness: BTreeSet<Ground> = members
                .iter()
                .filter_map(|&member| likeness(&names[member], name))
                .collect();
            if likeness.is_empty() {
                chains.push((members, grounds));
            } else {
                chain.0.extend(members);
                chain.1.extend(grounds.into_iter().chain(likeness));
            }
        }
        chains.push(chain);
    }
    chains.retain(|(members, _)| members.len() > 1);
    chains
}

/// A name as it is compared for slips: with its words in order, and as it is said. A slip in a first letter moves its word
/// in the one, and a family name put first moves it in the other.
struct Compared {
    sorted: Vec<char>,
    said: Vec<char>,
}

impl Compared {
    fn of(name: &str) -> Self {
        Self {
            sorted: fold::name(name).chars().collect(),
            said: fold::words(name).chars().collect(),
        }
    }
}

fn likeness(one: &Compared, other: &Compared) -> Option<Ground> {
    if one.sorted == other.sorted {
        return Some(Ground::SameNameAndAddress);
    }
    let like =
        |one: &[char], other: &[char]| distance::within(distance::allowed(one, other), one, other);
    (like(&one.sorted, &other.sorted) || like(&one.said, &other.said))
        .then_some(Ground::LikeNamesAtOneAddress)
}

/// Addresses of more electors than a household has, the most shared first.
pub(crate) fn shared<'a>(electors: impl Iterator<Item = &'a Elector> + Clone) -> Vec<Shared> {
    let emails = grouped(electors.clone(), email);
    let addresses = grouped(electors, address);
    let mut shared = larger_than(HOUSEHOLD, SharedBy::Email, &emails, |elector| {
        elector.email.as_ref().map(crate::Email::as_str)
    });
    shared.extend(larger_than(
        HOUSEHOLD,
        SharedBy::Address,
        &addresses,
        |elector| elector.address.as_ref().map(crate::PostalAddress::as_str),
    ));
    shared.sort_by(|one, other| {
        let number = |shared: &Shared| std::cmp::Reverse(shared.electors.len());
        (number(one), one.by, &one.written).cmp(&(number(other), other.by, &other.written))
    });
    shared
}
