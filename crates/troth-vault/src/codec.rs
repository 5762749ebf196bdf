//! Plain writing and bounded reading of the CBOR that the vault seals.
//!
//! The writer writes the shortest form of every item; the reader refuses lengths it was not told to expect, unknown
//! keys and anything after the end. `minicbor`'s derive does neither, and moves a secret while its buffer grows.

use core::convert::Infallible;

use minicbor::data::Type;
use minicbor::{Decoder, Encoder, encode};
use zeroize::Zeroizing;

/// Room that keeps the encoding of a secret from being moved, and so copied, while it grows.
const SECRET_CAPACITY_BYTES: usize = 32 * 1024;

/// Bytes that are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

impl From<minicbor::decode::Error> for Malformed {
    fn from(_: minicbor::decode::Error) -> Self {
        Self
    }
}

/// Writes CBOR to memory, which cannot fail.
pub(crate) struct Writer(Encoder<Vec<u8>>);

impl Writer {
    pub(crate) fn new() -> Self {
        Self(Encoder::new(Vec::with_capacity(256)))
    }

    pub(crate) fn for_secrets() -> Self {
        Self(Encoder::new(Vec::with_capacity(SECRET_CAPACITY_BYTES)))
    }

    pub(crate) fn map(mut self, fields: u64) -> Self {
        settled(self.0.map(fields));
        self
    }

    pub(crate) fn array(mut self, items: usize) -> Self {
        settled(self.0.array(items as u64));
        self
    }

    pub(crate) fn uint(mut self, value: u64) -> Self {
        settled(self.0.u64(value));
        self
    }

    pub(crate) fn int(mut self, value: i64) -> Self {
        settled(self.0.i64(value));
        self
    }

    pub(crate) fn bytes(mut self, value: &[u8]) -> Self {
        settled(self.0.bytes(value));
        self
    }

    pub(crate) fn null(mut self) -> Self {
        settled(self.0.null());
        self
    }

    pub(crate) fn bytes_or_null(self, value: Option<&[u8]>) -> Self {
        match value {
            Some(bytes) => self.bytes(bytes),
            None => self.null(),
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.into_writer()
    }

    pub(crate) fn finish_secret(self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.finish())
    }
}

#[expect(clippy::expect_used, reason = "the writer's error is `Infallible`; half a record must never be sealed")]
fn settled(result: Result<&mut Encoder<Vec<u8>>, encode::Error<Infallible>>) {
    result.expect("memory takes every byte");
}

/// Reads CBOR that nobody vouches for.
pub(crate) struct Reader<'b>(Decoder<'b>);

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self(Decoder::new(bytes))
    }

    pub(crate) fn map(&mut self, fields: u64) -> Result<(), Malformed> {
        if self.0.map()? == Some(fields) { Ok(()) } else { Err(Malformed) }
    }

    /// Reads the head of a map whose number of fields says something; at most `fields_max`.
    pub(crate) fn fields(&mut self, fields_max: u64) -> Result<u64, Malformed> {
        self.0.map()?.filter(|fields| *fields <= fields_max).ok_or(Malformed)
    }

    pub(crate) fn array(&mut self, items_max: usize) -> Result<usize, Malformed> {
        let items = self.0.array()?.ok_or(Malformed)?;
        usize::try_from(items).ok().filter(|items| *items <= items_max).ok_or(Malformed)
    }

    /// Requires exactly this number next: a key, a version or a tag.
    pub(crate) fn expect(&mut self, value: u64) -> Result<&mut Self, Malformed> {
        if self.0.u64()? == value { Ok(self) } else { Err(Malformed) }
    }

    pub(crate) fn uint(&mut self) -> Result<u64, Malformed> {
        Ok(self.0.u64()?)
    }

    pub(crate) fn int(&mut self) -> Result<i64, Malformed> {
        Ok(self.0.i64()?)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'b [u8], Malformed> {
        Ok(self.0.bytes()?)
    }

    pub(crate) fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        self.bytes()?.try_into().map_err(|_| Malformed)
    }

    /// Reads a null, or leaves everything in place for the value that stands there instead.
    pub(crate) fn null(&mut self) -> Result<bool, Malformed> {
        if self.0.datatype()? != Type::Null {
            return Ok(false);
        }
        self.0.null()?;
        Ok(true)
    }

    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.0.position() == self.0.input().len() { Ok(()) } else { Err(Malformed) }
    }
}
