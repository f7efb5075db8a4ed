//! What electors answer at sign-in: on the roll, and in nothing that anybody is shown.

use super::folder::{MEMBERS, Society};

const ANSWERED: &str = "elector,name,section,email,answer
M001,Ann Lee,members,ann@example.org,31/12/1970
M005,Dee Fox,members,dee@example.org,01/02/1980
S002,Gus Hart,supporters,gus@example.org,03/04/1990
S003,Hal Ives,supporters,hal@example.org,05/06/2000
";

/// As they are written, and as they are compared.
const SECRETS: [&str; 4] = ["31/12/1970", "31121970", "30/11/1969", "30111969"];

fn tells_none(told: &str) {
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
}

#[test]
fn a_file_with_answers_is_taken_where_the_rulebook_asks_and_shown_without_them() {
    let society = Society::asking();
    let told = society.preview(ANSWERED);
    tells_none(&told);
    society.write("answered.csv", ANSWERED);
    tells_none(&society.done("contest roll import answered.csv"));
    let other = ANSWERED.replace("31/12/1970", "30/11/1969");
    let told = society.preview(&other);
    assert!(told.contains("M001: answer\n"), "{told}");
    tells_none(&told);
    let json = society.done("contest roll import preview.csv --preview --json");
    assert!(json.contains("\"answer\""), "{json}");
    tells_none(&json);
    for command in [
        "contest roll show",
        "contest roll show M001",
        "contest log",
        "contest roll freeze",
    ] {
        tells_none(&society.done(command));
    }
    tells_none(&society.log());
    tells_none(&society.done("contest roll opening M001 --out ann.opening"));
    let opening = std::fs::read_to_string(society.path("ann.opening")).unwrap();
    assert!(opening.contains("Ann Lee"), "{opening}");
    tells_none(&opening);
    tells_none(&society.done("store fsck"));
}

#[test]
fn who_votes_online_without_an_answer_is_rejected_where_the_rulebook_asks() {
    let told = Society::asking().preview(MEMBERS);
    let fault = "  row 2, column 'answer': '' is empty, and ballot.second_factor asks everybody who votes online: write what she will answer, or let her vote by post\n";
    assert!(told.contains(fault), "{told}");
    assert!(!told.contains("row 4, column 'answer'"), "{told}");
}

#[test]
fn a_file_with_answers_is_refused_where_the_rulebook_asks_nothing() {
    let society = Society::new();
    society.write("answered.csv", ANSWERED);
    let refusal = society.refused("contest roll import answered.csv");
    assert!(
        refusal.contains("column 'answer' is not wanted"),
        "{refusal}"
    );
    tells_none(&refusal);
    let told = society.done("contest roll import answered.csv --ignore-columns");
    assert!(told.contains("answer"), "{told}");
}

#[test]
fn a_claimant_gives_her_answer_where_the_rulebook_asks_and_not_where_it_does_not() {
    let claim = "contest roll claim c1 M010 --name Ida --answer 31/12/1970";
    let society = Society::imported();
    society.done("contest claim c1 --section members");
    let refusal = society.refused(claim);
    assert!(
        refusal.contains("asks electors nothing at sign-in"),
        "{refusal}"
    );
    let society = Society::asking();
    society.write("answered.csv", ANSWERED);
    society.done("contest roll import answered.csv");
    society.done("contest claim c1 --section members");
    tells_none(&society.done(claim));
    society.done("contest rule r1 --allow --reasons Shown. claim c1");
    let told = society.done("contest roll determine c1 --ruling r1");
    assert!(told.contains("M010 may vote: members, online"), "{told}");
    tells_none(&told);
    society.done("contest roll freeze");
    tells_none(&society.log());
}
