//! The leadership and deputy leadership contests of 2020, against what was published.
//!
//! Figures: contests/labour-2020/sources.md.

use hustings_contest::declaration::{Figure, FigureKind, FigureVerdict};
use hustings_contest::judge::{Outcome, Window};
use hustings_contest::statement::{ClaimVerdict, StageOutcome, Standing, Statement};
use hustings_count::Transcript;
use hustings_count::transcript::Provenance;
use rstest::{fixture, rstest};

use crate::{Folder, candidate, first_met, leaf, node, outcome};

#[fixture]
fn stated() -> Statement {
    Folder::of("labour-2020").statement()
}

const STAGE_1: &str = "stage.stage-1.gate";
const STAGE_2: &str = "stage.stage-2.gate";
const LOCAL_PARTIES: &str = "stage.stage-2.gate.any.1";
const THREE_AFFILIATES: &str = "stage.stage-2.gate.any.2.all.1";
const TWO_UNIONS: &str = "stage.stage-2.gate.any.2.all.2";
const MEMBERSHIP: &str = "stage.stage-2.gate.any.2.all.3";

fn standing(statement: &Statement, post: &str, id: &str) -> Standing {
    candidate(statement, post, id).standing
}

#[rstest]
fn three_stand_for_leader_and_five_for_deputy(stated: Statement) {
    for (post, id, expected) in [
        ("leader", "starmer", Standing::Nominated),
        ("leader", "long-bailey", Standing::Nominated),
        ("leader", "nandy", Standing::Nominated),
        ("leader", "thornberry", Standing::NotNominated),
        ("leader", "phillips", Standing::Withdrawn),
        ("leader", "lewis", Standing::Withdrawn),
        ("deputy", "rayner", Standing::Nominated),
        ("deputy", "burgon", Standing::Nominated),
        ("deputy", "butler", Standing::Nominated),
        ("deputy", "murray", Standing::Nominated),
        ("deputy", "allin-khan", Standing::Nominated),
        ("deputy", "mahmood", Standing::Withdrawn),
    ] {
        assert_eq!(standing(&stated, post, id), expected, "{post} {id}");
    }
}

#[rstest]
#[case("leader", "lewis", "stage-1", true)]
#[case("leader", "phillips", "stage-2", true)]
#[case("deputy", "mahmood", "stage-1", true)]
fn whoever_withdrew_did_so_at_a_stage_and_released_its_nominators(
    stated: Statement,
    #[case] post: &str,
    #[case] id: &str,
    #[case] stage: &str,
    #[case] released: bool,
) {
    let withdrawal = candidate(&stated, post, id)
        .withdrew
        .as_ref()
        .expect("withdrew");
    assert_eq!(withdrawal.stage.as_ref().unwrap().as_str(), stage);
    assert_eq!(withdrawal.nominations_released, released);
    let last = candidate(&stated, post, id).stages.last().unwrap();
    assert_eq!(
        (last.id.as_str(), last.outcome),
        (stage, StageOutcome::Withdrawn)
    );
}

#[rstest]
#[case(
    "leader",
    "starmer",
    88,
    89,
    Some("2020-01-07"),
    Some("2020-01-08T12:00")
)]
#[case(
    "leader",
    "long-bailey",
    33,
    33,
    Some("2020-01-08T12:00"),
    Some("2020-01-09")
)]
#[case(
    "leader",
    "nandy",
    31,
    31,
    Some("2020-01-08T12:00"),
    Some("2020-01-09")
)]
#[case(
    "leader",
    "phillips",
    23,
    23,
    Some("2020-01-08T12:00"),
    Some("2020-01-09")
)]
#[case(
    "leader",
    "thornberry",
    23,
    23,
    Some("2020-01-10"),
    Some("2020-01-13T14:30:00")
)]
#[case("deputy", "rayner", 88, 88, Some("2020-01-07"), Some("2020-01-10"))]
#[case(
    "deputy",
    "burgon",
    22,
    22,
    Some("2020-01-10"),
    Some("2020-01-13T14:30:00")
)]
#[case(
    "deputy",
    "butler",
    29,
    29,
    Some("2020-01-12"),
    Some("2020-01-13T14:30:00")
)]
fn twenty_two_mps_and_meps_were_reached_between_two_reports(
    stated: Statement,
    #[case] post: &str,
    #[case] id: &str,
    #[case] least: u64,
    #[case] most: u64,
    #[case] after: Option<&str>,
    #[case] by: Option<&str>,
) {
    let verdict = candidate(&stated, post, id).stages[0]
        .verdict
        .as_ref()
        .unwrap();
    assert_eq!(verdict.outcome, Outcome::Met);
    assert_eq!(first_met(verdict), (after, by));
    let leaf = leaf(verdict, STAGE_1);
    assert_eq!(leaf.required.as_ref().unwrap().at_least.get(), 22);
    assert_eq!(leaf.figure.at_least.get(), least);
    assert_eq!(leaf.figure.at_most.unwrap().get(), most);
}

