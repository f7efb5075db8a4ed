//! What looks odd and is no fault: both verifiers pass it, and say the same of it.

use curve25519_dalek::{EdwardsPoint, Scalar};
use hustings_seal::ballot::Ballot;
use hustings_seal::digest::Digest;
use hustings_seal::verify::{Outcome, Policy, Replacing};

use super::assert_passes;
use super::base::{BASE, RESULT, ballot, decryption, open, shuffle};
use super::json::{get, set, unquoted};
use super::pieces::Piece;
use super::schnorr::point;
use super::sealer::{Ranked, Sealer, decrypt, resign};

#[test]
fn the_base_election_holds() {
    let report = assert_passes("base", &BASE.archive, &Policy::default());
    assert_eq!(
        (
            report.credentials,
            report.trustees,
            report.cast,
            report.tallied
        ),
        (6, 4, 5, 5)
    );
    let [Outcome::Sums(sums), Outcome::Papers(papers)] = report.outcomes.as_deref().unwrap() else {
        panic!()
    };
    assert_eq!(sums, &[1, 3, 1]);
    assert_eq!(papers.rankings[&[2, 1, 0][..]], 2);
    assert_eq!((papers.len(), papers.spoilt.len()), (5, 0));
}

#[test]
fn ballots_may_come_in_any_order() {
    let mut pieces = BASE.pieces.clone();
    for offset in 0..2 {
        pieces.pieces.swap(ballot(1) + offset, ballot(4) + offset);
    }
    assert_passes("another order", &pieces.seal(), &Policy::default());
}

#[test]
fn a_voter_may_sign_a_ballot_again_before_casting_it() {
    let mut pieces = BASE.pieces.clone();
    pieces.edit(ballot(2), |text| resign(text, &BASE.credential(2)));
    assert_passes("another signature", &pieces.seal(), &Policy::default());
}

#[test]
fn shuffles_may_be_of_any_two_trustees_since_nothing_proves_whose_they_are() {
    let mut pieces = BASE.pieces.clone();
    pieces.edit(shuffle(1) + 1, |text| set(text, "owner", "4"));
    let report = assert_passes("another owner", &pieces.seal(), &Policy::default());
    assert_eq!(report.shuffles[0].trustee, 4);
}

#[test]
fn one_trustee_more_than_is_needed_may_decrypt() {
    let mut pieces = BASE.pieces.clone();
    let mut alphas = Vec::new();
    for (text, path) in [
        (pieces.text(super::base::TALLY).clone(), "0"),
        (pieces.text(shuffle(2)).clone(), "ciphertexts.0"),
    ] {
        let of_question = super::edits::items(&text, path);
        let alpha = |ciphertext: &&str| point(unquoted(ciphertext, "alpha"));
        alphas.push(of_question.iter().map(alpha).collect());
    }
    let nothing = EdwardsPoint::default();
    let message = decrypt(BASE.fingerprint(), &BASE.key(3), &alphas, &nothing);
    let digest = Digest::of(message.as_bytes());
    let owned = format!("{{\"owner\":3,\"payload\":\"{digest}\"}}");
    let more = [
        Piece::data(message),
        Piece::data(owned),
        Piece::event("PartialDecryption"),
    ];
    pieces.replace(RESULT, 0, more);
    let report = assert_passes("one more", &pieces.seal(), &Policy::default());
    assert_eq!(report.decryptions.len(), 4);
}

#[test]
fn decryptions_may_come_in_any_order() {
    let mut pieces = BASE.pieces.clone();
    for offset in 0..3 {
        pieces
            .pieces
            .swap(decryption(1) + offset, decryption(3) + offset);
    }
    assert_passes("another order", &pieces.seal(), &Policy::default());
}

#[test]
fn where_the_last_counts_a_ballot_may_be_replaced_and_replaced_back() {
    let (mut made, _) = open();
    let for_first = [vec![0, 1, 0], vec![1, 2, 3]];
    let against = [vec![0, 0, 1], vec![3, 2, 1]];
    let blank = [vec![1, 0, 0], vec![0, 0, 0]];
    made.cast(0, &for_first);
    made.cast(1, &for_first);
    made.cast(0, &against);
    made.cast(0, &blank);
    made.cast(1, &for_first);
    let policy = Policy {
        replacing: Replacing::LastCounts,
        ..Policy::default()
    };
    let archive = made.close(2, &[1, 2, 3], &policy);
    let report = assert_passes("replaced", &archive, &policy);
    assert_eq!((report.cast, report.tallied), (5, 2));
    let outcomes = report.outcomes.unwrap();
    assert_eq!(outcomes[0], Outcome::Sums(vec![1, 1, 0]));
}

#[test]
fn an_election_without_ballots_has_a_result_of_nothing() {
    let (made, _) = open();
    let archive = made.close(2, &[1, 2, 3], &Policy::default());
    let report = assert_passes("nobody", &archive, &Policy::default());
    assert_eq!(report.outcomes.unwrap()[0], Outcome::Sums(vec![0, 0, 0]));
}

#[test]
fn who_seals_without_randomness_hides_nothing_and_votes() {
    let (mut made, _) = open();
    made.cast(1, &[vec![0, 1, 0], vec![1, 2, 3]]);
    let election = made.setup.election();
    let secret = *made.credentials[0].secret(election.uuid());
    // The point of a ranking is sealed as alpha = 1 and beta = the point itself.
    let sealer = Sealer::new(election, secret);
    let text = sealer.ballot([0, 1, 0], &Ranked::ranks(&[2, 1, 3]));
    let plain = sealer.ranked_with(&Scalar::ZERO, &Ranked::ranks(&[2, 1, 3]));
    let text = resign(&set(&text, "answers.1", &plain), &secret);
    assert_eq!(
        unquoted(get(&text, "answers.1.choices"), "alpha"),
        super::edits::neutral()
    );
    made.ballots
        .push(Ballot::parse(text.as_bytes(), election).unwrap());
    let archive = made.close(2, &[1, 2, 3], &Policy::default());
    assert_passes("no randomness", &archive, &Policy::default());
}
