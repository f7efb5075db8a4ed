//! The rules in plain English, each with its clause.

mod gates;
mod text;

use hustings_count::tie::Resort;

use crate::{
    Address, Body, Judged, Order, Post, Preferences, Release, Rulebook, Section, SectionId,
    Sections, SingleCandidate, Stage,
};
use crate::{Exempt, Means};
use text::{Lines, list, plural, window};

/// Tells the rules in plain English, one sentence a line, each with the address of its clause, the
/// source's own clause if it is known, and whether it is the compilers' addition.
pub fn explain(rulebook: &Rulebook) -> String {
    let mut lines = Lines::new(rulebook);
    opening(&mut lines);
    lines.heading("Posts");
    for post in &rulebook.posts {
        of_post(&mut lines, post);
    }
    if !rulebook.bodies.is_empty() {
        lines.heading("Who nominates");
    }
    for body in &rulebook.bodies {
        of_body(&mut lines, body);
    }
    for stage in &rulebook.stages {
        of_stage(&mut lines, stage);
    }
    lines.heading("Who votes");
    lines.plain(
        "Where the program keeps the contest, it acts on this part and the next, as each sentence says; a replay of a contest \
         that others held only tells them.",
    );
    of_roll(&mut lines);
    lines.heading("The paper and the poll");
    of_paper_and_poll(&mut lines);
    lines.heading("The count");
    of_count(&mut lines);
    notes(&mut lines);
    lines.finish()
}

fn opening(lines: &mut Lines<'_>) {
    let rulebook = lines.rulebook;
    lines.title(&rulebook.title);
    lines.plain(format!(
        "Rules of {}, from: {}.",
        rulebook.organisation, rulebook.source.document
    ));
    lines.plain(match rulebook.source.clauses.as_str() {
        "not known" => "The source's own clause numbers are not known.".to_owned(),
        clauses => format!("The source's clauses: {clauses}."),
    });
    lines.plain(format!("All times are local to {}.", rulebook.time_zone));
    if let Some(officer) = &rulebook.returning_officer {
        lines.say(
            "returning_officer",
            format!("The returning officer is: {officer}."),
        );
    }
    if let Some(statutory) = &rulebook.statutory {
        let scrutineer = statutory.scrutineer.as_deref().unwrap_or("not named");
        lines.say(
            "statutory",
            format!(
                "The election is governed by {}; the independent scrutineer is {scrutineer}.",
                statutory.act
            ),
        );
    }
    if let Some(look) = &rulebook.look {
        let languages = rulebook.languages().iter().map(|one| one.in_words());
        let languages = list(languages.map(str::to_owned), "and");
        let colour = (look.colour).map_or_else(String::new, |colour| {
            format!("; their colour, under white text, is {colour}")
        });
        lines.say(
            "look",
            format!("The contest's pages are in {languages}{colour}."),
        );
    }
}

fn notes(lines: &mut Lines<'_>) {
    let notes = lines.rulebook.notes();
    if !notes.is_empty() {
        lines.heading("Notes");
    }
    for (address, note) in notes {
        lines.say(address.clone(), note);
    }
}

fn of_post(lines: &mut Lines<'_>, post: &Post) {
    let electors = match &post.sections {
        Some(sections) => format!(" by {}", list(titles(lines, sections), "and")),
        None => String::new(),
    };
    let seats = match post.seats {
        1 => "One person is".to_owned(),
        seats => format!("{seats} people are"),
    };
    lines.say(
        format!("post.{}", post.id),
        format!("{seats} elected {}{electors}.", post.title),
    );
}

fn of_body(lines: &mut Lines<'_>, body: &Body) {
    let figures = body.register_figures();
    let size = match figures.as_slice() {
        [] => "how many there are is not known".to_owned(),
        [one] => format!("there are {one}"),
        several => format!(
            "sources differ on how many there are: {}",
            list(several.iter().map(ToString::to_string), "or")
        ),
    };
    let kinds = match body.kinds.as_slice() {
        [] => String::new(),
        kinds => format!(
            " Their kinds are {}.",
            list(kinds.iter().map(ToString::to_string), "and")
        ),
    };
    let weight = match &body.weight {
        Some(weight) => {
            let total = weight.total.map_or_else(
                || "the total is not known".to_owned(),
                |total| format!("{total} in all"),
            );
            format!(" Each weighs its {} ({total}).", weight.measure)
        }
        None => String::new(),
    };
    lines.say(
        format!("body.{}", body.id),
        format!("{}: {size}.{kinds}{weight}", body.title),
    );
}

