//! Elections that this crate makes, checked by belenios-tool as Debian has it: `tests/belenios/install trixie sid`.
//!
//! The tool of trixie must be there; that of sid, sirona, and the booth built for Node are counted as ignored where they
//! are not.

#[path = "../made/mod.rs"]
mod made;
#[path = "../marked/mod.rs"]
mod marked;
mod tool;

use std::io::Cursor;

use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::randomness::system;
use hustings_seal::verify::{Outcome, Policy, Replacing, fast, literal};
use libtest_mimic::{Arguments, Failed, Trial};

use made::{DEFAULT, Made, Shape, TIME, motion, ranked};
use tool::{Booth, Sirona, Tool};

const SINGLES: [Shape; 2] = [Shape::Single, Shape::Single];
const THREE_OF_FIVE: [Shape; 2] = [
    Shape::Single,
    Shape::Threshold {
        threshold: 3,
        size: 5,
    },
];

/// An election to make.
#[derive(Clone, Copy)]
struct Plan {
    name: &'static str,
    questions: fn() -> Vec<Question>,
    shapes: &'static [Shape],
    voters: usize,
    /// How many of them vote a second time.
    replaced: usize,
    /// Who decrypts.
    decrypting: &'static [usize],
    /// Whether the booth seals.
    booth: bool,
}

const PLANS: [Plan; 9] = [
    plan(
        "one_ranked_question_and_5_voters",
        || vec![ranked("Leader", 5)],
        &DEFAULT,
        5,
        &[1, 2, 4],
    ),
    plan(
        "two_ranked_questions_and_100_voters",
        || vec![ranked("Leader", 5), ranked("Deputy", 30)],
        &SINGLES,
        100,
        &[1, 2],
    ),
    plan(
        "single_trustees_and_100_voters",
        || vec![ranked("Leader", 10)],
        &SINGLES,
        100,
        &[2, 1],
    ),
    plan(
        "a_motion_alone",
        || vec![motion(true), motion(false)],
        &DEFAULT,
        5,
        &[3, 4, 1],
    ),
    plan(
        "three_of_five_beside_a_mandatory_one",
        || vec![ranked("Leader", 3)],
        &THREE_OF_FIVE,
        5,
        &[1, 2, 4, 6],
    ),
    plan(
        "2000_voters",
        || vec![ranked("Leader", 4)],
        &DEFAULT,
        2000,
        &[1, 3, 4],
    ),
    Plan {
        replaced: 20,
        ..plan(
            "replaced_ballots_a_ranking_and_a_motion",
            || vec![ranked("Leader", 5), motion(true)],
            &DEFAULT,
            100,
            &[1, 2, 3],
        )
    },
    Plan {
        booth: true,
        ..plan(
            "ballots_sealed_by_the_booth",
            || vec![ranked("Leader", 5), motion(true), motion(false)],
            &DEFAULT,
            20,
            &[1, 2, 3],
        )
    },
    Plan {
        replaced: 1,
        ..plan(
            "everybody_abstains",
            || vec![ranked("Leader", 3), motion(true)],
            &SINGLES,
            3,
            &[2, 1],
        )
    },
];

const fn plan(
    name: &'static str,
    questions: fn() -> Vec<Question>,
    shapes: &'static [Shape],
    voters: usize,
    decrypting: &'static [usize],
) -> Plan {
    Plan {
        name,
        questions,
        shapes,
        voters,
        replaced: 0,
        decrypting,
        booth: false,
    }
}

