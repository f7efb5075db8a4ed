//! What the help tells.

use rstest::rstest;

use crate::hustings;

#[rstest]
#[case("seal ballot", &["--opening <OPENING>", "--answers-file <FILE>", "shell's history", "a machine that knows beforehand can behave"])]
#[case("seal audit", &["Whoever has the file of the ballot can cast it"])]
#[case("seal append", &["--statement <STATEMENT>", "must prove it"])]
#[case("seal find", &["checks no proof"])]
#[case("seal result", &["--fewest <N>", "--most <N>", "--shuffles <N>", "--replacing"])]
#[case("seal verify", &["--statements <STATEMENT>...", "--fewest <N>"])]
#[case("seal cast", &["give many in one call"])]
#[case("trustee shuffle", &["--event <DIGEST>"])]
#[case("trustee decrypt", &["--event <DIGEST>", "--statements <STATEMENT>...", "--without-statements", "FILE.decrypted"])]
#[case("trustee rehearse", &["rehearse --trustees election.bel --key"])]
#[case("registrar check", &["registrar check election.bel --election"])]
fn the_help_lists_what_each_takes(#[case] verb: &str, #[case] listed: &[&str]) {
    let words: Vec<&str> = verb.split(' ').chain(["--help"]).collect();
    let help = hustings(&words);
    assert_eq!(help.code, 0, "{}", help.err);
    let words: Vec<&str> = help.out.split_whitespace().collect();
    let told = words.join(" ");
    for passage in listed {
        assert!(told.contains(passage), "{passage} in {told}");
    }
}
