//! How a contest that is kept begins, and what cannot begin.

use crate::sealed::Folder;

const RULEBOOK: &str = r#"
format = "hustings-rulebook/1"
title = "A society's contest"
organisation = "A society"
time_zone = "Europe/London"
source = { document = "The society's rules", clauses = "not known" }
post = [{ id = "chair", title = "Chair", seats = 1 }]
paper = { order = "alphabetical", preferences = "optional" }

[roll]
precedence = ["members", "supporters"]

[[roll.section]]
id = "members"
title = "Members"
share = "1/2"

[[roll.section]]
id = "supporters"
title = "Supporters"
share = "1/2"

[ballot]
means = ["online"]
window = { opens = 2027-04-01, closes = 2027-04-20T12:00:00 }

[count]
rule = { name = "av" }
sections = "electoral-college"
ties = ["lots"]
"#;

const INIT: &str = "contest init rulebook.toml --origin example.org/chair-2027";

fn folder(sections: &str) -> Folder {
    let folder = Folder::new();
    let rulebook = RULEBOOK.replace("\"electoral-college\"", sections);
    let rulebook = if sections.contains("pooled") {
        rulebook.replace("share = \"1/2\"\n", "")
    } else {
        rulebook
    };
    folder.write("rulebook.toml", rulebook);
    folder
}

#[test]
fn a_contest_that_could_not_be_brought_to_an_end_does_not_begin() {
    let folder = folder("\"electoral-college\"");
    let refusal = folder.refused(INIT);
    assert!(
        refusal.contains("(count.sections, electoral-college) cannot be held here yet"),
        "{refusal}"
    );
    assert!(!folder.path("contest.hustings").exists());
}

#[test]
fn what_is_left_out_is_said_before_anybody_nominates() {
    let folder = folder("\"pooled-reported-apart\"");
    let call = folder.call(INIT);
    assert_eq!(call.code, 0, "{}", call.err);
    let note = "not reported by section yet (count.sections)";
    assert!(call.err.contains(note), "{}", call.err);
}

#[test]
fn a_live_contest_begins_once_and_its_clock_cannot_be_set() {
    let folder = folder("\"pooled\"");
    let refusal = folder.refused(&format!("{INIT} --now 2027-01-01T09:00"));
    assert!(
        refusal.contains("the clock of a live contest cannot be set"),
        "{refusal}"
    );
    let told = folder.done(INIT);
    assert!(
        told.contains("the log's key, to be published: example.org/chair-2027+"),
        "{told}"
    );
    let refusal = folder.refused(INIT);
    assert!(refusal.contains("is kept there already"), "{refusal}");
    let log = folder.done("contest log");
    assert_eq!(log.lines().count(), 2, "{log}");
    assert!(log.contains("\"record\":\"live\""), "{log}");
}
