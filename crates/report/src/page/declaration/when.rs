//! When the poll was, by the rules and as it came.

use hustings_contest::Declaration;
use hustings_rulebook::Moment;

/// What happened when, in words.
pub(super) fn dates(declaration: &Declaration) -> Vec<(&'static str, String)> {
    let poll = &declaration.poll;
    let known = |at: &Option<Moment>| at.as_ref().map(Moment::in_words);
    let announced = match (known(&poll.opens), known(&poll.closes)) {
        (None, None) => "not known".to_owned(),
        (Some(opens), None) => format!("from {opens}; until when is not known"),
        (None, Some(closes)) => format!("until {closes}; from when is not known"),
        (Some(opens), Some(closes)) => format!("from {opens} to {closes}"),
    };
    let came = |at| known(at).unwrap_or_else(|| "not known".to_owned());
    vec![
        ("Poll, as announced", announced),
        ("Poll opened", came(&poll.opened)),
        ("Poll closed", came(&poll.closed)),
        ("Result declared", came(&declaration.declared_on)),
    ]
}
