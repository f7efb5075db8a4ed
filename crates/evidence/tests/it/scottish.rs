//! A contest by a rule with surpluses, from its rulebook to the bundle that verifies.

use std::collections::BTreeMap;

use hustings_contest::{Contest, Digest, PostResult, declaration, fold, result, statement};
use hustings_evidence::{Contents, Finding, PostContents};
use hustings_rulebook::Rulebook;
use serde_json::{Value, json};

use crate::{broken, verify};

/// The text of the fence with this name on a page.
fn fence<'a>(page: &'a str, name: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("```{name}\n"))
        .expect("the page has this fence");
    rest.split_once("```").expect("the fence ends").0
}

const FILE: &str = "papers/chair.blt";

fn rulebook() -> String {
    let page = include_str!("../../../../docs/formats/rulebook.md");
    let rule = "{ name = \"av\", majority_of = \"continuing\" }";
    fence(page, "toml rulebook")
        .replace("seats = 1", "seats = 2")
        .replace(rule, "{ name = \"scottish-stv\" }")
}

fn papers() -> &'static str {
    let page = include_str!("../../../../docs/formats/transcript.md");
    fence(page, "blt scottish")
}

fn events(rulebook: &str, papers: &str) -> String {
    let (rulebook, papers) = (
        Digest::of(rulebook.as_bytes()),
        Digest::of(papers.as_bytes()),
    );
    let candidates = [
        ("ash", "Ada Ash"),
        ("birch", "Bo Birch"),
        ("cedar", "Cy Cedar"),
        ("damson", "Di Damson"),
    ];
    let ids = candidates.map(|(id, _)| id);
    let mut events = vec![
        json!({ "event": "contest-opened", "rulebook": rulebook.as_str(), "record": "replay" }),
    ];
    events.extend(candidates.map(|(id, name)| {
        json!({ "event": "candidate-declared", "post": "chair", "candidate": id, "name": name, "incumbent": false })
    }));
    events.push(json!({ "event": "nominees-published", "post": "chair", "candidates": ids }));
    events.push(json!({ "event": "papers-published", "post": "chair", "section": null, "file": FILE, "papers": papers.as_str() }));
    // Whole votes that are those of stage 1, whatever decimals they are written with.
    events.push(json!({
        "event": "votes-declared", "post": "chair", "section": null, "stage_number": 1,
        "votes": { "ash": 11, "birch": 4, "cedar": 4, "damson": 2 },
    }));
    events.push(json!({ "event": "result-declared", "post": "chair", "elected": ["ash", "birch"], "certified_by": null }));
    events.iter().map(line).collect()
}

/// One canonical line, with the circumstances that an event leaves out.
fn line(event: &Value) -> String {
    let mut whole = json!({
        "actor": null, "clause": null, "decided": null, "note": null, "received": null, "recorded": null, "role": null,
        "sources": ["somebody"],
    });
    if let (Value::Object(whole), Value::Object(event)) = (&mut whole, event.clone()) {
        whole.extend(event);
    }
    format!("{whole}\n")
}

fn contents() -> Contents {
    let (rulebook, papers) = (rulebook(), papers().to_owned());
    let events = events(&rulebook, &papers);
    let empty = Contest::new(
        Rulebook::parse(&rulebook).unwrap(),
        Digest::of(rulebook.as_bytes()),
    );
    let (contest, log) = fold(empty, events.as_bytes()).unwrap();
    let papers = BTreeMap::from([(FILE.to_owned(), papers.into_bytes())]);
    let post = &contest.rulebook().posts[0];
    let transcript = match result(&contest, post, &papers) {
        Ok(PostResult::Complete(transcript)) => transcript,
        other => panic!("{other:?}"),
    };
    let declaration = declaration(&contest, post, &transcript, &log);
    Contents {
        posts: vec![PostContents {
            post: "chair".to_owned(),
            transcript: transcript.to_json().into_bytes(),
            declaration: declaration.to_json().into_bytes(),
        }],
        statement: statement(&contest, &log).to_json().into_bytes(),
        rulebook: rulebook.into_bytes(),
        events: events.into_bytes(),
        papers,
        kept: None,
    }
}

#[test]
fn every_claim_of_a_scottish_contest_holds() {
    let contents = contents();
    let claims = verify(&contents.write().expect("the contents fit into a bundle"));
    assert!(
        broken(&claims).is_empty(),
        "{:#?}\n{}",
        broken(&claims),
        String::from_utf8_lossy(&contents.posts[0].declaration)
    );
    for name in [
        "transcript chair stage 4",
        "recount chair",
        "declaration chair",
        "figure chair votes stage 1",
    ] {
        let claim = claims.iter().find(|claim| claim.name == name);
        let finding = &claim.expect("the claim is made").finding;
        assert!(
            matches!(finding, Finding::Holds { .. }),
            "{name}: {finding:?}"
        );
    }
}
