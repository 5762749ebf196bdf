//! The system's randomness, read once at each start.

use super::page;

/// Makes the seed for all randomness of this run; `None` if the browser gives none.
pub(super) fn make() -> Option<[u8; 32]> {
    let mut seed = [0; 32];
    page::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut seed).ok()?;
    Some(seed)
}
