//! Gates judged by hand: small logs whose verdicts were worked out on paper.

use hustings_contest::judge::Outcome;
use hustings_contest::statement::{CandidateStatement, ClaimVerdict, StageOutcome, Standing};
use hustings_contest::{Digest, statement};
use rstest::rstest;

use crate::{candidate, example_rulebook, first_met, fold_text, leaf, node, outcome};

const GATE: &str = "stage.nominations.gate";
const BRANCHES: &str = "stage.nominations.gate.any.1";
const AFFILIATES: &str = "stage.nominations.gate.any.2.all.1";
const UNIONS: &str = "stage.nominations.gate.any.2.all.2";
const WEIGHT: &str = "stage.nominations.gate.any.2.all.3";

/// A log under the rulebook of the format's page: 2 of 40 branches are needed, or 2 of 12 or 13
/// affiliates of which 1 union and with 1,000 of 20,000 members; from 1 to 20 March 2026, 17:00.
struct Story {
    record: &'static str,
    lines: Vec<String>,
}

const REST: &str = r#""note":null,"post":"chair""#;

impl Story {
    fn replay() -> Self {
        Self {
            record: "replay",
            lines: Vec::new(),
        }
    }

    fn live() -> Self {
        Self {
            record: "live",
            lines: Vec::new(),
        }
    }

    fn tally(mut self, body: &str, as_of: &str, tally: u64) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"as_of":"{as_of}","body":"{body}","clause":null,"decided":null,"event":"tally-reported",{REST},"received":null,"recorded":null,"role":"reporter","sources":[],"stage":"nominations","tallies":{{"ash":{tally}}}}}"#));
        self
    }

    fn nominated(mut self, nominator: &str, kind: &str, decided: &str, weight: &str) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"as_of":null,"body":"affiliate","candidate":"ash","clause":null,"decided":{decided},"event":"nominated","groups":{{}},"how":null,"kind":"{kind}","name":"{nominator}","nominator":"{nominator}",{REST},"received":null,"recorded":null,"role":"nominator","sources":[],"stage":"nominations","weight":{weight}}}"#));
        self
    }

    fn branch(mut self, nominator: &str, received: &str) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"as_of":null,"body":"branch","candidate":"ash","clause":null,"decided":null,"event":"nominated","groups":{{}},"how":null,"kind":null,"name":"{nominator}","nominator":"{nominator}",{REST},"received":{received},"recorded":null,"role":"nominator","sources":[],"stage":"nominations","weight":null}}"#));
        self
    }

    fn claimed(mut self, on: &str) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"candidate":"ash","clause":null,"decided":null,"event":"qualification-claimed","note":null,"on":"{on}","post":"chair","received":null,"recorded":null,"role":"reporter","sources":[],"stage":"nominations"}}"#));
        self
    }

    fn withdrew(mut self, decided: &str) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"candidate":"ash","clause":null,"decided":{decided},"event":"candidate-withdrew",{REST},"received":null,"recorded":null,"role":"candidate","sources":[]}}"#));
        self
    }

    fn published(mut self, candidates: &str) -> Self {
        self.lines.push(format!(r#"{{"actor":null,"candidates":[{candidates}],"clause":null,"decided":null,"event":"nominees-published",{REST},"received":null,"recorded":null,"role":"returning-officer","sources":[]}}"#));
        self
    }

    fn ash(self) -> CandidateStatement {
        self.ash_under(&example_rulebook())
    }

    fn ash_under(self, rulebook: &str) -> CandidateStatement {
        let digest = Digest::of(rulebook.as_bytes());
        let opened = format!(
            r#"{{"actor":null,"clause":null,"decided":null,"event":"contest-opened","note":null,"received":null,"record":"{}","recorded":null,"role":null,"rulebook":"{digest}","sources":[]}}"#,
            self.record
        );
        let declared = format!(
            r#"{{"actor":null,"candidate":"ash","clause":null,"decided":null,"event":"candidate-declared","incumbent":true,"name":"Ada Ash",{REST},"received":null,"recorded":null,"role":null,"sources":[]}}"#
        );
        let events = [opened, declared]
            .into_iter()
            .chain(self.lines)
            .fold(String::new(), |all, line| all + &line + "\n");
        let (contest, log) =
            fold_text(rulebook, events.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        candidate(&statement(&contest, &log), "chair", "ash").clone()
    }
}

fn verdict(ash: &CandidateStatement) -> &hustings_contest::judge::Verdict {
    ash.stages[0]
        .verdict
        .as_ref()
        .expect("the stage has a gate")
}

#[test]
fn without_a_word_a_replay_is_undetermined_and_a_live_record_not_met() {
    assert_eq!(Story::replay().ash().standing, Standing::Undetermined);
    assert_eq!(Story::live().ash().standing, Standing::NotNominated);
}

#[test]
fn a_report_bounds_what_was_before_from_above_and_what_came_after_from_below() {
    let ash = Story::replay()
        .tally("branch", "2026-03-05", 1)
        .tally("branch", "2026-03-12", 2)
        .ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Met);
    assert_eq!(
        first_met(node(verdict(&ash), BRANCHES)),
        (Some("2026-03-05"), Some("2026-03-12"))
    );
}

#[test]
fn rows_out_of_order_make_no_difference() {
    let ash = Story::replay()
        .tally("branch", "2026-03-12", 2)
        .tally("branch", "2026-03-05", 1)
        .ash();
    assert_eq!(
        first_met(node(verdict(&ash), BRANCHES)),
        (Some("2026-03-05"), Some("2026-03-12"))
    );
}

#[test]
fn only_a_report_at_or_after_the_close_says_not_met() {
    let ash = Story::replay().tally("branch", "2026-03-19", 1).ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Undetermined);
    let ash = Story::replay()
        .tally("branch", "2026-03-21", 1)
        .tally("affiliate", "2026-03-21", 0)
        .ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::NotMet);
    assert_eq!(ash.stages[0].outcome, StageOutcome::NotThrough);
}

