//! What there is to say, as people read it.

use std::fmt::{Display, Formatter, Result};

use hustings_contest::statement::Standing;

use super::facts::{
    BatchFacts, BoxFacts, DutyFacts, PostFacts, RollFacts, RulingFacts, Status, WitnessFacts,
};
use crate::terminal::{counted, visible};

impl Display for Status {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mock = if self.mock {
            "MOCK, nobody is elected: "
        } else {
            ""
        };
        writeln!(f, "{mock}{}", visible(&self.title))?;
        let (stage, now) = (self.stage.in_words(), self.now.in_words());
        writeln!(
            f,
            "Stage: {stage}, on {now}, after {} entries of the log",
            self.entries
        )?;
        writeln!(f, "\nPosts")?;
        self.posts.iter().try_for_each(|post| told_post(f, post))?;
        writeln!(f)?;
        told_roll(f, &self.roll)?;
        if !self.boxes.is_empty() {
            writeln!(f, "\nBoxes")?;
            self.boxes.iter().try_for_each(|of| told_box(f, of))?;
        }
        if !self.batches.is_empty() || !self.unpublished.is_empty() {
            writeln!(f, "\nPapers by post")?;
            self.batches
                .iter()
                .try_for_each(|batch| told_batch(f, batch))?;
            for batch in &self.unpublished {
                writeln!(f, "  {batch}: open, its numbers are not published")?;
            }
        }
        writeln!(f)?;
        told_rulings(f, &self.rulings)?;
        told_witnesses(f, &self.witnesses)?;
        writeln!(f, "\nTo do")?;
        if self.duties.is_empty() {
            writeln!(f, "  nothing")?;
        }
        self.duties.iter().try_for_each(|duty| told_duty(f, duty))
    }
}

fn told_post(f: &mut Formatter<'_>, post: &PostFacts) -> Result {
    let seats = if post.seats == 1 { "seat" } else { "seats" };
    let unopposed = if post.unopposed { ", unopposed" } else { "" };
    writeln!(
        f,
        "  {} ({} {seats}{unopposed})",
        visible(&post.title),
        post.seats
    )?;
    for candidate in &post.candidates {
        let standing = match candidate.standing {
            Standing::Nominated => "nominated",
            Standing::NotNominated => "not nominated",
            Standing::Withdrawn => "withdrawn",
            Standing::Undetermined => "undetermined",
        };
        let paper = match (post.published, candidate.on_paper) {
            (false, _) => "",
            (true, true) => ", on the paper",
            (true, false) => ", not on the paper",
        };
        writeln!(f, "    {}: {standing}{paper}", visible(&candidate.name))?;
    }
    match &post.elected {
        Some(elected) => {
            let names = elected.iter().map(|id| {
                let mut candidates = post.candidates.iter();
                let found = candidates.find(|candidate| candidate.id == *id);
                found.map_or_else(|| id.to_string(), |candidate| visible(&candidate.name))
            });
            let names: Vec<String> = names.collect();
            let names = if names.is_empty() {
                "nobody".to_owned()
            } else {
                names.join(", ")
            };
            writeln!(f, "    declared elected: {names}")
        }
        None => Ok(()),
    }
}

fn told_roll(f: &mut Formatter<'_>, roll: &RollFacts) -> Result {
    match (roll.frozen, roll.imported) {
        (false, 0) => writeln!(f, "Roll: not imported"),
        (false, _) => writeln!(f, "Roll: imported, not frozen"),
        (true, _) => {
            let at = roll
                .frozen_at
                .as_ref()
                .map(|at| format!(", {}", at.in_words()));
            writeln!(f, "Roll: frozen{}", at.unwrap_or_default())?;
            for (id, section) in &roll.sections {
                let channels = section.channels.iter();
                let channels: Vec<String> = channels
                    .map(|(means, number)| format!("{number} by {means}"))
                    .collect();
                writeln!(
                    f,
                    "  {id}: {} ({})",
                    counted(section.electors, "elector"),
                    channels.join(", ").replace("by online", "online")
                )?;
            }
            Ok(())
        }
    }
}

fn told_box(f: &mut Formatter<'_>, of: &BoxFacts) -> Result {
    write!(
        f,
        "  {}: {}",
        of.r#box,
        counted(of.credentials, "credential")
    )?;
    if let Some(ballots) = of.ballots {
        write!(f, ", {}", counted(ballots, "ballot"))?;
    }
    if of.removed > 0 {
        write!(f, ", {} removed", of.removed)?;
    }
    if of.tallied {
        write!(f, ", tallied")?;
    } else if of.closed {
        let BoxFacts {
            shuffles,
            decryptions,
            needed,
            ..
        } = of;
        write!(
            f,
            ", closed, {shuffles} of {needed} shuffles, {decryptions} of {needed} decryptions"
        )?;
    }
    writeln!(f)
}

fn told_batch(f: &mut Formatter<'_>, batch: &BatchFacts) -> Result {
    let is_counted = if batch.counted {
        "counted"
    } else {
        "not counted"
    };
    let BatchFacts {
        batch,
        papers,
        set_aside,
        ..
    } = batch;
    writeln!(
        f,
        "  {batch}: {}, {set_aside} set aside, {is_counted}",
        counted(*papers, "paper")
    )
}

fn told_witnesses(f: &mut Formatter<'_>, witnesses: &WitnessFacts) -> Result {
    let WitnessFacts {
        cosigned,
        witnesses,
        quorum,
    } = witnesses;
    if *quorum == 0 {
        return writeln!(f, "Witnesses: the log asks for none");
    }
    writeln!(
        f,
        "Witnesses: {cosigned} of {witnesses} have cosigned the last checkpoint; the quorum is {quorum}"
    )
}

fn told_rulings(f: &mut Formatter<'_>, rulings: &RulingFacts) -> Result {
    writeln!(
        f,
        "Rulings: {} made, {} of them superseded",
        rulings.made, rulings.superseded
    )?;
    for claim in &rulings.claims {
        writeln!(f, "  open: the claim {claim}")?;
    }
    for open in &rulings.appeals {
        writeln!(
            f,
            "  open: the appeal {} against {}",
            open.appeal, open.ruling
        )?;
    }
    for request in &rulings.recounts {
        writeln!(f, "  open: the request {request} for a recount")?;
    }
    Ok(())
}

fn told_duty(f: &mut Formatter<'_>, duty: &DutyFacts) -> Result {
    match (&duty.from, &duty.by) {
        (Some(from), _) if duty.early => write!(f, "  from {}: ", from.in_words())?,
        (_, Some(by)) if duty.overdue => write!(f, "  OVERDUE since {}: ", by.in_words())?,
        (_, Some(by)) => write!(f, "  by {}: ", by.in_words())?,
        (_, None) => write!(f, "  now: ")?,
    }
    write!(f, "{}", duty.role.in_words())?;
    if let Some(name) = &duty.name {
        write!(f, " ({})", visible(name))?;
    }
    writeln!(f, ": {} [{}]", visible(&duty.what), duty.clause)?;
    writeln!(f, "      {}", duty.command)
}
