//! Whatever is changed in a bundle breaks a named claim.

use std::collections::BTreeMap;

use hustings_evidence::Contents;
use proptest::prelude::*;
use rstest::rstest;

use crate::{CONTENTS, CONTESTS, broken, bundle, verify};

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 3 / 4, ..ProptestConfig::default() })]

    #[test]
    fn any_one_bit_changed_anywhere_breaks_a_claim(
        contest in prop::sample::select(CONTESTS.to_vec()),
        position: prop::sample::Index,
        bit in 0_u8..8,
    ) {
        let mut bytes = bundle(contest);
        let position = position.index(bytes.len());
        bytes[position] ^= 1 << bit;
        prop_assert!(!broken(&verify(&bytes)).is_empty(), "byte {position}, bit {bit} of {contest}");
    }

    #[test]
    fn a_bundle_cut_off_anywhere_breaks_a_claim(contest in prop::sample::select(CONTESTS.to_vec()), length: prop::sample::Index) {
        let bytes = bundle(contest);
        prop_assert!(!broken(&verify(&bytes[..length.index(bytes.len())])).is_empty());
    }
}

/// The files of a bundle by name, each of which can be changed.
fn files(contents: &mut Contents) -> BTreeMap<String, &mut Vec<u8>> {
    let mut files = BTreeMap::from([
        ("rulebook.toml".to_owned(), &mut contents.rulebook),
        ("events.jsonl".to_owned(), &mut contents.events),
        ("statement.json".to_owned(), &mut contents.statement),
    ]);
    files.extend(
        contents
            .papers
            .iter_mut()
            .map(|(path, bytes)| (path.clone(), bytes)),
    );
    for post in &mut contents.posts {
        files.insert(
            format!("{}/transcript.json", post.post),
            &mut post.transcript,
        );
        files.insert(
            format!("{}/declaration.json", post.post),
            &mut post.declaration,
        );
    }
    files
}

/// Changes the digit that stands at or after a place, if there is one.
fn change_a_figure(bytes: &mut [u8], from: usize) -> bool {
    let Some(offset) = bytes[from..].iter().position(u8::is_ascii_digit) else {
        return false;
    };
    let digit = &mut bytes[from + offset];
    *digit = if *digit == b'9' { b'1' } else { *digit + 1 };
    true
}

#[rstest]
#[case("labour-2020")]
#[case("labour-2010-mps")]
#[case("snp-2023")]
fn a_figure_changed_in_any_one_file_breaks_a_claim_though_the_digests_are_made_right_again(
    #[case] contest: &str,
) {
    let names: Vec<String> = files(&mut CONTENTS[contest].clone()).into_keys().collect();
    assert!(names.len() >= 5);
    for name in names {
        let length = files(&mut CONTENTS[contest].clone())[&name].len();
        for place in (0..length).step_by(length / 24 + 1) {
            let mut contents = CONTENTS[contest].clone();
            let changed = change_a_figure(files(&mut contents).get_mut(&name).unwrap(), place);
            if changed {
                let claims = verify(&contents.write().unwrap());
                assert!(
                    !broken(&claims).is_empty(),
                    "{contest}: {name}, the figure after byte {place}"
                );
                assert!(
                    !broken(&claims).iter().any(|claim| claim.name == "manifest"),
                    "the manifest was made anew"
                );
            }
        }
    }
}

/// A bundle is a tar: the record's header starts at a multiple of 512 with its name.
fn rename(bytes: &mut [u8], from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let header = (0..bytes.len())
        .step_by(512)
        .find(|&at| bytes[at..].starts_with(from.as_bytes()) && bytes[at + from.len()] == 0);
    let header = header.expect("the record is there");
    bytes[header..header + to.len()].copy_from_slice(to.as_bytes());
    let sum = |bytes: &[u8]| -> u32 {
        bytes
            .iter()
            .enumerate()
            .map(|(at, &byte)| {
                if (148..156).contains(&at) {
                    32
                } else {
                    u32::from(byte)
                }
            })
            .sum()
    };
    let checksum = format!("{:06o}\0 ", sum(&bytes[header..header + 512]));
    bytes[header + 148..header + 156].copy_from_slice(checksum.as_bytes());
}

