//! Bundles that were made anew in every part, and are caught by what they say.

use std::collections::BTreeMap;
use std::io::Cursor;

use hustings_contest::{Contest, Digest, fold, statement};
use hustings_evidence::{Bundle, Contents};
use hustings_rulebook::Rulebook;
use hustings_seal::progress::silent;
use rstest::rstest;
use serde_json::{Value, json};

use super::caught::{CONTENTS, caught_by_nothing_but, told};
use super::events::event;
use super::sealed::Opened;
use super::society::{BoxMade, OPENED, Society, witness};
use crate::{broken, verify};

/// The society's contest under a rulebook that differs in this.
fn under(from: &str, to: &str) -> Society {
    let mut society = Society::new();
    assert!(society.rulebook.contains(from), "{from}");
    society.rulebook = society.rulebook.replace(from, to);
    society
}

fn forged(society: &Society) -> Vec<u8> {
    society.contents().write().unwrap()
}

#[test]
fn papers_whose_names_are_exchanged_are_not_those_that_were_opened() {
    let mut society = Society::new();
    let papers = String::from_utf8(society.papers()).unwrap();
    let papers = papers
        .replace("\"Ada Ash\"", "\"\"")
        .replace("\"Bo Birch\"", "\"Ada Ash\"")
        .replace("\"\"", "\"Bo Birch\"")
        .into_bytes();
    society.event("papers-published")["papers"] = json!(Digest::of(&papers).as_str());
    society.event("result-declared")["elected"] = json!(["birch"]);
    let bundle = society.contents_with(papers).write().unwrap();
    let claims = caught_by_nothing_but(&bundle, &["opened chair"]);
    let told = told(&claims, "opened chair");
    assert!(
        told.contains("its candidates are, in order, Bo Birch, Ada Ash, Cy Cedar, and those of the boxes Ada Ash"),
        "{told}"
    );
}

#[test]
fn a_credential_on_the_lists_of_two_boxes_breaks_both() {
    let mut society = Society::new();
    let [members, supporters] = &*OPENED;
    let shared = Opened {
        id: supporters.id,
        setup: supporters.with_one_of(members),
        credentials: supporters.credentials.clone(),
        keys: supporters.keys.clone(),
    };
    // Whoever is no longer on the list cannot have voted.
    let mut ballots = society.boxes[1].ballots.clone();
    ballots.pop();
    society.boxes[1] = BoxMade::new(&shared, ballots, Vec::new(), 2);
    let bundle = forged(&society.with_events_made_anew());
    let names = ["box members credentials", "box supporters credentials"];
    let claims = caught_by_nothing_but(&bundle, &names);
    let told = told(&claims, names[0]);
    assert!(told.contains("is on the list of supporters too"), "{told}");
}

#[test]
fn what_papers_by_post_bear_is_never_known_and_it_is_said_whether_they_are_enough() {
    let claims = verify(&CONTENTS.write().unwrap());
    let told = told(&claims, "posted chair");
    assert!(
        told.starts_with("cannot be known: 2 papers came by post, and what they bear rests on those who read them")
            && told.contains("they could change who was elected: the smallest lead at any stage is 2 votes"),
        "{told}"
    );
}

#[test]
fn a_contest_without_papers_by_post_has_no_such_claim() {
    let mut society = Society::new();
    society.posted.clear();
    let claims = verify(&forged(&society.with_events_made_anew()));
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
    assert!(claims.iter().all(|claim| claim.name != "posted chair"));
}

#[test]
fn somebody_declared_elected_whom_the_count_does_not_elect_is_caught() {
    let mut society = Society::new();
    society.event("result-declared")["elected"] = json!(["birch"]);
    let claims = caught_by_nothing_but(&forged(&society), &["figure chair elected"]);
    let told = told(&claims, "figure chair elected");
    assert!(
        told.contains("birch declared elected, and the count elects ash"),
        "{told}"
    );
}

