use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;

fn files_below(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder reads") {
        let path = entry.expect("an entry reads").path();
        if path.is_dir() {
            files_below(&path, extension, into);
        } else if path.extension().is_some_and(|found| found == extension) {
            into.push(path);
        }
    }
}

fn text_of(folder: &str, extension: &str) -> String {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files_below(&root.join(folder), extension, &mut files);
    let texts = files
        .iter()
        .map(|file| std::fs::read_to_string(file).expect("it reads"));
    texts.collect()
}

/// The keys of a language, with what each needs filled in.
fn keys(language: &str) -> BTreeSet<(String, BTreeSet<String>)> {
    let text = text_of(&format!("words/{language}"), "ftl");
    let mut keys: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines() {
        let named = line
            .split_once(" =")
            .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()));
        if let Some((key, _)) = named {
            keys.push((key.to_owned(), BTreeSet::new()));
        }
        let Some((_, needs)) = keys.last_mut() else {
            continue;
        };
        for part in line.split('$').skip(1) {
            let name = part
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .next();
            needs.insert(name.unwrap_or_default().to_owned());
        }
    }
    let all: BTreeSet<_> = keys.iter().cloned().collect();
    assert_eq!(all.len(), keys.len(), "a key stands twice in {language}");
    all
}

#[test]
fn both_languages_say_the_same_things() {
    assert_eq!(keys("en"), keys("cy"));
}

#[test]
fn every_text_that_a_page_asks_for_is_there() {
    let known: BTreeSet<String> = keys("en").into_iter().map(|(key, _)| key).collect();
    let sources = text_of("templates", "html") + &text_of("src", "rs");
    for asking in [
        "say(\"", "fill(\"", "fill1(\"", "fill2(\"", "said(\"", "say(&\"",
    ] {
        for part in sources.split(asking).skip(1) {
            let key = part.split('"').next().unwrap_or_default();
            assert!(
                known.contains(key),
                "'{key}' is asked for, and in no file of texts"
            );
        }
    }
}

#[test]
fn every_file_of_texts_reads_to_its_end() {
    for language in ["en", "cy"] {
        let text = text_of(&format!("words/{language}"), "ftl");
        assert!(FluentResource::try_new(text).is_ok(), "{language}");
    }
}

#[test]
fn a_number_is_said_as_each_language_counts() {
    let one = Language::Welsh.fill("ballots-count", [("count", 1.into())]);
    let two = Language::Welsh.fill("ballots-count", [("count", 2.into())]);
    assert_ne!(one.replace('1', ""), two.replace('2', ""));
}
