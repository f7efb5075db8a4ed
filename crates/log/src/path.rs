//! How the number of a tile is written in its path (C2SP tlog-tiles, "Merkle Tree").

/// Tiles and bundles hold this many hashes or entries at most.
pub(crate) const FULL: u16 = 256;

/// Digits in threes, all but the last three after an `x`; then `.p/` and the width of what is not full.
pub(crate) fn write(index: u64, width: u16) -> String {
    let mut text = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        text = format!("x{:03}/{text}", rest % 1000);
        rest /= 1000;
    }
    if width < FULL {
        text += &format!(".p/{width}");
    }
    text
}

/// The number and the width. Nothing that [`write`] would not have written.
pub(crate) fn read(text: &str) -> Option<(u64, u16)> {
    let (number, width) = match text.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok()?),
        None => (text, FULL),
    };
    let digits: String = (number.chars())
        .filter(|character| !matches!(character, 'x' | '/'))
        .collect();
    let index = digits.parse().ok()?;
    let canonical = (1..=FULL).contains(&width) && write(index, width) == text;
    canonical.then_some((index, width))
}
