//! What the tests of several programs and the demo share. Nothing here is part of a program.

pub mod assistive;
pub mod children;
pub mod glass;
pub mod hall;
pub mod process;
pub mod pure_hub;
pub mod reference;
pub mod screen;
pub mod script;
pub mod sight;
pub mod verb;
pub mod wait;
