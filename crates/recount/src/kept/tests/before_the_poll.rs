//! What is refused of claims, of the roll, and of who stands.

use rstest::rstest;
use serde_json::{Value, json};

use super::acts::{candidate, claim, nominated, ruling};
use super::society::{ROOT, Society, allowed, refused, sha};

#[test]
fn a_claim_is_of_a_section_of_the_roll_has_its_own_id_and_comes_before_the_freeze() {
    let mut elsewhere = claim("c-2");
    elsewhere["section"] = json!("friends");
    refused(Society::until("r-match").then(elsewhere), "new", "friends");
    let used = Society::until("r-match").then(claim("c-1"));
    refused(used, "new", "a claim c-1 already");
    let late = Society::until("frozen").then(claim("c-2"));
    refused(late, "new", "(roll.freeze)");
}

#[test]
fn the_roll_is_frozen_once_with_every_section_and_nothing_is_imported_after() {
    let again = Society::until("frozen").again("frozen", json!({}));
    refused(again, "new", "frozen already (roll.freeze)");
    let imported = Society::until("frozen").again("imported", json!({}));
    refused(imported, "new", "(roll.freeze)");
    let figures = json!({"electors": 3, "channels": {"online": 3}, "root": ROOT});
    let one = json!({"sections": {"members": figures}});
    refused(Society::new().with("frozen", one), "frozen", "supporters");
    let three = json!({"sections": {
        "members": figures, "supporters": figures, "friends": figures,
    }});
    refused(Society::new().with("frozen", three), "frozen", "friends");
    let unknown = json!({"electors": {"friends": 1}});
    refused(
        Society::new().with("imported", unknown),
        "imported",
        "friends",
    );
}

#[rstest]
#[case(2, json!({"online": 2}), "(roll.smallest_reported_section)")]
#[case(3, json!({"online": 2}), "come to 2, and there are 3")]
#[case(3, json!({}), "come to 0, and there are 3")]
#[case(3, json!({"online": 2, "phone": 1}), "(ballot.means)")]
fn a_section_is_frozen_with_figures_that_follow(
    #[case] electors: u64,
    #[case] channels: Value,
    #[case] reason: &str,
) {
    let good = json!({"electors": 3, "channels": {"post": 3}, "root": ROOT});
    let figures = json!({"electors": electors, "channels": channels, "root": ROOT});
    let sections = json!({"sections": {"members": good, "supporters": figures}});
    let society = Society::until("frozen").with("frozen", sections);
    refused(society, "frozen", reason);
}

#[test]
fn no_roll_is_frozen_while_a_claim_is_undecided() {
    let society = Society::new().before("frozen", claim("c-2"));
    refused(society, "frozen", "the claim c-2 is undecided");
}

#[test]
fn the_roll_is_amended_between_its_freeze_and_its_box_by_a_ruling_that_stands_and_allows() {
    let amended = |last: &str, ruling: &str| {
        let event = Society::new().event("amended");
        let mut amendment = event;
        amendment["ruling"] = json!(ruling);
        Society::until(last).then(amendment)
    };
    allowed(amended("r-roll", "r-roll"));
    refused(amended("r-match", "r-appeal"), "new", "(roll.freeze)");
    refused(amended("amended", "r-none"), "new", "no ruling r-none");
    refused(amended("amended", "r-claim"), "new", "does not stand");
    refused(amended("amended", "r-match"), "new", "disallows");
    let opened = amended("box members", "r-roll");
    refused(opened, "new", "(roll.freeze)");
    // Each section until its own box is opened.
    let channels = json!({"online": 3});
    let by = |ruling: &str| {
        let on = json!({"kind": "other", "matter": "A supporter who died."});
        Society::until("box members")
            .then(super::acts::ruling("r-more", on, json!({})))
            .again(
                "amended",
                json!({"section": "supporters", "electors": 3, "channels": channels, "ruling": ruling}),
            )
    };
    allowed(by("r-more"));
    // A ruling amends once.
    let twice = by("r-roll").fold().err().expect("it is refused");
    assert_eq!(twice.1, "r-roll has amended the roll once (roll.freeze)");
    let unknown = Society::until("amended").again("amended", json!({"section": "friends"}));
    refused(unknown, "new", "friends");
}

#[test]
fn who_stands_is_settled_once_a_box_is_open() {
    let after = |event| Society::until("box members").then(event);
    refused(after(candidate("cedar", "Cy Cedar")), "new", "(ballot)");
    refused(after(nominated("west", "ash")), "new", "(ballot)");
    let nominees = Society::new().event("nominees");
    refused(after(nominees), "new", "(ballot)");
}

#[test]
fn a_box_is_opened_of_a_frozen_roll_with_published_nominees() {
    let early = Society::new().event("box members");
    let society = Society::until("r-match").then(early);
    refused(society, "new", "(roll.freeze)");
    let society = Society::new().without("nominees");
    refused(society, "box members", "not published yet");
}

#[rstest]
#[case(json!({"box": "friends"}), "friends")]
#[case(json!({"box": "electors"}), "electors")]
#[case(json!({"posts": []}), "members is asked about [\"chair\"]")]
#[case(json!({"posts": ["chair", "chair"]}), "members is asked about [\"chair\"]")]
#[case(json!({"posts": ["deputy"]}), "members is asked about [\"chair\"]")]
#[case(json!({"credentials": 4}), "(roll)")]
fn a_box_is_of_a_section_with_its_posts_and_its_electors(
    #[case] changes: Value,
    #[case] reason: &str,
) {
    refused(
        Society::new().with("box members", changes),
        "box members",
        reason,
    );
}

