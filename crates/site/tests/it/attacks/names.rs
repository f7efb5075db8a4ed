//! What others wrote, on our pages: markup in names stays text, and a spreadsheet takes nothing for a formula.

use super::Scene;
use crate::poll;

#[tokio::test(flavor = "multi_thread")]
async fn markup_in_a_rulebooks_and_in_a_candidates_name_stays_text_on_every_page() {
    let scene = Scene::new(1).await;
    let mut voter = scene.voter(0);
    for path in [
        "/",
        "/c/mock",
        "/c/mock/nominees",
        "/c/mock/log",
        "/c/mock/help",
        "/c/mock/vote",
        "/c/mock/vote/ballot",
        "/c/mock/feed",
    ] {
        let body = voter.get(path).await.body;
        assert!(
            !body.contains("<script>alert") && !body.contains("<img src=x"),
            "{path}: {body}"
        );
        assert!(!body.contains("</script><script"), "{path}");
    }
    let ballot = voter.get("/c/mock/vote/ballot").await.body;
    // It is there, as text, in the data of the booth too.
    assert!(poll::HOSTILE.contains("<script>"));
    assert!(ballot.contains("\\u003cscript\\u003ealert"), "{ballot}");
}
