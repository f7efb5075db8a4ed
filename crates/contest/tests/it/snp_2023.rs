//! The leadership contest of 2023 whose preferences were published, against the notice of result.

use hustings_contest::declaration::{Figure, FigureVerdict, Received, TurnoutOf};
use hustings_contest::statement::{ClaimVerdict, Standing};
use hustings_count::transcript::Provenance;

use crate::Folder;

#[test]
fn the_papers_give_the_stages_of_the_notice() {
    let (transcript, _) = Folder::of("snp-2023").result("leader");
    assert_eq!(transcript.provenance, Provenance::Counted);
    assert_eq!(transcript.papers.get(), 50_494);
    let votes = |stage: usize, id: &str| {
        transcript.stages[stage].votes[&id.parse().unwrap()]
            .to_whole()
            .unwrap()
    };
    assert_eq!(
        [votes(0, "yousaf"), votes(0, "forbes"), votes(0, "regan")],
        [24_336, 20_559, 5_599]
    );
    assert_eq!([votes(1, "yousaf"), votes(1, "forbes")], [26_032, 23_890]);
    assert_eq!(transcript.stages[1].non_transferable.to_whole(), Some(572));
    assert_eq!(transcript.elected[0].as_str(), "yousaf");
}

#[test]
fn the_three_rejected_papers_cannot_be_reconciled_with_the_channels() {
    let (_, declaration) = Folder::of("snp-2023").result("leader");
    let whole = &declaration.returns[0];
    assert_eq!(whole.eligible.unwrap().get(), 72_169);
    assert_eq!(whole.invalid.unwrap().get(), 3);
    assert_eq!(whole.channels["online"].get(), 48_645);
    assert_eq!(whole.channels["post"].get(), 1_849);
    let [unreconciled] = &declaration.unreconciled[..] else {
        panic!("{:?}", declaration.unreconciled)
    };
    assert_eq!(unreconciled.what, Received::Channels);
    assert_eq!(
        unreconciled.received.get(),
        50_494,
        "the channels already sum to the valid papers"
    );
    assert_eq!(unreconciled.difference, "-3");
}

#[test]
fn of_two_published_turnouts_one_was_cut_off_and_not_rounded() {
    let (_, declaration) = Folder::of("snp-2023").result("leader");
    assert_eq!(
        declaration.returns[0].turnout.as_ref().unwrap().of,
        TurnoutOf::Channels
    );
    let verdict = |published: &str| {
        let claim = declaration
            .claims
            .iter()
            .find(|claim| claim.published == Figure::Number(published.to_owned()))
            .unwrap();
        (claim.computed.clone(), claim.verdict)
    };
    assert_eq!(
        verdict("69.96%"),
        (
            Figure::Number("69.97%".to_owned()),
            FigureVerdict::DoesNotFollow
        )
    );
    assert_eq!(
        verdict("70%"),
        (Figure::Number("70%".to_owned()), FigureVerdict::Follows)
    );
}

#[test]
fn nobody_published_nominations_so_who_stood_is_a_claim_left_open() {
    let statement = Folder::of("snp-2023").statement();
    assert_eq!(statement.posts[0].candidates.len(), 3);
    for candidate in &statement.posts[0].candidates {
        assert_eq!(candidate.standing, Standing::Undetermined);
        let on_paper = candidate.on_paper.as_ref().unwrap();
        assert!(on_paper.published);
        assert_eq!(on_paper.verdict, ClaimVerdict::Open);
    }
}
