//! What a form asks for while words are typed into it, before anything is sent.

use troth_core::agreement::{Watch, watchful};

/// What watching the words of an agreement ask for, as they stand in a form.
#[must_use]
pub fn watched(title: &str, words: &str, scope: &str) -> Vec<Watch> {
    watchful(&[title, words, scope].join("\n"))
}
