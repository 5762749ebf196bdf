//! What it did: one's own notes, what is shared of them, and being understood.

use troth_core::impact::ImpactShared;
use troth_core::impact::ReflectionAnswered;
use troth_core::impact::ReflectionOffered;
use troth_core::impact::SharingEnded;
use troth_core::impact::{
    Area, AreaRated, FEELINGS, ImpactEvent, ImpactItem, ImpactNoted, Reflection, ReflectionAnswer,
};
use troth_core::rating::Points;
use troth_core::{Command, PartnerId, State};

use super::shown::{day, name_of, written};
use crate::devices::own_stream;
use crate::intent::{ImpactForm, ImpactIntent};
use crate::message::Message;
use crate::view::{
    AREAS, FEELING_NAMES, ImpactItemView, ImpactView, ItemView, ReflectionView, SharedItemView, Understood,
};
use crate::{civil, form};

/// What the room shows.
pub(crate) fn view(state: &State<'_>, me: PartnerId) -> ImpactView {
    let notes = state.own.impacts.notes();
    let before = notes.len().checked_sub(2).and_then(|at| notes.get(at));
    let items = latest_items(state).into_iter().map(|item| ImpactItemView {
        before: before.and_then(|before| points_before(&before.noted, &item)),
        item: item_view(&item),
    });
    let mut view = ImpactView {
        mine: items.collect(),
        noted: day(notes.last().map(|note| note.written.date())),
        of_an_earlier_link: is_of_an_earlier_link(state, me),
        ..ImpactView::default()
    };
    let Some(shared) = state.shared else { return view };
    let mut standing: Vec<_> = shared.impacts.shared().iter().filter(|(_, item)| !item.ended).collect();
    standing.sort_by_key(|(id, item)| core::cmp::Reverse((item.written.unix_ms, **id)));
    for (id, item) in standing {
        let shown = SharedItemView { id: *id, date: civil::date(item.written.date()), item: item_view(&item.item) };
        if item.author == me { view.shared.push(shown) } else { view.theirs.push(shown) }
    }
    let mut reflections: Vec<_> = shared.impacts.reflections().iter().collect();
    reflections.sort_by_key(|(id, one)| core::cmp::Reverse((one.written.unix_ms, **id)));
    view.reflections = reflections.into_iter().map(|(id, one)| reflection_view(*id, one, me)).collect();
    view
}

/// Whether the latest note was made before this person linked anew: it may be about somebody else.
fn is_of_an_earlier_link(state: &State<'_>, me: PartnerId) -> bool {
    let latest = state.own.impacts.notes().last();
    latest.is_some_and(|latest| own_stream::is_of_an_earlier_link(state, me, latest.written))
}

/// The items of the latest note, in the order in which they are shown.
fn latest_items(state: &State<'_>) -> Vec<ImpactItem> {
    let Some(latest) = state.own.impacts.notes().last() else { return Vec::new() };
    let of = |area: &Area| latest.noted.areas.iter().find(|rated| rated.area == *area);
    let mut items: Vec<_> = Area::ALL.iter().filter_map(of).cloned().map(ImpactItem::Area).collect();
    if !latest.noted.feelings.is_empty() {
        items.push(ImpactItem::Feelings(latest.noted.feelings.clone()));
    }
    items
}

fn points_before(before: &ImpactNoted, item: &ImpactItem) -> Option<u8> {
    let ImpactItem::Area(now) = item else { return None };
    before.areas.iter().find(|rated| rated.area == now.area)?.points.map(Points::get)
}

fn item_view(item: &ImpactItem) -> ItemView {
    match item {
        ImpactItem::Area(rated) => ItemView::Area {
            area: area_name(rated.area),
            points: rated.points.map(Points::get),
            words: written(rated.words.as_ref()),
        },
        ImpactItem::Feelings(feelings) => {
            let named = FEELINGS.iter().zip(FEELING_NAMES).filter(|(known, _)| feelings.contains(known));
            ItemView::Feelings(named.map(|(_, name)| name).collect())
        }
    }
}

fn area_name(area: Area) -> &'static str {
    name_of(&Area::ALL, &AREAS, &area)
}

fn reflection_view(id: troth_core::EntryId, reflection: &Reflection, me: PartnerId) -> ReflectionView {
    let answer = reflection.answer.as_ref().map(|(answer, words)| {
        let understood = match answer {
            ReflectionAnswer::Fully => Understood::Fully,
            ReflectionAnswer::Partly => Understood::Partly,
        };
        (understood, written(words.as_ref()))
    });
    ReflectionView {
        id,
        mine: reflection.author == me,
        date: civil::date(reflection.written.date()),
        words: reflection.words.as_str().to_owned(),
        answer,
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &ImpactIntent, state: &State<'_>, me: PartnerId) -> Result<Command, Message> {
    let command = match intent {
        ImpactIntent::Note(typed) => ImpactEvent::ImpactNoted(noted(typed)?),
        ImpactIntent::Share(_) if is_of_an_earlier_link(state, me) => {
            return Err(Message::plain("problem-of-an-earlier-link"));
        }
        ImpactIntent::Share(at) => {
            let item = latest_items(state).into_iter().nth(*at).ok_or(Message::plain("problem-nothing-there"))?;
            ImpactEvent::ImpactShared(ImpactShared { item })
        }
        ImpactIntent::EndSharing(shared) => ImpactEvent::SharingEnded(SharingEnded { shared: *shared }),
        ImpactIntent::Reflect { words } => {
            ImpactEvent::ReflectionOffered(ReflectionOffered { words: form::text(words, "problem-words")? })
        }
        ImpactIntent::AnswerReflection { reflection, understood, words } => {
            ImpactEvent::ReflectionAnswered(ReflectionAnswered {
                reflection: *reflection,
                answer: match understood {
                    Understood::Fully => ReflectionAnswer::Fully,
                    Understood::Partly => ReflectionAnswer::Partly,
                },
                words: form::optional(words)?,
            })
        }
    };
    Ok(Command::Impact(command))
}

/// What is said of a note for oneself, and of what is no longer shown.
pub(crate) const fn says(intent: &ImpactIntent) -> Option<&'static str> {
    match intent {
        ImpactIntent::Note(_) => Some("done-kept-private"),
        ImpactIntent::EndSharing(_) => Some("done-unshared"),
        ImpactIntent::Share(_) | ImpactIntent::Reflect { .. } | ImpactIntent::AnswerReflection { .. } => None,
    }
}

fn noted(typed: &ImpactForm) -> Result<ImpactNoted, Message> {
    let mut areas = Vec::new();
    for (area, (points, words)) in Area::ALL.into_iter().zip(&typed.areas) {
        let (points, words) = (points.and_then(Points::new), form::optional(words)?);
        if points.is_some() || words.is_some() {
            areas.push(AreaRated { area, points, words });
        }
    }
    let feelings = typed.feelings.iter().filter_map(|at| FEELINGS.get(usize::from(*at))).copied().collect();
    Ok(ImpactNoted { areas, feelings })
}
