//! The single transferable vote, against reports of Droop: `scottish-stv` and `reference-stv`.

use std::collections::BTreeMap;
use std::path::Path;

use hustings_count::papers::CandidateIndex;
use hustings_count::read;
use hustings_count::rule::{Rule, stv};
use hustings_count::tie::Resort;
use hustings_count::transcript::{Stage, Transcript};
use hustings_count::{Candidate, CandidateId, Outcome, Papers, count};

use super::{Case, droop, files, gregory, meek};

/// A kind of report: how its file ends, our rule, how figures are compared.
struct Kind {
    ending: &'static str,
    name: &'static str,
    rule: fn() -> Rule,
    /// With the order for ties that the file declares.
    ties: fn(Resort) -> Vec<Resort>,
    compare: fn(&Transcript, &[droop::Figures]) -> Result<String, String>,
}

const KINDS: [Kind; 5] = [
    Kind {
        ending: ".scotland-fixed-p5-d5.report.txt",
        name: "scottish-stv",
        rule: || Rule::ScottishStv(stv::scottish::Options::default()),
        ties: |order| vec![Resort::EarlierStages, order],
        compare: after_each_transfer,
    },
    Kind {
        ending: ".meek-prf-o6-fixed-p9-d9.report.txt",
        name: "meek-prf",
        rule: || Rule::MeekPrf(stv::meek_prf::Options::default()),
        ties: |order| vec![order],
        compare: meek::each_round,
    },
    Kind {
        ending: ".meek-o9-guarded-p18-g9-d18.report.txt",
        name: "meek",
        rule: || Rule::Meek(stv::meek::Options::default()),
        ties: |order| vec![order],
        compare: meek::each_round,
    },
    Kind {
        ending: ".wigm-rational-d12.report.txt",
        name: "wigm",
        rule: || Rule::Wigm(stv::wigm::Options::default()),
        ties: |order| vec![order],
        compare: gregory::to_twelve_decimals,
    },
    Kind {
        ending: ".wigm-prf-fixed-p4-d4.report.txt",
        name: "wigm-prf",
        rule: || Rule::WigmPrf(stv::wigm_prf::Options::default()),
        ties: |order| vec![order],
        compare: gregory::but_the_last_transfer,
    },
];

pub(crate) fn cases(corpus: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for path in files(&corpus.join("scottish-stv"), ".report.txt") {
        cases.push(case("scottish-stv", &path, ".report.txt", &KINDS[0]));
    }
    for kind in &KINDS {
        for path in files(&corpus.join("reference-stv"), kind.ending) {
            cases.push(case("reference-stv", &path, kind.ending, kind));
        }
    }
    cases
}

/// Reports by rules that we do not have.
pub(crate) fn left_out(corpus: &Path) -> usize {
    let reports = files(&corpus.join("reference-stv"), ".report.txt");
    let known = |path: &&std::path::PathBuf| {
        let path = path.to_string_lossy();
        KINDS.iter().any(|kind| path.ends_with(kind.ending))
    };
    reports.len() - reports.iter().filter(known).count()
}

fn case(folder: &'static str, report: &Path, ending: &str, kind: &'static Kind) -> Case {
    let name = report.to_string_lossy();
    let stem = name.strip_suffix(ending).unwrap_or(&name).to_owned();
    let election = stem.rsplit('/').next().unwrap_or(&stem).to_owned();
    let report = report.to_owned();
    Case {
        folder,
        election,
        rule: kind.name,
        compare: Box::new(move || {
            let text = |path: &Path| {
                std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
            };
            let papers = text(Path::new(&format!("{stem}.blt")))?;
            let figures = droop::figures(&text(&report)?);
            let transcript = counted(&papers, kind)?;
            same_elected(&transcript, &figures)?;
            (kind.compare)(&transcript, &figures)
        }),
    }
}

