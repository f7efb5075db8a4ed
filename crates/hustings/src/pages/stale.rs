//! What was written earlier, and is not made now.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hustings_contest::Statement;
use hustings_rulebook::PostId;
use serde_json::Value;

use crate::failure::Failure;
use crate::files;

/// What is written about each post.
const OF_A_POST: [&str; 3] = ["declaration.html", "declaration.json", "transcript.json"];
/// What is written about the contest. The statement comes last: it says which posts there were, also to whoever goes on
/// where another was interrupted.
const OF_THE_CONTEST: [&str; 4] = [
    super::BUNDLE,
    "index.html",
    "statement.html",
    "statement.json",
];

/// Removes from `out` what is written there and `made`, the paths that are made now, lacks: a declaration that nothing stands behind
/// any more must not lie beside the new statement. Every other file is left alone.
pub(super) fn remove(out: &Path, statement: &Statement, made: &[&str]) -> Result<(), Failure> {
    let posts: BTreeSet<PostId> = statement
        .posts
        .iter()
        .map(|post| post.id.clone())
        .chain(posts_before(out))
        .collect();
    for post in &posts {
        for name in OF_A_POST {
            remove_unless_made(out, &format!("{post}/{name}"), made)?;
        }
        // Succeeds only where nothing is left in it.
        let _ = fs::remove_dir(out.join(post.as_str()));
    }
    for name in OF_THE_CONTEST {
        remove_unless_made(out, name, made)?;
    }
    Ok(())
}

fn remove_unless_made(out: &Path, path: &str, made: &[&str]) -> Result<(), Failure> {
    if made.contains(&path) {
        Ok(())
    } else {
        files::remove(&out.join(path))
    }
}

/// The posts of the statement that lies there; none if it cannot be read. A rulebook may have had others.
fn posts_before(out: &Path) -> Vec<PostId> {
    let statement: Option<Value> = fs::read(out.join("statement.json"))
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let posts = statement.as_ref().and_then(|read| read["posts"].as_array());
    posts
        .into_iter()
        .flatten()
        .filter_map(|post| post["id"].as_str()?.parse().ok())
        .collect()
}
