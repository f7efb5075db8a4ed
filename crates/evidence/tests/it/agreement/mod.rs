//! Both paths agree, on random elections and on random contests.

mod counting;
mod judging;
mod kept;
mod mutation;
mod paths;
