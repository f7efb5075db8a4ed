//! A tie that a public seed resolves is resolved the same way on every run and machine. The digests were made by
//! `printf '%s\n' "SEED" STAGE ID | sha256sum`.

use hustings_count::tie::Resort;
use hustings_count::transcript::{ResolvedBy, Tie};
use hustings_count::{Papers, Seats, Transcript, count};
use rstest::rstest;

use super::{complete, ids, papers, rule};

const SEED: &str = "4 8 15 16 23 42";
const TIES_PAGE: &str = include_str!("../../../../docs/rules/ties.md");

/// Two papers for each of them, which go no further: all are tied, stage after stage, until one is left.
fn all_tie(names: &[&str]) -> Papers {
    let lines: Vec<_> = (1..=names.len()).map(|n| format!("2 {n} 0")).collect();
    papers(names, &lines.join("\n"))
}

fn counted(papers: &Papers, seed: &str) -> Transcript {
    let ties = [Resort::EarlierStages, Resort::PublicSeed(seed.to_owned())];
    complete(count(papers, &rule("name = 'av'"), Seats::ONE, &ties, &[]).unwrap())
}

fn tie(transcript: &Transcript, stage: usize) -> &Tie {
    let tie = transcript.stages[stage - 1].action.tie.as_ref();
    tie.expect("all are tied")
}

/// Whoever has the smallest digest, as text: hexadecimal digits sort as the bytes that they stand for.
fn smallest<'a>(digests: &[(&'a str, &str)]) -> &'a str {
    digests.iter().min_by_key(|(_, digest)| *digest).unwrap().0
}

#[rstest]
#[case::all_four(1, &[
    ("ash", "5fa6d75fe5dc4052a93972db71fb0984a21766cf66a4e6755eb6ade1b9334047"),
    ("birch", "9b36b0098d42652f5214c6a9b00e2685f7ee473d492fc96cbffe6638286e4cf7"),
    ("cedar", "23cad4380f070db15f3bdf9ee34cd212e8fe975f2831a608ca69fdeeaa6d3835"),
    ("damson", "7882fe46fcbe196a6b4fd20edfdf86df0e906e32ddfeb936860c3e9f9e3601b6"),
], "cedar")]
#[case::three_are_left(2, &[
    ("ash", "0e1f692bacdda20e4b0f92103da01cff46682071485d5e25f086aa356b62a4ec"),
    ("birch", "c95c37a79fb6d55059e1f420ef2eb59921b5cf40e5230f3b55c930c7dd77564c"),
    ("damson", "860b68f4702824014e405492bd5ff248bdb4e79ad89e10ea0a9573ba0d1890a3"),
], "ash")]
#[case::two_are_left(3, &[
    ("birch", "34d9d5a3727baebce8fdd1fca1d0bdae91f6b4a43d4ebc4097721b7390cf8db0"),
    ("damson", "059e9464ad766f25d3f4a2dcc2a740185701929691ec86057befc93a41ec60d9"),
], "damson")]
fn of_those_tied_whoever_has_the_smallest_digest_is_chosen(
    #[case] stage: usize,
    #[case] digests: &[(&str, &str)],
    #[case] chosen: &str,
) {
    assert_eq!(smallest(digests), chosen);
    // In either order on the paper.
    for names in [
        ["Ash", "Birch", "Cedar", "Damson"],
        ["Damson", "Cedar", "Birch", "Ash"],
    ] {
        let transcript = counted(&all_tie(&names), SEED);
        let tie = tie(&transcript, stage);
        let among: Vec<_> = digests.iter().map(|(id, _)| *id).collect();
        assert_eq!(tie.among, ids(&among));
        assert_eq!(tie.chosen.as_str(), chosen);
        assert_eq!(tie.resolved_by, ResolvedBy::PublicSeed);
        assert_eq!(transcript.elected, ids(&["birch"]));
    }
}

/// The page prints a draw at the first stage among three with its digests, and says who is chosen.
#[test]
fn the_draw_on_the_page_is_the_one_that_is_made() {
    let (_, draw) = TIES_PAGE.split_once("   ```console\n   $ ").unwrap();
    let (draw, chosen) = draw.split_once("   ```\n").unwrap();
    let seed = draw.split('"').nth(1).unwrap();
    let digests: Vec<(&str, &str)> = draw
        .lines()
        .filter_map(|line| line.trim().split_once("  "))
        .map(|(digest, id)| (id, digest))
        .collect();
    let papers = all_tie(&["Ash", "Birch", "Cedar"]);
    let transcript = counted(&papers, seed);
    let tie = tie(&transcript, 1);
    let drawn: Vec<_> = digests.iter().map(|(id, _)| *id).collect();
    assert_eq!(tie.among, ids(&drawn));
    assert_eq!(tie.chosen.as_str(), smallest(&digests));
    assert!(
        chosen
            .trim()
            .starts_with(&format!("`{}` is chosen", tie.chosen))
    );
}
