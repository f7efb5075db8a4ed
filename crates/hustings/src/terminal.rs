//! What a person at a terminal sees.

use std::io::{IsTerminal as _, stderr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long work may take before somebody wonders.
const PATIENCE: Duration = Duration::from_secs(1);

fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// In red: something is wrong.
pub(crate) fn in_red(text: &str) -> String {
    styled(AnsiColor::Red.on_default().bold(), text)
}

/// In green: something holds.
pub(crate) fn in_green(text: &str) -> String {
    styled(AnsiColor::Green.on_default(), text)
}

/// In yellow: something is not known.
pub(crate) fn in_yellow(text: &str) -> String {
    styled(AnsiColor::Yellow.on_default(), text)
}

/// In bold.
pub(crate) fn in_bold(text: &str) -> String {
    styled(Style::new().bold(), text)
}

/// The text as it may be shown: what would move the cursor, turn the direction of writing or hide is written as an escape,
/// so that a file cannot make the screen say something else.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_concealed(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// What somebody wrote, as a refusal quotes it: visible, and no longer than a line.
pub(crate) fn quoted(text: &str) -> String {
    visible(&cut(text))
}

/// An error whose quotations, in straight marks, are cut as [`quoted`] cuts them: what a file says of itself can be long.
/// A command of ours stays whole, with what it quotes: it is there to be copied.
pub(crate) fn shortened(error: &str) -> String {
    const COMMAND: &str = "`hustings ";
    let mut shown = String::with_capacity(error.len());
    let mut rest = error;
    while let Some(start) = rest.find(COMMAND) {
        let (before, from) = rest.split_at(start);
        // What stands before an opening mark is whole, so no quotation reaches over it.
        let length = from[1..].find('`').map(|end| end + 2);
        let Some((command, after)) = length.and_then(|length| from.split_at_checked(length)) else {
            break;
        };
        shown.push_str(&cut_quotations(before));
        shown.push_str(command);
        rest = after;
    }
    shown + &cut_quotations(rest)
}

fn cut_quotations(text: &str) -> String {
    ['"', '`'].iter().fold(text.to_owned(), |text, mark| {
        let parts: Vec<&str> = text.split(*mark).collect();
        let last = parts.len() - 1;
        let parts = parts.iter().enumerate().map(|(index, part)| {
            // A mark that nothing closes quotes nothing.
            if index % 2 == 1 && index < last {
                cut(part)
            } else {
                (*part).to_owned()
            }
        });
        parts.collect::<Vec<_>>().join(&mark.to_string())
    })
}

fn cut(text: &str) -> String {
    const LENGTH: usize = 80;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number of things, in words: `1 paper`, `2 papers`.
pub(crate) fn counted(number: u64, one: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {one}{plural}")
}

/// The same JSON with escapes for what [`visible`] escapes in text. Outside of strings only line feeds are concerned,
/// which stand between lines: those within strings are escaped already.
pub(crate) fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_concealed(character) && character != '\n' {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            shown.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Whether a character is for control, turns the direction of writing, or has no width.
pub(crate) fn is_concealed(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0xad | 0x34f
                | 0x61c
                | 0x115f..=0x1160
                | 0x17b4..=0x17b5
                | 0x180b..=0x180f
                | 0x200b..=0x200f
                | 0x2028..=0x202e
                | 0x2060..=0x206f
                | 0x3164
                | 0xfe00..=0xfe0f
                | 0xfeff
                | 0xffa0
                | 0xfff0..=0xfffb
                | 0xe0000..=0xe0fff
        )
}

/// Does the work, and says what it is if it takes more than a second; never where nobody watches.
pub(crate) fn with_progress<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    if !stderr().is_terminal() {
        return work();
    }
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let spinner = ProgressBar::new_spinner().with_message(what);
                spinner.enable_steady_tick(Duration::from_millis(100));
                // Ends when the sender is dropped.
                let _ = waiting.recv();
                spinner.finish_and_clear();
            }
        });
        let result = work();
        drop(done);
        result
    })
}

/// Does work of which the size is known, and shows how much of it is done and how long the rest will take, if it takes more
/// than a second. The work tells how many units it has done since it told last.
pub(crate) fn with_bar<T>(
    what: &'static str,
    total: u64,
    work: impl FnOnce(&(dyn Fn(usize) + Sync)) -> T,
) -> T {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent} %, {eta} left") {
        bar.set_style(style);
    }
    bar.set_message(what);
    let begun = Instant::now();
    let shown = AtomicBool::new(false);
    let result = work(&|done| {
        bar.inc(done as u64);
        if begun.elapsed() > PATIENCE && !shown.swap(true, Ordering::Relaxed) {
            // Hides itself where nobody watches.
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    });
    bar.finish_and_clear();
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_is_cut_to_eighty_characters() {
        assert_eq!(quoted(&"é".repeat(80)), "é".repeat(80));
        assert_eq!(quoted(&"é".repeat(81)), format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn quotations_within_an_error_are_cut_and_the_rest_of_it_is_not() {
        let long = "x".repeat(200);
        assert_eq!(
            shortened(&format!("unknown `{long}`, at line 1")),
            format!("unknown `{}…`, at line 1", &long[..80])
        );
        let open = format!("a \" alone {long}");
        assert_eq!(shortened(&open), open);
    }

    #[test]
    fn a_command_in_a_remedy_is_never_cut() {
        let command = format!(
            "`hustings contest rule ID --allow other \"{}\"`",
            "x".repeat(90)
        );
        let error = format!("\"{}\": rule by {command}, or not", "y".repeat(90));
        let shown = shortened(&error);
        assert!(
            shown.ends_with(&format!(": rule by {command}, or not")),
            "{shown}"
        );
        assert!(
            shown.starts_with(&format!("\"{}…\"", "y".repeat(80))),
            "{shown}"
        );
    }

    #[test]
    fn what_could_deceive_is_written_as_an_escape_and_all_else_as_it_is() {
        let honest = "Łódź “Ash”, Ünal, 王, \u{0301}✓";
        assert_eq!(visible(honest), honest);
        assert_eq!(visible("a\u{1b}[2J\r\n\tb"), "a\\u{1b}[2J\\r\\n\\tb");
        assert_eq!(visible("\u{9b}\u{7f}"), "\\u{9b}\\u{7f}");
        assert_eq!(
            visible("\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}"),
            "\\u{202e}\\u{2066}\\u{200b}\\u{feff}\\u{e0041}"
        );
    }

    #[test]
    fn json_that_hides_nothing_says_the_same() {
        let said = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{e0041}\n", "Łódź"] });
        let shown = visible_json(&format!("{said:#}"));
        assert!(
            shown.chars().all(|c| c == '\n' || !is_concealed(c)),
            "{shown}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&shown).unwrap(),
            said
        );
    }
}
