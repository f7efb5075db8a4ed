//! `hustings contest`: a contest that is kept, from its rulebook to its bundle.

mod boxes;
mod bundle;
mod candidates;
mod credentials;
mod hand;
mod init;
mod log;
mod nominate;
mod pages;
mod paper;
pub(crate) mod place;
mod poll;
mod receipt;
mod result;
mod roll;
mod rulings;
mod status;
mod trustees;

use clap::{Args, Subcommand};

use crate::failure::{Failure, Success};

/// Hold a contest: everything that happens is recorded in one log, which anybody can check.
///
/// Each command adds to the log what the rulebook and the timetable allow, and refuses what they do not, with the clause.
/// `status` says where the contest stands, and who must do what next.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: place::Place,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Init(init::Arguments),
    Status(status::Arguments),
    Log(log::Arguments),
    Checkpoint(log::Checkpoint),
    Candidate(candidates::Candidate),
    Nominate(nominate::Arguments),
    Withdraw(candidates::Withdraw),
    Nominees(candidates::Nominees),
    Claim(rulings::Claim),
    Rule(rulings::Rule),
    Appeal(rulings::Appeal),
    #[command(subcommand)]
    Roll(roll::Verb),
    Questions(boxes::Questions),
    Box(boxes::Open),
    Credentials(credentials::Arguments),
    Open(poll::Open),
    Cast(poll::Cast),
    Receipt(receipt::Arguments),
    Paper(paper::Arguments),
    Close(poll::Close),
    Archive(boxes::Archive),
    Append(trustees::Append),
    Tally(trustees::Tally),
    Lots(result::Lots),
    Provisional(result::Provisional),
    Recount(result::Recount),
    ScrutineerReport(result::ScrutineerReport),
    Declare(result::Declare),
    Correct(result::Correct),
    Pages(pages::Arguments),
    Bundle(bundle::Arguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let place = &arguments.place;
    place::wait(async {
        match &arguments.verb {
            Verb::Init(arguments) => init::run(place, arguments).await,
            Verb::Status(arguments) => status::run(place, arguments).await,
            Verb::Log(arguments) => log::run(place, arguments).await,
            Verb::Checkpoint(arguments) => log::checkpoint(place, arguments).await,
            Verb::Candidate(arguments) => candidates::declare(place, arguments).await,
            Verb::Nominate(arguments) => nominate::run(place, arguments).await,
            Verb::Withdraw(arguments) => candidates::withdraw(place, arguments).await,
            Verb::Nominees(arguments) => candidates::nominees(place, arguments).await,
            Verb::Claim(arguments) => rulings::claim(place, arguments).await,
            Verb::Rule(arguments) => rulings::rule(place, arguments).await,
            Verb::Appeal(arguments) => rulings::appeal(place, arguments).await,
            Verb::Roll(verb) => roll::run(place, verb).await,
            Verb::Questions(arguments) => boxes::questions(place, arguments).await,
            Verb::Box(arguments) => boxes::open(place, arguments).await,
            Verb::Credentials(arguments) => credentials::run(place, arguments).await,
            Verb::Open(arguments) => poll::open(place, arguments).await,
            Verb::Cast(arguments) => poll::cast(place, arguments).await,
            Verb::Receipt(arguments) => receipt::run(place, arguments).await,
            Verb::Paper(arguments) => paper::run(place, arguments).await,
            Verb::Close(arguments) => poll::close(place, arguments).await,
            Verb::Archive(arguments) => boxes::archive(place, arguments).await,
            Verb::Append(arguments) => trustees::append(place, arguments).await,
            Verb::Tally(arguments) => trustees::tally(place, arguments).await,
            Verb::Lots(arguments) => result::lots(place, arguments).await,
            Verb::Provisional(arguments) => result::provisional(place, arguments).await,
            Verb::Recount(arguments) => result::recount(place, arguments).await,
            Verb::ScrutineerReport(arguments) => result::scrutineer(place, arguments).await,
            Verb::Declare(arguments) => result::declare(place, arguments).await,
            Verb::Correct(arguments) => result::correct(place, arguments).await,
            Verb::Pages(arguments) => pages::run(place, arguments).await,
            Verb::Bundle(arguments) => bundle::run(place, arguments).await,
        }
    })
}