#[test]
fn a_report_of_the_closing_day_may_be_from_before_the_close() {
    let ash = Story::replay().tally("branch", "2026-03-20", 1).ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Undetermined);
}

#[test]
fn two_sources_that_differ_across_the_threshold_leave_it_open() {
    let ash = Story::replay()
        .tally("branch", "2026-03-21", 1)
        .tally("branch", "2026-03-21", 2)
        .ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Undetermined);
    let figure = &leaf(verdict(&ash), BRANCHES).figure;
    assert_eq!(
        (figure.at_least.get(), figure.at_most.unwrap().get()),
        (1, 2)
    );
}

#[test]
fn a_falling_count_is_a_contradiction_and_leaves_the_interval_between() {
    let ash = Story::replay()
        .tally("branch", "2026-03-12", 3)
        .tally("branch", "2026-03-21", 1)
        .ash();
    let figure = &leaf(verdict(&ash), BRANCHES).figure;
    assert_eq!(
        (figure.at_least.get(), figure.at_most.unwrap().get()),
        (1, 3)
    );
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Undetermined);
}

#[test]
fn names_and_reports_are_never_added_up() {
    let ash = Story::replay()
        .branch("north", "\"2026-03-03\"")
        .tally("branch", "2026-03-21", 1)
        .ash();
    assert_eq!(
        leaf(verdict(&ash), BRANCHES).figure.at_most.unwrap().get(),
        1
    );
    let ash = Story::replay()
        .branch("north", "\"2026-03-03\"")
        .branch("south", "null")
        .tally("branch", "2026-03-21", 1)
        .ash();
    assert_eq!(
        leaf(verdict(&ash), BRANCHES).figure.at_least.get(),
        2,
        "the larger is read"
    );
}

#[test]
fn a_dated_nomination_narrows_the_interval_and_an_undated_one_counts_at_the_end() {
    let ash = Story::replay()
        .branch("north", "\"2026-03-03\"")
        .branch("south", "\"2026-03-08T12:00\"")
        .ash();
    assert_eq!(
        first_met(node(verdict(&ash), BRANCHES)),
        (Some("2026-03-01"), Some("2026-03-08T12:00"))
    );
    let ash = Story::replay()
        .branch("north", "\"2026-03-03\"")
        .branch("south", "null")
        .ash();
    assert_eq!(outcome(verdict(&ash), BRANCHES), Outcome::Met);
    assert_eq!(
        first_met(node(verdict(&ash), BRANCHES)),
        (Some("2026-03-01"), None)
    );
}

