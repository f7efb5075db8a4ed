//! Ballots. Wherever the signature is not the fault, the voter signs again.

use std::sync::LazyLock;

use curve25519_dalek::constants::ED25519_BASEPOINT_POINT;
use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::credential::Credential;
use hustings_seal::digest::Digest;
use hustings_seal::randomness::{draw, system};
use hustings_seal::verify::{Place, Policy, Replacing};

use super::base::{self, Base, MOTION, RANKED, VOTES, ballot};
use super::edits::{
    neutral, not_canonical, off_the_curve, other_element, other_scalar, outside, torsion,
};
use super::json::{get, set, set_quoted, swap, unquoted};
use super::pieces::{Piece, Pieces};
use super::schnorr::hex;
use super::sealer::{Ranked, Sealer, resign};
use super::{Corruption, assert_found};

pub fn corruptions() -> Vec<Corruption> {
    let mut kit = signatures();
    kit.extend(proofs());
    kit.extend(elements());
    kit.extend(of_another_election());
    kit.extend(credentials());
    kit.extend(second());
    kit
}

type Edit = fn(&Base, &str) -> String;

/// A change to the third ballot, which its voter signs.
fn signed(
    name: impl Into<String>,
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    let edit = move |base: &Base, text: &str| resign(&edit(base, text), &base.credential(3));
    unsigned(name, edit, reason)
}

/// A change to the third ballot.
fn unsigned(
    name: impl Into<String>,
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
    reason: &'static str,
) -> Corruption {
    Corruption::text(name, ballot(3), edit, Place::Ballot(3), reason)
}

/// The ballot, saying the digest of what it says, though that was not signed.
fn rehashed(text: &str) -> String {
    let end = super::json::find(text, "signature").start - ",\"signature\":".len();
    let hash = Digest::of(format!("{}}}", &text[..end]).as_bytes()).to_base64();
    set_quoted(text, "signature.hash", &hash)
}

fn signatures() -> Vec<Corruption> {
    let signature = |name, edit: Edit| unsigned(name, edit, "Signature");
    vec![
        signature("a challenge of a signature", |_, text| {
            other_scalar(text, "signature.proof.challenge")
        }),
        signature("a response of a signature", |_, text| {
            other_scalar(text, "signature.proof.response")
        }),
        signature("a signature of nothing", |_, text| {
            let proof = "{\"challenge\":\"0\",\"response\":\"0\"}";
            set(text, "signature.proof", proof)
        }),
        signature("a signature by another credential", |base, text| {
            resign(text, &base.credential(4))
        }),
        signature("another ballot's signature", |base, text| {
            let mut other = base.pieces.clone();
            let proof = get(other.text(ballot(4)), "signature.proof").to_owned();
            set(text, "signature.proof", &proof)
        }),
        signature("another ballot's signature with its hash", |base, text| {
            let mut other = base.pieces.clone();
            let signature = get(other.text(ballot(4)), "signature").to_owned();
            set(text, "signature", &signature)
        }),
        signature("another hash", |_, text| {
            let hash = unquoted(text, "signature.hash");
            let other = if hash.starts_with('A') { "B" } else { "A" };
            set_quoted(text, "signature.hash", &format!("{other}{}", &hash[1..]))
        }),
        signature("a hash in hexadecimal", |_, text| {
            set_quoted(text, "signature.hash", &Digest::of(b"").to_string())
        }),
        signature("no hash", |_, text| set_quoted(text, "signature.hash", "")),
        signature("an answer that was not signed", |base, text| {
            let sealer = Sealer::new(base.made.setup.election(), base.credential(3));
            set(
                text,
                "answers.1",
                &sealer.ranked(&Ranked::ranks(&[1, 2, 3])),
            )
        }),
        signature("an answer that was hashed and not signed", |base, text| {
            let sealer = Sealer::new(base.made.setup.election(), base.credential(3));
            let answer = sealer.ranked(&Ranked::ranks(&[1, 2, 3]));
            rehashed(&set(text, "answers.1", &answer))
        }),
        unsigned(
            "a hash with an escape",
            |_, text| set_quoted(text, "signature.hash", "\\n"),
            "Malformed",
        ),
        unsigned(
            "a hash with a letter of two bytes",
            |_, text| set_quoted(text, "signature.hash", "é"),
            "Malformed",
        ),
    ]
}

