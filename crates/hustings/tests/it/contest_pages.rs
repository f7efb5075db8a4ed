//! `hustings contest pages`, of a contest that is kept in a store.

use std::path::Path;

use hustings_contest::event::Act;
use tempfile::TempDir;

use crate::{hustings, kept, path};

/// The small contest up to and without the first such act, in a folder.
fn held(end: impl Fn(&Act) -> bool) -> TempDir {
    let folder = TempDir::new().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (store, _) = kept::until(folder.path(), end).await;
        store.close().await;
    });
    folder
}

/// What is told when the pages are written into the folder.
fn pages(contest: &TempDir, out: &Path) -> String {
    let data = path(contest.path());
    let call = hustings(&["contest", "pages", "--data", data, "--out", path(out)]);
    assert_eq!((call.code, call.err.as_str()), (0, ""));
    call.out
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

#[test]
fn while_nominations_come_in_there_is_a_statement_and_no_result() {
    let contest = held(|act| matches!(act, Act::Nominated(_)));
    let out = TempDir::new().unwrap();
    let told = pages(&contest, out.path());
    assert!(told.contains("Mock contest: nobody is elected."), "{told}");
    assert!(
        told.contains("Not yet nominated: Ada Ash and Bo Birch.\n    There is no result yet."),
        "{told}"
    );
    let statement = text(&out.path().join("statement.html"));
    assert!(statement.contains("Mock contest: nobody is elected."));
    assert!(text(&out.path().join("statement.json")).contains("hustings-statement/1"));
    assert!(text(&out.path().join("index.html")).contains("There is no result yet."));
    assert!(!out.path().join("chair").exists());
}

#[test]
fn whoever_is_elected_unopposed_is_told_by_name_and_has_no_count() {
    let contest = held(|act| matches!(act, Act::BoxOpened(_)));
    let out = TempDir::new().unwrap();
    let told = pages(&contest, out.path());
    assert!(
        told.contains("Treasurer\n    Nominated: Cy Cedar.\n    Elected unopposed: Cy Cedar. There was no poll."),
        "{told}"
    );
    assert!(!out.path().join("treasurer").exists());
}

#[test]
fn what_is_counted_and_not_declared_is_on_no_page() {
    let contest = held(
        |act| matches!(act, Act::ResultDeclared(declared) if declared.post.as_str() == "chair"),
    );
    let out = TempDir::new().unwrap();
    let told = pages(&contest, out.path());
    assert!(told.contains("There is no result yet."), "{told}");
    assert!(!out.path().join("chair").exists());
}

#[test]
fn a_declared_result_has_its_pages_and_a_bundle_that_lies_there_is_linked_and_left_alone() {
    let contest = held(|_| false);
    let out = TempDir::new().unwrap();
    let told = pages(&contest, out.path());
    assert!(told.contains("Chair\n"), "{told}");
    let declaration = text(&out.path().join("chair/declaration.html"));
    assert!(declaration.contains("Counted from papers."));
    for file in ["chair/declaration.json", "chair/transcript.json"] {
        assert!(
            text(&out.path().join(file)).contains("\"format\""),
            "{file}"
        );
    }
    let index = text(&out.path().join("index.html"));
    assert!(index.contains("chair/declaration.html") && !index.contains("bundle.hustings"));

    std::fs::write(out.path().join("bundle.hustings"), "a bundle").unwrap();
    pages(&contest, out.path());
    let index = text(&out.path().join("index.html"));
    assert!(index.contains("href=\"bundle.hustings\""));
    assert_eq!(text(&out.path().join("bundle.hustings")), "a bundle");
}

#[test]
fn pages_of_an_earlier_result_go_when_there_is_none_any_more() {
    let out = TempDir::new().unwrap();
    pages(&held(|_| false), out.path());
    assert!(out.path().join("chair/declaration.html").exists());
    pages(&held(|act| matches!(act, Act::PollClosed(_))), out.path());
    assert!(!out.path().join("chair").exists());
}
