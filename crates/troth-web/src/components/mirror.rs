//! The language mirror beside a draft: its cues, and at most two questions. Sending never waits for an answer.

use std::collections::BTreeSet;
use sycamore::prelude::*;
use sycamore::web::tags;

use troth_app::{MirrorNote, MirroredText, mirror as look_at};

use super::button::{Kind, button};
use super::live::live;
use super::prose::{list, many, para};
use super::typed::Typed;
use crate::messages::{tr, tr_args};
use crate::shell::Timer;

/// Pause in the typing before the mirror reads, in milliseconds: a question in the middle of a sentence would disturb.
const MIRROR_PAUSE_MS: i32 = 1_500;

/// Draws the mirror under the fields of one draft.
///
/// A dismissed question stays away while the draft is on the page; nothing else remembers it (care 34).
pub(crate) fn mirror(fields: Vec<Typed>, draft: MirroredText) -> View {
    let read = rested(fields);
    let away = create_signal(BTreeSet::<&str>::new());
    let shown = live(move || {
        let seen = look_at(&read.get_clone(), draft);
        let mut parts = Vec::new();
        if !seen.cues.is_empty() && draft == MirroredText::Statement {
            parts.push(para(tr("mirror-there")));
            parts.push(list(seen.cues.iter().map(|cue| cue_words(cue)).collect()));
        }
        let away_now = away.get_clone();
        let asked = seen.notes.iter().filter(|note| !away_now.contains(note.class));
        parts.extend(asked.map(|note| question(note, away)));
        many(parts)
    });
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
