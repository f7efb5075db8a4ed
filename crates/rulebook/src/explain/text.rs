//! Sentences with their clauses.

use crate::{Address, Rulebook, Window};

/// The text so far.
pub(super) struct Lines<'a> {
    pub(super) rulebook: &'a Rulebook,
    text: String,
}

impl<'a> Lines<'a> {
    pub(super) fn new(rulebook: &'a Rulebook) -> Self {
        Self {
            rulebook,
            text: String::new(),
        }
    }

    pub(super) fn title(&mut self, title: &str) {
        self.text.push_str(title);
        self.text.push_str("\n\n");
    }

    pub(super) fn heading(&mut self, heading: &str) {
        self.text += &format!("\n{heading}\n");
    }

    /// A sentence that follows from no clause.
    pub(super) fn plain(&mut self, sentence: impl AsRef<str>) {
        self.text += &format!("  {}\n", sentence.as_ref());
    }

    /// A sentence with its clause.
    pub(super) fn say(&mut self, address: impl Into<Told>, sentence: impl AsRef<str>) {
        self.say_within(&address.into().0, sentence.as_ref(), 0);
    }

    pub(super) fn say_within(&mut self, address: &Address, sentence: &str, depth: usize) {
        let indent = "  ".repeat(depth + 1);
        self.text += &format!("{indent}{sentence} [{}]\n", self.clause(address));
    }

    /// The clause in brackets: its address, the source's name for it, and whose addition it is.
    fn clause(&self, address: &Address) -> String {
        let source = self
            .rulebook
            .nearest_source_clause(address)
            .map_or_else(String::new, |source| format!("; source: {source}"));
        let silent = if self.rulebook.has(address) {
            ""
        } else {
            "; the rulebook is silent, the program takes this"
        };
        format!("{address}{source}{}{silent}", self.added(address))
    }

    /// What of a clause its compilers added: all of it, or what stands below.
    fn added(&self, address: &Address) -> String {
        let added = &self.rulebook.compilers_added;
        if added.iter().any(|added| address.is_within(added)) {
            return "; the compilers' addition".to_owned();
        }
        let below = added.iter().filter(|added| added.is_within(address));
        below
            .map(|added| format!("; the compilers' addition: {added}"))
            .collect()
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// An address, from whatever names one.
pub(super) struct Told(Address);

impl From<Address> for Told {
    fn from(address: Address) -> Self {
        Self(address)
    }
}

impl From<&str> for Told {
    fn from(address: &str) -> Self {
        Self(Address::new(address))
    }
}

impl From<String> for Told {
    fn from(address: String) -> Self {
        Self(Address::new(address))
    }
}

/// `a, b and c`.
pub(super) fn list(items: impl Iterator<Item = String>, last: &str) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [first @ .., end] if last == "then" => format!("{}, then {end}", first.join(", ")),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// `1 elector`, `2 electors`.
pub(super) fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `from 7 January to 13 January`, as far as it is known.
pub(super) fn window(window: &Window) -> String {
    match (&window.opens, &window.closes) {
        (Some(opens), Some(closes)) => {
            format!("from {} to {}", opens.in_words(), closes.in_words())
        }
        (Some(opens), None) => format!("from {} (until when is not known)", opens.in_words()),
        (None, Some(closes)) => format!("by {} (from when is not known)", closes.in_words()),
        (None, None) => "in a window that is not known".to_owned(),
    }
}
