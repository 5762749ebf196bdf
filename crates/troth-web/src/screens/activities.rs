//! Ideas for two: the six ideas to mark, what both marked, what is planned and what was done.

use sycamore::prelude::*;

use troth_app::view::{Bond, COSTS, CardView, EFFORTS, HandPhase, HandView, LASTS, MOODS, MutualView};
use troth_app::{ActivityIntent, Detail, EntryId, Intent, WantedForm};

use super::activity_plan::{done, planned, when_fields, when_typed};
use super::look::{entry_key, look, partner};
use crate::components::{
    Choice, Form, Kind, Leaf, Typed, button, checks, details, empty_state, heading, keyed, lead, leaf, list, live,
    many, para, section, select, side_note,
};
use crate::messages::{moment, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn activities(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    live(move || match bond.get() {
        Some(Bond::Alone) => {
            let invite = button(Kind::Primary, tr("promises-invite"), move || app.send(Intent::Show(Detail::Link)));
            empty_state("d-hands", tr("activities-alone-title"), tr("activities-alone-words"), vec![invite])
        }
        Some(Bond::Unlinked) => many(vec![lead(tr("activities-lead")), planned(app), done()]),
        _ => many(vec![lead(tr("activities-lead")), planned(app), mutual(), hands(), deal(), done()]),
    })
}

/// "half an hour · costs nothing · little effort · outside"
pub(super) fn facts(card: &CardView) -> String {
    card.facts.map(tr).join(" · ")
}

/// Draws what both marked; either partner can plan each.
fn mutual() -> View {
    let keys = look(|open| open.activities.mutual.iter().map(mutual_key).collect::<Vec<_>>());
    let cards = keyed(
        move || keys.get(),
        move |key| {
            let one = look(move |open| open.activities.mutual.iter().find(|one| mutual_key(one) == key).cloned());
            live(move || one.get().map_or_else(|| many(Vec::new()), |one| mutual_card(&one)))
        },
    );
    let title = live(move || if keys.get().is_empty() { many(Vec::new()) } else { heading(tr("mutual-title")) });
    let note = live(move || if keys.get().is_empty() { many(Vec::new()) } else { side_note(tr("mutual-note")) });
    many(vec![title, cards, note])
}

fn mutual_key(one: &MutualView) -> String {
    format!("{}-{}", entry_key(one.hand), one.card.card)
}

fn mutual_card(one: &MutualView) -> View {
    let (hand, card) = (one.hand, one.card.card);
    let [day, time, words] = when_typed(&format!("activity-{}", mutual_key(one)));
    let send = move || {
        let (day, time, words) = (day.now(), time.now(), words.now());
        Intent::Activity(ActivityIntent::Plan { hand, card, day, time, words })
    };
    let submit = tr_args("activity-plan", &[("partner", (&partner()).into())]);
    let form = Form::new(when_fields([day, time, words], String::new()), submit, vec![day, time, words], send);
    let parts = vec![
        heading(tr(one.card.name)),
        side_note(facts(&one.card)),
        details(tr("activity-plan-open"), vec![form.draw()]),
    ];
    leaf(Leaf::Plain, parts)
}

/// Draws the open hands. While a partner marks, arriving news does not redraw the form.
fn hands() -> View {
    let keys = look(|open| open.activities.hands.iter().map(hand_key).collect::<Vec<_>>());
    keyed(
        move || keys.get(),
        move |key| {
            let hand = look(move |open| open.activities.hands.iter().find(|hand| hand_key(hand) == key).cloned());
            live(move || hand.get().map_or_else(|| many(Vec::new()), |hand| hand_section(&hand)))
        },
    )
}

fn hand_key(hand: &HandView) -> String {
    entry_key(hand.id)
}

fn hand_section(hand: &HandView) -> View {
    let (day, time) = &hand.ends;
    let when = moment(day, time);
    let says = |message| para(tr_args(message, &[("when", (&when).into())]));
    match &hand.phase {
        HandPhase::ToMark => section(tr("hand-title"), vec![says("hand-lead"), mark(hand.id, &hand.cards)]),
        HandPhase::Sealed(places) => {
            let liked = places.iter().filter_map(|place| hand.cards.get(usize::from(*place)));
            let liked: Vec<String> = liked.map(|card| tr(card.name)).collect();
            let own = if liked.is_empty() { para(tr("hand-own-nothing")) } else { list(liked) };
            section(tr("hand-title"), vec![says("hand-sealed"), details(tr("hand-own"), vec![own])])
        }
    }
}

fn mark(hand: EntryId, cards: &[CardView]) -> View {
    let liked = Typed::chosen(format!("hand-{}", entry_key(hand)), "");
    let choices = (0_u8..).zip(cards).map(|(place, card)| Choice::new(place, tr(card.name), facts(card))).collect();
    let send = move || {
        let liked = liked.ticked().into_iter().collect();
        Intent::Activity(ActivityIntent::Mark { hand, liked })
    };
    let form = Form::new(vec![checks(tr("hand-marks"), choices, liked)], tr("hand-seal"), vec![liked], send);
    many(vec![form.draw(), side_note(tr("hand-seal-note"))])
}

/// Draws the button for a new hand, if none is open and the couple is not resting.
fn deal() -> View {
    let may_deal = look(|open| open.activities.hands.is_empty() && open.bond == Bond::Linked);
    let chosen = ["deal-lasts", "deal-cost", "deal-effort", "deal-mood"].map(|name| Typed::chosen(name, ""));
    live(move || {
        if !may_deal.get() {
            return many(Vec::new());
        }
        let [lasts, cost, effort, mood] = chosen;
        let any = |names: &[&'static str]| {
            let named = names.iter().map(|name| (*name, tr(name)));
            [("", tr("deal-any"))].into_iter().chain(named).collect()
        };
        let fields = vec![
            select("deal-lasts", tr("deal-lasts"), any(&LASTS), lasts),
            select("deal-cost", tr("deal-cost"), any(&COSTS), cost),
            select("deal-effort", tr("deal-effort"), any(&EFFORTS), effort),
            select("deal-mood", tr("deal-mood"), any(&MOODS), mood),
        ];
        let send = move || {
            let [lasts, cost, effort, mood] = chosen.map(Typed::now);
            Intent::Activity(ActivityIntent::Deal(WantedForm { lasts, cost, effort, mood }))
        };
        let form = Form::new(fields, tr("deal-send"), chosen.to_vec(), send).draw();
        section(tr("deal-title"), vec![para(tr("deal-words")), form])
    })
}
