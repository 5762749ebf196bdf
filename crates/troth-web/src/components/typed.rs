//! Typed words and choices. The app stores them as drafts, so that a closed page or a mistake loses nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;

use js_sys::Date;
use sycamore::prelude::*;
use troth_app::Intent;
use troth_app::view::Gate;
use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, window};

use super::live::when_changed;
use crate::shell::{AppHandle, Timer, use_app};

/// The most words that a crash may take, in milliseconds of typing. The first key stroke is saved at once, and the next
/// ones together each time that this is over: a phone writes a draft in a few milliseconds, and fast typing has three
/// key strokes in that time.
const DRAFT_EVERY_MS: i32 = 150;

/// How long the last change of a field stands beside the view, in milliseconds. A screen that is drawn anew in the moment
/// of a key stroke may be drawn from a view of before it; the next view is there well within that time.
const LAST_CHANGE_MS: f64 = 1_000.0;

thread_local! {
    static LAST_CHANGE: RefCell<Option<Change>> = const { RefCell::new(None) };
}

/// A change of a field that the view may not show yet.
struct Change {
    name: String,
    text: String,
    at_ms: f64,
}

/// Prefix of a stored choice: an empty choice differs from an empty field.
const CHOSEN: &str = "=";

/// The words in one field, or the name of the chosen value.
#[derive(Clone, Copy)]
pub(crate) struct Typed {
    pub(super) words: Signal<String>,
    draft: Signal<Option<Draft>>,
}

/// The draft of a field.
struct Draft {
    app: AppHandle,
    name: String,
    kind: Kind,
    /// Runs after each save. What is typed meanwhile waits for it.
    timer: Option<Timer>,
    has_unsaved: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    /// A choice of a few, a day or a time.
    Choice,
}

/// What a field begins with: the words that are there already, or none.
pub(crate) fn or_blank(words: Option<String>) -> String {
    words.unwrap_or_default()
}

impl Typed {
    /// A value without a draft: a secret, or a value that belongs to no form.
    pub(crate) fn passing(start: impl Into<String>) -> Self {
        Self { words: create_signal(start.into()), draft: create_signal(None) }
    }

    /// Words with a named draft. They begin as the draft, or as `start`.
    pub(crate) fn kept(name: impl Into<String>, start: impl Into<String>) -> Self {
        Self::named(name.into(), Kind::Words, start.into())
    }

    /// A choice with a named draft. It begins as the draft, or as `start`.
    pub(crate) fn chosen(name: impl Into<String>, start: impl Into<String>) -> Self {
        Self::named(name.into(), Kind::Choice, start.into())
    }

    /// Falls back to `start` if the stored choice is no longer offered.
    pub(crate) fn one_of(self, offered: &[&str], start: &str) -> Self {
        if !offered.contains(&self.now().as_str()) {
            self.words.set(start.to_owned());
        }
        self
    }

    fn named(name: String, kind: Kind, start: String) -> Self {
        let app = use_app();
        let left = app.view().with_untracked(|view| match &view.gate {
            Gate::Open(open) => open.drafts.get(&name).cloned(),
            _ => None,
        });
        let left = just_changed(&name).or(left);
        let left = match kind {
            Kind::Words => left,
            Kind::Choice => left.and_then(|left| left.strip_prefix(CHOSEN).map(str::to_owned)),
        };
        // Without kept words the field begins as the screen says.
        let words = create_signal(left.unwrap_or(start));
        let typed =
            Self { words, draft: create_signal(Some(Draft { app, name, kind, timer: None, has_unsaved: false })) };
        on_cleanup(move || typed.keep_now());
        // A page out of sight may never come back.
        let is_in_sight = app.is_in_sight();
        when_changed(move || is_in_sight.get(), move |_| typed.keep_now());
        typed
    }

    /// Returns the current words for sending; empty once the field is off the page.
    pub(crate) fn now(self) -> String {
        if self.words.is_alive() { self.words.get_clone_untracked() } else { String::new() }
    }

    /// Returns the draft's name.
    pub(super) fn draft_name(self) -> Option<String> {
        self.draft.with_untracked(|draft| draft.as_ref().map(|draft| draft.name.clone()))
    }

    /// Returns the current words, and follows them.
    pub(crate) fn follow(self) -> String {
        self.words.get_clone()
    }

    /// Tells whether this is chosen, and follows the choice.
    pub(crate) fn is(self, name: &str) -> bool {
        self.words.with(|words| words == name)
    }

