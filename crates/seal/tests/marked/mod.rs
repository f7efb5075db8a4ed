//! An election in which voters seal more than a ranking: a message in the bits above it, the sign, another padding, or
//! ranks that are no ranking. Every proof of such a ballot holds, and peers print a plain vector for it.

use curve25519_dalek::edwards::CompressedEdwardsY;
use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::ballot::Ballot;
use hustings_seal::digest::Digest;
use hustings_seal::election::Election;
use hustings_seal::group::{Encoded, encode_ranking};
use hustings_seal::papers::Spoilt;
use hustings_seal::randomness::{draw, system};
use hustings_seal::verify::{Outcome, Policy, Report};
use sha2::Digest as _;

use crate::made::{DEFAULT, Made, ranked};

/// Something that is sealed instead of a ranking.
struct Mark {
    seals: fn() -> Encoded,
    /// The vector that is printed for it.
    shows: [u8; 3],
    reason: Spoilt,
}

const MARKS: [Mark; 8] = [
    // A longer vector's first values stand where this one has nothing.
    Mark {
        seals: || encoded(&[b'h', b'i', 1, 2, 3]),
        shows: [1, 2, 3],
        reason: Spoilt::Marked,
    },
    Mark {
        seals: || {
            encoded(&[
                255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1,
            ])
        },
        shows: [2, 0, 1],
        reason: Spoilt::Marked,
    },
    Mark {
        seals: || {
            let mut bytes = *encoded(&[3, 2, 1]).as_bytes();
            bytes[31] |= 0x80;
            Encoded::from_bytes(bytes)
        },
        shows: [3, 2, 1],
        reason: Spoilt::Marked,
    },
    Mark {
        seals: || padded_again(&[2, 1, 3]),
        shows: [2, 1, 3],
        reason: Spoilt::Marked,
    },
    // The generator is no vector's encoding, and prints as one all the same.
    Mark {
        seals: || hustings_seal::group::Element::GENERATOR.encode(),
        shows: [153, 153, 153],
        reason: Spoilt::Marked,
    },
    Mark {
        seals: || encoded(&[1, 1, 2]),
        shows: [1, 1, 2],
        reason: Spoilt::NotARanking,
    },
    Mark {
        seals: || encoded(&[0, 2, 3]),
        shows: [0, 2, 3],
        reason: Spoilt::NotARanking,
    },
    Mark {
        seals: || encoded(&[1, 2, 255]),
        shows: [1, 2, 255],
        reason: Spoilt::NotARanking,
    },
];

/// The whole election: one plain paper, and one of each mark.
pub fn election() -> (Made, Vec<u8>) {
    let mut made = Made::new(&[ranked("Leader", 3)], &DEFAULT, MARKS.len() + 1);
    made.cast(0, &[vec![1, 2, 0]]);
    for (voter, mark) in (1..).zip(&MARKS) {
        let election = made.setup.election();
        let secret = made.credentials[voter].secret(election.uuid());
        let text = seal(election, &secret, &point((mark.seals)()));
        let ballot = Ballot::parse(text.as_bytes(), election).unwrap();
        ballot.check(election).unwrap();
        made.ballots.push(ballot);
    }
    let archive = made.close(2, &[1, 2, 4], &Policy::default());
    (made, archive)
}

/// Whether the report names each mark, and what it was.
pub fn are_spoilt(report: &Report) -> bool {
    let Some([Outcome::Papers(papers)]) = report.outcomes.as_deref() else {
        return false;
    };
    let found = papers
        .spoilt
        .iter()
        .map(|paper| (paper.values.clone(), paper.reason));
    let expected = MARKS.iter().map(|mark| (mark.shows.to_vec(), mark.reason));
    let (mut found, mut expected): (Vec<_>, Vec<_>) = (found.collect(), expected.collect());
    found.sort();
    expected.sort();
    found == expected && papers.rankings.keys().eq([&vec![1, 2, 0]])
}

fn encoded(values: &[u8]) -> Encoded {
    encode_ranking(values).unwrap().encode()
}

/// The vector with the second smallest padding that makes an element.
fn padded_again(values: &[u8]) -> Encoded {
    let mut bytes = *encoded(values).as_bytes();
    loop {
        // Of 64 paddings that differ in this byte some fit, so nothing is carried.
        bytes[0] += 1;
        if Encoded::from_bytes(bytes).element().is_ok() {
            return Encoded::from_bytes(bytes);
        }
    }
}

/// A ballot that seals this point, and proves what there is to prove.
fn seal(election: &Election, secret: &Scalar, point_to_seal: &EdwardsPoint) -> String {
    let key = point(election.public_key().encode());
    let credential = hex(&EdwardsPoint::mul_base(secret));
    let randomness = draw(&mut system());
    let alpha = hex(&EdwardsPoint::mul_base(&randomness));
    let beta = hex(&(key * randomness + point_to_seal));
    let fingerprint = election.fingerprint();
    let text = format!(
        "raweg|{fingerprint}|{credential}|{},{alpha},{beta}|",
        hex(&key)
    );
    let proof = prove(&randomness, &text);
    let choices = format!("{{\"alpha\":\"{alpha}\",\"beta\":\"{beta}\"}}");
    let open = format!(
        "{{\"election_uuid\":\"{}\",\"election_hash\":\"{fingerprint}\",\"credential\":\"{credential}\",\
         \"answers\":[{{\"choices\":{choices},\"proof\":{proof}}}]",
        election.uuid()
    );
    let hash = Digest::of(format!("{open}}}").as_bytes()).to_base64();
    let signature = prove(secret, &format!("sig|{hash}|"));
    format!("{open},\"signature\":{{\"hash\":\"{hash}\",\"proof\":{signature}}}}}")
}

fn prove(secret: &Scalar, text: &str) -> String {
    let nonce = draw(&mut system());
    let text = format!("{text}{}", hex(&EdwardsPoint::mul_base(&nonce)));
    let mut challenge: [u8; 32] = sha2::Sha256::digest(text).into();
    challenge.reverse();
    let challenge = Scalar::from_bytes_mod_order(challenge);
    let response = nonce - secret * challenge;
    format!(
        "{{\"challenge\":\"{}\",\"response\":\"{}\"}}",
        decimal(&challenge),
        decimal(&response)
    )
}

fn decimal(scalar: &Scalar) -> String {
    decimal_of(scalar.to_bytes())
}

/// A number of 32 little-endian bytes, in base 10.
pub fn decimal_of(little_endian: [u8; 32]) -> String {
    let mut digits = Vec::new();
    for byte in little_endian.iter().rev() {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += *digit * 256;
            *digit = carry % 10;
            carry /= 10;
        }
        while carry > 0 {
            digits.push(carry % 10);
            carry /= 10;
        }
    }
    let digits: String = digits.iter().rev().map(u32::to_string).collect();
    if digits.is_empty() {
        "0".to_owned()
    } else {
        digits
    }
}

fn point(encoded: Encoded) -> EdwardsPoint {
    CompressedEdwardsY(*encoded.as_bytes())
        .decompress()
        .unwrap()
}

fn hex(point: &EdwardsPoint) -> String {
    Encoded::from_bytes(point.compress().to_bytes()).to_string()
}
