//! Setting up, and sealing and taking in ballots.

use rstest::rstest;

use crate::sealed::{Folder, QUESTIONS, UUID, election};

#[test]
fn a_ballot_that_is_refused_is_named_and_the_others_are_taken() {
    let folder = election();
    let second = folder.ballot("cast.bel", "M-1", "1,0,0;0,1", "second.json");
    let fourth = folder.ballot("cast.bel", "M-4", "1,0,0;0,1", "fourth.json");
    folder.write(
        "changed.json",
        folder
            .text("fourth.json")
            .replacen("\"response\":\"1", "\"response\":\"2", 1),
    );
    folder.write("broken.json", "{}");
    let call = folder.call(
        "seal cast cast.bel second.json broken.json M-1.json fourth.json gone.json fourth.json",
    );
    assert_eq!(call.code, 1, "{}", call.err);
    let lines: Vec<&str> = call.out.lines().collect();
    let first = folder.done("seal verify cast.bel --unfinished");
    assert!(first.contains("4 were cast"), "{first}");
    assert!(
        lines[0].starts_with(
            "✗ refused: second.json: this credential has cast a ballot, whose tracker is "
        ),
        "{}",
        lines[0]
    );
    assert!(
        lines[1].starts_with("✗ refused: broken.json: "),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].contains("M-1.json: this very ballot was cast before, as "),
        "{}",
        lines[2]
    );
    assert_eq!(lines[3], format!("✓ fourth.json: {fourth}"));
    assert!(
        lines[4].contains("gone.json: it cannot be read"),
        "{}",
        lines[4]
    );
    assert!(
        lines[5].contains("fourth.json: this very ballot was cast before"),
        "{}",
        lines[5]
    );
    assert_ne!(second, fourth);
}

#[test]
fn where_replacing_is_allowed_the_last_ballot_of_a_credential_counts() {
    let folder = election();
    folder.ballot("cast.bel", "M-3", "3,2,1;0,1", "second.json");
    let told = folder.done("seal cast cast.bel second.json --replacing");
    assert!(told.contains(", in place of "), "{told}");
    let refusal = folder.refused("seal close cast.bel");
    assert!(
        refusal.contains("is the second ballot of its credential, and a second one is refused"),
        "{refusal}"
    );
    let closed = folder.done("seal close cast.bel --replacing --poll-only");
    let event = {
        let told = folder.done("seal verify cast.bel --unfinished --replacing");
        let lines = told.lines();
        let mut events = lines.filter_map(|line| line.strip_prefix("last event   "));
        events.next().unwrap().to_owned()
    };
    assert_eq!(
        closed,
        format!("4 ballots were cast, 1 of them replaced; 3 count\nlast event: {event}\n")
    );
    // Without the second the first would count again, which nobody ruled.
    let ended = folder.ballot("setup.bel", "M-4", "0,0,0;0,1", "unused.json");
    folder.write("gone.txt", format!("{ended}\n"));
    let refusal = folder.refused("seal remove cast.bel --ballots gone.txt --out x --replacing");
    assert!(
        refusal.contains(&format!(
            "gone.txt: line 1: no ballot in cast.bel has the tracker {ended}; "
        )),
        "{refusal}"
    );
    let second = told.split(": ").nth(1).unwrap().split(',').next().unwrap();
    folder.write("second.txt", format!("{second}\n"));
    let refusal = folder.refused("seal remove cast.bel --ballots second.txt --out x --replacing");
    assert!(
        refusal.contains("would count again; remove it as well"),
        "{refusal}"
    );
    assert!(!folder.path("x").exists());
}

#[test]
fn a_message_of_another_election_is_refused() {
    let folder = election();
    let other = election();
    other.done(
        "seal setup --uuid JU6JPjg61FrRZv --name Other --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out other.bel",
    );
    folder.write("other.bel", other.read("other.bel"));
    let call = folder.call("seal cast other.bel M-1.json");
    assert_eq!(call.code, 1);
    assert!(
        call.out.contains(&format!(
            "M-1.json: the ballot does not hold: it was sealed for the election {UUID}"
        )),
        "{}",
        call.out
    );
    folder.write("credential", folder.credential("M-1"));
    let refusal = folder.refused(
        "seal ballot other.bel --answers \"1,2,3;1,0\" --out x --credential-file credential",
    );
    assert!(
        refusal.contains("other.bel: the credential is not on the list of this election; "),
        "{refusal}"
    );
}

