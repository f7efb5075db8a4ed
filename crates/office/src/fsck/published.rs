//! Published papers, against their digests in the log.

use hustings_contest::{Contest, Digest};
use hustings_store::StoreError;

use super::Looking;
use super::log::other;
use super::report::{Check, Subject, Wrong};

/// Looks at the papers of every post that has some.
pub(super) async fn look(looking: &mut Looking<'_>, contest: &Contest) -> Result<(), StoreError> {
    let mut check = Check::of(Subject::Papers);
    for post in &contest.rulebook().posts {
        let Some(published) = contest.published_papers(&post.id) else {
            continue;
        };
        let at = looking.id.file_row(&published.file);
        match looking.store.row(&at).await? {
            None => check.fault(at, Wrong::Missing),
            Some(bytes) if Digest::of(&bytes) != published.papers => {
                check.fault(
                    at,
                    other("its digest", &Digest::of(&bytes), &published.papers),
                );
            }
            Some(_) => check.seen += 1,
        }
    }
    if check.seen > 0 || !check.faults.is_empty() {
        looking.found(check);
    }
    Ok(())
}
