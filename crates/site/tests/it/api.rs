//! What the site says to programs: as it is described, and nothing that is not.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::attacks::Scene;

async fn described(scene: &Scene) -> Value {
    let answer = scene.stranger().get("/api/openapi.json").await;
    serde_json::from_str(&answer.body).expect("the description is JSON")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_for_programs_is_described_and_every_description_has_its_route() {
    let scene = Scene::new(1).await;
    let table: BTreeSet<String> = hustings_site::routes::listed(&scene.site)
        .lines()
        .filter_map(|line| line.split_whitespace().nth(1))
        .map(|path| path.replace("{*", "{"))
        .collect();
    let description = described(&scene).await;
    let described: BTreeSet<String> = description["paths"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let stray: Vec<&String> = described.difference(&table).collect();
    assert!(
        stray.is_empty(),
        "described, and answered nowhere: {stray:?}"
    );
    for path in table.iter().filter(|path| path.starts_with("/api/")) {
        assert!(described.contains(path), "{path} is not described");
    }
}

/// A value against what is said of it: enough of JSON Schema for what is said here.
fn expect(value: &Value, schema: &Value, all: &Value, place: &str) {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix("#/components/schemas/"))
    {
        return expect(value, &all["components"]["schemas"][name], all, place);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        expect(value, part, all, place);
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        let name = name.as_str().unwrap();
        assert!(value.get(name).is_some(), "{place} has no {name}: {value}");
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name).filter(|value| !value.is_null()) {
            expect(value, schema, all, &format!("{place}.{name}"));
        }
    }
    for value in value.as_array().into_iter().flatten() {
        expect(value, &schema["items"], all, &format!("{place}[]"));
    }
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{place} is {value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_as_they_are_described() {
    let scene = Scene::new(1).await;
    let all = described(&scene).await;
    for (path, at) in [
        ("/api/contests", "/api/contests"),
        ("/api/contests/{contest}", "/api/contests/mock"),
        (
            "/api/contests/{contest}/statement",
            "/api/contests/mock/statement",
        ),
    ] {
        let answer = scene.stranger().get(at).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        let value = serde_json::from_str(&answer.body).unwrap();
        let schema =
            &all["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        expect(&value, schema, &all, at);
    }
    for at in [
        "/api/contests/none",
        "/api/contests/mock/trackers/none",
        "/api/contests/mock/results/leader",
    ] {
        let answer = scene.stranger().get(at).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{at}");
        let value = serde_json::from_str(&answer.body).unwrap();
        expect(&value, &all["components"]["schemas"]["Problem"], &all, at);
    }
}