fn of_stage(lines: &mut Lines<'_>, stage: &Stage) {
    lines.heading(&stage.title);
    let address = stage.address();
    let bodies = stage.nominators.iter().map(|id| {
        lines
            .rulebook
            .body(id)
            .map_or_else(|| id.to_string(), |body| body.title.clone())
    });
    let posts = stage.posts.as_ref().map_or_else(String::new, |posts| {
        format!(
            " for {}",
            list(posts.iter().map(ToString::to_string), "and")
        )
    });
    lines.say(
        address.child("nominators"),
        format!("Nominations{posts} are made by {}.", list(bodies, "and")),
    );
    if let Some(earlier) = &stage.through {
        lines.say(
            address.child("through"),
            format!(
                "Only candidates who have passed “{}” may be nominated.",
                lines
                    .rulebook
                    .stage(earlier)
                    .map_or_else(|| earlier.to_string(), |stage| stage.title.clone())
            ),
        );
    }
    let judged = match stage.window.judged_by {
        Judged::Received => "received",
        Judged::Decided => "decided",
    };
    lines.say(
        address.child("window"),
        format!("A nomination must be {judged} {}.", window(&stage.window)),
    );
    lines.say(
        address.child("one_nomination_per"),
        "Each nominator has one nomination for each post.",
    );
    if stage.released_when == Release::CandidateWithdraws {
        lines.say(
            address.child("released_when"),
            "If the candidate withdraws before the close, the nominators may nominate anew.",
        );
    }
    if stage.exempt.contains(&Exempt::Incumbent) {
        lines.say(
            address.child("exempt"),
            "Whoever holds the post is on the paper by right.",
        );
    }
    match &stage.gate {
        None => lines.plain("Every candidate passes this stage."),
        Some(gate) => {
            lines.plain("To pass this stage a candidate needs:");
            gates::tell(lines, gate, &address.child("gate"), 1);
        }
    }
}

fn of_roll(lines: &mut Lines<'_>) {
    let roll = &lines.rulebook.roll;
    match &roll.freeze {
        Some(freeze) => lines.say(
            "roll.freeze",
            format!(
                "The roll is frozen as at {}: who joined later does not vote. A kept contest rejects their rows, and commits to each elector when it is frozen.",
                freeze.in_words()
            ),
        ),
        None => lines.plain("When the roll is frozen is not said."),
    }
    for section in &roll.sections {
        of_section(lines, section);
    }
    if roll.precedence.len() > 1 {
        let order = list(titles(lines, &roll.precedence), "then");
        lines.say(
            "roll.precedence",
            format!("Each elector votes once, in the first section that he or she is in: {order}. A kept contest sets other rows of the same number aside."),
        );
    }
    if let Some(least) = roll.smallest_reported_section {
        lines.say(
            "roll.smallest_reported_section",
            format!(
                "A section of fewer than {} is not reported apart. Each section is a box of its own: a kept contest freezes no roll that has a smaller one, and publishes no rankings of fewer papers by post unless a ruling allows it.",
                plural(least, "elector", "electors")
            ),
        );
    }
}

fn of_section(lines: &mut Lines<'_>, section: &Section) {
    let fee = section
        .fee
        .as_ref()
        .map_or_else(String::new, |fee| format!(", for a fee of {fee}"));
    let registration = section
        .registration
        .as_ref()
        .map_or_else(String::new, |open| {
            format!("; people register {}", window(open))
        });
    let share = section.share.map_or_else(String::new, |share| {
        format!("; the section has {share} of the electoral college")
    });
    lines.say(
        format!("roll.section.{}", section.id),
        format!("{} vote{registration}{fee}{share}.", section.title),
    );
}

/// Sections by their titles.
fn titles(lines: &Lines<'_>, sections: &[SectionId]) -> impl Iterator<Item = String> {
    sections.iter().map(|id| {
        lines
            .rulebook
            .section(id)
            .map_or_else(|| id.to_string(), |section| section.title.clone())
    })
}

