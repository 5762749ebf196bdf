//! How values of the core stand in a view: words that may have been left out, days that may not be chosen, and names.

use troth_core::{CivilDate, Text};

use crate::civil;

/// Words, or an empty text where their author left them out: a form starts from it, and a screen shows nothing.
pub(crate) fn written<const MAX: usize>(words: Option<&Text<MAX>>) -> String {
    words.map_or_else(String::new, |words| words.as_str().to_owned())
}

/// The words of what an entry is about. They are empty where that is not here: an entry of a device with copies is told
/// before its owner has decided, and may be about another that waits like it.
pub(crate) fn quoted<const MAX: usize>(about: Option<&Text<MAX>>) -> String {
    written(about)
}

/// A day as `YYYY-MM-DD`, or an empty text where none was chosen.
pub(crate) fn day(day: Option<CivilDate>) -> String {
    day.map_or_else(String::new, civil::date)
}

/// The name that stands at the place of a value.
#[expect(clippy::expect_used, reason = "both lists stand beside each other and hold every value")]
pub(crate) fn name_of<T: PartialEq>(values: &[T], names: &[&'static str], value: &T) -> &'static str {
    let at = values.iter().position(|known| known == value).expect("every value is in the list");
    names.get(at).expect("every value has a name")
}
