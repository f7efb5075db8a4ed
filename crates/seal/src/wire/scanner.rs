use std::io::{self, BufRead};

use crate::group::{Encoded, GroupError, Scalar, from_decimal};

/// Why a message cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// Something else stands there than the one form of the message has.
    #[error(
        "byte {offset}: expected {expected}; a message has one form, compact and with its keys in order"
    )]
    Unexpected {
        /// Bytes before it.
        offset: u64,
        /// What should stand there.
        expected: &'static str,
    },
    /// A text that cannot be an element.
    #[error("byte {offset}: {reason}")]
    Element {
        /// Bytes before it.
        offset: u64,
        /// Why.
        reason: GroupError,
    },
    /// A text that is not a canonical exponent.
    #[error(
        "byte {offset}: not a decimal number below the group's order, written without a leading zero"
    )]
    Scalar {
        /// Bytes before it.
        offset: u64,
    },
    /// The message ends too early.
    #[error("ends after {offset} bytes, where {expected} is expected")]
    Truncated {
        /// Bytes before the end.
        offset: u64,
        /// What should stand there.
        expected: &'static str,
    },
    /// Something follows the message.
    #[error("byte {offset}: nothing may follow the message")]
    Trailing {
        /// Bytes before it.
        offset: u64,
    },
    /// The message cannot be fetched.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads a message from front to back.
pub(crate) struct Scanner<R> {
    reader: R,
    offset: u64,
}

/// A quoted element, and the longest quoted exponent.
const QUOTED_ELEMENT: usize = 66;
const QUOTED_SCALAR: usize = 78;

impl<R: BufRead> Scanner<R> {
    pub fn new(reader: R) -> Self {
        Self { reader, offset: 0 }
    }

    /// Takes exactly this text.
    pub fn expect(&mut self, literal: &'static str) -> Result<(), WireError> {
        let mut rest = literal.as_bytes();
        while !rest.is_empty() {
            let here = self.reader.fill_buf()?;
            let taken = here.len().min(rest.len());
            if taken == 0 {
                return Err(WireError::Truncated {
                    offset: self.offset,
                    expected: literal,
                });
            }
            if here[..taken] != rest[..taken] {
                return Err(WireError::Unexpected {
                    offset: self.offset,
                    expected: literal,
                });
            }
            rest = &rest[taken..];
            self.skip(taken);
        }
        Ok(())
    }

    /// The next byte, which stays.
    pub fn peek(&mut self) -> Result<Option<u8>, WireError> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    /// Takes the byte if it is next.
    pub fn take(&mut self, byte: u8) -> Result<bool, WireError> {
        let next = self.peek()? == Some(byte);
        if next {
            self.skip(1);
        }
        Ok(next)
    }

    /// An element in quotes, not yet checked to be one.
    pub fn element(&mut self) -> Result<Encoded, WireError> {
        let offset = self.offset;
        let quoted: [u8; QUOTED_ELEMENT] = self.exactly("an element")?;
        let [b'"', digits @ .., b'"'] = &quoted else {
            return Err(WireError::Unexpected {
                offset,
                expected: "an element: 64 hexadecimal digits in quotes",
            });
        };
        Encoded::from_hex(digits).map_err(|reason| WireError::Element { offset, reason })
    }

