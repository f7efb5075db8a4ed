//! Texts that name places.

use hustings_store::{Location, StoreError};
use libtest_mimic::Trial;

pub fn trials(trials: &mut Vec<Trial>) {
    let tests: [(&str, fn()); 3] = [
        ("a_password_is_never_shown", a_password_is_never_shown),
        (
            "a_path_is_a_file_and_a_url_a_database",
            a_path_is_a_file_and_a_url_a_database,
        ),
        (
            "what_names_no_place_is_refused_without_repeating_it",
            what_names_no_place_is_refused,
        ),
    ];
    for (name, test) in tests {
        let test = move || {
            test();
            Ok(())
        };
        trials.push(Trial::test(format!("locations::{name}"), test));
    }
}

fn a_password_is_never_shown() {
    for text in [
        "postgres://anna:hidden@example.com/contest",
        "postgresql://anna:hidden@example.com:5433/contest?sslmode=require",
        "postgres://anna@example.com/contest?password=hidden&host=/run/postgresql",
        "postgres://:hidden@example.com/contest",
    ] {
        let location: Location = text.parse().unwrap();
        let missing = StoreError::Missing {
            location: location.clone(),
        };
        for shown in [
            location.to_string(),
            format!("{location:?}"),
            missing.to_string(),
            format!("{missing:?}"),
        ] {
            assert!(!shown.contains("hidden"), "{shown}");
            assert!(shown.contains("example.com"), "{shown}");
        }
    }
}

fn a_path_is_a_file_and_a_url_a_database() {
    assert!(matches!("contest.hustings".parse(), Ok(Location::File(_))));
    assert!(matches!("./postgres:/x".parse(), Ok(Location::File(_))));
    assert!(matches!(
        "postgres://localhost/x".parse(),
        Ok(Location::Postgres(_))
    ));
}

fn what_names_no_place_is_refused() {
    for text in ["", "postgres://anna:hidden@exa mple:999999/x"] {
        let error = text.parse::<Location>().unwrap_err().to_string();
        assert!(
            error.contains("give a path") && !error.contains("hidden"),
            "{error}"
        );
    }
}
