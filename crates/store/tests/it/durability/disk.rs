//! A disk that is full, and one that may only be read: a small file system in memory, where it can be mounted.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::slice::from_ref;

use hustings_store::{Location, Store, StoreError, fsck};
use tempfile::TempDir;

use super::works;
use crate::place::{block_on, create_log, log, words};

/// A file system of 4 MiB.
pub struct Small(TempDir);

impl Small {
    /// Nothing where this user may not mount.
    pub fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(folder.path());
        works(&mut mount).then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount_read_only(&self) {
        assert!(works(
            Command::new("mount")
                .args(["-o", "remount,ro"])
                .arg(self.path())
        ));
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        works(Command::new("umount").arg("-l").arg(self.path()));
    }
}

pub fn full() {
    let disk = Small::new().unwrap();
    let location = Location::File(disk.path().join("store"));
    let ballast = disk.path().join("ballast");
    fs::write(&ballast, vec![0; 1 << 20]).unwrap();
    block_on(async {
        let store = Store::create(&location, words()).await.unwrap();
        let ballots = log("ballots");
        create_log(&store, &ballots).await;
        let mut acknowledged = 0;
        let mut append = async |number: u64| {
            let mut turn = store.turn(from_ref(&ballots)).await?;
            let entry = [format!("n{number} ").into_bytes(), vec![b'x'; 20_000]].concat();
            turn.append(&ballots, &[entry]).await?;
            turn.commit().await?;
            acknowledged += 1;
            Ok::<(), StoreError>(())
        };
        let mut number = 0;
        let error = loop {
            match append(number).await {
                Ok(()) => number += 1,
                Err(error) => break error,
            }
            assert!(number < 1000, "it is never full");
        };
        assert!(matches!(error, StoreError::Full { .. }), "{error:?}");
        assert!(error.to_string().contains("make room"), "{error}");
        // The same process goes on when there is room.
        fs::remove_file(&ballast).unwrap();
        for _ in 0..10 {
            append(number).await.unwrap();
            number += 1;
        }
        assert_eq!(store.head(&ballots).await.unwrap().size, acknowledged);
        let report = fsck(&store).await.unwrap();
        assert!(report.is_clean(), "{report}");
        assert_eq!(report.entries, acknowledged);
    });
}

pub fn read_only() {
    let disk = Small::new().unwrap();
    let location = Location::File(disk.path().join("store"));
    block_on(async {
        let store = Store::create(&location, words()).await.unwrap();
        create_log(&store, &log("ballots")).await;
        store.close().await;
        disk.remount_read_only();
        let error = match Store::open(&location, words()).await {
            Ok(store) => store.turn(&[log("ballots")]).await.map(|_| ()).unwrap_err(),
            Err(error) => error,
        };
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error:?}");
        assert!(error.to_string().contains("permissions"), "{error}");
        let other = Location::File(disk.path().join("other"));
        let error = Store::create(&other, words()).await.unwrap_err();
        assert!(matches!(error, StoreError::File { .. }), "{error:?}");
    });
}
