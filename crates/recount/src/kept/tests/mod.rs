//! A small mock contest from its opening to its correction, and every way in which it is refused.

#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

mod acts;
mod after_the_poll;
mod before_the_poll;
mod boxes;
mod declared;
mod folds;
mod log;
mod reading;
mod rulings;
mod society;
mod unopposed;
