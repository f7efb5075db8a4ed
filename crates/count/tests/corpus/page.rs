//! The page that says what agrees, `docs/conformance.md`.

use std::process::ExitCode;

use super::Case;

const HEAD: &str = "\
# Conformance

What other people's programs count, counted again: whoever they elect, and every figure that they print. Made by `make
conformance` from papers and reports that lie outside this repository (`HUSTINGS_CORPUS`); `cargo test` compares the same
and fails where this page says that something differs without a reason.

";

/// Writes the page; without a path, prints it.
pub(crate) fn write(cases: &[Case], path: Option<&str>) -> ExitCode {
    let page = page(cases);
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

fn page(cases: &[Case]) -> String {
    let mut page = HEAD.to_owned();
    let mut folder = "";
    for case in cases {
        if case.folder != folder {
            folder = case.folder;
            page += &format!("## {folder}\n\n| election | rule | |\n|---|---|---|\n");
        }
        let said = match (case.compare)() {
            Ok(compared) => format!("agrees: {compared}"),
            Err(difference) => format!("**differs**: {difference}"),
        };
        page += &format!("| {} | `{}` | {said} |\n", case.election, case.rule);
    }
    page
}