#[rstest]
#[case("leader", "starmer", Some("2020-01-15"), "2020-01-28", 373, 374)]
#[case("leader", "long-bailey", Some("2020-01-28"), "2020-02-04", 164, 164)]
#[case("leader", "nandy", Some("2020-01-21"), "2020-02-11", 72, 72)]
#[case("deputy", "rayner", Some("2020-01-15"), "2020-02-04", 355, 355)]
#[case("deputy", "burgon", Some("2020-01-15"), "2020-02-11", 76, 76)]
#[case("deputy", "butler", Some("2020-01-15"), "2020-02-04", 82, 82)]
#[case("deputy", "murray", Some("2020-02-04"), "2020-02-11", 59, 59)]
#[case("deputy", "allin-khan", Some("2020-02-04"), "2020-02-11", 56, 56)]
fn everybody_who_went_through_has_at_least_56_local_parties_of_the_33_needed(
    stated: Statement,
    #[case] post: &str,
    #[case] id: &str,
    #[case] after: Option<&str>,
    #[case] by: &str,
    #[case] least: u64,
    #[case] most: u64,
) {
    let verdict = candidate(&stated, post, id).stages[1]
        .verdict
        .as_ref()
        .unwrap();
    assert_eq!(verdict.outcome, Outcome::Met);
    assert_eq!(first_met(verdict), (after, Some(by)));
    let leaf = leaf(verdict, LOCAL_PARTIES);
    assert_eq!(leaf.required.as_ref().unwrap().at_most.unwrap().get(), 33);
    assert_eq!(leaf.figure.at_least.get(), least);
    assert_eq!(leaf.figure.at_most.unwrap().get(), most);
    assert_eq!(
        outcome(verdict, MEMBERSHIP),
        Outcome::Undetermined,
        "no figures of affiliated membership"
    );
}

#[rstest]
fn thornberry_fails_with_31_local_parties_and_no_affiliate(stated: Statement) {
    let stage = &candidate(&stated, "leader", "thornberry").stages[1];
    assert_eq!(stage.outcome, StageOutcome::NotThrough);
    let verdict = stage.verdict.as_ref().unwrap();
    assert_eq!(
        leaf(verdict, LOCAL_PARTIES).figure.at_most.unwrap().get(),
        31
    );
    assert_eq!(
        leaf(verdict, THREE_AFFILIATES)
            .figure
            .at_most
            .unwrap()
            .get(),
        0
    );
    assert_eq!(
        outcome(verdict, MEMBERSHIP),
        Outcome::NotMet,
        "nobody is no share of anything"
    );
}

#[rstest]
#[case("allin-khan", 1, 2, Outcome::Undetermined)]
#[case("butler", 0, 2, Outcome::Undetermined)]
#[case("murray", 0, 1, Outcome::NotMet)]
#[case("rayner", 8, 8, Outcome::Met)]
#[case("burgon", 3, 4, Outcome::Met)]
fn unions_among_affiliates_that_no_source_names_are_left_open(
    stated: Statement,
    #[case] id: &str,
    #[case] least: u64,
    #[case] most: u64,
    #[case] expected: Outcome,
) {
    let verdict = candidate(&stated, "deputy", id).stages[1]
        .verdict
        .as_ref()
        .unwrap();
    let unions = leaf(verdict, TWO_UNIONS);
    assert_eq!(unions.figure.at_least.get(), least);
    assert_eq!(unions.figure.at_most.unwrap().get(), most);
    assert_eq!(outcome(verdict, TWO_UNIONS), expected);
}

