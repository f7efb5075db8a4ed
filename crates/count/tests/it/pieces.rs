//! Files in pieces, files that were written and files that were changed: properties of reading.

use hustings_count::papers::CandidateIndex;
use hustings_count::read::{Options, PapersFile, ReadError};
use hustings_count::{Papers, Seats, write};
use proptest::collection::vec;
use proptest::prelude::*;

use super::axioms::reading;
use super::{candidates, records};

/// A file of each format, with what its dialects allow.
const FILES: [&str; 8] = [
    "3 1\n9 1 2 0\n5 2 3 0\n1 0\n9 1 2 0\n0\n\"Ada\"\n\"Bo\"\n\"Cy\"\n\"Title\"\n",
    "\u{feff}# 2026\r\n3 2\r\n-2\r\n[nick a b c]\r\n[tie c b a]\r\n1 a b 0\r\n1 c 0 # one\r\n\r\n0\r\n\"Ada\" \"Greens\"\r\n\"Bo\"\r\n\"Cy\"\r\n\"Title\"\r\n\"Source\"\r\n\"Comment\"\r\nand more",
    "2 1\n(B-1) 1 2 0\n(B-2) 2 0\n(B-3) 2 1 0\n0\n\"Ada\"\n\"Bo\"\n\"Title\"\n",
    "# TITLE: Title\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 6\n# ALTERNATIVE NAME 1: Ada\n# ALTERNATIVE NAME 2: Bo\n3: 1,2\n2: 2\n1:\n",
    "papers,first,second\n3,Ada,\"Bo, jr\"\n2,\"Bo, jr\",\n1,,\n\n",
    "id,Ada,Bo\n1,1,2\n2,2,1\n3,,\n",
    "2 1\n123456789 1 2 0\n1234567 1 2 0\n12345678 1 2 0\n1 2 1 0\n0\n\"Ada\"\n\"Bo\"\n\"A title that is longer than a window\"",
    "{\"CVR\": [{\"CurrentSnapshotId\": \"s\", \"CVRSnapshot\": [{\"@id\": \"s\", \"CVRContest\": [{\"ContestId\": \"c\", \"CVRContestSelection\": [{\"ContestSelectionId\": \"a\", \"SelectionPosition\": [{\"HasIndication\": \"yes\", \"NumberVotes\": 1, \"Rank\": 1}]}]}]}]}], \"Election\": [{\"Candidate\": [{\"@id\": \"p\", \"Name\": \"Ada\"}], \"Contest\": [{\"@id\": \"c\", \"ContestSelection\": [{\"@id\": \"a\", \"CandidateIds\": [\"p\"]}]}]}]}",
];

fn in_pieces(bytes: &[u8], lengths: &[usize]) -> Result<PapersFile, ReadError> {
    reading::in_pieces(&Options::default(), bytes, lengths)
}

fn at_once(bytes: &[u8]) -> Result<PapersFile, ReadError> {
    in_pieces(bytes, &[usize::MAX])
}

#[test]
fn the_files_are_good() {
    for file in FILES {
        at_once(file.as_bytes()).unwrap_or_else(|error| panic!("{error}: {file}"));
    }
}

// Were anything looked at again with every piece or line, these would take minutes.
#[test]
fn long_beginnings_and_long_lines_in_small_pieces_are_read_in_no_time() {
    let blt = FILES[0];
    let beginnings = [
        "\n".repeat(1 << 20),
        "# comment\n".repeat(1 << 17),
        format!("#{}\n", " ".repeat(1 << 20)),
    ];
    for beginning in beginnings {
        let file = in_pieces(format!("{beginning}{blt}").as_bytes(), &[100]).unwrap();
        assert_eq!(file.papers.counted().get(), 23);
    }
    let json = FILES[7].replacen('{', &format!("{{{}", " ".repeat(1 << 20)), 1);
    let file = in_pieces(json.as_bytes(), &[100]).unwrap();
    assert_eq!(file.papers.counted().get(), 1);
}

fn changed() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..4_u8);
    let a_byte_of_papers = prop::sample::select(b"0123456789 -=#\"(){}[],:;\r\n\tA".to_vec());
    let changes = vec((change, a_byte_of_papers), 0..4);
    (0..FILES.len(), changes).prop_map(|(file, changes)| {
        let mut bytes = FILES[file].as_bytes().to_vec();
        for ((place, byte, kind), likely) in changes {
            let place = place.index(bytes.len().max(1));
            match kind {
                0 => bytes.truncate(place),
                1 => bytes.insert(place.min(bytes.len()), likely),
                2 if place < bytes.len() => bytes[place] = byte,
                _ if place < bytes.len() => bytes[place] = likely,
                _ => {}
            }
        }
        bytes
    })
}

/// Papers of four candidates.
fn some_papers() -> impl Strategy<Value = Papers> {
    let ranking = Just((0..4).collect::<Vec<usize>>()).prop_shuffle();
    vec((ranking, 0..=4_usize, 1..1_000_u64), 1..40).prop_map(|rankings| {
        let four = [("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy"), ("dee", "Dee")];
        let mut papers = Papers::new(candidates(&four)).unwrap();
        for (order, length, number) in rankings {
            let preferences = order[..length].iter();
            let ranking: Vec<_> = preferences
                .map(|place| CandidateIndex::new(*place).unwrap())
                .collect();
            papers.add(&ranking, number).unwrap();
        }
        papers
    })
}

fn choices() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), reading::CHOICES)
}

proptest! {
    #[test]
    fn a_file_reads_the_same_in_pieces_however_it_is_read_and_what_is_refused_has_a_place_in_it(
        choices in choices(),
        bytes in changed(),
    ) {
        reading::never_panics(&[choices, bytes].concat());
    }

    #[test]
    fn so_does_a_file_with_a_configuration(
        choices in choices(),
        papers in changed(),
        change in prop::option::weighted(0.3, (any::<prop::sample::Index>(), any::<u8>())),
    ) {
        let mut config = records::CONFIG.as_bytes().to_vec();
        if let Some((place, byte)) = change {
            let place = place.index(config.len());
            config[place] = byte;
        }
        let configured = [&[1], &choices[1..], &config, &[0], &papers].concat();
        reading::never_panics(&configured);
    }

    #[test]
    fn papers_that_are_written_are_read_again(papers in some_papers()) {
        let blt = write::blt::write(&papers, Seats::ONE, "T").unwrap();
        prop_assert_eq!(&at_once(blt.as_bytes()).unwrap().papers, &papers);
        let preflib = write::preflib::write(&papers, "T").unwrap();
        prop_assert_eq!(&at_once(preflib.as_bytes()).unwrap().papers, &papers);
    }
}
