//! The pace of affection: one's own, and what each shares of it.

use troth_core::closeness::{Affection, ClosenessCommand, Feels, PaceCommand, PaceItem, PaceSet, SharedPace};
use troth_core::membership::Link;
use troth_core::{Command, PartnerId, State};

use super::shown::{day, name_of};
use crate::civil;
use crate::devices::own_stream;
use crate::intent::PaceIntent;
use crate::message::Message;
use crate::view::{AFFECTIONS, FEELS, OwnPaceView, PaceItemView, PaceView};

const CORE_FEELS: [Feels; 3] = [Feels::AllRight, Feels::AskFirst, Feels::NotNow];

/// What the room shows. What was shared is shown to nobody after the link has ended.
pub(crate) fn view(state: &State<'_>, me: PartnerId) -> PaceView {
    let own = state.own.closeness.pace();
    let shared = state.shared.filter(|shared| shared.members.link() == Link::Linked);
    let shared_by = |partner: PartnerId, affection: Affection| {
        shared.and_then(|shared| shared.closeness.paces.of(partner, affection)).map(item_view)
    };
    let mine = Affection::ALL.map(|affection| OwnPaceView {
        feels: own.and_then(|own| own.items.get(&affection)).map_or(NOT_SET, |feels| feels_name(*feels)),
        shared: shared_by(me, affection),
    });
    let other = shared.and_then(|shared| shared.members.other(me));
    let theirs =
        other.into_iter().flat_map(|other| Affection::ALL.into_iter().filter_map(move |one| shared_by(other, one)));
    PaceView {
        mine,
        set_on: day(own.map(|own| own.written.date())),
        theirs: theirs.collect(),
        of_an_earlier_link: is_of_an_earlier_link(state, me),
    }
}

/// Whether the own pace was set before this person linked anew: it was meant for somebody else.
fn is_of_an_earlier_link(state: &State<'_>, me: PartnerId) -> bool {
    state.own.closeness.pace().is_some_and(|own| own_stream::is_of_an_earlier_link(state, me, own.written))
}

/// The name of no feeling: nothing was said about this one.
const NOT_SET: &str = "";

fn item_view(shared: &SharedPace) -> PaceItemView {
    PaceItemView {
        affection: name_of(&Affection::ALL, &AFFECTIONS, &shared.item.affection),
        feels: feels_name(shared.item.feels),
        date: civil::date(shared.written.date()),
    }
}

fn feels_name(feels: Feels) -> &'static str {
    name_of(&CORE_FEELS, &FEELS, &feels)
}

/// What is said of what is set for oneself, and of what is no longer shown.
pub(crate) const fn says(intent: &PaceIntent) -> Option<&'static str> {
    match intent {
        PaceIntent::Set(_) => Some("done-kept-private"),
        PaceIntent::EndSharing(_) => Some("done-unshared"),
        PaceIntent::Share(_) => None,
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &PaceIntent, state: &State<'_>, me: PartnerId) -> Result<Command, Message> {
    let named = |at: usize| Affection::ALL.get(at).copied().ok_or(Message::plain("problem-nothing-there"));
    let command = match intent {
        PaceIntent::Set(typed) => {
            let feels = |name: &String| FEELS.iter().position(|known| known == name).and_then(|at| CORE_FEELS.get(at));
            let items = Affection::ALL.into_iter().zip(typed);
            let items = items.filter_map(|(affection, name)| Some(PaceItem { affection, feels: *feels(name)? }));
            return Ok(Command::Pace(PaceSet { items: items.collect() }));
        }
        PaceIntent::Share(_) if is_of_an_earlier_link(state, me) => {
            return Err(Message::plain("problem-of-an-earlier-link"));
        }
        PaceIntent::Share(at) => PaceCommand::Share(named(*at)?),
        PaceIntent::EndSharing(at) => PaceCommand::EndSharing(named(*at)?),
    };
    Ok(Command::Closeness(ClosenessCommand::Pace(command)))
}
