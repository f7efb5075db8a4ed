//! With which command something is done.

use hustings_count::CandidateId;

use super::{Task, Tie};

impl Task {
    /// The command that does it; what only its doer knows stands in capitals.
    pub fn command(&self) -> String {
        const RULE: &str = "contest rule ID --allow|--disallow";
        const REASONS: &str = "--reasons TEXT";
        let command = match self {
            Self::DecideClaim { claim } => format!("{RULE} {REASONS} claim {claim}"),
            Self::DecideAppeal { ruling, .. } => {
                format!("{RULE} --supersedes {ruling} {REASONS} …")
            }
            Self::DecideRecount { request, .. } => format!("{RULE} {REASONS} recount {request}"),
            Self::DecideMatches { .. } | Self::LookAtRows { .. } => "contest roll show".to_owned(),
            Self::Nominate { stage } => format!("contest nominate --stage {stage} …"),
            Self::PublishNominees { post } => format!("contest nominees --post {post}"),
            Self::ImportRoll => "contest roll import FILE".to_owned(),
            Self::FreezeRoll => "contest roll freeze".to_owned(),
            Self::MakeKeys => "trustee generate, or trustee seed".to_owned(),
            Self::IssueCredentials { of } => {
                format!("registrar issue {of}.ids --election UUID --out {of}-credentials …")
            }
            Self::OpenBox { of } => format!("contest box {of} ARCHIVE"),
            Self::TakeLinks { of } => format!("contest credentials {of} LINKS"),
            Self::OpenPoll => "contest open".to_owned(),
            Self::ReceivePost => "contest paper receive --batch BATCH …".to_owned(),
            Self::PublishBatch { batch } => format!("contest paper batch {batch}"),
            Self::ClosePoll => "contest close --poll-only".to_owned(),
            Self::CloseBox { .. } => "contest close".to_owned(),
            Self::Shuffle { of, .. } => format!("contest archive {of} --out ARCHIVE"),
            Self::Decrypt { of, .. } => {
                format!("contest archive {of} --as decryption --out ARCHIVE")
            }
            Self::Tally { .. } | Self::PublishPapers { .. } => "contest tally".to_owned(),
            Self::CountBatch { batch } => {
                format!("contest paper enter --batch {batch} --post POST --by NAME FILE")
            }
            Self::DrawLots(Tie { post, stage, among }) => {
                let among: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
                let among = among.join(" ");
                format!("contest lots --post {post} --stage {stage} --among {among} --excluded ID")
            }
            Self::ProvideFigures { post } => {
                format!("contest provisional --post {post} --to NAME --out FILE")
            }
            Self::Report => "contest scrutineer-report".to_owned(),
            Self::Declare { post } | Self::DeclareUnopposed { post } => {
                format!("contest declare --post {post}")
            }
            Self::Cosign { .. } => "contest checkpoint --cosigned FILE".to_owned(),
            Self::PublishBundle => "contest bundle --out BUNDLE".to_owned(),
            Self::CheckBundle => "verify BUNDLE --checkpoint FILE".to_owned(),
        };
        format!("hustings {command}")
    }
}
