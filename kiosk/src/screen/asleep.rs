//! What lies over the window while nobody is there.

use super::Moment;
use std::fmt;
use std::sync::Arc;

/// A slide, and when numbers are given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asleep {
    pub slide: Arc<Slide>,
    pub opens: Option<Moment>,
}

/// A picture of the hall's, three bytes a pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Slide {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

impl fmt::Debug for Slide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slide({}×{})", self.width, self.height)
    }
}
