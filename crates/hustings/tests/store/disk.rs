//! A disk that is full, and one that may only be read: a small file system in memory, where it can be mounted.

use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::society::{Society, nominate};

pub fn trials(trials: &mut Vec<Trial>) {
    let there = Small::new().is_some();
    crate::alone(
        trials,
        "a_full_disk_is_said_and_nothing_is_lost",
        there,
        full,
    );
    crate::alone(
        trials,
        "a_store_that_may_only_be_read_is_said",
        there,
        read_only,
    );
}

/// A file system of 4 MiB.
struct Small(TempDir);

impl Small {
    /// Nothing where this user may not mount.
    fn new() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let options = ["-t", "tmpfs", "-o", "size=4m", "tmpfs"];
        let mounted = works(Command::new("mount").args(options).arg(folder.path()));
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        works(Command::new("umount").arg("-l").arg(self.path()));
    }
}

fn works(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// A contest that is kept on a small disk, and what is said to the program to find it there.
fn kept_on(disk: &Small) -> (Society, String) {
    let society = Society::begin(None, [2, 2]);
    let data = format!("--data {}", disk.path().display());
    let backup = society.hall.path("made.hustings");
    society
        .hall
        .done(&format!("store backup {}", backup.display()));
    society
        .hall
        .done(&format!("store restore {} {data}", backup.display()));
    (society, data)
}

fn full() {
    let disk = Small::new().unwrap();
    let (society, data) = kept_on(&disk);
    let hall = &society.hall;
    let ballast = disk.path().join("ballast");
    // What is left is taken by the ballast, to the last block.
    let mut filling = std::fs::File::create(&ballast).unwrap();
    while std::io::Write::write_all(&mut filling, &[0; 4096]).is_ok() {}
    drop(filling);
    let mut recorded = 0;
    let told = loop {
        let call = hall.call(&format!(
            "{} {data}",
            nominate(&format!("n-{recorded:02}"), "ash")
        ));
        match call.code {
            0 => recorded += 1,
            code => break (code, call.err),
        }
        assert!(recorded < 40, "the disk is never full");
    };
    assert_eq!(told.0, 3, "{}", told.1);
    assert!(told.1.contains("make room and try again"), "{}", told.1);
    std::fs::remove_file(ballast).unwrap();
    hall.done(&format!(
        "{} {data}",
        nominate(&format!("n-{recorded:02}"), "ash")
    ));
    let log = hall.call(&format!("contest log {data}")).out;
    let nominated = log
        .lines()
        .filter(|line| line.contains("\"event\":\"nominated\""));
    assert_eq!(nominated.count(), recorded + 1);
    hall.done(&format!("store fsck {data}"));
}

fn read_only() {
    let disk = Small::new().unwrap();
    let (society, data) = kept_on(&disk);
    let remount = ["-o", "remount,ro"];
    assert!(works(Command::new("mount").args(remount).arg(disk.path())));
    let told = society
        .hall
        .ends(&format!("{} {data}", nominate("north", "ash")), 3);
    assert!(told.contains("it may only be read"), "{told}");
    assert!(told.contains("look at the permissions"), "{told}");
}
