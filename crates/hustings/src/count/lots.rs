//! Lots that people drew, and asking them to draw.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use hustings_count::tie::Lot;
use hustings_count::transcript::Purpose;
use hustings_count::{CandidateId, StageNumber};

use super::people::People;
use super::ties::{StageAndCandidate, stage_number};
use crate::failure::Failure;
use crate::files;

/// The columns of a file of lots.
const HEADER: &str = "stage,among,chosen";

/// The lots that were drawn, from the command line and from a file.
pub(super) struct Drawn<'a> {
    people: People<'a>,
    /// Those of the command line do not say among whom they were drawn.
    lots: Vec<DrawnLot>,
    file: Option<PathBuf>,
}

struct DrawnLot {
    stage: StageNumber,
    among: Option<Vec<CandidateId>>,
    chosen: CandidateId,
}

impl<'a> Drawn<'a> {
    pub(super) fn read(
        given: &[StageAndCandidate],
        file: Option<&Path>,
        people: People<'a>,
    ) -> Result<Self, Failure> {
        let given = given.iter().map(|(stage, chosen)| {
            Ok(DrawnLot {
                stage: *stage,
                among: None,
                chosen: people.find(chosen, "--lot")?,
            })
        });
        let mut lots = given.collect::<Result<Vec<DrawnLot>, Failure>>()?;
        if let Some(path) = file {
            lots.extend(of_file(path)?);
        }
        let mut stages = BTreeSet::new();
        if let Some(twice) = lots.iter().find(|lot| !stages.insert(lot.stage)) {
            return Err(Failure::NotPossible(format!(
                "two lots are given for stage {}, and a stage chooses one candidate; take one out",
                twice.stage
            )));
        }
        Ok(Self {
            people,
            lots,
            file: file.map(Path::to_owned),
        })
    }

    /// The lot of a stage at which these are tied, if it was drawn.
    pub(super) fn lot(
        &self,
        stage: StageNumber,
        among: Vec<CandidateId>,
        to: Purpose,
    ) -> Result<Lot, Failure> {
        let Some(drawn) = self.lots.iter().find(|lot| lot.stage == stage) else {
            return Err(self.needed(stage, &among, to));
        };
        Ok(Lot {
            stage,
            among: drawn.among.clone().unwrap_or(among),
            chosen: drawn.chosen.clone(),
        })
    }

    /// What is wrong if a lot is left that nobody asked for.
    pub(super) fn not_called_for(&self, taken: &[Lot]) -> Option<Failure> {
        let idle = |lot: &&DrawnLot| taken.iter().all(|taken| taken.stage != lot.stage);
        let stage = self.lots.iter().find(idle)?.stage;
        Some(Failure::NotPossible(format!(
            "a lot is given for stage {stage}, and there is no tie at stage {stage} that needs one; take the lot out"
        )))
    }

    fn needed(&self, stage: StageNumber, among: &[CandidateId], to: Purpose) -> Failure {
        let ids: Vec<&str> = among.iter().map(CandidateId::as_str).collect();
        let file = self.file.as_ref().map_or_else(
            || format!("or keep a file for --lots with the lines “{HEADER}” and"),
            |path| format!("or add to {}", path.display()),
        );
        Failure::PersonNeeded(format!(
            "stage {stage}: {} are tied {}, and no earlier resort parts them; draw a lot among exactly them, and count again with --lot {stage}=ID of the one {}, {file} “{stage},{},ID”",
            self.people.list(among),
            tied(to),
            falls_on(to),
            ids.join(" ")
        ))
    }
}

fn tied(to: Purpose) -> &'static str {
    match to {
        Purpose::Exclude => "for exclusion",
        Purpose::Elect => "for election",
        Purpose::TransferFirst => "for the highest surplus",
    }
}

fn falls_on(to: Purpose) -> &'static str {
    match to {
        Purpose::Exclude => "whom it excludes",
        Purpose::Elect => "whom it elects",
        Purpose::TransferFirst => "whose surplus goes first",
    }
}

/// A tie for which no resort is left.
pub(super) fn unresolvable(
    people: People<'_>,
    stage: StageNumber,
    among: &[CandidateId],
    to: Purpose,
) -> Failure {
    Failure::PersonNeeded(format!(
        "stage {stage}: {} are tied {}, and --ties leaves nothing to resolve it; add lots, declared-order or public-seed to it",
        people.list(among),
        tied(to)
    ))
}

fn of_file(path: &Path) -> Result<Vec<DrawnLot>, Failure> {
    // Spreadsheets write a byte order mark.
    let text = files::read_text(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let refuse = |line: usize, why: String| Failure::refused(path, format!("line {line}: {why}"));
    let mut lines = text.lines().zip(1..);
    match lines.next() {
        Some((header, _)) if header.trim() == HEADER => {}
        _ => {
            return Err(refuse(
                1,
                format!("the first line must be “{HEADER}”; add it"),
            ));
        }
    }
    let lots = lines.filter(|(line, _)| !line.trim().is_empty());
    lots.map(|(line, number)| lot(line).map_err(|why| refuse(number, why)))
        .collect()
}

/// `2,birch cedar,birch`.
fn lot(line: &str) -> Result<DrawnLot, String> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [stage, among, chosen] = cells.as_slice() else {
        return Err("write three cells: the stage, the ids among whom it was drawn with a space between, and on whom it fell".to_owned());
    };
    let id = |text: &str| {
        text.parse::<CandidateId>()
            .map_err(|error| error.to_string())
    };
    let among: Result<Vec<_>, _> = among.split_whitespace().map(id).collect();
    Ok(DrawnLot {
        stage: stage_number(stage)?,
        among: Some(among?),
        chosen: id(chosen)?,
    })
}
