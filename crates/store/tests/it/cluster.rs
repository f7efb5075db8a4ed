//! PostgreSQL in a temporary folder, as a user without privileges, reached by a socket in that folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use hustings_store::Location;
use tempfile::TempDir;

use crate::programs::{
    family, folder, in_memory, is_alive, is_there, program, programs, run, unprivileged,
};

const ROLE: &str = "hustings";

/// A server with its folder. Dropping it kills it; so does the end of the thread that started it.
pub struct Cluster {
    folder: TempDir,
    server: Option<Child>,
    options: Vec<String>,
}

/// How to reach a cluster.
#[derive(Clone)]
pub struct Socket(PathBuf);

impl Cluster {
    /// Makes a cluster and starts its server, if there is PostgreSQL.
    pub fn start() -> Option<Self> {
        is_there().then(|| Self::start_with(&[]))
    }

    /// The same with settings, `name=value`.
    pub fn start_with(settings: &[&str]) -> Self {
        Self::start_in(&in_memory(), settings)
    }

    /// The same beneath a folder.
    pub fn start_in(root: &Path, settings: &[&str]) -> Self {
        let folder = folder(root);
        let data = folder.path().join("data");
        run(program("initdb")
            .args([
                "-A",
                "trust",
                "-U",
                ROLE,
                "-E",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
                "-D",
            ])
            .arg(&data));
        let mut cluster = Self {
            folder,
            server: None,
            options: settings.iter().map(|&setting| setting.to_owned()).collect(),
        };
        cluster.serve();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts the server, and waits until it answers.
    pub fn serve(&mut self) {
        self.start_server(program("postgres"));
    }

    /// The same, with its system calls and those of its children written to the file that is returned.
    pub fn serve_beneath_strace(&mut self, calls: &str) -> PathBuf {
        let trace = self.folder.path().join("trace");
        let mut command = unprivileged();
        command.args(["strace", "-f", "-y", "-s", "64", "-e", calls, "-o"]);
        command
            .arg(&trace)
            .arg(programs().unwrap().join("postgres"));
        self.start_server(command);
        trace
    }

    fn start_server(&mut self, mut command: Command) {
        let log = self.folder.path().join("log");
        let out = fs::File::create(&log).unwrap();
        command
            .arg("-D")
            .arg(self.data())
            .arg("-k")
            .arg(self.folder.path());
        command.args(["-h", "", "-c", "max_connections=200"]);
        for option in &self.options {
            command.arg("-c").arg(option);
        }
        let errors = out.try_clone().unwrap();
        self.server = Some(command.stdout(out).stderr(errors).spawn().unwrap());
        let start = Instant::now();
        while !self.socket().answers() {
            let waited = start.elapsed() < Duration::from_mins(1);
            assert!(waited, "{}", fs::read_to_string(&log).unwrap());
            sleep(Duration::from_millis(20));
        }
    }

    /// Kills every process of the server, with no time to do anything.
    pub fn kill(&mut self) {
        let Some(mut server) = self.server.take() else {
            return;
        };
        let all = family(&server.id().to_string());
        let mut kill = Command::new("kill");
        let _ = kill.arg("-KILL").args(&all).stderr(Stdio::null()).status();
        let _ = server.wait();
        // Its memory is free when they are gone.
        while all.iter().any(|process| is_alive(process)) {
            sleep(Duration::from_millis(5));
        }
    }

    /// Stops the server, which ends every connection in order.
    pub fn stop(&mut self) {
        let Some(mut server) = self.server.take() else {
            return;
        };
        let server_or_strace = server.id().to_string();
        // strace has one child, the server.
        let traced = fs::read_to_string(format!("/proc/{server_or_strace}/comm"));
        let postmaster = if traced.is_ok_and(|name| name.trim() == "strace") {
            family(&server_or_strace).swap_remove(1)
        } else {
            server_or_strace
        };
        run(Command::new("kill").args(["-INT", &postmaster]));
        server.wait().unwrap();
    }

    /// A standby that follows this server, under a name.
    pub fn standby(&self, name: &str) -> Self {
        let folder = folder(&in_memory());
        let source = format!(
            "host={} user={ROLE} application_name={name}",
            self.folder.path().display()
        );
        run(program("pg_basebackup")
            .args(["-R", "-c", "fast", "-d", &source, "-D"])
            .arg(folder.path().join("data")));
        let mut standby = Self {
            folder,
            server: None,
            options: self.options.clone(),
        };
        standby.serve();
        standby
    }

    pub fn socket(&self) -> Socket {
        Socket(self.folder.path().to_owned())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Socket {
    fn client(&self, name: &str) -> Command {
        let mut command = program(name);
        command.arg("-h").arg(&self.0).args(["-U", ROLE]);
        command
    }

    fn answers(&self) -> bool {
        let mut ready = self.client("pg_isready");
        ready
            .args(["-q", "-d", "postgres"])
            .status()
            .unwrap()
            .success()
    }

    /// Runs a statement and returns what it says.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        let output = self
            .client("psql")
            .args([
                "-X",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                database,
                "-c",
                sql,
            ])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    pub fn create_database(&self, name: &str) -> Location {
        self.sql("postgres", &format!("CREATE DATABASE {name}"));
        self.location(name)
    }

    pub fn location(&self, database: &str) -> Location {
        let folder: &Path = &self.0;
        let url = format!(
            "postgres://{ROLE}@localhost/{database}?host={}",
            folder.display()
        );
        url.parse().unwrap()
    }
}
