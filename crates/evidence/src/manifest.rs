//! The manifest: which records there are, with their digests.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::archive::Record;
use crate::contents::MANIFEST;

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

/// `sha256:` and the digest of these bytes.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::from("sha256:"), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl Manifest {
    /// The manifest of these records.
    pub(crate) fn of(records: &[Record]) -> Self {
        let listed = records.iter().map(|record| Listed {
            path: record.path.clone(),
            bytes: record.bytes.len().to_string(),
            sha256: digest(&record.bytes),
        });
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

/// Holds the records against the manifest among them. `Err` says where and why they differ.
pub(crate) fn check(records: &[Record]) -> Result<String, (String, String)> {
    let fail = |place: &str, reason: String| Err((place.to_owned(), reason));
    let Some((first, others)) = records
        .split_first()
        .filter(|(first, _)| first.path == MANIFEST)
    else {
        return fail(
            MANIFEST,
            "the first record of a bundle is its manifest, and it is not there".to_owned(),
        );
    };
    let listed: Manifest = match serde_json::from_slice(&first.bytes) {
        Ok(manifest) => manifest,
        Err(error) => return fail(MANIFEST, format!("it does not read: {error}")),
    };
    let ought = Manifest::of(others);
    for entry in &listed.files {
        match ought.files.iter().find(|record| record.path == entry.path) {
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
    if let Some(extra) = ought
        .files
        .iter()
        .find(|record| listed.files.iter().all(|entry| entry.path != record.path))
    {
        return fail(&extra.path, "it is not listed".to_owned());
    }
    if first.bytes != ought.to_json().as_bytes() {
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
            let bytes = text.as_bytes().to_vec();
            let record = Record {
                path: MANIFEST.to_owned(),
                bytes,
            };
            assert!(check(&[record]).is_err(), "{text}");
        }
    }
}
