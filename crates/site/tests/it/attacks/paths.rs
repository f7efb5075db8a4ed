use axum::http::StatusCode;

use super::Scene;

#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_out_of_what_is_served() {
    let scene = Scene::new(1).await;
    let mut stranger = scene.stranger();
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/assets/site.css%00.txt",
        "/c/..%2f..%2fetc",
        "/c/mock/boxes/..%2f..%2fkey/archive.bel",
        "/c/mock/boxes/electors/tile/..%2f..%2f..%2fcheckpoint",
        "/c/mock/log/tile/entries/../../key",
        "/c/mock/log/tile/entries/000.p/999",
        "/c/mock/log/tile/entries/x999/x999/999",
        "/c/mock/result/..%2f..%2foffice",
        "/c/mock%2fbox%2felectors",
        "/cy/cy/c/mock",
    ] {
        let answer = stranger.get(path).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST
            ),
            "{path}: {}",
            answer.status
        );
        assert!(
            !answer.body.contains("[package]") && !answer.body.contains("root:"),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_to_another_site_and_no_header_is_written_by_an_address() {
    let scene = Scene::new(1).await;
    for path in [
        "//evil.example/c/mock/office",
        "/cy//evil.example",
        "/c/mock/office?said=said-x%0d%0aset-cookie:x=y",
    ] {
        let answer = scene.stranger().get(path).await;
        let to = answer.location();
        assert!(
            to.is_empty() || to.starts_with('/') && !to.starts_with("//"),
            "{path} leads to {to}"
        );
        assert!(!answer.headers.contains_key("x-injected"));
        assert!(
            answer
                .headers
                .get_all("set-cookie")
                .iter()
                .all(|cookie| !cookie.to_str().unwrap().contains("x=y"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_the_strict_policy() {
    let scene = Scene::new(1).await;
    for path in [
        "/",
        "/c/mock",
        "/nowhere",
        "/assets/none",
        "/api/contests",
        "/c/mock/feed",
    ] {
        let answer = scene.stranger().get(path).await;
        let policy = answer
            .headers
            .get("content-security-policy")
            .unwrap()
            .to_str()
            .unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"),
            "{path}"
        );
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(
            answer.headers.get("x-content-type-options").unwrap(),
            "nosniff"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_and_texts_that_no_page_has_are_not_found_and_break_nothing() {
    let scene = Scene::new(1).await;
    for path in [
        "/c/mock/boxes/electors?from=18446744073709551615",
        "/c/mock/log?from=18446744073709551615",
        "/c/mock/log/tile/entries/x072/x057/x594/x037/x927/936",
        "/c/mock/log/tile/entries/x072/x057/x594/x037/x927/935",
        "/c/mock/boxes/electors/tile/7/x072/x057/x594/x037/x927/935",
        "/c/%FF",
        "/api/contests/%FF",
        "/c/mock/track?tracker=%00",
        "/cy//evil.example/c/mock",
    ] {
        let answer = scene.stranger().get(path).await;
        assert!(
            !answer.status.is_server_error(),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.contains("href=\"//evil"), "{path}");
    }
}
