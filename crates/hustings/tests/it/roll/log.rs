//! What the log says of persons: nothing.

use super::folder::{MEMBERS, Society};

#[test]
fn nobody_on_the_roll_stands_in_the_log() {
    let society = Society::imported();
    society.done("contest rule r1 --disallow --reasons One. match --section members 1");
    society.done("contest roll match 1 --same M002 --ruling r1");
    society.done("contest claim c1 --section members");
    society.done(
        "contest roll claim c1 M010 --name Idabel --email ida@example.org --grounds Forgotten.",
    );
    society.done("contest rule r2 --allow --reasons Shown. claim c1");
    society.done("contest roll determine c1 --ruling r2");
    society.done("contest rule r3 --allow --reasons Arrears. other arrears");
    society.done("contest roll exclude M005 --ruling r3");
    society.done("contest roll freeze");
    society.done("contest rule r4 --allow --reasons Died. other death");
    society.done("contest roll amend --section members --exclude M006 --ruling r4");
    let log = society.log();
    for kind in ["roll-imported", "claim-made", "roll-frozen", "roll-amended"] {
        assert!(log.contains(kind), "{log}");
    }
    // Roots and the log's key are chance, in which anything short may stand.
    let chance = |text: &&str| {
        (text.len() == 44 && text.ends_with('=')) || text.starts_with("example.org/mock+")
    };
    let said: Vec<&str> = log.split('"').filter(|text| !chance(text)).collect();
    let said = said.join("\"");
    let public = ["members", "supporters", "online", "post"];
    let cells = MEMBERS
        .lines()
        .skip(1)
        .flat_map(|line| line.split([',', '"']));
    // What is shorter is a piece of an address, or of a name that stands in another row.
    let private = cells
        .map(str::trim)
        .filter(|cell| cell.len() > 3 && !public.contains(cell));
    let claimant = ["M010", "Idabel", "ida@example.org", "Forgotten"];
    for cell in private.chain(claimant) {
        assert!(!said.contains(cell), "{cell} stands in the log:\n{log}");
    }
}
