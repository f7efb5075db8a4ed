//! What the rulebook fixed before the poll, and an archive does not say of itself.

use clap::Args;
use hustings_seal::papers::Permitted;
use hustings_seal::verify::{Policy, Replacing};

#[derive(Args)]
pub(crate) struct ReplacingArgument {
    /// A second ballot of a credential takes the place of the first; without this it is refused.
    #[arg(long)]
    replacing: bool,
}

impl ReplacingArgument {
    pub(crate) fn replacing(&self) -> Replacing {
        if self.replacing {
            Replacing::LastCounts
        } else {
            Replacing::Refused
        }
    }

    /// For an archive that goes on, whose shuffles nobody counts yet.
    pub(crate) fn policy(&self) -> Policy {
        Policy {
            replacing: self.replacing(),
            shuffles: 0,
            unfinished: true,
            ..Policy::default()
        }
    }
}

#[derive(Args)]
pub(crate) struct PolicyArguments {
    #[command(flatten)]
    replacing: ReplacingArgument,
    /// The fewest shuffles before anything is decrypted.
    #[arg(long, value_name = "N", default_value_t = 2)]
    shuffles: usize,
}

impl PolicyArguments {
    /// For an archive that goes on.
    pub(crate) fn policy(&self) -> Policy {
        Policy {
            shuffles: self.shuffles,
            ..self.replacing.policy()
        }
    }
}

#[derive(Args)]
pub(super) struct PermittedArguments {
    /// The fewest preferences of a paper that is not blank; with fewer it is spoilt.
    #[arg(long, value_name = "N", default_value_t = 1)]
    fewest: usize,
    /// The most preferences of a paper; with more it is spoilt.
    #[arg(long, value_name = "N")]
    most: Option<usize>,
}

impl PermittedArguments {
    pub(super) fn permitted(&self) -> Permitted {
        Permitted {
            fewest: self.fewest,
            most: self.most.unwrap_or(usize::MAX),
        }
    }
}
