//! Views of real contests and of extreme ones.

mod charts;
mod contests;
mod declaration;
mod extremes;
mod html;
mod statement;
mod table;
