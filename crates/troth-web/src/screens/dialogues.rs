//! Talks: the room, asking for one, and how long words are kept.

use sycamore::prelude::*;
use troth_app::view::{Bond, DIALOGUE_FORMS, DialogueView, KEEPINGS, TalkStanding};
use troth_app::{Detail, DialogueIntent, EntryId, Intent, WhoFirst};

use super::look::{glance, look, partner};
use crate::components::{
    Choice, Field, Form, Input, Kind, ROWS_AT_ONCE, Typed, actions, button, details, empty_state, field, in_pieces,
    lead, live, many, para, radios, row, rows, section, side_note,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn dialogues(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    let talks = look(|open| open.dialogues.talks.clone());
    let writes = move || matches!(bond.get(), Some(Bond::Linked | Bond::Resting));
    many(vec![
        live(move || {
            if bond.get() != Some(Bond::Alone) {
                return lead(tr("talks-lead"));
            }
            let invite = button(Kind::Primary, tr("promises-invite"), move || app.send(Intent::Show(Detail::Link)));
            empty_state("d-hands", tr("talks-alone-title"), tr("talks-alone-words"), vec![invite])
        }),
        live(move || if writes() { ways(app) } else { many(Vec::new()) }),
        live(
            move || {
                if bond.get() == Some(Bond::Alone) { many(Vec::new()) } else { talks.with(|talks| lists(app, talks)) }
            },
        ),
        live(move || if writes() { keeping() } else { many(Vec::new()) }),
    ])
}

fn ways(app: AppHandle) -> View {
    actions(vec![
        button(Kind::Primary, tr("talk-ask"), move || app.send(Intent::Show(Detail::NewDialogue))),
        button(Kind::Plain, tr("talk-side"), move || app.send(Intent::Show(Detail::SideBySide))),
    ])
}

fn lists(app: AppHandle, talks: &[DialogueView]) -> View {
    if talks.is_empty() {
        return side_note(tr("talks-none"));
    }
    let goes_on = |one: &&DialogueView| matches!(one.standing, TalkStanding::Open | TalkStanding::Paused(_));
    let (open, over): (Vec<_>, Vec<_>) = talks.iter().partition(goes_on);
    let list = |title: String, talks: Vec<&DialogueView>| match talks.is_empty() {
        true => many(Vec::new()),
        false => {
            let talks = talks.into_iter().cloned().collect();
            let row = move |one: &DialogueView| TalkRow::of(one).draw(app);
            let piece = move |piece: &[DialogueView]| rows(piece.iter().map(row).collect());
            section(title, vec![in_pieces(talks, ROWS_AT_ONCE, piece)])
        }
    };
    many(vec![list(tr("talks-open"), open), list(tr("talks-over"), over)])
}

/// What a row says of a talk.
struct TalkRow {
    id: EntryId,
    title: String,
    about: String,
}

impl TalkRow {
    fn of(one: &DialogueView) -> Self {
        let title = if one.topic.is_empty() { tr("talk-without-topic") } else { one.topic.clone() };
        Self { id: one.id, title, about: format!("{} · {}", state_words(one), full_day(&one.date)) }
    }

    fn draw(&self, app: AppHandle) -> View {
        let id = self.id;
        row(Some("i-write"), self.title.clone(), self.about.clone(), move || {
            app.send(Intent::Show(Detail::Dialogue(id)));
        })
    }
}

fn state_words(one: &DialogueView) -> String {
    match &one.standing {
        TalkStanding::Open if one.floor.my_turn => tr("talk-state-turn"),
        TalkStanding::Open => tr_args("talk-state-theirs", &[("partner", (&partner()).into())]),
        TalkStanding::Paused(_) => tr("talk-state-paused"),
        TalkStanding::NotYet => tr("talk-state-not-yet"),
        TalkStanding::Closed => tr("talk-state-closed"),
        TalkStanding::Planned => tr("talk-state-planned"),
        TalkStanding::Ended => tr("talk-state-ended"),
        TalkStanding::LeftOpen => tr("talk-state-left-open"),
        TalkStanding::SideBySide => tr("talk-state-side"),
    }
}

/// Draws the choice of the form of talk.
pub(super) fn form_choice(chosen: Typed) -> View {
    let [listener, first] = DIALOGUE_FORMS;
    let choices = vec![
        Choice::new(listener, tr("talk-form-listener"), tr("talk-form-listener-about")),
        Choice::new(first, tr("talk-form-first"), tr("talk-form-first-about")),
    ];
    radios("talk-form", tr("talk-form"), choices, chosen)
}

/// Values of the choice of who speaks first.
pub(super) const FIRST: [&str; 2] = ["me", "partner"];

pub(super) fn who_first(chosen: Typed) -> WhoFirst {
    if chosen.now() == FIRST[0] { WhoFirst::Me } else { WhoFirst::Partner }
}

pub(super) fn new_dialogue() -> View {
    let (form, first) = (Typed::chosen("talk-form", DIALOGUE_FORMS[0]), Typed::chosen("talk-first", FIRST[0]));
    let topic = Typed::kept("talk-topic", "");
    let firsts = vec![
        Choice::new(FIRST[0], tr("talk-first-me"), String::new()),
        Choice::new(FIRST[1], tr("talk-first-partner"), String::new()),
    ];
    let parts = vec![
        form_choice(form),
        field(Field {
            id: "talk-topic",
            label: tr("talk-topic"),
            hint: tr("talk-topic-hint"),
            input: Input::Line,
            typed: topic,
        }),
        radios("talk-first", tr("talk-first"), firsts, first),
    ];
    let send = move || {
        let (form, first) = (form.now(), who_first(first));
        Intent::Dialogue(DialogueIntent::Propose { form, topic: topic.now(), first })
    };
    let name = partner();
    let submit = tr_args("talk-send", &[("partner", (&name).into())]);
    many(vec![
        lead(tr_args("talk-new-lead", &[("partner", (&name).into())])),
        Form::new(parts, submit, vec![form, topic, first], send).draw(),
    ])
}

/// Draws how long the person's own words are shown (care 24).
fn keeping() -> View {
    let now = glance(|open| KEEPINGS.into_iter().find(|name| *name == open.dialogues.keeping));
    let chosen = Typed::chosen("keeping", now.unwrap_or(KEEPINGS[2]));
    let [week, month, quarter] = KEEPINGS;
    let choices = vec![
        Choice::new(week, tr("keeping-week"), String::new()),
        Choice::new(month, tr("keeping-month"), String::new()),
        Choice::new(quarter, tr("keeping-quarter"), String::new()),
    ];
    let parts = vec![para(tr("keeping-words")), radios("keeping", tr("keeping-legend"), choices, chosen)];
    let keep = move || Intent::Dialogue(DialogueIntent::Keep(chosen.now()));
    let form = Form::new(parts, tr("keeping-keep"), vec![chosen], keep).draw();
    details(tr("keeping-title"), vec![form, side_note(tr("keeping-note"))])
}
