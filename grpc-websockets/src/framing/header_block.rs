//! A client's first message: the metadata of the request.

use http::{HeaderMap, HeaderName, HeaderValue};

/// What a header block may hold, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderBlockLimits {
    /// Bytes of the block.
    pub bytes: usize,
    /// Lines of the block.
    pub lines: usize,
}

/// Why a header block is refused. Lines count from 1; what stands in them is not told, as it may be a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderBlockError {
    /// More bytes than the limit.
    #[error("the header block has more than {limit} bytes")]
    TooLong {
        /// [`HeaderBlockLimits::bytes`]
        limit: usize,
    },
    /// More lines than the limit.
    #[error("the header block has more than {limit} lines")]
    TooManyLines {
        /// [`HeaderBlockLimits::lines`]
        limit: usize,
    },
    /// A byte other than 0x20 to 0x7e, tab, CR and LF.
    #[error("byte {at} of the header block is not ASCII text")]
    NotText {
        /// Bytes before it.
        at: usize,
    },
    /// A line without a colon; also an empty line before the end.
    #[error("line {line} of the header block has no colon")]
    NoColon {
        /// Number of the line.
        line: usize,
    },
    /// What stands before the colon names no header: nothing, as in `:path`, or a character that names do not have.
    #[error("line {line} of the header block has no header's name")]
    Name {
        /// Number of the line.
        line: usize,
    },
    /// What stands behind the colon is not the value of a header.
    #[error("line {line} of the header block has no header's value")]
    Value {
        /// Number of the line.
        line: usize,
    },
}

/// Parses the lines `name: value`, each of which ends in CR LF.
///
/// LF alone, a missing end of the last line and empty lines at the end are taken as well; a value that goes on in the
/// next line is not. Size and number of lines are looked at before anything is parsed.
///
/// # Errors
///
/// When the block is beyond `limits` or is no such list.
pub fn parse_header_block(
    block: &[u8],
    limits: HeaderBlockLimits,
) -> Result<HeaderMap, HeaderBlockError> {
    if block.len() > limits.bytes {
        return Err(HeaderBlockError::TooLong {
            limit: limits.bytes,
        });
    }
    if let Some(at) = block.iter().position(|byte| !is_text(*byte)) {
        return Err(HeaderBlockError::NotText { at });
    }
    let block = block.trim_ascii_end();
    if block.is_empty() {
        return Ok(HeaderMap::new());
    }
    let lines = block.split(|byte| *byte == b'\n');
    if lines.clone().count() > limits.lines {
        return Err(HeaderBlockError::TooManyLines {
            limit: limits.lines,
        });
    }
    let mut headers = HeaderMap::new();
    for (line, text) in (1..).zip(lines) {
        let (name, value) = parse_line(line, text)?;
        headers
            .try_append(name, value)
            .map_err(|_| HeaderBlockError::TooManyLines {
                limit: limits.lines,
            })?;
    }
    Ok(headers)
}

fn is_text(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n')
}

fn parse_line(line: usize, text: &[u8]) -> Result<(HeaderName, HeaderValue), HeaderBlockError> {
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    let mut parts = text.splitn(2, |byte| *byte == b':');
    let (Some(name), Some(value)) = (parts.next(), parts.next()) else {
        return Err(HeaderBlockError::NoColon { line });
    };
    let name = HeaderName::from_bytes(name).map_err(|_| HeaderBlockError::Name { line })?;
    // A CR inside is white space to `trim_ascii`, but at the ends only.
    let value = HeaderValue::from_bytes(value.trim_ascii())
        .map_err(|_| HeaderBlockError::Value { line })?;
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: HeaderBlockLimits = HeaderBlockLimits {
        bytes: 200,
        lines: 4,
    };

    type Lines<'a> = &'a [(&'a str, &'a str)];

    fn parse(block: &[u8]) -> Result<Vec<(String, String)>, HeaderBlockError> {
        let headers = parse_header_block(block, LIMITS)?;
        Ok(headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect())
    }

    #[test]
    fn each_line_is_a_header() {
        let reference_client = b"authorization: Bearer a.b-c\r\nx-nuance-client-id: appID:X\r\n\
            content-type: application/grpc-web+proto\r\nx-grpc-web: 1\r\n";
        let cases: [(&[u8], Lines<'_>); 9] = [
            (b"", &[]),
            (b"\r\n", &[]),
            (
                reference_client,
                &[
                    ("authorization", "Bearer a.b-c"),
                    ("x-nuance-client-id", "appID:X"),
                    ("content-type", "application/grpc-web+proto"),
                    ("x-grpc-web", "1"),
                ],
            ),
            (b"A-Name:value", &[("a-name", "value")]),
            (b"a:1\nb: 2", &[("a", "1"), ("b", "2")]),
            (b"a: \t 1, 2 \r\n", &[("a", "1, 2")]),
            (b"a: 1\r\na: 2\r\n", &[("a", "1"), ("a", "2")]),
            (b"a:\r\n\r\n", &[("a", "")]),
            (b"a: 1\r\n\r\n\r\n\r\n\r\n", &[("a", "1")]),
        ];
        for (block, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            assert_eq!(parse(block), Ok(expected), "{}", block.escape_ascii());
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_place() {
        let cases: [(&[u8], HeaderBlockError); 12] = [
            (b"a", HeaderBlockError::NoColon { line: 1 }),
            (b"a: 1\r\n\r\nb: 2", HeaderBlockError::NoColon { line: 2 }),
            (b"a: 1\r\n go on\r\n", HeaderBlockError::NoColon { line: 2 }),
            (b"a: 1\r\n on: 2\r\n", HeaderBlockError::Name { line: 2 }),
            (b":path: /x\r\n", HeaderBlockError::Name { line: 1 }),
            (b"a : 1\r\n", HeaderBlockError::Name { line: 1 }),
            (b"a: 1\rb: 2\r\n", HeaderBlockError::Value { line: 1 }),
            (b"a: \xc3\xa9\r\n", HeaderBlockError::NotText { at: 3 }),
            (b"a: \0", HeaderBlockError::NotText { at: 3 }),
            (b"\x00\x00\x00\x00\x05", HeaderBlockError::NotText { at: 0 }),
            (&[b'a'; 201], HeaderBlockError::TooLong { limit: 200 }),
            (
                b"a:1\na:2\na:3\na:4\na:5\n",
                HeaderBlockError::TooManyLines { limit: 4 },
            ),
        ];
        for (block, expected) in cases {
            assert_eq!(parse(block), Err(expected), "{}", block.escape_ascii());
        }
    }

    #[test]
    fn an_error_does_not_show_what_stands_in_the_block() {
        let error = parse(b"authorization: a\r\nBearer secret").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
