//! The election that is corrupted: a motion with a blank vote and a ranked question; a server's key beside two of three;
//! six electors of whom five vote; two shuffles; decryptions by 1, 2 and 4. Made once a run.

use std::sync::LazyLock;

use curve25519_dalek::Scalar;
use hustings_seal::randomness::system;
use hustings_seal::trustee::{Part, PrivateKey, Seed, Trustees};
use hustings_seal::verify::Policy;

use super::pieces::{Pieces, records};
use super::schnorr;
use crate::made::{self, Keys, Made, motion, ranked};

pub struct Base {
    pub made: Made,
    /// Of the trustees of the threshold.
    pub seeds: Vec<Seed>,
    pub archive: Vec<u8>,
    pub pieces: Pieces,
}

pub static BASE: LazyLock<Base> = LazyLock::new(Base::make);

/// The places of the messages among the pieces. The header is a record and no piece: see [`record`].
pub const ELECTION: usize = 0;
pub const TRUSTEES: usize = 1;
pub const CREDENTIALS: usize = 2;
pub const SETUP: usize = 3;
pub const SETUP_EVENT: usize = 4;
pub const END_BALLOTS: usize = 15;
pub const TALLY: usize = 16;
pub const SIZED: usize = 17;
pub const TALLY_EVENT: usize = 18;
pub const END_SHUFFLES: usize = 25;
pub const RESULT: usize = 35;
pub const RESULT_EVENT: usize = 36;

/// The questions of the base election.
pub const MOTION: usize = 1;
pub const RANKED: usize = 2;

/// The number of the piece's record.
pub const fn record(piece: usize) -> usize {
    piece + 2
}

/// This ballot; its event stands behind it.
pub const fn ballot(number: usize) -> usize {
    3 + 2 * number
}

/// This shuffle; whose it is, and its event stand behind it.
pub const fn shuffle(number: usize) -> usize {
    16 + 3 * number
}

/// This decryption; whose it is, and its event stand behind it.
pub const fn decryption(number: usize) -> usize {
    23 + 3 * number
}

/// How the five vote.
pub const VOTES: [[[u8; 3]; 2]; 5] = [
    [[0, 1, 0], [1, 2, 3]],
    [[0, 1, 0], [2, 1, 0]],
    [[1, 0, 0], [0, 0, 0]],
    [[0, 0, 1], [3, 2, 1]],
    [[0, 1, 0], [2, 1, 0]],
];

impl Base {
    fn make() -> Self {
        let (mut made, seeds) = open();
        for (voter, [motion, ranking]) in VOTES.iter().enumerate() {
            made.cast(voter, &[motion.to_vec(), ranking.to_vec()]);
        }
        // Numbers differ in length, so sizes are anybody's guess; corruptions of padding want some in each record.
        let archive = loop {
            let archive = made.close(2, &[1, 2, 4], &Policy::default());
            if records(&archive)
                .iter()
                .all(|record| record.len() % 512 > 1)
            {
                break archive;
            }
        };
        Self {
            pieces: Pieces::of(&archive),
            made,
            seeds,
            archive,
        }
    }

    /// What binds proofs to the election.
    pub fn fingerprint(&self) -> &str {
        self.made.setup.election().fingerprint()
    }

    /// The exponent with which this voter, from 1, signs.
    pub fn credential(&self, voter: usize) -> Scalar {
        *self.made.credentials[voter - 1].secret(self.made.setup.election().uuid())
    }

    /// The exponent with which this trustee, from 1, decrypts.
    pub fn key(&self, trustee: usize) -> Scalar {
        schnorr::scalar(self.made.keys.keys[trustee - 1].reveal().trim_matches('"'))
    }

    /// The exponent with which this trustee of the threshold, from 1, signs.
    pub fn signing_key(&self, place: usize) -> Scalar {
        schnorr::hash(&format!("sk|{}", self.seeds[place - 1].reveal()))
    }
}

/// Such an election, with no ballots yet.
pub fn open() -> (Made, Vec<Seed>) {
    let server = PrivateKey::generate(&mut system());
    let seeds: Vec<Seed> = (0..3).map(|_| Seed::generate(&mut system())).collect();
    let (parameters, shares) = made::ceremony_of(&seeds, 2);
    let parts = [
        Part::Single(server.public_key(&mut system())),
        Part::Pedersen(parameters),
    ];
    let keys = Keys {
        trustees: Trustees::new(&parts).unwrap(),
        keys: std::iter::once(server).chain(shares).collect(),
    };
    (
        Made::under(keys, &[motion(true), ranked("Leader", 3)], 6),
        seeds,
    )
}
