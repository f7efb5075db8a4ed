//! A step of a ceremony as a page shows it: what it is, the command, what it needs and what it makes.

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It is done.
    Done,
    /// It can be done now.
    Now,
    /// It waits for others.
    Waiting,
}

impl State {
    /// The class of its tag.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "yes",
            Self::Now => "open",
            Self::Waiting => "",
        }
    }

    /// The key of its text.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Done => "step-done",
            Self::Now => "step-now",
            Self::Waiting => "step-waiting",
        }
    }
}

/// A step.
pub(crate) struct Step {
    /// By which the page links to it.
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) what: String,
    pub(crate) state: State,
    /// For whom it waits, or what else is to be known.
    pub(crate) note: Option<String>,
    /// Files to take: address and name.
    pub(crate) downloads: Vec<(String, String)>,
    /// A button by which the site does it itself.
    pub(crate) here: Option<Noting>,
    pub(crate) command: Option<String>,
    /// What two people compare: whose, and the fingerprint.
    pub(crate) prints: Vec<(String, String)>,
    pub(crate) upload: Option<Upload>,
    pub(crate) noting: Option<Noting>,
}

/// A form with files.
pub(crate) struct Upload {
    pub(crate) action: String,
    /// Each field: its name, its label, and the file that is meant.
    pub(crate) fields: Vec<(&'static str, String, String)>,
    pub(crate) button: String,
}

/// A form by which somebody notes that they have done it.
pub(crate) struct Noting {
    pub(crate) action: String,
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) button: String,
}

/// What is to be done now, of steps under their titles: the anchor of each, and what it is called.
pub(crate) fn duties<'a>(
    of: impl IntoIterator<Item = (Option<&'a str>, &'a [Step])>,
) -> Vec<(String, String)> {
    let mut duties = Vec::new();
    for (title, steps) in of {
        for step in steps.iter().filter(|step| step.state == State::Now) {
            let called = match title {
                Some(title) => format!("{title}: {}", step.title),
                None => step.title.clone(),
            };
            duties.push((step.id.clone(), called));
        }
    }
    duties
}

impl Step {
    pub(crate) fn new(id: impl Into<String>, title: String, what: String, state: State) -> Self {
        Self {
            id: id.into(),
            title,
            what,
            state,
            note: None,
            downloads: Vec::new(),
            here: None,
            command: None,
            prints: Vec::new(),
            upload: None,
            noting: None,
        }
    }
}
