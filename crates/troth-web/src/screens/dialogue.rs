//! One talk: its state, the last words, the next step, and Pause always in the same place.

use sycamore::prelude::*;
use troth_app::view::{
    Bond, DialogueView, FloorView, OpenView, PausePhase, PauseView, TalkLine, TalkLineView, TalkStanding,
};
use troth_app::{Detail, DialogueIntent, DialogueStage, EntryId, Intent, REPAIR_PHRASES, Turn};

use super::dialogue_turn::turn_part;
use super::look::{entry_key, look, partner};
use crate::components::{
    Choice, Field, Form, Input, Kind, Leaf, Question, Typed, actions, button, confirm, details, eyebrow, field,
    heading, lead, leaf, live, many, or_blank, para, radios, row, rows, said, section, side_note,
};
use crate::messages::{full_day, moment, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn dialogue(app: AppHandle, id: EntryId) -> View {
    let shown = look(move |open| find(open, id).cloned());
    // Controls and fields follow only what changes them, so that news never empties a field or moves the focus.
    let standing = look(move |open| writable(open, id).map(|one| one.standing.clone()));
    let turn =
        look(move |open| writable(open, id).map(|one| (one.head, one.floor, one.standing == TalkStanding::Open)));
    let kept = look(move |open| words_without_field(open, id));
    let repaired = look(move |open| writable(open, id).and_then(own_repairs));
    let part = move |draw: fn(AppHandle, &DialogueView) -> View| {
        live(move || shown.get().map_or_else(|| many(Vec::new()), |one| draw(app, &one)))
    };
    many(vec![
        live(move || standing.get().map_or_else(|| many(Vec::new()), |standing| pause_place(app, id, &standing))),
        live(move || repaired.get().map_or_else(|| many(Vec::new()), |_| repairs(app, id))),
        live(move || shown.get().map_or_else(|| para(tr("talk-gone")), |one| status(&one))),
        part(|_, one| exchange(one)),
        live(move || match turn.get() {
            Some((head, floor, true)) => turn_part(app, id, head, floor),
            _ => many(Vec::new()),
        }),
        live(move || kept.get().map_or_else(|| many(Vec::new()), kept_words)),
        part(|_, one| before(one)),
        part(after),
        live(move || match (turn.get(), standing.get()) {
            (Some((_, floor, _)), Some(standing)) => way_out(app, id, floor, &standing),
            _ => many(Vec::new()),
        }),
    ])
}

fn find(open: &OpenView, id: EntryId) -> Option<&DialogueView> {
    open.dialogues.talks.iter().find(|one| one.id == id)
}

/// Returns the talk, while the partners are linked.
fn writable(open: &OpenView, id: EntryId) -> Option<&DialogueView> {
    find(open, id).filter(|_| matches!(open.bond, Bond::Linked | Bond::Resting))
}

/// Returns the words that this person was writing when the partner paused the talk or unlinked, with what becomes of
/// them. The field disappears then, and its words must not seem lost.
fn words_without_field(open: &OpenView, id: EntryId) -> Option<(String, &'static str)> {
    let one = find(open, id)?;
    let note = match (writable(open, id).is_some(), &one.standing) {
        (true, TalkStanding::Paused(_)) => "talk-pause-kept-note",
        (false, _) => "talk-over-kept-note",
        _ => return None,
    };
    Some((open.drafts.get(&draft_name(one.head))?.clone(), note))
}

fn kept_words((words, note): (String, &'static str)) -> View {
    leaf(Leaf::Quiet, vec![eyebrow(tr("talk-pause-kept"), Vec::new()), said(words), side_note(tr(note))])
}

/// Returns how many phrases this person said: another one folds the list. `None` if none can be said.
fn own_repairs(one: &DialogueView) -> Option<usize> {
    let own = one.lines.iter().filter(|line| line.mine && matches!(line.what, TalkLine::Repair(_)));
    (one.standing == TalkStanding::Open && !is_asked(one.floor)).then(|| own.count())
}

/// Tells whether the talk waits for a yes.
fn is_asked(floor: FloorView) -> bool {
    matches!(floor.stage, DialogueStage::Consent | DialogueStage::Topic)
}

/// Draws Pause, or the pause itself: the first thing on the screen in every state.
fn pause_place(app: AppHandle, id: EntryId, standing: &TalkStanding) -> View {
    match standing {
        TalkStanding::Paused(pause) => paused(app, id, pause),
        TalkStanding::Open => {
            let pause = move || app.send(Intent::Dialogue(DialogueIntent::Pause(id)));
            actions(vec![button(Kind::Plain, tr("talk-pause"), pause)])
        }
        _ => many(Vec::new()),
    }
}

/// Draws a pause in words, the same as for a talk side by side.
pub(super) fn pause_words(pause: &PauseView) -> Vec<View> {
    let [title, words] = match pause.phase {
        PausePhase::Lasts => [
            tr_args("talk-paused-until", &[("time", (&crate::messages::clock(&pause.until)).into())]),
            tr("talk-paused-words"),
        ],
        PausePhase::Asks => [tr("talk-pause-over"), tr("talk-pause-over-words")],
        PausePhase::Rests => [tr("talk-pause-rests"), tr("talk-pause-rests-words")],
    };
    vec![heading(title), para(words)]
}

fn paused(app: AppHandle, id: EntryId, pause: &PauseView) -> View {
    let mut parts = pause_words(pause);
    if let Some((day, time)) = &pause.time {
        let when = if time.is_empty() { full_day(day) } else { moment(day, time) };
        parts.push(para(tr_args("talk-pause-time", &[("when", (&when).into())])));
    }
    if pause.phase != PausePhase::Lasts {
        let resume = move || app.send(Intent::Dialogue(DialogueIntent::Resume(id)));
        parts.push(actions(vec![button(Kind::Primary, tr("talk-resume"), resume)]));
    }
    parts.push(details(tr("talk-put-off"), vec![put_off(id)]));
    leaf(Leaf::Plain, parts)
}

fn put_off(id: EntryId) -> View {
    let name = entry_key(id);
    let (day, time) = (Typed::chosen(format!("talk-day-{name}"), ""), Typed::chosen(format!("talk-time-{name}"), ""));
    let one = |id, label, input, typed| field(Field { id, label, hint: String::new(), input, typed });
    let fields = vec![
        one("talk-day", tr("talk-put-off-day"), Input::Date, day),
        one("talk-time", tr("talk-put-off-time"), Input::Time, time),
    ];
    let send = move || Intent::Dialogue(DialogueIntent::PutOff { dialogue: id, date: day.now(), time: time.now() });
    Form::new(fields, tr("talk-put-off-send"), vec![day, time], send).draw()
}

/// Draws the phrases, each said with one tap.
fn repairs(app: AppHandle, id: EntryId) -> View {
    let phrases = (0..REPAIR_PHRASES).map(|number| {
        button(Kind::Plain, phrase(number), move || app.send(Intent::Dialogue(DialogueIntent::Repair(id, number))))
    });
    details(tr("talk-repair"), vec![side_note(tr("talk-repair-about")), actions(phrases.collect())])
}

fn phrase(number: u8) -> String {
    tr(match number {
        0 => "repair-phrase-0",
        1 => "repair-phrase-1",
        2 => "repair-phrase-2",
        3 => "repair-phrase-3",
        4 => "repair-phrase-4",
        5 => "repair-phrase-5",
        6 => "repair-phrase-6",
        7 => "repair-phrase-7",
        8 => "repair-phrase-8",
        _ => "repair-phrase-9",
    })
}

/// Draws the state of the talk in one sentence, and what each partner does meanwhile.
fn status(one: &DialogueView) -> View {
    let floor = one.floor;
    let mut parts = Vec::new();
    if !one.topic.is_empty() {
        parts.push(side_note(tr_args("talk-about-topic", &[("topic", (&one.topic).into())])));
    }
    // A pause asks nothing, so it does not say whose turn it was either.
    if !matches!(one.standing, TalkStanding::Paused(_)) {
        parts.push(lead(standing_words(one)));
    }
    if one.standing != TalkStanding::Open {
        return many(parts);
    }
    if is_asked(floor) {
        let first = if floor.my_floor { "talk-first-is-you" } else { "talk-first-is-partner" };
        parts.push(para(tr("talk-consent-about")));
        parts.push(para(tr_args(first, &[("partner", (&partner()).into())])));
    }
    if !floor.my_turn {
        let listens = !floor.my_floor && !is_asked(floor);
        let id = if listens { "talk-while-listening" } else { "talk-nothing-to-do" };
        parts.push(side_note(tr_args(id, &[("partner", (&partner()).into())])));
    }
    many(parts)
}

fn standing_words(one: &DialogueView) -> String {
    let said = |id: &str, mine: bool| by(id, "turn", mine);
    match one.standing {
        TalkStanding::Open | TalkStanding::Paused(_) => said(stage_id(one.floor), one.floor.my_turn),
        TalkStanding::NotYet => said("talk-is-not-yet", !one.mine),
        TalkStanding::Closed => tr("talk-is-closed"),
        TalkStanding::Planned => tr("talk-is-planned"),
        TalkStanding::Ended => tr("talk-is-ended"),
        TalkStanding::LeftOpen => tr("talk-is-left-open"),
        TalkStanding::SideBySide => tr("talk-is-side"),
    }
}

/// Returns a message in one of two voices: about this person, or about the partner by name.
fn by(id: &str, voice: &'static str, mine: bool) -> String {
    let who = if mine { "me" } else { "other" };
    tr_args(id, &[(voice, who.into()), ("partner", (&partner()).into())])
}

const fn stage_id(floor: FloorView) -> &'static str {
    match floor.stage {
        DialogueStage::Consent | DialogueStage::Topic => "talk-at-consent",
        DialogueStage::Floor | DialogueStage::Speak => "talk-at-floor",
        DialogueStage::Paraphrase => "talk-at-paraphrase",
        DialogueStage::Confirm => "talk-at-confirm",
        DialogueStage::Restate => "talk-at-restate",
        DialogueStage::OpenQuestions => "talk-at-questions",
        DialogueStage::Summarise => "talk-at-summarise",
        DialogueStage::Satisfied => "talk-at-satisfied",
        DialogueStage::Swap => "talk-at-swap",
        DialogueStage::Plan if floor.has_plan => "talk-at-plan-asked",
        DialogueStage::Plan | DialogueStage::Closed => "talk-at-plan",
    }
}

/// Spoken turns on the screen; earlier ones are folded, so that the next step stays in sight.
const SHOWN_TURNS: usize = 2;

/// Returns where the part begins that is being answered: the last spoken turns since the floor was passed, or all of
/// them for summing up. During a pause everything is folded.
fn begins(one: &DialogueView) -> usize {
    if matches!(one.standing, TalkStanding::Paused(_)) {
        return one.lines.len();
    }
    let passed = |line: &TalkLineView| matches!(line.what, TalkLine::Turn(Turn::Consent | Turn::PassFloor));
    let floor = one.lines.iter().rposition(passed).map_or(0, |at| at + 1);
    if one.floor.stage == DialogueStage::Summarise {
        return floor;
    }
    let spoken = one.lines.iter().enumerate().skip(floor).rev().filter(|(_, line)| !line.words.is_empty());
    spoken.map(|(at, _)| at).nth(SHOWN_TURNS - 1).unwrap_or(floor)
}

/// Draws the last words.
fn exchange(one: &DialogueView) -> View {
    lines(&one.lines[begins(one)..])
}

/// Draws the earlier words in a fold.
fn before(one: &DialogueView) -> View {
    let earlier = &one.lines[..begins(one)];
    // The yes alone is nothing to look up.
    if earlier.len() < 2 { many(Vec::new()) } else { details(tr("talk-so-far"), vec![lines(earlier)]) }
}

/// Draws lines in order. One sentence says so if words have expired (care 24).
fn lines(all: &[TalkLineView]) -> View {
    let mut drawn: Vec<View> = all.iter().filter(|line| line.what != TalkLine::NotKept).map(line).collect();
    if drawn.len() < all.len() {
        drawn.insert(0, side_note(tr("talk-not-kept")));
    }
    many(drawn)
}

fn line(one: &TalkLineView) -> View {
    let label = by(line_id(one.what), "by", one.mine);
    let words = match one.what {
        TalkLine::Repair(number) => phrase(number),
        _ => one.words.clone(),
    };
    if words.is_empty() {
        return side_note(label);
    }
    let kind = if one.mine { Leaf::Quiet } else { Leaf::Plain };
    leaf(kind, vec![eyebrow(label, Vec::new()), said(words)])
}

const fn line_id(what: TalkLine) -> &'static str {
    match what {
        TalkLine::Turn(Turn::Consent) => "talk-line-consented",
        TalkLine::Turn(Turn::Speak) | TalkLine::Repair(_) => "talk-line-spoke",
        TalkLine::Turn(Turn::SayBack) => "talk-line-back",
        TalkLine::Turn(Turn::Ask) => "talk-line-asked",
        TalkLine::Turn(Turn::EndQuestions) => "talk-line-no-more",
        TalkLine::Turn(Turn::Confirm) => "talk-line-yes",
        TalkLine::Turn(Turn::NotQuite) => "talk-line-not-quite",
        TalkLine::Turn(Turn::PassFloor) => "talk-line-passed",
        TalkLine::Turn(Turn::SuggestPlan) => "talk-line-plan",
        TalkLine::Turn(Turn::AgreePlan) => "talk-line-agreed",
        TalkLine::Turn(Turn::Close) => "talk-line-closed",
        TalkLine::NotKept => "talk-not-kept",
    }
}

