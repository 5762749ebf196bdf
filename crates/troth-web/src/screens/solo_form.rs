//! The forms of pages for oneself: the fields of the shared rooms, with a button that keeps what they hold to oneself.

use sycamore::prelude::*;
use troth_app::view::{BREACH_KINDS, SoloWords, WANTED_DETAILS};
use troth_app::{BreachForm, SoloForm, SoloKind, Whose};

use super::breach::wanted;
use super::breaches::kind_name;
use super::hard_days::PlanFields;
use super::{boundaries, breaches, goals, promise_form, statements};
use crate::components::{Choice, Field, Input, Typed, field, or_blank, radios, select_unchosen};
use crate::messages::tr;

/// The fields of a page.
#[derive(Clone, Copy)]
pub(super) enum Fields {
    Statement(statements::Fields),
    HardDays(PlanFields),
    Promise(promise_form::Fields),
    Goal(goals::Fields),
    Breach { words: breaches::Fields, kind: Typed, who: Typed },
    Boundary(boundaries::Fields),
    Question { words: Typed, detail: Typed },
}

/// Who is responsible, as a choice: nobody has to be named.
const OPEN: &str = "open";

impl Fields {
    /// The fields of a new page.
    pub(super) fn of(kind: SoloKind) -> Self {
        match kind {
            SoloKind::Statement => Self::Statement(statements::Fields::new("solo-statement", None)),
            SoloKind::HardDays => Self::HardDays(PlanFields::new("solo-plan", None)),
            SoloKind::Promise => Self::Promise(promise_form::Fields::new("solo-promise", None)),
            SoloKind::Goal => Self::Goal(goals::Fields::new("solo-goal", None)),
            SoloKind::Breach => Self::breach("solo-breach", breaches::Fields::new("solo-breach", None), None),
            SoloKind::Boundary => Self::Boundary(boundaries::Fields::new("solo-boundary", None)),
            SoloKind::Question => Self::question("solo-question", None),
        }
    }

    /// The fields of a page that is changed; they begin as it reads now.
    pub(super) fn from(draft: &str, words: &SoloWords) -> Self {
        match words {
            SoloWords::Statement(parts) => Self::Statement(statements::Fields::new(draft, Some(parts))),
            SoloWords::HardDays(plan) => Self::HardDays(PlanFields::new(draft, Some(plan.clone()))),
            SoloWords::Promise(promise) => Self::Promise(promise_form::Fields::new(draft, Some(promise))),
            SoloWords::Goal(goal) => Self::Goal(goals::Fields::new(draft, Some(goal))),
            SoloWords::Breach(breach, whose) => {
                Self::breach(draft, breaches::Fields::new(draft, Some(breach)), Some((breach.kind, *whose)))
            }
            SoloWords::Boundary(boundary) => Self::Boundary(boundaries::Fields::new(draft, Some(boundary))),
            SoloWords::Question { words, detail } => Self::question(draft, Some((words.clone(), detail))),
        }
    }

    fn breach(draft: &str, words: breaches::Fields, now: Option<(&'static str, Option<Whose>)>) -> Self {
        let (kind, whose) = now.unwrap_or(("", None));
        let who = match whose {
            Some(Whose::Mine) => "mine",
            Some(Whose::Theirs) => "theirs",
            None => OPEN,
        };
        let chosen = |name: &str, start: &str| Typed::chosen(format!("{draft}-{name}"), start);
        Self::Breach { words, kind: chosen("kind", kind), who: chosen("who", who) }
    }

    fn question(draft: &str, now: Option<(String, &'static str)>) -> Self {
        let detail = now.as_ref().map_or("", |(_, detail)| detail);
        Self::Question {
            detail: Typed::chosen(format!("{draft}-detail"), detail),
            words: Typed::kept(format!("{draft}-words"), or_blank(now.map(|(words, _)| words))),
        }
    }

    pub(super) fn draw(self) -> Vec<View> {
        match self {
            Self::Statement(fields) => fields.draw_mirrored(),
            Self::HardDays(fields) => fields.draw(),
            Self::Promise(fields) => fields.draw(),
            Self::Goal(fields) => fields.draw(),
            Self::Boundary(fields) => fields.draw(),
            Self::Breach { words, kind, who } => draw_breach(words, kind, who),
            Self::Question { words, detail } => draw_question(words, detail),
        }
    }

    /// Returns the fields to clear after sending.
    pub(super) fn typed(self) -> Vec<Typed> {
        match self {
            Self::Statement(fields) => fields.typed(),
            Self::HardDays(fields) => fields.typed(),
            Self::Promise(fields) => fields.typed(),
            Self::Goal(fields) => fields.typed(),
            Self::Boundary(fields) => fields.typed(),
            Self::Breach { words, kind, who } => [words.typed(), vec![kind, who]].concat(),
            Self::Question { words, detail } => vec![words, detail],
        }
    }

    pub(super) fn form(self) -> SoloForm {
        match self {
            Self::Statement(fields) => SoloForm::Statement(fields.words()),
            Self::HardDays(fields) => SoloForm::HardDays(fields.words()),
            Self::Promise(fields) => SoloForm::Promise(fields.form()),
            Self::Goal(fields) => SoloForm::Goal(fields.form()),
            Self::Boundary(fields) => {
                let (title, words) = fields.words();
                SoloForm::Boundary(title, words)
            }
            Self::Breach { words, kind, who } => SoloForm::Breach(breach_form(words, kind, who)),
            Self::Question { words, detail } => SoloForm::Question { words: words.now(), detail: detail.now() },
        }
    }
}

fn breach_form(words: breaches::Fields, kind: Typed, who: Typed) -> BreachForm {
    let responsible = match &*who.now() {
        "mine" => Some(Whose::Mine),
        "theirs" => Some(Whose::Theirs),
        _ => None,
    };
    BreachForm { kind: kind.now(), responsible, ..words.form() }
}

fn draw_breach(words: breaches::Fields, kind: Typed, who: Typed) -> Vec<View> {
    let kinds = BREACH_KINDS.map(|kind| (kind, kind_name(kind))).to_vec();
    let choice = |value, label| Choice::new(value, label, String::new());
    let whose = vec![
        choice(OPEN, tr("solo-who-open")),
        choice("mine", tr("breach-who-me")),
        choice("theirs", tr("solo-who-theirs")),
    ];
    let mut parts = words.draw();
    parts.push(select_unchosen("solo-kind", tr("breach-kind"), kinds, kind));
    parts.push(radios("solo-who", tr("breach-who"), whose, who));
    parts
}

fn draw_question(words: Typed, detail: Typed) -> Vec<View> {
    let details = WANTED_DETAILS.map(|detail| (detail, wanted(detail))).to_vec();
    let question = Field {
        id: "solo-question",
        label: tr("question-label"),
        hint: tr("question-hint"),
        input: Input::Area,
        typed: words,
    };
    vec![field(question), select_unchosen("solo-detail", tr("question-detail"), details, detail)]
}
