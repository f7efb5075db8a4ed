use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::{
    CeremonyFault, Certificate, Certificates, Incoming, Place, Polynomial, open_share,
};
use hustings_seal::trustee::{ChannelError, Seed};
use proptest::prelude::*;

use super::one_in;
use crate::kit::edits::other_scalar;
use crate::kit::json::{get, set, swap};

/// A ceremony before its third round.
struct Ceremony {
    seeds: Vec<Seed>,
    certificates: Certificates,
    polynomials: Vec<Polynomial>,
}

impl Ceremony {
    fn new(threshold: usize, size: usize) -> Self {
        let seeds: Vec<Seed> = (0..size).map(|_| Seed::generate(&mut system())).collect();
        let certificates = (1..)
            .zip(&seeds)
            .map(|(index, seed)| {
                let place = Place {
                    size,
                    threshold,
                    index,
                };
                Certificate::issue(seed, place, &mut system())
            })
            .collect();
        let certificates = Certificates::gather(certificates).unwrap();
        let polynomials = seeds
            .iter()
            .map(|seed| Polynomial::make(seed, &certificates, &mut system()).unwrap())
            .collect();
        Self {
            seeds,
            certificates,
            polynomials,
        }
    }

    /// What the trustee at this place, from 0, says of what it got, after an edit.
    fn accept(&self, place: usize, edit: impl FnOnce(&str) -> String) -> Result<(), CeremonyFault> {
        let incoming = Incoming::sort(&self.certificates, &self.polynomials).unwrap();
        let incoming = Incoming::parse(&edit(&incoming[place].text())).unwrap();
        let outgoing = incoming.accept(&self.seeds[place], &self.certificates, &mut system())?;
        open_share(&self.seeds[place], outgoing.private_key()).unwrap();
        Ok(())
    }
}

/// A size, a threshold, a sender and a recipient who is another.
fn parties() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (2_usize..=4).prop_flat_map(|size| {
        (Just(size), 1..=size, 0..size, 1..size).prop_map(|(size, threshold, sender, step)| {
            (size, threshold, sender, (sender + step) % size)
        })
    })
}

proptest! {
    #![proptest_config(one_in(16))]

    #[test]
    fn a_share_that_does_not_fit_is_named_with_its_sender((size, threshold, sender, recipient) in parties()) {
        let ceremony = Ceremony::new(threshold, size);
        ceremony.accept(recipient, str::to_owned).unwrap();
        // A sender who signs a share of another polynomial than the one that it published.
        let other = Polynomial::make(&ceremony.seeds[sender], &ceremony.certificates, &mut system()).unwrap();
        let share = get(&other.text(), &format!("secrets.{recipient}")).to_owned();
        let found = ceremony.accept(recipient, |text| set(text, &format!("secrets.{sender}"), &share));
        prop_assert_eq!(found, Err(CeremonyFault::Share(sender + 1)));
    }

    #[test]
    fn a_message_for_another_trustee_is_refused((size, threshold, sender, recipient) in parties()) {
        let ceremony = Ceremony::new(threshold, size);
        let for_itself = get(&ceremony.polynomials[sender].text(), &format!("secrets.{sender}")).to_owned();
        let path = format!("secrets.{sender}");
        let found = ceremony.accept(recipient, |text| set(text, &path, &for_itself));
        prop_assert_eq!(found, Err(CeremonyFault::Channel(sender + 1, ChannelError::Undecipherable)));
        let found = ceremony.accept(recipient, |text| swap(text, "secrets.0", "secrets.1"));
        prop_assert!(matches!(found, Err(CeremonyFault::Channel(1, ChannelError::Signature))), "{found:?}");
    }

    #[test]
    fn what_was_published_in_ones_name_must_be_what_one_made((size, threshold, sender, _) in parties()) {
        let mut ceremony = Ceremony::new(threshold, size);
        let other = Polynomial::make(&ceremony.seeds[sender], &ceremony.certificates, &mut system()).unwrap();
        let own = get(&ceremony.polynomials[sender].text(), "polynomial").to_owned();
        ceremony.polynomials[sender] = Polynomial::parse(&set(&other.text(), "polynomial", &own)).unwrap();
        prop_assert_eq!(ceremony.accept(sender, str::to_owned), Err(CeremonyFault::OwnPolynomial));
    }

    #[test]
    fn what_is_not_signed_is_named((size, threshold, sender, recipient) in parties()) {
        let ceremony = Ceremony::new(threshold, size);
        for path in [format!("coefexps.{sender}.signature.response"), format!("signatures.{sender}.challenge")] {
            let found = ceremony.accept(recipient, |text| other_scalar(text, &path));
            prop_assert!(matches!(found, Err(CeremonyFault::Signature(place, _)) if place == sender + 1), "{found:?}");
        }
    }

    #[test]
    fn a_stranger_has_no_part_in_a_ceremony((size, threshold, _, recipient) in parties()) {
        let mut ceremony = Ceremony::new(threshold, size);
        ceremony.seeds[recipient] = Seed::generate(&mut system());
        prop_assert_eq!(ceremony.accept(recipient, str::to_owned), Err(CeremonyFault::Stranger));
    }
}
