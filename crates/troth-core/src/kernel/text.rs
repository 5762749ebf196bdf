//! Words people write, bounded by type: a value of these types is never blank, never too long, and shows as it reads.
//!
//! Control characters and those that turn the direction of writing around are taken out: with them a text could show
//! other words than it holds, or spill over what stands beside it.

use std::sync::Arc;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

/// Characters in a title or a single line; one line on a phone and then some.
pub const TITLE_CHARS_MAX: usize = 200;
/// Characters in a longer text; about two printed pages, and well inside one sealed body.
pub const WORDS_CHARS_MAX: usize = 4_000;

/// A single line: a cue, a deed, a device label.
pub type Title = Text<TITLE_CHARS_MAX>;
/// A longer text in somebody's own words.
pub type Words = Text<WORDS_CHARS_MAX>;

/// Words that make no other request of one: they press, or stand before what is meant.
const FILLING: [&str; 12] =
    ["please", "again", "just", "really", "now", "still", "finally", "the", "a", "an", "ok", "okay"];

/// Text of at least one visible and at most `MAX` characters (Unicode scalar values).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct Text<const MAX: usize>(String);

/// Why a text could not be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TextError {
    /// Nothing but blanks.
    #[error("the text is empty")]
    Empty,
    /// More characters than fit.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// How many characters fit.
        limit: usize,
    },
}

impl<const MAX: usize> Text<MAX> {
    /// Takes `text` without the blanks around it and the characters that no text may hold.
    ///
    /// A text of at most [`TITLE_CHARS_MAX`] characters is a single line: line breaks and tabs become blanks.
    ///
    /// # Errors
    /// When nothing is left, or more than `MAX` characters are.
    pub fn new(text: &str) -> Result<Self, TextError> {
        let single_line = MAX <= TITLE_CHARS_MAX;
        let one_line = |char: char| if single_line && char.is_control() { ' ' } else { char };
        let text: String = text.chars().filter(|char| is_harmless(*char)).map(one_line).collect();
        let text = text.trim();
        if text.chars().all(is_unseen) {
            return Err(TextError::Empty);
        }
        if text.chars().nth(MAX).is_some() {
            return Err(TextError::TooLong { limit: MAX });
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// No control character but line break and tab, and no embedding, override or isolate of writing direction.
fn is_harmless(char: char) -> bool {
    let turns = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && (!char.is_control() || matches!(char, '\n' | '\t'))
}

/// Blank, or of no width: a text of nothing else would show as nothing.
fn is_unseen(char: char) -> bool {
    char.is_whitespace()
        || matches!(char, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

impl<C, const MAX: usize> Encode<C> for Text<MAX> {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.str(&self.0)?.ok()
    }
}

impl<'b, C, const MAX: usize> Decode<'b, C> for Text<MAX> {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.str()?).map_err(|_| decode::Error::message("text out of bounds"))
    }
}

/// Opaque bytes of at least one and at most `MAX` bytes, made and read by the vault.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Blob<const MAX: usize>(Arc<[u8]>);

impl<const MAX: usize> Blob<MAX> {
    /// Takes `bytes`, unless there are none or too many.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        (!bytes.is_empty() && bytes.len() <= MAX).then(|| Self(bytes.into()))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl<C, const MAX: usize> Encode<C> for Blob<MAX> {
    fn encode<W: encode::Write>(&self, e: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
        e.bytes(&self.0)?.ok()
    }
}

impl<'b, C, const MAX: usize> Decode<'b, C> for Blob<MAX> {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
        Self::new(d.bytes()?).ok_or_else(|| decode::Error::message("bytes out of bounds"))
    }
}
/// A text without what doesn't change what it asks for: two that are the same then make the same request. One of signs
/// alone stays as it is.
pub(crate) fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut plain: Vec<&str> = Vec::new();
    for word in lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !FILLING.contains(&word) && plain.last() != Some(&word) {
            plain.push(word);
        }
    }
    if plain.is_empty() { lower } else { plain.concat() }
}
