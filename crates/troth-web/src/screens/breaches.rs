//! Breaches: the list, and naming one.

use sycamore::prelude::*;
use troth_app::view::{BREACH_KINDS, Bond, BreachView};
use troth_app::{BreachForm, BreachIntent, Detail, Intent, Lasted, SoloKind, Whose};

use super::look::{look, partner};
use super::solo;
use crate::components::{
    Choice, Field, Form, Input, Kind, Typed, actions, button, empty_state, field, lead, live, many, or_blank, radios,
    row, rows, section, select_unchosen, side_note,
};
use crate::messages::{full_day, month, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn breaches(app: AppHandle) -> View {
    let all = look(|open| open.breaches.clone());
    let bond = look(|open| Some(open.bond));
    let own = solo::has_pages(&OWN);
    live(move || {
        let (all, bond) = (all.get(), bond.get());
        let name = || button(Kind::Primary, tr("breach-name"), move || app.send(Intent::Show(Detail::NewBreach)));
        if bond == Some(Bond::Alone) {
            return solo::alone(app, &OWN, tr("breaches-alone-words"));
        }
        let writes = bond != Some(Bond::Unlinked);
        if all.is_empty() {
            let buttons = if writes { vec![name()] } else { Vec::new() };
            if own.get() {
                return solo::nothing_shared_yet(app, &OWN, buttons);
            }
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

/// Kind, and a day or two months.
pub(super) fn about(breach: &BreachView) -> String {
    let kind = kind_name(breach.kind);
    match (breach.when.is_empty(), breach.until.is_empty()) {
        (true, _) => kind,
        (false, true) => format!("{kind} · {}", full_day(&breach.when)),
        (false, false) => {
            let [from, until] = [month(&breach.when), month(&breach.until)];
            format!("{kind} · {}", tr_args("breach-months", &[("from", (&from).into()), ("until", (&until).into())]))
        }
    }
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
    lasted: Typed,
    when: Typed,
    from: Typed,
    until: Typed,
}

/// How long it was: the values of the choice.
const LASTED: [&str; 2] = ["day", "months"];
/// What a date says of its month: `YYYY-MM`.
const MONTH_CHARS: usize = 7;

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&BreachView>) -> Self {
        let of = |read: fn(&BreachView) -> &String| or_blank(from.map(read).cloned());
        let months = from.filter(|breach| !breach.until.is_empty());
        let month_of =
            |read: fn(&BreachView) -> &String| or_blank(months.map(|breach| read(breach)[..MONTH_CHARS].to_owned()));
        Self {
            title: Typed::kept(format!("{draft}-title"), of(|breach| &breach.title)),
            words: Typed::kept(format!("{draft}-words"), of(|breach| &breach.words)),
            lasted: Typed::chosen(format!("{draft}-lasted"), LASTED[usize::from(months.is_some())]),
            when: Typed::chosen(format!("{draft}-when"), of(|breach| &breach.when)),
            from: Typed::chosen(format!("{draft}-from"), month_of(|breach| &breach.when)),
            until: Typed::chosen(format!("{draft}-until"), month_of(|breach| &breach.until)),
        }
    }

    pub(super) fn draw(self) -> Vec<View> {
        let line = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
        vec![
            line("breach-title", tr("breach-title"), tr("breach-title-hint"), Input::Line, self.title),
            line("breach-words", tr("breach-words"), tr("breach-words-hint"), Input::Area, self.words),
            radios(
                "breach-lasted",
                tr("breach-when"),
                vec![
                    Choice::new(LASTED[0], tr("breach-lasted-day"), String::new()),
                    Choice::new(LASTED[1], tr("breach-lasted-months"), String::new()),
                ],
                self.lasted,
            ),
            live(move || self.time_fields()),
        ]
    }

    fn time_fields(self) -> View {
        let line = |id, label, hint, input, typed| field(Field { id, label, hint, input, typed });
        if self.lasted.is(LASTED[1]) {
            return many(vec![
                line("breach-from", tr("breach-from"), tr("breach-month-hint"), Input::Month, self.from),
                line("breach-until", tr("breach-until"), tr("breach-month-hint"), Input::Month, self.until),
            ]);
        }
        line("breach-when", tr("breach-day"), tr("breach-when-hint"), Input::Date, self.when)
    }

    pub(super) fn form(self) -> BreachForm {
        let (title, words) = (self.title.now(), self.words.now());
        let (lasted, when) = match self.lasted.now() == LASTED[1] {
            true => (Lasted::Months, self.from.now()),
            false => (Lasted::Day, self.when.now()),
        };
        BreachForm { title, words, lasted, when, until: self.until.now(), kind: String::new(), responsible: None }
    }

    pub(super) fn typed(self) -> Vec<Typed> {
        vec![self.title, self.words, self.lasted, self.when, self.from, self.until]
    }
}

pub(super) fn new_breach() -> View {
    let fields = Fields::new("breach-new", None);
    let (kind, who) = (Typed::chosen("breach-new-kind", ""), Typed::chosen("breach-new-who", ""));
    let mut typed = fields.typed();
    typed.extend([kind, who]);
    let mut parts = fields.draw();
    parts.push(select_unchosen(
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
