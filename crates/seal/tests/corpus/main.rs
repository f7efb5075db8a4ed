//! Elections that belenios-tool made, read where they lie (`HUSTINGS_CORPUS`): what it made we verify, and from its keys we
//! make it again. Where they are not there, the tests are counted as ignored; the default harness cannot do that, hence
//! this binary of its own.

mod archives;
mod ceremony;
mod closing;
mod files;
mod keys;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use files::Folder;

/// What is held against a folder of the corpus.
type Check = fn(&Folder) -> Result<(), Failed>;

const FIVE: [(&str, Check); 17] = [
    (
        "both_verifiers_find_what_was_published",
        archives::five_hold,
    ),
    ("each_bit_is_as_we_write_it", archives::rewritten),
    ("ballots_hold_one_by_one", archives::ballots),
    ("samples_are_read", archives::samples),
    ("credentials_have_their_public_parts", keys::credentials),
    ("the_servers_key_has_its_public_part", keys::server),
    ("seeds_have_the_keys_of_their_certificates", keys::seeds),
    ("encrypted_keys_open_to_published_ones", keys::shares),
    ("the_elections_key_is_the_product", keys::product),
    ("certificates_and_polynomials_hold", ceremony::first_rounds),
    ("shares_are_sorted_to_the_byte", ceremony::sorted),
    (
        "shares_are_accepted_and_come_to_the_same_keys",
        ceremony::accepted,
    ),
    ("parameters_are_assembled_to_the_byte", ceremony::assembled),
    (
        "the_encrypted_tally_is_recomputed_to_the_byte",
        closing::tally,
    ),
    ("factors_are_the_same_whoever_makes_them", closing::factors),
    ("the_result_is_recomputed_to_the_byte", closing::result),
    (
        "the_result_is_recomputed_from_keys_alone",
        closing::from_keys,
    ),
];

const HUNDRED: [(&str, Check); 4] = [
    (
        "both_verifiers_find_what_was_published",
        archives::hundred_hold,
    ),
    ("each_bit_is_as_we_write_it", archives::rewritten),
    ("ballots_hold_one_by_one", archives::ballots),
    ("samples_are_read", archives::samples),
];

fn corpus() -> PathBuf {
    std::env::var_os("HUSTINGS_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    )
}

fn main() {
    let corpus = corpus().join("belenios");
    if !corpus.is_dir() {
        println!("no corpus at {}: set HUSTINGS_CORPUS", corpus.display());
    }
    let of = |folder: &'static str, checks: &[(&'static str, Check)]| -> Vec<Trial> {
        let path = corpus.join(folder);
        let missing = !path.is_dir();
        let trial = |&(name, check): &(&str, Check)| {
            let folder = Folder(path.clone());
            Trial::test(
                format!("{folder_name}::{name}", folder_name = folder.name()),
                move || check(&folder),
            )
            .with_ignored_flag(missing)
        };
        checks.iter().map(trial).collect()
    };
    let mut trials = of("threshold-5", &FIVE);
    trials.extend(of("threshold-100", &HUNDRED));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Asserts in a trial.
pub fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), Failed> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: {found:?} instead of {expected:?}").into())
    }
}
