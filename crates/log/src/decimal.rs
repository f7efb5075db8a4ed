/// A number below 2^63 in decimal digits, without zeroes or a sign in front: how checkpoints write sizes, and cosignatures
/// the time.
pub(crate) fn read(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number < LIMIT && number.to_string() == text).then_some(number)
}

/// Others hold such numbers with a sign; C2SP tlog-cosignature sets the same limit to times.
pub(crate) const LIMIT: u64 = 1 << 63;
