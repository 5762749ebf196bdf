//! Check-ins: the plan, the open rounds, and the earlier ones.

use sycamore::prelude::*;
use troth_app::view::{Bond, PlanView, RoundPhase, RoundView, WhoseTurn};
use troth_app::{CheckInIntent, Detail, EntryId, Intent};

use super::dates::dates;
use super::look::{look, partner};
use super::promises::often_words;
use crate::components::{
    Kind, Leaf, Question, actions, button, confirm, empty_state, eyebrow, heading, leaf, live, many, para, row, rows,
    section, side_note,
};
use crate::messages::{Value, clock, full_day, moment, relative_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn check_ins(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    live(move || match bond.get() {
        Some(Bond::Alone) => {
            let invite = button(Kind::Primary, tr("check-ins-invite"), move || app.send(Intent::Show(Detail::Link)));
            empty_state("d-letter", tr("check-ins-alone-title"), tr("check-ins-alone-words"), vec![invite])
        }
        Some(Bond::Unlinked) => many(vec![para(tr("check-ins-unlinked")), opened(app)]),
        _ => many(vec![proposal(app), current(app), plan(app), opened(app)]),
    })
}

/// Declines a proposal, or withdraws an own one.
fn end_button(app: AppHandle, plan: EntryId, words: String) -> View {
    button(Kind::Quiet, words, move || app.send(Intent::CheckIn(CheckInIntent::EndPlan(plan))))
}

fn proposal(app: AppHandle) -> View {
    let proposal = look(|open| open.check_ins.proposal.clone());
    live(move || match proposal.get() {
        None => many(Vec::new()),
        Some((plan, WhoseTurn::Theirs)) => {
            let words = tr_args("plan-proposed-by-you", &[("partner", (&partner()).into())]);
            let back = end_button(app, plan.id, tr("plan-take-back"));
            let buttons = actions(vec![change_button(app, Kind::Plain, tr("plan-change")), back]);
            let plan = vec![eyebrow(plan_words(&plan), Vec::new()), side_note(opening_words(&plan))];
            leaf(Leaf::Quiet, plan.into_iter().chain([para(words), buttons]).collect())
        }
        Some((plan, WhoseTurn::Mine)) => {
            let title = tr_args("plan-proposed", &[("partner", (&partner()).into())]);
            let agree = button(Kind::Primary, tr("plan-agree"), move || {
                app.send(Intent::CheckIn(CheckInIntent::AgreePlan(plan.id)));
            });
            let decline = end_button(app, plan.id, tr("plan-decline"));
            let buttons = actions(vec![agree, change_button(app, Kind::Plain, tr("plan-other")), decline]);
            leaf(
                Leaf::Plain,
                vec![
                    heading(title),
                    para(plan_words(&plan)),
                    para(opening_words(&plan)),
                    side_note(tr("plan-proposed-note")),
                    buttons,
                ],
            )
        }
    })
}

/// "Every Monday, at 19:30".
fn plan_words(plan: &PlanView) -> String {
    let often = often_words(&plan.repeat);
    tr_args("plan-words", &[("often", (&often).into()), ("time", (&clock(&plan.time)).into())])
}

/// "Answers open the next day at 07:30."
fn opening_words(plan: &PlanView) -> String {
    let days = Value::Number(plan.reads_days_later.into());
    tr_args("plan-opens", &[("days", days), ("time", (&clock(&plan.reads_time)).into())])
}

fn change_button(app: AppHandle, kind: Kind, label: String) -> View {
    button(kind, label, move || app.send(Intent::Show(Detail::CheckInPlan)))
}

fn current(app: AppHandle) -> View {
    let rounds = look(|open| open.check_ins.current.clone());
    let today = look(|open| open.today.clone());
    live(move || many(rounds.get().into_iter().map(|round| round_leaf(app, &round, &today.get())).collect()))
}

fn round_leaf(app: AppHandle, round: &RoundView, today: &str) -> View {
    let key = round.key.clone();
    let title = heading(relative_day(&round.date, today));
    let (kind, words, label) = match round.phase {
        RoundPhase::ToAnswer => (Kind::Primary, to_answer_words(round), tr("round-answer")),
        RoundPhase::Sealed => {
            (Kind::Plain, sealed_words(round, ["round-sealed-short", "round-sealed-short-now"]), tr("round-look"))
        }
        RoundPhase::Opened => (Kind::Primary, tr("round-opened-short"), tr("round-read")),
        RoundPhase::Ended => (Kind::Plain, tr("round-ended-short"), tr("round-look")),
    };
    let open = button(kind, label, move || app.send(Intent::Show(Detail::Round(key.clone()))));
    leaf(Leaf::Plain, vec![title, para(words), actions(vec![open])])
}

/// Until when a round is answered, and when it opens.
fn to_answer_words(round: &RoundView) -> String {
    let Some(((day, until), (opens_day, opens))) = round.until.as_ref().zip(round.reads_at.as_ref()) else {
        return tr("round-to-answer-now");
    };
    let (until, opens) = (moment(day, until), if day == opens_day { clock(opens) } else { moment(opens_day, opens) });
    tr_args("round-to-answer", &[("until", (&until).into()), ("opens", (&opens).into())])
}

/// What is said of a sealed answer: the first message names the hour at which a planned round opens, the second is for a
/// round that was started for now.
pub(super) fn sealed_words(round: &RoundView, [planned, now]: [&'static str; 2]) -> String {
    round
        .reads_at
        .as_ref()
        .map_or_else(|| tr(now), |(day, time)| tr_args(planned, &[("when", (&moment(day, time)).into())]))
}

fn plan(app: AppHandle) -> View {
    let plan = look(|open| open.check_ins.plan.clone());
    let next = look(|open| open.check_ins.next.clone());
    let proposed = look(|open| open.check_ins.proposal.is_some());
    live(move || match plan.get() {
        Some(plan) => agreed(app, plan, next.get()),
        None if proposed.get() => actions(vec![start_now(app)]),
        None => {
            let choose = change_button(app, Kind::Primary, tr("plan-choose"));
            empty_state("d-letter", tr("plan-none-title"), tr("plan-none-words"), vec![choose, start_now(app)])
        }
    })
}

fn agreed(app: AppHandle, plan: PlanView, next: Option<(String, String)>) -> View {
    let mut parts = vec![para(plan_words(&plan)), para(opening_words(&plan))];
    if let Some((day, time)) = next {
        parts.push(side_note(tr_args("plan-next", &[("when", (&moment(&day, &time)).into())])));
    }
    let question = Question {
        open: (Kind::Quiet, tr("plan-end")),
        title: tr("plan-end-ask"),
        words: tr("plan-end-words"),
        yes: tr("plan-end-yes"),
    };
    let end = confirm(question, move || app.send(Intent::CheckIn(CheckInIntent::EndPlan(plan.id))));
    parts.extend([actions(vec![start_now(app), change_button(app, Kind::Plain, tr("plan-change"))]), end]);
    parts.push(dates(app, plan.id, tr("dates-check-in")));
    section(tr("plan-yours"), parts)
}

fn start_now(app: AppHandle) -> View {
    button(Kind::Plain, tr("round-start-now"), move || app.send(Intent::CheckIn(CheckInIntent::StartNow)))
}

fn opened(app: AppHandle) -> View {
    let rounds = look(|open| {
        open.check_ins.opened.iter().map(|round| (round.key.clone(), round.date.clone())).collect::<Vec<_>>()
    });
    let are_more = look(|open| open.check_ins.more);
    let older = move || app.send(Intent::CheckIn(CheckInIntent::ShowOlder));
    live(move || {
        let rounds = rounds.get();
        if rounds.is_empty() {
            return many(Vec::new());
        }
        let mut parts = vec![round_rows(app, &rounds)];
        if are_more.get() {
            parts.push(actions(vec![button(Kind::Quiet, tr("rounds-older"), older)]));
        }
        section(tr("rounds-opened"), parts)
    })
}

fn round_rows(app: AppHandle, rounds: &[(String, String)]) -> View {
    let one = |(key, date): &(String, String)| {
        let key = key.clone();
        row(Some("i-check-in"), full_day(date), String::new(), move || {
            app.send(Intent::Show(Detail::Round(key.clone())));
        })
    };
    rows(rounds.iter().map(one).collect())
}
