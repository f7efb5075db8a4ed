//! Real contests, against what their sources say and what was worked out from those by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::Published;
use crate::again::{Again, again};
use crate::declaration::Made;
use crate::digest::digest;
use crate::log::Log;
use crate::read::events;
use crate::read::rulebook::Rulebook;
use crate::statement::{LogName, statement};

/// What the second path makes of a contest in its folder.
struct Contest {
    statement: Value,
    transcripts: BTreeMap<String, Value>,
    declarations: BTreeMap<String, Value>,
}

impl Contest {
    fn of(folder: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../contests")
            .join(folder);
        let read = |path: PathBuf| fs::read(&path).unwrap();
        let bytes = read(folder.join("rulebook.toml"));
        let rulebook = Rulebook::read(&bytes).unwrap();
        let (events, trouble) = events::read(&read(folder.join("events.jsonl")));
        assert_eq!(trouble, None);
        let log = Log::fold(&rulebook, &digest(&bytes), &events).unwrap();
        let files: Vec<(String, Vec<u8>)> = log
            .papers
            .iter()
            .map(|papers| (papers.file.clone(), read(folder.join(&papers.file))))
            .collect();
        let published = Published {
            rulebook: b"",
            events: b"",
            papers: files
                .iter()
                .map(|(file, bytes)| (file.clone(), &bytes[..]))
                .collect(),
            statement: b"",
            results: BTreeMap::new(),
        };
        let name = LogName {
            entries: events.len(),
            digest: String::new(),
        };
        let mut contest = Self {
            statement: statement(&rulebook, &log, &name),
            transcripts: BTreeMap::new(),
            declarations: BTreeMap::new(),
        };
        for post in &rulebook.posts {
            let Again::Made(transcript) = again(&rulebook, &log, post, &published) else {
                panic!("a transcript follows for {}", post.id)
            };
            let made = Made {
                rulebook: &rulebook,
                log: &log,
                post,
                transcript: &transcript,
            };
            let declaration = made.declaration(&name).value;
            contest.declarations.insert(post.id.clone(), declaration);
            contest
                .transcripts
                .insert(post.id.clone(), transcript.to_value());
        }
        contest
    }

    fn candidate(&self, id: &str) -> &Value {
        self.statement["posts"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|post| post["candidates"].as_array().unwrap())
            .find(|candidate| candidate["id"] == id)
            .unwrap()
    }
}

#[test]
fn labour_2020_leader_thornberry_is_two_local_parties_short() {
    let labour = Contest::of("labour-2020");
    let thornberry = labour.candidate("thornberry");
    assert_eq!(thornberry["standing"], "not-nominated");
    let second = &thornberry["stages"][1];
    assert_eq!(second["outcome"], "not-through");
    let local_parties = &second["verdict"]["any"][0];
    assert_eq!(
        local_parties["figure"],
        json!({"at_least": "31", "at_most": "31"})
    );
    assert_eq!(
        local_parties["required"],
        json!({"at_least": "33", "at_most": "33"})
    );
}

#[test]
fn labour_2020_leader_starmer_passes_by_local_parties_and_his_figures_differ_by_source() {
    let labour = Contest::of("labour-2020");
    let starmer = labour.candidate("starmer");
    assert_eq!(starmer["standing"], "nominated");
    let first = &starmer["stages"][0]["verdict"];
    assert_eq!(first["figure"], json!({"at_least": "88", "at_most": "89"}));
    // 23 nominations of 22 needed at noon on the second day.
    assert_eq!(
        first["first_met"],
        json!({"after": "2020-01-07", "by": "2020-01-08T12:00"})
    );
    let second = &starmer["stages"][1]["verdict"];
    assert_eq!(
        second["any"][0]["figure"],
        json!({"at_least": "373", "at_most": "374"})
    );
    assert_eq!(second["any"][0]["first_met"]["after"], "2020-01-21");
    // The weight of affiliates was never published.
    assert_eq!(second["any"][1]["outcome"], "undetermined");
}

