//! Clauses: addresses in the rulebook.

use toml::{Table, Value};

/// Whether something stands in the rulebook at this address.
pub(crate) fn exists(rulebook: &Table, address: &str) -> bool {
    let mut parts = address.split('.');
    let first = parts.next().unwrap_or("");
    let mut found = rulebook.get(first);
    for part in parts {
        found = match found {
            Some(Value::Table(table)) => table.get(part),
            Some(Value::Array(items)) => element(items, part),
            _ => return false,
        };
    }
    found.is_some()
}

/// An element of a list of tables: by its id, or a branch of a gate by its number from 1.
fn element<'a>(items: &'a [Value], part: &str) -> Option<&'a Value> {
    let tables = || items.iter().filter(|item| item.is_table());
    if tables().any(|item| item.get("id").is_some()) {
        return tables().find(|item| item.get("id").and_then(Value::as_str) == Some(part));
    }
    tables()
        .zip(1_usize..)
        .find(|(_, number)| number.to_string() == part)
        .map(|(item, _)| item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const RULEBOOK: &str = r#"
        title = "t"
        [[stage]]
        id = "nominations"
        gate = { any = [ { number = 1, of = "b" }, { all = [ { number = 2, of = "b" } ] } ] }
        [[stage]]
        id = "2"
        [roll]
        section = [ { id = "members" } ]
        [count]
        ties = ["lots"]
    "#;

    #[rstest]
    #[case("title", true)]
    #[case("roll", true)]
    #[case("roll.section.members", true)]
    #[case("stage.nominations", true)]
    #[case("stage.2", true)]
    #[case("stage.1", false)]
    #[case("stage.nominations.gate.any.2.all.1.number", true)]
    #[case("stage.nominations.gate.any.3", false)]
    #[case("stage.nominations.gate.any.02", false)]
    #[case("stage.nominations.gate.any.0", false)]
    #[case("count.ties", true)]
    #[case("count.ties.1", false)]
    #[case("title.x", false)]
    #[case("", false)]
    #[case(".", false)]
    #[case("roll.", false)]
    fn an_address_is_keys_ids_and_branch_numbers(#[case] address: &str, #[case] there: bool) {
        let rulebook: Table = RULEBOOK.parse().unwrap();
        assert_eq!(exists(&rulebook, address), there);
    }
}
