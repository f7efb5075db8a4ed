//! The manifest: which records there are, with their digests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::archive::{Entry, Record};

/// Its path, which is the first record's.
pub(crate) const MANIFEST: &str = "manifest.json";

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    format: Format,
    files: Vec<Listed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "hustings-bundle/1")]
    V1,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    path: String,
    bytes: String,
    sha256: String,
}

impl Manifest {
    /// The manifest of records that are to be written.
    pub(crate) fn of_records(records: &[Record<'_>]) -> Self {
        Self::of(records.iter().map(|record| Listed {
            path: record.path.clone(),
            bytes: record.bytes().to_string(),
            sha256: record.digest(),
        }))
    }

    /// The manifest of records that are there.
    fn of_entries(entries: &[Entry]) -> Self {
        Self::of(entries.iter().map(|entry| Listed {
            path: entry.path.clone(),
            bytes: entry.bytes.to_string(),
            sha256: entry.digest.clone(),
        }))
    }

    fn of(listed: impl Iterator<Item = Listed>) -> Self {
        Self {
            format: Format::V1,
            files: listed.collect(),
        }
    }

    pub(crate) fn to_json(&self) -> String {
        // Writing to memory cannot fail, and there is no map with other keys than strings.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Holds the records against the manifest, which are the bytes of the first. `Err` says where and why they differ.
pub(crate) fn check(entries: &[Entry], manifest: &[u8]) -> Result<String, (String, String)> {
    let fail = |place: &str, reason: String| Err((place.to_owned(), reason));
    let Some((_, others)) = entries
        .split_first()
        .filter(|(first, _)| first.path == MANIFEST)
    else {
        return fail(
            MANIFEST,
            "the first record of a bundle is its manifest, and it is not there".to_owned(),
        );
    };
    let listed: Manifest = match serde_json::from_slice(manifest) {
        Ok(manifest) => manifest,
        Err(error) => return fail(MANIFEST, format!("it does not read: {error}")),
    };
    let ought = Manifest::of_entries(others);
    let by_path = |files: &[Listed]| -> BTreeMap<String, Listed> {
        let files = files.iter().rev();
        files
            .map(|file| (file.path.clone(), file.clone()))
            .collect()
    };
    let records = by_path(&ought.files);
    for entry in &listed.files {
        match records.get(&entry.path) {
            None => {
                return fail(
                    &entry.path,
                    "it is listed, and it is missing or has another name".to_owned(),
                );
            }
            Some(record) if record.bytes != entry.bytes => {
                return fail(
                    &entry.path,
                    format!(
                        "it has {} bytes, and {} are listed",
                        record.bytes, entry.bytes
                    ),
                );
            }
            Some(record) if record.sha256 != entry.sha256 => {
                return fail(
                    &entry.path,
                    format!(
                        "its digest is {}, and {} is listed",
                        record.sha256, entry.sha256
                    ),
                );
            }
            Some(_) => {}
        }
    }
    let names = by_path(&listed.files);
    if let Some(extra) = ought
        .files
        .iter()
        .find(|record| !names.contains_key(&record.path))
    {
        return fail(&extra.path, "it is not listed".to_owned());
    }
    if manifest != ought.to_json().as_bytes() {
        return fail(
            MANIFEST,
            "it lists the records in another order, or is written in another way".to_owned(),
        );
    }
    Ok(format!("{} records with the digests listed", others.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_format_reads() {
        let page = include_str!("../../../docs/formats/bundle.md");
        let (_, example) = page
            .split_once("```json manifest\n")
            .expect("the page has an example");
        let (example, _) = example.split_once("```").expect("the example ends");
        let manifest: Manifest = serde_json::from_str(example).expect("it is a manifest");
        assert_eq!(manifest.files[0].path, "rulebook.toml");
    }

    #[test]
    fn a_manifest_of_an_unknown_version_or_with_unknown_keys_is_refused() {
        for text in [
            r#"{"format":"hustings-bundle/2","files":[]}"#,
            r#"{"format":"hustings-bundle/1","files":[],"more":1}"#,
        ] {
            let entry = Entry {
                path: MANIFEST.to_owned(),
                offset: 0,
                bytes: text.len() as u64,
                digest: String::new(),
            };
            assert!(check(&[entry], text.as_bytes()).is_err(), "{text}");
        }
    }
}
