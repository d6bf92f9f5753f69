//! Escapes such as `\U0001F600` and `\uD83D\uDE00`, which exports hold in place of emoji (model.md section 12).

use std::borrow::Cow;

/// The text with its escapes resolved. What is no character, a control character, or another backslash, which would begin
/// an escape when the text is read again, stays as it is written.
pub(super) fn resolve(written: Cow<'_, str>) -> Cow<'_, str> {
    if !written.contains("\\u") && !written.contains("\\U") {
        return written;
    }
    let mut resolved = String::with_capacity(written.len());
    let mut rest = written.as_ref();
    while let Some((before, after)) = rest.split_once('\\') {
        resolved.push_str(before);
        let (character, after) = read(after).unwrap_or(('\\', after));
        resolved.push(character);
        rest = after;
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// Reads an escape behind its backslash: the character, and what follows.
fn read(rest: &str) -> Option<(char, &str)> {
    let (number, after) = if let Some(rest) = rest.strip_prefix('U') {
        hexadecimal(rest, 8)?
    } else {
        let (first, after) = hexadecimal(rest.strip_prefix('u')?, 4)?;
        if (0xD800..0xDC00).contains(&first) {
            let (second, after) = hexadecimal(after.strip_prefix("\\u")?, 4)?;
            let low = second.checked_sub(0xDC00).filter(|&low| low < 0x400)?;
            (0x10000 + ((first - 0xD800) << 10) + low, after)
        } else {
            (first, after)
        }
    };
    let character =
        char::from_u32(number).filter(|&character| !character.is_control() && character != '\\')?;
    Some((character, after))
}

fn hexadecimal(rest: &str, digits: usize) -> Option<(u32, &str)> {
    let (number, after) = rest.split_at_checked(digits)?;
    if !number.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(number, 16).ok()?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_characters() {
        for (written, read) in [
            (r"Hi \U0001F600!", "Hi 😀!"),
            (r"\U0001f44d\U0001F3FD", "👍🏽"),
            (r"\u2615 and \uD83D\uDE00", "☕ and 😀"),
            (r"\\u2615", "\\☕"),
        ] {
            assert_eq!(resolve(Cow::Borrowed(written)), read, "{written}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for written in [
            r"",
            r"\",
            r"\U",
            r"\u",
            r"\u12",
            r"\U0001F60",
            r"C:\users\Uta",
            r"\uD83D",
            r"\uDE00",
            r"\UFFFFFFFF",
            r"\U00110000",
            r"\u0000",
            r"\u000A",
            r"\u005Cu2615",
            r"\u+123",
            r"\uéé",
        ] {
            assert_eq!(resolve(Cow::Borrowed(written)), written);
        }
    }
}
