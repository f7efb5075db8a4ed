//! `hustings registrar`.

use rstest::rstest;

use crate::sealed::{Folder, UUID, election};

#[test]
fn each_elector_has_a_credential_of_their_own_whose_public_part_is_on_the_list() {
    let folder = election();
    let table = folder.text("credentials/credentials.csv");
    assert!(table.starts_with("elector,credential\nM-1,"), "{table}");
    assert_eq!(table.lines().count(), 5);
    let credential = folder.credential("M-3");
    let told = folder.call_with(&format!("registrar derive --election {UUID}"), &credential);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        folder
            .text("credentials/public.json")
            .contains(told.out.trim())
    );
}

#[test]
fn a_lost_credential_is_given_again_and_the_list_is_checked_from_the_recovery_file() {
    let folder = election();
    let again = folder.done("registrar reissue --recovery recovery M-2");
    assert_eq!(again.trim(), folder.credential("M-2"));
    let check =
        format!("registrar check credentials/public.json --election {UUID} --recovery recovery");
    assert!(
        folder
            .done(&check)
            .starts_with("✓ the list has the credentials of 4 electors")
    );

    let list = folder.text("credentials/public.json");
    folder.write("shorter.json", list.replacen(&list[1..68], "", 1));
    let call = folder.call(&check.replace("credentials/public.json", "shorter.json"));
    assert_eq!(call.code, 1);
    assert!(
        call.out
            .starts_with("✗ issued, and not on the list: 1 (elector "),
        "{}",
        call.out
    );
    let foreign = folder.done(&format!(
        "registrar derive --election {UUID} z9JUe-7AG39Y-wZAaX-WkobSu"
    ));
    folder.write(
        "longer.json",
        list.replacen('[', &format!("[\"{}\",", foreign.trim()), 1),
    );
    let call = folder.call(&check.replace("credentials/public.json", "longer.json"));
    assert_eq!(call.code, 1);
    assert_eq!(
        call.out,
        "✗ on the list, and issued to nobody: 1 (entry 1)\n"
    );
}

/// Sets up an election with this list in place of the one that was issued.
fn set_up_with(folder: &Folder, list: &str) {
    folder.write("list.json", list);
    folder.done(&format!(
        "seal setup --uuid {UUID} --name N --questions questions.toml --trustees trustees.json \
         --credentials list.json --out other.bel"
    ));
}

#[test]
fn a_credential_that_is_added_or_left_out_at_setup_is_found_in_the_archive() {
    let folder = election();
    let check = format!("--election {UUID} --recovery recovery");
    for archive in ["setup.bel", "declared.bel"] {
        let told = folder.done(&format!("registrar check {archive} {check}"));
        assert!(
            told.starts_with("✓ the list has the credentials of 4 electors"),
            "{told}"
        );
    }
    let list = folder.text("credentials/public.json");
    let foreign = folder.done(&format!(
        "registrar derive --election {UUID} z9JUe-7AG39Y-wZAaX-WkobSu"
    ));
    let added = format!("[\"{}\",{}", foreign.trim(), &list[1..]);
    set_up_with(&folder, &added);
    let call = folder.call(&format!("registrar check other.bel {check}"));
    assert_eq!(call.code, 1, "{}", call.err);
    assert!(
        call.out
            .starts_with("✗ on the list, and issued to nobody: 1 (entry "),
        "{}",
        call.out
    );
    std::fs::remove_file(folder.path("other.bel")).unwrap();
    // The first two entries, which belong to some two electors.
    set_up_with(&folder, &list.replacen(&list[1..135], "", 1));
    let call = folder.call(&format!("registrar check other.bel {check}"));
    assert_eq!(call.code, 1, "{}", call.err);
    assert!(
        call.out
            .starts_with("✗ issued, and not on the list: 2 (elector "),
        "{}",
        call.out
    );
}

#[test]
fn an_archive_of_another_election_is_not_checked() {
    let folder = election();
    folder.done(
        "seal setup --uuid JU6JPjg61FrRZv --name N --questions questions.toml --trustees trustees.json \
         --credentials credentials/public.json --out other.bel",
    );
    let refusal = folder.refused(&format!(
        "registrar check other.bel --election {UUID} --recovery recovery"
    ));
    assert!(
        refusal.contains("other.bel: it is of the election JU6JPjg61FrRZv; "),
        "{refusal}"
    );
}