fn of_paper_and_poll(lines: &mut Lines<'_>) {
    let (paper, ballot) = (&lines.rulebook.paper, &lines.rulebook.ballot);
    lines.say(
        "paper.order",
        match paper.order {
            Order::Alphabetical => "Candidates stand on the paper in alphabetical order.",
            Order::Lot => "Candidates stand on the paper in an order drawn by lot.",
        },
    );
    lines.say(
        "paper.preferences",
        match paper.preferences {
            Preferences::Optional => "Voters number as many candidates as they like.",
            Preferences::Full => "Voters number every candidate.",
        },
    );
    if paper.reopen_nominations {
        lines.say(
            "paper.reopen_nominations",
            "\"Re-open nominations\" stands on the paper.",
        );
    }
    if let Some(cap) = paper.cap {
        lines.say(
            "paper.cap",
            format!(
                "At most {} count.",
                plural(cap, "preference", "preferences")
            ),
        );
    }
    let means = ballot.means.iter().map(|means| match means {
        Means::Online => "online".to_owned(),
        Means::Post => "by post".to_owned(),
    });
    lines.say(
        "ballot.means",
        match ballot.means.len() {
            0 => "How people vote is not known.".to_owned(),
            1 => format!("People vote {}; a kept contest takes nothing else.", list(means, "or")),
            _ => format!(
                "People vote {}; in a kept contest the first that is received is final, whichever it is.",
                list(means, "or")
            ),
        },
    );
    lines.say(
        "ballot.window",
        format!("Votes are taken {}. A kept contest opens no poll before, takes nothing after it is closed, and closes it no earlier.", window(&ballot.window)),
    );
    lines.say(
        "ballot.replacing",
        if ballot.replacing {
            "A later ballot replaces an earlier one, in a kept contest while the poll is open."
        } else {
            "A ballot, once cast, is final: a kept contest refuses a second."
        },
    );
    if let Some(question) = &ballot.second_factor {
        lines.say(
            "ballot.second_factor",
            format!("Who signs in to vote online is asked, after the code that is mailed to her: \u{201c}{question}\u{201d}. The roll has each elector's answer, which is published nowhere."),
        );
    }
    if let Some(trustees) = &ballot.trustees {
        let kept = "a kept contest opens no box under other keys, and tallies none before";
        let sentence = if trustees.is_server_alone() {
            format!(
                "The server alone holds the key that opens the ballots: whoever runs it can see how everybody voted; {kept} it has decrypted."
            )
        } else {
            let server = if trustees.server {
                "The server's key and the keys of"
            } else {
                "The keys of"
            };
            format!(
                "{server} any {} of {} trustees are needed to open the ballots; {kept} they have decrypted.",
                trustees.threshold, trustees.of
            )
        };
        lines.say("ballot.trustees", sentence);
    }
}

fn of_count(lines: &mut Lines<'_>) {
    let count = &lines.rulebook.count;
    lines.say(
        "count.rule",
        format!("Papers are counted by {}.", count.rule.describe()),
    );
    lines.say("count.sections", match count.sections {
        Sections::Pooled => "All papers are counted together.",
        Sections::PooledReportedApart => "All papers are counted together; first preferences are reported by section.",
        Sections::ElectoralCollege => "Each section is counted apart and has its share of the whole; no section elects anybody by itself.",
    });
    let ties = count.ties.iter().map(|resort| match resort {
        Resort::EarlierStages => "by earlier stages, going back from the last".to_owned(),
        Resort::FirstStages => "by earlier stages, going forward from the first".to_owned(),
        Resort::DeclaredOrder(order) => format!(
            "by an order declared before, {}",
            order
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Resort::Lots => "by lot".to_owned(),
        Resort::PublicSeed(_) => "by digests of a public text".to_owned(),
    });
    lines.say(
        "count.ties",
        format!("Ties are resolved {}.", list(ties, "then")),
    );
    let single = match count.single_candidate {
        SingleCandidate::ElectedUnopposed => {
            "Where no more stand than there are seats, they are elected unopposed, without a poll."
        }
        SingleCandidate::Balloted => "A single candidate is balloted on all the same.",
    };
    lines.say(Address::new("count.single_candidate").as_str(), single);
}