#[rstest]
fn dated_nominations_narrow_when_starmer_had_three_affiliates(stated: Statement) {
    let verdict = candidate(&stated, "leader", "starmer").stages[1]
        .verdict
        .as_ref()
        .unwrap();
    // UNISON decided on 8 January, SERA is reported on 15, Usdaw on 20; the first report is of 21 January.
    assert_eq!(
        first_met(node(verdict, THREE_AFFILIATES)),
        (Some("2020-01-15"), Some("2020-01-20"))
    );
    // Nine are named, fifteen reported: the larger counts, not the sum.
    let leaf = leaf(verdict, THREE_AFFILIATES);
    assert_eq!(leaf.nominations.len(), 9);
    assert_eq!(leaf.figure.at_least.get(), 15);
    assert_eq!(leaf.figure.at_most.unwrap().get(), 15);
}

#[rstest]
fn two_counts_of_one_body_stand_side_by_side(stated: Statement) {
    let verdict = candidate(&stated, "leader", "starmer").stages[1]
        .verdict
        .as_ref()
        .unwrap();
    let last: Vec<_> = leaf(verdict, LOCAL_PARTIES)
        .reports
        .iter()
        .filter(|report| report.as_of.as_str() == "2020-02-15")
        .collect();
    let figures: Vec<_> = last.iter().map(|report| report.figure.get()).collect();
    assert_eq!(figures.len(), 2);
    assert!(
        figures.contains(&373) && figures.contains(&374),
        "{figures:?}"
    );
    assert_ne!(last[0].sources, last[1].sources);
}

#[rstest]
fn a_nomination_whose_receipt_is_not_known_is_undetermined_and_not_refused(stated: Statement) {
    let verdict = candidate(&stated, "leader", "starmer").stages[1]
        .verdict
        .as_ref()
        .unwrap();
    let unison = leaf(verdict, THREE_AFFILIATES)
        .nominations
        .iter()
        .find(|read| read.nominator.as_str() == "unison")
        .unwrap();
    assert_eq!(
        unison.decided.as_ref().unwrap().as_str(),
        "2020-01-08",
        "before the window opened on 15 January"
    );
    assert_eq!(unison.received, None);
    assert_eq!(unison.window, Window::Undetermined);
}

#[rstest]
#[case("leader", "starmer", "2020-01-20")]
#[case("leader", "nandy", "2020-01-22")]
#[case("leader", "long-bailey", "2020-01-29")]
#[case("deputy", "rayner", "2020-01-20")]
#[case("deputy", "burgon", "2020-01-29")]
#[case("deputy", "butler", "2020-02-02")]
#[case("deputy", "murray", "2020-02-07")]
#[case("deputy", "allin-khan", "2020-02-08")]
fn published_dates_of_qualifying_are_neither_confirmed_nor_excluded(
    stated: Statement,
    #[case] post: &str,
    #[case] id: &str,
    #[case] on: &str,
) {
    let claims = &candidate(&stated, post, id).stages[1].claims;
    assert_eq!(claims.len(), 1);
    assert_eq!(
        (claims[0].on.as_str(), claims[0].verdict),
        (on, ClaimVerdict::Open)
    );
}

#[rstest]
fn the_gates_clause_is_named_and_the_sources_own_is_not_known(stated: Statement) {
    let verdict = candidate(&stated, "leader", "starmer").stages[1]
        .verdict
        .as_ref()
        .unwrap();
    assert_eq!(verdict.clause.address.as_str(), STAGE_2);
    assert_eq!(verdict.clause.source, None);
}

fn votes(transcript: &Transcript, stage: usize, id: &str) -> u64 {
    transcript.stages[stage].votes[&id.parse().unwrap()]
        .to_whole()
        .unwrap()
}

#[test]
fn starmer_is_elected_at_stage_1_and_the_sections_make_the_whole() {
    let (transcript, declaration) = Folder::of("labour-2020").result("leader");
    assert_eq!(transcript.provenance, Provenance::Declared);
    assert_eq!(transcript.stages.len(), 1);
    assert_eq!(
        [
            votes(&transcript, 0, "starmer"),
            votes(&transcript, 0, "long-bailey"),
            votes(&transcript, 0, "nandy")
        ],
        [275_780, 135_218, 79_597]
    );
    let section = |id: &str, candidate: &str| {
        transcript.stages[0].sections[id][&candidate.parse().unwrap()]
            .to_whole()
            .unwrap()
    };
    for (id, figures) in [
        ("members", [225_135, 117_598, 58_788]),
        ("affiliated-supporters", [40_417, 16_970, 18_681]),
        ("registered-supporters", [10_228, 650, 2_128]),
    ] {
        assert_eq!(
            [
                section(id, "starmer"),
                section(id, "long-bailey"),
                section(id, "nandy")
            ],
            figures,
            "{id}"
        );
    }
    assert_eq!(declaration.elected[0].id.as_str(), "starmer");
    assert_eq!(
        declaration.elected[0].of_first_stage.as_deref(),
        Some("56.2%")
    );
    assert_eq!(declaration.certified_by, None);
}