#[test]
fn letters_are_one_file_an_elector_named_by_number() {
    let folder = Folder::new();
    folder.write("roll.txt", "../../etc\nM-2\n");
    let told = folder.done(&format!(
        "registrar issue roll.txt --election {UUID} --out out --letters"
    ));
    assert!(
        told.starts_with("2 electors, from “../../etc” to “M-2”\n2 credentials are issued; "),
        "{told}"
    );
    assert!(
        folder
            .text("out/letters/1.txt")
            .contains("elector: ../../etc\ncredential: ")
    );
    assert!(folder.text("out/letters/2.txt").contains("elector: M-2\n"));
    assert!(!folder.path("out/credentials.csv").exists());
}

#[cfg(unix)]
#[test]
fn secrets_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("roll.txt", "M-1\nM-2\n");
    folder.done(&format!(
        "registrar issue roll.txt --election {UUID} --out credentials --recovery recovery --plain"
    ));
    folder.done(&format!(
        "registrar issue roll.txt --election {UUID} --out out --letters"
    ));
    folder.done("trustee generate --out key --public public.json --plain");
    let secrets = [
        "credentials/credentials.csv",
        "recovery",
        "out/letters/2.txt",
        "key",
    ];
    for secret in secrets {
        let mode = std::fs::metadata(folder.path(secret))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{secret}");
    }
}

#[rstest]
#[case::twice("M-1\n\nM-2\nM-1\n", "line 4: elector “M-1” stands at line 1 already")]
#[case::but_for_capitals(
    "m-1\nM-2\n M-1 \n",
    "line 3: elector “M-1” stands at line 1 already, as “m-1”, and would have two votes; "
)]
#[case::tab(
    "M-1\tAda\n",
    "line 1: “M-1\\tAda” looks like a row of a spreadsheet; "
)]
#[case::semicolon("M-1;Ada\n", "line 1: “M-1;Ada” looks like a row of a spreadsheet; ")]
#[case::quotation("\"M-1\"\n", "line 1: “\"M-1\"” looks like a row of a spreadsheet; ")]
#[case::nobody("\n\n", "there are no electors; ")]
#[case::concealed(
    "M-1\u{200b}\n",
    "line 1: the id has a character that cannot be seen: M-1\\u{200b}; "
)]
fn a_roll_that_cannot_be_used_is_refused_and_nothing_is_written(
    #[case] roll: &str,
    #[case] says: &str,
) {
    let folder = Folder::new();
    folder.write("roll.txt", roll);
    let refusal = folder.refused(&format!(
        "registrar issue roll.txt --election {UUID} --out out"
    ));
    assert!(
        refusal.starts_with(&format!("hustings: roll.txt: {says}")),
        "{refusal}"
    );
    assert!(!folder.path("out").exists());
}

#[test]
fn what_does_not_fit_is_refused() {
    let folder = election();
    let refusal = folder.refused("registrar reissue --recovery recovery M-9");
    assert!(
        refusal.contains("recovery: no elector “M-9” was issued a credential; "),
        "{refusal}"
    );
    let refusal = folder.refused(
        "registrar check credentials/public.json --election JU6JPjg61FrRZv --recovery recovery",
    );
    assert!(
        refusal.contains("it is of the election 4Y6wDRRYAoWoAs; "),
        "{refusal}"
    );
    let call = folder.call_with(&format!("registrar derive --election {UUID}"), "0OIl\n");
    assert_eq!(call.code, 3);
    assert!(call.err.contains("copy it again"), "{}", call.err);
    let refusal = folder.refused(&format!(
        "registrar issue roll.txt --election {UUID} --out credentials"
    ));
    assert!(
        refusal.contains("public.json: it is there already, and nothing is overwritten; "),
        "{refusal}"
    );
    assert_eq!(
        folder
            .call("registrar issue roll.txt --election 0 --out x")
            .code,
        2
    );
}
