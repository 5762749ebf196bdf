//! The watchful note beside words that ask for surveillance. It tells their author what it does, and their receiver
//! that they may decline.
//!
//! It blocks, stores and sends nothing: it follows the words on screen and disappears with them.

use sycamore::prelude::*;
use troth_app::view::Surveillance;
use troth_app::watched;

use super::look::partner;
use super::safety::safety;
use crate::components::{Leaf, Part, Typed, heading, leaf, live, many, para, said, side_note, spoken};
use crate::messages::{tr, tr_args};

/// Draws the note beside the fields of a proposal that is being written.
/// `closing` says what the partner will see.
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

/// Returns the last sentence of the note beside a proposal.
pub(super) fn proposal_closing() -> String {
    tr_args("watch-writer", &[("partner", (&partner()).into())])
}

/// Returns the last sentence of the note beside a boundary.
pub(super) fn boundary_closing() -> String {
    tr("watch-boundary-writer")
}

/// Draws the note beside the partner's proposal.
pub(super) fn for_receiver(watch: &[Surveillance]) -> View {
    beside(watch, "watch-receiver")
}

/// Draws the note beside the partner's boundary.
pub(super) fn beside_boundary(watch: &[Surveillance]) -> View {
    beside(watch, "watch-boundary-receiver")
}

fn beside(watch: &[Surveillance], may: &'static str) -> View {
    if watch.is_empty() {
        return many(Vec::new());
    }
    let mut parts = vec![heading(tr("watch-receiver-title"))];
    parts.extend(watch.iter().map(|one| para(asks_for(*one))));
    parts.extend([para(tr(may)), side_note(tr("watch-harm")), safety()]);
    leaf(Leaf::Advice, parts)
}

/// Draws the note beside a current agreement.
pub(super) fn while_it_holds(watch: &[Surveillance]) -> View {
    if watch.is_empty() { many(Vec::new()) } else { side_note(tr("watch-holds")) }
}

fn asks_for(watch: Surveillance) -> String {
    match watch {
        Surveillance::Codes => tr("watch-codes"),
        Surveillance::Location => tr("watch-location"),
        Surveillance::Checks => tr("watch-checks"),
    }
}

fn instead(watch: Surveillance) -> String {
    match watch {
        Surveillance::Codes => tr("watch-codes-instead"),
        Surveillance::Location => tr("watch-location-instead"),
        Surveillance::Checks => tr("watch-checks-instead"),
    }
}