fn counted(papers: &str, kind: &Kind) -> Result<Transcript, String> {
    let mut reader = read::Reader::new(read::Options::default());
    let read = reader
        .push(papers.as_bytes())
        .and_then(|()| reader.finish());
    let read = read.map_err(|error| error.to_string())?;
    let seats = read.seats.ok_or("the file says no seats")?;
    let ties = (kind.ties)(Resort::DeclaredOrder(order(&read.papers)));
    let outcome = count(&read.papers, &(kind.rule)(), seats, &ties, &[]);
    match outcome.map_err(|error| error.to_string())? {
        Outcome::Complete(transcript) => Ok(transcript),
        other => Err(format!("the count stops: {other:?}")),
    }
}

/// The file's own order for ties; else that of the paper.
fn order(papers: &Papers) -> Vec<CandidateId> {
    let id = |place: &CandidateIndex| papers.candidate(*place).map(|c| c.id.clone());
    match papers.tie_order() {
        Some(order) => order.iter().filter_map(id).collect(),
        None => papers.candidates().iter().map(|c| c.id.clone()).collect(),
    }
}

fn same_elected(transcript: &Transcript, figures: &[droop::Figures]) -> Result<(), String> {
    let name = |id: &CandidateId| {
        let mut candidates = transcript.candidates.iter();
        droop::plain(&candidates.find(|c| c.id == *id).unwrap().name)
    };
    let mut ours: Vec<String> = transcript.elected.iter().map(name).collect();
    ours.sort();
    let theirs = droop::elected(figures);
    if ours == theirs {
        Ok(())
    } else {
        Err(format!("we elect {ours:?}, they {theirs:?}"))
    }
}

/// Each of our stages against the figures after each transfer of theirs.
pub(crate) fn after_each_transfer(
    transcript: &Transcript,
    figures: &[droop::Figures],
) -> Result<String, String> {
    let theirs = figures.iter().filter(|figures| {
        let after = ["Begin Count", "Surplus transferred", "Transfer defeated"];
        after.contains(&figures.action.as_str())
    });
    let theirs: Vec<_> = theirs.collect();
    let mut compared = 0;
    for (ours, theirs) in transcript.stages.iter().zip(&theirs) {
        compared += same_votes(&transcript.candidates, ours, theirs)?;
        let lost = ours.lost.clone().unwrap_or_default();
        for (total, figure) in [
            ("Nontransferable votes", &ours.non_transferable),
            ("Residual", &lost),
        ] {
            same(ours, total, &figure.to_string(), theirs.totals.get(total))?;
            compared += 1;
        }
    }
    if transcript.stages.len() == theirs.len() {
        Ok(format!("{} stages, {compared} figures", theirs.len()))
    } else {
        let (ours, theirs) = (transcript.stages.len(), theirs.len());
        Err(format!("we have {ours} stages, they {theirs}"))
    }
}

/// The votes of everybody in the count.
fn same_votes(
    candidates: &[Candidate],
    ours: &Stage,
    theirs: &droop::Figures,
) -> Result<usize, String> {
    let names: BTreeMap<&CandidateId, String> = candidates
        .iter()
        .map(|c| (&c.id, droop::plain(&c.name)))
        .collect();
    for (id, votes) in &ours.votes {
        same(
            ours,
            &names[id],
            &votes.to_string(),
            theirs.votes.get(&names[id]),
        )?;
    }
    if ours.votes.len() == theirs.votes.len() {
        Ok(ours.votes.len())
    } else {
        Err(format!(
            "stage {}: we have {} candidates in the count, they {}",
            ours.number,
            ours.votes.len(),
            theirs.votes.len()
        ))
    }
}

fn same(stage: &Stage, what: &str, ours: &str, theirs: Option<&String>) -> Result<(), String> {
    match theirs {
        Some(theirs) if theirs == ours => Ok(()),
        other => Err(format!(
            "stage {}, {what}: we have {ours}, they {}",
            stage.number,
            other.map_or("nothing", String::as_str)
        )),
    }
}
