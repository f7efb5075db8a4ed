//! The keys of each kind of event that only kept contests have.

use super::model::{
    Act, Amendment, Appeal, Claim, On, Opening, PostCount, Receipt, Request, RollFigures, Ruling,
};
use super::view::{Closed, Establishment, Figures, Provisional, Scrutiny, Step};
use crate::read::fields::Fields;

type Read<T> = Result<T, String>;

/// The event of this name, but for `result-corrected`, which reads like a declared result.
pub(crate) fn read(name: &str, fields: &mut Fields) -> Read<Act> {
    Ok(match name {
        "log-established" => Act::LogEstablished(read_log(fields)?),
        "ruling-made" => Act::RulingMade(read_ruling(fields)?),
        "appeal-made" => Act::AppealMade(Appeal {
            id: fields.id("appeal")?,
            ruling: fields.id("ruling")?,
            grounds: fields.text("grounds")?,
        }),
        "claim-made" => {
            fields.word("about", &["inclusion", "objection"])?;
            Act::ClaimMade(Claim {
                id: fields.id("claim")?,
                section: fields.id("section")?,
            })
        }
        "roll-imported" => {
            fields.count("rejected")?;
            fields.count("held")?;
            let sections = fields.counts("electors")?.into_keys().collect();
            Act::RollImported { sections }
        }
        "roll-frozen" => Act::RollFrozen {
            sections: fields.objects("sections", read_roll_figures)?,
        },
        "roll-amended" => Act::RollAmended(Amendment {
            section: fields.id("section")?,
            figures: read_roll_figures(fields)?,
            ruling: fields.id("ruling")?,
        }),
        "recount-requested" => Act::RecountRequested(Request {
            id: fields.id("request")?,
            post: fields.id("post")?,
            reasons: fields.text("reasons")?,
        }),
        _ => return read_poll(name, fields),
    })
}

/// The kinds from the opening of the boxes on.
fn read_poll(name: &str, fields: &mut Fields) -> Read<Act> {
    Ok(match name {
        "box-opened" => Act::BoxOpened(Opening {
            id: fields.id("box")?,
            election: fields.text("election")?,
            fingerprint: fields.tracker("fingerprint")?,
            setup: fields.digest("setup")?,
            credentials: fields.count("credentials")?,
            posts: fields.ids("posts")?,
        }),
        "booth-published" => Act::BoothPublished {
            digest: fields.digest("digest")?,
        },
        "papers-received" => Act::PapersReceived(Receipt {
            batch: fields.id("batch")?,
            section: fields.id_or_null("section")?,
            received: fields.count("papers")?,
            set_aside: fields.count("set_aside")?,
            rejected: fields.counts("rejected")?,
        }),
        "box-closed" => Act::BoxClosed {
            of: fields.id("box")?,
            closed: read_closed(fields)?,
        },
        "shuffle-made" => Act::ShuffleMade {
            of: fields.id("box")?,
            step: read_step(fields)?,
        },
        "decryption-made" => Act::DecryptionMade {
            of: fields.id("box")?,
            step: read_step(fields)?,
        },
        "box-tallied" => Act::BoxTallied {
            of: fields.id("box")?,
            archive: fields.digest("archive")?,
            posts: fields.objects("posts", read_figures)?,
        },
        "post-counted" => Act::PostCounted(read_post_count(fields)?),
        "figures-provided" => Act::FiguresProvided(read_provisional(fields)?),
        "scrutineer-reported" => Act::ScrutineerReported(read_scrutiny(fields)?),
        other => return Err(format!("the event {other:?} is unknown")),
    })
}

fn read_log(fields: &mut Fields) -> Read<Establishment> {
    Ok(Establishment {
        origin: fields.text("origin")?,
        key: fields.text("key")?,
        witnesses: fields.texts_by_name("witnesses")?,
        quorum: fields.count("quorum")?,
    })
}

fn read_ruling(fields: &mut Fields) -> Read<Ruling> {
    let mut on = fields.object("on")?;
    let subject = read_on(&mut on)?;
    on.finish()?;
    Ok(Ruling {
        id: fields.id("ruling")?,
        on: subject,
        is_allowed: fields.word("outcome", &["allowed", "disallowed"])? == "allowed",
        reasons: fields.text("reasons")?,
        supersedes: fields.id_or_null("supersedes")?,
    })
}

const REASONS: [&str; 5] = ["death", "resignation", "duplicate", "exclusion", "appeal"];

fn read_on(on: &mut Fields) -> Read<On> {
    Ok(match on.text("kind")?.as_str() {
        "nomination" => On::Nomination {
            post: on.id("post")?,
            stage: on.id("stage")?,
            nominator: on.id("nominator")?,
        },
        "claim" => On::Claim(on.id("claim")?),
        "match" => On::Match {
            section: on.id("section")?,
            number: on.count("match")?,
        },
        "ballots" => On::Ballots {
            of: on.id("box")?,
            ballots: on.trackers("ballots")?,
            reason: on.word("reason", &REASONS)?,
        },
        "recount" => On::Recount(on.id("request")?),
        "other" => On::Other(on.text("matter")?),
        other => return Err(format!("nothing of the kind {other:?} is ruled on")),
    })
}

fn read_roll_figures(fields: &mut Fields) -> Read<RollFigures> {
    Ok(RollFigures {
        electors: fields.count("electors")?,
        channels: fields.counts("channels")?,
        root: fields.root("root")?,
    })
}

fn read_closed(fields: &mut Fields) -> Read<Closed> {
    Ok(Closed {
        size: fields.count("size")?,
        root: fields.root("root")?,
        cast: fields.count("cast")?,
        voted: fields.count("voted")?,
        removed: fields.count("removed")?,
        tallied: fields.count("tallied")?,
        archive: fields.digest("archive")?,
        tally: fields.digest("tally")?,
    })
}

fn read_step(fields: &mut Fields) -> Read<Step> {
    Ok(Step {
        message: fields.digest("message")?,
        statement: fields.text("statement")?,
    })
}

fn read_figures(fields: &mut Fields) -> Read<Figures> {
    Ok(Figures {
        papers: fields.count("papers")?,
        blank: fields.count("blank")?,
        spoilt: fields.count("spoilt")?,
    })
}

fn read_post_count(fields: &mut Fields) -> Read<PostCount> {
    Ok(PostCount {
        batch: fields.id("batch")?,
        papers: fields.count("papers")?,
        differing: fields.count("differing")?,
        adjudicated: fields.count("adjudicated")?,
        posts: fields.objects("posts", read_figures)?,
        entered_by: fields.texts("entered_by")?,
    })
}

fn read_provisional(fields: &mut Fields) -> Read<Provisional> {
    let embargo = fields.time_or_null("embargo")?;
    Ok(Provisional {
        post: fields.id("post")?,
        transcript: fields.digest("transcript")?,
        to: fields.texts("to")?,
        embargo: embargo.map(|time| time.text().to_owned()),
    })
}

fn read_scrutiny(fields: &mut Fields) -> Read<Scrutiny> {
    Ok(Scrutiny {
        distributed: fields.count("distributed")?,
        returned: fields.count("returned")?,
        valid: fields.counts("valid")?,
        invalid: fields.counts("invalid")?,
        no_contravention: fields.boolean("no_contravention")?,
        secure: fields.boolean("secure")?,
        independent: fields.boolean("independent")?,
        register_inspected: fields.text_or_null("register_inspected")?,
    })
}