#[test]
fn what_was_decided_before_the_window_takes_effect_when_it_opens() {
    let ash = Story::replay()
        .nominated("toolmakers", "trade-union", "\"2026-02-20\"", "null")
        .nominated("weavers", "trade-union", "\"2026-02-25\"", "null")
        .ash();
    assert_eq!(
        first_met(node(verdict(&ash), AFFILIATES)),
        (Some("2026-03-01"), Some("2026-03-01"))
    );
}

#[test]
fn named_societies_leave_room_for_so_many_unions_and_no_more() {
    let story = || {
        Story::replay()
            .nominated("readers", "society", "null", "null")
            .tally("branch", "2026-03-21", 0)
    };
    let one_left = story().tally("affiliate", "2026-03-21", 2).ash();
    assert_eq!(outcome(verdict(&one_left), UNIONS), Outcome::Undetermined);
    let none_left = story().tally("affiliate", "2026-03-21", 1).ash();
    assert_eq!(outcome(verdict(&none_left), UNIONS), Outcome::NotMet);
    assert_eq!(outcome(verdict(&none_left), GATE), Outcome::NotMet);
}

#[test]
fn weights_are_summed_and_known_only_if_every_nominator_is() {
    let story = || Story::replay().nominated("toolmakers", "trade-union", "null", "700");
    assert_eq!(
        outcome(verdict(&story().ash()), WEIGHT),
        Outcome::Undetermined
    );
    assert_eq!(
        outcome(
            verdict(&story().tally("affiliate", "2026-03-21", 1).ash()),
            WEIGHT
        ),
        Outcome::NotMet
    );
    let enough = story().nominated("weavers", "society", "null", "300").ash();
    assert_eq!(
        outcome(verdict(&enough), WEIGHT),
        Outcome::Met,
        "1,000 of 20,000 is 5%"
    );
    assert_eq!(outcome(verdict(&enough), GATE), Outcome::Met);
    let unknown = story()
        .nominated("weavers", "society", "null", "null")
        .tally("affiliate", "2026-03-21", 2)
        .ash();
    assert_eq!(outcome(verdict(&unknown), WEIGHT), Outcome::Undetermined);
}

#[rstest]
#[case::the_day_before_it_was_known_not_to_be("2026-03-04", ClaimVerdict::Excluded)]
#[case::the_day_of_the_report_that_says_not_yet("2026-03-05", ClaimVerdict::Open)]
#[case::between_the_reports("2026-03-09", ClaimVerdict::Open)]
#[case::the_day_of_the_report_that_says_so("2026-03-12", ClaimVerdict::Open)]
#[case::the_day_after_it_was_known_to_be("2026-03-13", ClaimVerdict::Excluded)]
fn a_claimed_date_is_set_against_the_reports(#[case] on: &str, #[case] expected: ClaimVerdict) {
    let ash = Story::replay()
        .tally("affiliate", "2026-03-21", 0)
        .tally("branch", "2026-03-05", 1)
        .tally("branch", "2026-03-12", 2)
        .claimed(on)
        .ash();
    assert_eq!(ash.stages[0].claims[0].verdict, expected);
}

#[test]
fn a_claimed_date_is_confirmed_where_one_day_saw_it_not_met_and_met() {
    let ash = Story::replay()
        .tally("affiliate", "2026-03-21", 0)
        .tally("branch", "2026-03-05T09:00", 1)
        .tally("branch", "2026-03-05T18:00", 2)
        .claimed("2026-03-05")
        .ash();
    assert_eq!(ash.stages[0].claims[0].verdict, ClaimVerdict::Confirmed);
}

