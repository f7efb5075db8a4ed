//! A small writer of SVG: it escapes what it is given and closes what it opens.

use std::fmt::Write;

/// A length. Unsigned, so that nothing can have a negative size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// Hundredths of the font's size.
    Em(u64),
    /// Hundredths of a percent of the width.
    Percent(u64),
    /// Units of the coordinate system.
    Units(u64),
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (hundredths, unit) = match *self {
            Self::Em(hundredths) => (hundredths, "em"),
            Self::Percent(hundredths) => (hundredths, "%"),
            Self::Units(units) => return write!(f, "{units}"),
        };
        write!(f, "{}", hundredths / 100)?;
        match hundredths % 100 {
            0 => {}
            tenths if tenths % 10 == 0 => write!(f, ".{}", tenths / 10)?,
            rest => write!(f, ".{rest:02}")?,
        }
        f.write_str(unit)
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A drawing under way.
pub(super) struct Svg(String);

impl Svg {
    /// A drawing as wide as its place, with its title and the data in words. `id` must be unique in the page.
    pub(super) fn new(id: &str, title: &str, description: &str, height: u64) -> Self {
        let mut svg = Self(String::new());
        let height = Length::Em(height);
        let _ = write!(
            svg.0,
            "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"{height}\" \
             aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escaped(title),
            escaped(description)
        );
        svg
    }

    /// A drawing that says nothing but what the text beside it says, and is passed over where pages are heard.
    pub(super) fn beside_figures(class: &str, height: u64) -> Self {
        let height = Length::Em(height);
        Self(format!(
            "<svg class=\"{class}\" aria-hidden=\"true\" width=\"100%\" height=\"{height}\">\n"
        ))
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, class: &str, place: (Length, Length), size: (Length, Length)) {
        let ((x, y), (width, height)) = (place, size);
        let opacity = opacity(class);
        let _ = writeln!(
            self.0,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             fill=\"currentColor\"{opacity}/>"
        );
    }

    /// A vertical line, cased in the page's colour so that it is seen on a dark bar too.
    pub(super) fn upright(&mut self, class: &str, x: Length, from: u64, to: u64) {
        let (from, to) = (Length::Em(from), Length::Em(to));
        for (class, stroke) in [("casing", "none"), (class, "currentColor")] {
            let _ = writeln!(
                self.0,
                "<line class=\"{class}\" x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{to}\" \
                 stroke=\"{stroke}\" stroke-width=\"2\"/>"
            );
        }
    }

    /// A path, with coordinates in units.
    pub(super) fn path(&mut self, class: &str, d: &str) {
        let opacity = opacity(class);
        let _ = writeln!(
            self.0,
            "<path class=\"{class}\" d=\"{d}\" fill=\"currentColor\"{opacity} \
             vector-effect=\"non-scaling-stroke\"/>"
        );
    }

    /// A text whose baseline is at a height.
    pub(super) fn text(&mut self, class: &str, x: Length, y: u64, anchor: Anchor, text: &str) {
        self.spans(x, y, anchor, &[(class, text)]);
    }

    /// A text of several parts, each with its class.
    pub(super) fn spans(&mut self, x: Length, y: u64, anchor: Anchor, parts: &[(&str, &str)]) {
        let (y, anchor) = (Length::Em(y), anchor.as_str());
        let _ = write!(
            self.0,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"currentColor\">"
        );
        for (place, (class, text)) in parts.iter().enumerate() {
            let apart = if place == 0 { "" } else { " dx=\"0.5em\"" };
            let _ = write!(
                self.0,
                "<tspan class=\"{class}\"{apart}>{}</tspan>",
                escaped(text)
            );
        }
        self.0.push_str("</text>\n");
    }

    /// Draws into a rectangle of `width` by `height` units which is stretched over the whole drawing. Only for shapes:
    /// text would be stretched too.
    pub(super) fn stretched(&mut self, width: u64, height: u64, draw: impl FnOnce(&mut Self)) {
        let _ = writeln!(
            self.0,
            "<svg viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" width=\"100%\" \
             height=\"100%\" aria-hidden=\"true\">"
        );
        draw(self);
        self.0.push_str("</svg>\n");
    }

    /// The finished drawing.
    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }
}

/// How strongly a shape is drawn where no style sheet says so: what stayed more faintly than what moved.
fn opacity(class: &str) -> &'static str {
    match class {
        "track" => " fill-opacity=\"0.1\"",
        "ribbon stayed" => " fill-opacity=\"0.2\"",
        "ribbon moved" => " fill-opacity=\"0.4\"",
        "bar none" | "possible" => " fill-opacity=\"0.35\"",
        _ => "",
    }
}

/// A text that can stand between tags and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_no_more_decimals_than_they_need() {
        let cases = [
            (Length::Em(0), "0em"),
            (Length::Em(150), "1.5em"),
            (Length::Em(105), "1.05em"),
            (Length::Percent(10_000), "100%"),
            (Length::Units(7), "7"),
        ];
        for (length, written) in cases {
            assert_eq!(length.to_string(), written);
        }
    }

    #[test]
    fn text_cannot_end_a_tag_or_an_attribute() {
        assert_eq!(
            escaped("<a & \"b\" 'c'>"),
            "&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;"
        );
    }
}
