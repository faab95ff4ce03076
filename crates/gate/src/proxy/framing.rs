//! Where a body ends.

/// How the end of a body is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// After so many bytes.
    Length(u64),
    /// With a chunk of length zero.
    Chunked,
    /// With the connection.
    Close,
}

/// A chunked body whose framing is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadChunk;

/// What the next bytes of a chunked body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// So many bytes of framing.
    Frame(usize),
    /// So many bytes of the body itself.
    Data(usize),
    /// The trailer section begins: an empty line, or fields and an empty line.
    Trailers,
}

/// Reads the framing of a chunked body strictly: sizes of hexadecimal digits, lines that end with CR LF. Extensions
/// of chunks mean nothing to anybody and are a means to confuse readers, so a request must not have any.
#[derive(Debug, Clone)]
pub(crate) struct Chunks {
    state: State,
    extensions: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// So far this size, of so many digits.
    Size(u64, u8),
    /// Within an extension of so many bytes, after this size.
    Extension(u64, u16),
    SizeLf(u64),
    Data(u64),
    DataCr,
    DataLf,
    Trailers,
}

const DIGITS: u8 = 15;
const EXTENSION: u16 = 256;

impl Chunks {
    /// At the beginning of a request's body.
    pub(crate) fn of_request() -> Self {
        Self { state: State::Size(0, 0), extensions: false }
    }

    /// At the beginning of an answer's body.
    pub(crate) fn of_answer() -> Self {
        Self { state: State::Size(0, 0), extensions: true }
    }

    /// What the first of these bytes are; nothing if there are none.
    pub(crate) fn next(&mut self, bytes: &[u8]) -> Result<Option<Piece>, BadChunk> {
        if let State::Trailers = self.state {
            return Ok(Some(Piece::Trailers));
        }
        if let State::Data(left) = self.state {
            let some = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
            let left = left - some as u64;
            self.state = if left == 0 { State::DataCr } else { State::Data(left) };
            return Ok((some > 0).then_some(Piece::Data(some)));
        }
        let mut count = 0;
        for byte in bytes {
            if matches!(self.state, State::Data(_) | State::Trailers) {
                break;
            }
            self.state = self.after(*byte)?;
            count += 1;
        }
        Ok((count > 0).then_some(Piece::Frame(count)))
    }

    fn after(&self, byte: u8) -> Result<State, BadChunk> {
        match (self.state, byte) {
            (State::Size(size, digits), _) if byte.is_ascii_hexdigit() && digits < DIGITS => {
                let digit = char::from(byte).to_digit(16).ok_or(BadChunk)?;
                Ok(State::Size(size << 4 | u64::from(digit), digits + 1))
            }
            (State::Size(size, 1..) | State::Extension(size, _), b'\r') => Ok(State::SizeLf(size)),
            (State::Size(size, 1..), b';') if self.extensions => Ok(State::Extension(size, 0)),
            (State::Extension(size, length), b' '..=b'~' | b'\t') if length < EXTENSION => {
                Ok(State::Extension(size, length + 1))
            }
            (State::SizeLf(0), b'\n') => Ok(State::Trailers),
            (State::SizeLf(size), b'\n') => Ok(State::Data(size)),
            (State::DataCr, b'\r') => Ok(State::DataLf),
            (State::DataLf, b'\n') => Ok(State::Size(0, 0)),
            _ => Err(BadChunk),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(text: &str, step: usize, mut chunks: Chunks) -> Result<(String, bool), BadChunk> {
        let mut data = String::new();
        let mut left = text.as_bytes();
        while !left.is_empty() {
            let mut seen = &left[..step.min(left.len())];
            while let Some(piece) = chunks.next(seen)? {
                let count = match piece {
                    Piece::Frame(count) => count,
                    Piece::Data(count) => {
                        data.push_str(&String::from_utf8_lossy(&seen[..count]));
                        count
                    }
                    Piece::Trailers => return Ok((data, true)),
                };
                (seen, left) = (&seen[count..], &left[count..]);
            }
        }
        Ok((data, chunks.state == State::Trailers))
    }

    #[test]
    fn data_is_told_from_framing_however_the_bytes_come() {
        let text = "5\r\nhello\r\n0010\r\n 0123456789abcde\r\nA\r\n\r\n0\r\n\r\n012\r\n0\r\n\r\n";
        for step in 1..text.len() {
            let (read, ended) = data(text, step, Chunks::of_request()).unwrap();
            assert_eq!((read.as_str(), ended), ("hello 0123456789abcde\r\n0\r\n\r\n012", true), "{step}");
        }
    }

    #[test]
    fn framing_that_could_be_read_in_two_ways_is_refused() {
        for bad in [
            "\r\n",
            "5\nhello\r\n0\r\n",
            "5\r\nhello0\r\n",
            "5\r\nhello\n0\r\n",
            "5 \r\nhello",
            " 5\r\nhello",
            "+5\r\nhello",
            "-5\r\n",
            "0x5\r\nhello",
            "5;x=y\r\nhello",
            "g\r\n",
            "5\rhello",
            "5\r\nhello\r5\r\n",
            "1234567890123456\r\n",
            ";x\r\n",
        ] {
            assert_eq!(data(bad, 99, Chunks::of_request()), Err(BadChunk), "{bad:?}");
        }
    }

    #[test]
    fn an_answer_may_have_extensions() {
        assert_eq!(data("5;a=\"b\"\r\nhello\r\n0\r\n", 1, Chunks::of_answer()), Ok(("hello".into(), true)));
        assert_eq!(data("5;a\nhello", 9, Chunks::of_answer()), Err(BadChunk));
        assert_eq!(data(&format!("5;{}\r\n", "a".repeat(300)), 99, Chunks::of_answer()), Err(BadChunk));
    }
}