/// All proofs of an answer to the motion.
const PROOFS: [&str; 10] = [
    "answers.0.individual_proofs.0.0",
    "answers.0.individual_proofs.0.1",
    "answers.0.individual_proofs.1.0",
    "answers.0.individual_proofs.1.1",
    "answers.0.individual_proofs.2.0",
    "answers.0.individual_proofs.2.1",
    "answers.0.overall_proof.0",
    "answers.0.overall_proof.1",
    "answers.0.blank_proof.0",
    "answers.0.blank_proof.1",
];

fn proofs() -> Vec<Corruption> {
    let mut kit = Vec::new();
    let questions = PROOFS
        .into_iter()
        .map(|path| (path, MOTION))
        .chain([("answers.1.proof", RANKED)]);
    for (proof, question) in questions {
        for part in ["challenge", "response"] {
            let path = format!("{proof}.{part}");
            kit.push(bad_proof(
                format!("another {path}"),
                question,
                move |_, text| other_scalar(text, &path),
            ));
        }
    }
    let shift = |path: &'static str, question| {
        bad_proof(
            format!("another {path}"),
            question,
            move |_: &Base, text: &str| other_element(text, path),
        )
    };
    kit.extend([
        shift("answers.0.choices.0.alpha", MOTION),
        shift("answers.0.choices.0.beta", MOTION),
        shift("answers.0.choices.2.beta", MOTION),
        shift("answers.1.choices.alpha", RANKED),
        shift("answers.1.choices.beta", RANKED),
    ]);
    kit.extend(moved_proofs());
    kit
}

fn bad_proof(
    name: impl Into<String>,
    question: usize,
    edit: impl Fn(&Base, &str) -> String + Send + Sync + 'static,
) -> Corruption {
    let detail = ["", "BallotProof(1)", "BallotProof(2)"][question];
    signed(name, edit, "BallotProof").because(detail)
}

fn moved_proofs() -> Vec<Corruption> {
    let swapped = |name, one: &'static str, other: &'static str| {
        bad_proof(name, MOTION, move |_, text| swap(text, one, other))
    };
    let copied = |name, path: &'static str, question| {
        bad_proof(name, question, move |base, text| {
            let mut other = base.pieces.clone();
            let value = get(other.text(ballot(1)), path).to_owned();
            set(text, path, &value)
        })
    };
    vec![
        swapped("two branches in each other's place", PROOFS[0], PROOFS[1]),
        swapped(
            "two branches of a sum in each other's place",
            PROOFS[6],
            PROOFS[7],
        ),
        swapped(
            "two branches of a blank vote in each other's place",
            PROOFS[8],
            PROOFS[9],
        ),
        swapped(
            "two choices in each other's place",
            "answers.0.choices.1",
            "answers.0.choices.2",
        ),
        swapped(
            "two choices with their proofs in each other's place",
            "answers.0.individual_proofs.1",
            "answers.0.individual_proofs.2",
        ),
        copied("another voter's motion", "answers.0", MOTION),
        copied("another voter's ranking", "answers.1", RANKED),
        copied(
            "another voter's ranking with one's own proof",
            "answers.1.choices",
            RANKED,
        ),
        copied(
            "another voter's proof of a blank vote",
            "answers.0.blank_proof",
            MOTION,
        ),
        // What the sealer cannot prove, whatever it says.
        bad_proof("a vote for 2", MOTION, |base, text| {
            sealed(base, text, [0, 1, 1])
        }),
        bad_proof("a vote for nobody", MOTION, |base, text| {
            sealed(base, text, [0, 0, 0])
        }),
        bad_proof("a blank vote for somebody", MOTION, |base, text| {
            sealed(base, text, [1, 1, 0])
        }),
        bad_proof("a vote that is worth two", MOTION, |base, text| {
            let secret = base.credential(3);
            let sealer = Sealer::new(base.made.setup.election(), secret);
            let answer = sealer.motion(
                [0, 1, 0],
                &[EdwardsPoint::default(), ED25519_BASEPOINT_POINT],
            );
            set(text, "answers.0", &answer)
        }),
    ]
}

