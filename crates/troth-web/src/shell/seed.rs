//! Randomness of the system, once a start.

use super::page;

/// Makes the seed of all that is random in this run; `None` where the browser gives none.
pub(super) fn make() -> Option<[u8; 32]> {
    let mut seed = [0; 32];
    page::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut seed).ok()?;
    Some(seed)
}
