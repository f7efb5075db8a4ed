//! The files that a replay is written to, but for the bundle.

use hustings_report::{Index, declaration_page, index_page, statement_page};

use super::Replay;

/// Paths below the output folder, and what stands there.
pub(super) fn of(replay: &Replay) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        (
            "index.html".to_owned(),
            index_page(&index(replay)).into_bytes(),
        ),
        (
            "statement.html".to_owned(),
            statement_page(&replay.statement).into_bytes(),
        ),
        (
            "statement.json".to_owned(),
            replay.statement.to_json().into_bytes(),
        ),
    ];
    for counted in &replay.counted {
        let path = |name: &str| format!("{}/{name}", counted.post.id);
        let page = declaration_page(&counted.declaration, &counted.transcript);
        files.push((path("declaration.html"), page.into_bytes()));
        files.push((
            path("declaration.json"),
            counted.declaration.to_json().into_bytes(),
        ));
        files.push((
            path("transcript.json"),
            counted.transcript.to_json().into_bytes(),
        ));
    }
    files
}

/// What each post came to, in a line.
pub(super) fn index(replay: &Replay) -> Index {
    let mut index = Index::new(&replay.statement);
    index.bundle = !replay.waits();
    for counted in &replay.counted {
        index.declare(&counted.declaration);
    }
    for uncounted in &replay.uncounted {
        index.wait(&uncounted.post, &uncounted.told());
    }
    index
}
