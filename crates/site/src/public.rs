//! What anybody may see: who stands, the log, the boxes, a tracker, the result, the bundle. Made from the contest, each time.

pub(crate) mod api;
pub(crate) mod boxes;
pub(crate) mod bundle;
pub(crate) mod contest;
pub(crate) mod feed;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod listed;
pub(crate) mod log;
pub(crate) mod nominees;
pub(crate) mod result;
pub(crate) mod tiles;
pub(crate) mod track;
