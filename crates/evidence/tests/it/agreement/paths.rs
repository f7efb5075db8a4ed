//! One election counted by both paths from the same bytes, lots drawn as they are asked for.

use hustings_count::rule::Rule;
use hustings_count::tie::{Lot, Resort};
use hustings_count::{Outcome, Papers, Seats, count, read};
use hustings_recount::{Lot as OtherLot, NotCounted, count_again};
use serde_json::Value;

/// Not in the order of their ids, which is not that of the paper.
const NAMES: [&str; 8] = [
    "Elder", "Birch", "Hazel", "Ash", "Damson", "Gorse", "Cedar", "Fir",
];

/// The ids that the candidates of [`file`] come to have.
pub fn ids() -> Vec<String> {
    NAMES.iter().map(|name| name.to_lowercase()).collect()
}

/// Papers as a file: how many, and their preferences from 1.
pub fn file(candidates: usize, lines: &[(u64, Vec<usize>)]) -> String {
    let mut file = format!("{candidates} 1\n");
    for (papers, ranking) in lines {
        let preferences: String = ranking.iter().map(|place| format!("{place} ")).collect();
        file += &format!("{papers} {preferences}0\n");
    }
    let names: String = NAMES[..candidates]
        .iter()
        .map(|name| format!("\"{name}\"\n"))
        .collect();
    file + "0\n" + &names + "\"Trees\"\n"
}

/// An election, and how whoever draws its lots draws.
pub struct Election<'a> {
    pub file: &'a str,
    pub rule: Rule,
    pub seats: u32,
    pub ties: Vec<Resort>,
    pub draws: &'a [usize],
}

impl Election<'_> {
    /// The transcript on which both paths agree (`None` if both refuse), or how they differ.
    pub fn counted_alike(&self) -> Result<Option<Value>, String> {
        let papers = read::read(self.file.as_bytes()).map_err(|error| error.to_string())?;
        let (mut lots, mut others) = (Vec::new(), Vec::new());
        let mut draws = self.draws.iter().copied().chain(std::iter::repeat(0));
        loop {
            let first = self.first(&papers, &lots);
            let second = self.second(&others);
            let tied = match (first, second) {
                (Ok(Outcome::Complete(first)), Ok(second)) => {
                    let first = json(&first);
                    return if first == second {
                        Ok(Some(first))
                    } else {
                        Err(format!("{first:#}\n\nthe second path: {second:#}"))
                    };
                }
                (Ok(Outcome::LotsRequired { stage, among, .. }), Err(second)) => {
                    let ids = among.iter().map(ToString::to_string).collect();
                    let (number, alike) = (u64::from(stage.get()), ids);
                    let asked = NotCounted::LotsRequired {
                        stage: number,
                        among: alike,
                    };
                    if second != asked {
                        return Err(format!("{asked}\n\nthe second path: {second}"));
                    }
                    (stage, among)
                }
                (
                    Ok(Outcome::Unresolvable { stage, .. }),
                    Err(NotCounted::NoResortLeft { stage: other, .. }),
                ) if u64::from(stage.get()) == other => return Ok(None),
                (Err(_), Err(_)) => return Ok(None),
                (first, second) => {
                    return Err(format!("{first:#?}\n\nthe second path: {second:#?}"));
                }
            };
            let (stage, among) = tied;
            let chosen = among[draws.next().unwrap_or(0) % among.len()].clone();
            others.push(OtherLot {
                stage: u64::from(stage.get()),
                among: among.iter().map(ToString::to_string).collect(),
                chosen: chosen.to_string(),
            });
            lots.push(Lot {
                stage,
                among,
                chosen,
            });
        }
    }

    fn first(&self, papers: &Papers, lots: &[Lot]) -> Result<Outcome, String> {
        count(papers, &self.rule, Seats(self.seats), &self.ties, lots)
            .map_err(|error| error.to_string())
    }

    fn second(&self, lots: &[OtherLot]) -> Result<Value, NotCounted> {
        let ties: Vec<Value> = self.ties.iter().map(json).collect();
        let rule = json(&self.rule);
        count_again(
            self.file.as_bytes(),
            &rule,
            u64::from(self.seats),
            &ties,
            lots,
        )
    }
}

fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("what the first path writes is JSON")
}
