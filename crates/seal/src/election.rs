//! An election: what is asked, and under which key (sections 4.9 and 4.10 of the specification).

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::base58;
use crate::digest::Digest;
use crate::group::{Element, Encoded, GroupError, MAX_CANDIDATES};

/// The name of an election: at least 14 characters of base 58.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(String);

/// A text that is no uuid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an election's uuid has at least 14 characters of base 58: letters and digits without 0, O, I and l"
)]
pub struct InvalidUuid;

const UUID_LENGTH: usize = 14;
const LONGEST_UUID: usize = 64;

impl Uuid {
    /// A new name.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        Self(base58::random(UUID_LENGTH, chance))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Uuid {
    type Err = InvalidUuid;

    fn from_str(text: &str) -> Result<Self, InvalidUuid> {
        let fits = (UUID_LENGTH..=LONGEST_UUID).contains(&text.len()) && base58::is(text);
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidUuid)
        }
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One question of an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Each voter's whole vector of ranks is revealed, after shuffling.
    Ranked {
        /// What is asked.
        question: String,
        /// The candidates, at most [`MAX_CANDIDATES`].
        candidates: Vec<String>,
    },
    /// Only the sums are revealed: choose between `min` and `max` of the answers, or, where allowed, none at all.
    Homomorphic {
        /// What is asked.
        question: String,
        /// What can be chosen.
        answers: Vec<String>,
        /// Whether a voter may cast a blank vote whatever `min` says.
        blank: bool,
        /// The fewest choices.
        min: usize,
        /// The most choices.
        max: usize,
    },
}

/// In how many ways so many candidates can be ranked, from one preference to all. A ranking that hardly anybody else casts
/// shows who cast it, to whoever asked for it: set this against the electors.
pub fn rankings(candidates: usize) -> u128 {
    let mut all = 0;
    let mut of_length = 1;
    for left in (1..=candidates as u128).rev() {
        of_length *= left;
        all += of_length;
    }
    all
}

impl Question {
    /// Whether its ballots are shuffled.
    pub fn is_ranked(&self) -> bool {
        matches!(self, Self::Ranked { .. })
    }

    /// How many ciphertexts a ballot has for it: one, or one a choice and one for the blank vote.
    pub fn ciphertexts(&self) -> usize {
        match self {
            Self::Ranked { .. } => 1,
            Self::Homomorphic { answers, blank, .. } => answers.len() + usize::from(*blank),
        }
    }

    /// How many integers a voter's answer has.
    pub fn values(&self) -> usize {
        match self {
            Self::Ranked { candidates, .. } => candidates.len(),
            Self::Homomorphic { .. } => self.ciphertexts(),
        }
    }
}

/// What this crate does not take, by name, or what contradicts itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ElectionError {
    /// Not the JSON of an election.
    #[error("not an election: {0}")]
    Malformed(String),
    /// Another version of the protocol.
    #[error("version {0} of the protocol; this program knows version 1")]
    Version(u64),
    /// Another group.
    #[error("the group is {0}; this program knows Ed25519 and no other")]
    Group(String),
    /// Questions of lists.
    #[error("question {0} is of the type “Lists”, which this program does not take")]
    Lists(usize),
    /// Any other type of question.
    #[error("question {0} is of the type “{1}”, which this program does not know")]
    QuestionType(usize, String),
    /// The key is no element, or neutral.
    #[error("the public key {0}")]
    PublicKey(GroupError),
    /// The neutral element encrypts nothing.
    #[error("the public key is the neutral element, under which every ballot can be read")]
    NeutralKey,
    /// Bad name.
    #[error(transparent)]
    Uuid(#[from] InvalidUuid),
    /// No question.
    #[error("an election asks at least one question")]
    NoQuestion,
    /// Too many candidates, or none.
    #[error("question {0} has {1} candidates; a ranked question has 1 to {MAX_CANDIDATES}")]
    Candidates(usize, usize),
    /// Bounds that contradict each other.
    #[error("question {0} asks for {1} to {2} of {3} answers")]
    Bounds(usize, usize, usize, usize),
}

/// An election as published: the text is its identity, so it is kept as it was received.
#[derive(Debug, Clone)]
pub struct Election {
    text: String,
    digest: Digest,
    fingerprint: String,
    uuid: Uuid,
    name: String,
    public_key: Element,
    questions: Vec<Question>,
}

impl Election {
    /// A new election; its text is made here, once.
    pub fn new(
        uuid: &Uuid,
        name: &str,
        description: &str,
        public_key: &Element,
        questions: &[Question],
    ) -> Result<Self, ElectionError> {
        let message = Message {
            version: 1,
            description: description.to_owned(),
            name: name.to_owned(),
            group: GROUP.to_owned(),
            public_key: public_key.encode(),
            questions: questions.iter().map(QuestionMessage::from).collect(),
            uuid: uuid.0.clone(),
            administrator: None,
            credential_authority: None,
        };
        let text = serde_json::to_string(&message)
            .map_err(|error| ElectionError::Malformed(error.to_string()))?;
        Self::parse(&text)
    }

