//! The site, with a store in a folder or a database of its own, and with a mail server that keeps what it is given.

mod account;
mod api;
mod asking;
mod attacks;
mod booth;
mod browser;
mod caller;
#[path = "../../../store/tests/it/cluster.rs"]
#[expect(dead_code, reason = "the store's tests do more with it")]
mod cluster;
mod logs;
mod mails;
mod mock_poll;
mod place;
#[path = "../../../hustings/tests/serve/poll.rs"]
#[expect(dead_code, reason = "a load casts without a browser")]
mod poll;
mod process;
#[path = "../../../store/tests/it/programs.rs"]
mod programs;
#[cfg(feature = "oidc")]
mod provider;
mod server_alone;
mod sink;
mod unlogged;
mod watched;
