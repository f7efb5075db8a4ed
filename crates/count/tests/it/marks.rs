//! Marks that are not clear, read by each clause of docs/rules/marks.md.

use hustings_count::papers::{End, Ranking, Spoilt};
use hustings_count::read::{Marks, Options, Reader};
use hustings_count::{Candidate, Papers};
use rstest::rstest;

fn marks(toml: &str) -> Marks {
    toml::from_str(toml).expect("the rule is one")
}

fn read(text: &str, rule: &str) -> Result<Papers, String> {
    let mut reader = Reader::new(Options {
        marks: marks(rule),
        ..Options::default()
    });
    let read = reader.push(text.as_bytes()).and_then(|()| reader.finish());
    read.map(|file| file.papers)
        .map_err(|error| error.to_string())
}

/// What one paper of four candidates comes to: preferences and why they end, or why the paper is set aside.
fn paper(preferences: &str, rule: &str) -> String {
    let text = format!("4 1\n1 {preferences} 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"Dee\"\n\"A test\"\n");
    let papers = read(&text, rule).expect("the paper is not refused");
    if let Some((spoilt, papers)) = papers.spoilt().iter().next() {
        assert_eq!(*papers, 1);
        return format!("spoilt: {spoilt:?}");
    }
    if papers.blank().get() == 1 {
        return "blank".to_owned();
    }
    let Ranking {
        preferences, end, ..
    } = papers.rankings().next().expect("a ranking");
    let preferences: Vec<String> = preferences
        .iter()
        .map(|place| (place.get() + 1).to_string())
        .collect();
    format!("{} {end:?}", preferences.join(" "))
}

#[rstest]
// marks 1
#[case("1 2 3", "ranks-at-most = 3", "1 2 3 Exhausted")]
#[case(
    "1 2 3",
    "ranks-at-most = 2\nbeyond = 'ignore'\nskipped = 'pass-over'",
    "1 2 Exhausted"
)]
#[case("1 2 3", "ranks-at-most = 2\nbeyond = 'spoil'", "spoilt: Beyond")]
#[case(
    "- - 3",
    "ranks-at-most = 2\nbeyond = 'ignore'\nskipped = 'pass-over'",
    "blank"
)]
// marks 2
#[case("1 - 2", "skipped = 'spoil'", "spoilt: Skipped")]
#[case("1 - 2", "skipped = 'pass-over'", "1 2 Exhausted")]
#[case("- - 1 2", "skipped = 'pass-over'", "1 2 Exhausted")]
#[case(
    "1 - 2 - - 3",
    "skipped = 'pass-over'\nskipped-at-most = 1",
    "1 2 Skipped"
)]
#[case(
    "- - 1",
    "skipped = 'pass-over'\nskipped-at-most = 1",
    "spoilt: Skipped"
)]
#[case("1 - 2", "skipped = 'pass-over'\nskipped-at-most = 0", "1 Skipped")]
#[case(
    "1 2",
    "skipped = 'pass-over'\nskipped-at-most = 1\nranks-at-most = 4\nbeyond = 'ignore'",
    "1 2 Skipped"
)]
#[case(
    "1 2 3",
    "skipped = 'pass-over'\nskipped-at-most = 1\nranks-at-most = 4\nbeyond = 'ignore'",
    "1 2 3 Exhausted"
)]
#[case("1 2 - -", "", "1 2 Exhausted")]
#[case("- -", "", "blank")]
// marks 3
#[case("1 2 1 3", "repeated = 'spoil'", "spoilt: Repeated")]
#[case("1 2 1 3", "repeated = 'stop'", "1 2 Repeated")]
#[case("1 2 1 3", "repeated = 'pass-over'", "1 2 3 Exhausted")]
#[case("1=1 2", "repeated = 'pass-over'", "1 2 Exhausted")]
#[case("1=1 2", "repeated = 'stop'", "spoilt: Repeated")]
#[case(
    "1=2 1",
    "repeated = 'stop'\novervote = 'pass-over'",
    "spoilt: Repeated"
)]
#[case(
    "1=2 1",
    "repeated = 'pass-over'\novervote = 'pass-over'",
    "1 Exhausted"
)]
// marks 4
#[case("1 2=3 4", "overvote = 'spoil'", "spoilt: Overvote")]
#[case("1 2=3 4", "overvote = 'stop'", "1 Overvote")]
#[case("2=3 4", "overvote = 'stop'", "spoilt: Overvote")]
#[case("1 2=3 4", "overvote = 'pass-over'", "1 4 Exhausted")]
#[case("1=2 3=4", "overvote = 'pass-over'", "spoilt: NoPreference")]
#[case(
    "1 1=2 3",
    "overvote = 'pass-over'\nrepeated = 'pass-over'",
    "1 3 Exhausted"
)]
// An overvote that is passed over is no skipped rank.
#[case(
    "1 2=3 4",
    "overvote = 'pass-over'\nskipped = 'pass-over'\nskipped-at-most = 0",
    "1 4 Exhausted"
)]
// Nothing is looked at after reading has stopped.
#[case("1 2=3 - 1 4", "overvote = 'stop'", "1 Overvote")]
fn marks_are_read_by_the_rule(#[case] preferences: &str, #[case] rule: &str, #[case] read: &str) {
    assert_eq!(paper(preferences, rule), read);
}