    /// Reads an election and checks that this crate can hold it.
    pub fn parse(text: &str) -> Result<Self, ElectionError> {
        let message: Message = serde_json::from_str(text)
            .map_err(|error| ElectionError::Malformed(error.to_string()))?;
        if message.version != 1 {
            return Err(ElectionError::Version(message.version));
        }
        if message.group != GROUP {
            return Err(ElectionError::Group(message.group));
        }
        let public_key = message
            .public_key
            .element()
            .map_err(ElectionError::PublicKey)?;
        if public_key.is_identity() {
            return Err(ElectionError::NeutralKey);
        }
        let questions = message.questions.into_iter().enumerate();
        let questions: Vec<_> = questions
            .map(|(index, question)| question.check(index + 1))
            .collect::<Result<_, _>>()?;
        if questions.is_empty() {
            return Err(ElectionError::NoQuestion);
        }
        let digest = Digest::of(text.as_bytes());
        Ok(Self {
            text: text.to_owned(),
            digest,
            fingerprint: digest.to_base64(),
            uuid: message.uuid.parse()?,
            name: message.name,
            public_key,
            questions,
        })
    }

    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text's digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The digest in base 64, with which every proof is bound to the election.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The name that ballots bear.
    pub fn uuid(&self) -> &Uuid {
        &self.uuid
    }

    /// The title that people read.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key under which ballots are sealed.
    pub fn public_key(&self) -> &Element {
        &self.public_key
    }

    /// What is asked, in order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// How many questions are shuffled.
    pub fn ranked_questions(&self) -> usize {
        self.questions
            .iter()
            .filter(|question| question.is_ranked())
            .count()
    }
}

const GROUP: &str = "Ed25519";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    version: u64,
    description: String,
    name: String,
    group: String,
    public_key: Encoded,
    questions: Vec<QuestionMessage>,
    uuid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    administrator: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credential_authority: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum QuestionMessage {
    Ranked(Ranked),
    Typed(Typed),
    Homomorphic(HomomorphicMessage),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranked {
    r#type: NonHomomorphic,
    /// Read at once, so that nothing in it stands twice.
    value: RankedMessage,
    /// A hint at how to count, which is the rulebook's to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
enum NonHomomorphic {
    NonHomomorphic,
}

/// A question of another type, which is told by its name.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    r#type: String,
    value: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HomomorphicMessage {
    answers: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blank: Option<bool>,
    min: usize,
    max: usize,
    question: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RankedMessage {
    answers: Vec<String>,
    question: String,
}

impl From<&Question> for QuestionMessage {
    fn from(question: &Question) -> Self {
        match question {
            Question::Ranked {
                question,
                candidates,
            } => Self::Ranked(Ranked {
                r#type: NonHomomorphic::NonHomomorphic,
                value: RankedMessage {
                    answers: candidates.clone(),
                    question: question.clone(),
                },
                extra: None,
            }),
            Question::Homomorphic {
                question,
                answers,
                blank,
                min,
                max,
            } => Self::Homomorphic(HomomorphicMessage {
                answers: answers.clone(),
                blank: blank.then_some(true),
                min: *min,
                max: *max,
                question: question.clone(),
            }),
        }
    }
}

impl QuestionMessage {
    fn check(self, number: usize) -> Result<Question, ElectionError> {
        match self {
            Self::Ranked(Ranked {
                value: RankedMessage { answers, question },
                ..
            }) => {
                if answers.is_empty() || answers.len() > MAX_CANDIDATES {
                    return Err(ElectionError::Candidates(number, answers.len()));
                }
                Ok(Question::Ranked {
                    question,
                    candidates: answers,
                })
            }
            Self::Typed(typed) if typed.r#type == "NonHomomorphic" => {
                Err(ElectionError::Malformed(format!(
                    "question {number}: a ranked question has answers and a question, each once"
                )))
            }
            Self::Typed(typed) if typed.r#type == "Lists" => Err(ElectionError::Lists(number)),
            Self::Typed(typed) => Err(ElectionError::QuestionType(number, typed.r#type)),
            Self::Homomorphic(HomomorphicMessage {
                answers,
                blank,
                min,
                max,
                question,
            }) => {
                if min > max || max > answers.len() || answers.is_empty() {
                    return Err(ElectionError::Bounds(number, min, max, answers.len()));
                }
                Ok(Question::Homomorphic {
                    question,
                    answers,
                    blank: blank.unwrap_or(false),
                    min,
                    max,
                })
            }
        }
    }
}