/// Draws what may follow a talk, and how heard the person felt, for themselves only.
fn after(app: AppHandle, one: &DialogueView) -> View {
    let mut parts = Vec::new();
    if one.standing == TalkStanding::Planned {
        let go = move || app.send(Intent::Show(Detail::NewPromise));
        parts.push(rows(vec![row(Some("i-promise"), tr("talk-plan-promise"), tr("talk-plan-promise-about"), go)]));
    }
    let over = [TalkStanding::Closed, TalkStanding::Planned, TalkStanding::Ended, TalkStanding::SideBySide];
    if over.contains(&one.standing) {
        parts.push(felt(one.id, one.felt));
    }
    many(parts)
}

/// The app answers this by asking for a choice.
const NOTHING_FELT: u8 = 0;

fn felt(id: EntryId, now: Option<u8>) -> View {
    let names = ["1", "2", "3", "4"];
    let labels = ["felt-1", "felt-2", "felt-3", "felt-4"].map(tr);
    let before = or_blank(now.map(|felt| felt.to_string()));
    let chosen = Typed::chosen(format!("felt-{}", entry_key(id)), before);
    let choices = names.into_iter().zip(labels).map(|(name, label)| Choice::new(name, label, String::new())).collect();
    let parts = vec![radios("felt", tr("felt-question"), choices, chosen)];
    let keep = move || Intent::Dialogue(DialogueIntent::Feel(id, chosen.now().parse().unwrap_or(NOTHING_FELT)));
    let form = Form::new(parts, tr("felt-keep"), vec![chosen], keep).draw();
    section(tr("felt-title"), vec![side_note(format!("{} {}", tr("felt-note"), tr("felt-later"))), form])
}

/// Draws ending the talk, for either partner at any time; for an own invitation, withdrawing it.
fn way_out(app: AppHandle, id: EntryId, floor: FloorView, standing: &TalkStanding) -> View {
    let end = move || app.send(Intent::Dialogue(DialogueIntent::End(id)));
    match standing {
        TalkStanding::Open if is_asked(floor) && floor.my_turn => many(Vec::new()),
        TalkStanding::Open if is_asked(floor) => actions(vec![button(Kind::Quiet, tr("talk-end-back"), end)]),
        TalkStanding::Open | TalkStanding::Paused(_) => {
            let question = Question {
                open: (Kind::Quiet, tr("talk-end")),
                title: tr("talk-end-ask"),
                words: tr("talk-end-words"),
                yes: tr("talk-end-yes"),
            };
            confirm(question, end)
        }
        _ => many(vec![]),
    }
}

/// Returns the name of a turn's draft: words in answer to one turn never appear after another.
pub(super) fn draft_name(head: EntryId) -> String {
    format!("talk-{}", entry_key(head))
}
