//! How many connections an address has, so that one cannot take the places of all.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use crate::limits::Source;

/// Connections of one address at once: a hall behind one address has a browser a person, with six connections each at most.
const OF_ONE: usize = 1024;

/// The places that addresses have taken.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<HashMap<Source, usize>>>);

/// A place; given back when it is dropped.
pub(super) struct Place {
    of: Source,
    places: Places,
}

impl Places {
    /// A place for an address, if it has not all that one may have.
    pub(super) fn take(&self, of: Source) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = taken.entry(of).or_default();
        if *number >= OF_ONE {
            return None;
        }
        *number += 1;
        Some(Place {
            of,
            places: self.clone(),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut number) = taken.entry(self.of) {
            *number.get_mut() -= 1;
            if *number.get() == 0 {
                number.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    #[test]
    fn an_address_has_so_many_places_and_leaves_others_theirs() {
        let source = |last: u8| Source::from(IpAddr::from([203, 0, 113, last]));
        let places = Places::default();
        let mut all: Vec<Place> = (0..OF_ONE).filter_map(|_| places.take(source(1))).collect();
        assert_eq!(all.len(), OF_ONE);
        assert!(places.take(source(1)).is_none());
        assert!(places.take(source(2)).is_some());
        all.pop();
        assert!(places.take(source(1)).is_some());
        drop(all);
        assert!(places.0.lock().expect("nobody panicked").is_empty());
    }
}
