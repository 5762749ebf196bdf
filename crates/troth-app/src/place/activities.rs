//! Ideas for two: the hand, what both marked, what is planned and what was done.

use std::cmp::Reverse;

use troth_core::closeness::{
    Activity, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityLineKept, ActivityPlanned, ActivityStanding,
    CardId, ClosenessCommand, Cost, Effort, HandCommand, HandStatus, Lasts, Mood, Wanted,
};
use troth_core::sealed::{OpeningTry, Stage};
use troth_core::{Actor, ById, Command, EntryId, Said, SharedState, State, WallTime, Words};
use troth_vault::{CellSecret, open_cell};

use super::deck::card_name;
use super::shown::{name_of, written};
use crate::cells::card_cell;
use crate::intent::{ActivityIntent, ActivityReply, WantedForm};
use crate::message::Message;
use crate::sight::Sight;
use crate::view::{
    ActivitiesView, COSTS, CardView, EFFORTS, HandPhase, HandView, LASTS, MOODS, MutualView, PlannedState, PlannedView,
    SaidView,
};
use crate::{civil, form};

const CORE_LASTS: [Lasts; 4] = [Lasts::TenMinutes, Lasts::HalfHour, Lasts::Evening, Lasts::Day];
const CORE_COSTS: [Cost; 3] = [Cost::Nothing, Cost::Little, Cost::More];
const CORE_EFFORTS: [Effort; 3] = [Effort::Little, Effort::Middling, Effort::Much];
const CORE_MOODS: [Mood; 7] =
    [Mood::Quiet, Mood::Light, Mood::Outside, Mood::Making, Mood::Remembering, Mood::SideBySide, Mood::Caring];

/// What the room shows.
pub(crate) fn view(sight: &Sight<'_>, now: WallTime) -> ActivitiesView {
    let (state, me) = (&sight.state, &sight.me);
    let Some(shared) = state.shared else { return ActivitiesView::default() };
    let hands = state.hands(me, now);
    let opened: Vec<(&HandStatus, Vec<u8>)> = hands.iter().map(|hand| (hand, opened(sight, hand))).collect();
    let mutual = opened.iter().flat_map(|(hand, places)| mutual(shared, hand, places)).collect();
    let lying = hands.iter().filter(|hand| hand.stage != Stage::Ended);
    let hands = lying.map(|hand| hand_view(sight, hand)).collect();
    let all = shared.closeness.activities.all();
    let shown = all.iter().filter(|(_, one)| !is_planned_anew(all, one));
    let shown = shown.filter_map(|(id, one)| planned_view(*id, one, me, now));
    let (mut done, mut planned): (Vec<_>, Vec<_>) = shown.partition(|one| one.state == PlannedState::Done);
    planned.sort_by(|one, other| (&one.day, &one.time, one.id).cmp(&(&other.day, &other.time, other.id)));
    done.sort_by(|one, other| Reverse((&one.day, one.id)).cmp(&Reverse((&other.day, other.id))));
    ActivitiesView { hands, mutual, planned, done }
}

/// Hands with an idea that both marked and nobody has planned, with the moment at which they were over.
pub(crate) fn opened_lately(sight: &Sight<'_>, now: WallTime) -> Vec<(EntryId, WallTime)> {
    let Some(shared) = sight.state.shared else { return Vec::new() };
    let hands = sight.state.hands(&sight.me, now).into_iter();
    let liked = hands.filter(|hand| !mutual(shared, hand, &opened(sight, hand)).is_empty());
    liked.map(|hand| (hand.hand, hand.ends)).collect()
}

/// The places of a hand that both marked: opened once, and kept.
fn opened(sight: &Sight<'_>, hand: &HandStatus) -> Vec<u8> {
    let places = (0_u8..).zip(&hand.cards).map(|(place, _)| place);
    sight.kept.hand(hand, || places.filter(|place| both_marked(&sight.state, hand, usize::from(*place))).collect())
}

