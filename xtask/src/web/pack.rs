//! Compresses files for the download.

use crate::arguments::Flavour;
use crate::failure::Failure;

/// Brotli's best quality for releases, which many download, and a fast one for development.
const RELEASE_QUALITY: i32 = 11;
const DEV_QUALITY: i32 = 3;

/// Brotli's window, as a power of two: the largest that every browser takes.
const WINDOW_BITS: i32 = 24;

/// Compresses a file, unless its kind is already compressed.
pub(super) fn pack(address: &str, bytes: &[u8], flavour: Flavour) -> Result<Option<Vec<u8>>, Failure> {
    if address.ends_with(".png") {
        return Ok(None);
    }
    let quality = match flavour {
        Flavour::Release => RELEASE_QUALITY,
        Flavour::Dev => DEV_QUALITY,
    };
    let parameters =
        brotli::enc::BrotliEncoderParams { quality, lgwin: WINDOW_BITS, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)
        .map_err(|error| Failure::new(format!("packing {address}: {error}")))?;
    Ok(Some(packed))
}