#[test]
fn a_correction_to_somebody_whom_the_count_does_not_elect_is_caught() {
    let mut society = Society::new();
    let corrected = json!({
        "post": "chair", "elected": ["cedar"], "certified_by": null, "decided": "2026-04-22", "reasons": "A slip.",
    });
    society.events.push(event("result-corrected", corrected));
    caught_by_nothing_but(&forged(&society), &["figure chair elected"]);
}

/// A contest in which ballots are replaced: the first member votes again. One elector fewer votes by post, so that no more
/// vote than there are.
fn replaced() -> Society {
    let mut society = under("replacing = false", "replacing = true");
    let mut ballots = society.boxes[0].ballots.clone();
    ballots.extend(OPENED[0].cast(&[[1, 2, 3]]));
    society.boxes[0] = BoxMade::new(&OPENED[0], ballots, Vec::new(), 2);
    society.posted.pop();
    society
}

#[test]
fn replaced_ballots_came_back_too_and_a_scrutineer_may_count_them() {
    let mut society = replaced().with_events_made_anew();
    let report = society.event("scrutineer-reported");
    let returned = report["returned"].as_u64().unwrap();
    report["returned"] = json!(returned + 1);
    let claims = verify(&forged(&society));
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
    let report = society.event("scrutineer-reported");
    report["returned"] = json!(returned + 2);
    caught_by_nothing_but(&forged(&society), &["scrutineer"]);
}

#[test]
fn an_earlier_ballot_that_a_removal_would_revive_is_caught() {
    let mut society = replaced();
    let ballots = society.boxes[0].ballots.clone();
    let last = ballots[7].tracker();
    society.boxes[0] = BoxMade::new(&OPENED[0], ballots.clone(), vec![last.clone()], 2);
    let bundle = forged(&society.clone().with_events_made_anew());
    let claims = caught_by_nothing_but(&bundle, &["box members removed"]);
    let told = told(&claims, "box members removed");
    assert!(told.contains("by the same credential, goes on"), "{told}");
    let both = vec![ballots[0].tracker(), last];
    society.boxes[0] = BoxMade::new(&OPENED[0], ballots, both, 2);
    let claims = verify(&forged(&society.with_events_made_anew()));
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
}

/// A contest of one event, which is kept by nobody.
fn not_kept(record: &str) -> Contents {
    let mut society = Society::new();
    society.events.truncate(1);
    society.event("contest-opened")["record"] = json!(record);
    let (rulebook, events) = (society.rulebook.clone().into_bytes(), society.log());
    let empty = Contest::new(
        Rulebook::parse(&society.rulebook).unwrap(),
        Digest::of(&rulebook),
    );
    let (contest, log) = fold(empty, &events).unwrap();
    Contents {
        statement: statement(&contest, &log).to_json().into_bytes(),
        kept: None,
        papers: BTreeMap::new(),
        posts: Vec::new(),
        rulebook,
        events,
    }
}

#[rstest]
#[case("live", true)]
#[case("mock", true)]
#[case("replay", false)]
fn of_a_contest_that_was_held_and_is_not_kept_it_is_said_that_nothing_ties_papers_to_electors(
    #[case] record: &str,
    #[case] is_said: bool,
) {
    let claims = verify(&not_kept(record).write().unwrap());
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
    assert_eq!(claims.iter().any(|claim| claim.name == "kept"), is_said);
    if is_said {
        let told = told(&claims, "kept");
        assert!(told.contains("cannot be known"), "{told}");
        assert!(told.contains("nothing ties these papers"), "{told}");
    }
}

#[rstest]
#[case("live", false)]
#[case("mock", true)]
fn a_mock_says_that_it_is_one(#[case] record: &str, #[case] expected: bool) {
    let bytes = not_kept(record).write().unwrap();
    let mut bundle = Bundle::open(Cursor::new(bytes), &silent).unwrap();
    assert_eq!(bundle.is_mock().unwrap(), expected);
    let mut nothing = Bundle::open(Cursor::new(b"nothing".to_vec()), &silent).unwrap();
    assert!(!nothing.is_mock().unwrap());
}

