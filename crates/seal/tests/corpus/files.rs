use std::fs;
use std::path::{Path, PathBuf};

use hustings_seal::trustee::Seed;
use libtest_mimic::Failed;

/// A folder of the corpus.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn name(&self) -> String {
        self.0
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    pub fn text(&self, file: &str) -> Result<String, Failed> {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path);
        text.map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// Without the line's end.
    pub fn line(&self, file: &str) -> Result<String, Failed> {
        Ok(self.text(file)?.trim_end().to_owned())
    }

    pub fn lines(&self, file: &str) -> Result<Vec<String>, Failed> {
        Ok(self.text(file)?.lines().map(str::to_owned).collect())
    }

    /// The archive, which is named after its election.
    pub fn archive(&self) -> Result<Vec<u8>, Failed> {
        let files = fs::read_dir(&self.0)?.filter_map(|entry| Some(entry.ok()?.path()));
        let archive = files.filter(|path| ends(path, "bel")).min();
        Ok(fs::read(archive.ok_or("no archive")?)?)
    }

    /// The trustees of the threshold, each by the name of its files, in their order.
    pub fn trustees(&self) -> Result<Vec<String>, Failed> {
        (1..=3)
            .map(|place| self.line(&format!("{place}.trustee")))
            .collect()
    }

    pub fn seed(&self, trustee: &str) -> Result<Seed, Failed> {
        Ok(self.line(&format!("{trustee}.key"))?.parse()?)
    }

    /// The files of the samples that end so.
    pub fn samples(&self, ending: &str) -> Result<Vec<String>, Failed> {
        let files = fs::read_dir(self.0.join("samples"))?;
        let paths = files.filter_map(|entry| Some(entry.ok()?.path()));
        paths
            .filter(|path| ends(path, ending))
            .map(|path| Ok(fs::read_to_string(path)?.trim_end().to_owned()))
            .collect()
    }
}

fn ends(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == ending)
}

/// A record of an archive.
pub struct Record<'a> {
    pub name: &'a str,
    pub body: &'a str,
    /// Behind it, in the archive.
    pub end: usize,
}

impl Record<'_> {
    /// The step, if this is an event.
    pub fn step(&self) -> Option<String> {
        let event: serde_json::Value = serde_json::from_str(self.body).ok()?;
        let is_event = self.name.ends_with(".event.json");
        is_event.then(|| event["type"].as_str().map(str::to_owned))?
    }
}

/// The records of an archive that holds.
pub fn records(archive: &[u8]) -> Result<Vec<Record<'_>>, Failed> {
    let mut records = Vec::new();
    let mut start = 0;
    while start < archive.len() {
        let block = &archive[start..start + 512];
        let name = std::str::from_utf8(&block[..100])?.trim_end_matches('\0');
        let size = usize::from_str_radix(std::str::from_utf8(&block[124..135])?, 8)?;
        let body = std::str::from_utf8(&archive[start + 512..start + 512 + size])?;
        start += 512 + size.next_multiple_of(512);
        records.push(Record {
            name,
            body,
            end: start,
        });
    }
    Ok(records)
}

/// The archive up to and with the last event of this step.
pub fn until<'a>(archive: &'a [u8], step: &str) -> Result<&'a [u8], Failed> {
    let records = records(archive)?;
    let last = records
        .iter()
        .rfind(|record| record.step().as_deref() == Some(step));
    Ok(&archive[..last.ok_or("no such step")?.end])
}
