//! The MPs' and MEPs' section of 2010: 266 real papers.

use hustings_count::transcript::Did;

use crate::Folder;

#[test]
fn the_sections_papers_give_four_stages() {
    let (transcript, _) = Folder::of("labour-2010-mps").result("leader");
    assert_eq!(transcript.papers.get(), 266);
    let votes = |stage: usize, id: &str| {
        transcript.stages[stage].votes[&id.parse().unwrap()]
            .to_whole()
            .unwrap()
    };
    assert_eq!(
        ["d-miliband", "e-miliband", "balls", "burnham", "abbott"].map(|id| votes(0, id)),
        [111, 84, 40, 24, 7]
    );
    let last = transcript.stages.len() - 1;
    assert_eq!(last, 3);
    assert_eq!(
        [votes(last, "d-miliband"), votes(last, "e-miliband")],
        [140, 122]
    );
    assert_eq!(
        transcript
            .stages
            .iter()
            .map(|stage| stage.non_transferable.to_whole().unwrap())
            .collect::<Vec<_>>(),
        [0, 2, 2, 4]
    );
}

#[test]
fn a_sections_result_elects_nobody() {
    let (transcript, declaration) = Folder::of("labour-2010-mps").result("leader");
    assert_eq!(transcript.seats.0, 0);
    assert_eq!(transcript.section.as_deref(), Some("mps-and-meps"));
    assert_eq!(transcript.stages[3].action.did, Did::Ended);
    assert!(transcript.elected.is_empty());
    assert!(declaration.elected.is_empty());
    assert_eq!(declaration.section.unwrap().id.as_str(), "mps-and-meps");
    assert_eq!(declaration.returns.len(), 1);
    assert_eq!(
        declaration.returns[0].eligible, None,
        "no electorate was published"
    );
}
