//! `hustings trustee`: the keys of an election, and what each trustee does with its own.

mod accept;
mod assemble;
mod certificates;
mod decrypt;
mod event;
mod generate;
mod join;
mod keys;
mod marker;
mod members;
mod polynomial;
mod rehearse;
mod seed;
mod shuffle;
mod shuffled;
mod sort;

use clap::Subcommand;

use crate::failure::{Failure, Success};

pub(crate) use self::join::read as read_trustees;
pub(crate) use self::members::print as print_trustees;

/// Make a trustee's key, and shuffle and decrypt with it.
///
/// A single trustee is mandatory: without its key nothing is opened. Of a threshold of trustees some number suffices; their
/// key is made in rounds (seed, certificates, polynomial, sort, accept, assemble), and is never whole anywhere. Each keeps
/// one secret file; everything else is carried between them by anybody.
#[derive(Subcommand)]
pub(crate) enum Verb {
    Generate(generate::Arguments),
    Seed(seed::Arguments),
    Certificates(certificates::Arguments),
    Polynomial(polynomial::Arguments),
    Sort(sort::Arguments),
    Accept(accept::Arguments),
    Assemble(assemble::Arguments),
    Join(join::Arguments),
    Rehearse(rehearse::Arguments),
    Shuffle(shuffle::Arguments),
    Decrypt(decrypt::Arguments),
}

pub(crate) fn run(verb: &Verb) -> Result<Success, Failure> {
    match verb {
        Verb::Generate(arguments) => generate::run(arguments),
        Verb::Seed(arguments) => seed::run(arguments),
        Verb::Certificates(arguments) => certificates::run(arguments),
        Verb::Polynomial(arguments) => polynomial::run(arguments),
        Verb::Sort(arguments) => sort::run(arguments),
        Verb::Accept(arguments) => accept::run(arguments),
        Verb::Assemble(arguments) => assemble::run(arguments),
        Verb::Join(arguments) => join::run(arguments),
        Verb::Rehearse(arguments) => rehearse::run(arguments),
        Verb::Shuffle(arguments) => shuffle::run(arguments),
        Verb::Decrypt(arguments) => decrypt::run(arguments),
    }
}
