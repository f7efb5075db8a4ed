//! The programs of PostgreSQL, and how they are run and ended.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// Whether PostgreSQL and a user to run it as can be had.
pub fn is_there() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    *THERE.get_or_init(|| programs().is_some() && (!is_root() || user().is_some()))
}

/// The newest release's programs.
pub fn programs() -> Option<PathBuf> {
    let releases = fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<(u32, PathBuf)> = releases
        .filter_map(|release| {
            let path = release.ok()?.path();
            let number = path.file_name()?.to_str()?.parse().ok()?;
            let programs = path.join("bin");
            programs
                .join("initdb")
                .exists()
                .then_some((number, programs))
        })
        .collect();
    folders.sort();
    folders.pop().map(|(_, programs)| programs)
}

fn is_root() -> bool {
    static ROOT: OnceLock<bool> = OnceLock::new();
    *ROOT.get_or_init(|| {
        let id = Command::new("id").arg("-u").output().unwrap();
        id.stdout == b"0\n"
    })
}

/// PostgreSQL refuses to run as root.
fn user() -> Option<&'static str> {
    let there = |user: &&str| {
        let id = Command::new("id")
            .arg(user)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        id.is_ok_and(|status| status.success())
    };
    ["postgres", "nobody"].into_iter().find(there)
}

/// Runs what follows as the user that PostgreSQL runs as, killed when this thread ends.
pub fn unprivileged() -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if is_root() {
        let user = user().unwrap();
        let group = Command::new("id").args(["-g", user]).output().unwrap();
        let group = String::from_utf8(group.stdout).unwrap();
        command.args(["--reuid", user, "--init-groups", "--regid", group.trim()]);
    }
    command.current_dir("/").stdin(Stdio::null());
    command
}

/// A program of PostgreSQL.
pub fn program(name: &str) -> Command {
    let mut command = unprivileged();
    command.arg(programs().unwrap().join(name));
    command
}

pub fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// In memory where there is room: what a killed process has written is there all the same, and starting again, which
/// brings thousands of files to disk, does not take most of the tests' time.
pub fn in_memory() -> PathBuf {
    let free = Command::new("df")
        .args(["--output=avail", "-B1M", "/dev/shm"])
        .output()
        .unwrap();
    let free = String::from_utf8_lossy(&free.stdout);
    let free = free
        .lines()
        .nth(1)
        .and_then(|free| free.trim().parse::<u64>().ok());
    if free.is_some_and(|free| free >= 4096) {
        PathBuf::from("/dev/shm")
    } else {
        std::env::temp_dir()
    }
}

/// A folder that belongs to PostgreSQL's user.
pub fn folder(root: &Path) -> TempDir {
    let folder = tempfile::Builder::new()
        .prefix("hpg")
        .tempdir_in(root)
        .unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if is_root() {
        run(Command::new("chown")
            .arg(user().unwrap())
            .arg(folder.path()));
    }
    folder
}

/// A process and all that it has started, itself first.
pub fn family(process: &str) -> Vec<String> {
    let mut all = vec![process.to_owned()];
    let mut next = 0;
    while let Some(process) = all.get(next) {
        let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
        let children = children.unwrap_or_default();
        all.extend(children.split_whitespace().map(str::to_owned));
        next += 1;
    }
    all
}

/// A process that has ended and is not waited for is not alive.
pub fn is_alive(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let state = stat.rsplit(')').next().unwrap_or_default();
    !state.is_empty() && !state.trim_start().starts_with('Z')
}
