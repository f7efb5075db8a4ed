//! Views of real contests and of extreme ones.

mod board;
mod charts;
mod contests;
mod declaration;
mod extremes;
mod fragments;
mod html;
mod statement;
mod table;
