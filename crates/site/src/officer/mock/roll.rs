//! The roll of a mock poll: the testers, section by section in turn, and as many made-up electors as the rulebook asks for.

use hustings_rulebook::Rulebook;

use super::testers::Tester;

/// As many electors as are made up.
pub(super) const MOST_MADE_UP: u64 = 10_000;

/// A roll of testers.
#[derive(Debug)]
pub(super) struct Roll {
    /// As a file.
    pub(super) file: String,
    /// How many electors are made up.
    pub(super) made_up: u64,
}

/// How many electors each section must have, and of how many sections, where a roll without sections has one.
pub(super) fn needed(rulebook: &Rulebook) -> (u64, u64) {
    let smallest = rulebook.roll.smallest_reported_section;
    let sections = rulebook.roll.sections.len().max(1) as u64;
    // A section of nobody has a box of nothing.
    (smallest.unwrap_or(1).max(1), sections)
}

/// Makes the roll; nothing where more electors would have to be made up than are. `nobody` names the one of a number.
pub(super) fn make(
    testers: &[Tester],
    rulebook: &Rulebook,
    nobody: impl Fn(u64) -> String,
) -> Option<Roll> {
    let (smallest, sections) = needed(rulebook);
    let testing = |section: u64| {
        let all = testers.len() as u64;
        all / sections + u64::from(section < all % sections)
    };
    let missing = |section| smallest.saturating_sub(testing(section));
    let all = (0..sections).map(missing).fold(0, u64::saturating_add);
    if all > MOST_MADE_UP {
        return None;
    }
    let ids = &rulebook.roll.sections;
    let id = |section: u64| {
        let section = usize::try_from(section).unwrap_or_default();
        ids.get(section).map_or("", |section| section.id.as_str())
    };
    // What an elector is asked at sign-in, a tester answers with her address, which she knows, and nobody else on the roll has.
    let asked = rulebook.ballot.second_factor.is_some();
    let mut file = "elector,name,email,section".to_owned();
    file.push_str(if asked { ",answer\n" } else { "\n" });
    for (number, tester) in (1_u64..).zip(testers) {
        let section = id((number - 1) % sections);
        let (name, email) = (tester.name.as_str(), tester.email.as_str());
        let cells = [&format!("T{number:03}"), name, email, section];
        line(&mut file, &cells, asked.then_some(email));
    }
    let mut made_up = 0;
    for section in 0..sections {
        for _ in 0..missing(section) {
            made_up += 1;
            let (number, name) = (format!("N{made_up:04}"), nobody(made_up));
            let cells = [&number, name.as_str(), "", id(section)];
            line(&mut file, &cells, asked.then_some(&number));
        }
    }
    Some(Roll { file, made_up })
}

/// A line of cells, in quotation marks, so that whatever stands in one stays there.
fn line(file: &mut String, cells: &[&str], answer: Option<&str>) {
    let cells = cells.iter().copied().chain(answer);
    let cells = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    file.push_str(&cells.collect::<Vec<_>>().join(","));
    file.push('\n');
}

#[cfg(test)]
mod tests {
    use hustings_roll::UnknownColumns;

    use super::*;

    fn rulebook(roll: &str) -> Rulebook {
        let branch = include_str!("../../../rulebooks/branch.toml");
        let text = branch.replace("[roll]\nfreeze = 2027-03-15\n", roll);
        assert_ne!(text, branch);
        Rulebook::parse(&text).expect("it reads")
    }

    fn testers(names: &[&str]) -> Vec<Tester> {
        let tester = |(number, name): (usize, &&str)| Tester {
            name: name.parse().expect("it is a name"),
            email: format!("t{number}@example.org").parse().expect("it is one"),
        };
        names.iter().enumerate().map(tester).collect()
    }

    fn read(roll: &Roll, rulebook: &Rulebook) -> hustings_roll::Roll {
        let read = hustings_roll::read(roll.file.as_bytes(), rulebook, UnknownColumns::Refuse);
        read.expect("the roll reads").roll
    }

    #[test]
    fn every_section_has_testers_in_turn_and_is_filled_up_to_what_the_rulebook_asks_for() {
        let rulebook = rulebook(
            "[roll]\nsmallest_reported_section = 4\n\
             [[roll.section]]\nid = \"north\"\ntitle = \"North\"\n\
             [[roll.section]]\nid = \"south\"\ntitle = \"South\"\n",
        );
        let roll = make(&testers(&["Ann", "Bob", "Cy"]), &rulebook, |number| {
            format!("Nobody {number}")
        });
        let roll = roll.expect("so few are made up");
        assert_eq!(roll.made_up, 5);
        let read = read(&roll, &rulebook);
        let of = |section: &str| {
            let all = read.electors().filter(|elector| {
                let own = elector.section.as_ref();
                own.is_some_and(|own| own.as_str() == section)
            });
            let all = all.map(|elector| elector.name.as_str().to_owned());
            let mut all: Vec<String> = all.collect();
            all.sort();
            all
        };
        assert_eq!(of("north"), ["Ann", "Cy", "Nobody 1", "Nobody 2"]);
        assert_eq!(of("south"), ["Bob", "Nobody 3", "Nobody 4", "Nobody 5"]);
        assert!(read.rejected().is_empty() && read.matches().is_empty());
    }

    #[test]
    fn a_name_stays_in_its_cell() {
        let rulebook = rulebook("[roll]\n");
        let names = ["Ann \"A\", x", "=1+1,\"\"", "<script>"];
        let roll = make(&testers(&names), &rulebook, |_| String::new()).expect("nobody is");
        assert_eq!(roll.made_up, 0);
        let read = read(&roll, &rulebook);
        let read: Vec<&str> = read.electors().map(|one| one.name.as_str()).collect();
        assert_eq!(read, names);
    }

    #[test]
    fn what_is_asked_at_sign_in_a_tester_answers_with_her_address() {
        let asking = "[roll]\nsmallest_reported_section = 3\n";
        let branch = include_str!("../../../rulebooks/branch.toml")
            .replace("[roll]\nfreeze = 2027-03-15\n", asking)
            .replace("[ballot]\n", "[ballot]\nsecond_factor = \"Your number\"\n");
        let rulebook = Rulebook::parse(&branch).expect("it reads");
        let roll = make(&testers(&["Ann", "Bob"]), &rulebook, |_| {
            "Nobody".to_owned()
        });
        let read = read(&roll.expect("one is made up"), &rulebook);
        assert!(read.rejected().is_empty());
        let ann = read
            .electors()
            .find(|elector| elector.name.as_str() == "Ann");
        let answer = ann.and_then(|ann| ann.answer.as_ref());
        assert!(hustings_roll::Answer::is_given(answer, "T0@example.org"));
    }

    #[test]
    fn a_rulebook_that_asks_for_a_multitude_is_not_filled_up() {
        let rulebook = rulebook("[roll]\nsmallest_reported_section = 18446744073709551615\n");
        assert!(make(&testers(&["Ann", "Bob"]), &rulebook, |_| String::new()).is_none());
    }
}
