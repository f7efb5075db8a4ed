//! Dead ends: each is found, at its clause, with its reason and remedy.

use hustings_rulebook::{Finding, check};
use rstest::rstest;

use crate::{example, example_with, parsed};

#[test]
fn the_example_of_the_format_has_no_dead_ends() {
    assert_eq!(check(&parsed(&example())), []);
}

#[rstest]
#[case::colour_under_white_text(
    "colour = \"#7a1f2b\"",
    "colour = \"#FF0000\"",
    "look.colour",
    "white text on #ff0000 has a contrast of 3.99:1, and is hard to read below 4.5:1"
)]
#[case::no_language(
    "languages = [\"en\", \"cy\"]",
    "languages = []",
    "look.languages",
    "pages are in no language"
)]
#[case::language_twice(
    "languages = [\"en\", \"cy\"]",
    "languages = [\"cy\", \"en\", \"cy\"]",
    "look.languages",
    "\"cy\" stands there twice"
)]
#[case::question_that_nobody_is_asked(
    "means = [\"online\", \"post\"]",
    "means = [\"post\"]\nsecond_factor = \"Your date of birth\"",
    "ballot.second_factor",
    "electors are asked it when they sign in, and nobody votes online"
)]
#[case::window_that_closes_before_it_opens(
    "closes = 2026-03-20T17:00:00",
    "closes = 2026-02-20T17:00:00",
    "stage.nominations.window.closes",
    "not after it opens at 2026-03-01"
)]
#[case::poll_that_opens_before_nominations_close(
    "window = { opens = 2026-04-01,",
    "window = { opens = 2026-03-20,",
    "ballot.window.opens",
    "before nominations at 'nominations' close at 2026-03-20T17:00:00"
)]
#[case::poll_that_closes_before_it_opens(
    "closes = 2026-04-20T12:00:00",
    "closes = 2026-03-31T12:00:00",
    "ballot.window.closes",
    "not after it opens"
)]
#[case::freeze_after_the_poll_opens(
    "freeze = 2026-03-01T17:00:00",
    "freeze = 2026-04-02T17:00:00",
    "roll.freeze",
    "after the poll opens at 2026-04-01"
)]
#[case::registration_after_the_poll_closes(
    "closes = 2026-02-28 }",
    "closes = 2026-04-28 }",
    "roll.section.supporters.registration.closes",
    "after the poll closes at 2026-04-20T12:00:00"
)]
#[case::more_nominators_than_exist(
    "number = 2, of = \"affiliate\"",
    "number = 14, of = \"affiliate\"",
    "stage.nominations.gate.any.2.all.1.number",
    "needs 14, and 'affiliate' has only 13"
)]
#[case::more_than_all(
    "share = \"5%\", of = \"branch\", rounding = \"up\", published = 2,",
    "share = \"100.1%\", of = \"branch\", rounding = \"up\",",
    "stage.nominations.gate.any.1.share",
    "more than there are"
)]
#[case::share_of_an_unknown_body(
    "share = \"5%\", of = \"branch\"",
    "share = \"5%\", of = \"ward\"",
    "stage.nominations.gate.any.1.of",
    "'ward', which is no body"
)]
#[case::unknown_kind(
    "kind = \"trade-union\"",
    "kind = \"union\"",
    "stage.nominations.gate.any.2.all.2.kind",
    "has no kind 'union'"
)]
#[case::weight_that_is_not_there(
    "of = \"branch\", rounding",
    "of = \"branch\", by = \"weight\", rounding",
    "stage.nominations.gate.any.1.by",
    "the body 'branch' has none"
)]
#[case::percentage_without_its_rounding(
    "by = \"weight\", rounding = \"none\"",
    "by = \"weight\"",
    "stage.nominations.gate.any.2.all.3.rounding",
    "does not say how it is rounded"
)]
#[case::published_threshold_that_does_not_follow(
    "published = 2,",
    "published = 3,",
    "stage.nominations.gate.any.1.published",
    "5% of 40 is 2, and the source prints 3"
)]
#[case::tie_without_a_last_resort(
    "ties = [\"earlier-stages\", \"lots\"]",
    "ties = [\"earlier-stages\"]",
    "count.ties",
    "without a last resort"
)]
#[case::something_after_lots(
    "ties = [\"earlier-stages\", \"lots\"]",
    "ties = [\"lots\", \"earlier-stages\", \"lots\"]",
    "count.ties",
    "nothing comes after lots"
)]
#[case::a_seed_that_everybody_knows(
    "ties = [\"earlier-stages\", \"lots\"]",
    "ties = [{ public-seed = \"4 8 15\" }, \"lots\"]",
    "count.ties",
    "known before anybody votes"
)]
#[case::a_rule_of_several_ballots(
    "name = \"av\", majority_of = \"continuing\"",
    "name = \"exhaustive-ballot\"",
    "count.rule",
    "one set of papers for a post"
)]
#[case::several_seats_by_a_rule_for_one(
    "seats = 1",
    "seats = 2",
    "post.chair.seats",
    "fills one seat"
)]
#[case::statutory_election_without_a_scrutineer(
    "[[post]]",
    "[statutory]\nact = \"TULRCA 1992\"\n\n[[post]]",
    "statutory.scrutineer",
    "asks for an independent scrutineer"
)]
#[case::more_trustees_needed_than_there_are(
    "threshold = 2, of = 3",
    "threshold = 4, of = 3",
    "ballot.trustees.threshold",
    "4 trustees are needed, and there are 3"
)]
#[case::trustees_of_whom_none_is_needed(
    "threshold = 2, of = 3",
    "of = 3",
    "ballot.trustees.threshold",
    "there are 3 trustees, none of whom is ever needed"
)]
#[case::nobody_who_can_open_the_ballots(
    "server = true, threshold = 2, of = 3",
    "server = false",
    "ballot.trustees.threshold",
    "nobody is needed to open the ballots"
)]
#[case::unknown_nominators(
    "nominators = [\"branch\", \"affiliate\"]",
    "nominators = [\"branch\", \"affiliate\", \"ward\"]",
    "stage.nominations.nominators",
    "no body 'ward'"
)]
#[case::body_that_does_not_nominate(
    "nominators = [\"branch\", \"affiliate\"]",
    "nominators = [\"branch\"]",
    "stage.nominations.gate.any.2.all.1.of",
    "'affiliate' does not nominate at this stage"
)]
#[case::stage_through_nothing(
    "one_nomination_per = \"post\"",
    "through = \"earlier\"\none_nomination_per = \"post\"",
    "stage.nominations.through",
    "'earlier' is not an earlier stage"
)]
#[case::section_without_precedence(
    "precedence = [\"members\", \"supporters\"]",
    "precedence = [\"members\"]",
    "roll.precedence",
    "an elector of 'supporters'"
)]
#[case::college_without_shares(
    "sections = \"pooled-reported-apart\"",
    "sections = \"electoral-college\"",
    "roll.section.members.share",
    "needs its share"
)]
#[case::freeze_on_the_day_the_poll_opens(
    "freeze = 2026-03-01T17:00:00",
    "freeze = 2026-04-01T17:00:00",
    "roll.freeze",
    "after the poll opens at 2026-04-01"
)]
#[case::share_that_comes_to_nothing(
    "share = \"5%\", of = \"branch\", rounding = \"up\", published = 2,",
    "share = \"1%\", of = \"branch\", rounding = \"down\",",
    "stage.nominations.gate.any.1.share",
    "comes to nothing"
)]
#[case::published_number_that_is_another(
    "number = 2, of = \"affiliate\"",
    "number = 2, published = 3, of = \"affiliate\"",
    "stage.nominations.gate.any.2.all.1.published",
    "it asks for 2, and the source prints 3"
)]
#[case::published_share_of_weight(
    "by = \"weight\", rounding = \"none\"",
    "by = \"weight\", rounding = \"none\", published = 999",
    "stage.nominations.gate.any.2.all.3.published",
    "5% of 20000 is 1000, and the source prints 999"
)]
#[case::register_in_two_ways(
    "sources_differ = [12, 13]",
    "count = 12, sources_differ = [12, 13]",
    "body.affiliate.register",
    "given in two ways"
)]
#[case::figure_beyond_what_is_counted_with(
    "total = 20000",
    "total = 9007199254740992",
    "body.affiliate",
    "more than 9007199254740991"
)]
#[case::cap_that_nothing_follows(
    "preferences = \"optional\"",
    "preferences = \"optional\"\ncap = 2",
    "paper.cap",
    "a count would be wrong"
)]
#[case::full_preferences_that_nothing_follows(
    "preferences = \"optional\"",
    "preferences = \"full\"",
    "paper.preferences",
    "a count would be wrong"
)]
#[case::post_called_as_a_folder_of_the_bundle(
    "id = \"chair\"",
    "id = \"papers\"",
    "post.papers",
    "a folder of this name"
)]
#[case::unknown_time_zone(
    "\"Europe/London\"",
    "\"Europe/Londinium\"",
    "time_zone",
    "is not a time zone"
)]
#[case::addition_to_nothing(
    "\"ballot.replacing\", ",
    "\"ballot.colour\", ",
    "compilers_added",
    "nothing at 'ballot.colour'"
)]
fn a_dead_end_is_found_at_its_clause(
    #[case] passage: &str,
    #[case] replacement: &str,
    #[case] clause: &str,
    #[case] reason: &str,
) {
    let text = example_with(passage, replacement);
    let findings = check(&parsed(&text));
    let found = findings
        .iter()
        .find(|finding| finding.clause.address.as_str() == clause);
    let Some(Finding {
        reason: found,
        remedy,
        position,
        ..
    }) = found
    else {
        panic!("{findings:#?}")
    };
    assert!(found.contains(reason), "{found}");
    assert!(!remedy.is_empty());
    assert!(position.is_some(), "{clause} has a place");
}