#[test]
fn what_may_have_stood_earlier_does_not_exclude_a_claim_in_a_live_record() {
    // Undated: they may have stood from the first day.
    let undated = Story::live()
        .branch("north", "null")
        .branch("south", "null")
        .claimed("2026-03-02")
        .ash();
    assert_eq!(undated.stages[0].claims[0].verdict, ClaimVerdict::Open);
    assert_eq!(
        first_met(node(verdict(&undated), BRANCHES)),
        (Some("2026-03-01"), None)
    );
    // Reported by the 19th: since when is not known.
    let mut reported = Story::live()
        .branch("north", "null")
        .branch("south", "null")
        .claimed("2026-03-10");
    for line in &mut reported.lines[..2] {
        *line = line.replace("\"as_of\":null", "\"as_of\":\"2026-03-19\"");
    }
    assert_eq!(
        reported.ash().stages[0].claims[0].verdict,
        ClaimVerdict::Open
    );
    // One on the 5th, one on the 5th at ten: both may have stood by then.
    let one_day = Story::live()
        .branch("north", "\"2026-03-05\"")
        .branch("south", "\"2026-03-05T10:00\"")
        .ash();
    assert_eq!(
        first_met(node(verdict(&one_day), BRANCHES)),
        (Some("2026-03-05"), Some("2026-03-05"))
    );
}

#[test]
fn a_claim_to_have_met_what_was_not_met_is_excluded() {
    let ash = Story::live()
        .branch("north", "\"2026-03-03\"")
        .claimed("2026-03-03")
        .ash();
    assert_eq!(ash.stages[0].claims[0].verdict, ClaimVerdict::Excluded);
}

#[test]
fn a_withdrawal_after_every_stage_leaves_the_verdicts_as_they_were() {
    let story = || Story::replay().tally("branch", "2026-03-21", 2);
    let after = story().withdrew("\"2026-03-25\"").ash();
    assert_eq!(after.standing, Standing::Withdrawn);
    assert_eq!(after.stages[0].outcome, StageOutcome::Through);
    let withdrawal = after.withdrew.unwrap();
    assert_eq!(
        (withdrawal.stage, withdrawal.nominations_released),
        (None, false)
    );
    let during = story().withdrew("\"2026-03-20\"").ash();
    assert_eq!(
        during.stages[0].outcome,
        StageOutcome::Withdrawn,
        "the day of the close is not known to be after it"
    );
}

#[test]
fn an_incumbent_is_on_the_paper_by_right_where_the_rulebook_says_so() {
    let exempting =
        example_rulebook().replace("released_when", "exempt = [\"incumbent\"]\nreleased_when");
    let ash = Story::live().ash_under(&exempting);
    assert_eq!(ash.standing, Standing::Nominated);
    assert_eq!(
        (ash.stages[0].outcome, ash.stages[0].verdict.is_none()),
        (StageOutcome::Exempt, true)
    );
}

#[test]
fn an_incumbent_who_passed_a_stage_by_right_may_be_nominated_at_the_next() {
    let second = "[[stage]]\nid = \"second\"\ntitle = \"Second\"\nnominators = [\"branch\"]\nthrough = \"nominations\"\nwindow = { opens = 2026-03-21, closes = 2026-03-25 }\n\n[roll]\n";
    let exempting = example_rulebook()
        .replace("released_when", "exempt = [\"incumbent\"]\nreleased_when")
        .replacen("[roll]\n", second, 1);
    let mut story = Story::live().branch("north", "\"2026-03-22\"");
    story.lines[0] = story.lines[0].replace("\"stage\":\"nominations\"", "\"stage\":\"second\"");
    assert_eq!(story.ash_under(&exempting).standing, Standing::Nominated);
}

#[rstest]
#[case(Story::live(), "", false, ClaimVerdict::Confirmed)]
#[case(Story::live(), "\"ash\"", true, ClaimVerdict::Excluded)]
#[case(Story::replay(), "\"ash\"", true, ClaimVerdict::Open)]
#[case(Story::replay().tally("branch", "2026-03-21", 2), "\"ash\"", true, ClaimVerdict::Confirmed)]
fn who_was_published_as_standing_is_set_against_the_standing(
    #[case] story: Story,
    #[case] names: &str,
    #[case] published: bool,
    #[case] expected: ClaimVerdict,
) {
    let on_paper = story.published(names).ash().on_paper.unwrap();
    assert_eq!(
        (on_paper.published, on_paper.verdict),
        (published, expected)
    );
}
