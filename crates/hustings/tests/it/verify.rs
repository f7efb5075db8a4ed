//! `hustings verify`.

use rstest::rstest;
use serde_json::Value;

use crate::{hustings, path, root, run_into_new_folder};

#[rstest]
#[case("labour-2020")]
#[case("labour-2010-mps")]
#[case("snp-2023")]
fn a_real_contest_verifies(#[case] contest: &str) {
    let (_, out) = run_into_new_folder(&root().join("contests").join(contest));
    let call = hustings(&["verify", path(&out.path().join("bundle.hustings"))]);
    assert_eq!(call.code, 0, "{}", call.out);
    assert!(call.out.contains(", 0 do not hold, "), "{}", call.out);
}

#[test]
fn one_line_is_said_for_each_claim_and_a_program_reads_the_same_claims() {
    let (_, out) = run_into_new_folder(&root().join("contests/labour-2020"));
    let bundle = out.path().join("bundle.hustings");
    let told = hustings(&["verify", path(&bundle)]);
    let read: Value =
        serde_json::from_str(&hustings(&["verify", "--json", path(&bundle)]).out).unwrap();
    assert_eq!(read["holds"], true);
    let claims = read["claims"].as_array().unwrap();
    assert_eq!(told.out.lines().count(), claims.len() + 6);
    assert!(
        told.out.contains(read["digests"]["log"].as_str().unwrap()),
        "the digest that every page names"
    );
    assert!(
        told.out
            .contains("2 of them that published figures do not follow"),
        "{}",
        told.out
    );
    let unknown = |name: &str| {
        claims
            .iter()
            .any(|claim| claim["name"] == name && claim["finding"] == "cannot-be-known")
    };
    assert!(unknown("recount leader") && unknown("recount deputy"));
}

#[test]
fn a_changed_bundle_exits_with_1_and_names_the_claim_and_the_place() {
    let (_, out) = run_into_new_folder(&root().join("contests/snp-2023"));
    let bundle = out.path().join("bundle.hustings");
    let mut bytes = std::fs::read(&bundle).unwrap();
    let place = bytes
        .windows(5)
        .position(|five| five == b"24336")
        .expect("the figure is in the bundle");
    bytes[place] = b'3';
    std::fs::write(&bundle, bytes).unwrap();
    let call = hustings(&["verify", path(&bundle)]);
    assert_eq!(call.code, 1);
    assert!(
        call.out.contains("✗ does not hold    manifest: "),
        "{}",
        call.out
    );
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("bundle.hustings");
    std::fs::write(&file, "").unwrap();
    let call = hustings(&["verify", path(&file)]);
    assert_eq!(call.code, 1);
    assert!(
        call.out
            .contains("✗ does not hold    archive: the file: it is empty; "),
        "{}",
        call.out
    );
}

#[test]
fn nothing_in_a_bundle_moves_the_cursor_or_turns_the_writing() {
    let (_, out) = run_into_new_folder(&root().join("contests/snp-2023"));
    let bundle = out.path().join("bundle.hustings");
    let mut bytes = std::fs::read(&bundle).unwrap();
    // The path of the first record, which stands at the beginning of the archive; and it is said to be a folder, so that
    // it is named as what does not belong there.
    let deceit = "\u{1b}[2J\u{202e}\u{200b}".as_bytes();
    bytes[..deceit.len()].copy_from_slice(deceit);
    bytes[156] = b'5';
    let sum: u32 = (0..512)
        .map(|at| {
            if (148..156).contains(&at) {
                32
            } else {
                u32::from(bytes[at])
            }
        })
        .sum();
    bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    std::fs::write(&bundle, bytes).unwrap();
    for arguments in [
        &["verify", path(&bundle)][..],
        &["verify", "--json", path(&bundle)],
    ] {
        let call = hustings(arguments);
        assert_eq!(call.code, 1, "{}", call.out);
        assert!(
            !call.out.contains(['\u{1b}', '\u{202e}', '\u{200b}']),
            "{}",
            call.out
        );
        assert!(call.out.contains("202e"), "it is shown: {}", call.out);
    }
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    let call = hustings(&["verify", "README.md"]);
    assert_eq!(call.code, 1);
    assert!(
        call.out
            .contains("archive: the file: this is not a readable tar archive"),
        "{}",
        call.out
    );
    let call = hustings(&["verify", "nowhere.hustings"]);
    assert_eq!(call.code, 3);
    assert!(
        call.err.contains("nowhere.hustings: it cannot be read"),
        "{}",
        call.err
    );
}
