//! Ids that are made from names, where nobody says another.

/// The id that was entered, or one made from a name: its letters and digits, parted by `-`.
pub(crate) fn or_from(entered: &str, name: &str) -> String {
    let entered = entered.trim();
    if !entered.is_empty() {
        return entered.to_owned();
    }
    let mut id = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else if let Some(plain) = plain(c) {
            id.push(plain);
        } else if c != '\'' && c != '’' && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(64);
    id.trim_end_matches('-').to_owned()
}

/// A letter without its accent, of those that names here have.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_from_a_name_and_from_none_that_is_given() {
        assert_eq!(or_from("", "Siân O’Neil (North)"), "sian-oneil-north");
        assert_eq!(or_from(" ash ", "Ada Ash"), "ash");
        assert_eq!(or_from("", "李娜"), "");
    }
}