    /// Returns the ticked numbers of a multiple choice.
    pub(crate) fn ticked(self) -> BTreeSet<u8> {
        ticked(&self.now())
    }

    /// Takes a choice, and saves it at once.
    pub(crate) fn choose(self, name: impl Into<String>) {
        self.words.set(name.into());
        self.keep(self.now());
    }

    /// Begins an empty field with these words and goes on writing in it.
    pub(crate) fn begin(self, words: String) {
        self.take(words);
        if let Some(field) = self.draft_name() {
            focus_end(&field);
        }
    }

    /// Takes typed words. The first are saved at once, and those that follow at short intervals.
    pub(super) fn take(self, words: String) {
        self.words.set(words);
        let is_first = self.draft.update_silent(|draft| {
            let Some(draft) = draft else { return false };
            draft.has_unsaved = draft.timer.is_some();
            draft.timer.is_none()
        });
        if is_first {
            self.keep_and_wait();
        }
    }

    fn keep_and_wait(self) {
        self.keep(self.now());
        let timer = Timer::new(DRAFT_EVERY_MS, move || self.interval_is_over());
        self.draft.update_silent(|draft| {
            if let Some(draft) = draft {
                draft.timer = Some(timer);
            }
        });
    }

    fn interval_is_over(self) {
        if self.stop_timer() {
            self.keep_and_wait();
        }
    }

    /// Saves unsaved changes now.
    pub(super) fn keep_now(self) {
        if self.stop_timer() {
            self.keep(self.now());
        }
    }

    /// Empties the field after the app took its words, and forgets the draft. A choice stays visible.
    pub(super) fn clear(self) {
        if self.words.is_alive() {
            self.stop_timer();
            if self.kind() == Kind::Words {
                self.words.set(String::new());
            }
            self.put(String::new());
        }
    }

    fn kind(self) -> Kind {
        self.draft.with_untracked(|draft| draft.as_ref().map_or(Kind::Words, |draft| draft.kind))
    }

    fn keep(self, words: String) {
        self.put(if self.kind() == Kind::Choice { format!("{CHOSEN}{words}") } else { words });
    }

    fn put(self, text: String) {
        let kept = self.draft.with_untracked(|draft| draft.as_ref().map(|draft| (draft.app, draft.name.clone())));
        if let Some((app, field)) = kept {
            note_change(&field, &text);
            app.send(Intent::KeepDraft { field, text });
        }
    }

    /// Stops the timer; returns whether something was unsaved.
    fn stop_timer(self) -> bool {
        self.draft.update_silent(|draft| {
            draft.as_mut().is_some_and(|draft| {
                draft.timer = None;
                std::mem::take(&mut draft.has_unsaved)
            })
        })
    }
}

/// Puts the cursor behind the last word of a field of several lines.
fn focus_end(id: &str) {
    let field = window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        let end = u32::try_from(field.value().encode_utf16().count()).unwrap_or(u32::MAX);
        // Where the browser refuses the focus, the words stand there all the same.
        let _ = field.focus();
        let _ = field.set_selection_range(end, end);
    }
}

fn note_change(name: &str, text: &str) {
    let change = Change { name: name.to_owned(), text: text.to_owned(), at_ms: Date::now() };
    LAST_CHANGE.set(Some(change).filter(|change| !change.text.is_empty()));
}

/// The text of a field that was changed a moment ago.
fn just_changed(name: &str) -> Option<String> {
    LAST_CHANGE.with_borrow(|last| {
        let change = last.as_ref().filter(|change| change.name == name)?;
        (Date::now() - change.at_ms < LAST_CHANGE_MS).then(|| change.text.clone())
    })
}

/// Reads ticked numbers. A word that is no number, as in the empty text, ticks nothing.
pub(super) fn ticked(words: &str) -> BTreeSet<u8> {
    words.split(' ').filter_map(|number| number.parse().ok()).collect()
}

/// Writes ticked numbers.
pub(crate) fn numbers(ticked: &BTreeSet<u8>) -> String {
    ticked.iter().map(u8::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BTreeSet, numbers, ticked};

    #[test]
    fn what_is_ticked_comes_back_as_it_was() {
        for several in [BTreeSet::new(), BTreeSet::from([0]), BTreeSet::from([3, 11, 20])] {
            assert_eq!(ticked(&numbers(&several)), several);
        }
    }
}
