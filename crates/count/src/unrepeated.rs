//! Maps on the wire whose keys must not repeat. JSON readers differ in which of two equal keys they believe, so a
//! transcript with two figures for one candidate would say different things to different people.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// Reads a map and refuses a repeated key.
pub(crate) fn map<'de, D, K, V>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Ord + fmt::Display,
    V: Deserialize<'de>,
{
    Unrepeated::deserialize(deserializer).map(|map| map.0)
}

/// Reads a map of maps and refuses a repeated key in any of them.
pub(crate) fn map_of_maps<'de, D, J, K, V>(
    deserializer: D,
) -> Result<BTreeMap<J, BTreeMap<K, V>>, D::Error>
where
    D: Deserializer<'de>,
    J: Deserialize<'de> + Ord + fmt::Display,
    K: Deserialize<'de> + Ord + fmt::Display,
    V: Deserialize<'de>,
{
    let outer: BTreeMap<J, Unrepeated<K, V>> = map(deserializer)?;
    Ok(outer
        .into_iter()
        .map(|(key, inner)| (key, inner.0))
        .collect())
}

struct Unrepeated<K, V>(BTreeMap<K, V>);

impl<'de, K, V> Deserialize<'de> for Unrepeated<K, V>
where
    K: Deserialize<'de> + Ord + fmt::Display,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for MapVisitor<K, V>
where
    K: Deserialize<'de> + Ord + fmt::Display,
    V: Deserialize<'de>,
{
    type Value = Unrepeated<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<K>()? {
            if map.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "the key “{key}” stands twice"
                )));
            }
            let value = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Unrepeated(map))
    }
}