    /// An exponent in quotes.
    pub fn scalar(&mut self) -> Result<Scalar, WireError> {
        let offset = self.offset;
        let mut gathered = [0; QUOTED_SCALAR];
        let here = self.reader.fill_buf()?;
        let (window, direct) = if here.len() >= QUOTED_SCALAR {
            (&here[..QUOTED_SCALAR], true)
        } else {
            (self.gather(&mut gathered)?, false)
        };
        let unexpected = WireError::Unexpected {
            offset,
            expected: "a decimal number in quotes",
        };
        let [b'"', rest @ ..] = window else {
            return Err(unexpected);
        };
        let end = rest.iter().position(|&byte| byte == b'"');
        let digits = &rest[..end.unwrap_or(rest.len())];
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err(unexpected);
        }
        let scalar = end.and_then(|_| from_decimal(digits));
        let scalar = scalar.ok_or(WireError::Scalar { offset })?;
        if direct {
            let length = digits.len() + 2;
            self.skip(length);
        }
        Ok(scalar)
    }

    /// A number that is not in quotes.
    pub fn integer(&mut self) -> Result<u64, WireError> {
        const EXPECTED: &str = "a whole number";
        let offset = self.offset;
        let mut value = None::<u64>;
        while let Some(digit @ b'0'..=b'9') = self.peek()? {
            let digit = u64::from(digit - b'0');
            value = match value {
                None => Some(digit),
                Some(0) => None,
                Some(value) => value
                    .checked_mul(10)
                    .and_then(|value| value.checked_add(digit)),
            };
            if value.is_none() {
                return Err(WireError::Unexpected {
                    offset,
                    expected: EXPECTED,
                });
            }
            self.skip(1);
        }
        value.ok_or(WireError::Unexpected {
            offset,
            expected: EXPECTED,
        })
    }

    /// A string without escapes, of at most `longest` bytes: identifiers and digests.
    pub fn plain_string(&mut self, longest: usize) -> Result<String, WireError> {
        const EXPECTED: &str = "a string of letters, digits and signs";
        self.expect("\"")?;
        let offset = self.offset;
        let mut text = String::new();
        while !self.take(b'"')? {
            match self.peek()? {
                Some(byte @ b' '..=b'~') if byte != b'\\' && text.len() < longest => {
                    text.push(char::from(byte));
                }
                Some(_) => {
                    return Err(WireError::Unexpected {
                        offset,
                        expected: EXPECTED,
                    });
                }
                None => {
                    return Err(WireError::Truncated {
                        offset: self.offset,
                        expected: EXPECTED,
                    });
                }
            }
            self.skip(1);
        }
        Ok(text)
    }

    /// A list of exactly `count` items.
    pub fn list_of<T>(
        &mut self,
        count: usize,
        mut item: impl FnMut(&mut Self) -> Result<T, WireError>,
    ) -> Result<Vec<T>, WireError> {
        let mut items = Vec::with_capacity(count);
        self.expect("[")?;
        for index in 0..count {
            if index > 0 {
                self.expect(",")?;
            }
            items.push(item(self)?);
        }
        self.expect("]")?;
        Ok(items)
    }

    /// Nothing may follow.
    pub fn at_end(&mut self) -> Result<(), WireError> {
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(WireError::Trailing {
                offset: self.offset,
            }),
        }
    }

    /// What was read from.
    pub fn into_reader(self) -> R {
        self.reader
    }

    /// How many bytes were taken.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    fn skip(&mut self, bytes: usize) {
        self.reader.consume(bytes);
        self.offset += bytes as u64;
    }

    fn exactly<const N: usize>(&mut self, expected: &'static str) -> Result<[u8; N], WireError> {
        let mut taken = [0; N];
        let mut filled = 0;
        while filled < N {
            let here = self.reader.fill_buf()?;
            let count = here.len().min(N - filled);
            if count == 0 {
                return Err(WireError::Truncated {
                    offset: self.offset,
                    expected,
                });
            }
            taken[filled..filled + count].copy_from_slice(&here[..count]);
            filled += count;
            self.skip(count);
        }
        Ok(taken)
    }

    /// Takes a quoted text up to its closing quote, where the reader's piece ends before it may.
    fn gather<'a>(&mut self, into: &'a mut [u8; QUOTED_SCALAR]) -> Result<&'a [u8], WireError> {
        let mut filled = 0;
        while filled < into.len() {
            let Some(byte) = self.peek()? else {
                return Err(WireError::Truncated {
                    offset: self.offset,
                    expected: "a decimal number in quotes",
                });
            };
            into[filled] = byte;
            filled += 1;
            self.skip(1);
            if byte == b'"' && filled > 1 || into[0] != b'"' {
                break;
            }
        }
        Ok(&into[..filled])
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    type Pieces<'a> = Scanner<Box<dyn BufRead + 'a>>;

    fn scalar(scanner: &mut Pieces<'_>) -> Result<Scalar, WireError> {
        scanner.scalar()
    }

    fn integer(scanner: &mut Pieces<'_>) -> Result<u64, WireError> {
        scanner.integer()
    }

    /// The same text, whole and in pieces of every size.
    fn in_pieces<T: PartialEq + std::fmt::Debug>(
        text: &str,
        read: impl Fn(&mut Pieces<'_>) -> Result<T, WireError>,
    ) -> Option<T> {
        let whole = read(&mut Scanner::new(Box::new(text.as_bytes()))).ok();
        for size in 1..100 {
            let reader: Box<dyn BufRead> =
                Box::new(BufReader::with_capacity(size, text.as_bytes()));
            assert_eq!(
                read(&mut Scanner::new(reader)).ok(),
                whole,
                "in pieces of {size}"
            );
        }
        whole
    }

    #[test]
    fn a_message_is_read_the_same_in_pieces() {
        let element = "6".repeat(62) + "58";
        let text = format!(r#"{{"a":["{element}","1234",56]}}"#);
        let read = in_pieces(&text, |scanner| {
            scanner.expect("{\"a\":[")?;
            let element = scanner.element()?;
            scanner.expect(",")?;
            let scalar = scanner.scalar()?;
            scanner.expect(",")?;
            let integer = scanner.integer()?;
            scanner.expect("]}")?;
            Ok((element, scalar, integer))
        });
        assert_eq!(read.unwrap().1, Scalar::from(1234_u64));
    }

    #[test]
    fn numbers_have_one_form() {
        for text in [
            "\"01\"",
            "\"\"",
            "12",
            "\"1",
            "\"7237005577332262213973186563042994240857116359379907606001950938285454250989\"",
        ] {
            assert_eq!(in_pieces(text, scalar), None, "{text}");
        }
        for text in ["01", "", "x", "99999999999999999999"] {
            assert_eq!(in_pieces(text, integer), None, "{text}");
        }
        assert_eq!(in_pieces("0,", integer), Some(0));
    }

    #[test]
    fn nothing_may_follow() {
        let mut scanner = Scanner::new(&b"[] "[..]);
        assert!(scanner.list_of(0, Scanner::integer).unwrap().is_empty());
        assert!(matches!(
            scanner.at_end(),
            Err(WireError::Trailing { offset: 2 })
        ));
    }
}
