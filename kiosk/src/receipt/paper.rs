//! The two widths of receipt paper and the measures that go with them. Pure.

/// Width of the paper, at 203 dpi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    Mm80,
    Mm58,
}

impl Paper {
    /// Printable dots across; a multiple of eight.
    pub fn dots(self) -> usize {
        match self {
            Self::Mm80 => 576,
            Self::Mm58 => 384,
        }
    }

    /// Characters across in the printer's own font A.
    pub fn columns(self) -> usize {
        match self {
            Self::Mm80 => 48,
            Self::Mm58 => 32,
        }
    }

    pub(super) fn sizes(self) -> Sizes {
        match self {
            Self::Mm80 => Sizes {
                margin: 24,
                number: 200.0,
                title: 33.0,
                strong: 32.0,
                text: 27.0,
                small: 24.0,
            },
            Self::Mm58 => Sizes {
                margin: 8,
                number: 200.0,
                title: 28.0,
                strong: 28.0,
                text: 24.0,
                small: 22.0,
            },
        }
    }
}

/// Margin in dots, letters in dots of the em.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    pub margin: usize,
    pub number: f32,
    pub title: f32,
    pub strong: f32,
    pub text: f32,
    pub small: f32,
}
