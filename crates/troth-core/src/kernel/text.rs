//! Text that people write, checked by its type: never blank, never too long, and shown as it is stored.
//!
//! Control characters and bidirectional controls are removed. An attacker could use them to show other words than the
//! text holds, or to change the text beside it.

use std::sync::Arc;

use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};

/// Characters of a single line: somewhat more than a line on a phone.
pub const TITLE_CHARS_MAX: usize = 200;
/// Characters of a longer text: about two printed pages, and small enough for one sealed body.
pub const WORDS_CHARS_MAX: usize = 4_000;

/// A single line: a cue, a deed, a device label.
pub type Title = Text<TITLE_CHARS_MAX>;
/// A longer text in a partner's own words.
pub type Words = Text<WORDS_CHARS_MAX>;

/// Words that do not change what a text asks for: they press, or are articles.
const FILLING: [&str; 12] =
    ["please", "again", "just", "really", "now", "still", "finally", "the", "a", "an", "ok", "okay"];

/// Text of at most `MAX` characters (Unicode scalar values), of which at least one is visible.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
pub struct Text<const MAX: usize>(String);

/// Why a text is rejected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TextError {
    /// The text has no visible character.
    #[error("the text is empty")]
    Empty,
    /// The text has too many characters.
    #[error("the text is longer than {limit} characters")]
    TooLong {
        /// The most characters.
        limit: usize,
    },
}

impl<const MAX: usize> Text<MAX> {
    /// Makes a text from `text`, without blanks around it and without the characters that no text may hold.
    ///
    /// A text of at most [`TITLE_CHARS_MAX`] characters is a single line: line breaks and tabs become blanks.
    ///
    /// # Errors
    /// If no visible character is left, or more than `MAX` characters are.
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

/// Whether a text may hold a character: no bidirectional control, and no control character but line break and tab.
fn is_harmless(char: char) -> bool {
    let turns = matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !turns && (!char.is_control() || matches!(char, '\n' | '\t'))
}

/// Whether a character is blank or has no width. A text of such characters alone would be invisible.
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

/// Opaque bytes, at least one and at most `MAX`. Only the vault makes and reads them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Blob<const MAX: usize>(Arc<[u8]>);

impl<const MAX: usize> Blob<MAX> {
    /// Makes a blob; `None` if there are no bytes or too many.
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
/// Reduces a text to what it asks for: two texts with the same result make the same request.
///
/// Case, blanks, punctuation, filling words and repetitions are dropped. A text of signs alone keeps its signs.
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
