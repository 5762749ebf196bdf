//! What an act of the script comes to: the intent that a person's press would have sent.
//!
//! One function a strand; a new strand adds its own to [`deed`]. Fields stand in the order in which a form asks.

use std::collections::BTreeMap;

use troth_core::{Command, EntryId, MembershipCommand, RoundId, SettingsCommand};

use super::script::Act;
use crate::effect::Now;
use crate::intent::{
    AccountabilityIntent, AgreementForm, AgreementIntent, BoundaryIntent, BreachForm, BreachIntent, CheckInIntent,
    ClosenessIntent, GoalForm, HorizonIntent, ImpactForm, ImpactIntent, Intent, OutcomeForm, PlanForm, PrivateIntent,
    PromiseForm, PromiseIntent, Repeat, SetbackIntent, SettingsIntent, SupportForm, Whose,
};
use crate::view::{AREAS, FEELING_NAMES, Understood};
use crate::{civil, form, key};

/// What an act comes to.
pub(super) enum Deed {
    /// A press.
    Intent(Intent),
    /// An answer to a check-in: whatever the two devices then owe the round follows at once.
    Round(Intent),
    /// What has no press of its own.
    Command(Command),
}

/// An act with all that it speaks of.
pub(super) struct Prompt<'s, 'a> {
    /// Where today began.
    pub(super) midnight: Now,
    pub(super) act: &'s Act<'a>,
    pub(super) names: &'s BTreeMap<&'a str, EntryId>,
}

/// Reads an act; nothing where no strand knows it.
pub(super) fn deed(prompt: &Prompt<'_, '_>) -> Option<Deed> {
    let strands: [fn(&Prompt<'_, '_>) -> Option<Intent>; 11] =
        [breaches, impact, statements, promises, plans, closeness, boundaries, agreements, hard_days, horizon, private];
    let intent = strands.iter().find_map(|strand| strand(prompt));
    intent.map(Deed::Intent).or_else(|| round(prompt).map(Deed::Round)).or_else(|| command(prompt).map(Deed::Command))
}

impl Prompt<'_, '_> {
    fn of(&self) -> Option<EntryId> {
        self.names.get(self.act.of?).copied()
    }

    /// A field as it stands; empty where the line has ended.
    fn field(&self, at: usize) -> &str {
        self.act.fields.get(at).copied().unwrap_or_default()
    }

    fn text(&self, at: usize) -> String {
        self.field(at).to_owned()
    }

    /// So many fields from this one on.
    fn texts<const N: usize>(&self, from: usize) -> [String; N] {
        std::array::from_fn(|at| self.text(from + at))
    }

    /// A day counted from today, as a form writes it; the act's own day where none is named.
    fn day(&self, at: usize) -> Option<String> {
        match self.field(at) {
            "" => Some(self.date(self.act.day)),
            typed => Some(self.date(typed.parse().ok()?)),
        }
    }

    /// The same, where a form may leave it empty.
    fn day_or_none(&self, at: usize) -> Option<String> {
        if self.field(at).is_empty() { Some(String::new()) } else { self.day(at) }
    }

    fn date(&self, day: i64) -> String {
        let today = civil::wall(self.midnight).date();
        let days = u32::try_from(day.unsigned_abs()).unwrap_or(u32::MAX);
        civil::date(if day < 0 { today.minus_days(days) } else { today.plus_days(days) })
    }

    /// How often: `once`, `daily`, `weekly` on the weekday of the first day, or `monthly`.
    fn repeat(&self, at: usize, first: &str) -> Option<Repeat> {
        match self.field(at) {
            "once" => Some(Repeat::Once),
            "daily" => Some(Repeat::Daily),
            "weekly" => {
                let weekday = civil::parse_date(first)?.weekday().num_days_from_monday();
                Some(Repeat::Weekdays(vec![u8::try_from(weekday).ok()?]))
            }
            "monthly" => Some(Repeat::Monthly),
            _ => None,
        }
    }
}

