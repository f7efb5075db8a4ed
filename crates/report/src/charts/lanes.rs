//! Lanes of the flow: one for each candidate and one for papers that no longer count, each with room for its largest
//! pile and for its words.

use hustings_count::CandidateId;
use hustings_count::transcript::Transcript;

use super::measure::{LINE, NARROWEST, lines, scaled, width};
use crate::deeds::Mark;
use crate::movement::{Pile, changes, drawn, votes_of};
use crate::words;

/// The height of all papers, in hundredths of an em.
const PAPERS: u64 = 1_500;
/// What is drawn of a pile or of a flow at the least, so that none vanishes.
const LEAST: u64 = 5;
const ROW: u64 = 130;
/// Gains stand below the votes as long as there are no more candidates than this; then only in the table.
const CANDIDATES_WITH_GAINS: usize = 8;

/// A candidate's lane, or that of the papers which no longer count.
pub(super) struct Lane<'a> {
    pub(super) pile: Pile<'a>,
    pub(super) elected: bool,
    /// Name and what became of the candidate, in lines.
    pub(super) words: Vec<String>,
    /// At each stage; `None` where the candidate is not in the count.
    pub(super) piles: Vec<Option<At>>,
    /// Whether gains stand below the votes.
    pub(super) with_gains: bool,
    /// Where the piles begin.
    pub(super) top: u64,
    /// Where the lane's words begin.
    pub(super) words_top: u64,
}

/// A pile at a stage.
pub(super) struct At {
    /// As high as it is drawn.
    pub(super) height: u64,
    pub(super) votes: String,
    /// Empty where nothing was gained.
    pub(super) gain: String,
    /// How much of the height was there at the stage before.
    pub(super) kept: u64,
}

/// The lanes from top to bottom and where the last one ends: those who stayed longest first, so that papers of an
/// excluded candidate flow upwards; papers that no longer count last.
pub(super) fn lanes(transcript: &Transcript, top: u64) -> (Vec<Lane<'_>>, u64) {
    let mut order: Vec<(usize, u64, usize)> = transcript
        .candidates
        .iter()
        .enumerate()
        .map(|(place, candidate)| {
            let stages = transcript.stages.iter();
            let stayed = stages.filter(|stage| stage.votes.contains_key(&candidate.id));
            let last = stayed
                .clone()
                .next_back()
                .and_then(|stage| votes_of(stage, &candidate.id));
            (stayed.count(), last.as_ref().map_or(0, drawn), place)
        })
        .collect();
    order.sort_by_key(|&(stages, votes, place)| (std::cmp::Reverse((stages, votes)), place));

    let mut lanes = Vec::new();
    let mut y = top;
    let candidates = order
        .iter()
        .filter_map(|&(_, _, place)| transcript.candidates.get(place));
    let piles = candidates
        .map(|c| (Some(&c.id), c.name.as_str()))
        .chain([(None, "Non-transferable")]);
    for (pile, name) in piles {
        let lane = Lane::of(transcript, pile, name, y);
        if pile.is_some() || lane.piles.iter().flatten().any(|at| at.height > 0) {
            y = lane.bottom();
            lanes.push(lane);
        }
    }
    (lanes, y)
}

impl<'a> Lane<'a> {
    fn of(transcript: &Transcript, pile: Pile<'a>, name: &str, words_top: u64) -> Self {
        let words = match pile.and_then(|id| fate(transcript, id)) {
            Some(fate) => format!("{name}, {fate}"),
            None => name.to_owned(),
        };
        let piles: Vec<Option<At>> = (0..transcript.stages.len())
            .map(|stage| At::of(transcript, pile, stage))
            .collect();
        let with_gains = transcript.candidates.len() <= CANDIDATES_WITH_GAINS
            && piles.iter().flatten().any(|at| !at.gain.is_empty());
        let words = lines(&words, LINE);
        let rows = words.len() + 1 + usize::from(with_gains);
        let top = words_top + ROW * u64::try_from(rows).unwrap_or(0) + 60;
        Self {
            pile,
            elected: pile.is_some_and(|id| transcript.elected.contains(id)),
            words,
            piles,
            with_gains,
            top,
            words_top,
        }
    }

    /// The baselines of the lane's words, of its votes and of its gains.
    pub(super) fn baseline(&self, row: usize) -> u64 {
        self.words_top + ROW * (u64::try_from(row).unwrap_or(0) + 1)
    }

    fn bottom(&self) -> u64 {
        self.top
            + self
                .piles
                .iter()
                .flatten()
                .map(|at| at.height)
                .max()
                .unwrap_or(0)
            + 20
    }

    /// Stages whose figures find room without touching each other at the narrowest, from first to last: the first and
    /// the last of the lane, then from left to right as many as fit.
    pub(super) fn labelled(&self) -> Vec<usize> {
        let present: Vec<usize> = self
            .piles
            .iter()
            .enumerate()
            .filter_map(|(stage, at)| at.as_ref().map(|_| stage))
            .collect();
        let columns = u64::try_from(self.piles.len().saturating_sub(1))
            .unwrap_or(1)
            .max(1);
        let center = |stage: usize| u64::try_from(stage).unwrap_or(0) * NARROWEST / columns;
        let wide = |stage: usize| {
            let at = self.piles.get(stage).and_then(Option::as_ref);
            at.map_or(0, |at| width(&at.votes).max(width(&at.gain)))
        };
        // Whether two labels are apart, whichever way they are anchored: at an edge a label has all of its width on
        // one side.
        let side = |stage: usize| {
            if stage == 0 || stage + 1 == self.piles.len() {
                wide(stage)
            } else {
                wide(stage) / 2
            }
        };
        let apart = |a: usize, b: usize| center(a) + side(a) + 60 + side(b) <= center(b);
        let (Some(&first), Some(&last)) = (present.first(), present.last()) else {
            return Vec::new();
        };
        let mut kept = vec![first];
        for &stage in present
            .iter()
            .filter(|stage| **stage > first && **stage < last)
        {
            if kept.last().is_some_and(|before| apart(*before, stage)) && apart(stage, last) {
                kept.push(stage);
            }
        }
        if last > first && kept.last().is_some_and(|before| apart(*before, last)) {
            kept.push(last);
        }
        kept
    }
}

impl At {
    fn of(transcript: &Transcript, pile: Pile<'_>, stage: usize) -> Option<Self> {
        let at = transcript.stages.get(stage)?;
        let votes = match pile {
            Some(id) => votes_of(at, id)?,
            None => at.non_transferable.clone(),
        };
        let gained = changes(transcript, stage).remove(&pile).unwrap_or_default();
        let papers = transcript.papers.get();
        Some(Self {
            height: height(drawn(&votes), papers),
            kept: scaled(
                drawn(&votes).saturating_sub(drawn(&gained.gain())),
                papers,
                PAPERS,
            ),
            votes: words::votes(&votes),
            gain: gained.in_words(),
        })
    }
}

/// The height of so many papers.
pub(super) fn height(papers: u64, all: u64) -> u64 {
    if papers == 0 {
        0
    } else {
        scaled(papers, all, PAPERS).max(LEAST)
    }
}

/// What became of a candidate.
fn fate(transcript: &Transcript, id: &CandidateId) -> Option<String> {
    let mut stages = transcript.stages.iter();
    stages.find_map(|stage| {
        let word = match Mark::of(stage, id)? {
            Mark::Surplus => return None,
            mark => mark.word(),
        };
        Some(format!("{word} at stage {}", stage.number))
    })
}
