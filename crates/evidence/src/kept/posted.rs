//! Papers by post: what they bear no bundle shows, but how much hangs on them can sometimes be told.

use hustings_recount::{Claim, Figures, Kept, margin};

use crate::contents::Found;
use crate::finding::{claim, number, unknown};
use crate::verify::published;

/// A claim for each post that has papers by post, which can never be known to hold.
pub(super) fn claims(found: &Found, kept: &Kept) -> Vec<Claim> {
    let posts = kept
        .posted
        .iter()
        .map(|(post, figures)| (post, all(figures)));
    posts
        .filter(|(_, papers)| *papers > 0)
        .map(|(post, papers)| {
            let told = told(papers, margin(&published(found), post));
            claim(format!("posted {post}"), Err(unknown(told)))
        })
        .collect()
}

/// Spoilt ones among them: whether a paper is spoilt rests on those who read it too.
fn all(figures: &Figures) -> u128 {
    [figures.papers, figures.blank, figures.spoilt]
        .into_iter()
        .map(u128::from)
        .sum()
}

/// One paper that is read otherwise changes a difference by up to two votes: taken from one candidate and given to another.
fn told(papers: u128, margin: Option<u128>) -> String {
    let enough = match margin {
        None => "their number alone does not say whether they could change the result".to_owned(),
        Some(margin) if papers.saturating_mul(2) >= margin => format!(
            "they are enough that, read otherwise, they could change who was elected: the smallest lead at any stage is {}",
            number(margin, "vote")
        ),
        Some(margin) => format!(
            "however these were read, the same would be elected (those rejected or set aside are not among them): the smallest \
             lead at any stage is {}",
            number(margin, "vote")
        ),
    };
    format!(
        "{} came by post, and what they bear rests on those who read them; {enough}",
        number(papers, "paper")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_enough_where_twice_their_number_is_the_smallest_lead() {
        for (papers, is_enough) in [(2, false), (3, true), (7, true)] {
            let told = told(papers, Some(6));
            assert_eq!(
                told.contains("could change who was elected"),
                is_enough,
                "{told}"
            );
            assert_ne!(
                told.contains("the same would be elected"),
                is_enough,
                "{told}"
            );
        }
        assert!(told(1, None).ends_with("does not say whether they could change the result"));
    }
}