#[test]
fn the_posts_of_a_box_are_those_that_the_section_elects_in_the_rulebooks_order() {
    let posts = r#"post = [{ id = "chair", title = "Chair", seats = 1 }]"#;
    let more = r#"post = [
        { id = "vice", title = "Vice", seats = 1, sections = ["members"] },
        { id = "chair", title = "Chair", seats = 1 },
    ]"#;
    let count = r#"ties = ["lots"], single_candidate = "balloted""#;
    let society = || {
        let vice = json!({"post": "vice", "candidates": ["cedar"]});
        let mut stands = candidate("cedar", "Cy Cedar");
        stands["post"] = json!("vice");
        let mut nominees = Society::new().event("nominees");
        for (key, value) in vice.as_object().unwrap() {
            nominees[key] = value.clone();
        }
        Society::until("box supporters")
            .under(posts, more)
            .under(r#"ties = ["lots"]"#, count)
            .before("nominees", stands)
            .before("box members", nominees)
    };
    let with = |posts| society().with("box members", json!({"posts": posts}));
    allowed(with(json!(["vice", "chair"])));
    refused(with(json!(["chair", "vice"])), "box members", "in order");
    refused(with(json!(["chair"])), "box members", "in order");
}

#[test]
fn a_sealed_election_has_one_box() {
    let members = Society::new().event("box members");
    for key in ["election", "fingerprint", "setup"] {
        let shared = json!({key: members[key]});
        let society = Society::new().with("box supporters", shared);
        let reason = format!("the box members has this {key} already (ballot)");
        refused(society, "box supporters", &reason);
    }
}

#[test]
fn somebody_is_published_when_nominations_are_over_and_nobody_appeals_about_one() {
    let nobody = Society::new().with("nominees", json!({"candidates": []}));
    refused(nobody, "nominees", "(paper.order)");
    let closing = |closes: &str| {
        let window = format!(
            "nominators = [\"branch\"]\n    window = {{ opens = 2026-03-01, closes = {closes} }}"
        );
        Society::until("nominees").under("nominators = [\"branch\"]", &window)
    };
    // The events of the log are recorded at ten on that day.
    allowed(closing("2026-03-05T10:00:00"));
    for later in ["2026-03-05T10:00:01", "2026-03-05"] {
        refused(closing(later), "nominees", "(stage.first.window)");
    }
    let appealed = |ruling: &str| {
        Society::until("nominees").before("nominees", super::acts::appeal("a-2", ruling))
    };
    refused(
        appealed("r-east"),
        "nominees",
        "the appeal a-2 on a nomination",
    );
    allowed(appealed("r-match"));
}

#[test]
fn a_section_has_one_box_and_none_where_nobody_votes_online() {
    let again = Society::until("box members").again("box members", json!({}));
    refused(again, "new", "open already");
    let by_post = r#"means = ["post"]"#;
    let mut society = Society::new().under(r#"means = ["online", "post"]"#, by_post);
    let channels =
        |count: u64| json!({"electors": count, "channels": {"post": count}, "root": ROOT});
    let sections = json!({"members": channels(6), "supporters": channels(3)});
    society = society
        .with("frozen", json!({"sections": sections}))
        .with("amended", json!({"channels": {"post": 5}}));
    refused(society.clone(), "box members", "(ballot.means)");
    // Then the poll needs no box.
    let society = society.without("box members").without("box supporters");
    let amended = Society::new().event("amended");
    let mut late = Society::until("poll opened");
    late.rulebook.clone_from(&society.rulebook);
    late = late
        .with(
            "frozen",
            json!({"sections": {"members": channels(6), "supporters": channels(3)}}),
        )
        .without("amended")
        .without("box members")
        .without("box supporters")
        .then(amended)
        .with("new", json!({"channels": {"post": 5}}));
    refused(late, "new", "the poll was opened");
    let last = society
        .events
        .iter()
        .position(|(name, _)| name == "received");
    let events = society.events[..=last.unwrap()].to_vec();
    allowed(Society { events, ..society });
}

#[test]
fn a_ruling_on_the_roll_may_be_on_anything() {
    let on = json!({"kind": "match", "section": "members", "match": 2});
    let society = Society::until("amended").before("amended", ruling("r-new", on, json!({})));
    allowed(society.with("amended", json!({"ruling": "r-new"})));
}

#[test]
fn a_booth_is_published_until_the_poll_is_closed_and_the_last_stands() {
    let booth = |society: Society| allowed(society).kept.unwrap().booth;
    assert_eq!(booth(Society::until("box supporters")), None);
    assert_eq!(booth(Society::until("booth")), Some(sha("1")));
    assert_eq!(booth(Society::new()), Some(sha("2")));
    allowed(Society::until("log").then(super::acts::booth("3")));
    let late = Society::until("poll closed").again("booth", json!({}));
    refused(late, "new", "the poll is closed (ballot.window)");
    let malformed = Society::until("booth").with("booth", json!({"digest": "b1"}));
    refused(malformed, "booth", "digest");
}
