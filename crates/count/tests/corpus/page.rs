//! The page that says what agrees, `docs/conformance.md`.

use std::collections::BTreeSet;
use std::process::ExitCode;

use hustings_count::rule::Rule;

use super::Case;

const HEAD: &str = "\
# Conformance

What other people's programs count, counted again: whoever they elect, and every figure that they print. Made by `make
conformance` from papers and reports that lie outside this repository (`HUSTINGS_CORPUS`); `cargo test` compares the same
and fails where something differs.

What is exempt: where RCTab draws random numbers from a seed to resolve a tie, people draw lots here (none of its counts
below needs one); and who made a report is not compared.

The 46 districts of `irv-margins` are counted in the tests of the crate `evidence`, by both paths, to the last-round margin
that others found.
";

/// Writes the page; without a path, prints it.
pub(crate) fn write(page: &str, path: Option<&str>) -> ExitCode {
    let Some(path) = path else {
        print!("{page}");
        return ExitCode::SUCCESS;
    };
    match std::fs::write(path, page) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Rules that nobody else's counts here are by.
fn without(cases: &[Case]) -> String {
    let held: BTreeSet<&str> = cases.iter().map(|case| case.rule).collect();
    let others = Rule::NAMES.into_iter().filter(|name| !held.contains(name));
    let others: Vec<String> = others.map(|name| format!("`{name}`")).collect();
    format!(
        "\nNot here, since nobody else's papers with a count by them were to be had: {}. Their tests hold them against \
         published results where papers can be made of them, against counts worked by hand, and against the axioms that \
         they promise.\n",
        others.join(", ")
    )
}

/// What agrees and what does not.
pub(crate) fn page(cases: &[Case], left_out: usize) -> String {
    let mut page = HEAD.to_owned();
    let mut folder = "";
    for case in cases {
        if case.folder != folder {
            folder = case.folder;
            page += &format!("\n## {folder}\n\n| election | rule | |\n|---|---|---|\n");
        }
        let said = match (case.compare)() {
            Ok(compared) => format!("agrees: {compared}"),
            Err(difference) => format!("**differs**: {difference}"),
        };
        page += &format!("| {} | `{}` | {said} |\n", case.election, case.rule);
    }
    page += &without(cases);
    if left_out > 0 {
        page += &format!(
            "\nOf `reference-stv` {left_out} reports are by rules that Hustings does not have (Warren's method, and that of \
             Minneapolis), so that nothing is compared.\n"
        );
    }
    page
}