#[test]
fn a_scrutineer_who_leaves_a_post_out_is_caught() {
    let mut society = Society::new();
    society.event("scrutineer-reported")["valid"] = json!({});
    let claims = caught_by_nothing_but(&forged(&society), &["scrutineer"]);
    let told = told(&claims, "scrutineer");
    assert!(
        told.contains("it does not say how many papers for chair were valid"),
        "{told}"
    );
}

/// The place of the publication of nominees.
fn published(society: &Society) -> usize {
    let is = |event: &Value| event["event"] == "nominees-published";
    society.events.iter().position(is).unwrap()
}

#[test]
fn a_nominee_who_is_left_off_the_paper_is_missed() {
    let mut society = under("count = 3", "count = 4").with_events_made_anew();
    let place = published(&society);
    let mut declared = society.event("candidate-declared").clone();
    declared["candidate"] = json!("dale");
    declared["name"] = json!("Di Dale");
    let mut nominated = society.event("nominated").clone();
    nominated["candidate"] = json!("dale");
    nominated["nominator"] = json!("branch-of-ash-too");
    nominated["name"] = json!("Branch of ash too");
    society.events.splice(place..place, [declared, nominated]);
    let claims = caught_by_nothing_but(&forged(&society), &["statement chair dale"]);
    let told = told(&claims, "statement chair dale");
    assert!(told.contains("is nominated, and not among"), "{told}");
}

#[test]
fn somebody_on_the_paper_whom_nobody_nominated_is_caught() {
    let mut society = Society::new();
    let is_other = |event: &Value| event["event"] != "nominated" || event["candidate"] != "cedar";
    society.events.retain(is_other);
    let claims = caught_by_nothing_but(&forged(&society), &["statement chair cedar"]);
    let told = told(&claims, "statement chair cedar");
    assert!(told.contains("is not nominated, and among"), "{told}");
}

#[rstest]
#[case::before(0, false)]
#[case::after(1, true)]
fn who_withdrew_before_the_nominees_were_published_is_not_among_them(
    #[case] behind: usize,
    #[case] holds: bool,
) {
    let mut society = Society::new();
    let place = published(&society) + behind;
    let withdrew = event(
        "candidate-withdrew",
        json!({ "post": "chair", "candidate": "cedar", "received": "2026-03-25T18:00:00" }),
    );
    society.events.insert(place, withdrew);
    let claims = verify(&forged(&society));
    let found = broken(&claims);
    assert_eq!(found.is_empty(), holds, "{found:#?}");
    assert!(
        found
            .iter()
            .all(|claim| claim.name == "statement chair cedar")
    );
}

#[test]
fn a_box_that_asks_about_another_post_by_its_title_is_caught() {
    let society = under("title = \"Chair\"", "title = \"Treasurer\"").with_events_made_anew();
    let names = ["box members setup", "box supporters setup"];
    let claims = caught_by_nothing_but(&forged(&society), &names);
    let told = told(&claims, names[0]);
    assert!(
        told.contains(
            "question 1 is \"Chair\", and the title of chair in the rulebook \"Treasurer\""
        ),
        "{told}"
    );
}

#[test]
fn keys_are_told_for_people_to_compare() {
    let society = Society::new();
    let claims = verify(&CONTENTS.write().unwrap());
    let witnesses = told(&claims, "witnesses");
    let (own, theirs) = (society.key.verifying_key(), witness().witness());
    for id in [own.id().to_string(), theirs.id().to_string()] {
        assert!(witnesses.contains(&id), "{id}: {witnesses}");
    }
    let trustees = told(&claims, "box members trustees");
    let key = OPENED[0].setup.trustees().member(1).unwrap().verification;
    let digest = hustings_seal::digest::Digest::of(&key.encode().to_hex()).to_string();
    assert!(trustees.contains(&digest[..16]), "{trustees}");
    assert!(
        trustees.ends_with("; the keys of supporters are others"),
        "{trustees}"
    );
}
