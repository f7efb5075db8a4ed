use std::fmt;

use crate::election::ElectionError;
use crate::group::GroupError;
use crate::trustee::TrusteesFault;

/// What is wrong with an archive, and where.
#[derive(Debug)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub reason: Reason,
}

/// A place in an archive; everything is counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The file itself, so many bytes in.
    Byte(u64),
    /// A record of the file, the header being the first.
    Record(usize),
    /// The election.
    Election,
    /// The trustees.
    Trustees,
    /// The list of credentials, at this one.
    Credential(usize),
    /// The ballot that was cast as this one.
    Ballot(usize),
    /// The encrypted tally, at this question.
    Tally(usize),
    /// This shuffle, at this question.
    Shuffle(usize, usize),
    /// This partial decryption, at this question.
    Decryption(usize, usize),
    /// The result, at this question.
    Result(usize),
    /// Where the archive stops.
    End,
}

/// What is wrong. A closed list: the kit of corrupted archives has each of them.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// Not a tar record as this archive has them.
    #[error("is not the record of an archive: its {0}")]
    Tar(&'static str),
    /// The file stops in the middle of a record.
    #[error("is cut off in the middle of a record")]
    Truncated,
    /// Not the header of an archive.
    #[error("is not the header of an archive of version 1")]
    Header,
    /// The name is not the digest of what it names: the content was changed.
    #[error("was changed: its name is not the digest of its content")]
    Digest,
    /// A record that may not stand here.
    #[error("may not stand here: expected {0}")]
    OutOfOrder(&'static str),
    /// An event that does not follow the one before it.
    #[error("does not follow the event before it: its {0}")]
    Chain(&'static str),
    /// An event, or a record that names another, names something else than what stands before it.
    #[error("refers to another record than the one before it")]
    Payload,
    /// Not the one form of the message.
    #[error("is not the one form of its message: {0}")]
    Malformed(String),
    /// A bad element.
    #[error("has an element that {0}")]
    Element(GroupError),
    /// A number that is not canonical.
    #[error(
        "has a number that is not a decimal number below the group's order, written without a leading zero"
    )]
    Scalar,
    /// The election cannot be taken.
    #[error(transparent)]
    Election(ElectionError),
    /// The trustees cannot be taken.
    #[error(transparent)]
    Trustees(TrusteesFault),
    /// The election's key is not that of its trustees.
    #[error("is sealed for another key than the trustees have")]
    Key,
    /// A credential with a weight.
    #[error("bears a weight, which this program does not take")]
    Weight,
    /// Two electors share a credential.
    #[error("is on the list twice")]
    DuplicateCredential,
    /// The neutral element as credential: anybody can sign for it.
    #[error("is the neutral element, for which anybody can sign")]
    NeutralCredential,
    /// A ballot of another election.
    #[error("was sealed for another election")]
    OtherElection,
    /// A ballot whose credential nobody was given.
    #[error("is signed by a credential that is not on the list")]
    UnknownCredential,
    /// A second ballot where that is refused.
    #[error("is the second ballot of its credential, and a second one is refused")]
    SecondBallot,
    /// The same ballot once more.
    #[error("was cast before, to the byte")]
    Replayed,
    /// A proof of an answer, by its question.
    #[error("has a proof, of its answer to question {0}, that does not hold")]
    BallotProof(usize),
    /// The signature.
    #[error("is not signed by its credential")]
    Signature,
    /// Numbers of the tally.
    #[error("does not have the number of the ballots that count")]
    TallySize,
    /// Ciphertexts of the tally.
    #[error("is not made of the ballots that count, in their order")]
    Tally,
    /// The trustee's number.
    #[error("bears the number of no trustee")]
    NoSuchTrustee,
    /// The trustee's number.
    #[error("bears the number of a trustee who did this before")]
    TrusteeTwice,
    /// The proof of a shuffle.
    #[error("does not hold: what came out is not proved to be what went in, in another order")]
    ShuffleProof,
    /// Too few shuffles.
    #[error("follows too few shuffles: at least {0} are asked for")]
    TooFewShuffles(usize),
    /// A decryption.
    #[error("has a factor, the one numbered {0}, whose proof does not hold")]
    DecryptionProof(usize),
    /// What the trustee signed of it.
    #[error("is not what its trustee's statement says: the proof in the statement does not hold")]
    Statement,
    /// Too few decryptions.
    #[error("comes before all trustees that are needed have decrypted")]
    TooFewDecryptions,
    /// The result.
    #[error("is not what the ballots decrypt to")]
    Result,
    /// Nothing more comes.
    #[error("stops before {0}")]
    Unfinished(&'static str),
}

impl Reason {
    /// The variant's name, by which the kit of corrupted archives knows it.
    pub fn name(&self) -> String {
        let debug = format!("{self:?}");
        debug
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    }
}

impl From<ElectionError> for Reason {
    fn from(error: ElectionError) -> Self {
        match error {
            ElectionError::Malformed(error) => Self::Malformed(error),
            other => Self::Election(other),
        }
    }
}

impl From<TrusteesFault> for Reason {
    fn from(fault: TrusteesFault) -> Self {
        match fault {
            TrusteesFault::Malformed(error) => Self::Malformed(error),
            other => Self::Trustees(other),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(byte) => write!(f, "the archive, {byte} bytes in,"),
            Self::Record(number) => write!(f, "record {number}"),
            Self::Election => f.write_str("the election"),
            Self::Trustees => f.write_str("the list of trustees"),
            Self::Credential(number) => write!(f, "credential {number} of the list"),
            Self::Ballot(number) => write!(f, "ballot {number}"),
            Self::Tally(question) => write!(f, "the encrypted tally of question {question}"),
            Self::Shuffle(number, question) => write!(f, "shuffle {number} of question {question}"),
            Self::Decryption(number, question) => {
                write!(f, "partial decryption {number} of question {question}")
            }
            Self::Result(question) => write!(f, "the result of question {question}"),
            Self::End => f.write_str("the archive"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.place, self.reason)
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.reason)
    }
}