#[test]
fn labour_2020_phillips_and_lewis_withdrew_in_the_stages_where_they_stood() {
    let labour = Contest::of("labour-2020");
    assert_eq!(labour.candidate("phillips")["withdrew"]["stage"], "stage-2");
    assert_eq!(
        labour.candidate("phillips")["stages"][0]["outcome"],
        "through"
    );
    assert_eq!(labour.candidate("lewis")["withdrew"]["stage"], "stage-1");
    assert_eq!(
        labour.candidate("lewis")["stages"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn labour_2020_deputy_burgon_has_exactly_what_is_needed() {
    let labour = Contest::of("labour-2020");
    let first = &labour.candidate("burgon")["stages"][0]["verdict"];
    assert_eq!(first["figure"], first["required"]);
    assert_eq!(first["outcome"], "met");
    // 18 on the tenth; 22 when nominations closed.
    assert_eq!(
        first["first_met"],
        json!({"after": "2020-01-10", "by": "2020-01-13T14:30:00"})
    );
}

#[test]
fn labour_2020_leader_is_elected_at_once_and_136_papers_are_unaccounted_for() {
    let labour = Contest::of("labour-2020");
    let leader = &labour.declarations["leader"];
    assert_eq!(leader["elected"][0]["of_continuing"], "56.2%");
    assert_eq!(leader["stages"][0]["votes"]["starmer"], "275780");
    let differences: Vec<&Value> = leader["unreconciled"]
        .as_array()
        .unwrap()
        .iter()
        .map(|papers| &papers["difference"])
        .collect();
    assert_eq!(differences, ["43", "93", "136"]);
}

#[test]
fn labour_2020_turnout_of_registered_supporters_does_not_follow() {
    let labour = Contest::of("labour-2020");
    let claims = labour.declarations["leader"]["claims"].as_array().unwrap();
    let wrong: Vec<&Value> = claims
        .iter()
        .filter(|claim| claim["verdict"] == "does-not-follow")
        .collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0]["section"], "registered-supporters");
    assert_eq!(wrong[0]["published"], "95.5%");
    assert_eq!(wrong[0]["computed"], "95.4%");
}

#[test]
fn labour_2020_deputy_murray_is_excluded_second_and_allin_khan_passes_burgon() {
    let labour = Contest::of("labour-2020");
    let deputy = &labour.transcripts["deputy"];
    assert_eq!(deputy["elected"], json!(["rayner"]));
    assert_eq!(
        deputy["stages"][1]["action"]["candidates"],
        json!(["murray"])
    );
    assert_eq!(
        deputy["stages"][1]["action"]["transfers"],
        json!([
            {"from": "murray", "to": "allin-khan", "votes": "25809"},
            {"from": "murray", "to": "burgon", "votes": "3979"},
            {"from": "murray", "to": "rayner", "votes": "18976"},
            {"from": "murray", "to": null, "votes": "15796"},
        ])
    );
    assert_eq!(deputy["stages"][2]["votes"]["allin-khan"], "113858");
    assert_eq!(deputy["stages"][2]["votes"]["burgon"], "92643");
}

#[test]
fn snp_2023_papers_give_the_official_notice_and_the_wrong_turnout_is_stated() {
    let snp = Contest::of("snp-2023");
    let leader = &snp.transcripts["leader"];
    assert_eq!(leader["papers"], "50494");
    assert_eq!(
        leader["stages"][0]["votes"],
        json!({"yousaf": "24336", "forbes": "20559", "regan": "5599"})
    );
    assert_eq!(
        leader["stages"][1]["votes"],
        json!({"yousaf": "26032", "forbes": "23890"})
    );
    assert_eq!(leader["stages"][1]["non_transferable"], "572");
    let claims = &snp.declarations["leader"]["claims"];
    assert_eq!(claims[0]["computed"], "69.97%");
    assert_eq!(claims[0]["verdict"], "does-not-follow");
}

#[test]
fn labour_2010_the_section_of_mps_prefers_the_elder_brother_and_elects_nobody() {
    let labour = Contest::of("labour-2010-mps");
    let leader = &labour.transcripts["leader"];
    assert_eq!(
        (&leader["seats"], &leader["elected"]),
        (&json!(0), &json!([]))
    );
    let exclusions: Vec<&Value> = leader["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| &stage["action"]["candidates"])
        .collect();
    assert_eq!(
        exclusions,
        [
            &json!(["abbott"]),
            &json!(["burnham"]),
            &json!(["balls"]),
            &json!([])
        ]
    );
    let last = &leader["stages"][3];
    assert_eq!(
        last["votes"],
        json!({"d-miliband": "140", "e-miliband": "122"})
    );
    assert_eq!(last["non_transferable"], "4");
}
