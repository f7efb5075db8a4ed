//! The setup: the election, its trustees, and the list of credentials.

use std::collections::HashMap;
use std::io::Read;

use rand_core::CryptoRng;
use rayon::prelude::*;

use crate::archive::{Opening, Walk, credentials_fault};
use crate::credentials::{self, CredentialsFault};
use crate::election::Election;
use crate::group::subgroup::SubgroupTest;
use crate::group::{Encoded, GroupError, Point};
use crate::trustee::Trustees;
use crate::verify::Fault;

/// What an archive begins with.
pub(super) struct Beginning {
    pub election: Election,
    pub trustees: Trustees,
    pub credentials: Credentials,
}

/// The list of credentials, as points, and where each is.
pub(super) struct Credentials {
    pub places: HashMap<Encoded, u32>,
    pub points: Vec<Point>,
}

impl Credentials {
    /// A listed credential, which is a checked element.
    pub fn point(&self, credential: Encoded) -> Option<Point> {
        self.places
            .get(&credential)
            .map(|&place| self.points[place as usize])
    }
}

pub(super) fn read<R: Read>(
    walk: &mut Walk<R>,
    chance: &mut impl CryptoRng,
) -> Result<Beginning, Fault> {
    let Opening {
        setup, credentials, ..
    } = Opening::read(walk)?;
    let credentials = check(&credentials, chance)?;
    let (election, trustees) = (setup.election, setup.trustees);
    Ok(Beginning {
        election,
        trustees,
        credentials,
    })
}

fn check(encoded: &[Encoded], chance: &mut impl CryptoRng) -> Result<Credentials, Fault> {
    let places = credentials::places(encoded).map_err(credentials_fault)?;
    let element =
        |number: usize, reason| credentials_fault(CredentialsFault::Element(number + 1, reason));
    let points: Vec<Point> = encoded
        .par_iter()
        .enumerate()
        .with_min_len(64)
        .map(|(number, encoded)| encoded.point().map_err(|reason| element(number, reason)))
        .collect::<Result<_, _>>()?;
    let mut subgroup = SubgroupTest::expecting(points.len(), chance);
    subgroup.add(&points.iter());
    if !subgroup.passes() {
        let outside = points
            .par_iter()
            .position_first(|point| !point.is_torsion_free())
            .unwrap_or(0);
        return Err(element(outside, GroupError::OutsideSubgroup));
    }
    Ok(Credentials { places, points })
}
