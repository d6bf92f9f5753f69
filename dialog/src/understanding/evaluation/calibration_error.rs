//! Whether confidence means what it says.

/// How many classes of confidence are compared.
const BINS: u16 = 10;

/// The expected calibration error: how far confidence and the share of right readings are apart, 0 to 1, over tenths of
/// confidence, each by its number of readings; 0 without readings.
pub(super) fn calibration_error(readings: &[(f32, bool)]) -> f32 {
    let apart: f32 = (0..BINS)
        .map(|bin| {
            let in_bin = readings
                .iter()
                .filter(|(confidence, _)| bin_of(*confidence) == bin);
            let off: f32 = in_bin
                .map(|(confidence, is_right)| confidence - if *is_right { 1.0 } else { 0.0 })
                .sum();
            off.abs()
        })
        .sum();
    let count: f32 = readings.iter().map(|_| 1.0).sum();
    if readings.is_empty() {
        0.0
    } else {
        apart / count
    }
}

fn bin_of(confidence: f32) -> u16 {
    let upper = |bin: u16| f32::from(bin + 1) / f32::from(BINS);
    let bin = (0..BINS).find(|bin| confidence < upper(*bin));
    bin.unwrap_or(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_right_when_so_many_readings_are() {
        let nine_of_ten: Vec<(f32, bool)> = (0..10).map(|number| (0.9, number > 0)).collect();
        assert!(calibration_error(&nine_of_ten) < 1e-3);
        let all_wrong = [(1.0, false), (1.0, false)];
        assert!((calibration_error(&all_wrong) - 1.0).abs() < 1e-3);
        let half = [(1.0, true), (0.5, true)];
        assert!((calibration_error(&half) - 0.25).abs() < 1e-3);
        assert!(calibration_error(&[]).abs() < f32::EPSILON);
    }
}
