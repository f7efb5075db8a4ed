/// Why records are no bundle's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContentsError {
    /// A record is missing.
    #[error("the record '{0}' is missing")]
    Missing(String),
    /// A record does not belong in a bundle.
    #[error("the record '{0}' does not belong in a bundle")]
    Stray(String),
    /// A record that only a kept contest has.
    #[error("the record '{0}' belongs to a contest that is kept, and this one is not")]
    NotKept(String),
    /// A record stands elsewhere than it should.
    #[error("the record '{0}' stands where '{1}' should")]
    Order(String, String),
    /// A record is there twice.
    #[error("the record '{0}' is there twice")]
    Twice(String),
    /// A record has more bytes than any.
    #[error("the record '{0}' is longer than any of its sort")]
    Long(String),
}
