use super::form::Form;
use super::json::Json;
use crate::digest::Digest;

/// The steps of an election (section 4.4 of the specification).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Setup,
    Ballot,
    EndBallots,
    EncryptedTally,
    Shuffle,
    EndShuffles,
    PartialDecryption,
    Result,
}

const STEPS: [Step; 8] = [
    Step::Setup,
    Step::Ballot,
    Step::EndBallots,
    Step::EncryptedTally,
    Step::Shuffle,
    Step::EndShuffles,
    Step::PartialDecryption,
    Step::Result,
];

impl Step {
    pub fn name(self) -> &'static str {
        match self {
            Self::Setup => "Setup",
            Self::Ballot => "Ballot",
            Self::EndBallots => "EndBallots",
            Self::EncryptedTally => "EncryptedTally",
            Self::Shuffle => "Shuffle",
            Self::EndShuffles => "EndShuffles",
            Self::PartialDecryption => "PartialDecryption",
            Self::Result => "Result",
        }
    }
}

/// One link of the chain.
pub(super) struct Event {
    pub parent: Option<Digest>,
    pub height: u64,
    pub step: Step,
    pub payload: Option<Digest>,
}

impl Event {
    pub fn read(message: &[u8]) -> Result<Self, Form> {
        let json = Json::read(message)?;
        let mut fields = json.object()?;
        let parent = fields.take_if("parent").map(Json::digest).transpose()?;
        let height = fields.take("height")?.number()?;
        let name = fields.take("type")?.text()?;
        let payload = fields.take_if("payload").map(Json::digest).transpose()?;
        fields.end()?;
        let step = STEPS.into_iter().find(|step| step.name() == name);
        let step =
            step.ok_or_else(|| Form::Malformed(format!("there is no event of the type “{name}”")))?;
        Ok(Self {
            parent,
            height,
            step,
            payload,
        })
    }
}
