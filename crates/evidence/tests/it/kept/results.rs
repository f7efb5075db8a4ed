//! Papers, transcript, declaration, rulings, the scrutineer; and any one bit of anything.

use hustings_contest::Digest;
use hustings_evidence::Contents;
use proptest::prelude::*;
use serde_json::json;

use super::caught::{CONTENTS, caught, caught_by_nothing_but, told, with};
use super::society::{PAPERS, Society, checkpoint};
use crate::broken;

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains(from), "{from:?} in {text}");
    text.replacen(from, to, 1).into_bytes()
}

#[test]
fn a_declaration_that_differs_from_its_transcript_is_caught() {
    let elected = |contents: &mut Contents| {
        let declaration = &mut contents.posts[0].declaration;
        *declaration = replaced(declaration, "\"ash\"", "\"birch\"");
    };
    caught(&with(elected), &["declaration chair"]);
}

#[test]
fn a_transcript_changed_together_with_the_manifest_is_caught() {
    let elected = |contents: &mut Contents| {
        let transcript = &mut contents.posts[0].transcript;
        *transcript = replaced(
            transcript,
            "\"elected\": [\n    \"ash\"",
            "\"elected\": [\n    \"birch\"",
        );
    };
    let claims = crate::verify(&with(elected));
    let found = broken(&claims);
    assert!(
        found
            .iter()
            .any(|claim| claim.name.starts_with("transcript chair")),
        "{found:#?}"
    );
    assert!(
        found.iter().all(|claim| claim.name != "manifest"),
        "{found:#?}"
    );
}

/// The papers with one that a box opened ranked otherwise.
fn exchanged(papers: &[u8]) -> Vec<u8> {
    replaced(papers, "1 2 1 3 0\n", "1 2 3 1 0\n")
}

#[test]
fn papers_with_one_ranking_changed_are_not_those_of_the_log_nor_those_that_were_opened() {
    let change = |contents: &mut Contents| {
        let papers = contents.papers.get_mut(PAPERS).unwrap();
        *papers = exchanged(papers);
    };
    caught(&with(change), &["papers papers/chair.blt", "opened chair"]);
}

#[test]
fn papers_whose_digest_in_the_log_is_made_anew_break_the_checkpoint_and_are_not_those_that_were_opened()
 {
    let mut society = Society::new();
    let papers = exchanged(&society.papers());
    society.event("papers-published")["papers"] = json!(Digest::of(&papers).as_str());
    let change = |contents: &mut Contents| {
        contents.papers.insert(PAPERS.to_owned(), papers.clone());
        contents.events = society.log();
    };
    let claims = caught(&with(change), &["checkpoint", "opened chair"]);
    let told = told(&claims, "opened chair");
    assert!(
        told.contains("0 papers rank 2, 1, 3, and the boxes opened 1"),
        "{told}"
    );
    // Whoever has the log's key as well is still caught by the box.
    let claims = crate::verify(&with(|contents| {
        change(contents);
        contents.kept.as_mut().unwrap().checkpoint = checkpoint(&society.key, &society.log());
    }));
    let names: Vec<&str> = broken(&claims)
        .iter()
        .map(|claim| claim.name.as_str())
        .collect();
    assert!(
        names.contains(&"opened chair") && !names.contains(&"checkpoint"),
        "{names:?}"
    );
}

#[test]
fn papers_beside_those_of_the_boxes_are_as_many_as_came_by_post_and_no_more_is_known() {
    let claims = crate::verify(&CONTENTS.write().unwrap());
    let told_of = told(&claims, "opened chair");
    assert!(
        told_of.contains("beside them 2 papers, as many as were counted by post"),
        "{told_of}"
    );
    let mut more = Society::new();
    more.posted.push(vec![0, 0, 1]);
    let contents = {
        let mut contents = CONTENTS.clone();
        contents.papers.insert(PAPERS.to_owned(), more.papers());
        contents
    };
    let claims = caught(&contents.write().unwrap(), &["opened chair"]);
    let told = told(&claims, "opened chair");
    assert!(
        told.contains("it has 3") && told.contains("2 were counted by post"),
        "{told}"
    );
}

#[test]
fn a_scrutineer_who_is_not_satisfied_or_has_other_figures_is_told_of() {
    let mut society = Society::new();
    society.event("scrutineer-reported")["secure"] = json!(false);
    let claims = caught_by_nothing_but(&society.contents().write().unwrap(), &["scrutineer"]);
    let told_of = told(&claims, "scrutineer");
    assert!(
        told_of.contains("not satisfied that the arrangements were secure"),
        "{told_of}"
    );
    let mut society = Society::new();
    society.event("scrutineer-reported")["distributed"] = json!(12);
    let claims = caught_by_nothing_but(&society.contents().write().unwrap(), &["scrutineer"]);
    let told = told(&claims, "scrutineer");
    assert!(
        told.contains("the papers distributed is 12, and 15 in the log"),
        "{told}"
    );
}

proptest! {
    // Each case verifies two elections.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn any_one_bit_changed_anywhere_in_a_kept_contest_breaks_a_claim(position: prop::sample::Index, bit in 0_u8..8) {
        let mut bytes = CONTENTS.write().unwrap();
        let position = position.index(bytes.len());
        bytes[position] ^= 1 << bit;
        prop_assert!(!broken(&crate::verify(&bytes)).is_empty(), "byte {position}, bit {bit}");
    }
}
