//! What is no fault but a spoilt paper: nothing proves what is in a ballot, so that both verifiers pass it, and judge the
//! paper by the point that was opened.

use hustings_seal::verify::Policy;

use super::assert_passes;
use crate::marked;

#[test]
fn a_ranking_with_a_mark_is_a_spoilt_paper_and_no_fault() {
    let (_, archive) = marked::election();
    let report = assert_passes("marked", &archive, &Policy::default());
    assert!(marked::are_spoilt(&report), "{report:?}");
}
