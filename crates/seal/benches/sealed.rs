//! What sealed ballots cost, per ballot and core, beside belenios-tool on the same archive in the same run.
//!
//! `cargo bench --package hustings-seal -- 10000 100000`; `BELENIOS_TOOL` names the peer. One ranked question of ten
//! candidates, two trustees, two shuffles. Figures are user and system time.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

use hustings_seal::archive::Archive;
use hustings_seal::ballot::Ballot;
use hustings_seal::election::{Question, Uuid};
use hustings_seal::progress::silent;
use hustings_seal::randomness::system;
use hustings_seal::registrar;
use hustings_seal::setup::Setup;
use hustings_seal::trustee::{Part, PrivateKey, Trustees};
use hustings_seal::verify::{Policy, fast, verified};
use rand_core::Rng as _;
use rayon::prelude::*;

const CANDIDATES: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    if let [step, path] = arguments.as_slice()
        && let Some(step) = Step::ALL.into_iter().find(|known| known.name() == step)
    {
        return step.run(Path::new(path));
    }
    let sizes: Vec<usize> = arguments
        .iter()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if sizes.is_empty() {
        vec![10_000]
    } else {
        sizes
    };
    println!("| ballots | step | us a ballot and core | seconds of a clock | peak MiB |");
    println!("|---|---|---|---|---|");
    for size in sizes {
        election(size);
    }
}

/// What is measured, each in a process of its own, whose peak of memory is its own.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Tally,
    Shuffle,
    ShuffleAgain,
    EndShuffles,
    Decrypt,
    Audit,
    Result,
    Verify,
}

impl Step {
    const ALL: [Self; 8] = [
        Self::Tally,
        Self::Shuffle,
        Self::ShuffleAgain,
        Self::EndShuffles,
        Self::Decrypt,
        Self::Audit,
        Self::Result,
        Self::Verify,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Tally => "tally",
            Self::Shuffle => "shuffle and prove",
            Self::ShuffleAgain => "shuffle and prove, the generators cached",
            Self::EndShuffles => "end the shuffles",
            Self::Decrypt => "decrypt and prove",
            Self::Result => "result",
            Self::Audit => "audit, with JSON, up to the last decryption",
            Self::Verify => "full audit: the same, and every paper encoded again",
        }
    }

    /// The figures are of the step alone: verifying what went before is not in them, but its memory is in the peak.
    fn run(self, path: &Path) {
        if self == Self::Verify {
            let clock = Clock::start();
            let report = fast(open(path), &Policy::default(), &mut system()).unwrap();
            return clock.stop(report.tallied, self.name());
        }
        let policy = Policy {
            unfinished: true,
            ..Policy::default()
        };
        let clock = Clock::start();
        let verified = verified(open(path), &policy, &mut system()).unwrap();
        if self == Self::Audit {
            return clock.stop(verified.report().tallied, self.name());
        }
        let ballots = verified.report().tallied;
        let done = verified.report().shuffles.len();
        let message = path.with_extension("json");
        let mut archive = Archive::open(
            fs::File::options()
                .read(true)
                .write(true)
                .open(path)
                .unwrap(),
        )
        .unwrap();
        let clock = Clock::start();
        match self {
            Self::Tally => archive
                .encrypted_tally(&verified.encrypted_tally().unwrap(), ballots)
                .unwrap(),
            Self::Shuffle | Self::ShuffleAgain => {
                // The generators of the second shuffle are there, since the first was verified.
                let shuffle = verified.shuffle(&mut system(), &silent).unwrap();
                write(&message, |out| shuffle.write(out));
                clock.stop(ballots, self.name());
                drop(shuffle);
                archive
                    .shuffle_from(done + 1, &mut fs::File::open(&message).unwrap())
                    .unwrap();
            }
            Self::EndShuffles => archive.end_shuffles().unwrap(),
            Self::Decrypt => {
                let trustee = verified.report().decryptions.len() + 1;
                let key =
                    fs::read_to_string(path.with_file_name(format!("{trustee}.key"))).unwrap();
                let key = PrivateKey::parse(&key).unwrap();
                let (trustee, decryption) = verified.decrypt(&key, &mut system(), &silent).unwrap();
                write(&message, |out| decryption.write(out));
                clock.stop(ballots, self.name());
                archive
                    .partial_decryption_from(trustee, &mut fs::File::open(&message).unwrap())
                    .unwrap();
            }
            Self::Result => archive.result(&verified.result().unwrap()).unwrap(),
            Self::Audit | Self::Verify => unreachable!("it was run"),
        }
    }
}

fn open(path: &Path) -> fs::File {
    fs::File::open(path).unwrap()
}

fn write(path: &Path, write: impl FnOnce(&mut BufWriter<fs::File>) -> std::io::Result<()>) {
    let mut out = BufWriter::new(fs::File::create(path).unwrap());
    write(&mut out).unwrap();
    out.flush().unwrap();
}

struct Clock {
    wall: std::time::Instant,
    cpu: f64,
}

