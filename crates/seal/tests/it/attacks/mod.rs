//! What whoever makes archives may try: any bytes as any message, and any change to an archive that holds. `cargo test`
//! attacks a little; `fuzz/` attacks with the same functions for as long as it is let.

pub mod agreement;
mod change;
pub mod messages;

/// A small election of which the changes are made: two voters, the server beside two of three.
pub const ARCHIVE: &[u8] = include_bytes!("small.bel");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{agreement, messages};
    use crate::made::{DEFAULT, Made, motion, ranked};
    use crate::properties::one_in;
    use hustings_seal::verify::Policy;

    proptest! {
        #![proptest_config(one_in(2))]

        #[test]
        fn both_verifiers_agree_on_whatever_is_changed(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            agreement::holds(&bytes);
        }

        #[test]
        fn whatever_comes_as_a_message_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            messages::never_panic(&bytes);
        }
    }

    #[test]
    fn the_archive_that_is_attacked_holds() {
        agreement::holds(&[]);
        crate::kit::assert_passes("small", super::ARCHIVE, &Policy::default());
    }

    #[test]
    #[ignore = "writes the archive that is attacked"]
    fn the_archive_that_is_attacked_is_written() {
        let mut made = Made::new(&[motion(true), ranked("Leader", 3)], &DEFAULT, 3);
        made.cast(0, &[vec![0, 1, 0], vec![1, 2, 3]]);
        made.cast(1, &[vec![1, 0, 0], vec![2, 0, 1]]);
        let archive = made.close(2, &[1, 2, 4], &Policy::default());
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/attacks/small.bel");
        std::fs::write(file, archive).unwrap();
    }
}
