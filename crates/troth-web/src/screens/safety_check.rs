//! The private check: questions about fear and freedom, which nobody else ever sees answered.
//!
//! The end is the same whatever was pressed (care 5), so no answer needs to be stored. A press shows the next question;
//! which button it was is recorded nowhere, not even in memory. The only state is the number of the question. It is
//! dropped when the fold or the page is left, when the app goes out of sight, and after a time without a press (care
//! 6).

use sycamore::prelude::*;

use crate::components::{
    Kind, actions, button, details_heard, heading, list, live, many, opened_part, para, side_note, touched_part,
    when_changed,
};
use crate::messages::{tr, tr_args};
use crate::shell::{Timer, use_app};

/// Time without a press until the questions close, in milliseconds (care 6).
const CLOSES_AFTER_MS: i32 = 3 * 60 * 1000;

const QUESTIONS: [&str; 10] = [
    "check-careful",
    "check-hurt",
    "check-account",
    "check-watched",
    "check-closeness",
    "check-threats",
    "check-order",
    "check-told",
    "check-myself",
    "check-life",
];

/// The answers, which differ only in their words.
const ANSWERS: [&str; 4] = ["check-yes", "check-partly", "check-no", "check-rather-not"];

/// The questions on one page, closed until the person begins.
#[derive(Clone, Copy)]
pub(super) struct SafetyCheck {
    /// The number of the question, or of the end after the last one. `None` before the first.
    place: Signal<Option<usize>>,
    closes: Signal<Option<Timer>>,
}

impl SafetyCheck {
    /// Makes the check, which closes when the app goes out of sight.
    pub(super) fn new() -> Self {
        let check = Self { place: create_signal(None), closes: create_signal(None) };
        let is_in_sight = use_app().is_in_sight();
        when_changed(move || is_in_sight.get(), move |_| check.close());
        check
    }

    /// Forgets the place.
    pub(super) fn close(self) {
        self.closes.set_silent(None);
        if self.place.get_untracked().is_some() {
            self.place.set(None);
        }
    }

    fn go_to(self, place: usize) {
        self.place.set(Some(place));
        self.stay();
    }

    /// Restarts the time limit, because the person is still there.
    fn stay(self) {
        if self.place.get_untracked().is_some() {
            self.closes.set_silent(Some(Timer::new(CLOSES_AFTER_MS, move || self.close())));
        }
    }

    /// Draws the fold with the questions.
    pub(super) fn draw(self) -> View {
        let shown = live(move || match self.place.get() {
            None => self.beginning(),
            Some(place) => opened_part(match QUESTIONS.get(place) {
                Some(question) => self.question(place, question),
                None => self.end(),
            }),
        });
        let touched = touched_part(vec![shown], move || self.stay());
        details_heard(tr("check-title"), vec![touched], move |_| self.close())
    }

    fn beginning(self) -> View {
        let begin = button(Kind::Plain, tr("check-begin"), move || self.go_to(0));
        many(vec![para(tr("check-lead")), side_note(tr("check-watched-note")), actions(vec![begin])])
    }

    fn question(self, place: usize, question: &'static str) -> Vec<View> {
        let next = move || self.go_to(place + 1);
        let answers = ANSWERS.map(|answer| button(Kind::Plain, tr(answer), next));
        let [number, all] = [place + 1, QUESTIONS.len()].map(|count| count.to_string());
        let close = button(Kind::Quiet, tr("check-close"), move || self.close());
        let back = place.checked_sub(1);
        let back = back.map(|place| button(Kind::Quiet, tr("check-back"), move || self.go_to(place)));
        vec![
            side_note(tr_args("check-place", &[("number", (&number).into()), ("all", (&all).into())])),
            heading(tr(question)),
            actions(answers.into()),
            actions(back.into_iter().chain([close]).collect()),
        ]
    }

    fn end(self) -> Vec<View> {
        let words = [
            "check-end-life",
            "check-end-others",
            "check-end-order",
            "check-end-myself",
            "check-end-leaving",
            "check-end-fine",
        ];
        let close = button(Kind::Plain, tr("check-close"), move || self.close());
        vec![
            heading(tr("check-end-title")),
            para(tr("check-end-lead")),
            list(words.map(tr).into()),
            side_note(tr("check-end-same")),
            actions(vec![close]),
        ]
    }
}