impl Clock {
    fn start() -> Self {
        Self {
            wall: std::time::Instant::now(),
            cpu: cpu_seconds(11),
        }
    }

    fn stop(self, ballots: usize, step: &str) {
        let cpu = cpu_seconds(11) - self.cpu;
        row(
            ballots,
            step,
            cpu,
            self.wall.elapsed().as_secs_f64(),
            peak_mib(),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "figures to read")]
fn row(ballots: usize, step: &str, cpu: f64, wall: f64, peak: u64) {
    println!(
        "| {ballots} | {step} | {:.1} | {wall:.2} | {peak} |",
        cpu / ballots as f64 * 1e6
    );
}

/// User and system time in seconds: of this process from field 11 behind its name on, of its children from field 13.
fn cpu_seconds(field: usize) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .skip(field)
        .take(2);
    fields
        .filter_map(|field| field.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}

fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

fn election(ballots: usize) {
    let folder = std::env::temp_dir().join(format!("hustings-bench-{ballots}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let keys = [
        PrivateKey::generate(&mut system()),
        PrivateKey::generate(&mut system()),
    ];
    for (trustee, key) in (1..).zip(&keys) {
        fs::write(folder.join(format!("{trustee}.key")), &*key.reveal()).unwrap();
    }
    let path = cast(ballots, &keys, &folder);
    let steps = [
        Step::Tally,
        Step::Shuffle,
        Step::ShuffleAgain,
        Step::EndShuffles,
        Step::Decrypt,
        Step::Decrypt,
        Step::Audit,
        Step::Result,
        Step::Verify,
    ];
    for step in steps {
        let status = Command::new(std::env::current_exe().unwrap())
            .arg(step.name())
            .arg(&path)
            .status()
            .unwrap();
        assert!(status.success(), "{}", step.name());
    }
    let _ = fs::remove_file(path.with_extension("json"));
    peer(ballots, &folder);
    fs::remove_dir_all(&folder).unwrap();
}

/// Seals and casts, outside the clocks.
fn cast(ballots: usize, keys: &[PrivateKey; 2], folder: &Path) -> std::path::PathBuf {
    let parts = keys
        .each_ref()
        .map(|key| Part::Single(key.public_key(&mut system())));
    let trustees = Trustees::new(&parts).unwrap();
    let uuid = Uuid::generate(&mut system());
    let electors: Vec<String> = (0..ballots).map(|number| number.to_string()).collect();
    let issued = registrar::issue(&electors, &mut system()).unwrap();
    let candidates = (1..=CANDIDATES)
        .map(|number| format!("Candidate {number}"))
        .collect();
    let question = Question::Ranked {
        question: "Leader".to_owned(),
        candidates,
    };
    let public = registrar::public(&issued, &uuid).unwrap();
    let setup = Setup::new(
        &uuid,
        "Leader",
        "A benchmark",
        &[question],
        trustees,
        &public,
    )
    .unwrap();
    let path = folder.join(format!("{uuid}.bel"));
    let file = BufWriter::new(fs::File::create(&path).unwrap());
    let mut archive = Archive::create(file, 1_795_521_600, &setup).unwrap();
    let clock = Clock::start();
    for some in issued.chunks(4096) {
        let sealed: Vec<Ballot> = some
            .par_iter()
            .map(|issued| {
                Ballot::seal(
                    setup.election(),
                    &issued.credential,
                    &[ranks()],
                    &mut system(),
                )
                .unwrap()
            })
            .collect();
        for ballot in &sealed {
            archive.cast(ballot).unwrap();
        }
    }
    archive.end_ballots().unwrap();
    archive.into_inner().flush().unwrap();
    clock.stop(ballots, "seal");
    path
}

/// A whole ranking, each as probable as any other.
fn ranks() -> Vec<u8> {
    let mut ranks: Vec<u8> = (1..).take(CANDIDATES).collect();
    for index in (1..CANDIDATES).rev() {
        let other = system().next_u64() % (index as u64 + 1);
        ranks.swap(index, usize::try_from(other).unwrap());
    }
    ranks
}

fn peer(ballots: usize, folder: &Path) {
    let Ok(tool) = std::env::var("BELENIOS_TOOL") else {
        println!("| {ballots} | belenios-tool: BELENIOS_TOOL is not set | | | |");
        return;
    };
    let alone = folder.join("alone");
    fs::create_dir(&alone).unwrap();
    for file in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if file
            .path()
            .extension()
            .is_some_and(|extension| extension == "bel")
        {
            fs::rename(file.path(), alone.join(file.file_name())).unwrap();
        }
    }
    let wall = std::time::Instant::now();
    let before = cpu_seconds(13);
    let output = Command::new(tool)
        .args(["election", "verify", "--dir"])
        .arg(&alone)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let step = "belenios-tool election verify (checks no ballot's proofs)";
    row(
        ballots,
        step,
        cpu_seconds(13) - before,
        wall.elapsed().as_secs_f64(),
        0,
    );
}
