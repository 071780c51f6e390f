//! Chance from a seed: the same numbers on every machine and in every version.
//!
//! SplitMix64 (Steele, Lea, Flood 2014; public domain) in place of a crate, because crates may
//! change what a seed gives. Logarithms come from `libm`, because each system's own differ.

use std::f64::consts::TAU;

/// What SplitMix64 adds for each number.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of chance.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// Returns the stream of a thing that the numbers name; each has its own.
    pub fn of(seed: u64, names: &[u64]) -> Self {
        Self(names.iter().fold(mixed(seed), |state, name| mixed(state ^ mixed(name ^ STEP))))
    }

    /// Returns 64 even bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }

    /// Returns an even number from 0 up to 1, which is not reached.
    pub fn share(&mut self) -> f64 {
        const PRECISION: u64 = 1 << 53;
        (self.bits() >> 11) as f64 / PRECISION as f64
    }

    /// Returns an even choice among `len` things, of which there is at least one.
    pub fn pick(&mut self, len: usize) -> usize {
        ((self.share() * len as f64) as usize).min(len - 1)
    }

    /// Returns a number from the normal distribution with mean 0 and deviation 1.
    pub fn normal(&mut self) -> f64 {
        let (length, turn) = (1.0 - self.share(), self.share());
        (-2.0 * libm::log(length)).sqrt() * libm::cos(TAU * turn)
    }

    /// Returns a factor from the lognormal distribution with mean 1 and a coefficient of variation.
    pub fn factor(&mut self, variation: f64) -> f64 {
        let square = libm::log(1.0 + variation * variation);
        libm::exp(square.sqrt() * self.normal() - square / 2.0)
    }
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers that the authors' own program gives for these seeds.
    #[test]
    fn simulate_chance_is_splitmix64() {
        let mut chance = Chance(1_234_567);
        let given: Vec<_> = (0..3).map(|_| chance.bits()).collect();
        let published =
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!(given, published);
    }

    #[test]
    fn simulate_chance_has_the_mean_and_the_variation_that_were_asked_for() {
        let mut chance = Chance::of(7, &[1, 2]);
        let factors: Vec<_> = (0..20_000).map(|_| chance.factor(0.8)).collect();
        let count = factors.len() as f64;
        let mean = factors.iter().sum::<f64>() / count;
        let square = factors.iter().map(|factor| (factor - mean).powi(2)).sum::<f64>() / count;
        assert!((mean - 1.0).abs() < 0.02, "{mean}");
        assert!((square.sqrt() - 0.8).abs() < 0.05, "{}", square.sqrt());
        assert_eq!(chance.factor(0.0), 1.0);
    }
}
