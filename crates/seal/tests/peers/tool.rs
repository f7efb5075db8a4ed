use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hustings_seal::ballot::Ballot;
use hustings_seal::credential::Credential;
use hustings_seal::election::Uuid;
use libtest_mimic::Failed;
use rayon::prelude::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// belenios-tool of one release.
#[derive(Clone, Copy)]
pub struct Tool {
    release: &'static str,
    required: bool,
}

impl Tool {
    pub fn required(release: &'static str) -> Self {
        Self {
            release,
            required: true,
        }
    }

    pub fn optional(release: &'static str) -> Self {
        Self {
            release,
            required: false,
        }
    }

    pub fn release(&self) -> &'static str {
        self.release
    }

    /// A tool that must be there is taken to be: it fails where it is run.
    pub fn is_there(&self) -> bool {
        self.required || self.path().exists()
    }

    /// Verifies a whole archive.
    pub fn verify(&self, uuid: &Uuid, archive: &[u8]) -> Result<(), Failed> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(format!("{uuid}.bel")), archive)?;
        self.run("verify", folder.path(), None)
    }

    /// Verifies each ballot against an archive that has none.
    pub fn verify_ballots(
        &self,
        uuid: &Uuid,
        setup: &[u8],
        ballots: &[Ballot],
    ) -> Result<(), Failed> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(format!("{uuid}.bel")), setup)?;
        let texts = tempfile::tempdir()?;
        ballots
            .par_iter()
            .enumerate()
            .try_for_each(|(number, ballot)| {
                let file = texts.path().join(format!("{number}.json"));
                fs::write(&file, ballot.text())?;
                self.run("verify-ballot", folder.path(), Some(&file))
            })
    }

    fn run(&self, verb: &str, folder: &Path, ballot: Option<&Path>) -> Result<(), Failed> {
        let mut command = Command::new(self.path());
        command.args(["election", verb, "--dir"]).arg(folder);
        if let Some(ballot) = ballot {
            command.arg("--ballot").arg(ballot);
        }
        let output = command.output().map_err(|error| {
            format!(
                "{}: {error}; run tests/belenios/install {}",
                self.path().display(),
                self.release
            )
        })?;
        if output.status.success() {
            Ok(())
        } else {
            Err(format!(
                "{} {verb}: {}",
                self.release,
                String::from_utf8_lossy(&output.stderr)
            )
            .into())
        }
    }

    fn path(&self) -> PathBuf {
        root()
            .join("target/belenios")
            .join(self.release)
            .join("belenios-tool")
    }
}

/// The verifier sirona, for elections of single trustees with one ranked question at most, which comes first.
pub struct Sirona(PathBuf);

impl Sirona {
    pub fn find() -> Option<Self> {
        let path = root().join("tests/belenios/node_modules/sirona/dist/cli/sirona.js");
        path.exists().then_some(Self(path))
    }

    /// Verifies a whole archive.
    pub fn verify(&self, uuid: &Uuid, archive: &[u8]) -> Result<(), Failed> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(format!("{uuid}.bel")), archive)?;
        let mut command = Command::new("node");
        command
            .arg(self.0.canonicalize()?)
            .args(["election", "verify"]);
        let output = command.current_dir(folder.path()).output()?;
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("sirona: {}", String::from_utf8_lossy(&output.stderr)).into())
        }
    }
}

/// The booth, built for Node.
pub struct Booth(PathBuf);

impl Booth {
    pub fn find() -> Option<Self> {
        let path = root().join("booth/dist/seal-ballots.js");
        path.exists().then_some(Self(path))
    }

    /// Seals one ballot a credential.
    pub fn seal(
        &self,
        election: &str,
        credentials: &[Credential],
        answers: &[Vec<Vec<u8>>],
    ) -> Result<Vec<String>, Failed> {
        let ballots: Vec<_> = credentials
            .iter()
            .zip(answers)
            .map(|(credential, plaintexts)| {
                serde_json::json!({ "credential": credential.reveal(), "plaintexts": plaintexts })
            })
            .collect();
        let request = serde_json::json!({ "election": election, "ballots": ballots });
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("request.json");
        fs::write(&file, request.to_string())?;
        let output = Command::new("node")
            .arg(&self.0)
            .stdin(Stdio::from(fs::File::open(&file)?))
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(String::from_utf8(output.stdout)?
            .lines()
            .map(str::to_owned)
            .collect())
    }
}
