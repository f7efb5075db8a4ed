//! Documents that must stay true.

use crate::{hustings, root};

fn page(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_command_in_the_readme_is_understood() {
    let readme = page("README.md");
    let commands: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.trim().strip_prefix("hustings "))
        .collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let verb: Vec<&str> = command
            .split_whitespace()
            .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()))
            .collect();
        let call = hustings(&[&verb[..], &["--help"]].concat());
        assert_eq!(call.code, 0, "hustings {command}");
    }
}

#[test]
fn the_documents_that_are_promised_are_there_and_no_link_in_them_is_dead() {
    for path in [
        "README.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "SECURITY.md",
        "docs/formats/README.md",
        "docs/rules/README.md",
        "docs/origins.md",
        "docs/performance.md",
        "docs/trust.md",
        "contests/README.md",
    ] {
        let text = page(path);
        let folder = root().join(path).parent().unwrap().to_owned();
        for target in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target)
        {
            let file = target.split('#').next().unwrap();
            assert!(
                target.contains("://") || file.is_empty() || folder.join(file).exists(),
                "{path}: {target}"
            );
        }
    }
}

#[test]
fn the_makefile_is_a_list_of_verbs() {
    assert!(page("Makefile").lines().count() < 75);
}
