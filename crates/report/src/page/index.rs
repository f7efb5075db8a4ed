//! The page through which one enters.

use askama::Template;
use hustings_contest::event::Record;
use hustings_contest::{Declaration, Statement};
use hustings_rulebook::PostId;

use super::declaration::headline_line;
use super::{Frame, render};
use crate::words;

/// What the entry page of a contest's folder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The contest.
    pub title: String,
    /// Whose contest it is.
    pub organisation: String,
    /// Whether it is a rehearsal.
    pub mock: bool,
    /// Whether the server alone holds the key to the ballots.
    pub server_alone: bool,
    /// The posts, in the rulebook's order.
    pub posts: Vec<IndexedPost>,
    /// Whether `bundle.hustings` is there.
    pub bundle: bool,
}

/// One post on the entry page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexedPost {
    /// Its id, which names its folder.
    pub id: PostId,
    /// What it is called.
    pub title: String,
    /// Who stood, in a line.
    pub stood: String,
    /// What it came to, in a line.
    pub result: String,
    /// Whether `<post>/declaration.html` is there.
    pub declared: bool,
}

impl Index {
    /// The posts of a statement, as yet without results.
    pub fn new(statement: &Statement) -> Self {
        let posts = statement.posts.iter().map(|post| IndexedPost {
            id: post.id.clone(),
            title: post.title.clone(),
            stood: super::statement::stood(statement, post),
            result: "There is no result yet.".to_owned(),
            declared: false,
        });
        Self {
            title: statement.title.clone(),
            organisation: statement.organisation.clone(),
            mock: statement.record == Record::Mock,
            server_alone: statement.server_alone,
            posts: posts.collect(),
            bundle: false,
        }
    }

    /// Adds the result of a post, which links to its page.
    pub fn declare(&mut self, declaration: &Declaration) {
        for post in self
            .posts
            .iter_mut()
            .filter(|post| post.id == declaration.post.id)
        {
            post.result = headline_line(declaration);
            post.declared = true;
        }
    }

    /// Says in a sentence why a post has no result: that lots must be drawn, or that somebody must rule.
    pub fn wait(&mut self, post: &PostId, sentence: &str) {
        for post in self.posts.iter_mut().filter(|waiting| waiting.id == *post) {
            sentence.clone_into(&mut post.result);
        }
    }
}

#[derive(Template)]
#[template(path = "index.html")]
struct View<'a> {
    posts: &'a [IndexedPost],
    bundle: bool,
}

/// The entry page: a complete HTML document that links to `statement.html` and to `<post>/declaration.html`.
pub fn page(index: &Index) -> String {
    let titles: Vec<&str> = index.posts.iter().map(|post| post.title.as_str()).collect();
    let name = if titles.is_empty() {
        index.title.clone()
    } else {
        words::list(&titles)
    };
    render(&Frame {
        name: &name,
        organisation: &index.organisation,
        title: &index.title,
        mock: index.mock,
        server_alone: index.server_alone,
        main: &render(&View {
            posts: &index.posts,
            bundle: index.bundle,
        }),
        footer: "",
    })
}
