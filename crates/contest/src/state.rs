//! The state of a contest, and how events change it.

use std::collections::{BTreeMap, BTreeSet};

use hustings_count::CandidateId;
use hustings_rulebook::{Exempt, Moment, PostId, Rulebook, SectionId, Stage};

use crate::event::{
    Act, CandidateDeclared, CandidateWithdrew, Circumstances, Event, LotsDrawn, Nominated,
    NominationDeclined, NomineesPublished, PapersPublished, QualificationClaimed, Record,
    ResultDeclared, ReturnsDeclared, TallyReported, TurnoutClaimed, VotesDeclared,
};
use crate::kept::{self, Kept, Superseded};
use crate::{Digest, Refusal, candidates, declared, nominations};

/// What stands in a contest: a pure function of its rulebook and its log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contest {
    rulebook: Rulebook,
    digest: Digest,
    /// Set once the contest is open.
    record: Option<Record>,
    /// How many events there were.
    pub(crate) entries: u64,
    /// Whether the first of them says when it was recorded.
    pub(crate) opening_recorded: bool,
    pub(crate) kept: Option<Kept>,
    pub(crate) posts: BTreeMap<PostId, PostState>,
    pub(crate) returns: BTreeMap<Option<SectionId>, Recorded<ReturnsDeclared>>,
    pub(crate) turnouts: Vec<Recorded<TurnoutClaimed>>,
    pub(crate) poll_opened: Option<Circumstances>,
    pub(crate) poll_closed: Option<Circumstances>,
}

/// An act, with the circumstances in which it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded<T> {
    /// Who, when, under which clause.
    pub circumstances: Circumstances,
    /// What.
    pub act: T,
}

impl<T> Recorded<T> {
    pub(crate) fn new(circumstances: &Circumstances, act: &T) -> Self
    where
        T: Clone,
    {
        Self {
            circumstances: circumstances.clone(),
            act: act.clone(),
        }
    }
}

/// What stands for one post.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PostState {
    pub(crate) candidates: Vec<Recorded<CandidateDeclared>>,
    pub(crate) withdrawals: BTreeMap<CandidateId, Recorded<CandidateWithdrew>>,
    /// All that were made, also those that a ruling takes out.
    pub(crate) nominations: Vec<Recorded<Nominated>>,
    /// Places in `nominations` of those that a ruling takes out.
    pub(crate) disallowed: BTreeSet<usize>,
    pub(crate) declined: Vec<Recorded<NominationDeclined>>,
    pub(crate) tallies: Vec<Recorded<TallyReported>>,
    pub(crate) claims: Vec<Recorded<QualificationClaimed>>,
    pub(crate) nominees: Option<Recorded<NomineesPublished>>,
    pub(crate) lots: Vec<Recorded<LotsDrawn>>,
    pub(crate) papers: Option<Recorded<PapersPublished>>,
    pub(crate) votes: Vec<Recorded<VotesDeclared>>,
    pub(crate) result: Option<Recorded<ResultDeclared>>,
    /// Earlier declarations, each with the reasons for which another took its place.
    pub(crate) superseded: Vec<Superseded>,
}

impl PostState {
    /// The nominations that no ruling takes out.
    pub(crate) fn nominations(&self) -> impl Iterator<Item = &Recorded<Nominated>> {
        let standing = |(place, _): &(usize, _)| !self.disallowed.contains(place);
        let all = self.nominations.iter().enumerate();
        all.filter(standing).map(|(_, nomination)| nomination)
    }

    pub(crate) fn withdrawal(
        &self,
        candidate: &CandidateId,
    ) -> Option<&Recorded<CandidateWithdrew>> {
        self.withdrawals.get(candidate)
    }

    /// Whether the candidate's nominations at a stage have been released: by a withdrawal that is not
    /// known to have come after the stage's close, where the rulebook releases at all.
    pub(crate) fn released(&self, candidate: &CandidateId, stage: &Stage) -> bool {
        let Some(withdrawal) = self.withdrawal(candidate) else {
            return false;
        };
        let after_close = match (&stage.window.closes, withdrawal.circumstances.happened()) {
            (Some(closes), Some(moment)) => closes.surely_before(moment),
            _ => false,
        };
        stage.released_when == hustings_rulebook::Release::CandidateWithdraws && !after_close
    }
}

impl Circumstances {
    /// When it was received, else when it was decided; `None` if neither is known.
    pub fn happened(&self) -> Option<&Moment> {
        self.received.as_ref().or(self.decided.as_ref())
    }
}

impl Contest {
    /// A contest in which nothing has happened yet. `digest` is that of the rulebook's bytes, which
    /// the first event must name.
    pub fn new(rulebook: Rulebook, digest: Digest) -> Self {
        let posts = rulebook
            .posts
            .iter()
            .map(|post| (post.id.clone(), PostState::default()))
            .collect();
        Self {
            rulebook,
            digest,
            record: None,
            entries: 0,
            opening_recorded: false,
            kept: None,
            posts,
            returns: BTreeMap::new(),
            turnouts: Vec::new(),
            poll_opened: None,
            poll_closed: None,
        }
    }