/// An answer to the motion that is not allowed, with all proofs that can be made of it.
fn sealed(base: &Base, text: &str, values: [u8; 3]) -> String {
    let sealer = Sealer::new(base.made.setup.election(), base.credential(3));
    let answer = sealer.motion(values, &[EdwardsPoint::default(); 2]);
    set(text, "answers.0", &answer)
}

const ELEMENTS: [&str; 4] = [
    "answers.0.choices.0.alpha",
    "answers.0.choices.2.beta",
    "answers.1.choices.alpha",
    "answers.1.choices.beta",
];

fn elements() -> Vec<Corruption> {
    let mut kit = Vec::new();
    for path in ELEMENTS {
        let fault = |what: &str, detail, edit: fn(&str, &str) -> String| {
            signed(
                format!("{path} {what}"),
                move |_, text| edit(text, path),
                "Element",
            )
            .because(detail)
        };
        kit.extend([
            fault("outside the subgroup", "OutsideSubgroup", outside),
            fault("off the curve", "NotOnCurve", |text, path| {
                set_quoted(text, path, &off_the_curve())
            }),
            fault("that is too large", "NotCanonical", |text, path| {
                set_quoted(text, path, &not_canonical()[0])
            }),
            fault("with the sign of nothing", "NotCanonical", |text, path| {
                set_quoted(text, path, &not_canonical()[1])
            }),
        ]);
    }
    let proved = |name, answer: fn(&Sealer) -> [String; 2]| {
        signed(
            name,
            move |base, _| {
                let sealer = Sealer::new(base.made.setup.election(), base.credential(3));
                sealer.sign(&answer(&sealer))
            },
            "Element",
        )
        .because("OutsideSubgroup")
    };
    kit.extend([
        proved(
            "a ranking's alpha outside the subgroup, and proved",
            |sealer| {
                let beside = [torsion(), EdwardsPoint::default()];
                marked(sealer, &beside, &[EdwardsPoint::default(); 2])
            },
        ),
        proved(
            "a ranking's beta outside the subgroup, and proved",
            |sealer| {
                let beside = [EdwardsPoint::default(), torsion()];
                marked(sealer, &beside, &[EdwardsPoint::default(); 2])
            },
        ),
        proved(
            "a motion's alpha outside the subgroup, and proved",
            |sealer| {
                let beside = [torsion(), EdwardsPoint::default()];
                marked(sealer, &[EdwardsPoint::default(); 2], &beside)
            },
        ),
        proved(
            "a motion's beta outside the subgroup, and proved",
            |sealer| {
                let beside = [EdwardsPoint::default(), torsion()];
                marked(sealer, &[EdwardsPoint::default(); 2], &beside)
            },
        ),
    ]);
    kit
}

/// The third ballot's answers, with something beside their first ciphertexts.
fn marked(sealer: &Sealer, ranking: &[EdwardsPoint; 2], motion: &[EdwardsPoint; 2]) -> [String; 2] {
    let ranked = Ranked {
        beside: *ranking,
        ..Ranked::ranks(&VOTES[2][1])
    };
    [sealer.motion(VOTES[2][0], motion), sealer.ranked(&ranked)]
}

/// A ballot of the third voter in another election with the same questions.
static OTHER: LazyLock<String> = LazyLock::new(|| {
    let (mut made, _) = base::open();
    made.cast(2, &[vec![0, 1, 0], vec![1, 2, 3]]);
    String::from_utf8(made.ballots[0].text().to_vec()).unwrap()
});

