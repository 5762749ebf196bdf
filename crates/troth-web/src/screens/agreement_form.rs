//! The form of an agreement: a new one, an answer with a change, or a new version of what holds.

use sycamore::prelude::*;
use troth_app::view::VersionView;
use troth_app::{AgreementForm, AgreementIntent, EntryId, Intent};

use super::look::{entry_key, glance, partner};
use super::watch;
use crate::components::{Choice, Field, Form, Input, Typed, field, lead, live, many, or_blank, radios};
use crate::messages::{tr, tr_args};

/// The choices of a kind.
const RULE: &str = "rule";
const OPEN: &str = "open";

/// The fields.
#[derive(Clone, Copy)]
struct Fields {
    title: Typed,
    words: Typed,
    kind: Typed,
    scope: Typed,
    until: Typed,
    review: Typed,
}

impl Fields {
    fn new(draft: &str, from: Option<&VersionView>) -> Self {
        let day = glance(|open| open.agreements.suggested_day.clone());
        let of = |read: fn(&VersionView) -> &String| or_blank(from.map(read).cloned());
        let open = from.and_then(|from| from.transparency.clone());
        let kind = if open.is_some() { OPEN } else { RULE };
        let (scope, until) = open.unwrap_or_else(|| (String::new(), day.clone()));
        let chosen = |field: &str, start: String| Typed::chosen(format!("{draft}-{field}"), start);
        Self {
            title: Typed::kept(format!("{draft}-title"), of(|from| &from.title)),
            words: Typed::kept(format!("{draft}-words"), of(|from| &from.words)),
            kind: chosen("kind", kind.to_owned()),
            scope: Typed::kept(format!("{draft}-scope"), scope),
            until: chosen("until", until),
            review: chosen("review", from.map_or(day, |from| from.review.clone())),
        }
    }

    fn draw(self) -> Vec<View> {
        let kinds = vec![
            Choice::new(RULE, tr("agreement-kind-rule"), tr("agreement-kind-rule-about")),
            Choice::new(OPEN, tr("agreement-kind-open"), tr("agreement-kind-open-about")),
        ];
        let open = live(move || if self.kind.is(OPEN) { self.for_a_time() } else { many(Vec::new()) });
        let title = (tr("agreement-title-label"), tr("agreement-title-hint"));
        let words = (tr("agreement-words-label"), tr("agreement-words-hint"));
        let review = (tr("agreement-review"), tr("agreement-review-hint"));
        vec![
            one("agreement-title", title, Input::Line, self.title),
            one("agreement-words", words, Input::Area, self.words),
            radios("agreement-kind", tr("agreement-kind"), kinds, self.kind),
            open,
            one("agreement-review", review, Input::Date, self.review),
            watch::while_writing([self.title, self.words, self.scope], watch::proposal_closing),
        ]
    }

    fn for_a_time(self) -> View {
        let scope = (tr("agreement-scope"), tr("agreement-scope-hint"));
        let until = (tr("agreement-until"), tr("agreement-until-hint"));
        many(vec![
            one("agreement-scope", scope, Input::Line, self.scope),
            one("agreement-until", until, Input::Date, self.until),
        ])
    }

    fn intent(self, follows: Option<EntryId>) -> Intent {
        let open = self.kind.now() == OPEN;
        let form = AgreementForm {
            title: self.title.now(),
            words: self.words.now(),
            review: self.review.now(),
            transparency: open.then(|| (self.scope.now(), self.until.now())),
        };
        Intent::Agreement(AgreementIntent::Propose { follows, form })
    }

    fn form(self, submit: String, follows: Option<EntryId>) -> View {
        let kept = vec![self.title, self.words, self.kind, self.scope, self.until, self.review];
        Form::new(self.draw(), submit, kept, move || self.intent(follows)).draw()
    }
}

fn one(id: &'static str, (label, hint): (String, String), input: Input, typed: Typed) -> View {
    field(Field { id, label, hint, input, typed })
}

pub(super) fn new_agreement() -> View {
    let partner = partner();
    let submit = tr_args("agreement-send", &[("partner", (&partner).into())]);
    let form = Fields::new("agreement-new", None).form(submit, None);
    many(vec![lead(tr_args("agreement-new-lead", &[("partner", (&partner).into())])), form])
}

/// Draws the form for a change, which begins with the version's words.
pub(super) fn change(version: &VersionView) -> View {
    let fields = Fields::new(&format!("agreement-{}", entry_key(version.id)), Some(version));
    fields.form(tr("agreement-send-change"), Some(version.id))
}