    /// The rules of the contest.
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// Whether the log is the whole record.
    pub fn record(&self) -> Record {
        self.record.unwrap_or(Record::Live)
    }

    /// Whether it is a rehearsal, in which nobody is elected.
    pub fn is_mock(&self) -> bool {
        self.record == Some(Record::Mock)
    }

    /// What stands of a contest that the program keeps; nothing where it does not.
    pub fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Names of the candidates for a post, in the order of their declaration.
    pub fn candidates(&self, post: &PostId) -> Vec<hustings_count::Candidate> {
        let declared = self
            .posts
            .get(post)
            .into_iter()
            .flat_map(|post| &post.candidates);
        declared
            .map(|declared| hustings_count::Candidate {
                id: declared.act.candidate.clone(),
                name: declared.act.name.clone(),
            })
            .collect()
    }

    /// Whether the poll was opened.
    pub fn has_opened(&self) -> bool {
        self.poll_opened.is_some()
    }

    /// Whether the poll was closed.
    pub fn has_closed(&self) -> bool {
        self.poll_closed.is_some()
    }

    /// Who stands on the paper for a post, in its order; nothing until that is published.
    pub fn nominees(&self, post: &PostId) -> Option<Vec<hustings_count::Candidate>> {
        let published = self.posts.get(post)?.nominees.as_ref()?;
        let all = self.candidates(post);
        let named = |id: &CandidateId| all.iter().find(|candidate| candidate.id == *id).cloned();
        published.act.candidates.iter().map(named).collect()
    }

    /// Who was declared elected to a post, as it stands.
    pub fn declared(&self, post: &PostId) -> Option<&Recorded<ResultDeclared>> {
        self.posts.get(post)?.result.as_ref()
    }

    /// The papers that were published of a post.
    pub fn published_papers(&self, post: &PostId) -> Option<&PapersPublished> {
        Some(&self.posts.get(post)?.papers.as_ref()?.act)
    }

    /// The files of papers that the log names.
    pub fn paper_files(&self) -> BTreeSet<String> {
        self.posts
            .values()
            .filter_map(|post| Some(post.papers.as_ref()?.act.file.clone()))
            .collect()
    }

    /// The stage at which a candidate withdrew: the first for the post that is not known to have closed
    /// before. `None` if nobody withdrew, if it was after all stages, or if the time is not known.
    pub(crate) fn withdrew_at(&self, post: &PostId, candidate: &CandidateId) -> Option<&Stage> {
        let moment = self
            .post(post)
            .ok()?
            .withdrawal(candidate)?
            .circumstances
            .happened()?;
        self.rulebook
            .stages
            .iter()
            .filter(|stage| stage.is_for(post))
            .find(|stage| {
                stage
                    .window
                    .closes
                    .as_ref()
                    .is_none_or(|closes| !closes.surely_before(moment))
            })
    }

    /// Whether a candidate passes a stage by right.
    pub(crate) fn is_exempt(&self, post: &PostId, candidate: &CandidateId, stage: &Stage) -> bool {
        let declared = self
            .posts
            .get(post)
            .into_iter()
            .flat_map(|post| &post.candidates);
        let mut incumbents = declared.filter(|declared| declared.act.incumbent);
        stage.exempt.contains(&Exempt::Incumbent)
            && incumbents.any(|incumbent| incumbent.act.candidate == *candidate)
    }

    pub(crate) fn post(&self, id: &PostId) -> Result<&PostState, Refusal> {
        self.posts
            .get(id)
            .ok_or_else(|| Refusal::UnknownPost(id.clone()))
    }

    pub(crate) fn post_mut(&mut self, id: &PostId) -> Result<&mut PostState, Refusal> {
        self.posts
            .get_mut(id)
            .ok_or_else(|| Refusal::UnknownPost(id.clone()))
    }
}

/// Applies one event, or refuses it and changes nothing. The only place where a rule of a contest is applied.
pub fn apply(contest: &mut Contest, event: &Event) -> Result<(), Refusal> {
    let circumstances = &event.circumstances;
    opened(contest, &event.act)?;
    if let Some(clause) = circumstances
        .clause
        .as_ref()
        .filter(|clause| !contest.rulebook.has(clause))
    {
        return Err(Refusal::UnknownClause(clause.clone()));
    }
    kept::check(contest, circumstances, &event.act)?;
    check(contest, circumstances, &event.act)?;
    kept::record(contest, circumstances, &event.act)?;
    record(contest, circumstances, &event.act)?;
    contest.entries += 1;
    Ok(())
}

