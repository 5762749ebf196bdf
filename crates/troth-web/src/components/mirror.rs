//! The language mirror beside a draft: its cues, and at most two questions. Sending never waits for an answer.

use std::collections::BTreeSet;
use sycamore::prelude::*;
use sycamore::web::tags;

use troth_app::{MirrorNote, MirrorView, MirroredText, mirror as look_at};

use super::button::{Kind, button};
use super::live::live;
use super::prose::{list, many, para};
use super::typed::Typed;
use crate::messages::{tr, tr_args};
use crate::shell::Timer;

/// Pause in the typing before the mirror reads, in milliseconds: a question in the middle of a sentence would disturb.
const MIRROR_PAUSE_MS: i32 = 1_500;

/// The mirror over the fields of one draft. Its questions stand under the field that they are about.
#[derive(Clone, Copy)]
pub(crate) struct Mirror {
    seen: Signal<MirrorView>,
    /// A dismissed question stays away while the draft is on the page; nothing else remembers it (care 34).
    away: Signal<BTreeSet<&'static str>>,
}

impl Mirror {
    /// Reads all fields of a draft as one text.
    pub(crate) fn over(fields: Vec<Typed>, draft: MirroredText) -> Self {
        let read = rested(fields);
        let seen = create_signal(MirrorView::default());
        create_effect(move || seen.set(look_at(&read.get_clone(), draft)));
        Self { seen, away: create_signal(BTreeSet::new()) }
    }

    /// Draws the questions about one field, by its place.
    pub(crate) fn under(self, field: usize) -> View {
        let shown = live(move || {
            let away = self.away.get_clone();
            let notes = self.seen.with(|seen| seen.notes.clone());
            let asked = notes.iter().filter(|note| note.field == field && !away.contains(note.class));
            many(asked.map(|note| question(note, self.away)).collect())
        });
        aside(shown)
    }

    /// Draws what a statement holds already; nothing while the mirror asks about it.
    pub(crate) fn there(self) -> View {
        let shown = live(move || {
            let cues = self.seen.with(|seen| seen.cues.clone());
            if cues.is_empty() {
                return many(Vec::new());
            }
            many(vec![para(tr("mirror-there")), list(cues.iter().map(|cue| cue_words(cue)).collect())])
        });
        aside(shown)
    }
}

/// Draws the mirror under the only field of a draft.
pub(crate) fn mirror(field: Typed, draft: MirroredText) -> View {
    Mirror::over(vec![field], draft).under(0)
}

fn aside(shown: View) -> View {
    let aside = tags::aside().class("mirror stack").attr("aria-live", "polite");
    aside.attr("aria-label", tr("mirror-label")).children(shown).into()
}

/// Returns the words of all fields at the last pause in the typing. The first words are read at once.
fn rested(fields: Vec<Typed>) -> Signal<Vec<String>> {
    let read = create_signal(fields.iter().map(|typed| typed.now()).collect::<Vec<_>>());
    let timer = create_signal(None::<Timer>);
    create_effect(move || {
        let words: Vec<String> = fields.iter().map(|typed| typed.follow()).collect();
        // Replacing the timer cancels the previous pause; the last one ends with the draft.
        timer.set_silent(Some(Timer::new(MIRROR_PAUSE_MS, move || read.set(words))));
    });
    read
}

fn question(note: &MirrorNote, away: Signal<BTreeSet<&'static str>>) -> View {
    let class = note.class;
    let put_away = move || {
        away.update(|away| {
            away.insert(class);
        });
    };
    let words = tr_args(question_name(note.class), &[("words", (&note.words).into())]);
    many(vec![para(words), button(Kind::Quiet, tr("mirror-leave"), put_away)])
}

fn question_name(class: &str) -> &'static str {
    match class {
        "blame-shift" => "mirror-blame-shift",
        "pressure" => "mirror-pressure",
        "listener" => "mirror-listener",
        "conditional" => "mirror-conditional",
        "counter-but" => "mirror-counter-but",
        "agentless" => "mirror-agentless",
        _ => "mirror-minimiser",
    }
}

fn cue_words(cue: &str) -> String {
    match cue {
        "first-person" => tr("mirror-first-person"),
        "past-act" => tr("mirror-past-act"),
        "effect" => tr("mirror-effect"),
        _ => tr("mirror-future-act"),
    }
}
