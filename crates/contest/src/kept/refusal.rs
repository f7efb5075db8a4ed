//! Why an event of a kept contest is refused.

use hustings_rulebook::{
    AppealId, BatchId, BoxId, ClaimId, Moment, NominatorId, PostId, RequestId, RulingId, SectionId,
    StageId,
};

/// Why the rules of a kept contest do not allow an event. Each message says the reason, the clause if it is the rulebook's,
/// and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "each variant's message is its documentation, and its fields are the figures in it"
)]
pub enum KeptRefusal {
    #[error(
        "the contest is not kept by this program; only one whose second entry is log-established can record this"
    )]
    NotKept,
    #[error("the event does not say when it was recorded; a kept contest needs it")]
    NotRecorded,
    #[error(
        "log-established must be the second entry of a live or a mock log; begin the contest anew"
    )]
    EstablishedLate,
    #[error(
        "a quorum of {quorum} cannot come from {witnesses} witnesses; name more, or ask for fewer"
    )]
    Quorum { quorum: u64, witnesses: u64 },

    #[error("{0} gives no reasons; write them, since whoever is concerned may ask for them")]
    NoReasons(&'static str),
    #[error("there is already a ruling '{0}'; give this one another id")]
    RulingTwice(RulingId),
    #[error("there is no ruling '{0}'; name one that was made")]
    NoSuchRuling(RulingId),
    #[error("the ruling '{ruling}' was superseded by '{by}'; name the one that stands")]
    Superseded { ruling: RulingId, by: RulingId },
    #[error("the ruling '{0}' is on something else; a ruling supersedes one on the same matter")]
    OtherMatter(RulingId),
    #[error("the ruling '{0}' stands on this already; supersede it")]
    AlreadyRuled(RulingId),
    #[error("the ruling '{0}' disallows it; only one that allows it can be named")]
    Disallowed(RulingId),
    #[error("'{nominator}' has made no nomination for '{post}' at that stage; correct the ids")]
    NoSuchNomination {
        nominator: NominatorId,
        post: PostId,
    },
    #[error(
        "if this ruling let the nomination stand, '{0}' would have two; disallow the later one first"
    )]
    SecondNomination(NominatorId),
    #[error("there is already an appeal '{0}'; give this one another id")]
    AppealTwice(AppealId),
    #[error(
        "the appeal '{appeal}' against '{ruling}' is undecided; rule on it first, by a ruling that supersedes '{ruling}'"
    )]
    AppealUndecided { appeal: AppealId, ruling: RulingId },
    #[error("there is already a claim '{0}'; give this one another id")]
    ClaimTwice(ClaimId),
    #[error("there is no claim '{0}'; record it first")]
    NoSuchClaim(ClaimId),
    #[error("the claim '{0}' is undecided; rule on it first (roll.freeze)")]
    ClaimUndecided(ClaimId),
    #[error(
        "the roll is frozen, and this came too late for it (roll.freeze); a ruling can amend a section of it until its box is opened"
    )]
    RollFrozen,
    #[error(
        "the poll was opened, and who may vote is settled (roll.freeze); a section is amended before that"
    )]
    RollAfterPoll,
    #[error(
        "the ruling '{0}' has amended the roll already (roll.freeze); rule once more for another change"
    )]
    AmendedByOne(RulingId),
    #[error("the roll is not frozen yet (roll.freeze); freeze it first")]
    RollNotFrozen,
    #[error("the roll has no section '{0}'; name one of its sections")]
    UnknownSection(SectionId),
    #[error("the section '{0}' is missing; the roll is frozen as a whole (roll.section)")]
    SectionMissing(SectionId),
    #[error(
        "the section '{section}' has {electors} electors, and none below {smallest} may be reported (roll.smallest_reported_section); put it together with another in the rulebook before the contest begins"
    )]
    SectionTooSmall {
        section: SectionId,
        electors: u64,
        smallest: u64,
    },
    #[error(
        "the channels of '{section}' sum to {sum}, and it has {electors} electors; correct one of the two"
    )]
    ChannelSum {
        section: SectionId,
        sum: u64,
        electors: u64,
    },
    #[error("nobody votes by '{0}' in this contest (ballot.means)")]
    MeansNotAllowed(String),
    #[error("the box '{0}' is open, and what its electors vote on is fixed (ballot)")]
    BoxIsOpen(BoxId),
    #[error("the box '{0}' is opened already; a box is opened once")]
    BoxTwice(BoxId),
    #[error("there is no box '{0}'; name one that was opened")]
    NoSuchBox(BoxId),
    #[error(
        "there is no section for a box '{0}'; a box has the id of its section, or 'electors' where the roll has none (roll.section)"
    )]
    BoxOfNoSection(BoxId),
    #[error(
        "the nominees for '{0}' are not published, so nobody knows who is on the paper (paper.order); publish them first"
    )]
    NoNominees(PostId),
    #[error("nobody is on the list for '{0}' (paper.order); name whoever stands")]
    NobodyPublished(PostId),
    #[error(
        "{at} is before {closes}, when the window of '{stage}' closes (stage.{stage}.window); wait until then"
    )]
    PublishedEarly {
        stage: StageId,
        at: Moment,
        closes: Moment,
    },
    #[error(
        "the questions of the box '{of}' are not the posts that its section elects, in the rulebook's order: {expected}"
    )]
    OtherPosts { of: BoxId, expected: String },
    #[error(
        "{credentials} credentials are not the {electors} electors of the frozen roll (roll); issue one to each"
    )]
    OtherCredentials { credentials: u64, electors: u64 },

    #[error(
        "the election of the box '{of}' is that of the box '{other}' too, by its name, its fingerprint or its setup (ballot); set up one for each box"
    )]
    SameElection { of: BoxId, other: BoxId },
    #[error(
        "nobody votes in the box '{0}': no post that it would ask about is contested (count.single_candidate)"
    )]
    NothingAsked(BoxId),
    #[error(
        "no post is contested, so there is no poll (count.single_candidate); declare who is elected unopposed"
    )]
    NothingPolled,
    #[error(
        "no more stand for '{post}' than it has seats, so there are no {what} (count.single_candidate); declare its nominees elected"
    )]
    Unopposed { post: PostId, what: &'static str },
    #[error(
        "the nominees of '{post}' are elected unopposed (count.single_candidate), exactly they: {nominees}"
    )]
    OthersElected { post: PostId, nominees: String },
    #[error("the box of '{0}' is not open yet; open every box before the poll (ballot.means)")]
    BoxNotOpened(BoxId),
    #[error(
        "the event does not say when the poll opened or closed (ballot.window); give the moment"
    )]
    PollWithoutTime,
    #[error("{at} is before {opens}, when the poll opens (ballot.window); wait until then")]
    PollEarly { at: Moment, opens: Moment },
    #[error("{at} is after {closes}, when the poll closes (ballot.window)")]
    PollLate { at: Moment, closes: Moment },
    #[error("the poll is not open (ballot.window)")]
    PollNotOpen,
    #[error("{at} is before {closes}, when the poll closes (ballot.window); wait until then")]
    CloseEarly { at: Moment, closes: Moment },
    #[error("the poll is closed (ballot.window)")]
    PollIsClosed,
    #[error("the poll is not closed (ballot.window); close it first")]
    PollNotClosed,

    #[error("there is already a batch '{0}'; give this one another id")]
    BatchTwice(BatchId),
    #[error(
        "the batch '{0}' does not say from which section its papers are (roll.section); take in the papers of each section apart"
    )]
    BatchOfNoSection(BatchId),
    #[error(
        "{voted} have voted, in the box and by post, and the section has {electors} electors (roll); find who voted twice first"
    )]
    MoreThanElectors { voted: u64, electors: u64 },
    #[error("there is no batch '{0}'; receive it first")]
    NoSuchBatch(BatchId),
    #[error("the batch '{0}' is counted already")]
    BatchCounted(BatchId),
    #[error(
        "the batch '{batch}' has {received} papers, and {papers} were counted; find the difference first"
    )]
    BatchTotal {
        batch: BatchId,
        received: u64,
        papers: u64,
    },
    #[error(
        "the papers of '{post}' sum to {sum}, and there are {papers}; find the difference first"
    )]
    PostTotal { post: PostId, sum: u64, papers: u64 },
    #[error(
        "the posts of the batch '{batch}' are not those that its section is polled on; give each of them, and no other: {expected}"
    )]
    PostsOfBatch { batch: BatchId, expected: String },
    #[error("papers are entered twice, by two different people; name both")]
    EnteredByOne,
    #[error(
        "{adjudicated} papers are said to be adjudicated, and {differing} to differ; only those that differ can be"
    )]
    TooManyAdjudicated { adjudicated: u64, differing: u64 },

    #[error("the box '{0}' is closed; what is shuffled cannot be removed")]
    BoxIsClosed(BoxId),
    #[error("the box '{0}' is not closed; close it first")]
    BoxNotClosed(BoxId),
    #[error("the figures of the box '{of}' do not follow: {reason}")]
    BoxFigures { of: BoxId, reason: String },
    #[error("the box '{0}' is tallied; nothing more can be done to it")]
    BoxIsTallied(BoxId),
    #[error("the box '{0}' is decrypted in part; it cannot be shuffled again")]
    ShuffleAfterDecryption(BoxId),
    #[error("this message or statement is recorded already")]
    MessageTwice,
    #[error("the statement is empty; give what the trustee signed")]
    NoStatement,
    #[error("the box '{of}' has {made} {what}, and {needed} are needed (ballot.trustees)")]
    TooFew {
        of: BoxId,
        made: usize,
        what: &'static str,
        needed: usize,
    },
    #[error(
        "the figures are not those of the posts of the box '{0}'; give each of them, and no other"
    )]
    PostsOfBox(BoxId),

    #[error("not every box is tallied and every batch counted, so there are no {0} yet")]
    NotCounted(&'static str),
    #[error("the roll has {electors} electors there (roll); declare them as eligible")]
    EligibleOther { electors: u64 },
    #[error(
        "{returned} are said to have been returned, and {papers} ballots were tallied or papers taken in (ballot); find the difference first"
    )]
    ReturnedOther { returned: u64, papers: u64 },
    #[error(
        "{elected} are declared elected, and '{post}' has {seats} seats (post.{post}); declare no more than that"
    )]
    MoreThanSeats {
        post: PostId,
        elected: usize,
        seats: u32,
    },
    #[error("the papers of '{0}' are not published; publish them first")]
    PapersNotPublished(PostId),
    #[error("there is already a request '{0}'; give this one another id")]
    RequestTwice(RequestId),
    #[error("there is no request '{0}'; record it first")]
    NoSuchRequest(RequestId),
    #[error("the request '{0}' for a recount is undecided; rule on it first")]
    RequestUndecided(RequestId),
    #[error("the result for '{0}' is declared")]
    Declared(PostId),
    #[error("the result for '{0}' is not declared, so there is nothing to correct")]
    NotDeclared(PostId),
    #[error("the scrutineer has not reported, and the result waits for it (statutory.scrutineer)")]
    ScrutineerMissing,
    #[error("the rulebook has no post '{0}'; name one of its posts")]
    UnknownPost(PostId),
    #[error("the list names somebody twice; name each once")]
    NamedTwice,
    #[error("the scrutineer has reported already")]
    ReportedTwice,
}
