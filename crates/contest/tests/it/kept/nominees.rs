//! Who stands is published once it is settled.

use hustings_contest::kept::KeptRefusal;
use serde_json::json;

use super::society::{Society, appeal, event, refused};

const CHAIR: (&str, usize) = ("nominees-published", 0);

#[test]
fn somebody_is_on_the_list() {
    let nobody = Society::new().with(CHAIR, json!({"candidates": []}));
    refused!(nobody, KeptRefusal::NobodyPublished(_), "(paper.order)");
}

#[test]
fn nominees_are_published_when_the_windows_of_all_stages_have_closed() {
    let recorded = |at: &str| Society::until(CHAIR).with(CHAIR, json!({"recorded": at}));
    for early in ["2027-03-20T16:59:59", "2027-03-19"] {
        refused!(
            recorded(early),
            KeptRefusal::PublishedEarly { .. },
            "(stage.nominations.window)"
        );
    }
    recorded("2027-03-20T17:00:00").folded();
    // A window that closes on a day closes at its end, and where the close is not known nothing is.
    let closes = "closes = 2027-03-20T17:00:00";
    let on_a_day = recorded("2027-03-20T17:00:00").under(closes, "closes = 2027-03-20");
    refused!(
        on_a_day,
        KeptRefusal::PublishedEarly { .. },
        "(stage.nominations.window)"
    );
    recorded("2027-03-08T17:00:00")
        .under(closes, "closes = \"not known\"")
        .folded();
}

#[test]
fn a_stage_that_is_for_another_post_is_not_waited_for() {
    let society = Society::until(CHAIR)
        .under(
            "title = \"Nominations\"",
            "title = \"Nominations\"\nposts = [\"treasurer\"]",
        )
        .without_any("nominated")
        .without(("ruling-made", 0))
        .with(CHAIR, json!({"recorded": "2027-03-15T10:00:00"}));
    society.folded();
}

#[test]
fn nominees_wait_for_appeals_about_nominations_for_their_post() {
    let of_nomination = || Society::until(CHAIR).before(CHAIR, appeal("a-9", "r-east"));
    refused!(
        of_nomination(),
        KeptRefusal::AppealUndecided { .. },
        "'a-9'"
    );
    // Another matter, and another post, are not waited for.
    Society::until(CHAIR)
        .before(CHAIR, appeal("a-9", "r-match"))
        .folded();
    let treasurer = event(
        "nominees-published",
        Society::new().event(("nominees-published", 1)),
    );
    Society::until(("ruling-made", 3))
        .then(appeal("a-9", "r-east"))
        .then(treasurer)
        .folded();
}
