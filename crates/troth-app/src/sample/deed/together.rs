//! Acts that the two do with each other.

use troth_core::check_in::RoundId;
use troth_core::dialogue::Turn;

use super::Prompt;
use crate::intent::{
    ActivityIntent, ActivityReply, AgreementForm, AgreementIntent, BoundaryIntent, CheckInIntent, ClosenessIntent,
    DialogueIntent, Intent, OutcomeForm, PaceIntent, PlanForm, PromiseForm, PromiseIntent, SupportForm, WantedForm,
    WhoFirst,
};
use crate::place::activities;
use crate::{civil, key};

pub(super) fn promises(prompt: &Prompt<'_, '_>) -> Option<Intent> {
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

pub(super) fn plans(prompt: &Prompt<'_, '_>) -> Option<Intent> {
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

/// What is sealed until both have done it: answers to the round of a plan on that day or to one that was called, and
/// the marks of a hand.
pub(super) fn sealed(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let round = match prompt.act.verb {
        "checks-in" => RoundId::Planned { plan: prompt.of()?, date: civil::parse_date(&prompt.date(prompt.act.day))? },
        "answers-call" => RoundId::Called { call: prompt.of()? },
        "marks" => {
            let liked = prompt.field(0).split_whitespace().filter_map(|place| place.parse().ok()).collect();
            return Some(Intent::Activity(ActivityIntent::Mark { hand: prompt.of()?, liked }));
        }
        _ => return None,
    };
    let answers = prompt.texts::<3>(0).to_vec();
    Some(Intent::CheckIn(CheckInIntent::Answer { round: key::write(&round), answers }))
}

pub(super) fn closeness(prompt: &Prompt<'_, '_>) -> Option<Intent> {
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

pub(super) fn activities(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let (of, words) = (prompt.of(), || prompt.text(0));
    let reply = |reply| Some(ActivityIntent::Answer { activity: of?, reply, words: words() });
    let intent = match prompt.act.verb {
        "deals" => {
            let [lasts, cost, effort, mood] = prompt.texts(0);
            ActivityIntent::Deal(WantedForm { lasts, cost, effort, mood })
        }
        "plans-to-do" => {
            let found = activities::view(&prompt.sight, prompt.now).mutual;
            let card = found.iter().find(|one| Some(one.hand) == of)?.card.card;
            let [time, words] = prompt.texts(1);
            ActivityIntent::Plan { hand: of?, card, day: prompt.day(0)?, time, words }
        }
        "says-yes" => reply(ActivityReply::Yes)?,
        "not-this-one" => reply(ActivityReply::NotThisOne)?,
        "has-done" => ActivityIntent::Finish(of?),
        "keeps-line" => ActivityIntent::KeepLine { activity: of?, words: words() },
        _ => return None,
    };
    Some(Intent::Activity(intent))
}

/// What feels all right, in the order of the form; then what of it is shared, by its place.
pub(super) fn pace(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "sets-pace" => PaceIntent::Set(prompt.texts(0)),
        "shares-pace" => PaceIntent::Share(prompt.field(0).parse().ok()?),
        "ends-sharing-pace" => PaceIntent::EndSharing(prompt.field(0).parse().ok()?),
        _ => return None,
    };
    Some(Intent::Pace(intent))
}

pub(super) fn boundaries(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let intent = match prompt.act.verb {
        "sets-boundary" => BoundaryIntent::Set(prompt.text(0), prompt.text(1)),
        "changes-boundary" => BoundaryIntent::Change(prompt.of()?, prompt.text(0), prompt.text(1)),
        "lifts-boundary" => BoundaryIntent::Lift(prompt.of()?),
        "heeds" => BoundaryIntent::Heed(prompt.of()?),
        _ => return None,
    };
    Some(Intent::Boundary(intent))
}

pub(super) fn agreements(prompt: &Prompt<'_, '_>) -> Option<Intent> {
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

pub(super) fn dialogues(prompt: &Prompt<'_, '_>) -> Option<Intent> {
    let of = prompt.of();
    let intent = match prompt.act.verb {
        "invites-to-talk" => DialogueIntent::Propose {
            form: prompt.text(0),
            topic: prompt.text(1),
            first: if prompt.field(2) == "me" { WhoFirst::Me } else { WhoFirst::Partner },
        },
        "turns" => DialogueIntent::Take { follows: of?, turn: turn(prompt.field(0))?, words: prompt.text(1) },
        "feels" => DialogueIntent::Feel(of?, prompt.field(0).parse().ok()?),
        _ => return None,
    };
    Some(Intent::Dialogue(intent))
}

/// A turn of a talk, in the order of [`Turn::ALL`].
fn turn(name: &str) -> Option<Turn> {
    const NAMES: [&str; 11] = [
        "consent",
        "speak",
        "say-back",
        "ask",
        "end-questions",
        "confirm",
        "not-quite",
        "pass-floor",
        "suggest-plan",
        "agree-plan",
        "close",
    ];
    NAMES.iter().position(|known| *known == name).and_then(|at| Turn::ALL.get(at)).copied()
}