fn breaches(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let (of, words) = (prompt.of(), || prompt.text(0));
    let intent = match prompt.act.verb {
        "names" => BreachIntent::Name(BreachForm {
            title: prompt.text(0),
            words: prompt.text(1),
            when: prompt.day_or_none(2)?,
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

fn impact(prompt: &Prompt<'_, '_>) -> Option<Intent> {
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

fn statements(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "states" => AccountabilityIntent::Make { follows: of, parts: prompt.texts(0) },
        "hears" => AccountabilityIntent::Hear(of?),
        "lacks" => AccountabilityIntent::Lack { statement: of?, part: prompt.text(0), words: prompt.text(1) },
        "explains" => AccountabilityIntent::SharePerspective { statement: of?, words: prompt.text(0) },
        _ => return None,
    };
    Some(Intent::Accountability(intent))
}

fn promises(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "promises" => PromiseIntent::Offer(promise(prompt)?),
        "would-rather" => PromiseIntent::Counter(of?, promise(prompt)?),
        "accepts" => PromiseIntent::Accept(of?),
        "declines" => PromiseIntent::Decline(of?),
        "withdraws" => PromiseIntent::Withdraw(of?),
        "releases" => PromiseIntent::Release(of?),
        "tells" => PromiseIntent::Outcome {
            promise: of?,
            due: prompt.day(1)?,
            how: match prompt.act.fields.last().copied()? {
                "kept" => OutcomeForm::Kept,
                "partly" => OutcomeForm::PartlyKept { note: prompt.text(0) },
                "missed" => OutcomeForm::Missed { note: prompt.text(0) },
                _ => return None,
            },
        },
        "moves" => PromiseIntent::Outcome {
            promise: of?,
            due: prompt.day(1)?,
            how: OutcomeForm::Rearranged { date: prompt.day(2)?, note: prompt.text(0) },
        },
        "accepts-time" => PromiseIntent::AcceptAlternative(of?),
        "declines-time" => PromiseIntent::DeclineAlternative(of?),
        "saw-otherwise" => PromiseIntent::SawDifferently { promise: of?, due: prompt.day(1)?, words: prompt.text(0) },
        _ => return None,
    };
    Some(Intent::Promise(intent))
}

/// Cue, deed, category, how often, first day, time.
fn promise(prompt: &Prompt<'_, '_>) -> Option<PromiseForm> {
    let first = prompt.day(4)?;
    Some(PromiseForm {
        cue: prompt.text(0),
        deed: prompt.text(1),
        category: prompt.text(2),
        repeat: prompt.repeat(3, &first)?,
        first,
        time: prompt.text(5),
    })
}

fn plans(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "plans-check-ins" => {
            CheckInIntent::Propose(PlanForm { repeat: prompt.repeat(0, &prompt.day(2)?)?, time: prompt.text(1) })
        }
        "agrees-to-plan" => CheckInIntent::AgreePlan(prompt.of()?),
        "ends-plan" => CheckInIntent::EndPlan(prompt.of()?),
        "calls-check-in" => CheckInIntent::StartNow,
        _ => return None,
    };
    Some(Intent::CheckIn(intent))
}

/// The answers to the round of a plan on that day, or to a round that was called.
fn round(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let round = match prompt.act.verb {
        "checks-in" => RoundId::Planned { plan: prompt.of()?, date: civil::parse_date(&prompt.date(prompt.act.day))? },
        "answers-call" => RoundId::Called { call: prompt.of()? },
        _ => return None,
    };
    let answers = prompt.texts::<3>(0).to_vec();
    Some(Intent::CheckIn(CheckInIntent::Answer { round: key::write(&round), answers }))
}

fn closeness(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "thanks" => ClosenessIntent::Appreciate { words: prompt.text(0) },
        "asks-support" => ClosenessIntent::Ask { kind: prompt.text(0), words: prompt.text(1) },
        "supports" => ClosenessIntent::Answer {
            request: prompt.of()?,
            when: match prompt.field(0) {
                "now" => SupportForm::Now,
                "not-now" => SupportForm::NotNow,
                time => SupportForm::At(prompt.date(prompt.act.day), time.to_owned()),
            },
            words: prompt.text(1),
        },
        "needs-no-more" => ClosenessIntent::TakeBack(prompt.of()?),
        _ => return None,
    };
    Some(Intent::Closeness(intent))
}

fn boundaries(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "sets-boundary" => BoundaryIntent::Set(prompt.text(0), prompt.text(1)),
        "changes-boundary" => BoundaryIntent::Change(prompt.of()?, prompt.text(0), prompt.text(1)),
        "lifts-boundary" => BoundaryIntent::Lift(prompt.of()?),
        "heeds" => BoundaryIntent::Heed(prompt.of()?),
        _ => return None,
    };
    Some(Intent::Boundary(intent))
}

