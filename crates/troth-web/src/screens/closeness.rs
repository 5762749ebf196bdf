//! Closeness: thanks for the jar, and asking for support.

use sycamore::prelude::*;
use troth_app::view::{AppreciationView, Bond, OpenView, RequestView, SUPPORT_KINDS, SupportWhen};
use troth_app::{ClosenessIntent, Detail, EntryId, Intent, SupportForm};

use super::look::{entry_key, look, partner, room_row};
use crate::components::{
    Choice, Field, Form, Input, Kind, LEAVES_AT_ONCE, Leaf, Typed, actions, button, details, details_later,
    empty_state, eyebrow, field, in_pieces, keyed, lead, leaf, live, many, para, radios, rows, said, section, select,
    side_note, tag,
};
use crate::messages::{full_day, moment, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn closeness(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    many(vec![
        live(move || {
            if bond.get() != Some(Bond::Alone) {
                return lead(tr("closeness-lead"));
            }
            let invite = button(Kind::Primary, tr("promises-invite"), move || app.send(Intent::Show(Detail::Link)));
            empty_state("d-hands", tr("closeness-alone-title"), tr("closeness-alone-words"), vec![invite])
        }),
        requests(app, is_asked_of_me),
        rooms(app),
        live(move || if writes.get() { many(vec![give(), jar()]) } else { jar() }),
        live(move || if writes.get() { section(tr("support-title"), vec![ask()]) } else { many(Vec::new()) }),
        requests(app, |one| !is_asked_of_me(one)),
        thanks(),
    ])
}

/// Draws the rooms inside: ideas for two, and the pace of affection, which a person without a partner has too.
fn rooms(app: AppHandle) -> View {
    let room = |sign, title, about, detail| room_row(app, sign, title, about, detail);
    rows(vec![
        room("i-today", tr("activities-title"), tr("activities-about"), Detail::Activities),
        room("i-feel", tr("pace-title"), tr("pace-about"), Detail::Pace),
    ])
}

fn area(id: &'static str, label: String, hint: String, typed: Typed) -> View {
    field(Field { id, label, hint, input: Input::Area, typed })
}

fn give() -> View {
    let words = Typed::kept("appreciation", "");
    let fields = vec![area("appreciation", tr("appreciation-label"), tr("appreciation-hint"), words)];
    let send = move || Intent::Closeness(ClosenessIntent::Appreciate { words: words.now() });
    section(tr("appreciation-title"), vec![Form::new(fields, tr("appreciation-give"), vec![words], send).draw()])
}

/// Draws one note from the jar, another at each press, for a day on which thanks are hard to remember.
pub(super) fn jar() -> View {
    // Followed by their number: a copy of all of them at each press would grow with the years.
    let count = look(|open| in_jar(open).count());
    let drawn = create_signal(None::<usize>);
    let one = look(move |open| drawn.get().and_then(|at| in_jar(open).nth(at % in_jar(open).count().max(1)).cloned()));
    live(move || {
        if count.get() == 0 {
            return many(Vec::new());
        }
        let next = move || drawn.set(Some(drawn.get_untracked().map_or(0, |at| at.wrapping_add(1))));
        let mut parts = vec![para(tr("jar-words"))];
        if let Some(one) = one.get() {
            parts.push(leaf(
                Leaf::Quiet,
                vec![eyebrow(full_day(&one.said.date), Vec::new()), said(one.said.words.clone())],
            ));
        }
        parts.push(actions(vec![button(Kind::Plain, tr("jar-draw"), next)]));
        section(tr("jar-title"), parts)
    })
}

/// What the other gave thanks for, the latest first.
fn in_jar(open: &OpenView) -> impl Iterator<Item = &AppreciationView> {
    open.closeness.appreciations.iter().filter(|one| !one.mine)
}

fn thanks() -> View {
    let empty = look(|open| open.closeness.appreciations.is_empty());
    live(move || {
        if empty.get() {
            return many(Vec::new());
        }
        details_later(tr("appreciations-all"), move || {
            let all = look(|open| open.closeness.appreciations.clone());
            live(move || in_pieces(all.get(), LEAVES_AT_ONCE, |piece| many(piece.iter().map(appreciation).collect())))
        })
    })
}

fn appreciation(one: &AppreciationView) -> View {
    let by = if one.mine { tr("by-you") } else { partner() };
    let edited = if one.said.edited { vec![tag(tr("tag-edited"))] } else { Vec::new() };
    let mut parts = vec![eyebrow(format!("{} · {by}", full_day(&one.said.date)), edited), said(one.said.words.clone())];
    if one.mine {
        let (id, words) = (one.id, Typed::kept(format!("appreciation-{}", entry_key(one.id)), one.said.words.clone()));
        let fields = vec![area("appreciation-again", tr("appreciation-label"), String::new(), words)];
        let send = move || Intent::Closeness(ClosenessIntent::Reword(id, words.now()));
        parts.push(details(
            tr("page-change"),
            vec![Form::new(fields, tr("appreciation-keep"), vec![words], send).draw()],
        ));
    }
    leaf(Leaf::Quiet, parts)
}

fn kind_name(kind: &str) -> String {
    match kind {
        "listening" => tr("support-listening"),
        "comfort" => tr("support-comfort"),
        "help" => tr("support-help"),
        "reassurance" => tr("support-reassurance"),
        _ => tr("support-space"),
    }
}

fn ask() -> View {
    let (kind, words) = (Typed::chosen("support-kind", SUPPORT_KINDS[0]), Typed::kept("support", ""));
    let kinds = SUPPORT_KINDS.map(|kind| (kind, kind_name(kind))).to_vec();
    let fields = vec![
        select("support-kind", tr("support-kind"), kinds, kind),
        area("support", tr("support-words"), tr("support-words-hint"), words),
    ];
    let send = move || Intent::Closeness(ClosenessIntent::Ask { kind: kind.now(), words: words.now() });
    let submit = tr_args("support-ask", &[("partner", (&partner()).into())]);
    Form::new(fields, submit, vec![kind, words], send).draw()
}

/// Tells whether a request waits for this person's answer; such requests come first.
const fn is_asked_of_me(one: &RequestView) -> bool {
    !one.mine && one.answer.is_none()
}

fn requests(app: AppHandle, shown: fn(&RequestView) -> bool) -> View {
    let keys = look(move |open| {
        let shown = open.closeness.requests.iter().filter(|one| shown(one));
        shown.map(|one| entry_key(one.id)).collect::<Vec<_>>()
    });
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    keyed(
        move || keys.get(),
        move |key| {
            let one = look(move |open| open.closeness.requests.iter().find(|one| entry_key(one.id) == key).cloned());
            live(move || one.get().map_or_else(|| many(Vec::new()), |one| request(app, &one, writes.get())))
        },
    )
}

fn request(app: AppHandle, one: &RequestView, writes: bool) -> View {
    let by =
        if one.mine { tr("support-you-asked") } else { tr_args("support-asks", &[("partner", (&partner()).into())]) };
    let mut parts = vec![eyebrow(format!("{by} · {}", full_day(&one.date)), Vec::new()), para(kind_name(one.kind))];
    if !one.words.is_empty() {
        parts.push(said(one.words.clone()));
    }
    match &one.answer {
        Some(answer) => {
            parts.push(para(match &answer.when {
                SupportWhen::Now => tr("support-now"),
                SupportWhen::At(day, time) if time.is_empty() => full_day(day),
                SupportWhen::At(day, time) => moment(day, time),
                SupportWhen::NotNow => tr("support-not-now"),
            }));
            if !answer.words.is_empty() {
                parts.push(said(answer.words.clone()));
            }
        }
        None if !writes => {}
        None if one.mine => {
            let id = one.id;
            let back = move || app.send(Intent::Closeness(ClosenessIntent::TakeBack(id)));
            parts.push(actions(vec![button(Kind::Quiet, tr("support-back"), back)]));
        }
        None => parts.push(answer(one.id)),
    }
    leaf(Leaf::Plain, parts)
}

fn answer(id: EntryId) -> View {
    let name = format!("support-{}", entry_key(id));
    let chosen = |field, start| Typed::chosen(format!("{name}-{field}"), start);
    let (when, day, time) = (chosen("when", "now"), chosen("day", ""), chosen("time", ""));
    let words = Typed::kept(name, "");
    let choices = vec![
        Choice::new("now", tr("support-now"), String::new()),
        Choice::new("at", tr("support-at"), String::new()),
        Choice::new("not-now", tr("support-not-now"), tr("support-not-now-about")),
    ];
    let at = live(move || {
        if !when.is("at") {
            return many(Vec::new());
        }
        let one = |id, label, input, typed| field(Field { id, label, hint: String::new(), input, typed });
        many(vec![
            one("support-day", tr("support-day"), Input::Date, day),
            one("support-time", tr("support-time"), Input::Time, time),
        ])
    });
    let fields = vec![
        radios("support-when", tr("support-when"), choices, when),
        at,
        area("support-answer", tr("support-answer"), tr("support-words-hint"), words),
    ];
    let send = move || {
        let when = match &*when.now() {
            "at" => SupportForm::At(day.now(), time.now()),
            "not-now" => SupportForm::NotNow,
            _ => SupportForm::Now,
        };
        Intent::Closeness(ClosenessIntent::Answer { request: id, when, words: words.now() })
    };
    many(vec![
        Form::new(fields, tr("support-send"), vec![when, day, time, words], send).draw(),
        side_note(tr("support-note")),
    ])
}