#[test]
fn an_opening_is_kept_until_the_voter_decides_and_one_of_another_vote_is_found() {
    let folder = election();
    folder.write("credential", folder.credential("M-4"));
    folder.write("answers.txt", "0,2,1;0,1\n");
    let call = folder.call(
        "seal ballot cast.bel --answers-file answers.txt --out tested.json --opening opening.json --credential-file credential",
    );
    assert_eq!(call.code, 0, "{}", call.err);
    for passage in [
        "decide now: to cast tested.json, destroy opening.json",
        "NEVER CAST a ballot whose opening left your hands",
    ] {
        assert!(call.err.contains(passage), "{}", call.err);
    }
    let told = folder.done("seal audit cast.bel tested.json opening.json");
    let tracker = call.out.trim().strip_prefix("tracker: ").unwrap();
    assert!(told.contains(tracker), "{told}");
    assert!(
        told.contains("and seals:\nLeader: 1 Cy Cedar, 2 Bo Birch\nMotion 7: Against\n"),
        "{told}"
    );
    assert!(
        told.ends_with("destroy both files wherever they are, and seal anew\n"),
        "{told}"
    );
    folder.write(
        "lie.json",
        folder
            .text("opening.json")
            .replacen("[0,2,1]", "[1,2,0]", 1),
    );
    let call = folder.call("seal audit cast.bel tested.json lie.json");
    assert_eq!(call.code, 1);
    assert!(
        call.out
            .contains("the answer to question 1 was not sealed from these values"),
        "{}",
        call.out
    );
    let refusal = folder.refused("seal audit cast.bel tested.json M-1.json");
    assert!(
        refusal.contains("M-1.json: it is not an opening"),
        "{refusal}"
    );
}

#[rstest]
#[case::unknown_kind(
    "kind = \"ranked\"",
    "kind = \"lists\"",
    "line 1: question 1: unknown variant `lists`, "
)]
#[case::mistyped("min = 1", "mim = 1", "line 6: question 2: unknown field `mim`, ")]
#[case::truncated("[[question]]", "[[question", "line 1: ")]
#[case::bounds(
    "max = 1",
    "max = 3",
    "line 6: question 2 asks for 1 to 3 of 2 answers"
)]
#[case::candidate_twice("\"Bo Birch\"", "\"Ada Ash\"", "line 1: question 1: ")]
#[case::answer_twice(
    "\"Against\"",
    "\"For\"",
    "line 6: question 2: the answer “For” stands twice; "
)]
#[case::quotation_mark("\"Leader\"", "\"The \\\"leader\\\"\"", "line 1: question 1: BLT puts")]
fn questions_that_cannot_be_asked_are_refused(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] says: &str,
) {
    let folder = election();
    let questions = QUESTIONS.replacen(passage, replacement, 1);
    assert_ne!(questions, QUESTIONS);
    folder.write("questions.toml", questions);
    let refusal = folder.refused(&format!(
        "seal setup --uuid {UUID} --name N --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out x"
    ));
    assert!(
        refusal.starts_with(&format!("hustings: questions.toml: {says}")),
        "{refusal}"
    );
    assert!(!folder.path("x").exists());
}

#[rstest]
#[case::too_few("1,2,3", "the election asks 2 questions, and 1 answers are given; ")]
#[case::no_ranking("1,1,2;1,0", "question 1: this is no ranking; ")]
#[case::too_short("1,2;1,0", "question 1: an answer has 3 values, and this one has 2")]
#[case::both("1,2,3;1,1", "question 2: 2 are chosen, and 1 to 1 may be")]
#[case::no_number("a,b,c;1,0", "question 1: “a” is not a number from 0 to 255; ")]
fn answers_that_are_none_are_refused_before_they_are_sealed(
    #[case] answers: &str,
    #[case] says: &str,
) {
    let folder = election();
    folder.write("credential", folder.credential("M-4"));
    let refusal = folder.refused(&format!(
        "seal ballot cast.bel --answers \"{answers}\" --out x --credential-file credential"
    ));
    assert!(refusal.contains(says), "{refusal}");
    assert!(!folder.path("x").exists());
}

#[test]
fn answers_come_from_a_file_or_through_standard_input_and_are_given_once() {
    let folder = election();
    folder.write("credential", folder.credential("M-4"));
    folder.write("answers.txt", "1,2;0,1\n");
    let seal = "seal ballot cast.bel --out x --credential-file";
    let refusal = folder.refused(&format!("{seal} credential --answers-file answers.txt"));
    assert!(
        refusal.starts_with("hustings: answers.txt: an answer has 3 values")
            || refusal.starts_with("hustings: answers.txt: question 1: "),
        "{refusal}"
    );
    let refusal = folder.refused(&format!("{seal} - --answers-file -"));
    assert!(
        refusal.contains("answers and credential cannot both come through standard input; "),
        "{refusal}"
    );
    for line in [
        format!("{seal} credential"),
        format!("{seal} credential --answers 1,2,3;0,1 --answers-file answers.txt"),
    ] {
        assert_eq!(folder.call(&line).code, 2, "{line}");
    }
    assert!(!folder.path("x").exists());
    let line = format!("{seal} credential --answers-file -");
    let call = folder.call_with(&line, "1,2,3;0,1\n");
    assert_eq!(call.code, 0, "{}", call.err);
    assert!(folder.path("x").exists());
}

#[test]
fn every_archive_has_a_name_of_its_own() {
    let folder = Folder::new();
    let first = folder.done("seal uuid");
    assert_eq!(first.trim().len(), 14);
    assert_ne!(first, folder.done("seal uuid"));
}

#[test]
fn the_same_setup_at_the_same_time_is_the_same_archive() {
    let folder = election();
    folder.done(&format!(
        "seal setup --uuid {UUID} --name \"Leader 2027\" --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out again.bel --time 1795521600"
    ));
    assert_eq!(folder.read("again.bel"), folder.read("setup.bel"));
}
