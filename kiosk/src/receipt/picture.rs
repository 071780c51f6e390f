//! A one-bit picture that grows downwards: what comes out of a thermal printer. Pure.
//!
//! Rows are packed eight dots to a byte, leftmost dot highest, which is how printers want them.

/// Black dots on white paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    stride: usize,
    bytes: Vec<u8>,
}

/// Where a part of a picture is: `left..right`, `top..bottom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Picture {
    /// Makes an empty picture; its width is rounded up to a whole byte.
    pub fn new(width: usize) -> Self {
        Self { stride: width.div_ceil(8).max(1), bytes: Vec::new() }
    }

    /// Wraps rows of `stride` bytes; a last row that is not whole is dropped.
    pub fn from_rows(stride: usize, mut bytes: Vec<u8>) -> Self {
        let stride = stride.max(1);
        bytes.truncate(bytes.len() / stride * stride);
        Self { stride, bytes }
    }

    pub fn width(&self) -> usize {
        self.stride * 8
    }

    pub fn height(&self) -> usize {
        self.bytes.len() / self.stride
    }

    /// Bytes of one row.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// All rows, top first.
    pub fn rows(&self) -> &[u8] {
        &self.bytes
    }

    /// Makes the picture at least so high.
    pub fn grow(&mut self, height: usize) {
        if height > self.height() {
            self.bytes.resize(height * self.stride, 0);
        }
    }

    /// Blackens a dot; a dot beside the paper is not printed.
    pub fn set(&mut self, x: usize, y: usize) {
        if x < self.width() {
            self.grow(y + 1);
            self.bytes[y * self.stride + x / 8] |= 0x80 >> (x % 8);
        }
    }

    pub fn get(&self, x: usize, y: usize) -> bool {
        x < self.width()
            && y < self.height()
            && self.bytes[y * self.stride + x / 8] & (0x80 >> (x % 8)) != 0
    }

    pub fn fill(&mut self, area: Area) {
        for y in area.top..area.bottom {
            for x in area.left..area.right {
                self.set(x, y);
            }
        }
    }

    /// Draws the border of an area, inside it.
    pub fn frame(&mut self, area: Area, thick: usize) {
        let Area { left, top, right, bottom } = area;
        self.fill(Area { bottom: top + thick, ..area });
        self.fill(Area { top: bottom - thick, ..area });
        self.fill(Area { right: left + thick, ..area });
        self.fill(Area { left: right - thick, ..area });
    }

    /// Puts another picture's dots on this one.
    pub fn stamp(&mut self, other: &Self, left: usize, top: usize) {
        self.grow(top + other.height());
        for y in 0..other.height() {
            for x in 0..other.width() {
                if other.get(x, y) {
                    self.set(left + x, top + y);
                }
            }
        }
    }

    /// Returns the smallest area with all black dots of some rows.
    pub fn ink(&self, top: usize, bottom: usize) -> Option<Area> {
        let rows = || top..bottom.min(self.height());
        let black = |y: usize| self.bytes[y * self.stride..][..self.stride].iter().any(|b| *b != 0);
        let first = rows().find(|y| black(*y))?;
        let last = rows().rfind(|y| black(*y))?;
        let column = |x: &usize| (first..=last).any(|y| self.get(*x, y));
        let left = (0..self.width()).find(column)?;
        let right = (0..self.width()).rfind(column)?;
        Some(Area { left, top: first, right: right + 1, bottom: last + 1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_packed_as_printers_want_them() {
        let mut picture = Picture::new(16);
        picture.set(0, 1);
        picture.set(15, 1);
        picture.set(16, 1);
        assert_eq!(picture.rows(), [0, 0, 0x80, 0x01]);
        assert_eq!(picture.ink(0, 9), Some(Area { left: 0, top: 1, right: 16, bottom: 2 }));
        assert_eq!(picture.ink(0, 1), None);
        assert!(picture.get(15, 1) && !picture.get(14, 1) && !picture.get(0, 99));
    }

    #[test]
    fn a_frame_is_hollow() {
        let mut picture = Picture::new(16);
        picture.frame(Area { left: 1, top: 0, right: 15, bottom: 6 }, 2);
        assert!(picture.get(1, 0) && picture.get(14, 5) && picture.get(2, 3));
        assert!(!picture.get(3, 3) && !picture.get(0, 0) && !picture.get(15, 5));
    }
}