#[test]
fn papers_that_are_set_aside_are_neither_counted_nor_blank() {
    let text =
        "3 1\n4 1=2 0\n3 1 2=3 0\n2 0\n1 1 - 2 0\n5 1 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n";
    let papers = read(text, "overvote = 'stop'\nskipped = 'spoil'").unwrap();
    assert_eq!((papers.counted().get(), papers.blank().get()), (8, 2));
    let spoilt: Vec<_> = papers.spoilt().iter().map(|(s, n)| (*s, *n)).collect();
    assert_eq!(spoilt, [(Spoilt::Overvote, 4), (Spoilt::Skipped, 1)]);
    let ends: Vec<_> = papers.rankings().map(|r| (r.end, r.papers)).collect();
    assert_eq!(ends, [(End::Overvote, 3), (End::Exhausted, 5)]);
    assert_eq!(
        Spoilt::Overvote.to_string(),
        "several candidates at one rank"
    );
}

#[rstest]
#[case::columns("papers,1,2,3\n2,Ada,,Bo\n3,Bo,Bo,Ada\n")]
#[case::grid("papers,Ada,Bo\n2,1,3\n3,3,1\n")]
#[case::preflib("# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Bo\n2: 1,2\n3: 2,2,1\n")]
fn every_format_is_read_by_the_rule(#[case] text: &str) {
    let rule = "skipped = 'pass-over'\nrepeated = 'pass-over'";
    let clear = "2 1\n2 1 2 0\n3 2 1 0\n0\n\"Ada\"\n\"Bo\"\n\"T\"\n";
    assert_eq!(read(text, rule), read(clear, ""));
}

#[test]
fn a_refusal_beyond_the_last_rank_has_its_place() {
    let text = "papers,1,2,3\n2,Ada,Bo,Cy\n";
    assert_eq!(
        read(text, "ranks-at-most = 2").unwrap_err(),
        "line 2, column 10: the paper goes on beyond preference 2, the last there is by --marks ranks-at-most; is the bound right? Else say how such papers are read, as in --marks beyond=ignore"
    );
}

#[rstest]
#[case::nothing_passed_over("skipped-at-most = 1", "skipped is not pass-over")]
#[case::no_last_rank("beyond = 'ignore'", "set ranks-at-most")]
#[case::no_ranks("ranks-at-most = 0", "leaves a paper no rank")]
#[case::an_unknown_key("undervote = 'stop'", "unknown field `undervote`")]
#[case::an_unknown_value("overvote = 'guess'", "unknown variant `guess`")]
fn a_marks_rule_that_contradicts_itself_is_refused(#[case] rule: &str, #[case] reason: &str) {
    let message = toml::from_str::<Marks>(rule).unwrap_err().to_string();
    assert!(message.contains(reason), "{message}");
}

#[test]
fn the_rule_is_written_out_in_full() {
    assert_eq!(
        toml::to_string(&Marks::default()).unwrap(),
        "overvote = \"refuse\"\nskipped = \"refuse\"\nrepeated = \"refuse\"\nbeyond = \"refuse\"\n"
    );
}

#[test]
fn a_withdrawn_candidate_and_an_order_for_ties_follow_the_candidates() {
    let text = "3 1\n-2\n[tie 3 1 2]\n1 1 2 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"T\"\n";
    let papers = read(text, "").unwrap();
    let names = |papers: &Papers, places: Vec<usize>| -> Vec<String> {
        let named = places.iter().map(|place| &papers.candidates()[*place]);
        named.map(|Candidate { name, .. }| name.clone()).collect()
    };
    let mut other_way = papers.candidates().to_vec();
    other_way.reverse();
    for papers in [papers.for_candidates(&other_way).unwrap(), papers] {
        let withdrawn = papers.withdrawn().iter().map(|place| place.get()).collect();
        assert_eq!(names(&papers, withdrawn), ["Bo"]);
        let order = papers.tie_order().unwrap().iter().map(|place| place.get());
        assert_eq!(names(&papers, order.collect()), ["Cy", "Ada", "Bo"]);
    }
}