fn agreements(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "proposes" => AgreementIntent::Propose { follows: of, form: agreement(prompt)? },
        "consents" => AgreementIntent::Consent(of?),
        "not-yet" => AgreementIntent::NotYet(of?),
        "still-right" => AgreementIntent::StillRight(of?, prompt.day(0)?),
        "still-right-too" => AgreementIntent::StillRightToo(of?),
        "ends-agreement" => AgreementIntent::End(of?),
        _ => return None,
    };
    Some(Intent::Agreement(intent))
}

/// Title, words, review; for a transparency agreement what it covers, and its last day.
fn agreement(prompt: &Prompt<'_, '_>) -> Option<AgreementForm> {
    let transparency = match prompt.field(3) {
        "" => None,
        scope => Some((scope.to_owned(), prompt.day(4)?)),
    };
    Some(AgreementForm { title: prompt.text(0), words: prompt.text(1), review: prompt.day(2)?, transparency })
}

fn hard_days(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "records" => SetbackIntent::Record { kind: prompt.text(0), day: prompt.day(2)?, words: prompt.text(1) },
        "adds" => SetbackIntent::Add { setback: prompt.of()?, words: prompt.text(0) },
        "plans-for-hard-days" => SetbackIntent::WritePlan(prompt.texts(0)),
        _ => return None,
    };
    Some(Intent::Setback(intent))
}

fn horizon(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "sets-goal" => HorizonIntent::SetGoal(GoalForm {
            title: prompt.text(0),
            why: prompt.text(1),
            review: prompt.day_or_none(2)?,
        }),
        "shares-goal" => HorizonIntent::ShareGoal(of?),
        "reaches-goal" => HorizonIntent::ReachGoal(of?),
        "lets-goal-go" => HorizonIntent::EndGoal(of?),
        "adds-step" => HorizonIntent::AddMilestone { goal: of?, title: prompt.text(0) },
        "reaches-step" => HorizonIntent::ReachMilestone(of?),
        "notes-growth" => HorizonIntent::NoteGrowth { words: prompt.text(0) },
        "wins" => HorizonIntent::AddVictory { title: prompt.text(0), fact: of },
        "is-glad" => HorizonIntent::Celebrate(of?),
        _ => return None,
    };
    Some(Intent::Horizon(intent))
}

fn private(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    match prompt.act.verb {
        "writes" => Some(Intent::Private(PrivateIntent::Write { text: prompt.text(0) })),
        "rewrites" => Some(Intent::Private(PrivateIntent::Edit { page: prompt.of()?, text: prompt.text(0) })),
        "rates" => {
            let mut points = prompt.field(0).split('/').map(|points| points.parse().ok());
            let (trust, safe_to_talk, load) = (points.next()?, points.next()?, points.next()?);
            Some(Intent::Private(PrivateIntent::Rate { trust, safe_to_talk, load }))
        }
        "rests" => Some(Intent::Settings(SettingsIntent::Rest { until: prompt.day_or_none(0)? })),
        _ => None,
    }
}

/// What is done by starting and linking, and has no press of its own here.
fn command(prompt: &Prompt<'_, '_>) -> Option<Command> {
    let command = match prompt.act.verb {
        "starts" => {
            let name = form::text(prompt.act.who, "problem-name").ok()?;
            Command::Membership(MembershipCommand::Start {
                label: form::text(prompt.act.who, "problem-name").ok()?,
                name,
            })
        }
        "joins" => Command::Membership(MembershipCommand::Join),
        "keeps-recovery-code" => Command::Settings(SettingsCommand::KeepRecoveryCode),
        _ => return None,
    };
    Some(command)
}
