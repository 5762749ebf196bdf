//! Acts about what happened, what it did, owning it, and hard days.

use super::Prompt;
use crate::intent::{
    AccountabilityIntent, BreachForm, BreachIntent, ImpactForm, ImpactIntent, Intent, Lasted, SetbackIntent, Whose,
};
use crate::view::{AREAS, FEELING_NAMES, Understood};

pub(super) fn breaches(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let (of, words) = (prompt.of(), || prompt.text(0));
    let intent = match prompt.act.verb {
        "names" => BreachIntent::Name(BreachForm {
            title: prompt.text(0),
            words: prompt.text(1),
            when: prompt.day_or_none(2)?,
            lasted: Lasted::Day,
            until: String::new(),
            kind: prompt.text(3),
            responsible: match prompt.field(4) {
                "mine" => Some(Whose::Mine),
                "theirs" => Some(Whose::Theirs),
                _ => None,
            },
        }),
        "sees-otherwise" => BreachIntent::SeeOtherwise { breach: of?, words: words() },
        "asks" => BreachIntent::Park { breach: of?, words: words(), detail: prompt.text(1) },
        "wants-detail" => BreachIntent::WantDetail(of?, words()),
        "lets-question-go" => BreachIntent::TakeQuestionBack(of?),
        "answers" => BreachIntent::Answer { question: of?, words: words() },
        "proposes-help" => BreachIntent::ProposeHelp(of?),
        "agrees-to-help" => BreachIntent::AgreeHelp(of?),
        "declines-help" => BreachIntent::DeclineHelp(of?),
        "says-complete" => BreachIntent::SayComplete { breach: of?, words: words() },
        _ => return None,
    };
    Some(Intent::Breach(intent))
}

pub(super) fn impact(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "notes-impact" => ImpactIntent::Note(ImpactForm {
            areas: std::array::from_fn(|at| area(prompt.field(at))),
            feelings: prompt.field(AREAS.len()).split_whitespace().filter_map(feeling).collect(),
        }),
        "shares" => ImpactIntent::Share(prompt.field(0).parse().ok()?),
        "ends-sharing" => ImpactIntent::EndSharing(prompt.of()?),
        "reflects" => ImpactIntent::Reflect { words: prompt.text(0) },
        "answers-reflection" => ImpactIntent::AnswerReflection {
            reflection: prompt.of()?,
            understood: if prompt.field(0) == "fully" { Understood::Fully } else { Understood::Partly },
            words: prompt.text(1),
        },
        _ => return None,
    };
    Some(Intent::Impact(intent))
}

/// `7 and words`, or words alone.
fn area(field: &str) -> (Option<u8>, String) {
    let (first, rest) = field.split_once(' ').unwrap_or((field, ""));
    match first.parse() {
        Ok(points) => (Some(points), rest.to_owned()),
        Err(_) => (None, field.to_owned()),
    }
}

fn feeling(name: &str) -> Option<u8> {
    FEELING_NAMES.iter().position(|known| *known == name).and_then(|at| u8::try_from(at).ok())
}

pub(super) fn statements(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "states" => AccountabilityIntent::Make { follows: of, breach: None, parts: prompt.texts(0) },
        "hears" => AccountabilityIntent::Hear(of?),
        "lacks" => AccountabilityIntent::Lack { statement: of?, part: prompt.text(0), words: prompt.text(1) },
        "explains" => AccountabilityIntent::SharePerspective { statement: of?, words: prompt.text(0) },
        _ => return None,
    };
    Some(Intent::Accountability(intent))
}

pub(super) fn hard_days(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "records" => SetbackIntent::Record { kind: prompt.text(0), day: prompt.day(2)?, words: prompt.text(1) },
        "adds" => SetbackIntent::Add { setback: prompt.of()?, words: prompt.text(0) },
        "plans-for-hard-days" => SetbackIntent::WritePlan(prompt.texts(0)),
        _ => return None,
    };
    Some(Intent::Setback(intent))
}
