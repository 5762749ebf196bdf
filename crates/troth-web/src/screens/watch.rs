//! What is said beside words that ask for watching: to whoever writes them what it does, to whoever gets them that they may decline.
//!
//! Nothing is blocked, kept or sent: it follows the words on screen and goes with them.

use sycamore::prelude::*;
use troth_app::view::Watch;
use troth_app::watched;

use super::look::partner;
use super::safety::safety;
use crate::components::{Leaf, Part, Typed, heading, leaf, live, many, para, said, side_note, spoken};
use crate::messages::{tr, tr_args};

/// Beside the fields of a proposal, while somebody writes.
/// `closing` says what the other will get to see.
pub(super) fn while_writing([title, words, scope]: [Typed; 3], closing: fn() -> String) -> View {
    let watch = Part::new(move || watched(&title.follow(), &words.follow(), &scope.follow()));
    let speaks = Part::new(move || !watch.get().is_empty());
    spoken(
        speaks,
        live(move || {
            let watch = watch.get();
            if watch.is_empty() {
                return many(Vec::new());
            }
            let mut parts = vec![heading(tr("watch-writer-title"))];
            parts.extend(watch.iter().map(|one| para(asks_for(*one))));
            parts.push(para(tr("watch-harm")));
            parts.push(para(tr("watch-instead")));
            parts.extend(watch.iter().map(|one| said(instead(*one))));
            parts.push(side_note(closing()));
            leaf(Leaf::Advice, parts)
        }),
    )
}

/// What closes the note beside a proposal.
pub(super) fn proposal_closing() -> String {
    tr_args("watch-writer", &[("partner", (&partner()).into())])
}

/// What closes the note beside a boundary.
pub(super) fn boundary_closing() -> String {
    tr("watch-boundary-writer")
}

/// Beside the other's proposal.
pub(super) fn for_receiver(watch: &[Watch]) -> View {
    beside(watch, "watch-receiver")
}

/// Beside the other's boundary.
pub(super) fn beside_boundary(watch: &[Watch]) -> View {
    beside(watch, "watch-boundary-receiver")
}

fn beside(watch: &[Watch], may: &'static str) -> View {
    if watch.is_empty() {
        return many(Vec::new());
    }
    let mut parts = vec![heading(tr("watch-receiver-title"))];
    parts.extend(watch.iter().map(|one| para(asks_for(*one))));
    parts.extend([para(tr(may)), side_note(tr("watch-harm")), safety()]);
    leaf(Leaf::Advice, parts)
}

/// Beside what holds.
pub(super) fn while_it_holds(watch: &[Watch]) -> View {
    if watch.is_empty() { many(Vec::new()) } else { side_note(tr("watch-holds")) }
}

fn asks_for(watch: Watch) -> String {
    match watch {
        Watch::Codes => tr("watch-codes"),
        Watch::Location => tr("watch-location"),
        Watch::Checks => tr("watch-checks"),
    }
}

fn instead(watch: Watch) -> String {
    match watch {
        Watch::Codes => tr("watch-codes-instead"),
        Watch::Location => tr("watch-location-instead"),
        Watch::Checks => tr("watch-checks-instead"),
    }
}