#[test]
fn an_id_used_twice_is_found() {
    let text = example_with(
        "[roll]",
        "[[post]]\nid = \"chair\"\ntitle = \"Another chair\"\nseats = 1\n\n[roll]",
    );
    let findings = check(&parsed(&text));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].clause.address.as_str(), "post.chair");
}

#[test]
fn a_stage_may_not_open_before_the_one_it_needs_has_closed() {
    let stage = "[[stage]]\nid = \"second\"\ntitle = \"Second\"\nnominators = [\"branch\"]\nthrough = \"nominations\"\nwindow = { opens = 2026-03-20, closes = 2026-03-25 }\n\n[roll]";
    let findings = check(&parsed(&example_with("[roll]", stage)));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(
        findings[0].clause.address.as_str(),
        "stage.second.window.opens"
    );
}

#[test]
fn a_stage_may_not_need_one_that_is_for_other_posts() {
    let text = example_with("[[body]]\nid = \"branch\"", "[[post]]\nid = \"treasurer\"\ntitle = \"Treasurer\"\nseats = 1\n\n[[body]]\nid = \"branch\"")
        .replace("one_nomination_per", "posts = [\"chair\"]\none_nomination_per")
        .replace("[roll]", "[[stage]]\nid = \"second\"\ntitle = \"Second\"\nnominators = [\"branch\"]\nthrough = \"nominations\"\nwindow = { opens = 2026-03-21, closes = 2026-03-25 }\n\n[roll]");
    let findings = check(&parsed(&text));
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert!(
        findings[0]
            .reason
            .contains("'treasurer' do not go through 'nominations'")
    );
}

