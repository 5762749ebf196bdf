//! Padding that hides lengths: at least 256 bytes, then Padmé (PURBs, Nikitin et al. 2019, section 4).
//!
//! ```text
//! padded = content || 0x80 || 0x00 ..        length = max(256, padme(content + 1))
//! ```
//!
//! Padmé reveals O(log log n) bits of the length and costs at most 12 %. The padding lies inside the sealed part, so it
//! is authenticated. A reader refuses any other padding: each content has exactly one padded form.

/// Smallest padded length in bytes: a check-in rating and a short sentence look the same.
pub(crate) const PADDED_MIN_BYTES: usize = 256;

const MARK: u8 = 0x80;

/// Pads content to its size class.
pub(crate) fn pad(content: &[u8]) -> Vec<u8> {
    pad_to(content, padded_len(content.len()))
}

/// Pads content to exactly `len` bytes. The caller checks that content and mark fit.
pub(crate) fn pad_to(content: &[u8], len: usize) -> Vec<u8> {
    let mut padded = Vec::with_capacity(len);
    padded.extend_from_slice(content);
    padded.push(MARK);
    padded.resize(len, 0);
    padded
}

/// Removes padding to a size class; `None` unless [`pad`] would write exactly this padding.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    unpad_any(padded).filter(|content| padded_len(content.len()) == padded.len())
}

/// Removes padding to a length that the caller has checked.
pub(crate) fn unpad_any(padded: &[u8]) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    (padded[end] == MARK).then(|| &padded[..end])
}

/// Returns the padded length of content of `len` bytes.
pub(crate) fn padded_len(len: usize) -> usize {
    padme(len + 1).max(PADDED_MIN_BYTES)
}

/// Rounds up so that the last `e - s` bits are zero, with `e = floor(log2 len)` and `s` the bits of `e`.
fn padme(len: usize) -> usize {
    let e = len.max(2).ilog2();
    let s = e.ilog2() + 1;
    let mask = (1_usize << e.saturating_sub(s)) - 1;
    (len + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::{pad, padded_len, padme, unpad};

    #[test]
    fn padme_matches_the_published_examples() {
        for (len, expected) in [(1, 1), (9, 10), (100, 104), (1000, 1024), (1025, 1088), (65_000, 65_536)] {
            assert_eq!(padme(len), expected, "padme({len})");
        }
    }

    #[test]
    fn padding_is_removed_exactly_and_costs_at_most_an_eighth() {
        for len in 0..5000 {
            let content = vec![0; len];
            let padded = pad(&content);
            assert_eq!(unpad(&padded), Some(&content[..]));
            assert!(padded.len() == 256 || padded.len() <= (len + 1) + (len + 1) / 8 + 1);
        }
    }

    #[test]
    fn another_padding_is_refused() {
        let mut longer = pad(b"x");
        longer.push(0);
        assert_eq!(unpad(&longer), None);
        assert_eq!(unpad(&[0; 256]), None);
        assert_eq!(unpad(&[]), None);
        assert_eq!(unpad(&pad(b"x")[..255]), None);
        assert_eq!(padded_len(255), 256);
        assert!(padded_len(256) > 256);
    }
}
