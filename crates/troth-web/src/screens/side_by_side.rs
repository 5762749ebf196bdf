//! A talk side by side on one phone: whose turn it is, and none of the words.

use sycamore::prelude::*;
use troth_app::view::{Bond, DIALOGUE_FORMS, FloorView, GuideView};
use troth_app::{DialogueIntent, DialogueStage, GuideIntent, Intent, Turn};

use super::dialogue::pause_words;
use super::dialogues::{FIRST, form_choice, who_first};
use super::look::{glance, look, partner};
use crate::components::{
    Choice, Form, Kind, Leaf, Question, Typed, actions, button, confirm, heading, lead, leaf, live, many, radios,
    side_note,
};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn side_by_side(app: AppHandle) -> View {
    let guide = look(|open| open.dialogues.guide.clone());
    let writes = look(|open| matches!(open.bond, Bond::Linked | Bond::Resting));
    live(move || match (writes.get(), guide.get()) {
        (false, _) => lead(tr("talks-alone-words")),
        (true, None) => begin(),
        (true, Some(guide)) => guided(app, &guide),
    })
}

fn press(app: AppHandle, kind: Kind, label: String, intent: GuideIntent) -> View {
    button(kind, label, move || app.send(Intent::Dialogue(DialogueIntent::SideBySide(intent.clone()))))
}

fn begin() -> View {
    let (form, first) = (Typed::passing(DIALOGUE_FORMS[0]), Typed::passing(FIRST[0]));
    let firsts = vec![
        Choice::new(FIRST[0], glance(|open| open.me.clone()), String::new()),
        Choice::new(FIRST[1], partner(), String::new()),
    ];
    let parts = vec![form_choice(form), radios("side-first", tr("talk-first"), firsts, first)];
    let send = move || {
        let begin = GuideIntent::Begin { form: form.now(), first: who_first(first) };
        Intent::Dialogue(DialogueIntent::SideBySide(begin))
    };
    many(vec![
        lead(tr("side-lead")),
        Form::new(parts, tr("side-begin"), Vec::new(), send).draw(),
        side_note(tr("side-private")),
        side_note(tr("side-note")),
    ])
}

fn guided(app: AppHandle, guide: &GuideView) -> View {
    let stop = Question {
        open: (Kind::Quiet, tr("side-stop")),
        title: tr("side-stop-ask"),
        words: tr("side-stop-words"),
        yes: tr("side-stop-yes"),
    };
    let end = move || app.send(Intent::Dialogue(DialogueIntent::SideBySide(GuideIntent::End)));
    let now = match &guide.pause {
        Some(pause) => {
            let mut parts = pause_words(pause);
            if pause.phase != troth_app::view::PausePhase::Lasts {
                parts.push(actions(vec![press(app, Kind::Primary, tr("talk-resume"), GuideIntent::Resume)]));
            }
            leaf(Leaf::Plain, parts)
        }
        None => many(vec![
            actions(vec![press(app, Kind::Plain, tr("talk-pause"), GuideIntent::Pause)]),
            leaf(Leaf::Next, vec![heading(instruction(guide.floor)), actions(turns(app, guide.floor))]),
        ]),
    };
    many(vec![now, confirm(stop, end)])
}

/// Returns the instruction for both partners by name, because both look at the same screen.
fn instruction(floor: FloorView) -> String {
    let names = [glance(|open| open.me.clone()), partner()];
    let [speaker, listener] = if floor.my_floor { [&names[0], &names[1]] } else { [&names[1], &names[0]] };
    let id = match floor.stage {
        DialogueStage::Paraphrase => "side-paraphrase",
        DialogueStage::Confirm => "side-confirm",
        DialogueStage::Restate => "side-restate",
        DialogueStage::OpenQuestions => "side-questions",
        DialogueStage::Summarise => "side-summarise",
        DialogueStage::Satisfied => "side-satisfied",
        DialogueStage::Swap => "side-swap",
        DialogueStage::Plan | DialogueStage::Closed => "side-plan",
        _ => "side-floor",
    };
    tr_args(id, &[("speaker", speaker.into()), ("listener", listener.into())])
}

fn turns(app: AppHandle, floor: FloorView) -> Vec<View> {
    let turn = |kind, label, turn| press(app, kind, label, GuideIntent::Take(turn));
    let listener = if floor.my_floor { partner() } else { glance(|open| open.me.clone()) };
    match floor.stage {
        DialogueStage::Paraphrase => vec![turn(Kind::Primary, tr("side-said-back"), Turn::SayBack)],
        DialogueStage::Summarise => vec![turn(Kind::Primary, tr("side-summed"), Turn::SayBack)],
        DialogueStage::Confirm => vec![
            turn(Kind::Primary, tr("talk-confirm"), Turn::Confirm),
            turn(Kind::Plain, tr("talk-not-quite"), Turn::NotQuite),
        ],
        DialogueStage::Satisfied => vec![
            turn(Kind::Primary, tr("talk-satisfied"), Turn::Confirm),
            turn(Kind::Plain, tr("talk-not-quite"), Turn::NotQuite),
        ],
        DialogueStage::OpenQuestions => vec![
            turn(Kind::Primary, tr("side-asked"), Turn::Ask),
            turn(Kind::Plain, tr("talk-questions-done"), Turn::EndQuestions),
        ],
        DialogueStage::Swap => {
            let pass = tr_args("side-swap-now", &[("partner", (&listener).into())]);
            let close = floor.may_close.then(|| turn(Kind::Primary, tr("side-close"), Turn::Close));
            let kind = if floor.may_close { Kind::Plain } else { Kind::Primary };
            close.into_iter().chain([turn(kind, pass, Turn::PassFloor)]).collect()
        }
        DialogueStage::Plan | DialogueStage::Closed => vec![turn(Kind::Primary, tr("side-close"), Turn::Close)],
        _ => {
            let close = floor.may_close.then(|| turn(Kind::Quiet, tr("talk-close-bare"), Turn::Close));
            [turn(Kind::Primary, tr("side-said"), Turn::Speak)].into_iter().chain(close).collect()
        }
    }
}
