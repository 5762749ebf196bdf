//! Breaches: the list, and naming one.

use sycamore::prelude::*;
use troth_app::view::{BREACH_KINDS, Bond, BreachView};
use troth_app::{BreachForm, BreachIntent, Detail, Intent, SoloKind, Whose};

use super::look::{look, partner};
use super::solo;
use crate::components::{
    Choice, Field, Form, Input, Kind, Typed, actions, button, empty_state, field, lead, live, many, or_blank, radios,
    row, rows, section, select, side_note,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn breaches(app: AppHandle) -> View {
    let all = look(|open| open.breaches.clone());
    let bond = look(|open| Some(open.bond));
    live(move || {
        let (all, bond) = (all.get(), bond.get());
        let name = || button(Kind::Primary, tr("breach-name"), move || app.send(Intent::Show(Detail::NewBreach)));
        if bond == Some(Bond::Alone) {
            return solo::alone(app, &OWN, tr("breaches-alone-words"));
        }
        let writes = bond != Some(Bond::Unlinked);
        if all.is_empty() {
            let buttons = if writes { vec![name()] } else { Vec::new() };
            let empty = empty_state("d-page", tr("breaches-empty-title"), tr("breaches-empty-words"), buttons);
            return many(vec![empty, beside(app)]);
        }
        let (standing, back): (Vec<_>, Vec<_>) = all.iter().partition(|breach| !breach.taken_back);
        let mut parts = vec![lead(tr("breaches-lead"))];
        if writes {
            parts.push(actions(vec![name()]));
        }
        parts.push(rows(standing.into_iter().map(|breach| breach_row(app, breach)).collect()));
        if !back.is_empty() {
            let back = rows(back.into_iter().map(|breach| breach_row(app, breach)).collect());
            parts.push(section(tr("breaches-taken-back"), vec![back]));
        }
        parts.push(beside(app));
        many(parts)
    })
}

/// The pages for oneself that stand in this room.
const OWN: [SoloKind; 2] = [SoloKind::Breach, SoloKind::Question];

fn beside(app: AppHandle) -> View {
    many(OWN.map(|kind| solo::beside(app, kind)).into_iter().collect())
}

fn breach_row(app: AppHandle, breach: &BreachView) -> View {
    let id = breach.id;
    row(Some("i-repair"), breach.title.clone(), about(breach), move || app.send(Intent::Show(Detail::Breach(id))))
}

/// Kind and day.
pub(super) fn about(breach: &BreachView) -> String {
    let kind = kind_name(breach.kind);
    if breach.when.is_empty() { kind } else { format!("{kind} · {}", full_day(&breach.when)) }
}

/// Returns who is responsible in its author's view: about this breach, never about a person, and not as a fact.
pub(super) fn responsible(breach: &BreachView) -> String {
    let id = match (breach.mine, breach.responsible) {
        (true, true) => "breach-own-mine",
        (true, false) => "breach-own-theirs",
        (false, true) => "breach-seen-mine",
        (false, false) => "breach-seen-theirs",
    };
    tr_args(id, &[("partner", (&partner()).into())])
}

/// The name of a kind.
pub(super) fn kind_name(kind: &str) -> String {
    match kind {
        "affair" => tr("breach-affair"),
        "lie" => tr("breach-lie"),
        "unkept-promise" => tr("breach-broken-promise"),
        "money" => tr("breach-money"),
        "relapse" => tr("breach-relapse"),
        "privacy" => tr("breach-privacy"),
        _ => tr("breach-other"),
    }
}

/// The fields of a breach, for naming it and for rewording it.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    title: Typed,
    words: Typed,
    when: Typed,
}

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&BreachView>) -> Self {
        let of = |read: fn(&BreachView) -> &String| or_blank(from.map(read).cloned());
        Self {
            title: Typed::kept(format!("{draft}-title"), of(|breach| &breach.title)),
            words: Typed::kept(format!("{draft}-words"), of(|breach| &breach.words)),
            when: Typed::chosen(format!("{draft}-when"), of(|breach| &breach.when)),
        }
    }

    pub(super) fn draw(self) -> Vec<View> {
        let line = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
        vec![
            line("breach-title", tr("breach-title"), tr("breach-title-hint"), Input::Line, self.title),
            line("breach-words", tr("breach-words"), tr("breach-words-hint"), Input::Area, self.words),
            line("breach-when", tr("breach-when"), tr("breach-when-hint"), Input::Date, self.when),
        ]
    }

    pub(super) fn form(self) -> BreachForm {
        let (title, words, when) = (self.title.now(), self.words.now(), self.when.now());
        BreachForm { title, words, when, kind: String::new(), responsible: None }
    }

    pub(super) fn typed(self) -> Vec<Typed> {
        vec![self.title, self.words, self.when]
    }
}

pub(super) fn new_breach() -> View {
    let fields = Fields::new("breach-new", None);
    let (kind, who) = (Typed::chosen("breach-new-kind", BREACH_KINDS[6]), Typed::chosen("breach-new-who", ""));
    let mut typed = fields.typed();
    typed.extend([kind, who]);
    let mut parts = fields.draw();
    parts.push(select(
        "breach-kind",
        tr("breach-kind"),
        BREACH_KINDS.map(|kind| (kind, kind_name(kind))).to_vec(),
        kind,
    ));
    let choices =
        vec![Choice::new("mine", tr("breach-who-me"), String::new()), Choice::new("theirs", partner(), String::new())];
    parts.push(radios("breach-who", tr("breach-who"), choices, who));
    let name = move || {
        let responsible = match &*who.now() {
            "mine" => Some(Whose::Mine),
            "theirs" => Some(Whose::Theirs),
            _ => None,
        };
        Intent::Breach(BreachIntent::Name(BreachForm { kind: kind.now(), responsible, ..fields.form() }))
    };
    let submit = tr_args("breach-share", &[("partner", (&partner()).into())]);
    many(vec![
        lead(tr("breach-form-lead")),
        Form::new(parts, submit, typed, name).draw(),
        side_note(tr("breach-form-note")),
    ])
}
