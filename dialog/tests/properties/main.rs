//! What holds for any file and any visitor.
//!
//! The random numbers begin with a fixed seed, so that a run in CI is the same as the one before; the fuzz targets
//! (`dialog/fuzz`) are where new ground is searched.

#[cfg(test)]
mod damage;
#[cfg(test)]
mod files;
#[cfg(test)]
mod inputs;
#[cfg(test)]
mod sessions;

#[cfg(test)]
fn configuration(cases: u32) -> proptest::test_runner::Config {
    proptest::test_runner::Config {
        cases,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(0x6261_7661_7264),
        ..proptest::test_runner::Config::default()
    }
}
