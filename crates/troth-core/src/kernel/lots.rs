//! Lots: pseudorandom numbers derived from ids, the same on every device. They are predictable, so never a secret.

/// Derives a seed from bytes.
pub(crate) fn seed(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0, |seed, byte| mix(seed ^ u64::from(byte)))
}

/// One round of SplitMix64 (Steele, Lea, Flood 2014).
pub(crate) fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
