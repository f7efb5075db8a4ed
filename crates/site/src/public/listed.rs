//! How the credentials of a box begin: what the booth holds a voting code against, before anything is filled in.
//!
//! Everybody is given all of it. A piece would be less to send, and the server would learn from the one that somebody asks
//! for who is signed in which ballots may be hers.

use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse as _;

use crate::page::{Inside, Page};
use crate::public::boxes;
use crate::trouble::Trouble;

/// A code that was typed wrongly begins like one of 20,000 once in 14 billion times; then it is refused when it is cast.
const DIGITS: usize = 12;

/// The most credentials of a box whose list is given out: 260 kB, a few seconds of a slow telephone. Of a larger box a code is
/// first looked at when the ballot is cast, since each voter would load more than the whole site weighs.
const MOST: u64 = 20_000;

/// Whether the list of a box with so many credentials is given out.
pub(crate) fn is_given(credentials: u64) -> bool {
    credentials <= MOST
}

/// How these credentials begin, in their order, one a line.
pub(crate) fn lines(credentials: &[String]) -> String {
    let mut lines = String::with_capacity(credentials.len() * (DIGITS + 1));
    for credential in credentials {
        lines.extend(credential.chars().take(DIGITS));
        lines.push('\n');
    }
    lines
}

pub(crate) async fn show(inside: Inside, Path((_, of)): Path<(String, String)>) -> Page {
    let of = boxes::known(&inside, &of).await?;
    let given = {
        let office = inside.hall.read().await?;
        let kept = office.contest().kept().and_then(|kept| kept.of_box(&of));
        kept.is_some_and(|of| is_given(of.opened.act.credentials))
    };
    if !given {
        return Err(Trouble::NotFound);
    }
    let text = inside.hall.listed(&of).await?;
    let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((plain, text.to_string()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_credential_is_a_line_with_its_first_digits_in_the_order_of_the_list() {
        let credentials = [
            "b".repeat(64),
            format!("0123456789abcdef{}", "0".repeat(48)),
        ];
        assert_eq!(lines(&credentials), "bbbbbbbbbbbb\n0123456789ab\n");
        assert_eq!(lines(&[]), "");
    }

    #[test]
    fn a_list_is_given_out_up_to_what_a_slow_telephone_loads() {
        assert!(is_given(0) && is_given(20_000) && !is_given(20_001));
    }
}
