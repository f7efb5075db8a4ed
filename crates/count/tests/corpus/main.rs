//! Papers and counts that other people keep, read where they lie (`HUSTINGS_CORPUS`): what they count, we count, to the
//! last figure. Where they are not there, the tests are counted as ignored; the default harness cannot do that, hence
//! this binary of its own. With `--page FILE` it writes what agrees and what does not: `docs/conformance.md`.

mod droop;
mod gregory;
mod meek;
mod page;
mod papers;
mod rctab;
mod stv;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// A count that somebody else holds too.
pub(crate) struct Case {
    /// The folder of the corpus that it is from.
    pub(crate) folder: &'static str,
    /// The election.
    pub(crate) election: String,
    /// The counting rule, as we call it.
    pub(crate) rule: &'static str,
    /// Counts, and says what was compared.
    pub(crate) compare: Box<dyn Fn() -> Result<String, String> + Send>,
}

fn corpus() -> PathBuf {
    std::env::var_os("HUSTINGS_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus"),
        PathBuf::from,
    )
}

fn cases(corpus: &Path) -> Vec<Case> {
    let mut cases = stv::cases(corpus);
    cases.extend(rctab::cases(corpus));
    cases.extend(papers::labour_2010(corpus));
    cases.sort_by(|a, b| (a.folder, a.rule, &a.election).cmp(&(b.folder, b.rule, &b.election)));
    cases
}

/// The files of a folder whose names end so.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect()
}

fn main() -> ExitCode {
    let corpus = corpus();
    let there = corpus.is_dir();
    if !there {
        println!("no corpus at {}: set HUSTINGS_CORPUS", corpus.display());
    }
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--page") {
        let page = page::page(&cases(&corpus), stv::left_out(&corpus));
        return page::write(&page, arguments.next().as_deref());
    }
    let mut trials: Vec<Trial> = cases(&corpus)
        .into_iter()
        .map(|case| {
            let name = format!("{}::{}::{}", case.folder, case.rule, case.election);
            Trial::test(name, move || {
                (case.compare)()?;
                Ok(())
            })
        })
        .collect();
    let number = trials.len();
    if there {
        trials.extend(papers::trials(&corpus));
    }
    let enough = move || {
        if number < 44 {
            return Err(format!("only {number} counts of others were found").into());
        }
        Ok(())
    };
    trials.push(Trial::test("nothing_of_the_corpus_is_missing", enough).with_ignored_flag(!there));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
