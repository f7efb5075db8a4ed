//! How many slips of the pen are between two names.

/// Whether so many slips or fewer make one of the other: a letter more, less or other, or two neighbours exchanged
/// (the optimal string alignment of Damerau's distance). Symmetric.
pub(super) fn within(limit: usize, one: &[char], other: &[char]) -> bool {
    if one.len().abs_diff(other.len()) > limit {
        return false;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, &a) in (1..).zip(one) {
        let mut row = vec![limit + 1; other.len() + 1];
        row[0] = i;
        // Cells further from the diagonal than the limit cost more than it.
        let (from, to) = (i.saturating_sub(limit).max(1), (i + limit).min(other.len()));
        for j in from..=to {
            let b = other[j - 1];
            let mut cost = (last[j - 1] + usize::from(a != b))
                .min(last[j] + 1)
                .min(row[j - 1] + 1);
            if i > 1 && j > 1 && a == other[j - 2] && one[i - 2] == b {
                cost = cost.min(before_last[j - 2] + 1);
            }
            row[j] = cost;
        }
        if row[from - 1..=to].iter().all(|&cost| cost > limit) {
            return false;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[other.len()] <= limit
}

/// How many slips a pair of names is allowed: one in a short name, two in a long one.
pub(super) fn allowed(one: &[char], other: &[char]) -> usize {
    if one.len().min(other.len()) < 10 {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn slips_are_counted_up_to_a_limit() {
        let slips = [
            ("ann lee", "ann lee", 0),
            ("ann lee", "anne lee", 1),
            ("ann lee", "ann eel", 2),
            ("john smith", "jhon smith", 1),
            ("jon smyth", "john smith", 2),
            ("", "ab", 2),
            ("ann lee", "bob kay", 6),
        ];
        for (one, other, number) in slips {
            for limit in 0..=3 {
                let found = within(limit, &chars(one), &chars(other));
                assert_eq!(found, number <= limit, "{one} {other} {limit}");
                assert_eq!(
                    found,
                    within(limit, &chars(other), &chars(one)),
                    "{one} {other} {limit}"
                );
            }
        }
    }
}