#[test]
fn a_renamed_file_breaks_the_manifest_by_name() {
    let mut bytes = bundle("snp-2023");
    rename(&mut bytes, "papers/leader.blt", "papers/laeder.blt");
    let claims = verify(&bytes);
    let manifest = broken(&claims)
        .into_iter()
        .find(|claim| claim.name == "manifest")
        .expect("the manifest is broken");
    assert!(
        format!("{:?}", manifest.finding).contains("papers/leader.blt"),
        "{manifest:?}"
    );
}

#[test]
fn a_missing_file_breaks_claims_though_the_manifest_leaves_it_out_too() {
    let mut contents = CONTENTS["snp-2023"].clone();
    contents.papers.clear();
    assert!(!broken(&verify(&contents.write().unwrap())).is_empty());
    let mut contents = CONTENTS["labour-2020"].clone();
    contents.posts.pop();
    assert!(!broken(&verify(&contents.write().unwrap())).is_empty());
}

#[test]
fn an_extra_file_breaks_a_claim_though_the_manifest_lists_it() {
    let mut contents = CONTENTS["snp-2023"].clone();
    contents.papers.insert(
        "papers/more.blt".to_owned(),
        b"1 1\n0\n\"A\"\n\"T\"\n".to_vec(),
    );
    let claims = verify(&contents.write().unwrap());
    assert!(!broken(&claims).is_empty());
    let mut contents = CONTENTS["snp-2023"].clone();
    let again = contents.posts[0].clone();
    contents.posts.push(hustings_evidence::PostContents {
        post: "deputy".to_owned(),
        ..again
    });
    assert!(!broken(&verify(&contents.write().unwrap())).is_empty());
}

#[test]
fn bytes_after_the_end_break_the_archive() {
    let mut bytes = bundle("snp-2023");
    bytes.push(0);
    assert_eq!(broken(&verify(&bytes))[0].name, "archive");
}

/// A tar of records as they are given, its first a manifest that lists the others: not what the program would write.
fn forged(records: &[(&str, &[u8])]) -> Vec<u8> {
    use sha2::Digest as _;
    let listed: Vec<serde_json::Value> = records
        .iter()
        .map(|(path, bytes)| {
            let digest: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            serde_json::json!({ "path": path, "bytes": bytes.len().to_string(), "sha256": format!("sha256:{digest}") })
        })
        .collect();
    // Keys in the order of the format, which a map of the parser's would sort.
    let mut manifest = String::from("{\n  \"format\": \"hustings-bundle/1\",\n  \"files\": [");
    for (number, entry) in listed.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        manifest += &format!(
            "{comma}\n    {{\n      \"path\": {},\n      \"bytes\": {},\n      \"sha256\": {}\n    }}",
            entry["path"], entry["bytes"], entry["sha256"]
        );
    }
    manifest += "\n  ]\n}\n";
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in [("manifest.json", manifest.as_bytes())]
        .iter()
        .chain(records)
    {
        let mut header = tar::Header::new_ustar();
        header.set_path(path).unwrap();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        builder.append(&header, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

#[test]
fn a_second_manifest_or_another_order_breaks_the_manifest() {
    let contents = &CONTENTS["snp-2023"];
    let post = &contents.posts[0];
    let mut records: Vec<(&str, &[u8])> = vec![
        ("rulebook.toml", &contents.rulebook),
        ("events.jsonl", &contents.events),
        ("papers/leader.blt", &contents.papers["papers/leader.blt"]),
        ("statement.json", &contents.statement),
        ("leader/transcript.json", &post.transcript),
        ("leader/declaration.json", &post.declaration),
    ];
    assert!(
        forged(&records) == bundle("snp-2023"),
        "forged honestly, it is the bundle itself"
    );
    let broken_by = |records: &[(&str, &[u8])]| -> Vec<String> {
        broken(&verify(&forged(records)))
            .into_iter()
            .map(|claim| claim.name.clone())
            .collect()
    };
    records.push(("manifest.json", b"evil"));
    assert_eq!(broken_by(&records), ["manifest"]);
    records.pop();
    records.reverse();
    assert_eq!(broken_by(&records), ["manifest"]);
}
