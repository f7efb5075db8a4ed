//! The marked register.

use hustings_roll::{Channel, MarkRefusal, Marked, MarkedCounts, MarkedRegister, Marks};

use crate::{id, roll, salts, society, society_with};

fn register(replacing: bool) -> MarkedRegister {
    let rulebook = if replacing {
        society_with("[ballot]", "[ballot]\nreplacing = true")
    } else {
        society()
    };
    let frozen = roll(&[
        "1,Ann,members,,,",
        "2,Bob,members,post,,",
        "3,Cy,supporters,,,",
    ])
    .freeze(&rulebook, salts());
    MarkedRegister::of(&frozen.unwrap(), &rulebook)
}

#[test]
fn who_has_voted_does_not_vote_again() {
    let mut register = register(false);
    register.mark(&id("1"), Marked::Online).unwrap();
    let refused = MarkRefusal::Voted {
        elector: id("1"),
        by: Channel::Online,
    };
    for again in [Marked::Online, Marked::Post] {
        assert_eq!(register.mark(&id("1"), again), Err(refused.clone()));
    }
    register.mark(&id("1"), Marked::SetAside).unwrap();
    assert_eq!(
        register.marks(&id("1")),
        Marks {
            voted: Some(Channel::Online),
            set_aside: 1
        }
    );
}

#[test]
fn a_later_online_ballot_replaces_where_the_rules_allow_it() {
    let mut register = register(true);
    register.mark(&id("1"), Marked::Online).unwrap();
    register.mark(&id("1"), Marked::Online).unwrap();
    assert!(register.mark(&id("1"), Marked::Post).is_err());
}

#[test]
fn only_who_is_on_the_roll_is_marked() {
    let refused = register(false).mark(&id("9"), Marked::Post);
    assert_eq!(refused, Err(MarkRefusal::NotOnTheRoll(id("9"))));
}

#[test]
fn counts_are_by_section() {
    let mut register = register(false);
    register.mark(&id("1"), Marked::Online).unwrap();
    register.mark(&id("2"), Marked::Post).unwrap();
    register.mark(&id("2"), Marked::SetAside).unwrap();
    let counts = register.counts();
    let members = MarkedCounts {
        electors: 2,
        online: 1,
        post: 1,
        set_aside: 1,
    };
    assert_eq!(counts[&Some("members".parse().unwrap())], members);
    assert_eq!(
        counts[&Some("supporters".parse().unwrap())],
        MarkedCounts {
            electors: 1,
            ..MarkedCounts::default()
        }
    );
}

#[test]
fn a_register_is_made_again_from_its_rows() {
    let mut one = register(false);
    one.mark(&id("1"), Marked::Online).unwrap();
    let mut again = register(false);
    for (elector, marks) in one.rows() {
        again.restore(elector, *marks).unwrap();
    }
    assert_eq!(again, one);
}
