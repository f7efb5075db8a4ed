//! `events.jsonl`: one event a line, each canonical, each with exactly its keys.

use super::Trouble;
use super::fields::Fields;
use super::json::read_canonical;
use crate::count::Lot;
use crate::event::{
    Candidate, Event, Kind, Moment, Nomination, Nominator, Nominees, PapersPublished,
    Qualification, Record, Report, ResultDeclared, Returns, Turnout, VotesDeclared, Withdrawal,
};
use crate::kept;
use crate::percent::Share;
use crate::time::{Day, Time};

/// The events up to the first line that does not read, and why it does not.
pub(crate) fn read(bytes: &[u8]) -> (Vec<Event>, Option<Trouble>) {
    let mut events = Vec::new();
    let mut rest = bytes;
    let mut line = 0;
    while !rest.is_empty() {
        line += 1;
        let trouble = |reason: String| Some(Trouble::new(place(line), reason));
        let Some(end) = rest.iter().position(|byte| *byte == b'\n') else {
            return (
                events,
                trouble("it does not end with a line feed".to_owned()),
            );
        };
        if end > LONGEST_ENTRY {
            let reason = format!("it has {end} bytes, more than the {LONGEST_ENTRY} of an entry");
            return (events, trouble(reason));
        }
        match read_event(&rest[..end], line) {
            Ok(event) => events.push(event),
            Err(reason) => return (events, trouble(reason)),
        }
        rest = &rest[end + 1..];
    }
    (events, None)
}

pub(crate) fn place(line: usize) -> String {
    format!("events.jsonl line {line}")
}

/// A line is an entry of the contest's log, and a log's entries have so many bytes at most.
const LONGEST_ENTRY: usize = 65_535;

const ROLES: [&str; 10] = [
    "returning-officer",
    "candidate",
    "nominator",
    "reporter",
    "compiler",
    "registrar",
    "trustee",
    "scrutineer",
    "elector",
    "agent",
];

/// What every event says, as far as it is needed again.
struct Common {
    line: usize,
    decided: Option<Time>,
    received: Option<Time>,
    sources: Vec<String>,
}

fn read_event(bytes: &[u8], line: usize) -> Result<Event, String> {
    let mut fields = Fields::new(read_canonical(bytes)?)?;
    let name = fields.text("event")?;
    fields.text_or_null("actor")?;
    if let Some(role) = fields.text_or_null("role")?
        && !ROLES.contains(&role.as_str())
    {
        return Err(format!("the role {role:?} is unknown"));
    }
    let clause = fields.text_or_null("clause")?;
    let recorded = fields.time_or_null("recorded")?;
    fields.text_or_null("note")?;
    let common = Common {
        line,
        decided: fields.time_or_null("decided")?,
        received: fields.time_or_null("received")?,
        sources: fields.texts("sources")?,
    };
    let kind = read_kind(&name, &mut fields, common)?;
    fields.finish()?;
    Ok(Event {
        line,
        clause,
        recorded,
        kind,
    })
}

fn read_kind(name: &str, fields: &mut Fields, common: Common) -> Result<Kind, String> {
    Ok(match name {
        "contest-opened" => Kind::ContestOpened {
            rulebook: fields.digest("rulebook")?,
            record: match fields.text("record")?.as_str() {
                "live" => Record::Live,
                "mock" => Record::Mock,
                "replay" => Record::Replay,
                other => return Err(format!("the record {other:?} is unknown")),
            },
        },
        "candidate-declared" => Kind::CandidateDeclared(Candidate {
            post: fields.id("post")?,
            id: fields.id("candidate")?,
            name: fields.name()?,
            incumbent: fields.boolean("incumbent")?,
        }),
        "candidate-withdrew" => Kind::CandidateWithdrew(Withdrawal {
            post: fields.id("post")?,
            candidate: fields.id("candidate")?,
            decided: common.decided,
            received: common.received,
            sources: common.sources,
        }),
        "nominated" => Kind::Nominated(Nomination {
            nominator: read_nominator(fields)?,
            candidate: fields.id("candidate")?,
            weight: fields.count_or_null("weight")?,
            groups: fields.texts_by_name("groups")?,
            decided: common.decided,
            received: common.received,
            sources: common.sources,
        }),
        "nomination-declined" => Kind::NominationDeclined(read_nominator(fields)?),
        "tally-reported" => Kind::TallyReported(Report {
            post: fields.id("post")?,
            stage: fields.id("stage")?,
            body: fields.id("body")?,
            as_of: fields.time("as_of")?,
            tallies: fields.counts("tallies")?,
            sources: common.sources,
        }),
        "qualification-claimed" => Kind::QualificationClaimed(read_claim(fields, common)?),
        "nominees-published" => Kind::NomineesPublished(Nominees {
            post: fields.id("post")?,
            candidates: fields.texts("candidates")?,
            sources: common.sources,
        }),
        "poll-opened" => Kind::PollOpened(Moment(common.decided)),
        "poll-closed" => Kind::PollClosed(Moment(common.decided)),
        _ => return read_result_kind(name, fields, common),
    })
}

