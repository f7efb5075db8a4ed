//! Rulebooks: what reads, what is refused, which dead ends are found, and how rules are told.

mod check;
mod explain;
mod read;

use hustings_rulebook::Rulebook;

/// The example on the format's page.
fn example() -> String {
    let page = include_str!("../../../../docs/formats/rulebook.md");
    let (_, example) = page
        .split_once("```toml rulebook\n")
        .expect("the page has an example");
    example
        .split_once("```")
        .expect("the example ends")
        .0
        .to_owned()
}

/// The example with one passage replaced, which must be there.
fn example_with(passage: &str, replacement: &str) -> String {
    let example = example();
    assert_eq!(
        example.matches(passage).count(),
        1,
        "the example has {passage:?} once"
    );
    example.replace(passage, replacement)
}

fn parsed(text: &str) -> Rulebook {
    Rulebook::parse(text).unwrap_or_else(|error| panic!("{error}"))
}
