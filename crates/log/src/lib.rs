//! Transparency logs in the formats of C2SP: [tlog-tiles], [tlog-checkpoint], [signed-note], [tlog-cosignature],
//! [tlog-proof].
//!
//! A log holds [entries](Entry), bytes of which it knows nothing, in the order in which they came. Their hashes are the
//! leaves of a Merkle [tree](Tree) (RFC 6962), whose root changes with every entry and cannot be had from other ones. The
//! log keeps the tree in [tiles](Tile), and says how large it is and what its root is in a [checkpoint](Checkpoint) that it
//! signs. Who keeps one can ask for [proofs](proof) that an entry is in it and that a later one only adds to it; a
//! [receipt](Receipt) has an entry's place, its proof and a checkpoint in one text. Whether others were shown the same is
//! what [witnesses](Witness) cosign.
//!
//! ```
//! use hustings_log::{Checkpoint, ConsistencyProof, Entry, Growth, InclusionProof, MemoryTiles, Note, Quorum};
//! use hustings_log::{Receipt, SigningKey, Timestamp, TreeHead, WitnessKey};
//!
//! // A log of two entries.
//! let mut growth = Growth::new();
//! let nomination = Entry::new(b"nominated: Ada")?.hash();
//! growth.append(nomination);
//! growth.append(Entry::new(b"nominated: Bob")?.hash());
//! let mut tiles = MemoryTiles::new();
//! tiles.extend(growth.take_changed());
//!
//! // It signs what it holds. Seeds are random bytes, from elsewhere.
//! let origin = "party.example/leader-2026".parse()?;
//! let key = SigningKey::from_seed(origin, &[1; 32]);
//! let log = key.verifying_key();
//! let mut note = Checkpoint::new(log.name(), growth.tree().head())?.sign(&key)?;
//!
//! // A witness, who has seen nothing of it yet, cosigns.
//! let witness = WitnessKey::from_seed("agent-of-ada.example".parse()?, &[2; 32]);
//! let proof = ConsistencyProof::prove(0, 2, &tiles)?;
//! let (cosignature, _seen) =
//!     witness.cosign(&note, &log, &TreeHead::empty(), &proof, Timestamp::new(1_767_225_600)?)?;
//! note.add(cosignature);
//!
//! // Anybody verifies, from text.
//! let received = Note::parse(note.to_string().as_bytes())?;
//! let checkpoint = Checkpoint::open(&received, &log.to_string().parse()?)?;
//! assert!(Quorum::new(1, vec![witness.witness()])?.judge(&received)?.is_enough());
//! let proof = InclusionProof::prove(0, 2, &tiles)?;
//! proof.verify(0, &nomination, checkpoint.head())?;
//!
//! // All of it in one file, for somebody who has the log's key only.
//! let receipt = Receipt::new(0, proof, received).to_string();
//! Receipt::parse(receipt.as_bytes())?.verify(&nomination, &log)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a log promises
//!
//! - Who has a checkpoint knows that its entries were not changed since, and can see in any later one that none was taken
//!   out, as far as SHA-256 finds no collisions and nobody else has the log's key.
//! - With a [quorum](Quorum) of witnesses who do not lie together with the log, it is the only history there is.
//!
//! # What it does not promise
//!
//! - Without witnesses a log can show one history to some and another to others, each with its checkpoints.
//! - That an entry is right. A log says what was entered, before what and after what.
//! - A cosignature's time is what the witness's clock said.
//!
//! # Invariants
//!
//! - What is read has one spelling, and what is written is what was read: paths, numbers, base64, keys, notes.
//! - Sizes and times are below 2^63.
//! - Nothing is cosigned that does not continue what was cosigned before. A checkpoint that was opened is the log's.
//! - To append costs what is new, and reads partial tiles at the right edge only. What a proof reads is logarithmic.
//! - Private keys are wiped when they are dropped, as far as a library can, and are not printed.
//! - Whatever is received, nothing here panics.
//!
//! # What is absent
//!
//! No files, no network, no clock, no randomness: tiles come from a [reader](Tiles), seeds and times from the caller. No
//! contest: what entries mean is the business of whoever makes them. No other kinds of signatures than Ed25519's two.
//!
//! [tlog-tiles]: https://c2sp.org/tlog-tiles
//! [tlog-checkpoint]: https://c2sp.org/tlog-checkpoint
//! [signed-note]: https://c2sp.org/signed-note
//! [tlog-proof]: https://c2sp.org/tlog-proof
//! [tlog-cosignature]: https://c2sp.org/tlog-cosignature

pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
mod decimal;
mod entry;
mod growth;
mod hash;
pub mod note;
mod path;
pub mod proof;
pub mod quorum;
mod subtree;
pub mod tile;
mod tiles;
mod tree;

pub use checkpoint::Checkpoint;
pub use cosignature::{Timestamp, Witness, WitnessKey};
pub use entry::{Entry, EntryTooLong};
pub use growth::Growth;
pub use hash::{Hash, HashError};
pub use note::{KeyName, Note, SigningKey, VerifyingKey};
pub use proof::{ConsistencyProof, InclusionProof, Receipt};
pub use quorum::{Cosigned, Quorum};
pub use tile::Tile;
pub use tiles::{MemoryTiles, ReadError, Tiles};
pub use tree::{Tree, TreeHead};