#[test]
fn shares_of_a_college_must_make_a_whole() {
    let text = example()
        .replace(
            "sections = \"pooled-reported-apart\"",
            "sections = \"electoral-college\"",
        )
        .replace(
            "title = \"Members\"",
            "title = \"Members\"\nshare = \"1/2\"",
        )
        .replace(
            "title = \"Registered supporters\"",
            "title = \"Registered supporters\"\nshare = \"1/3\"",
        );
    let findings = check(&parsed(&text));
    assert_eq!(findings.len(), 1);
    assert!(findings[0].reason.contains("5/6"), "{}", findings[0].reason);
    assert_eq!(check(&parsed(&text.replace("1/3", "1/2"))), []);
}

#[test]
fn a_finding_says_line_clause_reason_and_remedy() {
    let text = example_with("seats = 1", "seats = 2");
    let finding = check(&parsed(&text))[0].to_string();
    assert_eq!(
        finding,
        "line 15, column 1: post.chair.seats: the rule av fills one seat, or none for a section of an electoral college, and 'chair' has 2; correct seats, make it several posts, or choose another rule"
    );
}

#[test]
fn a_colour_that_is_too_bright_is_found_with_one_that_is_not() {
    let bright = parsed(&example_with("#7a1f2b", "#ff0000"));
    let found = check(&bright);
    assert_eq!(found[0].remedy, "take a darker colour, such as #ed0000");
    assert_eq!(check(&parsed(&example_with("#7a1f2b", "#ed0000"))), []);
}
