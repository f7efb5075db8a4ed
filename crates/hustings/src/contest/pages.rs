//! The pages of a contest that is kept.

use std::path::PathBuf;

use clap::Args;
use hustings_contest::Statement;
use hustings_contest::kept::unopposed;
use hustings_count::CandidateId;
use hustings_office::{Counted, Office};
use hustings_rulebook::PostId;

use super::place::{Place, failure};
use crate::failure::{Failure, Success};
use crate::pages::{BUNDLE, Bundle, Pages};

/// Write the contest as pages that anybody can read: who stands and why, and each result that is declared.
///
/// They are those that `hustings run` writes. What is counted and not declared is not on them. A bundle that lies in the
/// folder as bundle.hustings is left as it is, and the pages link to it.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings contest pages --out public
  hustings contest bundle --out public/bundle.hustings && hustings contest pages --out public

Then open index.html in the folder.")]
pub(crate) struct Arguments {
    /// The folder; what was written there earlier is written anew.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) async fn run(place: &Place, arguments: &Arguments) -> Result<Success, Failure> {
    let office = place.office().await?;
    let statement = office.statement();
    let counted = declared(&office).await?;
    let pages = Pages {
        statement: &statement,
        counted: &counted,
        told: told(&office, &statement),
        bundle: Bundle::Apart(arguments.out.join(BUNDLE).exists()),
    };
    pages.write(&arguments.out)?;
    pages.tell(&arguments.out)?;
    Ok(Success::Done)
}

/// Counts whose results are declared; others may be under an embargo, and are nobody's result yet.
async fn declared(office: &Office) -> Result<Vec<Counted>, Failure> {
    let mut counted = office.counted().await.map_err(failure)?;
    counted.retain(|counted| office.contest().declared(&counted.post.id).is_some());
    Ok(counted)
}

/// Who was elected without a poll, of which there is no count to show.
fn told(office: &Office, statement: &Statement) -> Vec<(PostId, String)> {
    let contest = office.contest();
    let posts = statement.posts.iter().map(|post| &post.id);
    let without_poll = posts.filter(|post| unopposed(contest, post).is_some());
    let told = without_poll.filter_map(|post| {
        let elected = &contest.declared(post)?.act.elected;
        let said = format!(
            "Elected unopposed: {}. There was no poll.",
            names(statement, post, elected)
        );
        Some((post.clone(), said))
    });
    told.collect()
}

fn names(statement: &Statement, post: &PostId, ids: &[CandidateId]) -> String {
    let candidates = statement
        .posts
        .iter()
        .filter(|of| of.id == *post)
        .flat_map(|of| &of.candidates);
    let named = candidates.filter(|candidate| ids.contains(&candidate.id));
    let names: Vec<&str> = named.map(|candidate| candidate.name.as_str()).collect();
    if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    }
}
