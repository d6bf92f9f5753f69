//! Until when a caller waits.

use std::time::Duration;

use tonic::metadata::MetadataMap;

/// Most digits of a `grpc-timeout`.
const MAX_DIGITS: usize = 8;

/// The time that the caller gives the call (`grpc-timeout`); none: it did not say, or not readably.
pub(super) fn caller_timeout(metadata: &MetadataMap) -> Option<Duration> {
    let text = metadata.get("grpc-timeout")?.to_str().ok()?;
    let (index, unit) = text.char_indices().next_back()?;
    let digits = text.get(..index)?;
    if !(1..=MAX_DIGITS).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        'H' => Some(Duration::from_secs(count * 60 * 60)),
        'M' => Some(Duration::from_secs(count * 60)),
        'S' => Some(Duration::from_secs(count)),
        'm' => Some(Duration::from_millis(count)),
        'u' => Some(Duration::from_micros(count)),
        'n' => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_is_read() {
        for (text, timeout) in [
            ("2H", Some(Duration::from_secs(7200))),
            ("3M", Some(Duration::from_secs(180))),
            ("99999999S", Some(Duration::from_secs(99_999_999))),
            ("5m", Some(Duration::from_millis(5))),
            ("30000000u", Some(Duration::from_secs(30))),
            ("7n", Some(Duration::from_nanos(7))),
            ("", None),
            ("S", None),
            ("5", None),
            ("+5S", None),
            ("5 S", None),
            ("999999999S", None),
        ] {
            let mut metadata = MetadataMap::new();
            metadata.insert("grpc-timeout", text.parse().unwrap());
            assert_eq!(caller_timeout(&metadata), timeout, "{text}");
        }
        assert_eq!(caller_timeout(&MetadataMap::new()), None);
    }
}
