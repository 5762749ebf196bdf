//! The word list: 2,048 short English words, 11 bits each, told apart by their first four letters.
//!
//! It serves the four safety words and the nine recovery words alike, so that people learn one kind of word. It is the
//! English list of BIP-39 (public domain by CC0 in the crate `bip39` 3.0.0) with 71 words exchanged: in the middle of a
//! breach nobody should be shown "affair", "liar" or "abandon" as the words that join the two. Trees, herbs and birds
//! stand in their place. So this list is not for wallets, and nothing here needs it to be.

use std::sync::LazyLock;

/// Bits that one word carries.
pub(crate) const WORD_BITS: usize = 11;

/// Letters that tell every word apart.
const PREFIX_LETTERS: usize = 4;

/// Number of words.
const WORDS: usize = 1 << WORD_BITS;

/// The list, a word a line.
const TEXT: &str = include_str!("words.txt");

const _: () = assert!(lines(TEXT) == WORDS, "the word list has 2,048 words");

/// The words by their index.
static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| TEXT.lines().collect());

/// Counts lines while compiling; a list of another length does not compile.
const fn lines(text: &str) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b'\n' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// Returns the word of an index; only its lowest 11 bits count.
pub(crate) fn word(index: u16) -> &'static str {
    LIST[usize::from(index) % WORDS]
}

/// Finds the index of a word written in full or by its first four letters or more.
pub(crate) fn find(text: &str) -> Option<u16> {
    let is_long = text.len() >= PREFIX_LETTERS;
    let mut numbered = (0_u16..).zip(LIST.iter());
    numbered.find(|(_, word)| **word == text || (is_long && word.starts_with(text))).map(|(index, _)| index)
}

/// Returns the word that is nearest by single-letter changes.
pub(crate) fn nearest(text: &str) -> &'static str {
    #[expect(clippy::expect_used, reason = "the list has 2,048 words, or nothing compiles")]
    LIST.iter().min_by_key(|word| strsim::levenshtein(word, text)).expect("a list that is not empty")
}

/// Cuts `N` words from the front of a digest, most significant bit first.
pub(crate) fn words_of<const N: usize>(digest: &[u8; 32]) -> [&'static str; N] {
    core::array::from_fn(|at| {
        let bits = (at * WORD_BITS..(at + 1) * WORD_BITS).map(|bit| digest[bit / 8] >> (7 - bit % 8) & 1);
        word(bits.fold(0, |index, bit| index << 1 | u16::from(bit)))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]
    use super::{LIST, PREFIX_LETTERS, WORDS, find, nearest, word, words_of};
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_sorted_and_four_letters_tell_words_apart() {
        let prefixes: BTreeSet<&str> = LIST.iter().map(|word| &word[..word.len().min(PREFIX_LETTERS)]).collect();
        assert_eq!(prefixes.len(), WORDS);
        assert!(LIST.is_sorted());
        assert!(LIST.iter().all(|word| (3..=9).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())));
    }

    #[test]
    fn no_word_wounds() {
        for word in ["abandon", "affair", "betray", "divorce", "guilt", "hurt", "liar", "scare", "suffer", "wrong"] {
            assert_eq!(find(word), None, "{word}");
        }
    }

    #[test]
    fn words_are_found_in_full_and_by_four_letters_and_not_by_less() {
        for index in 0..2048 {
            assert_eq!(find(word(index)), Some(index));
        }
        assert_eq!(find("zinn"), find("zinnia"));
        assert_eq!(find("zin"), None);
        assert_eq!(find("zinniaa"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn the_nearest_word_is_suggested() {
        assert_eq!(nearest("lantren"), "lantern");
        assert_eq!(nearest("lavendar"), "lavender");
        assert_eq!(nearest("abbility"), "ability");
        assert!(find(nearest("")).is_some(), "any text has a nearest word");
    }

    #[test]
    fn words_take_eleven_bits_each_from_the_front() {
        let mut digest = [0; 32];
        digest[..6].copy_from_slice(&[0x00, 0x20, 0x08, 0x01, 0x80, 0x0f]);
        assert_eq!(words_of::<4>(&digest), [word(1), word(2), word(3), word(0)]);
    }
}
