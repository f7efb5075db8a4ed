//! How often one address, or one name, may ask: buckets that fill again. They are kept in memory, a process for itself.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::secret;

type Buckets<K> = RateLimiter<K, DashMapStateStore<K>, DefaultClock>;

/// What somebody asks for, as far as it has a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To read a page.
    Reading,
    /// To change something.
    Acting,
    /// To prove who one is.
    SigningIn,
}

/// The buckets.
pub(crate) struct Limits {
    /// Whether addresses have limits.
    by_source: bool,
    reading: Buckets<Source>,
    acting: Buckets<Source>,
    signing_in: Buckets<Source>,
    /// One address in one name.
    names: Buckets<String>,
    /// All in one name.
    named: Buckets<String>,
}

/// Whence requests come: an address, of IPv6 the network that one household has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Source([u8; 8]);

impl From<IpAddr> for Source {
    fn from(address: IpAddr) -> Self {
        let mut bytes = [0; 8];
        match address.to_canonical() {
            IpAddr::V4(v4) => bytes[..4].copy_from_slice(&v4.octets()),
            IpAddr::V6(v6) => bytes.copy_from_slice(&v6.octets()[..8]),
        }
        Self(bytes)
    }
}

fn buckets<K: Hash + Eq + Clone>(a_minute: u32, at_once: u32) -> Buckets<K> {
    let number = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::per_minute(number(a_minute)).allow_burst(number(at_once));
    RateLimiter::dashmap(quota)
}

impl Limits {
    /// Whole halls and union offices vote behind one address: the limits are for floods, not for queues.
    pub(crate) fn new() -> Self {
        Self {
            by_source: true,
            reading: buckets(3_000, 1_000),
            acting: buckets(1_200, 600),
            signing_in: buckets(120, 120),
            names: buckets(6, 10),
            named: buckets(30, 40),
        }
    }

    /// Without limits for addresses, for tests of load: names keep theirs.
    pub(crate) fn without_sources() -> Self {
        let open = || buckets(1_000_000_000, 1_000_000_000);
        Self {
            by_source: false,
            reading: open(),
            acting: open(),
            signing_in: open(),
            names: buckets(6, 10),
            named: buckets(30, 40),
        }
    }

    /// Whether addresses have limits at all.
    pub(crate) fn are_kept(&self) -> bool {
        self.by_source
    }

    /// Whether an address may ask.
    pub(crate) fn admits(&self, kind: Kind, source: Source) -> bool {
        let buckets = match kind {
            Kind::Reading => &self.reading,
            Kind::Acting => &self.acting,
            Kind::SigningIn => &self.signing_in,
        };
        buckets.check_key(&source).is_ok()
    }

    /// Whether somebody may try again to be whom they say: an address alone does not keep out who else has the name.
    pub(crate) fn admits_name(&self, name: &str, source: Source) -> bool {
        // Of a name only a hash, so that a long one takes no more room than a short one.
        let name = secret::hash("name", &name.trim().to_lowercase());
        let here = secret::hash("name from a source", &format!("{source:?} {name}"));
        self.names.check_key(&here).is_ok() && self.named.check_key(&name).is_ok()
    }

    /// Forgets who has not asked for long.
    pub(crate) fn forget(&self) {
        self.reading.retain_recent();
        self.acting.retain_recent();
        self.signing_in.retain_recent();
        self.names.retain_recent();
        self.named.retain_recent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_stopped_and_nobody_else_is() {
        let limits = Limits::new();
        let (flood, other) = (
            Source::from(IpAddr::from([203, 0, 113, 1])),
            Source::from(IpAddr::from([203, 0, 113, 2])),
        );
        let admitted = (0..10_000)
            .filter(|_| limits.admits(Kind::SigningIn, flood))
            .count();
        assert!((120..140).contains(&admitted), "{admitted}");
        assert!(limits.admits(Kind::SigningIn, other));
        assert!(limits.admits(Kind::Reading, flood));
    }

    #[test]
    fn who_asks_in_anothers_name_from_one_address_does_not_keep_her_out() {
        let limits = Limits::new();
        let address = |last| Source::from(IpAddr::from([203, 0, 113, last]));
        let asked = |last: u8, times: u32| {
            let admitted =
                (0..times).filter(|_| limits.admits_name("ann@example.org", address(last)));
            admitted.count()
        };
        assert!(asked(1, 1_000) < 12);
        assert!(asked(2, 1) == 1);
        let of_many: usize = (3..=250).map(|last| asked(last, 1)).sum();
        assert!(of_many < 40, "{of_many}");
    }

    #[test]
    fn an_ipv4_address_is_itself_also_when_it_comes_as_ipv6() {
        let mapped: IpAddr = "::ffff:203.0.113.1".parse().expect("it reads");
        assert_eq!(
            Source::from(mapped),
            Source::from(IpAddr::from([203, 0, 113, 1]))
        );
    }
}
