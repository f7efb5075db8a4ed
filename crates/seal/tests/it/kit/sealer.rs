//! Seals ballots of anything, with any exponent as credential: what no honest device does.

use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::digest::Digest;
use hustings_seal::election::Election;
use hustings_seal::group::encode_ranking;
use hustings_seal::randomness::{draw, system};

use super::edits::list;
use super::json;
use super::schnorr::{hash, hex, is_divisible_by_8, point, proof, prove, prove_where};

/// Who seals, and for which election.
pub struct Sealer {
    uuid: String,
    fingerprint: String,
    key: EdwardsPoint,
    /// The exponent of the credential.
    pub secret: Scalar,
    /// The credential as the ballot bears it.
    pub credential: EdwardsPoint,
}

/// What a ranked answer is made of: the point that is sealed, and what is added to its ciphertext without a right to.
#[derive(Clone, Copy)]
pub struct Ranked {
    pub point: EdwardsPoint,
    pub beside: [EdwardsPoint; 2],
}

impl Ranked {
    pub fn of(point: EdwardsPoint) -> Self {
        let nothing = EdwardsPoint::default();
        Self {
            point,
            beside: [nothing; 2],
        }
    }

    pub fn ranks(ranks: &[u8]) -> Self {
        let element = encode_ranking(ranks).unwrap().encode();
        Self::of(point(&element.to_string()))
    }
}

impl Sealer {
    pub fn new(election: &Election, secret: Scalar) -> Self {
        Self {
            uuid: election.uuid().to_string(),
            fingerprint: election.fingerprint().to_owned(),
            key: point(&election.public_key().encode().to_string()),
            secret,
            credential: EdwardsPoint::mul_base(&secret),
        }
    }

    /// A ballot with an answer to the motion and one to the ranked question.
    pub fn ballot(&self, motion: [u8; 3], ranked: &Ranked) -> String {
        self.sign(&[
            self.motion(motion, &[EdwardsPoint::default(); 2]),
            self.ranked(ranked),
        ])
    }

    /// A signed ballot with these answers.
    pub fn sign(&self, answers: &[String]) -> String {
        let unsigned = format!(
            "{{\"election_uuid\":\"{}\",\"election_hash\":\"{}\",\"credential\":\"{}\",\"answers\":{}}}",
            self.uuid,
            self.fingerprint,
            hex(&self.credential),
            list(answers)
        );
        signed(&unsigned, &self.secret)
    }

    /// An answer to the ranked question, whose proof holds.
    pub fn ranked(&self, ranked: &Ranked) -> String {
        self.ranked_with(&draw(&mut system()), ranked)
    }

    /// An answer to the ranked question that is sealed with this exponent.
    pub fn ranked_with(&self, randomness: &Scalar, Ranked { point, beside }: &Ranked) -> String {
        let alpha = EdwardsPoint::mul_base(randomness) + beside[0];
        let beta = self.key * randomness + point + beside[1];
        let text = format!(
            "raweg|{}|{},{},{}|",
            self.prefix(),
            hex(&self.key),
            hex(&alpha),
            hex(&beta)
        );
        let proof = prove_where(randomness, &text, is_divisible_by_8);
        format!(
            "{{\"choices\":{},\"proof\":{proof}}}",
            ciphertext(&[alpha, beta])
        )
    }

    /// An answer to a motion with a blank vote, whose proofs hold whatever stands beside the first ciphertext.
    pub fn motion(&self, values: [u8; 3], beside: &[EdwardsPoint; 2]) -> String {
        let randomness: [Scalar; 3] = std::array::from_fn(|_| draw(&mut system()));
        let mut choices: Vec<[EdwardsPoint; 2]> = values
            .iter()
            .zip(&randomness)
            .map(|(value, randomness)| {
                [
                    EdwardsPoint::mul_base(randomness),
                    self.key * randomness + EdwardsPoint::mul_base(&Scalar::from(*value)),
                ]
            })
            .collect();
        for (point, beside) in choices[0].iter_mut().zip(beside) {
            *point += beside;
        }
        let all = joined(&choices.concat());
        let individual = choices.iter().enumerate().map(|(index, choice)| {
            let text = format!("prove|{}|{}|", self.prefix(), joined(choice));
            let branches = [(*choice, 0), (*choice, 1)];
            let truth = usize::from(values[index]);
            self.one_of(&text, &branches, truth, &randomness[index])
        });
        let individual: Vec<String> = individual.collect();
        let sum = [choices[1][0] + choices[2][0], choices[1][1] + choices[2][1]];
        let of_sum = randomness[1] + randomness[2];
        let is_blank = values[0] == 1;
        let overall = self.one_of(
            &format!("bproof1|{}|{all}|", self.prefix()),
            &[(choices[0], 1), (sum, 1)],
            usize::from(!is_blank),
            if is_blank { &randomness[0] } else { &of_sum },
        );
        let blank = self.one_of(
            &format!("bproof0|{}|{all}|", self.prefix()),
            &[(choices[0], 0), (sum, 0)],
            usize::from(is_blank),
            if is_blank { &of_sum } else { &randomness[0] },
        );
        let choices: Vec<String> = choices.iter().map(ciphertext).collect();
        format!(
            "{{\"choices\":{},\"individual_proofs\":{},\"overall_proof\":{overall},\"blank_proof\":{blank}}}",
            list(&choices),
            list(&individual)
        )
    }

