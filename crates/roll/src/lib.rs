//! The roll: who may vote, how that was found, and what is published of it.
//!
//! ```text
//! roll.csv ─┐
//!           ├─▶ read ─▶ Import (a preview) ─▶ Roll ─▶ rulings, claims, objections ─▶ freeze ─▶ Frozen
//! rulebook ─┘                                                                       │
//!                                 published: commitments, roots, totals ◀───────────┤
//!                                 private rows: electors, salts, marks  ◀───────────┘
//! ```
//!
//! A file is read row by row (`docs/formats/roll.md`); what cannot stand is rejected with its row, its column, the reason and
//! the remedy. Rows that may be one person's are matches, which a person rules on. A frozen roll commits to each
//! elector with a salt of her own.
//!
//! ```
//! use hustings_roll::{Eligibility, UnknownColumns, read};
//! use hustings_rulebook::Rulebook;
//!
//! let rulebook = Rulebook::parse(include_str!("../tests/it/society.toml"))?;
//! let file = b"elector,name,section,email\nM1,Ann Lee,members,ann@example.org\n";
//! let import = read(file, &rulebook, UnknownColumns::Refuse)?;
//! let ann = import.roll.eligibility(&"M1".parse()?);
//! assert!(matches!(ann, Eligibility::Eligible { .. }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//! - Every row of a file is in exactly one heap: accepted, held, not eligible, set aside, rejected ([`Tally`]).
//! - The order of rows changes nothing but row numbers: neither matches and their numbers, nor a frozen root.
//! - Nothing is mended. A row is taken as it stands, or refused; nobody is merged but by `roll.precedence` or a ruling.
//! - Who is excluded stays so under every row that is found to be hers.
//! - Persons are in values of this crate and in private rows. What is published is commitments, roots and counts.
//! - Nothing here has a clock, does I/O or draws salts: those are handed in.

mod answer;
mod category;
mod changes;
mod claims;
mod commitment;
mod decision;
mod elector;
mod eligibility;
mod fault;
mod franchise;
mod freeze;
mod frozen;
mod hex;
mod id;
mod import;
mod list;
mod marked;
mod matches;
mod number;
mod read;
mod refusal;
mod roll;
mod text;
mod totals;
pub mod wire;

pub use answer::{Answer, AnswerError};
pub use category::{Channel, Column};
pub use changes::{Changed, Changes, changes};
pub use claims::{Application, Determination, Matter, State};
pub use commitment::{Commitment, CommitmentError, Opening, OpeningError, Salt};
pub use decision::{Decision, Finding};
pub use elector::{Elector, Origin, Row};
pub use eligibility::{Bar, Eligibility, NotEligible};
pub use fault::{Fault, Reason, Rejected};
pub use freeze::FreezeRefusal;
pub use frozen::{Frozen, FrozenSection, Place, Published};
pub use id::{ElectorId, ElectorIdError};
pub use import::{Import, Shared, SharedBy, Warning};
pub use list::{CheckError, CommitmentList, ListError, check};
pub use marked::{Marked, MarkedCounts, MarkedRegister, Marks};
pub use matches::{Ground, Match, Ruled, folded, folded_email};
pub use number::{ApplicationNumber, MatchNumber, RowNumber};
pub use read::{ReadError, UnknownColumns, read};
pub use refusal::{MarkRefusal, RulingRefusal};
pub use roll::{Other, Roll};
pub use text::{Email, Name, PostalAddress, TextError};
pub use totals::{Group, Tally, Totals};
