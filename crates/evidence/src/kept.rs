//! The claims of a kept contest: its log, its roll, its boxes, and what was opened.

mod boxes;
mod checkpoint;
mod grown;
mod history;
mod honesty;
mod opened;
mod order;
mod posted;
mod receipts;
mod roll;
mod rulings;
mod unread;
mod witnesses;

use std::io::{self, Read, Seek};

use hustings_recount::{Claim, Finding, Kept, beginning, kept};
use hustings_seal::progress::Progress;
use rand_core::CryptoRng;

use self::boxes::{Around, Source};
use self::grown::Asked;
use self::history::Logs;
use crate::Options;
use crate::contents::{ContentsError, Found};
use crate::finding::{claim, unknown};

pub(crate) use boxes::PASSES;

/// The claims by where they stand.
#[derive(Debug, Default)]
pub(crate) struct KeptClaims {
    /// What the records lack or have too many of, going by the log.
    pub fault: Option<ContentsError>,
    after_log: Vec<Claim>,
    after_papers: Vec<Claim>,
    last: Vec<Claim>,
}

impl KeptClaims {
    /// Puts the claims where they stand among those of every contest, and gives those that stand behind all.
    pub fn place(self, published: &mut Vec<Claim>) -> Vec<Claim> {
        let behind = |is: fn(&str) -> bool| {
            let last = published.iter().rposition(|claim| is(&claim.name));
            last.map_or(0, |last| last + 1)
        };
        let log = behind(|name| name == "log");
        let papers = behind(|name| name.starts_with("papers ")).max(log);
        published.splice(papers..papers, self.after_papers);
        published.splice(log..log, self.after_log);
        self.last
    }
}

/// All claims of a kept contest; none of another.
pub(crate) fn claims(
    file: &mut (impl Read + Seek),
    found: &Found,
    published: &[Claim],
    options: &Options,
    chance: &mut impl CryptoRng,
    progress: Progress<'_>,
) -> io::Result<KeptClaims> {
    if let Some(kept) = kept(&found.rulebook, &found.events) {
        let source = Source {
            file,
            chance,
            progress,
        };
        return of_kept(source, found, &kept, options);
    }
    let log = published.iter().find(|claim| claim.name == "log");
    let reads = log.is_some_and(|log| matches!(log.finding, Finding::Holds { .. }));
    Ok(if reads {
        not_kept(found, options)
    } else {
        unread::claims(found, options)
    })
}

/// What whoever verifies has beside the bundle, as it reads.
struct Beside<'o> {
    seen: Vec<history::Seen<'o>>,
    given: Vec<receipts::Given<'o>>,
}

impl<'o> Beside<'o> {
    fn of(options: &'o Options) -> Self {
        Self {
            seen: history::Seen::all(options),
            given: receipts::Given::all(options),
        }
    }

    /// What it asks of the log with this origin.
    fn asked(&self, origin: &str) -> Asked {
        history::asked(&self.seen, origin).and(receipts::asked(&self.given, origin))
    }
}

fn of_kept(
    mut source: Source<'_, impl Read + Seek, impl CryptoRng>,
    found: &Found,
    kept: &Kept,
    options: &Options,
) -> io::Result<KeptClaims> {
    let beside = Beside::of(options);
    let log = checkpoint::Log::of(kept);
    let entries = grown::of_events(&found.events, beside.asked(&kept.log.origin));
    let checkpoint = checkpoint::opened(found.checkpoint.as_deref(), "checkpoint", log.key());
    let read = source.boxes(found, kept, &beside)?;

    let mut after_log = vec![claim(
        "checkpoint",
        checkpoint::check(&checkpoint, entries.head()),
    )];
    let logs = Logs {
        log: &log,
        kept,
        entries: &entries,
        boxes: &read,
    };
    after_log.extend(history::claims(&beside.seen, logs));
    after_log.extend(receipts::claims(&beside.given, logs));
    after_log.push(claim(
        "witnesses",
        witnesses::check(&checkpoint, &log, kept),
    ));
    after_log.extend(roll::claims(found, kept));
    let titles = beginning(&found.rulebook, &found.events).map(|beginning| beginning.titles);
    let around = Around {
        log: &log,
        kept,
        titles: titles.unwrap_or_default(),
        boxes: &read,
    };
    for one in &read {
        after_log.extend(boxes::claims(one, &around));
    }
    let mut after_papers = opened::claims(found, kept, &read);
    after_papers.extend(posted::claims(found, kept));
    let mut last = rulings::claims(kept);
    last.extend(honesty::claims(kept));
    Ok(KeptClaims {
        fault: order::fault(found, kept),
        after_log,
        after_papers,
        last,
    })
}

/// What is said of a contest that was held, and of which nothing but events and papers is published.
const NOT_KEPT: &str = "the log has neither roll nor boxes nor checkpoints: nothing ties these papers to electors, nor to \
                        ballots that were cast";

/// A contest of which nothing is kept has no such records, and whoever kept a checkpoint has one of another.
fn not_kept(found: &Found, options: &Options) -> KeptClaims {
    let paths = unread::paths(found);
    let replay = beginning(&found.rulebook, &found.events).is_none_or(|beginning| beginning.replay);
    let mut after_log = Vec::new();
    if !replay {
        after_log.push(claim("kept", Err(unknown(NOT_KEPT))));
    }
    after_log.extend(history::of_no_log(options));
    KeptClaims {
        fault: paths.into_iter().next().map(ContentsError::NotKept),
        after_log,
        ..KeptClaims::default()
    }
}
