//! A contest that is kept: a small mock from its opening to its correction, and every way in which an event of it is refused.

#![expect(
    clippy::needless_pass_by_value,
    reason = "events are built from json! values, which read badly as references"
)]

mod boxes;
mod closing;
mod duties;
mod folds;
mod nominees;
mod poll;
mod results;
mod roll;
mod rulings;
mod society;
mod unopposed;
