//! What verifying says of bundles as they were written.

use hustings_evidence::{Claim, Finding};
use rstest::rstest;

use crate::{broken, bundle, verify};

fn claim<'a>(claims: &'a [Claim], name: &str) -> &'a Finding {
    let claim = claims.iter().find(|claim| claim.name == name);
    &claim
        .unwrap_or_else(|| {
            panic!(
                "there is a claim '{name}' among {:#?}",
                claims.iter().map(|claim| &claim.name).collect::<Vec<_>>()
            )
        })
        .finding
}

#[rstest]
#[case("labour-2020")]
#[case("labour-2010-mps")]
#[case("snp-2023")]
fn the_bundle_of_a_real_contest_verifies(#[case] contest: &str) {
    let claims = verify(&bundle(contest));
    assert!(broken(&claims).is_empty(), "{:#?}", broken(&claims));
    for name in [
        "archive",
        "manifest",
        "rulebook",
        "log",
        "statement",
        "transcript leader",
        "declaration leader",
    ] {
        assert!(
            matches!(claim(&claims, name), Finding::Holds { .. }),
            "{name}"
        );
    }
}

#[test]
fn a_result_counted_from_papers_is_recounted() {
    let claims = verify(&bundle("snp-2023"));
    assert!(matches!(
        claim(&claims, "recount leader"),
        Finding::Holds { .. }
    ));
    assert!(matches!(
        claim(&claims, "transcript leader stage 2"),
        Finding::Holds { .. }
    ));
}

#[test]
fn a_declared_result_cannot_be_recounted_and_verifying_says_so() {
    let claims = verify(&bundle("labour-2020"));
    for name in ["recount leader", "recount deputy"] {
        assert!(
            matches!(claim(&claims, name), Finding::CannotBeKnown { .. }),
            "{name}"
        );
    }
    assert!(matches!(
        claim(&claims, "transcript deputy stage 3"),
        Finding::Holds { .. }
    ));
}

#[test]
fn a_published_figure_that_is_wrong_is_a_discrepancy_that_is_stated() {
    let claims = verify(&bundle("labour-2020"));
    let stated = claims.iter().any(|claim| {
        claim.name.starts_with("figure leader")
            && matches!(&claim.finding, Finding::Holds { what } if what.contains("95.5%") && what.contains("95.4%"))
    });
    assert!(stated, "{claims:#?}");
}

#[test]
fn papers_that_are_unaccounted_for_cannot_be_known() {
    let claims = verify(&bundle("labour-2020"));
    let says = |post: &str, figure: &str| {
        claims.iter().any(|claim| {
            claim.name.starts_with(&format!("unaccounted {post}"))
                && matches!(&claim.finding, Finding::CannotBeKnown { why } if why.contains(figure))
        })
    };
    assert!(says("leader", "136"), "{claims:#?}");
    assert!(says("deputy", "29725"), "{claims:#?}");
}
