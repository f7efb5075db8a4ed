//! Whom voters ask, and where they write.

use crate::attacks::Scene;

const PAGES: [&str; 4] = [
    "/c/mock/vote",
    "/c/mock/vote/sign-in",
    "/c/mock/vote/code",
    "/c/mock/help",
];

#[tokio::test(flavor = "multi_thread")]
async fn voters_are_told_where_to_write_if_the_site_sends_mail() {
    let smtp = "smtp://127.0.0.1:1".to_owned();
    let scene = Box::pin(Scene::with_mail(1, Some(smtp))).await;
    for path in PAGES {
        let page = scene.stranger().get(path).await.body;
        let link = "<a href=\"mailto:vote@example.org\">vote@example.org</a>";
        assert!(page.contains(link), "{path}: {page}");
    }
    let scene = Scene::new(1).await;
    for path in PAGES {
        let page = scene.stranger().get(path).await.body;
        assert!(
            page.contains("<main") && !page.contains("mailto:"),
            "{path}"
        );
    }
}

/// A name in English mutates in Welsh as nothing would that stands there by itself.
#[tokio::test(flavor = "multi_thread")]
async fn in_welsh_whoever_is_asked_is_named_beside_their_office() {
    let scene = Scene::new(1).await;
    let page = scene.stranger().get("/cy/c/mock/help").await.body;
    let asked = "gofynnwch i&#39;r swyddog canlyniadau (A society";
    assert!(page.contains(asked), "{page}");
}
