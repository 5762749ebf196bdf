//! What is said beside words that ask for watching: to whoever writes them what it does, to whoever gets them that they may decline.
//!
//! Nothing is blocked, kept or sent: it follows the words on screen and goes with them.

use leptos::prelude::{AnyView, Get, Memo};
use troth_app::view::Watch;
use troth_app::watched;

use super::look::partner;
use super::safety::safety;
use crate::components::{Leaf, Typed, heading, leaf, live, many, para, said, side_note, spoken};
use crate::messages::{tr, tr_args};

/// Beside the fields of a proposal, while somebody writes.
pub(super) fn while_writing(title: Typed, words: Typed, scope: Typed) -> AnyView {
    let watch = Memo::new(move |_| watched(&title.follow(), &words.follow(), &scope.follow()));
    let speaks = Memo::new(move |_| !watch.get().is_empty());
    spoken(
        speaks,
        live(move || {
            let watch = watch.get();
            if watch.is_empty() {
                return many(Vec::new());
            }
            let mut parts: Vec<AnyView> = watch.iter().map(|one| heading(asks_for(*one))).collect();
            parts.push(para(tr("watch-harm")));
            parts.push(para(tr("watch-instead")));
            parts.extend(watch.iter().map(|one| said(instead(*one))));
            parts.push(side_note(tr_args("watch-writer", &[("partner", (&partner()).into())])));
            leaf(Leaf::Advice, parts)
        }),
    )
}

/// Beside the other's proposal.
pub(super) fn for_receiver(watch: &[Watch]) -> AnyView {
    if watch.is_empty() {
        return many(Vec::new());
    }
    let mut parts = vec![heading(tr("watch-receiver-title"))];
    parts.extend(watch.iter().map(|one| para(asks_for(*one))));
    parts.extend([para(tr("watch-receiver")), side_note(tr("watch-harm")), safety()]);
    leaf(Leaf::Advice, parts)
}

/// Beside what holds.
pub(super) fn while_it_holds(watch: &[Watch]) -> AnyView {
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
