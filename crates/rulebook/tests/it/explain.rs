//! Rules in plain English.

use hustings_rulebook::explain;

use crate::{example, example_with, parsed};

#[test]
fn the_labour_rules_of_2020_are_told_with_their_thresholds_and_clauses() {
    let text = explain(&parsed(include_str!(
        "../../../../contests/labour-2020/rulebook.toml"
    )));
    for sentence in [
        "The source's own clause numbers are not known.",
        "One person is elected Leader of the Labour Party. [post.leader]",
        "nominations by 10% (rounded up) of MPs and MEPs: 22. [stage.stage-1.gate]",
        "MPs and MEPs: there are 212. [body.parliamentary; the compilers' addition: body.parliamentary.register]",
        "Only the threshold, 22, was published; 212 fits it",
        "any of these: [stage.stage-2.gate]",
        "nominations by 5% (rounded up) of Constituency Labour Parties: 33. [stage.stage-2.gate.any.1]",
        "2 nominations by Affiliated organisations of the kind 'trade-union'. [stage.stage-2.gate.any.2.all.2]",
        "Only candidates who have passed “Nominations by MPs and MEPs” may be nominated. [stage.stage-2.through]",
        "Ties are resolved by earlier stages, going back from the last, then by lot. [count.ties; the compilers' addition]",
    ] {
        assert!(text.contains(sentence), "{sentence}\n---\n{text}");
    }
}

#[test]
fn a_key_that_the_server_alone_holds_is_told_as_what_it_is() {
    let alone = example().replace("server = true, threshold = 2, of = 3", "server = true");
    let text = explain(&parsed(&alone));
    let sentence = "The server alone holds the key that opens the ballots: whoever runs it can see how everybody voted";
    assert!(text.contains(sentence), "{text}");
}

#[test]
fn what_electors_are_asked_at_sign_in_is_told_as_it_stands() {
    let asked = example_with(
        "replacing = false",
        "second_factor = \"Your date of birth, such as 31 12 1970\"",
    );
    let sentence =
        "asked, after the code that is mailed to her: “Your date of birth, such as 31 12 1970”.";
    let text = explain(&parsed(&asked));
    assert!(text.contains(sentence), "{text}");
    assert!(text.contains("[ballot.second_factor]"), "{text}");
    assert!(!explain(&parsed(&example())).contains("second_factor"));
}

#[test]
fn every_rule_of_the_example_is_told() {
    insta::assert_snapshot!(explain(&parsed(&example())));
}
