//! `docs/sealed-elections.md`, command by command.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::root;
use crate::sealed::Folder;

/// The blocks of a page in this language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let blocks = page.split(&fence).skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// What the people of the page do beside their commands, and how a secret is given where nobody types it.
fn prepared(folder: &Folder, command: &str) -> String {
    let secret_out = command.contains("trustee generate ")
        || command.contains("trustee seed ")
        || command.contains("registrar issue ");
    if secret_out {
        return format!("{command} --plain");
    }
    if command.contains("seal ballot ") {
        folder.write("credential", folder.credential("M-1"));
        return format!("{command} --credential-file credential");
    }
    if command.contains("seal cast ") {
        std::fs::create_dir(folder.path("inbox")).unwrap();
        std::fs::copy(folder.path("ada.json"), folder.path("inbox/1.json")).unwrap();
        for (number, answers) in [
            (2, "1,2,3;0,1,0"),
            (3, "1,0,0;0,0,1"),
            (4, "0,0,0;1,0,0"),
            (5, "1,3,2;0,1,0"),
            (6, "3,2,1;0,0,1"),
        ] {
            let elector = format!("M-{number}");
            let out = format!("inbox/{number}.json");
            let tracker = folder.ballot("election.bel", &elector, answers, &out);
            folder.write("removed.txt", format!("{tracker}\n"));
        }
    }
    if command.contains("seal append remaining.bel decryption-4.json") {
        let refusal = folder.refused("seal result remaining.bel");
        assert!(
            refusal.contains("append those of 1 more of trustees 3, 4 first"),
            "{refusal}"
        );
    }
    command.to_owned()
}

/// What a reader has heard or written down, by the name that the page gives it.
const HEARD: [(&str, &str); 3] = [
    ("EVENT", "last event: "),
    ("TRACKER", "tracker: "),
    ("UUID", ""),
];

/// Keeps what a command prints for those that follow.
fn hear(heard: &mut BTreeMap<&'static str, String>, command: &str, out: &str) {
    for (name, prefix) in HEARD {
        let printed = out.lines().find_map(|line| line.strip_prefix(prefix));
        if let Some(printed) = printed
            && (name != "UUID" || command.contains("seal uuid"))
        {
            heard.insert(name, printed.to_owned());
        }
    }
}

/// Runs a command as a reader's shell would.
fn run(folder: &Path, command: &str, heard: &BTreeMap<&'static str, String>) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_hustings")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", command])
        .envs(heard)
        .env("PATH", format!("{}:{path}", program.display()))
        .current_dir(folder)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{command}: {out}{err}");
    out
}

#[test]
fn the_page_holds_a_whole_election() {
    let page = std::fs::read_to_string(root().join("docs/sealed-elections.md")).unwrap();
    let folder = Folder::new();
    folder.write("roll.txt", "M-1\nM-2\nM-3\nM-4\nM-5\nM-6\n");
    folder.write("questions.toml", &blocks(&page, "toml")[0]);
    folder.write("answers.txt", &blocks(&page, "text")[0]);
    let mut told = Vec::new();
    let mut heard = BTreeMap::new();
    for command in blocks(&page, "sh").iter().flat_map(|block| block.lines()) {
        let command = prepared(&folder, command);
        let out = run(&folder.path(""), &command, &heard);
        hear(&mut heard, &command, &out);
        told.push((command, out));
    }
    let said = |command: &str| {
        let found = told.iter().rev().find(|(line, _)| line.contains(command));
        &found.unwrap_or_else(|| panic!("the page has {command}")).1
    };
    assert_eq!(said("registrar reissue").trim(), folder.credential("M-1"));
    let made = said("trustee accept").trim();
    let fingerprint = made.strip_prefix("fingerprint of the key: ").unwrap();
    let member = format!("trustee 4 (place 3 of a threshold of 2): {fingerprint}\n");
    assert!(said("trustee join").contains(&member));
    assert!(said("seal audit").contains("Leader: 1 Bo Birch, 2 Ada Ash\nMotion 7: For\n"));
    assert!(said("seal cast").contains("\n6 ballots are in the archive\n"));
    assert_eq!(said("seal find"), "✓ ballot 1 of 6; it counts\n");
    assert!(said("seal remove").starts_with("6 ballots were cast; 1 removed, 5 remaining\n"));
    let result = said("seal result");
    assert!(
        result.ends_with(
            "\nLeader: 5 papers, 4 valid, 1 blank, 0 spoilt\nMotion 7: blank 1, For 3, Against 1\n"
        ),
        "{result}"
    );
    for trustee in ["server.age", "seed-1.age", "seed-3.age"] {
        let noted = folder.text(&format!("{trustee}.decrypted"));
        assert_eq!(noted.lines().count(), 1, "{noted}");
    }
    let verified = said("seal verify");
    for line in [
        "shuffle 2: by trustee 2 (proved: its signed statement)\n",
        "decryption 3: by trustee 4, of exactly these ciphertexts (proved: its statement)\n",
    ] {
        assert!(verified.contains(line), "{line} in {verified}");
    }
    assert!(!verified.contains("claimed"), "{verified}");
    assert!(
        verified.contains("trustee 1 and 2 of trustees 2, 3, 4 together can open each ballot"),
        "{verified}"
    );
    for line in said("trustee join").lines() {
        assert!(
            verified.contains(&format!("{line}\n")),
            "{line} in {verified}"
        );
    }
    assert_eq!(
        folder.text("leader.blt"),
        "3 1\n1 1 0\n1 1 2 3 0\n1 1 3 2 0\n1 2 1 0\n1 0\n0\n\"Ada Ash\"\n\"Bo Birch\"\n\"Cy Cedar\"\n\"Leader\"\n"
    );
    assert!(said("hustings count").contains("Ada Ash"));
    assert_eq!(folder.text("leader.spoilt.csv"), "place,reason,ranks\n");
    let refusal = folder.refused("seal cast election.bel inbox/1.json");
    assert!(refusal.contains("closed and not tallied"), "{refusal}");
}
