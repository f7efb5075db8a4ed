//! Sealed ballots: the Belenios protocol, version 1, as its specification 3.3.0 has it, on Ed25519.
//!
//! A [`registrar`] gives each elector a secret credential; [trustees](trustee) make a key of which nobody has the
//! whole. A voter's device seals a [ballot](ballot::Ballot) under that key and signs it with the credential. After the
//! poll the ballots that count are [tallied](tally) encrypted, [shuffled](mod@shuffle) by trustees in turn, and
//! [decrypted](decryption) in parts; what comes out are [papers], which `hustings-count` counts. All of it is public, in
//! one [archive](archive::Archive) that anybody can [verify](mod@verify).
//!
//! ```
//! use hustings_seal::ballot::Ballot;
//! use hustings_seal::election::{Question, Uuid};
//! use hustings_seal::randomness::system;
//! use hustings_seal::setup::Setup;
//! use hustings_seal::trustee::{Part, PrivateKey, Trustees};
//! use hustings_seal::registrar;
//!
//! let key = PrivateKey::generate(&mut system());
//! let trustees = Trustees::new(&[Part::Single(key.public_key(&mut system()))])?;
//! let uuid = Uuid::generate(&mut system());
//! let issued = registrar::issue(&["ada".to_owned(), "bob".to_owned()], &mut system())?;
//! let question = Question::Ranked {
//!     question: "Leader".to_owned(),
//!     candidates: ["Allin-Khan", "Burgon", "Butler"].map(str::to_owned).to_vec(),
//! };
//! let credentials = registrar::public(&issued, &uuid)?;
//! let setup = Setup::new(&uuid, "Deputy", "", &[question], trustees, &credentials)?;
//!
//! // Second, first, no preference.
//! let ballot = Ballot::seal(setup.election(), &issued[0].credential, &[vec![2, 1, 0]], &mut system())?;
//! let received = Ballot::parse(ballot.text(), setup.election())?;
//! received.check(setup.election())?;
//! println!("{}", received.tracker());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the protocol promises
//!
//! - **Secrecy**, as long as fewer trustees than are needed to decrypt collude, one of those who shuffled is honest, and
//!   the voter's device is: nobody learns how somebody voted, beyond what the published papers show.
//! - **Verifiability**: whoever has the archive can check that each ballot is signed by a credential on the list, that the
//!   tally is of exactly the ballots that count, that shuffles changed nothing but the order, that decryptions are right,
//!   and that the papers follow. The protocol's own proof of a decryption does not name the ciphertext that it is of: our
//!   trustees sign [one that does](trustee::Statement), and a verifier says of which decryptions it has it.
//! - A voter who keeps the tracker can see that the ballot is in the archive.
//!
//! The protocol's design has a machine-checked proof that assumes the primitives. This code has none.
//!
//! # What it does not promise
//!
//! - **No receipt-freeness**: a voter can prove how they voted, to a buyer or a coercer.
//! - **Full rankings are published**: a rare one can be a signature. With three candidates there are 15 optional rankings,
//!   with five 325, with ten 9,864,100: set that against the electorate of each section before anything is opened.
//! - **No cast-as-intended**: a dishonest device can seal something else. A voter can [test](ballot::audit()) a ballot and
//!   seal anew; the one that is cast stays untested.
//! - **The browser's code is served by the server**, which can serve other code.
//! - **Replacing a ballot** is visible per credential, and is no defence against coercion.
//! - **The registrar knows which person has which credential**, and a server that signs voters in can see it: either and
//!   enough trustees together can see votes.
//! - **Distinct credentials are the registrar's to give**: two electors with one have one vote between them.
//! - **Nothing proves what is in a ballot** of a ranked question: see [papers].
//! - **Whose a shuffle is the archive only claims**, and a decryption is bound to what it is of only by its trustee's
//!   statement: see [`trustee::Statement`].
//! - **A trustee who is handed another archive decrypts another**: compare the last event before shuffling and decrypting.
//!
//! # Invariants
//!
//! - What was received is [`Encoded`](group::Encoded) until it was checked; nothing computes with it before. Every element
//!   from outside is canonically encoded and in the prime-order subgroup.
//! - A message has one form, and whatever else reads like it is refused; but for the election's own text, of which every
//!   spelling is another election, since its digest is in every proof.
//! - Where a secret is touched time does not depend on it, with exceptions that say so: the places in memory of a
//!   shuffle's permutation, the padding of a ranking's encoding, which draws of a proof of choices come first, and keys
//!   as decimal numbers in files. Secrets are wiped when they are dropped, as far as a library can: what a compiler leaves
//!   in registers and on the stack it cannot reach. They are not printed.
//! - Randomness comes from [`randomness::system`] or whatever the caller hands in.
//! - Whatever is received, nothing here panics.
//!
//! # What is absent
//!
//! No names of persons, no contest, no rulebook, no counting, no clock, no file: an archive is read from a stream and
//! written to one. Questions of lists, weights, other groups and other versions are refused by name; a second version of
//! the protocol would stand beside this one, as another crate.

pub mod archive;
pub mod ballot;
mod base58;
pub mod closing;
pub mod credential;
pub mod credentials;
pub mod decryption;
pub mod digest;
pub mod election;
pub mod group;
pub mod intake;
pub mod misplaced;
pub mod papers;
pub mod progress;
mod proof;
pub mod randomness;
pub mod registrar;
pub mod result;
pub mod setup;
pub mod shuffle;
pub mod tally;
pub mod trustee;
pub mod verify;
mod wire;

pub use proof::Proof;
pub use wire::WireError;
