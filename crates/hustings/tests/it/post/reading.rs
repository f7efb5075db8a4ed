//! Papers read twice, decided, counted, published.

use super::{AFTER, PAPER, closed, enter, needs_a_person};

#[test]
fn what_two_people_read_differently_a_third_decides_under_a_named_rule() {
    let folder = closed();
    let compare = format!("{PAPER} compare --batch b1");
    let (_, needed) = needs_a_person(&folder, &compare);
    assert!(needed.contains("'chair' is entered by nobody"), "{needed}");
    enter(
        &folder,
        "Ann Archer",
        "paper,ash,birch\n1,1,2\n2,2,1\n3,,\n",
    );
    let refusal = folder.refused(&format!(
        "{PAPER} enter --batch b1 --post chair --by \"ann  archer\" entry.csv"
    ));
    assert!(
        refusal.contains("Ann Archer has entered it for 'chair' already"),
        "{refusal}"
    );
    enter(&folder, "Ben Bow", "paper,birch,ash\n3,,?x\n2,,1\n1,2,1\n");
    let refusal = folder.refused(&format!(
        "{PAPER} enter --batch b1 --post chair --by Cy entry.csv"
    ));
    assert!(
        refusal.contains("what differs is adjudicated, not entered again"),
        "{refusal}"
    );

    let (told, needed) = needs_a_person(&folder, &compare);
    assert_eq!(
        told,
        "chair: 2 of the papers that Ann Archer and Ben Bow entered differ or are doubtful\n  \
         paper 2: ash “2” and “1”, birch “1” and nothing; undecided\n  \
         paper 3: ash nothing and “?x”; undecided\n"
    );
    assert!(
        needed.contains("batch b1: 2 papers are undecided for 'chair'"),
        "{needed}"
    );
    let count = format!("{PAPER} count --batch b1 {AFTER}");
    let (_, needed) = needs_a_person(&folder, &count);
    assert!(
        needed.contains("2 papers are undecided for 'chair', the first of them paper 2"),
        "{needed}"
    );

    let decide = |paper: u64, by: &str, verdict: &str| {
        format!(
            "{PAPER} adjudicate --batch b1 --post chair --paper {paper} --by \"{by}\" {verdict} --rule \"guidance 4\""
        )
    };
    for (line, says) in [
        (
            decide(2, "Ben Bow", "--blank"),
            "Ben Bow entered it, and a third person decides",
        ),
        (
            decide(1, "Cy Cole", "--blank"),
            "paper 1 was entered alike for 'chair'",
        ),
        (
            decide(2, "Cy Cole", "--marks ash=1,birch=1"),
            "these marks are no ranking (several candidates at one rank)",
        ),
        (
            decide(2, "Cy Cole", "--marks ash=1,cedar=2"),
            "'cedar' is no nominee for this post",
        ),
    ] {
        let refusal = folder.refused(&line);
        assert!(refusal.contains(says), "{says}: {refusal}");
    }
    folder.done(&decide(2, "Cy Cole", "--marks birch=1,ash=2"));
    folder.done(&decide(3, "Cy Cole", "--spoilt \"no clear intention\""));
    assert!(folder.done(&compare).contains("nothing is undecided"));

    let told = folder.done(&count);
    assert!(
        told.ends_with(
            "batch b1: 3 papers, 2 entered differently or doubtful, 2 adjudicated\n\
             chair: 2 papers, 0 blank, 1 spoilt\nchair, spoilt, no clear intention: 1\n"
        ),
        "{told}"
    );
    let log = folder.done("contest log");
    let last = log.lines().last().unwrap();
    assert!(
        last.contains("\"entered_by\":[\"Ann Archer\",\"Ben Bow\"]"),
        "{last}"
    );
    assert!(
        last.contains("decided under these rules: “guidance 4” 2"),
        "{last}"
    );
    let refusal = folder.refused(&count);
    assert!(
        refusal.contains("batch b1: it is counted already"),
        "{refusal}"
    );
}

#[test]
fn a_batch_is_entered_with_exactly_the_papers_that_it_took_in() {
    let folder = closed();
    for (table, says) in [
        (
            "paper,ash,birch\n1,1,\n2,1,\n",
            "2 papers are entered and the batch took in 3: paper 3 is missing",
        ),
        (
            "paper,ash,birch\n1,1,\n2,1,\n2,1,\n",
            "line 4: paper 2 stands there a second time",
        ),
        (
            "paper,ash,birch\n1,1,\n2,1,\n4,1,\n",
            "line 4: “4” is no paper of the batch, whose papers are 1 to 3",
        ),
        ("paper,ash,birch\n+1,1,\n", "line 2: “+1” is no paper"),
        ("paper,ash\n1,1\n", "the nominee 'birch' has no column"),
        ("paper,ash,ash\n", "the column 'ash' stands there twice"),
        ("paper,ash,cedar\n", "'cedar' is no nominee for this post"),
        ("ash,birch\n", "the first column is not 'paper'"),
        ("paper,ash,birch\n1,1\n", "part cells by commas"),
        ("", "the first column is not 'paper'"),
    ] {
        folder.write("entry.csv", table);
        let refusal = folder.refused(&format!(
            "{PAPER} enter --batch b1 --post chair --by Ann entry.csv"
        ));
        assert!(refusal.contains("entry.csv: batch b1: "), "{refusal}");
        assert!(refusal.contains(says), "{says}: {refusal}");
    }
    let refusal = folder.refused(&format!(
        "{PAPER} enter --batch b2 --post chair --by Ann entry.csv"
    ));
    assert!(
        refusal.contains("batch b2: its numbers are not published"),
        "{refusal}"
    );
}

#[test]
fn few_posted_papers_are_not_published_without_a_ruling() {
    let folder = closed();
    for by in ["Ann", "Ben"] {
        enter(&folder, by, "paper,ash,birch\n1,1,2\n2,1,2\n3,,\n");
    }
    folder.done(&format!("{PAPER} count --batch b1 {AFTER}"));
    for step in ["shuffle", "decrypt"] {
        for trustee in [1, 2] {
            let name = format!("{step}-{trustee}");
            let reach = if step == "decrypt" {
                "decryption"
            } else {
                "whole"
            };
            folder.done(&format!(
                "contest archive members --as {reach} --out {name}.bel"
            ));
            let event = folder.event(&format!("{name}.bel"));
            let statements = if step == "decrypt" {
                "--statements shuffle-1.s.json shuffle-2.s.json"
            } else {
                ""
            };
            folder.done(&format!(
                "trustee {step} {name}.bel --event {event} --key key-{trustee} --out {name}.json --statement {name}.s.json {statements}"
            ));
            folder.done(&format!(
                "contest append members {name}.json --statement {name}.s.json {AFTER}"
            ));
        }
    }
    let tally = format!("contest tally {AFTER}");
    let (_, needed) = needs_a_person(&folder, &tally);
    assert!(
        needed.contains("chair: 3 papers came by post, and fewer than 4 may not be known apart (roll.smallest_reported_section)"),
        "{needed}"
    );
    folder.done(&format!(
        "contest rule r1 --allow --reasons \"All three agreed.\" {AFTER} other \"publication of posted papers\""
    ));
    folder.done(&tally);
    let log = folder.done("contest log");
    assert!(
        log.contains("\"channels\":{\"online\":2,\"post\":3}"),
        "{log}"
    );
    let told = folder.done(&format!("contest declare {AFTER}"));
    assert!(
        told.contains("chair: mock, nobody is elected; declared elected: ash"),
        "{told}"
    );
}
