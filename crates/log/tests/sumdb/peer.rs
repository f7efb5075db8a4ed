use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use libtest_mimic::Failed;
use serde_json::Value;

/// The program over Go's packages, as `tests/sumdb/install` builds it.
#[derive(Clone)]
pub struct Peer(PathBuf);

impl Peer {
    pub fn find() -> Option<Self> {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/sumdb/sumdb");
        path.exists().then_some(Self(path))
    }

    /// What it answers.
    pub fn ask(&self, request: &Value) -> Result<Value, Failed> {
        let mut child = Command::new(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut stdin = child.stdin.take().ok_or("no stdin")?;
        // It reads all of the request before it answers.
        stdin.write_all(request.to_string().as_bytes())?;
        drop(stdin);
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}
