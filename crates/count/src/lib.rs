//! Counting: papers and a counting rule in, a transcript out.
//!
//! The way is `papers → rule → transcript`: [`read`] makes [`Papers`] from the bytes of a file, [`count()`] runs a
//! [`Rule`] over them, and what comes out is an [`Outcome`]: a [`Transcript`] of all stages, or, where lots must be
//! drawn, who is tied. [`declared`] makes a transcript of figures that somebody else counted.
//!
//! ```
//! use hustings_count::{Outcome, Rule, Seats, count, read, rule::av, tie::Resort};
//!
//! // The election of a leader of the Scottish National Party, 2023.
//! let papers = read::read(
//!     br#"3 1
//! 9763 1 0
//! 9178 1 2 0
//! 5395 1 3 0
//! 3419 2 0
//! 9585 2 1 0
//! 7555 2 3 0
//! 572 3 0
//! 3331 3 2 0
//! 1696 3 1 0
//! 0
//! "Humza Yousaf"
//! "Kate Forbes"
//! "Ash Regan"
//! "Scottish National Party: leader, 2023"
//! "#,
//! )?;
//! let rule = Rule::Av(av::Options::default());
//! let ties = [Resort::EarlierStages, Resort::Lots];
//! let Outcome::Complete(transcript) = count(&papers, &rule, Seats::ONE, &ties, &[])? else {
//!     panic!("nobody was tied in 2023");
//! };
//! assert_eq!(transcript.elected[0].as_str(), "yousaf");
//! assert_eq!(transcript.stages.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Invariants
//!
//! - The same papers, rule, seats, ties and lots give the same outcome, in whatever order the papers came.
//! - The votes of a stage, its non-transferable papers and what was lost to rounding are always all papers counted; each
//!   rule's document says where that means something else: a block vote's papers have several votes, a later ballot has
//!   papers of its own, and an electoral college counts parts of a whole.
//! - Nothing that is unclear is guessed: a bad line, a contradiction, a lot that was not drawn are said.
//! - No input makes anything here panic, and no sum wraps.
//! - Readers refuse the first bad line of a file, with its place, the reason and the remedy.
//!
//! # What is absent
//!
//! No files, no clock, no randomness (lots are drawn by people), no floats, no unordered map in what comes out; no
//! contest and no rulebook, though a rulebook embeds [`Rule`] and [`tie::Resort`] as they are; no cryptography but the
//! digests by which anybody draws lots from a public seed.

mod candidate;
mod count;
pub mod declared;
mod desk;
pub mod ids;
pub mod papers;
mod piles;
pub mod read;
pub mod rule;
mod stage;
pub mod tie;
pub mod trace;
pub mod transcript;
mod unrepeated;
mod votes;
pub mod write;

pub use candidate::{Candidate, CandidateId, InvalidId, NameFault};
pub use count::{Count, CountError, Outcome, Withdrawal, count};
pub use papers::Papers;
pub use rule::{Rule, Seats};
pub use stage::StageNumber;
pub use transcript::Transcript;
pub use votes::{InvalidCount, InvalidVotes, Tally, Votes};
