//! The tables that a rulebook is made of.

use hustings_count::rule::Rule;
use hustings_count::tie::Resort;
use serde::Deserialize;

use super::colour::Colour;
use super::question::Question;
use super::time::{known_moment, optional_moment};
use super::words::{
    Exempt, Fraction, Judged, Language, Means, Nominators, Order, Preferences, Release, Sections,
    SingleCandidate,
};
use crate::gate::Measure;
use crate::{Address, BodyId, Gate, KindId, Moment, PostId, SectionId, StageId};

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// The source's own name of this clause; read through [`crate::Rulebook::clause`].
            #[serde(rename = "clause", default)]
            _clause: Option<String>,
            /// What the reader should know.
            #[serde(default)]
            pub note: Option<String>,
        }
    )*};
}

tables! {
    /// Where the rules come from.
    Source {
        /// The document.
        document: String,
        /// How the document's clauses are known.
        clauses: String,
    }

    /// What a statute asks for.
    Statutory {
        /// The statute.
        act: String,
        /// The independent scrutineer; [`crate::check()`] refuses a statutory election without.
        scrutineer: Option<String>,
    }

    /// A post to be filled.
    Post {
        /// Its id.
        id: PostId,
        /// What it is called.
        title: String,
        /// How many are elected to it.
        seats: u32,
        /// The sections that elect it; all where absent.
        sections: Option<Vec<SectionId>>,
    }

    /// A body of nominators.
    Body {
        /// Its id.
        id: BodyId,
        /// What it is called.
        title: String,
        /// How many nominators there are.
        #[serde(default)]
        register: Option<Register>,
        /// What kinds of nominators are told apart.
        #[serde(default)]
        kinds: Vec<KindId>,
        /// What nominators weigh.
        #[serde(default)]
        weight: Option<Weight>,
    }

    /// How many nominators a body has.
    Register {
        /// The number, where one is known.
        count: Option<u64>,
        /// The numbers that sources give, where they differ.
        #[serde(default)]
        sources_differ: Vec<u64>,
        /// When it was so.
        #[serde(default, deserialize_with = "optional_moment")]
        as_of: Option<Moment>,
    }

    /// What each nominator of a body weighs.
    Weight {
        /// What is measured: affiliated members, say.
        measure: String,
        /// When.
        #[serde(default, deserialize_with = "optional_moment")]
        as_of: Option<Moment>,
        /// The sum over the whole body, where known.
        total: Option<u64>,
    }

    /// A stage of nominations.
    Stage {
        /// Its id.
        id: StageId,
        /// What it is called.
        title: String,
        /// The posts that it is for; all where absent.
        posts: Option<Vec<PostId>>,
        /// The bodies that nominate.
        nominators: Vec<BodyId>,
        /// The earlier stage that a candidate must have passed.
        through: Option<StageId>,
        /// When nominations are taken.
        window: Window,
        /// What a nominator has one nomination for.
        #[serde(default)]
        one_nomination_per: Nominators,
        /// When a nominator may nominate anew.
        #[serde(default)]
        released_when: Release,
        /// Who is on the paper by right.
        #[serde(default)]
        exempt: Vec<Exempt>,
        /// What must be reached; everybody passes a stage without a gate.
        gate: Option<Gate>,
    }

    /// From when to when.
    Window {
        /// From; `None` where not known.
        #[serde(deserialize_with = "known_moment")]
        opens: Option<Moment>,
        /// To, that moment included; `None` where not known.
        #[serde(deserialize_with = "known_moment")]
        closes: Option<Moment>,
        /// Which of an event's times is looked at.
        #[serde(default)]
        judged_by: Judged,
    }

    /// Who may vote.
    Roll {
        /// Who joined later does not vote.
        #[serde(default, deserialize_with = "optional_moment")]
        freeze: Option<Moment>,
        /// Who is in two sections votes in the first of these.
        #[serde(default)]
        precedence: Vec<SectionId>,
        /// A smaller section is not reported apart.
        smallest_reported_section: Option<u64>,
        /// The sections; empty where nobody is told apart.
        #[serde(rename = "section", default)]
        sections: Vec<Section>,
    }

    /// A section of the roll.
    Section {
        /// Its id.
        id: SectionId,
        /// What it is called.
        title: String,
        /// When people may register for it.
        registration: Option<Window>,
        /// What that costs.
        fee: Option<String>,
        /// Its share of an electoral college.
        share: Option<Fraction>,
    }

    /// The voting paper.
    Paper {
        /// The order of candidates.
        order: Order,
        /// How many preferences a voter must give.
        preferences: Preferences,
        /// Whether "re-open nominations" stands on the paper.
        #[serde(default)]
        reopen_nominations: bool,
        /// The most preferences that count.
        cap: Option<u64>,
    }

    /// How votes are cast.
    Ballot {
        /// Online, by post.
        means: Vec<Means>,
        /// When.
        window: Window,
        /// Whether a later ballot replaces an earlier one.
        #[serde(default)]
        replacing: bool,
        /// What an elector is asked at sign-in, beside the code that is mailed to her.
        second_factor: Option<Question>,
        /// Who can open sealed ballots.
        trustees: Option<Trustees>,
    }

    /// Who can open sealed ballots.
    Trustees {
        /// Whether the server holds a key of its own that is always needed.
        server: bool,
        /// How many trustees are needed beside the server,
        #[serde(default)]
        threshold: u64,
        /// of how many.
        #[serde(default)]
        of: u64,
    }

    /// What the contest's pages look like.
    Look {
        /// Their colour, under white text.
        #[serde(default)]
        colour: Option<Colour>,
        /// Their languages, the contest's own first.
        #[serde(default = "english")]
        languages: Vec<Language>,
    }

    /// How papers are counted.
    CountRules {
        /// The rule, as the counting engine knows it.
        rule: Rule,
        /// What sections mean for the count.
        #[serde(default)]
        sections: Sections,
        /// How ties are resolved, in order of resort.
        ties: Vec<Resort>,
        /// What happens where there is one candidate.
        #[serde(default)]
        single_candidate: SingleCandidate,
    }
}