/// Whether both marked the card in this place of a hand, as far as this partner can tell: it takes a mark of their own.
pub(crate) fn both_marked(state: &State<'_>, view: &HandStatus, place: usize) -> bool {
    let Some(hand) = state.shared.and_then(|shared| shared.closeness.hands.dealt().get(&view.hand)) else {
        return false;
    };
    let opens = |attempt: &OpeningTry| {
        let mark = state.own.closeness.marks(view.hand, attempt.device)?.get(place).filter(|mark| mark.liked)?;
        let secret = CellSecret::decode(mark.secret.as_bytes()).ok()?;
        let (own, theirs) = (card_cell(hand, attempt.own, place)?, card_cell(hand, attempt.theirs, place)?);
        let context = troth_core::closeness::Hand::context(view.hand, *view.cards.get(place)?);
        open_cell(&context, &secret, &own, &theirs, attempt.openings.get(place)?.as_bytes())
    };
    view.tries.iter().any(|attempt| opens(attempt).is_some())
}

/// Whether the same card was put on the table again for another time.
fn is_planned_anew(all: &ById<Activity>, one: &Activity) -> bool {
    let same = |other: &&Activity| {
        (other.planned.hand, other.planned.card) == (one.planned.hand, one.planned.card)
            && other.standing() != ActivityStanding::Over
    };
    one.standing() == ActivityStanding::Over && all.values().any(|other| same(&other))
}

/// Cards of a hand that both marked, and that no plan speaks of.
fn mutual(shared: &SharedState, hand: &HandStatus, opened: &[u8]) -> Vec<MutualView> {
    let spoken_for = |card: CardId| {
        let plans = shared.closeness.activities.all().values();
        plans.filter(|one| (one.planned.hand, one.planned.card) == (hand.hand, card)).any(|one| match one.standing() {
            ActivityStanding::Over => one.answer.as_ref().is_some_and(|(said, _)| *said == ActivityAnswer::NotThisOne),
            _ => true,
        })
    };
    let both = opened.iter().filter_map(|place| hand.cards.get(usize::from(*place)));
    let free = both.filter(|card| !spoken_for(**card));
    free.map(|card| MutualView { hand: hand.hand, card: card_view(*card) }).collect()
}

fn hand_view(sight: &Sight<'_>, hand: &HandStatus) -> HandView {
    let held = sight.holding.marks(hand.hand);
    let liked = |place: usize| {
        let mut posted = sight.state.own.closeness.all_marks(hand.hand);
        held.is_some_and(|held| held.get(place) == Some(&true))
            || posted.any(|marks| marks.get(place).is_some_and(|mark| mark.liked))
    };
    let phase = match hand.stage {
        Stage::Open | Stage::Scheduled => HandPhase::ToMark,
        Stage::Waiting | Stage::Ended => {
            let places = (0_u8..).zip(&hand.cards).map(|(place, _)| place);
            HandPhase::Sealed(places.filter(|place| liked(usize::from(*place))).collect())
        }
    };
    let ends = (civil::date(hand.ends.date()), civil::time(hand.ends.time_of_day()));
    HandView { id: hand.hand, cards: hand.cards.iter().map(|card| card_view(*card)).collect(), ends, phase }
}

/// What is told of a card that only a newer version knows.
const UNKNOWN_FACTS: [&str; 4] = [""; 4];

fn card_view(id: CardId) -> CardView {
    let facts = id.card().map_or(UNKNOWN_FACTS, |card| {
        let lasts = name_of(&CORE_LASTS, &LASTS, &card.lasts);
        let cost = name_of(&CORE_COSTS, &COSTS, &card.cost);
        let effort = name_of(&CORE_EFFORTS, &EFFORTS, &card.effort);
        [lasts, cost, effort, name_of(&CORE_MOODS, &MOODS, &card.mood)]
    });
    CardView { card: id.0, name: card_name(id), facts }
}

