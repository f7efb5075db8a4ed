//! Charts say what the transcript says.

use hustings_count::{CandidateId, Transcript};
use hustings_report::charts;

use crate::contests;
use crate::html::{assert_well_formed, texts};

fn title(svg: &str) -> String {
    texts(svg, "<title", "</title>").join("\n")
}

fn description(svg: &str) -> String {
    texts(svg, "<desc", "</desc>").join("\n")
}

/// The figures written on a chart, without separators.
fn figures(svg: &str) -> Vec<u64> {
    let texts = texts(svg, "<tspan class=\"figure\"", "</tspan>");
    texts
        .iter()
        .map(|figure| figure.replace(',', "").parse().unwrap())
        .collect()
}

fn transcripts() -> Vec<Transcript> {
    let results = contests::all()
        .into_iter()
        .flat_map(|outcome| outcome.results.into_values());
    results.map(|(_, transcript)| transcript).collect()
}

#[test]
fn every_chart_has_a_title_and_the_data_in_words_and_is_an_image() {
    for outcome in contests::all() {
        for (declaration, transcript) in outcome.results.values() {
            let sections = charts::sections(declaration, transcript);
            let drawn = [
                charts::votes_by_stage(transcript),
                charts::flow(transcript),
                sections,
            ];
            for svg in drawn.iter().filter(|svg| !svg.is_empty()) {
                assert_well_formed(svg);
                assert!(!title(svg).is_empty() && !description(svg).is_empty());
                let drawings = svg.matches("role=\"img\"").count();
                assert_eq!(svg.matches("<title").count(), drawings);
                assert_eq!(svg.matches("<desc").count(), drawings);
            }
        }
    }
}

#[test]
fn the_figures_on_the_bars_are_the_transcripts() {
    for transcript in transcripts() {
        let mut expected = Vec::new();
        for stage in &transcript.stages {
            let votes = transcript
                .candidates
                .iter()
                .filter_map(|c| stage.votes.get(&c.id));
            expected.extend(votes.filter_map(hustings_count::Votes::to_whole));
            expected.extend(stage.non_transferable.to_whole().filter(|none| *none > 0));
        }
        assert_eq!(figures(&charts::votes_by_stage(&transcript)), expected);
    }
}

#[test]
fn the_description_of_the_bars_has_every_candidates_votes_at_every_stage() {
    for transcript in transcripts() {
        let said = description(&charts::votes_by_stage(&transcript)).replace(',', "");
        for stage in &transcript.stages {
            for candidate in &transcript.candidates {
                let votes = stage.votes.get(&candidate.id);
                let one = votes.map(|votes| format!("{} {votes};", candidate.name));
                assert!(one.is_none_or(|one| said.contains(&one)));
            }
        }
    }
}

#[test]
fn the_flow_names_every_transfer_and_no_other() {
    for transcript in transcripts() {
        let said = description(&charts::flow(&transcript)).replace(',', "");
        let name = |id: &CandidateId| {
            &transcript
                .candidates
                .iter()
                .find(|c| &c.id == id)
                .unwrap()
                .name
        };
        let mut transfers = 0;
        for transfer in transcript
            .stages
            .iter()
            .flat_map(|stage| &stage.action.transfers)
        {
            let to = transfer.to.as_ref().map_or("nobody", |id| name(id));
            assert!(said.contains(&format!(
                "{} from {} to {to}",
                transfer.votes,
                name(&transfer.from)
            )));
            transfers += 1;
        }
        let ribbons = charts::flow(&transcript)
            .matches("class=\"ribbon moved\"")
            .count();
        assert_eq!(ribbons, transfers);
    }
}

#[test]
fn a_majority_is_marked_at_half_of_the_continuing_votes_and_not_at_all_in_a_section() {
    let deputy = contests::labour_2020();
    let svg = charts::votes_by_stage(&deputy.of("deputy").1);
    let halves: Vec<String> = texts(&svg, "<tspan class=\"note\"", "</tspan>")
        .into_iter()
        .filter(|t| t.starts_with("half"))
        .collect();
    assert_eq!(
        halves,
        ["half: 230,503", "half: 225,620½", "half: 217,722½"]
    );

    let section = charts::votes_by_stage(&contests::labour_2010_mps().of("leader").1);
    assert!(!section.contains("half"));
}

#[test]
fn one_section_is_not_drawn_beside_others() {
    let outcome = contests::labour_2010_mps();
    let (declaration, transcript) = outcome.of("leader");
    assert_eq!(charts::sections(declaration, transcript), "");
}

#[test]
fn labour_2020_by_section_in_words() {
    let outcome = contests::labour_2020();
    let (declaration, transcript) = outcome.of("leader");
    insta::assert_snapshot!(description(&charts::sections(declaration, transcript)));
}

#[test]
fn labour_2020_deputy_bars_in_words() {
    insta::assert_snapshot!(description(&charts::votes_by_stage(
        &contests::labour_2020().of("deputy").1
    )));
}

#[test]
fn labour_2020_deputy_flow_in_words() {
    insta::assert_snapshot!(description(&charts::flow(
        &contests::labour_2020().of("deputy").1
    )));
}

#[test]
fn labour_2010_mps_flow_in_words() {
    insta::assert_snapshot!(description(&charts::flow(
        &contests::labour_2010_mps().of("leader").1
    )));
}

#[test]
fn snp_2023_bars_in_words() {
    insta::assert_snapshot!(description(&charts::votes_by_stage(
        &contests::snp_2023().of("leader").1
    )));
}
