//! Durations that were measured, and what stands for them: the middle one and the 99th of a hundred.

use std::time::Duration;

/// Durations, in order once they are looked at.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<Duration>);

impl Sample {
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn p50(&self) -> Duration {
        self.share(50)
    }

    pub fn p99(&self) -> Duration {
        self.share(99)
    }

    /// Returns the duration that so many of a hundred do not exceed; zero if nothing was measured.
    fn share(&self, of_hundred: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let place = (sorted.len() * of_hundred).div_ceil(100).saturating_sub(1).min(last);
        sorted.get(place).copied().unwrap_or_default()
    }
}

impl FromIterator<Duration> for Sample {
    fn from_iter<T: IntoIterator<Item = Duration>>(times: T) -> Self {
        Self(times.into_iter().collect())
    }
}

/// Milliseconds, with as many digits as mean something.
pub fn ms(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1_000.0;
    match millis {
        small if small < 1.0 => format!("{small:.3} ms"),
        middle if middle < 100.0 => format!("{middle:.1} ms"),
        large => format!("{large:.0} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_tail_are_members_of_the_sample() {
        let sample: Sample = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(sample.p50(), Duration::from_millis(100));
        assert_eq!(sample.p99(), Duration::from_millis(198));
        assert_eq!(Sample::default().p99(), Duration::ZERO);
        let one: Sample = [Duration::from_millis(7)].into_iter().collect();
        assert_eq!((one.p50(), one.p99()), (one.p99(), Duration::from_millis(7)));
    }

    #[test]
    fn times_are_written_with_the_digits_that_count() {
        let written = |micros| ms(Duration::from_micros(micros));
        assert_eq!(written(191), "0.191 ms");
        assert_eq!(written(12_340), "12.3 ms");
        assert_eq!(written(1_234_000), "1234 ms");
    }
}