/// A plan as it is shown; what came to nothing stays until its day is over, and then nobody is held to it.
fn planned_view(id: EntryId, one: &Activity, me: &Actor, now: WallTime) -> Option<PlannedView> {
    let ahead = one.planned.when.date >= now.date();
    let state = match (one.standing(), one.answer.as_ref().map(|(said, _)| *said)) {
        (ActivityStanding::Waiting, _) => PlannedState::Waiting,
        (ActivityStanding::Agreed, _) => PlannedState::Agreed,
        (ActivityStanding::Done, _) => PlannedState::Done,
        (ActivityStanding::Over, Some(ActivityAnswer::AnotherTime)) if ahead => PlannedState::AnotherTime,
        (ActivityStanding::Over, Some(ActivityAnswer::NotThisOne)) if ahead => PlannedState::NotThisOne,
        (ActivityStanding::Over, Some(ActivityAnswer::Yes)) if ahead => PlannedState::LetGo,
        (ActivityStanding::Over, _) => return None,
    };
    let line = |mine: bool| one.lines.iter().find(|(author, _)| (**author == me.partner) == mine).map(|(_, line)| line);
    Some(PlannedView {
        id,
        mine: one.author == me.partner,
        card: card_view(one.planned.card),
        day: civil::date(one.planned.when.date),
        time: civil::time_or_empty(one.planned.when.time),
        words: written(one.planned.words.as_ref()),
        state,
        answer: written(one.answer.as_ref().and_then(|(_, words)| words.as_ref())),
        my_line: line(true).map(said),
        their_line: line(false).map(said),
    })
}

fn said(line: &Said<Words>) -> SaidView {
    let (words, date) = (line.what.as_str().to_owned(), civil::date(line.written.date()));
    SaidView { words, date, edited: line.edited }
}

/// What was asked, as the core's command; marks are sealed elsewhere.
pub(crate) fn command(
    intent: &ActivityIntent,
    state: &State<'_>,
    me: &Actor,
    now: WallTime,
) -> Result<Command, Message> {
    let command = match intent {
        ActivityIntent::Deal(wanted) => return Ok(hand_command(HandCommand::Deal(wanted_cards(wanted)))),
        ActivityIntent::Mark { .. } => return Err(Message::plain("problem-nothing-there")),
        ActivityIntent::Plan { hand, card, day, time, words } => {
            let card = CardId(*card);
            if !is_mutual(state, me, now, (*hand, card)) {
                return Err(Message::plain("problem-nothing-there"));
            }
            let when = civil::moment(form::date(day)?, form::optional_time(time)?);
            ActivityCommand::Plan(ActivityPlanned { hand: *hand, card, when, words: form::optional(words)? })
        }
        ActivityIntent::Answer { activity, reply, words } => {
            let (answer, instead) = match reply {
                ActivityReply::Yes => (ActivityAnswer::Yes, None),
                ActivityReply::NotThisOne => (ActivityAnswer::NotThisOne, None),
                ActivityReply::AnotherTime(day, time) => {
                    let (day, time) = (form::optional_date(day)?, form::optional_time(time)?);
                    (ActivityAnswer::AnotherTime, day.map(|day| civil::moment(day, time)))
                }
            };
            let said = ActivityAnswered { activity: *activity, answer, words: form::optional(words)? };
            ActivityCommand::Answer { said, instead }
        }
        ActivityIntent::LetGo(activity) => ActivityCommand::LetGo(*activity),
        ActivityIntent::Finish(activity) => ActivityCommand::Finish(*activity),
        ActivityIntent::KeepLine { activity, words } => {
            let words = form::text(words, "problem-words")?;
            ActivityCommand::KeepLine(ActivityLineKept { activity: *activity, words })
        }
    };
    Ok(Command::Closeness(ClosenessCommand::Activity(command)))
}

fn hand_command(command: HandCommand) -> Command {
    Command::Closeness(ClosenessCommand::Hand(command))
}

/// Only what both marked can be planned: a plan from one mark would tell of it.
fn is_mutual(state: &State<'_>, me: &Actor, now: WallTime, (hand, card): (EntryId, CardId)) -> bool {
    let hands = state.hands(me, now);
    let found = hands.iter().find(|view| view.hand == hand);
    let place = found.and_then(|view| view.cards.iter().position(|known| *known == card));
    found.zip(place).is_some_and(|(view, place)| both_marked(state, view, place))
}

fn wanted_cards(typed: &WantedForm) -> Wanted {
    let place = |names: &[&str], chosen: &str| names.iter().position(|name| *name == chosen);
    Wanted {
        lasts: place(&LASTS, &typed.lasts).and_then(|at| CORE_LASTS.get(at)).copied(),
        cost: place(&COSTS, &typed.cost).and_then(|at| CORE_COSTS.get(at)).copied(),
        effort: place(&EFFORTS, &typed.effort).and_then(|at| CORE_EFFORTS.get(at)).copied(),
        mood: place(&MOODS, &typed.mood).and_then(|at| CORE_MOODS.get(at)).copied(),
    }
}
