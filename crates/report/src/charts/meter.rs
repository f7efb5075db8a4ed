//! How much of what is needed there is: one bar, to stand beside the figures.

use super::measure::scaled;
use super::svg::{Length, Svg};

const HEIGHT: u64 = 75;
/// The whole width, in hundredths of a percent.
const WHOLE: u64 = 10_000;

/// A bar whose whole is what is needed. What there is for certain is dark, what there may be beyond it is lighter. It says
/// nothing that the figures do not say, which must stand beside it: a reader who hears the page hears only those.
pub(crate) fn meter(needed: u64, at_least: u64, at_most: Option<u64>) -> String {
    let reach = |figure: u64| {
        if figure >= needed {
            WHOLE
        } else {
            scaled(figure, needed, WHOLE)
        }
    };
    let (known, possible) = (reach(at_least), at_most.map_or(WHOLE, reach));
    let mut svg = Svg::beside_figures("meter", HEIGHT);
    let mut bar = |class, from, to| {
        let (place, size) = ((from, 0), (to - from, HEIGHT));
        let of = |(x, y)| (Length::Percent(x), Length::Em(y));
        svg.rect(class, of(place), of(size));
    };
    bar("track", 0, WHOLE);
    if known > 0 {
        bar("known", 0, known);
    }
    if possible > known {
        bar("possible", known, possible);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The class and width of each bar.
    fn bars(svg: &str) -> Vec<(&str, &str)> {
        svg.split("<rect class=\"")
            .skip(1)
            .filter_map(|bar| {
                let (class, rest) = bar.split_once('"')?;
                let (_, width) = rest.split_once("width=\"")?;
                Some((class, width.split_once('"')?.0))
            })
            .collect()
    }

    #[test]
    fn what_there_may_be_is_drawn_beyond_what_there_is_and_nothing_beyond_what_is_needed() {
        let cases: [(_, &[(&str, &str)]); 5] = [
            ((20, 0, Some(0)), &[]),
            ((20, 5, Some(5)), &[("known", "25%")]),
            ((20, 5, Some(10)), &[("known", "25%"), ("possible", "25%")]),
            ((20, 5, None), &[("known", "25%"), ("possible", "75%")]),
            ((0, 0, Some(0)), &[("known", "100%")]),
        ];
        for ((needed, at_least, at_most), drawn) in cases {
            let svg = meter(needed, at_least, at_most);
            assert_eq!(bars(&svg)[0], ("track", "100%"));
            assert_eq!(&bars(&svg)[1..], drawn);
        }
        assert_eq!(bars(&meter(20, 373, Some(374)))[1], ("known", "100%"));
    }
}
