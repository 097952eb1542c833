//! The lines of a tag file (RFC 8493, 2.3), in any of the encodings a bag may declare, one at a time: a manifest of a
//! hundred thousand files is never in memory as a whole.

use std::io::{self, BufRead, BufReader, Read};

/// Longest line that is read, in bytes. Longer ones are told and skipped.
const LONGEST: usize = 1 << 16;

/// How the tag files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Ascii,
    Latin1,
    /// By its byte-order mark, big end first without one.
    Utf16,
    Utf16Big,
    Utf16Little,
}

impl Encoding {
    /// By its registered name; `None` for those that cannot be read here.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "UTF-8" => Self::Utf8,
            "US-ASCII" => Self::Ascii,
            "ISO-8859-1" => Self::Latin1,
            "UTF-16" => Self::Utf16,
            "UTF-16BE" => Self::Utf16Big,
            "UTF-16LE" => Self::Utf16Little,
            _ => return None,
        })
    }

    fn is_wide(self) -> bool {
        matches!(self, Self::Utf16 | Self::Utf16Big | Self::Utf16Little)
    }

    fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Utf16Little => u16::from_le_bytes(pair),
            _ => u16::from_be_bytes(pair),
        }
    }

    fn decode(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok(),
            Self::Ascii => bytes.is_ascii().then(|| String::from_utf8_lossy(bytes).into_owned()),
            Self::Latin1 => Some(bytes.iter().map(|&byte| char::from(byte)).collect()),
            _ => {
                let (pairs, rest) = bytes.as_chunks::<2>();
                let units: Vec<u16> = pairs.iter().map(|pair| self.unit(*pair)).collect();
                rest.is_empty().then(|| String::from_utf16(&units).ok()).flatten()
            }
        }
    }
}

/// One line, without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Text(String),
    /// Not in the declared encoding.
    Undecodable,
    TooLong,
}

/// Reads lines that end in LF, CR or CRLF.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    encoding: Encoding,
    /// It is UTF-8 and begins with a byte-order mark, which is skipped.
    pub(crate) has_mark: bool,
    after_return: bool,
}

impl<R: Read> Lines<R> {
    /// A reader that fails at once fails again at the first line.
    pub(crate) fn new(reader: R, mut encoding: Encoding) -> Self {
        let mut reader = BufReader::with_capacity(1 << 16, reader);
        let start = reader.fill_buf().unwrap_or_default();
        let has_mark = encoding == Encoding::Utf8 && start.starts_with(b"\xef\xbb\xbf");
        let skip = match encoding {
            _ if has_mark => 3,
            Encoding::Utf16 if start.starts_with(b"\xff\xfe") => {
                encoding = Encoding::Utf16Little;
                2
            }
            Encoding::Utf16 if start.starts_with(b"\xfe\xff") => 2,
            _ => 0,
        };
        reader.consume(skip);
        Self { reader, encoding, has_mark, after_return: false }
    }

    /// The next unit of text: a byte, or two; `None` at the end. Half a unit at the end is given as it is.
    fn unit(&mut self) -> io::Result<Option<([u8; 2], usize)>> {
        let mut pair = [0; 2];
        let wide = if self.encoding.is_wide() { 2 } else { 1 };
        let mut have = 0;
        while have < wide {
            let Some(&byte) = self.reader.fill_buf()?.first() else { break };
            self.reader.consume(1);
            pair[have] = byte;
            have += 1;
        }
        Ok((have > 0).then_some((pair, have)))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut raw = Vec::new();
        let (mut any, mut long) = (false, false);
        loop {
            let (pair, have) = match self.unit() {
                Ok(Some(unit)) => unit,
                Ok(None) if any => break,
                Ok(None) => return None,
                Err(error) => return Some(Err(error)),
            };
            let value = match (self.encoding.is_wide(), have) {
                (true, 2) => self.encoding.unit(pair),
                (true, _) => u16::MAX,
                (false, _) => pair[0].into(),
            };
            if value == u16::from(b'\n') && std::mem::take(&mut self.after_return) {
                continue;
            }
            self.after_return = value == u16::from(b'\r');
            if self.after_return || value == u16::from(b'\n') {
                break;
            }
            any = true;
            long |= raw.len() >= LONGEST;
            if !long {
                raw.extend_from_slice(&pair[..have]);
            }
        }
        Some(Ok(match self.encoding.decode(&raw) {
            _ if long => Line::TooLong,
            Some(text) => Line::Text(text),
            None => Line::Undecodable,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], encoding: Encoding) -> Vec<Line> {
        Lines::new(bytes, encoding).map(Result::unwrap).collect()
    }

    fn texts(all: &[&str]) -> Vec<Line> {
        all.iter().map(|text| Line::Text((*text).into())).collect()
    }

    #[test]
    fn every_line_end_counts_once() {
        let table: [(&str, &[&str]); 7] = [
            ("", &[]),
            ("a", &["a"]),
            ("a\n", &["a"]),
            ("a\r\nb\r\n", &["a", "b"]),
            ("a\rb\r", &["a", "b"]),
            ("a\n\nb", &["a", "", "b"]),
            ("a\r\r\nb\n\r", &["a", "", "b", ""]),
        ];
        for (text, expected) in table {
            assert_eq!(lines(text.as_bytes(), Encoding::Utf8), texts(expected), "{text:?}");
        }
    }

    #[test]
    fn every_encoding_reads_the_same_words() {
        let text = "Núñez\r\nb\n";
        let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
        };
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (latin.clone(), Encoding::Latin1),
            (wide(b"\xff\xfe", u16::to_le_bytes), Encoding::Utf16),
            (wide(b"\xfe\xff", u16::to_be_bytes), Encoding::Utf16),
            (wide(b"", u16::to_be_bytes), Encoding::Utf16),
            (wide(b"", u16::to_be_bytes), Encoding::Utf16Big),
            (wide(b"", u16::to_le_bytes), Encoding::Utf16Little),
        ] {
            assert_eq!(lines(&bytes, encoding), texts(&["Núñez", "b"]), "{encoding:?}");
        }
        assert_eq!(lines(&latin, Encoding::Utf8)[0], Line::Undecodable);
        assert_eq!(lines(&latin, Encoding::Ascii)[0], Line::Undecodable);
        assert_eq!(lines(b"\xd8\x00", Encoding::Utf16Big), [Line::Undecodable]);
        assert_eq!(lines(b"\x00", Encoding::Utf16Big), [Line::Undecodable]);
    }

    #[test]
    fn a_mark_is_taken_off_and_told() {
        let read = Lines::new(&b"\xef\xbb\xbfa\n"[..], Encoding::Utf8);
        assert!(read.has_mark);
        assert_eq!(read.map(Result::unwrap).collect::<Vec<_>>(), texts(&["a"]));
        assert!(!Lines::new(&b"a\n"[..], Encoding::Utf8).has_mark);
    }

    #[test]
    fn an_endless_line_is_skipped() {
        let text = format!("{}\nb\n", "a".repeat(LONGEST + 1));
        assert_eq!(lines(text.as_bytes(), Encoding::Utf8)[1..], texts(&["b"])[..]);
        assert_eq!(lines(text.as_bytes(), Encoding::Utf8)[0], Line::TooLong);
    }
}
