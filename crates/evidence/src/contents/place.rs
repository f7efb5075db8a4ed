//! The paths of a bundle's records.

use std::fmt;

/// Which record of a bundle something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    Manifest,
    Rulebook,
    Events,
    Checkpoint,
    Roll(&'a str),
    BoxCheckpoint(&'a str),
    Cast(&'a str),
    Archive(&'a str),
    /// By its whole path.
    Papers(&'a str),
    Statement,
    Transcript(&'a str),
    Declaration(&'a str),
}

impl<'a> Place<'a> {
    /// Which record has this path, if a bundle can have one there.
    pub fn of(path: &'a str) -> Option<Self> {
        let fixed = match path {
            "rulebook.toml" => Some(Self::Rulebook),
            "events.jsonl" => Some(Self::Events),
            "checkpoint" => Some(Self::Checkpoint),
            "statement.json" => Some(Self::Statement),
            _ => None,
        };
        fixed.or_else(|| Self::of_named(path))
    }

    fn of_named(path: &'a str) -> Option<Self> {
        let (folder, file) = path.rsplit_once('/')?;
        match (folder.split_once('/'), file) {
            (None, "transcript.json") => Some(Self::Transcript(folder)),
            (None, "declaration.json") => Some(Self::Declaration(folder)),
            (None, _) if folder == "roll" => file.strip_suffix(".txt").map(Self::Roll),
            (Some(("boxes", id)), "checkpoint") => Some(Self::BoxCheckpoint(id)),
            (Some(("boxes", id)), "cast.bel") => Some(Self::Cast(id)),
            (Some(("boxes", id)), "archive.bel") => Some(Self::Archive(id)),
            _ => path.starts_with("papers/").then_some(Self::Papers(path)),
        }
        .filter(Self::is_named)
    }

    fn is_named(&self) -> bool {
        match self {
            Self::Roll(id)
            | Self::BoxCheckpoint(id)
            | Self::Cast(id)
            | Self::Archive(id)
            | Self::Transcript(id)
            | Self::Declaration(id) => !id.is_empty() && !id.contains('/'),
            _ => true,
        }
    }

    /// More bytes than a record of this sort ever has, so that nobody is made to hold a file; archives are not held.
    pub fn longest(&self) -> u64 {
        match self {
            Self::Checkpoint | Self::BoxCheckpoint(_) => 1 << 20,
            Self::Cast(_) | Self::Archive(_) => u64::MAX,
            _ => 1 << 28,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("manifest.json"),
            Self::Rulebook => f.write_str("rulebook.toml"),
            Self::Events => f.write_str("events.jsonl"),
            Self::Checkpoint => f.write_str("checkpoint"),
            Self::Roll(section) => write!(f, "roll/{section}.txt"),
            Self::BoxCheckpoint(id) => write!(f, "boxes/{id}/checkpoint"),
            Self::Cast(id) => write!(f, "boxes/{id}/cast.bel"),
            Self::Archive(id) => write!(f, "boxes/{id}/archive.bel"),
            Self::Papers(path) => f.write_str(path),
            Self::Statement => f.write_str("statement.json"),
            Self::Transcript(post) => write!(f, "{post}/transcript.json"),
            Self::Declaration(post) => write!(f, "{post}/declaration.json"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_the_place_whose_path_it_is() {
        for place in [
            Place::Rulebook,
            Place::Events,
            Place::Checkpoint,
            Place::Roll("members"),
            Place::BoxCheckpoint("members"),
            Place::Cast("members"),
            Place::Archive("members"),
            Place::Papers("papers/leader.blt"),
            Place::Statement,
            Place::Transcript("leader"),
            Place::Declaration("leader"),
        ] {
            assert_eq!(Place::of(&place.to_string()), Some(place));
        }
    }

    #[test]
    fn other_paths_are_nobodys() {
        for path in [
            "",
            "/",
            "manifest.json",
            "roll/.txt",
            "roll/a/b.txt",
            "boxes//archive.bel",
            "boxes/a/b/archive.bel",
            "boxes/a/more.bel",
            "/transcript.json",
            "more.txt",
        ] {
            assert_eq!(Place::of(path), None, "{path}");
        }
    }
}
