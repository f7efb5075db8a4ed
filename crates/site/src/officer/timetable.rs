//! Everything that the rulebook has a time for, as a timetable.

use hustings_rulebook::{Moment, Rulebook};

use crate::page::Frame;

/// A line of the timetable.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) clause: String,
    pub(crate) opens: String,
    pub(crate) closes: String,
    pub(crate) state: State,
}

/// Where the clock stands in a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Before,
    Now,
    Over,
}

impl State {
    fn at(opens: Option<&Moment>, closes: Option<&Moment>, now: &Moment) -> Self {
        if closes.is_some_and(|closes| closes.surely_before(now)) {
            Self::Over
        } else if opens.is_some_and(|opens| now.surely_before(opens)) {
            Self::Before
        } else {
            Self::Now
        }
    }
}

impl Line {
    /// The key of the text that says where the clock stands.
    pub(crate) fn state_key(&self) -> &'static str {
        match self.state {
            State::Before => "office-state-before",
            State::Now => "office-state-now",
            State::Over => "office-state-over",
        }
    }

    /// Whether it is now.
    pub(crate) fn is_now(&self) -> bool {
        self.state == State::Now
    }
}

/// All windows, in the order of their beginning.
pub(crate) fn lines(page: &Frame, rulebook: &Rulebook, now: &Moment) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add =
        |what: String, clause: String, opens: Option<&Moment>, closes: Option<&Moment>| {
            let told = |moment: Option<&Moment>| {
                moment.map_or_else(|| page.say("office-not-known"), |at| page.time(at))
            };
            let sorted = opens.or(closes).map(Moment::earliest);
            let line = Line {
                what,
                clause,
                opens: told(opens),
                closes: told(closes),
                state: State::at(opens, closes, now),
            };
            lines.push((sorted, line));
        };
    for section in &rulebook.roll.sections {
        if let Some(window) = &section.registration {
            let what = page.fill(
                "office-window-registration",
                "section",
                section.title.as_str(),
            );
            let clause = format!("roll.section.{}.registration", section.id);
            add(what, clause, window.opens.as_ref(), window.closes.as_ref());
        }
    }
    for stage in &rulebook.stages {
        let window = &stage.window;
        let clause = format!("{}.window", stage.address());
        add(
            stage.title.clone(),
            clause,
            window.opens.as_ref(),
            window.closes.as_ref(),
        );
    }
    if let Some(freeze) = &rulebook.roll.freeze {
        let what = page.say("office-window-freeze");
        add(what, "roll.freeze".to_owned(), Some(freeze), Some(freeze));
    }
    let poll = &rulebook.ballot.window;
    let what = page.say("office-window-poll");
    add(
        what,
        "ballot.window".to_owned(),
        poll.opens.as_ref(),
        poll.closes.as_ref(),
    );
    lines.sort_by_key(|(sorted, _)| *sorted);
    lines.into_iter().map(|(_, line)| line).collect()
}
