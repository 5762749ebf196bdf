//! Bounded reading and plain writing of CBOR, over `minicbor`.
//!
//! Not by its derive: that takes keys in any order, keys that it does not know and lists of unknown length, and has no limit
//! but memory. Whatever comes over the wire has one form and a stated size.

use core::convert::Infallible;

use minicbor::{Decoder, Encoder, decode, encode};
use thiserror::Error;

/// A message of the wire: turned into bytes, and read back from bytes that nobody vouches for.
///
/// [`decode`](WireMessage::decode) refuses truncated, oversized and wrongly typed input, and bytes after the end.
pub trait WireMessage: Coded {
    /// Encodes the message as CBOR.
    fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.write(&mut writer);
        writer.finish()
    }

    /// Decodes exactly one message.
    ///
    /// # Errors
    ///
    /// Says which limit or rule the bytes broke.
    fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes);
        let message = Self::read(&mut reader)?;
        reader.end()?;
        Ok(message)
    }
}

impl<T: Coded> WireMessage for T {}

/// How one type is written and read; sealed, since the wire is specified here and nowhere else.
pub trait Coded: Sized {
    #[doc(hidden)]
    fn write(&self, to: &mut Writer);
    #[doc(hidden)]
    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

/// Why bytes are not a message.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// The bytes are not the expected CBOR: truncated, of another type, or keys out of place.
    #[error("not the expected CBOR")]
    Malformed(#[from] decode::Error),
    /// A field or list exceeds its limit.
    #[error("{what} exceeds its limit of {limit}")]
    TooLarge {
        /// The field or list, in words.
        what: &'static str,
        /// The limit, in bytes or items.
        limit: usize,
    },
    /// A field has a value outside its domain.
    #[error("{0} is not valid")]
    Invalid(&'static str),
    /// The message ended before its bytes did.
    #[error("bytes after the end of the message")]
    TrailingBytes,
}

/// Writes CBOR to memory, which cannot fail.
#[doc(hidden)]
pub struct Writer(Encoder<Vec<u8>>);

impl Writer {
    fn new() -> Self {
        Self(Encoder::new(Vec::new()))
    }

    fn finish(self) -> Vec<u8> {
        self.0.into_writer()
    }

    pub(crate) fn map(&mut self, fields: u64) -> &mut Self {
        settled(self.0.map(fields));
        self
    }

    pub(crate) fn array(&mut self, items: usize) -> &mut Self {
        settled(self.0.array(items as u64));
        self
    }

    pub(crate) fn uint(&mut self, value: u64) -> &mut Self {
        settled(self.0.u64(value));
        self
    }

    pub(crate) fn bytes(&mut self, value: &[u8]) -> &mut Self {
        settled(self.0.bytes(value));
        self
    }

    pub(crate) fn text(&mut self, value: &str) -> &mut Self {
        settled(self.0.str(value));
        self
    }

    pub(crate) fn flag(&mut self, value: bool) -> &mut Self {
        settled(self.0.bool(value));
        self
    }

    pub(crate) fn item(&mut self, value: &impl Coded) -> &mut Self {
        value.write(self);
        self
    }

    pub(crate) fn list<T: Coded>(&mut self, values: &[T]) -> &mut Self {
        self.array(values.len());
        for value in values {
            value.write(self);
        }
        self
    }
}

#[expect(clippy::expect_used, reason = "the writer's error is `Infallible`; half a message must never be sent")]
fn settled<T>(written: Result<T, encode::Error<Infallible>>) {
    written.expect("memory takes every byte");
}

/// Reads CBOR of definite lengths, never allocating beyond a stated limit.
#[doc(hidden)]
pub struct Reader<'b>(Decoder<'b>);

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self(Decoder::new(bytes))
    }

    fn end(&self) -> Result<(), DecodeError> {
        if self.0.position() == self.0.input().len() { Ok(()) } else { Err(DecodeError::TrailingBytes) }
    }

    /// Expects a map with exactly `fields` entries.
    pub(crate) fn map(&mut self, fields: u64) -> Result<(), DecodeError> {
        if self.0.map()? == Some(fields) { Ok(()) } else { Err(DecodeError::Invalid("number of fields")) }
    }

    /// Expects the next key; keys come in ascending order.
    pub(crate) fn key(&mut self, key: u64) -> Result<&mut Self, DecodeError> {
        if self.0.u64()? == key { Ok(self) } else { Err(DecodeError::Invalid("field key")) }
    }

    pub(crate) fn uint(&mut self) -> Result<u64, DecodeError> {
        Ok(self.0.u64()?)
    }

    pub(crate) fn flag(&mut self) -> Result<bool, DecodeError> {
        Ok(self.0.bool()?)
    }

    pub(crate) fn bytes(&mut self, what: &'static str, limit: usize) -> Result<&'b [u8], DecodeError> {
        let bytes = self.0.bytes()?;
        if bytes.len() <= limit { Ok(bytes) } else { Err(DecodeError::TooLarge { what, limit }) }
    }

    pub(crate) fn fixed<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], DecodeError> {
        self.0.bytes()?.try_into().map_err(|_| DecodeError::Invalid(what))
    }

    pub(crate) fn text(&mut self, what: &'static str, limit: usize) -> Result<&'b str, DecodeError> {
        let text = self.0.str()?;
        if text.len() <= limit { Ok(text) } else { Err(DecodeError::TooLarge { what, limit }) }
    }

    /// Expects a list of at most `limit` items, and answers how many there are.
    pub(crate) fn array(&mut self, what: &'static str, limit: usize) -> Result<usize, DecodeError> {
        let length = self.0.array()?.ok_or(DecodeError::Invalid("list of unknown length"))?;
        usize::try_from(length).ok().filter(|items| *items <= limit).ok_or(DecodeError::TooLarge { what, limit })
    }

    /// Reads a list item by item: a length that lies costs no memory.
    pub(crate) fn list<T: Coded>(&mut self, what: &'static str, limit: usize) -> Result<Vec<T>, DecodeError> {
        let items = self.array(what, limit)?;
        let mut list = Vec::new();
        for _ in 0..items {
            list.push(T::read(self)?);
        }
        Ok(list)
    }
}