fn opened(contest: &Contest, act: &Act) -> Result<(), Refusal> {
    match (contest.record, act) {
        (None, Act::ContestOpened(opened)) if opened.rulebook == contest.digest => Ok(()),
        (None, Act::ContestOpened(opened)) => Err(Refusal::OtherRulebook {
            expected: opened.rulebook.clone(),
            found: contest.digest.clone(),
        }),
        (None, _) => Err(Refusal::NotOpened),
        (Some(_), Act::ContestOpened(_)) => Err(Refusal::OpenedTwice),
        (Some(_), _) => Ok(()),
    }
}

/// Looks whether an act is allowed, subject by subject.
fn check(contest: &Contest, circumstances: &Circumstances, act: &Act) -> Result<(), Refusal> {
    match act {
        Act::CandidateDeclared(act) => candidates::declared(contest, act),
        Act::CandidateWithdrew(act) => candidates::withdrew(contest, act),
        Act::NomineesPublished(act) => candidates::published(contest, act),
        Act::Nominated(act) => nominations::nominated(contest, circumstances, act),
        Act::NominationDeclined(act) => nominations::declined(contest, act),
        Act::TallyReported(act) => nominations::tally(contest, act),
        Act::QualificationClaimed(act) => nominations::claim(contest, act),
        Act::PollOpened(_) => declared::poll(
            contest.poll_opened.as_ref(),
            Some(circumstances),
            contest.poll_closed.as_ref(),
        ),
        Act::PollClosed(_) => declared::poll(
            contest.poll_closed.as_ref(),
            contest.poll_opened.as_ref(),
            Some(circumstances),
        ),
        Act::LotsDrawn(act) => declared::lots(contest, act),
        Act::PapersPublished(act) => declared::papers(contest, act),
        Act::ReturnsDeclared(act) => declared::returns(contest, act),
        Act::TurnoutClaimed(act) => declared::section(contest, act.section.as_ref()),
        Act::VotesDeclared(act) => declared::votes(contest, act),
        Act::ResultDeclared(act) => declared::result(contest, act),
        Act::ResultCorrected(act) => declared::elected(contest, &act.post, &act.elected),
        // Of these `kept` is the judge.
        _ => Ok(()),
    }
}

/// Writes down an act that is allowed.
fn record(contest: &mut Contest, circumstances: &Circumstances, act: &Act) -> Result<(), Refusal> {
    match act {
        Act::ContestOpened(act) => {
            contest.record = Some(act.record);
            contest.opening_recorded = circumstances.recorded.is_some();
        }
        Act::CandidateDeclared(act) => contest
            .post_mut(&act.post)?
            .candidates
            .push(Recorded::new(circumstances, act)),
        Act::CandidateWithdrew(act) => {
            let withdrawals = &mut contest.post_mut(&act.post)?.withdrawals;
            withdrawals.insert(act.candidate.clone(), Recorded::new(circumstances, act));
        }
        Act::NomineesPublished(act) => {
            contest.post_mut(&act.post)?.nominees = Some(Recorded::new(circumstances, act));
        }
        Act::Nominated(act) => contest
            .post_mut(&act.post)?
            .nominations
            .push(Recorded::new(circumstances, act)),
        Act::NominationDeclined(act) => contest
            .post_mut(&act.post)?
            .declined
            .push(Recorded::new(circumstances, act)),
        Act::TallyReported(act) => contest
            .post_mut(&act.post)?
            .tallies
            .push(Recorded::new(circumstances, act)),
        Act::QualificationClaimed(act) => contest
            .post_mut(&act.post)?
            .claims
            .push(Recorded::new(circumstances, act)),
        Act::PollOpened(_) => contest.poll_opened = Some(circumstances.clone()),
        Act::PollClosed(_) => contest.poll_closed = Some(circumstances.clone()),
        Act::LotsDrawn(act) => contest
            .post_mut(&act.post)?
            .lots
            .push(Recorded::new(circumstances, act)),
        Act::PapersPublished(act) => {
            contest.post_mut(&act.post)?.papers = Some(Recorded::new(circumstances, act));
        }
        Act::ReturnsDeclared(act) => {
            contest
                .returns
                .insert(act.section.clone(), Recorded::new(circumstances, act));
        }
        Act::TurnoutClaimed(act) => contest.turnouts.push(Recorded::new(circumstances, act)),
        Act::VotesDeclared(act) => contest
            .post_mut(&act.post)?
            .votes
            .push(Recorded::new(circumstances, act)),
        Act::ResultDeclared(act) => {
            contest.post_mut(&act.post)?.result = Some(Recorded::new(circumstances, act));
        }
        // `kept` has written these down.
        _ => {}
    }
    Ok(())
}

/// Refuses a list in which somebody stands twice.
pub(crate) fn each_once(candidates: &[CandidateId]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    match candidates.iter().find(|candidate| !seen.insert(*candidate)) {
        Some(twice) => Err(Refusal::NamedTwice(twice.clone())),
        None => Ok(()),
    }
}
