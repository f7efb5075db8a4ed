//! Which trustees are needed, part by part.

use std::collections::BTreeSet;

use hustings_seal::closing::Verified;
use hustings_seal::trustee::{Part, Trustees};

/// The numbers of a part's trustees, and how many of them are needed.
fn parts(trustees: &Trustees) -> impl Iterator<Item = (Vec<usize>, Option<usize>)> {
    trustees.parts().iter().enumerate().map(|(index, part)| {
        let members = (1..).zip(trustees.members());
        let numbers = members
            .filter(|(_, member)| member.part == index)
            .map(|(number, _)| number);
        let threshold = match part {
            Part::Single(_) => None,
            Part::Pedersen(parameters) => Some(parameters.threshold()),
        };
        (numbers.collect(), threshold)
    })
}

/// Who can open ballots together: each mandatory trustee, and so many of each threshold.
pub(super) fn enough(trustees: &Trustees) -> String {
    let told: Vec<String> = parts(trustees)
        .map(|(numbers, threshold)| match threshold {
            None => format!("trustee {}", listed(&numbers)),
            Some(threshold) => format!("{threshold} of trustees {}", listed(&numbers)),
        })
        .collect();
    told.join(" and ")
}

/// Who must decrypt before there can be a result.
pub(super) fn missing(archive: &Verified) -> Vec<String> {
    let done: BTreeSet<usize> = archive
        .report()
        .decryptions
        .iter()
        .map(|decryption| decryption.trustee)
        .collect();
    parts(archive.trustees())
        .filter_map(|(numbers, threshold)| {
            let left: Vec<usize> = numbers
                .iter()
                .copied()
                .filter(|number| !done.contains(number))
                .collect();
            let Some(threshold) = threshold else {
                return (!left.is_empty()).then(|| format!("trustee {}, mandatory", listed(&left)));
            };
            let more = threshold.saturating_sub(numbers.len() - left.len());
            (more > 0).then(|| format!("{more} more of trustees {}", listed(&left)))
        })
        .collect()
}

fn listed(numbers: &[usize]) -> String {
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}
