//! The folder of a contest's pages and documents, of a replay as of a contest that is kept.

mod stale;

use std::io::Write as _;
use std::path::Path;

use hustings_contest::Statement;
use hustings_office::Counted;
use hustings_report::{Index, declaration_page, index_page, statement_page};
use hustings_rulebook::PostId;

use crate::failure::Failure;
use crate::files;
use crate::terminal::in_bold;

/// The bundle's name in the folder.
pub(crate) const BUNDLE: &str = "bundle.hustings";

/// What the pages are made of.
pub(crate) struct Pages<'a> {
    pub(crate) statement: &'a Statement,
    /// Posts with a result that can be shown.
    pub(crate) counted: &'a [Counted],
    /// What is to be said of others, each in a sentence, where it is more than that there is no result yet.
    pub(crate) told: Vec<(PostId, String)>,
    pub(crate) bundle: Bundle,
}

/// What becomes of the bundle beside the pages.
pub(crate) enum Bundle {
    /// It is written with them.
    Written(Vec<u8>),
    /// Something is missing from it: an earlier one must not lie beside them.
    Missing,
    /// It is written by another command, and left as it is; whether it is there.
    Apart(bool),
}

impl Pages<'_> {
    /// What each post came to, in a line.
    pub(crate) fn index(&self) -> Index {
        let mut index = Index::new(self.statement);
        index.bundle = matches!(self.bundle, Bundle::Written(_) | Bundle::Apart(true));
        for counted in self.counted {
            index.declare(&counted.declaration);
        }
        for (post, sentence) in &self.told {
            index.wait(post, sentence);
        }
        index
    }

    /// Writes every file. What was written earlier and is not made now is removed first. Returns the paths below `out`.
    pub(crate) fn write(&self, out: &Path) -> Result<Vec<String>, Failure> {
        let mut outputs = self.files();
        if let Bundle::Written(bundle) = &self.bundle {
            outputs.push((BUNDLE.to_owned(), bundle.clone()));
        }
        let mut kept: Vec<&str> = outputs.iter().map(|(path, _)| path.as_str()).collect();
        if let Bundle::Apart(_) = self.bundle {
            kept.push(BUNDLE);
        }
        stale::remove(out, self.statement, &kept)?;
        for (path, bytes) in &outputs {
            files::write(&out.join(path), bytes)?;
        }
        Ok(outputs.into_iter().map(|(path, _)| path).collect())
    }

    /// Paths below the folder, and what stands there; all but the bundle.
    fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files = vec![
            (
                "index.html".to_owned(),
                index_page(&self.index()).into_bytes(),
            ),
            (
                "statement.html".to_owned(),
                statement_page(self.statement).into_bytes(),
            ),
            (
                "statement.json".to_owned(),
                self.statement.to_json().into_bytes(),
            ),
        ];
        for counted in self.counted {
            let path = |name: &str| format!("{}/{name}", counted.post.id);
            let page = declaration_page(&counted.declaration, &counted.transcript);
            files.push((path("declaration.html"), page.into_bytes()));
            files.push((
                path("declaration.json"),
                counted.declaration.to_json().into_bytes(),
            ));
            files.push((
                path("transcript.json"),
                counted.transcript.to_json().into_bytes(),
            ));
        }
        files
    }

    /// Says at the terminal what each post came to, and where the pages are.
    pub(crate) fn tell(&self, out: &Path) -> Result<(), Failure> {
        let mut screen = anstream::stdout();
        let index = self.index();
        writeln!(screen, "{}", in_bold(&index.title))?;
        if index.mock {
            writeln!(screen, "  Mock contest: nobody is elected.")?;
        }
        for post in index.posts {
            writeln!(
                screen,
                "  {}\n    {}\n    {}",
                post.title, post.stood, post.result
            )?;
        }
        writeln!(
            screen,
            "  written to {}: open {}",
            out.display(),
            out.join("index.html").display()
        )?;
        Ok(())
    }
}