fn of_another_election() -> Vec<Corruption> {
    let binds = |name, edit: Edit| signed(name, edit, "OtherElection");
    vec![
        unsigned(
            "a ballot of another election",
            |_, _| OTHER.clone(),
            "OtherElection",
        ),
        binds("another uuid in a ballot", |_, text| {
            set_quoted(text, "election_uuid", "12345678912345")
        }),
        binds("a uuid that is none in a ballot", |_, text| {
            set_quoted(text, "election_uuid", "")
        }),
        binds("another fingerprint in a ballot", |_, text| {
            set_quoted(text, "election_hash", &Digest::of(b"").to_base64())
        }),
        binds("a fingerprint with padding", |_, text| {
            let hash = unquoted(text, "election_hash");
            set_quoted(text, "election_hash", &format!("{hash}="))
        }),
        binds("a fingerprint in hexadecimal", |base, text| {
            let digest = base.made.setup.election().digest().to_string();
            set_quoted(text, "election_hash", &digest)
        }),
        bad_proof(
            "a ballot of another election that says it is of this one",
            MOTION,
            |_, text| {
                let ours = ["election_uuid", "election_hash", "credential"];
                ours.iter().fold(OTHER.clone(), |ballot, path| {
                    set(&ballot, path, get(text, path))
                })
            },
        ),
        bad_proof("a motion of another election", MOTION, |_, text| {
            set(text, "answers.0", get(&OTHER, "answers.0"))
        }),
        bad_proof("a ranking of another election", RANKED, |_, text| {
            set(text, "answers.1", get(&OTHER, "answers.1"))
        }),
        signed(
            "a uuid with a letter of two bytes",
            |_, text| set_quoted(text, "election_uuid", "é"),
            "Malformed",
        ),
        signed(
            "a fingerprint of a thousand letters",
            |_, text| set_quoted(text, "election_hash", &"A".repeat(1000)),
            "Malformed",
        ),
    ]
}

fn credentials() -> Vec<Corruption> {
    let sealed = |name, secret: fn() -> Scalar, reason| {
        unsigned(
            name,
            move |base, _| {
                let sealer = Sealer::new(base.made.setup.election(), secret());
                sealer.ballot([0, 1, 0], &Ranked::ranks(&[1, 2, 3]))
            },
            reason,
        )
    };
    vec![
        unsigned(
            "a ballot of a credential that nobody has",
            |base, _| {
                let election = base.made.setup.election();
                let credential = Credential::generate(&mut system());
                let secret = *credential.secret(election.uuid());
                let sealer = Sealer::new(election, secret);
                sealer.ballot([0, 1, 0], &Ranked::ranks(&[1, 2, 3]))
            },
            "UnknownCredential",
        ),
        sealed(
            "a ballot of any exponent",
            || draw(&mut system()),
            "UnknownCredential",
        ),
        sealed(
            "a ballot of the neutral credential",
            || Scalar::ZERO,
            "NeutralCredential",
        ),
        unsigned(
            "a ballot of a listed credential with a part of small order",
            |base, _| {
                let mut sealer = Sealer::new(base.made.setup.election(), base.credential(3));
                sealer.credential += torsion();
                sealer.ballot([0, 1, 0], &Ranked::ranks(&[1, 2, 3]))
            },
            "Element",
        )
        .because("OutsideSubgroup"),
        unsigned(
            "a ballot of a point of small order",
            |base, _| {
                let mut sealer = Sealer::new(base.made.setup.election(), Scalar::ZERO);
                sealer.credential += torsion();
                sealer.ballot([0, 1, 0], &Ranked::ranks(&[1, 2, 3]))
            },
            "Element",
        )
        .because("OutsideSubgroup"),
        signed(
            "a ballot's credential off the curve",
            |_, text| set_quoted(text, "credential", &off_the_curve()),
            "Element",
        )
        .because("NotOnCurve"),
        signed(
            "a ballot's credential that is not canonical",
            |_, text| set_quoted(text, "credential", &not_canonical()[0]),
            "Element",
        )
        .because("NotCanonical"),
        signed(
            "a ballot's credential that is neutral",
            |_, text| set_quoted(text, "credential", &neutral()),
            "NeutralCredential",
        ),
        signed(
            "a ballot's credential that is the generator",
            |_, text| set_quoted(text, "credential", &hex(&ED25519_BASEPOINT_POINT)),
            "UnknownCredential",
        ),
        bad_proof(
            "a ballot in the name of another voter",
            MOTION,
            |base, text| {
                let other = hex(&EdwardsPoint::mul_base(&base.credential(6)));
                set_quoted(text, "credential", &other)
            },
        ),
    ]
}

/// A ballot of this voter before the ballot with this number.
fn inserted(
    name: &'static str,
    before: usize,
    text: fn(&Base) -> String,
    place: Place,
    reason: &'static str,
) -> Corruption {
    let change = move |base: &Base, pieces: &mut Pieces| {
        let more = [Piece::data(text(base)), Piece::event("Ballot")];
        pieces.replace(ballot(before), 0, more);
    };
    Corruption::pieces(name, change, place, reason)
}

