//! What a person is typing: kept by the app while they type, so that a closed page or a mistake loses nothing.

use sycamore::prelude::*;
use troth_app::Intent;
use troth_app::view::Gate;

use crate::shell::{AppHandle, Timer, use_app};

/// How long the typing rests before the words are kept, in milliseconds: short beside a page that closes, long beside a
/// keystroke.
const DRAFT_PAUSE_MS: i32 = 400;

/// The words in one field.
#[derive(Clone, Copy)]
pub(crate) struct Typed {
    pub(super) words: Signal<String>,
    draft: Signal<Option<Draft>>,
}

/// Where a field's words are kept meanwhile.
struct Draft {
    app: AppHandle,
    name: String,
    /// Runs while something is not kept yet.
    timer: Option<Timer>,
}

impl Typed {
    /// Words that are never kept: secrets, and what is chosen rather than written.
    pub(crate) fn passing(start: impl Into<String>) -> Self {
        Self { words: create_signal(start.into()), draft: create_signal(None) }
    }

    /// Words kept under a name; they begin as they were left, or as `start`.
    pub(crate) fn kept(name: impl Into<String>, start: impl Into<String>) -> Self {
        let (app, name) = (use_app(), name.into());
        let left = app.view().with_untracked(|view| match &view.gate {
            Gate::Open(open) => open.drafts.get(&name).cloned(),
            _ => None,
        });
        let words = create_signal(left.unwrap_or_else(|| start.into()));
        let typed = Self { words, draft: create_signal(Some(Draft { app, name, timer: None })) };
        on_cleanup(move || typed.keep_now());
        typed
    }

    /// The words so far, at the moment of sending them; none once the field is off the page.
    pub(crate) fn now(self) -> String {
        if self.words.is_alive() { self.words.get_clone_untracked() } else { String::new() }
    }

    /// The name under which the words are kept.
    pub(super) fn draft_name(self) -> Option<String> {
        self.draft.with_untracked(|draft| draft.as_ref().map(|draft| draft.name.clone()))
    }

    /// The words so far, followed.
    pub(crate) fn follow(self) -> String {
        self.words.get_clone()
    }

    /// Takes what the person typed, and keeps it once the typing rests.
    pub(super) fn take(self, words: String) {
        self.words.set(words);
        let wait = || Timer::new(DRAFT_PAUSE_MS, move || self.keep_now());
        self.draft.update_silent(|draft| {
            if let Some(draft) = draft {
                draft.timer = Some(wait());
            }
        });
    }

    /// Keeps what is not kept yet.
    pub(super) fn keep_now(self) {
        if self.stop_timer() {
            self.keep(self.now());
        }
    }

    /// Empties the field after the app took its words, and forgets the draft.
    pub(super) fn clear(self) {
        if self.words.is_alive() {
            self.stop_timer();
            self.words.set(String::new());
            self.keep(String::new());
        }
    }

    fn keep(self, text: String) {
        let kept = self.draft.with_untracked(|draft| draft.as_ref().map(|draft| (draft.app, draft.name.clone())));
        if let Some((app, field)) = kept {
            app.send(Intent::KeepDraft { field, text });
        }
    }

    /// Stops the wait for a pause; returns whether there was something to keep.
    fn stop_timer(self) -> bool {
        self.draft.update_silent(|draft| draft.as_mut().and_then(|draft| draft.timer.take())).is_some()
    }
}