#[test]
fn rayner_is_elected_at_stage_3_with_transfers_that_follow_from_the_votes() {
    let (transcript, declaration) = Folder::of("labour-2020").result("deputy");
    assert_eq!(
        [
            votes(&transcript, 0, "rayner"),
            votes(&transcript, 0, "butler")
        ],
        [192_168, 50_255]
    );
    assert_eq!(
        [
            votes(&transcript, 2, "rayner"),
            votes(&transcript, 2, "allin-khan"),
            votes(&transcript, 2, "burgon")
        ],
        [228_944, 113_858, 92_643]
    );
    let lost: Vec<_> = transcript
        .stages
        .iter()
        .map(|stage| stage.non_transferable.to_whole().unwrap())
        .collect();
    assert_eq!(lost, [0, 9_765, 25_561]);
    let moved: Vec<_> = transcript
        .stages
        .iter()
        .flat_map(|stage| &stage.action.transfers)
        .map(|transfer| {
            (
                transfer.from.as_str(),
                transfer.to.as_ref().map_or("nobody", |to| to.as_str()),
                transfer.votes.to_whole().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        moved,
        [
            ("butler", "allin-khan", 10_698),
            ("butler", "burgon", 8_611),
            ("butler", "murray", 3_381),
            ("butler", "rayner", 17_800),
            ("butler", "nobody", 9_765),
            ("murray", "allin-khan", 25_809),
            ("murray", "burgon", 3_979),
            ("murray", "rayner", 18_976),
            ("murray", "nobody", 15_796),
        ]
    );
    assert_eq!(transcript.derived, ["non_transferable", "transfers"]);
    let elected = &declaration.elected[0];
    assert_eq!((elected.id.as_str(), elected.stage.get()), ("rayner", 3));
    assert_eq!(
        (
            elected.of_continuing.as_deref(),
            elected.of_first_stage.as_deref()
        ),
        (Some("52.6%"), Some("49.7%"))
    );
}

#[test]
fn a_turnout_that_does_not_follow_is_stated_as_it_was_published() {
    let (_, declaration) = Folder::of("labour-2020").result("leader");
    let wrong: Vec<_> = declaration
        .claims
        .iter()
        .filter(|claim| claim.verdict == FigureVerdict::DoesNotFollow)
        .collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].figure, FigureKind::Turnout);
    assert_eq!(
        wrong[0].section.as_ref().unwrap().as_str(),
        "registered-supporters"
    );
    assert_eq!(wrong[0].published, Figure::Number("95.5%".to_owned()));
    assert_eq!(wrong[0].computed, Figure::Number("95.4%".to_owned()));
}

#[rstest]
#[case("leader", &["43", "93", "136"])]
#[case("deputy", &["29725"])]
fn papers_returned_and_not_counted_are_unaccounted_for(
    #[case] post: &str,
    #[case] expected: &[&str],
) {
    let (_, declaration) = Folder::of("labour-2020").result(post);
    let differences: Vec<_> = declaration
        .unreconciled
        .iter()
        .map(|unreconciled| unreconciled.difference.as_str())
        .collect();
    assert_eq!(differences, expected);
    let whole = declaration.returns.last().unwrap();
    assert_eq!(whole.section, None);
    assert_eq!(whole.invalid, None, "nobody published how many were spoilt");
}

#[test]
fn the_poll_was_announced_for_one_day_and_opened_on_another() {
    let (_, declaration) = Folder::of("labour-2020").result("leader");
    assert_eq!(declaration.poll.opens.unwrap().as_str(), "2020-02-21");
    assert_eq!(declaration.poll.opened.unwrap().as_str(), "2020-02-24");
}
