//! What a person is typing: kept by the app while they type, so that a closed page or a mistake loses nothing.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::{
    Get, GetUntracked, GetValue, LocalStorage, RwSignal, Set, SetValue, StoredValue, WithUntracked, on_cleanup,
};
use troth_app::Intent;
use troth_app::view::Gate;

use crate::shell::{AppHandle, use_app};

/// How long the typing rests before the words are kept: short beside a page that closes, long beside a keystroke.
const DRAFT_PAUSE: Duration = Duration::from_millis(400);

/// The words in one field.
#[derive(Clone, Copy)]
pub(crate) struct Typed {
    pub(super) words: RwSignal<String>,
    draft: StoredValue<Option<Draft>, LocalStorage>,
}

/// Where a field's words are kept meanwhile.
#[derive(Clone)]
struct Draft {
    app: AppHandle,
    name: String,
    timer: Option<TimeoutHandle>,
}

impl Typed {
    /// Words that are never kept: secrets, and what is chosen rather than written.
    pub(crate) fn passing(start: impl Into<String>) -> Self {
        Self { words: RwSignal::new(start.into()), draft: StoredValue::new_local(None) }
    }

    /// Words kept under a name; they begin as they were left, or as `start`.
    pub(crate) fn kept(name: impl Into<String>, start: impl Into<String>) -> Self {
        let (app, name) = (use_app(), name.into());
        let left = app.view().with_untracked(|view| match &view.gate {
            Gate::Open(open) => open.drafts.get(&name).cloned(),
            _ => None,
        });
        let words = RwSignal::new(left.unwrap_or_else(|| start.into()));
        let typed = Self { words, draft: StoredValue::new_local(Some(Draft { app, name, timer: None })) };
        on_cleanup(move || typed.keep_now());
        typed
    }

    /// The words so far, at the moment of sending them.
    pub(crate) fn now(self) -> String {
        self.words.try_get_untracked().unwrap_or_default()
    }

    /// The name under which the words are kept.
    pub(super) fn draft_name(self) -> Option<String> {
        self.draft.try_get_value().flatten().map(|draft| draft.name)
    }

    /// The words so far, followed.
    pub(crate) fn follow(self) -> String {
        self.words.get()
    }

    /// Takes what the person typed, and keeps it once the typing rests.
    pub(super) fn take(self, words: String) {
        self.words.set(words);
        let Some(mut draft) = self.draft.get_value() else { return };
        if let Some(timer) = draft.timer.take() {
            timer.clear();
        }
        draft.timer = set_timeout_with_handle(move || self.keep_now(), DRAFT_PAUSE).ok();
        self.draft.set_value(Some(draft));
    }

    /// Keeps what is not kept yet.
    pub(super) fn keep_now(self) {
        if let Some(draft) = self.stop_timer() {
            draft.app.send(Intent::KeepDraft { field: draft.name, text: self.now() });
        }
    }

    /// Empties the field after the app took its words, and forgets the draft.
    pub(super) fn clear(self) {
        self.stop_timer();
        let _ = self.words.try_set(String::new());
        if let Some(Some(draft)) = self.draft.try_get_value() {
            draft.app.send(Intent::KeepDraft { field: draft.name, text: String::new() });
        }
    }

    /// Stops the wait for a pause; returns the draft if there was one to keep.
    fn stop_timer(self) -> Option<Draft> {
        let mut draft = self.draft.try_get_value().flatten()?;
        let timer = draft.timer.take()?;
        timer.clear();
        self.draft.set_value(Some(draft.clone()));
        Some(draft)
    }
}