fn again(base: &Base, number: usize) -> String {
    base.pieces.clone().text(ballot(number)).clone()
}

fn another(base: &Base, voter: usize, beside: EdwardsPoint) -> String {
    let sealer = Sealer::new(base.made.setup.election(), base.credential(voter));
    let ranked = Ranked {
        beside: [beside, EdwardsPoint::default()],
        ..Ranked::ranks(&[3, 1, 2])
    };
    sealer.ballot([0, 0, 1], &ranked)
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn second() -> Vec<Corruption> {
    let last_counts = || Policy {
        replacing: Replacing::LastCounts,
        ..Policy::default()
    };
    let nothing = |base: &Base| another(base, 1, EdwardsPoint::default());
    vec![
        inserted(
            "a ballot once more",
            4,
            |base| again(base, 1),
            Place::Ballot(4),
            "Replayed",
        ),
        inserted(
            "the ballot before once more",
            4,
            |base| again(base, 3),
            Place::Ballot(4),
            "Replayed",
        ),
        inserted(
            "the first ballot at the end",
            6,
            |base| again(base, 1),
            Place::Ballot(6),
            "Replayed",
        ),
        inserted(
            "a ballot once more where the last counts",
            4,
            |base| again(base, 1),
            Place::Ballot(4),
            "Replayed",
        )
        .under(last_counts()),
        inserted(
            "a second ballot",
            6,
            nothing,
            Place::Ballot(6),
            "SecondBallot",
        ),
        inserted(
            "a first ballot that is replaced",
            1,
            nothing,
            Place::Ballot(2),
            "SecondBallot",
        ),
        // The tally is of the first ballot, and the last counts.
        inserted(
            "a second ballot that is not in the tally",
            6,
            nothing,
            Place::Tally(1),
            "Tally",
        )
        .under(last_counts()),
        inserted(
            "a replaced ballot outside the subgroup, and proved",
            1,
            |base| another(base, 2, torsion()),
            Place::Ballot(1),
            "Element",
        )
        .under(last_counts())
        .because("OutsideSubgroup"),
        inserted(
            "a replaced ballot with a motion outside the subgroup, and proved",
            2,
            |base| {
                let sealer = Sealer::new(base.made.setup.election(), base.credential(4));
                let beside = [EdwardsPoint::default(), torsion()];
                sealer.sign(&marked(&sealer, &[EdwardsPoint::default(); 2], &beside))
            },
            Place::Ballot(2),
            "Element",
        )
        .under(last_counts())
        .because("OutsideSubgroup"),
        inserted(
            "a replaced ballot with a bad proof",
            1,
            |base| {
                let text = another(base, 2, EdwardsPoint::default());
                resign(
                    &other_scalar(&text, "answers.1.proof.response"),
                    &base.credential(2),
                )
            },
            Place::Ballot(1),
            "BallotProof",
        )
        .under(last_counts())
        .because("(2)"),
        inserted(
            "a replaced ballot with a bad signature",
            1,
            |base| {
                let text = another(base, 2, EdwardsPoint::default());
                other_scalar(&text, "signature.proof.response")
            },
            Place::Ballot(1),
            "Signature",
        )
        .under(last_counts()),
        inserted(
            "a ballot more than the tally has",
            6,
            |base| another(base, 6, EdwardsPoint::default()),
            Place::Tally(1),
            "Malformed",
        ),
        Corruption::pieces(
            "a ballot less than the tally has",
            |_, pieces| pieces.replace(ballot(3), 2, []),
            Place::Tally(1),
            "Malformed",
        ),
        Corruption::text(
            "another voter's ballot than the tally has",
            ballot(5),
            |base, _| another(base, 6, EdwardsPoint::default()),
            Place::Tally(1),
            "Tally",
        ),
        Corruption::text(
            "another ballot of the voter than the tally has",
            ballot(5),
            |base, _| another(base, 5, EdwardsPoint::default()),
            Place::Tally(1),
            "Tally",
        ),
        Corruption::pieces(
            "no ballots",
            |_, pieces| pieces.replace(ballot(1), 10, []),
            Place::Tally(1),
            "Malformed",
        ),
    ]
}

#[test]
fn faults_of_ballots_are_found() {
    assert_found(&corruptions());
}