/// The kinds that come after the poll.
fn read_result_kind(name: &str, fields: &mut Fields, common: Common) -> Result<Kind, String> {
    Ok(match name {
        "lots-drawn" => Kind::LotsDrawn {
            post: fields.id("post")?,
            lot: Lot {
                stage: fields.stage_number()?,
                among: fields.texts("among")?,
                chosen: fields.id("excluded")?,
            },
        },
        "papers-published" => Kind::PapersPublished(PapersPublished {
            post: fields.id("post")?,
            section: fields.id_or_null("section")?,
            file: read_path(fields)?,
            digest: fields.digest("papers")?,
            line: common.line,
        }),
        "returns-declared" => Kind::ReturnsDeclared(Returns {
            section: fields.id_or_null("section")?,
            eligible: fields.count_or_null("eligible")?,
            returned: fields.count_or_null("returned")?,
            invalid: fields.count_or_null("invalid")?,
            channels: fields.counts("channels")?,
            sources: common.sources,
        }),
        "turnout-claimed" => Kind::TurnoutClaimed(Turnout {
            section: fields.id_or_null("section")?,
            percent: read_percent(fields)?,
            sources: common.sources,
        }),
        "votes-declared" => Kind::VotesDeclared(VotesDeclared {
            post: fields.id("post")?,
            section: fields.id_or_null("section")?,
            stage: fields.stage_number()?,
            votes: fields
                .counts("votes")?
                .into_iter()
                .map(|(id, count)| (id, u128::from(count)))
                .collect(),
            sources: common.sources,
        }),
        "result-declared" => Kind::ResultDeclared(read_result(fields, common)?),
        "result-corrected" => Kind::Kept(kept::Act::ResultCorrected(kept::Corrected {
            result: read_result(fields, common)?,
            reasons: fields.text("reasons")?,
        })),
        other => Kind::Kept(kept::read::read(other, fields)?),
    })
}

fn read_result(fields: &mut Fields, common: Common) -> Result<ResultDeclared, String> {
    Ok(ResultDeclared {
        post: fields.id("post")?,
        elected: fields.texts("elected")?,
        certified_by: fields.text_or_null("certified_by")?,
        decided: common.decided,
        sources: common.sources,
    })
}

fn read_nominator(fields: &mut Fields) -> Result<Nominator, String> {
    fields.text_or_null("how")?;
    Ok(Nominator {
        post: fields.id("post")?,
        stage: fields.id("stage")?,
        body: fields.id("body")?,
        id: fields.id("nominator")?,
        name: fields.name()?,
        kind: fields.id_or_null("kind")?,
        as_of: fields.time_or_null("as_of")?,
    })
}

fn read_claim(fields: &mut Fields, common: Common) -> Result<Qualification, String> {
    let on_text = fields.text("on")?;
    let on =
        Day::parse(&on_text).ok_or_else(|| format!("\"on\" is {on_text:?}, which is not a day"))?;
    Ok(Qualification {
        post: fields.id("post")?,
        stage: fields.id("stage")?,
        candidate: fields.id("candidate")?,
        on,
        on_text,
        sources: common.sources,
    })
}

fn read_percent(fields: &mut Fields) -> Result<Share, String> {
    let text = fields.text("percent")?;
    Share::parse(&text).ok_or_else(|| format!("{text:?} is not a decimal percentage"))
}

/// As long as the name of a record in a bundle can be.
const LONGEST_PATH: usize = 100;

fn read_path(fields: &mut Fields) -> Result<String, String> {
    let path = fields.text("file")?;
    let name = path.strip_prefix("papers/").unwrap_or("");
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.')
    };
    // "." and ".." are made of allowed characters, and name a folder.
    let named = name.bytes().all(plain) && !matches!(name, "" | "." | "..");
    if named && path.len() > LONGEST_PATH {
        Err(format!("{path:?} has more than {LONGEST_PATH} characters"))
    } else if named {
        Ok(path)
    } else {
        Err(format!(
            "{path:?} is not \"papers/\" and one name of a-z, 0-9, -, _ and ."
        ))
    }
}
