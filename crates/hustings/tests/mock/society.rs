//! A society that does not exist: its rules, its electors, and how each of them votes.

/// How a section's electors vote, if they do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// A ballot that counts.
    Online,
    /// A ballot that a ruling removes.
    Removed,
    /// A ballot, and then a paper, which is set aside.
    OnlineThenPost,
    /// A paper that counts.
    Post,
    /// A paper, and then a ballot, which is refused.
    PostThenOnline,
    /// A paper without a signature.
    Rejected,
    /// Not at all.
    Abstains,
}

/// An elector.
#[derive(Clone, Debug)]
pub struct Elector {
    pub id: String,
    pub section: &'static str,
    pub by_post: bool,
    pub way: Way,
    /// The rank of each nominee for leader: Ada Ash, Bo Birch, Cy Cedar.
    pub leader: Vec<u8>,
    /// The rank of each nominee for deputy: Di Elm, Ed Fir.
    pub deputy: Vec<u8>,
}

/// Sections with how many of their electors vote online and by post.
pub const SECTIONS: [(&str, usize, usize); 3] = [
    ("members", 550, 50),
    ("affiliates", 260, 20),
    ("supporters", 110, 10),
];

pub const RULEBOOK: &str = include_str!("rulebook.toml");

/// All 1,000 of them. The two candidates for deputy have as many votes as each other, so that lots must be drawn.
pub fn electors() -> Vec<Elector> {
    let mut electors = Vec::new();
    for (section, online, post) in SECTIONS {
        for number in 0..online + post {
            let by_post = number >= online;
            electors.push(Elector {
                id: format!("{}{number:03}", section[..1].to_uppercase()),
                section,
                by_post,
                way: way(number, by_post, number - online.min(number)),
                leader: leader(section, number),
                deputy: vec![1, 0],
            });
        }
    }
    share_deputy(&mut electors);
    electors
}

fn way(number: usize, by_post: bool, place: usize) -> Way {
    match (by_post, number % 5) {
        (true, _) if place == 0 => Way::Rejected,
        (true, _) if place == 1 => Way::PostThenOnline,
        (true, _) if place % 4 == 3 => Way::Abstains,
        (true, _) => Way::Post,
        (false, 4) => Way::Abstains,
        (false, _) if number == 2 => Way::Removed,
        (false, _) if number == 7 => Way::OnlineThenPost,
        (false, _) => Way::Online,
    }
}

/// Rankings of three, some of them short, one blank, one that is no ranking.
fn leader(section: &str, number: usize) -> Vec<u8> {
    match (section, number) {
        ("members", 11) => vec![1, 1, 0],
        ("members", 12) => vec![0, 0, 0],
        _ => match number % 7 {
            0 | 1 => vec![1, 2, 3],
            2 => vec![1, 0, 0],
            3 => vec![2, 1, 0],
            5 => vec![3, 1, 2],
            _ => vec![0, 2, 1],
        },
    }
}

impl Elector {
    /// Whether the votes are in the count.
    pub fn counts(&self) -> bool {
        matches!(
            self.way,
            Way::Online | Way::OnlineThenPost | Way::Post | Way::PostThenOnline
        )
    }
}

/// Votes for deputy are given in turn; of an odd number the last abstains.
fn share_deputy(electors: &mut [Elector]) {
    let counting = electors.iter().filter(|elector| elector.counts()).count();
    let counted = electors.iter_mut().filter(|elector| elector.counts());
    for (place, elector) in counted.enumerate() {
        elector.deputy = match place % 2 {
            _ if place + 1 == counting && counting % 2 == 1 => vec![0, 0],
            0 => vec![1, 0],
            _ => vec![2, 1],
        };
    }
}

/// How many electors vote in one of these ways.
pub fn number_of(electors: &[Elector], section: Option<&str>, ways: &[Way]) -> usize {
    electors
        .iter()
        .filter(|elector| section.is_none_or(|section| elector.section == section))
        .filter(|elector| ways.contains(&elector.way))
        .count()
}

/// First preferences for a post's nominees, of those who count: what the declaration must show, found without the program.
pub fn first_preferences(
    electors: &[Elector],
    of: impl Fn(&Elector) -> &Vec<u8>,
    nominees: usize,
) -> Vec<usize> {
    let mut votes = vec![0; nominees];
    for elector in electors.iter().filter(|elector| elector.counts()) {
        let ranks = of(elector);
        let mut first = (0..).zip(ranks).filter(|(_, rank)| **rank == 1);
        if let (Some((first, _)), None) = (first.next(), first.next()) {
            votes[first] += 1;
        }
    }
    votes
}

/// The roll as a membership database exports it.
pub fn roll(electors: &[Elector]) -> String {
    let mut csv = "elector,name,section,channel,email,address,joined\n".to_owned();
    for Elector {
        id,
        section,
        by_post,
        ..
    } in electors
    {
        let channel = if *by_post { "post" } else { "online" };
        let email = if *by_post {
            String::new()
        } else {
            format!("{}@example.org", id.to_lowercase())
        };
        csv.push_str(&format!(
            "{id},Elector {},{section},{channel},{email},{id} High Street,2020-01-01\n",
            words(id)
        ));
    }
    csv
}

/// A name that no other elector's is like.
fn words(id: &str) -> String {
    id.chars()
        .map(|character| match character {
            '0' => "Zero",
            '1' => "Unity",
            '2' => "Twain",
            '3' => "Tierce",
            '4' => "Fourth",
            '5' => "Quint",
            '6' => "Sextant",
            '7' => "Heptad",
            '8' => "Octave",
            '9' => "Novena",
            'M' => "Mem",
            'A' => "Aff",
            _ => "Sup",
        })
        .collect::<Vec<_>>()
        .join(" ")
}
