//! What a form asks for while words are typed into it, before anything is sent.

use troth_core::agreement::{Surveillance, watchful};

/// What watching the words of an agreement ask for, as they stand in a form.
#[must_use]
pub fn watched(title: &str, words: &str, scope: &str) -> Vec<Surveillance> {
    watchful(&[title, words, scope].join("\n"))
}