    /// Proofs that one of the ciphertexts encrypts its value, all of whose challenges are divisible by 8.
    fn one_of(
        &self,
        text: &str,
        branches: &[([EdwardsPoint; 2], u64)],
        truth: usize,
        randomness: &Scalar,
    ) -> String {
        loop {
            let nonce = draw(&mut system());
            let mut proofs: Vec<(Scalar, Scalar)> = branches
                .iter()
                .map(|_| (divisible_by_8(), draw(&mut system())))
                .collect();
            proofs[truth] = (Scalar::ZERO, nonce);
            let commitments: Vec<EdwardsPoint> = branches
                .iter()
                .zip(&proofs)
                .flat_map(|(([alpha, beta], value), (challenge, response))| {
                    let without = beta - EdwardsPoint::mul_base(&Scalar::from(*value));
                    [
                        EdwardsPoint::mul_base(response) + alpha * challenge,
                        self.key * response + without * challenge,
                    ]
                })
                .collect();
            let others: Scalar = proofs.iter().map(|(challenge, _)| challenge).sum();
            let challenge = hash(&format!("{text}{}", joined(&commitments))) - others;
            if is_divisible_by_8(&challenge) {
                proofs[truth] = (challenge, nonce - randomness * challenge);
                let proofs: Vec<String> = proofs
                    .iter()
                    .map(|(challenge, response)| proof(challenge, response))
                    .collect();
                return list(&proofs);
            }
        }
    }

    fn prefix(&self) -> String {
        format!("{}|{}", self.fingerprint, hex(&self.credential))
    }
}

fn divisible_by_8() -> Scalar {
    loop {
        let challenge = draw(&mut system());
        if is_divisible_by_8(&challenge) {
            return challenge;
        }
    }
}

/// The ballot with the signature that it must have now.
pub fn resign(ballot: &str, secret: &Scalar) -> String {
    let end = json::find(ballot, "signature").start - ",\"signature\":".len();
    signed(&format!("{}}}", &ballot[..end]), secret)
}

fn signed(unsigned: &str, secret: &Scalar) -> String {
    let hash = Digest::of(unsigned.as_bytes()).to_base64();
    // Divisible by 8, for credentials with a part of small order.
    let proof = prove_where(secret, &format!("sig|{hash}|"), is_divisible_by_8);
    let open = unsigned.strip_suffix('}').unwrap();
    format!("{open},\"signature\":{{\"hash\":\"{hash}\",\"proof\":{proof}}}}}")
}

/// A factor for each alpha, with proofs that it was made with this key.
pub fn decrypt(
    fingerprint: &str,
    key: &Scalar,
    alphas: &[Vec<EdwardsPoint>],
    beside: &EdwardsPoint,
) -> String {
    let one = |alpha: &EdwardsPoint| {
        let factor = alpha * key + beside;
        loop {
            let nonce = draw(&mut system());
            let commitments = [EdwardsPoint::mul_base(&nonce), alpha * nonce];
            let challenge = hash(&format!(
                "decrypt|{fingerprint}|{}|{}",
                hex(&EdwardsPoint::mul_base(key)),
                joined(&commitments)
            ));
            if is_divisible_by_8(&challenge) {
                let response = nonce - key * challenge;
                return (
                    format!("\"{}\"", hex(&factor)),
                    proof(&challenge, &response),
                );
            }
        }
    };
    let (mut factors, mut proofs) = (Vec::new(), Vec::new());
    for question in alphas {
        let (of_question, proofs_of_question): (Vec<String>, Vec<String>) =
            question.iter().map(one).unzip();
        factors.push(list(&of_question));
        proofs.push(list(&proofs_of_question));
    }
    format!(
        "{{\"decryption_factors\":{},\"decryption_proofs\":{}}}",
        list(&factors),
        list(&proofs)
    )
}

/// A trustee's public key with its proof, as messages write it.
pub fn public_key(secret: &Scalar) -> String {
    let key = hex(&EdwardsPoint::mul_base(secret));
    let pok = prove(secret, &format!("pok|Ed25519|{key}|"));
    format!("{{\"pok\":{pok},\"public_key\":\"{key}\"}}")
}

fn ciphertext([alpha, beta]: &[EdwardsPoint; 2]) -> String {
    format!(
        "{{\"alpha\":\"{}\",\"beta\":\"{}\"}}",
        hex(alpha),
        hex(beta)
    )
}

fn joined(points: &[EdwardsPoint]) -> String {
    points.iter().map(hex).collect::<Vec<_>>().join(",")
}
