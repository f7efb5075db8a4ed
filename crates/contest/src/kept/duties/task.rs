//! What there is to do.

use hustings_count::CandidateId;
use hustings_rulebook::{
    AppealId, BatchId, BoxId, ClaimId, PostId, RequestId, Rulebook, RulingId, StageId,
};

use super::Tie;

/// What somebody must do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "each variant is told in English by `in_words`, and its fields are the ids in it"
)]
pub enum Task {
    DecideClaim {
        claim: ClaimId,
    },
    DecideAppeal {
        appeal: AppealId,
        ruling: RulingId,
    },
    DecideRecount {
        request: RequestId,
        post: PostId,
    },
    DecideMatches {
        open: usize,
    },
    LookAtRows {
        rejected: u64,
    },
    Nominate {
        stage: StageId,
    },
    PublishNominees {
        post: PostId,
    },
    ImportRoll,
    FreezeRoll,
    MakeKeys,
    IssueCredentials {
        of: BoxId,
    },
    OpenBox {
        of: BoxId,
    },
    TakeLinks {
        of: BoxId,
    },
    OpenPoll,
    ReceivePost,
    PublishBatch {
        batch: BatchId,
    },
    ClosePoll,
    CloseBox {
        of: BoxId,
    },
    Shuffle {
        of: BoxId,
        made: usize,
        needed: usize,
    },
    Decrypt {
        of: BoxId,
        made: usize,
        needed: usize,
    },
    Tally {
        of: BoxId,
    },
    CountBatch {
        batch: BatchId,
    },
    PublishPapers {
        post: PostId,
    },
    DrawLots(Tie),
    ProvideFigures {
        post: PostId,
    },
    Report,
    Declare {
        post: PostId,
    },
    DeclareUnopposed {
        post: PostId,
    },
    Cosign {
        made: usize,
        needed: u64,
    },
    PublishBundle,
    CheckBundle,
}

impl Task {
    /// Whether it can only be done in time: nobody owes it when its time is over.
    pub fn lapses(&self) -> bool {
        matches!(
            self,
            Self::Nominate { .. } | Self::ReceivePost | Self::TakeLinks { .. }
        )
    }

    /// The word by which programs know it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::DecideClaim { .. } => "decide-claim",
            Self::DecideAppeal { .. } => "decide-appeal",
            Self::DecideRecount { .. } => "decide-recount",
            Self::DecideMatches { .. } => "decide-matches",
            Self::LookAtRows { .. } => "look-at-rows",
            Self::Nominate { .. } => "nominate",
            Self::PublishNominees { .. } => "publish-nominees",
            Self::ImportRoll => "import-roll",
            Self::FreezeRoll => "freeze-roll",
            Self::IssueCredentials { .. } => "issue-credentials",
            Self::MakeKeys => "make-keys",
            Self::OpenBox { .. } => "open-box",
            Self::TakeLinks { .. } => "take-links",
            Self::OpenPoll => "open-poll",
            Self::ReceivePost => "receive-post",
            Self::PublishBatch { .. } => "publish-batch",
            Self::ClosePoll => "close-poll",
            Self::CloseBox { .. } => "close-box",
            Self::Shuffle { .. } => "shuffle",
            Self::Decrypt { .. } => "decrypt",
            Self::Tally { .. } => "tally",
            Self::CountBatch { .. } => "count-batch",
            Self::PublishPapers { .. } => "publish-papers",
            Self::DrawLots(_) => "draw-lots",
            Self::ProvideFigures { .. } => "provide-figures",
            Self::Report => "report",
            Self::Declare { .. } => "declare",
            Self::DeclareUnopposed { .. } => "declare-unopposed",
            Self::Cosign { .. } => "cosign",
            Self::PublishBundle => "publish-bundle",
            Self::CheckBundle => "check-bundle",
        }
    }

    /// What it is, in English.
    pub fn in_words(&self, rulebook: &Rulebook) -> String {
        let title = |id: &PostId| {
            rulebook
                .post(id)
                .map_or_else(|| id.to_string(), |post| post.title.clone())
        };
        match self {
            Self::DecideClaim { claim } => format!("rule on the claim {claim}"),
            Self::DecideAppeal { appeal, ruling } => {
                format!("rule on the appeal {appeal} against {ruling}")
            }
            Self::DecideRecount { request, post } => {
                format!(
                    "rule on the request {request} for a recount of {}",
                    title(post)
                )
            }
            Self::DecideMatches { open: 1 } => "rule on 1 match".to_owned(),
            Self::DecideMatches { open } => format!("rule on {open} matches"),
            Self::LookAtRows { rejected: 1 } => {
                "look at the row that is rejected, before the roll is frozen".to_owned()
            }
            Self::LookAtRows { rejected } => {
                format!("look at the {rejected} rows that are rejected, before the roll is frozen")
            }
            Self::Nominate { stage } => format!("nominate ({})", stage_title(rulebook, stage)),
            Self::PublishNominees { post } => format!("publish the nominees for {}", title(post)),
            Self::ImportRoll => "import the roll".to_owned(),
            Self::FreezeRoll => "freeze the roll".to_owned(),
            Self::IssueCredentials { of } => format!("issue the credentials of the box {of}"),
            Self::MakeKeys => "make the keys".to_owned(),
            Self::OpenBox { of } => format!("set up and open the box {of}"),
            Self::TakeLinks { of } => {
                format!("take in whose the credentials of the box {of} are, for papers by post")
            }
            Self::OpenPoll => "open the poll".to_owned(),
            Self::ReceivePost => "take in papers that come by post".to_owned(),
            Self::PublishBatch { batch } => format!("publish the numbers of the batch {batch}"),
            Self::ClosePoll => "close the poll".to_owned(),
            Self::CloseBox { of } => format!("close the box {of}"),
            Self::Shuffle { of, made, needed } => {
                format!("shuffle the box {of} ({made} of {needed} shuffles)")
            }
            Self::Decrypt { of, made, needed } => {
                format!("decrypt the box {of} ({made} of {needed} decryptions)")
            }
            Self::Tally { of } => format!("tally the box {of}"),
            Self::CountBatch { batch } => format!("enter and count the batch {batch}"),
            Self::PublishPapers { post } => format!("publish the papers of {}", title(post)),
            Self::DrawLots(Tie { post, stage, among }) => {
                let among: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
                let among = among.join(", ");
                format!(
                    "draw a lot among {among} at stage {stage} of the count for {}",
                    title(post)
                )
            }
            Self::ProvideFigures { post } => {
                format!(
                    "give provisional figures for {} to those who may ask for a recount",
                    title(post)
                )
            }
            Self::Report => "report on the poll".to_owned(),
            Self::Declare { post } => format!("declare the result for {}", title(post)),
            Self::DeclareUnopposed { post } => {
                format!("declare who is elected unopposed: {}", title(post))
            }
            Self::Cosign { made, needed } => {
                format!("have witnesses cosign the last checkpoint ({made} of {needed})")
            }
            Self::PublishBundle => "publish the bundle".to_owned(),
            Self::CheckBundle => {
                "have witnesses check the bundle by the checkpoints they keep".to_owned()
            }
        }
    }
}

fn stage_title(rulebook: &Rulebook, id: &StageId) -> String {
    let stage = rulebook.stages.iter().find(|stage| stage.id == *id);
    stage.map_or_else(|| id.to_string(), |stage| stage.title.clone())
}
