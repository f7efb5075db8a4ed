//! What a kept checkpoint says (C2SP tlog-checkpoint): the origin, the size, the root, each a line.

/// The size and the root of a checkpoint; who signed it is not looked at here.
pub(crate) struct Said<'n> {
    pub(crate) size: u64,
    /// In base64.
    pub(crate) root: &'n str,
}

/// Reads the second and the third line of a note.
pub(crate) fn read(note: &str) -> Result<Said<'_>, &'static str> {
    if note.contains('\0') {
        return Err("it holds a NUL");
    }
    let mut lines = note.lines().skip(1);
    let size = lines.next().ok_or("it has no second line")?;
    let root = lines.next().ok_or("it has no third line")?;
    let number: u64 = size.parse().map_err(|_| "its second line is no size")?;
    if number.to_string() != size {
        return Err("its second line is no size");
    }
    Ok(Said { size: number, root })
}
