//! What the tests of several programs share. Nothing here is part of a program.

pub mod hall;
pub mod process;
pub mod pure_hub;
pub mod reference;
pub mod script;
pub mod verb;
