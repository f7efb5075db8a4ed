//! Events: what the log records, each as it was read.

use std::collections::BTreeMap;

use crate::count::Lot;
use crate::kept::Act;
use crate::percent::Share;
use crate::read::fields::Counts;
use crate::read::rulebook::Window;
use crate::time::{Day, Time};
use crate::votes::Votes;

/// One line that reads by itself; whether it is allowed where it stands is for [`crate::log`].
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) line: usize,
    pub(crate) clause: Option<String>,
    /// When it was recorded, if it says so.
    pub(crate) recorded: Option<Time>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    ContestOpened {
        rulebook: String,
        record: Record,
    },
    CandidateDeclared(Candidate),
    CandidateWithdrew(Withdrawal),
    Nominated(Nomination),
    NominationDeclined(Nominator),
    TallyReported(Report),
    QualificationClaimed(Qualification),
    NomineesPublished(Nominees),
    PollOpened(Moment),
    PollClosed(Moment),
    LotsDrawn {
        post: String,
        lot: Lot,
    },
    PapersPublished(PapersPublished),
    ReturnsDeclared(Returns),
    TurnoutClaimed(Turnout),
    VotesDeclared(VotesDeclared),
    ResultDeclared(ResultDeclared),
    /// What only a contest that the program holds has.
    Kept(Act),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Record {
    Live,
    /// A rehearsal, held under the rules of a live log.
    Mock,
    Replay,
}

impl Record {
    /// Whether the log is the whole record: what is not in it did not happen.
    pub(crate) fn is_whole(self) -> bool {
        self != Self::Replay
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Mock => "mock",
            Self::Replay => "replay",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) post: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) incumbent: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Withdrawal {
    pub(crate) post: String,
    pub(crate) candidate: String,
    pub(crate) decided: Option<Time>,
    pub(crate) received: Option<Time>,
    pub(crate) sources: Vec<String>,
}

impl Withdrawal {
    /// When it was received, else when it was decided.
    pub(crate) fn time(&self) -> Option<&Time> {
        self.received.as_ref().or(self.decided.as_ref())
    }

    /// Whether it is known to have come after the close.
    pub(crate) fn is_after_close(&self, window: &Window) -> bool {
        match (&window.closes, self.time()) {
            (Some(closes), Some(time)) => closes.latest() < time.earliest(),
            _ => false,
        }
    }
}

/// Who nominates, or declines to, and where.
#[derive(Clone, Debug)]
pub(crate) struct Nominator {
    pub(crate) post: String,
    pub(crate) stage: String,
    pub(crate) body: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: Option<String>,
    pub(crate) as_of: Option<Time>,
}

impl Nominator {
    /// Whether this is that nominator there.
    pub(crate) fn is_called(&self, post: &str, stage: &str, id: &str) -> bool {
        self.post == post && self.stage == stage && self.id == id
    }

    /// Whether both are the same nominator at the same stage for the same post.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (&self.post, &self.stage, &self.id) == (&other.post, &other.stage, &other.id)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Nomination {
    pub(crate) nominator: Nominator,
    pub(crate) candidate: String,
    pub(crate) weight: Option<u64>,
    pub(crate) groups: BTreeMap<String, String>,
    pub(crate) decided: Option<Time>,
    pub(crate) received: Option<Time>,
    pub(crate) sources: Vec<String>,
}

/// Where a nomination's time lies, judged by the time that the window names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Inside,
    Outside,
    Undetermined,
}

impl Nomination {
    /// When it was received, else decided, else reported.
    pub(crate) fn moment(&self) -> Option<&Time> {
        self.received
            .as_ref()
            .or(self.decided.as_ref())
            .or(self.nominator.as_of.as_ref())
    }

    /// Whether only a report says when: it was made by then, at whatever moment before.
    pub(crate) fn is_dated_by_report_only(&self) -> bool {
        self.received.is_none() && self.decided.is_none() && self.nominator.as_of.is_some()
    }

    /// Whether it is known to have been made after the withdrawal.
    pub(crate) fn is_after(&self, withdrawal: &Withdrawal) -> bool {
        match (self.moment(), withdrawal.time()) {
            (Some(moment), Some(withdrew)) => withdrew.latest() < moment.earliest(),
            _ => false,
        }
    }

    pub(crate) fn place(&self, window: &Window) -> Place {
        let closes = window.closes.as_ref().map(Time::latest);
        let is_late = |time: &Time| closes.is_some_and(|closes| time.earliest() > closes);
        let time = if window.judged_by_decided {
            &self.decided
        } else {
            &self.received
        };
        let Some(time) = time else {
            // What was decided after the close cannot have been received before it.
            return match &self.decided {
                Some(decided) if is_late(decided) => Place::Outside,
                _ => Place::Undetermined,
            };
        };
        let opens = window.opens.as_ref().map(Time::earliest);
        let is_before = opens.is_some_and(|opens| time.latest() < opens);
        let is_inside = opens.is_some_and(|opens| opens <= time.earliest())
            && closes.is_some_and(|closes| time.latest() <= closes);
        if is_before || is_late(time) {
            Place::Outside
        } else if is_inside {
            Place::Inside
        } else {
            Place::Undetermined
        }
    }
}

/// A tally, as it was reported.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) post: String,
    pub(crate) stage: String,
    pub(crate) body: String,
    pub(crate) as_of: Time,
    pub(crate) tallies: Counts,
    pub(crate) sources: Vec<String>,
}

/// Somebody's date of qualifying.
#[derive(Clone, Debug)]
pub(crate) struct Qualification {
    pub(crate) post: String,
    pub(crate) stage: String,
    pub(crate) candidate: String,
    pub(crate) on: Day,
    pub(crate) on_text: String,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Nominees {
    pub(crate) post: String,
    pub(crate) candidates: Vec<String>,
    pub(crate) sources: Vec<String>,
}

/// When something is known to have been done, if it is.
#[derive(Clone, Debug)]
pub(crate) struct Moment(pub(crate) Option<Time>);

#[derive(Clone, Debug)]
pub(crate) struct PapersPublished {
    pub(crate) post: String,
    pub(crate) section: Option<String>,
    pub(crate) file: String,
    pub(crate) digest: String,
    pub(crate) line: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Returns {
    pub(crate) section: Option<String>,
    pub(crate) eligible: Option<u64>,
    pub(crate) returned: Option<u64>,
    pub(crate) invalid: Option<u64>,
    pub(crate) channels: Counts,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Turnout {
    pub(crate) section: Option<String>,
    pub(crate) percent: Share,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct VotesDeclared {
    pub(crate) post: String,
    pub(crate) section: Option<String>,
    pub(crate) stage: u64,
    pub(crate) votes: Votes,
    pub(crate) sources: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ResultDeclared {
    pub(crate) post: String,
    pub(crate) elected: Vec<String>,
    pub(crate) certified_by: Option<String>,
    pub(crate) decided: Option<Time>,
    pub(crate) sources: Vec<String>,
}