fn main() {
    let tools = [Tool::required("trixie"), Tool::optional("sid")];
    let mut trials = Vec::new();
    for plan in PLANS {
        let missing = plan.booth && Booth::find().is_none();
        let trial = Trial::test(plan.name, move || check(plan, &tools));
        trials.push(trial.with_ignored_flag(missing));
    }
    trials.push(Trial::test("marked_papers", move || check_marked(&tools)));
    for tool in tools {
        let name = format!("the_tool_of_{}_refuses_a_changed_archive", tool.release());
        let trial = Trial::test(name, move || {
            refuses_a_change(|uuid, archive| tool.verify(uuid, archive))
        });
        trials.push(trial.with_ignored_flag(!tool.is_there()));
    }
    trials.push(
        Trial::test("sirona_refuses_a_changed_archive", || {
            let sirona = Sirona::find().ok_or("sirona is not installed")?;
            refuses_a_change(|uuid, archive| sirona.verify(uuid, archive))
        })
        .with_ignored_flag(Sirona::find().is_none()),
    );
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// That a verifier passes an archive means something: one byte of a ballot changed, it does not.
fn refuses_a_change(verify: impl Fn(&Uuid, &[u8]) -> Result<(), Failed>) -> Result<(), Failed> {
    let mut made = Made::new(&[ranked("Leader", 3)], &SINGLES, 3);
    (0..3).for_each(|voter| made.cast(voter, &[vec![1, 2, 3]]));
    let mut archive = made.close(2, &[1, 2], &Policy::default());
    let uuid = made.setup.election().uuid();
    verify(uuid, &archive)?;
    let ballot = made.ballots[1].text();
    let place = archive
        .windows(ballot.len())
        .position(|bytes| bytes == ballot);
    let digit = place.ok_or("the ballot is not in the archive")? + ballot.len() - 4;
    archive[digit] = if archive[digit] == b'1' { b'2' } else { b'1' };
    match verify(uuid, &archive) {
        Ok(()) => Err("the changed archive was passed".into()),
        Err(_) => Ok(()),
    }
}

/// What a voter seals beside a ranking spoils the paper here, and nothing there.
fn check_marked(tools: &[Tool]) -> Result<(), Failed> {
    let (made, archive) = marked::election();
    let report = fast(archive.as_slice(), &Policy::default(), &mut system())?;
    if literal(&archive, &Policy::default())? != report || !marked::are_spoilt(&report) {
        return Err(format!("{report:?}").into());
    }
    for tool in tools.iter().filter(|tool| tool.is_there()) {
        let uuid = made.setup.election().uuid();
        tool.verify(uuid, &archive)?;
        tool.verify_ballots(uuid, &setup_archive(&made), &made.ballots)?;
    }
    Ok(())
}

fn check(plan: Plan, tools: &[Tool]) -> Result<(), Failed> {
    let questions = (plan.questions)();
    let mut made = Made::new(&questions, plan.shapes, plan.voters);
    let abstain = plan.name == "everybody_abstains";
    let answers: Vec<Vec<Vec<u8>>> = (0..plan.voters + plan.replaced)
        .map(|number| {
            questions
                .iter()
                .map(|question| answer(question, if abstain { 0 } else { number }))
                .collect()
        })
        .collect();
    if plan.booth {
        let booth = Booth::find().ok_or("the booth is not built for Node")?;
        let texts = booth.seal(made.setup.election().text(), &made.credentials, &answers)?;
        for text in texts {
            let ballot = Ballot::parse(text.as_bytes(), made.setup.election())?;
            ballot.check(made.setup.election())?;
            made.ballots.push(ballot);
        }
    } else {
        for (number, answers) in answers.iter().enumerate() {
            made.cast(number % plan.voters, answers);
        }
    }
    let replacing = if plan.replaced > 0 {
        Replacing::LastCounts
    } else {
        Replacing::Refused
    };
    let policy = Policy {
        replacing,
        ..Policy::default()
    };
    let archive = made.close(2, plan.decrypting, &policy);
    let report = fast(archive.as_slice(), &policy, &mut system())?;
    if literal(&archive, &policy)? != report {
        return Err("the literal verifier reports something else".into());
    }
    outcomes_follow(
        &questions,
        &answers[plan.replaced..],
        report.outcomes.as_deref().unwrap_or_default(),
    )?;
    let uuid = made.setup.election().uuid();
    let singles = (plan.shapes.iter()).all(|shape| matches!(shape, Shape::Single));
    let one_ranking = made.setup.election().ranked_questions() <= 1;
    if let Some(sirona) = Sirona::find().filter(|_| singles && one_ranking) {
        sirona.verify(uuid, &archive)?;
    }
    // Of large elections one release of the tool checks each ballot, which takes it most of a minute.
    let tools = tools
        .iter()
        .take(if plan.voters > 100 { 1 } else { tools.len() });
    for tool in tools.filter(|tool| tool.is_there()) {
        tool.verify(uuid, &archive)?;
        tool.verify_ballots(uuid, &setup_archive(&made), &made.ballots)?;
    }
    Ok(())
}

/// The archive before any ballot: the tool refuses a ballot that its archive already has.
fn setup_archive(made: &Made) -> Vec<u8> {
    let archive = Archive::create(Cursor::new(Vec::new()), TIME, &made.setup);
    archive.map_or_else(|_| Vec::new(), |archive| archive.into_inner().into_inner())
}

/// The answer of a voter, which differs from voter to voter: a ranking that may stop early, or a choice.
fn answer(question: &Question, number: usize) -> Vec<u8> {
    let values = question.values();
    match question {
        Question::Ranked { .. } if number == 0 => vec![0; values],
        Question::Ranked { .. } => {
            let preferences = number % (values + 1);
            let mut ranks = vec![0; values];
            for (rank, index) in (1..).zip(0..preferences) {
                ranks[(index * 7 + number) % values.max(1)] = rank;
            }
            // Seven may share a factor with the number of candidates: then in their order.
            if ranks.iter().filter(|&&rank| rank > 0).count() != preferences {
                ranks = (1..).take(values).collect();
            }
            ranks
        }
        Question::Homomorphic { blank, .. } => {
            let start = usize::from(*blank && number > 0);
            let chosen = start + number % (values - start);
            (0..values).map(|value| u8::from(value == chosen)).collect()
        }
    }
}

/// What was opened is what was sealed, in another order.
fn outcomes_follow(
    questions: &[Question],
    answers: &[Vec<Vec<u8>>],
    outcomes: &[Outcome],
) -> Result<(), Failed> {
    for (index, (question, outcome)) in questions.iter().zip(outcomes).enumerate() {
        let of_question = answers.iter().map(|answers| &answers[index]);
        let holds = match outcome {
            Outcome::Papers(papers) => {
                let mut expected = std::collections::BTreeMap::new();
                for ranks in of_question {
                    *expected.entry(ranks.clone()).or_insert(0) += 1;
                }
                papers.rankings == expected && papers.spoilt.is_empty()
            }
            Outcome::Sums(sums) => {
                let mut expected = vec![0; question.values()];
                for choices in of_question {
                    expected
                        .iter_mut()
                        .zip(choices)
                        .for_each(|(sum, choice)| *sum += u64::from(*choice));
                }
                *sums == expected
            }
        };
        if !holds {
            return Err(format!("question {}: {outcome:?}", index + 1).into());
        }
    }
    Ok(())
}
