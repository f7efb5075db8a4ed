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

/// The words of a command that are its verb and what stands beside it, up to the first that is none.
fn verb(command: &str) -> Vec<&str> {
    command
        .split_whitespace()
        .take_while(|word| {
            word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-')
        })
        .collect()
}

#[test]
fn every_command_of_the_guide_has_the_options_that_it_is_given() {
    let guide = page("docs/holding-a-contest.md").replace("\\\n", " ");
    let lines = guide.lines().flat_map(|line| line.split("&&"));
    let commands: Vec<&str> = lines
        .filter_map(|line| line.trim().strip_prefix("hustings "))
        .map(|line| line.split(" #").next().unwrap())
        .collect();
    assert!(commands.len() > 50, "{}", commands.len());
    for command in commands {
        let call = hustings(&[&verb(command)[..], &["--help"]].concat());
        assert_eq!(call.code, 0, "hustings {command}: {}", call.err);
        // What is ruled on has options of its own.
        let options = command
            .split_whitespace()
            .filter(|word| word.starts_with("--") && !command.starts_with("contest rule "));
        for option in options {
            assert!(call.out.contains(option), "hustings {command}: {option}");
        }
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
