//! The next step when it is this person's turn in a talk.

use sycamore::prelude::*;
use troth_app::view::FloorView;
use troth_app::{DialogueIntent, DialogueStage, EntryId, Intent, MirroredText, Turn};

use super::dialogue::draft_name;
use super::look::partner;
use crate::components::{
    Field, Form, Input, Kind, Typed, actions, button, details, field, list, many, mirror, side_note,
};
use crate::messages::{tr, tr_args};
use crate::shell::AppHandle;

/// The talk and the turn to follow.
#[derive(Clone, Copy)]
struct TurnTaking {
    app: AppHandle,
    id: EntryId,
    head: EntryId,
    floor: FloorView,
}

/// Draws the form or the buttons of the stage; nothing if it is the partner's turn.
pub(super) fn turn_part(app: AppHandle, id: EntryId, head: EntryId, floor: FloorView) -> View {
    let taking = TurnTaking { app, id, head, floor };
    if !floor.my_turn {
        return many(Vec::new());
    }
    match floor.stage {
        DialogueStage::Consent | DialogueStage::Topic => taking.consent(),
        DialogueStage::Floor | DialogueStage::Speak => taking.floor(),
        DialogueStage::Restate => {
            taking.words(Turn::Speak, [tr("talk-restate-label"), tr("talk-speak-hint"), tr("talk-speak-send")])
        }
        DialogueStage::Paraphrase => {
            taking.listening([tr("talk-back-label"), tr("talk-back-hint"), tr("talk-back-send")])
        }
        DialogueStage::Summarise => taking.listening([tr("talk-sum-label"), tr("talk-back-hint"), tr("talk-sum-send")]),
        DialogueStage::Confirm => taking.judge(tr("talk-confirm")),
        DialogueStage::Satisfied => taking.judge(tr("talk-satisfied")),
        DialogueStage::OpenQuestions => taking.questions(),
        DialogueStage::Swap => taking.swap(),
        DialogueStage::Plan => taking.plan(),
        DialogueStage::Closed => many(Vec::new()),
    }
}

impl TurnTaking {
    /// A button that takes the turn without words.
    fn press(self, kind: Kind, label: String, turn: Turn) -> View {
        button(kind, label, move || self.app.send(self.take(turn, String::new())))
    }

    fn take(self, turn: Turn, words: String) -> Intent {
        Intent::Dialogue(DialogueIntent::Take { follows: self.head, turn, words })
    }

    /// Draws a reply in words, with the mirror under the field.
    fn reply(self, turn: Turn, [label, hint, send]: [String; 3], beside: Vec<View>) -> View {
        let typed = Typed::kept(draft_name(self.head), "");
        let mut fields = vec![field(Field { id: "talk-words", label, hint, input: Input::Area, typed })];
        match turn {
            Turn::SayBack | Turn::Ask => fields.push(mirror(typed, MirroredText::Reply)),
            _ => fields.push(mirror(typed, MirroredText::Turn)),
        }
        Form::new(fields, send, vec![typed], move || self.take(turn, typed.now())).beside(beside).draw()
    }

    fn words(self, turn: Turn, words: [String; 3]) -> View {
        self.reply(turn, words, Vec::new())
    }

    fn consent(self) -> View {
        let not_yet = move || self.app.send(Intent::Dialogue(DialogueIntent::NotYet(self.id)));
        many(vec![
            actions(vec![
                self.press(Kind::Primary, tr("talk-consent"), Turn::Consent),
                button(Kind::Plain, tr("talk-not-yet"), not_yet),
            ]),
            side_note(tr("talk-not-yet-note")),
        ])
    }

    fn floor(self) -> View {
        let words = [tr("talk-speak-label"), tr("talk-speak-hint"), tr("talk-speak-send")];
        let close = self.floor.may_close.then(|| self.press(Kind::Quiet, tr("talk-close-bare"), Turn::Close));
        self.reply(Turn::Speak, words, close.into_iter().collect())
    }

    /// Draws saying back, with ways to begin beside the field.
    fn listening(self, words: [String; 3]) -> View {
        let prompts = ["talk-prompt-1", "talk-prompt-2", "talk-prompt-3"].map(tr);
        many(vec![side_note(tr("talk-prompts")), list(prompts.to_vec()), self.words(Turn::SayBack, words)])
    }

    fn judge(self, yes: String) -> View {
        actions(vec![
            self.press(Kind::Primary, yes, Turn::Confirm),
            self.press(Kind::Plain, tr("talk-not-quite"), Turn::NotQuite),
        ])
    }

    fn questions(self) -> View {
        let words = [tr("talk-question-label"), tr("talk-question-hint"), tr("talk-question-send")];
        let done = self.press(Kind::Plain, tr("talk-questions-done"), Turn::EndQuestions);
        self.reply(Turn::Ask, words, vec![done])
    }

    fn swap(self) -> View {
        let pass = tr_args("talk-pass", &[("partner", (&partner()).into())]);
        let buttons = if self.floor.may_close {
            vec![
                self.press(Kind::Primary, tr("talk-close"), Turn::Close),
                self.press(Kind::Plain, pass, Turn::PassFloor),
            ]
        } else {
            vec![self.press(Kind::Primary, pass, Turn::PassFloor)]
        };
        let more = self.words(Turn::Speak, [tr("talk-speak-label"), tr("talk-speak-hint"), tr("talk-speak-send")]);
        many(vec![actions(buttons), details(tr("talk-more"), vec![more])])
    }

    fn plan(self) -> View {
        let suggest =
            || self.words(Turn::SuggestPlan, [tr("talk-plan-label"), tr("talk-plan-hint"), tr("talk-plan-send")]);
        let none = self.press(Kind::Quiet, tr("talk-plan-none"), Turn::Close);
        if self.floor.has_plan {
            let agree = self.press(Kind::Primary, tr("talk-plan-agree"), Turn::AgreePlan);
            return many(vec![actions(vec![agree, none]), details(tr("talk-plan-other"), vec![suggest()])]);
        }
        many(vec![suggest(), actions(vec![none])])
    }
}