fn english() -> Vec<Language> {
    vec![Language::En]
}

impl Post {
    /// Whether a section takes part in electing this post.
    pub fn is_elected_by(&self, section: &SectionId) -> bool {
        self.sections
            .as_ref()
            .is_none_or(|sections| sections.contains(section))
    }
}

impl Trustees {
    /// Whether there is no key but the server's: then whoever runs the server can open every ballot.
    pub fn is_server_alone(&self) -> bool {
        self.server && self.of == 0
    }
}

impl Register {
    /// Every figure that is known for it, smallest first.
    pub fn figures(&self) -> Vec<u64> {
        let mut figures: Vec<u64> = self
            .count
            .iter()
            .chain(&self.sources_differ)
            .copied()
            .collect();
        figures.sort_unstable();
        figures
    }
}

impl Body {
    /// Every figure of which a share may be asked: those of its register, or the total of what its nominators weigh.
    pub fn wholes(&self, by: Measure) -> Vec<u64> {
        match by {
            Measure::Head => self.register_figures(),
            Measure::Weight => self
                .weight
                .as_ref()
                .and_then(|weight| weight.total)
                .into_iter()
                .collect(),
        }
    }

    /// Every figure that is known for its register, smallest first.
    pub fn register_figures(&self) -> Vec<u64> {
        self.register
            .as_ref()
            .map(Register::figures)
            .unwrap_or_default()
    }
}

impl Stage {
    /// Whether candidates for the post go through this stage.
    pub fn is_for(&self, post: &PostId) -> bool {
        self.posts.as_ref().is_none_or(|posts| posts.contains(post))
    }

    /// The address of the stage.
    pub fn address(&self) -> Address {
        Address::new("stage").child(&self.id)
    }
}
