//! The one place that says whether this partner may do this now.
//!
//! It guards and hands over: each strand gets the state that it reads, and nothing else of what this device knows.

use crate::kernel::draft::{Draft, Home};
use crate::kernel::header::Actor;
use crate::kernel::refusal::Refusal;
use crate::kernel::time::WallTime;
use crate::programme::event::Event;
use crate::programme::fold::State;
use crate::strands::accountability::{self, AccountabilityEvent};
use crate::strands::agreement::{self, AgreementCommand};
use crate::strands::boundary::{self, BoundaryEvent};
use crate::strands::breach::{self, BreachEvent};
use crate::strands::check_in::{self, CheckInCommand};
use crate::strands::closeness::{self, ClosenessCommand, ClosenessRules, PaceSet};
use crate::strands::dialogue::{self, DialogueCommand, FeltHeard};
use crate::strands::horizon::{self, HorizonCommand};
use crate::strands::impact::{self, ImpactEvent};
use crate::strands::journal::{self, JournalEvent};
use crate::strands::membership::{self, Members, MembershipCommand};
use crate::strands::promise::{self, PromiseCommand};
use crate::strands::rating::{self, RatingEvent};
use crate::strands::setback::{self, SetbackEvent};
use crate::strands::settings::{self, SettingsCommand};

/// What a partner wants to do, one sub-enum per strand.
///
/// Where a command would only repeat an event, the event itself is proposed and the strand judges it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// About being here.
    Membership(MembershipCommand),
    /// About promises.
    Promise(PromiseCommand),
    /// About check-ins.
    CheckIn(CheckInCommand),
    /// About the journal.
    Journal(JournalEvent),
    /// About own ratings.
    Rating(RatingEvent),
    /// About what is noted or put away.
    Settings(SettingsCommand),
    /// About what happened.
    Breach(BreachEvent),
    /// Owning it, and what the other says to it.
    Accountability(AccountabilityEvent),
    /// What it did to somebody.
    Impact(ImpactEvent),
    /// Hard events on the way, and plans for them.
    Setback(SetbackEvent),
    /// Appreciations, support, activities and the pace of affection.
    Closeness(ClosenessCommand),
    /// Limits that each sets alone.
    Boundary(BoundaryEvent),
    /// Rules that both consent to.
    Agreement(AgreementCommand),
    /// Structured conversations.
    Dialogue(DialogueCommand),
    /// Noting for oneself how heard one felt in a talk.
    Felt(FeltHeard),
    /// Setting for oneself what feels all right now.
    Pace(PaceSet),
    /// About where the two are going.
    Horizon(HorizonCommand),
}

/// Decides what `command` by `actor` at `now` comes to: the events to write, in order, or why not.
///
/// # Errors
/// The reason for which it can't be done now; nothing is written then.
pub fn decide(state: &State<'_>, actor: &Actor, now: WallTime, command: Command) -> Result<Vec<Draft<Event>>, Refusal> {
    holds_device(&state.own.members, actor)?;
    let own = || started(state).map(|()| state.own);
    let both = || on_a_shared_device(state, actor).and_then(|()| state.linked());
    let events = match command {
        Command::Membership(command) => {
            let drafts = membership::decide(&state.streams(), actor, now, command)?;
            return Ok(drafts.into_iter().map(Draft::lift).collect());
        }
        Command::Journal(event) => lift(journal::decide(&own()?.journal, event)?),
        Command::Rating(event) => lift(rating::decide(&own()?.ratings, now, event)?),
        Command::Settings(command) => lift(own().map(|_| settings::decide(now, command))?),
        Command::Pace(set) => lift(closeness::decide_pace(&own()?.closeness, set)?),
        Command::Felt(felt) => lift(dialogue::decide_felt(&state.shared.ok_or(Refusal::NotLinked)?.dialogues, felt)?),
        Command::Impact(ImpactEvent::ImpactNoted(noted)) => lift(own().and_then(|_| impact::decide_note(noted))?),
        Command::Impact(event) => lift(impact::decide(&both()?.impacts, actor, event)?),
        Command::Accountability(event) => lift(accountability::decide(&both()?.statements, actor, event)?),
        Command::Setback(event) => lift(setback::decide(&both()?.setbacks, actor, now, event)?),
        Command::Boundary(event) => lift(boundary::decide(&both()?.boundaries, actor, event)?),
        Command::Agreement(command) => lift(agreement::decide(&both()?.agreements, actor, now, command)?),
        Command::Dialogue(command) => lift(dialogue::decide(&both()?.dialogues, actor, now, command)?),
        Command::Horizon(command) => lift(horizon::decide(&both()?.horizon, actor, now, command)?),
        Command::Promise(command) => {
            let shared = both()?;
            lift(promise::decide(&shared.promises, &shared.members, actor, now, command)?)
        }
        Command::Breach(event) => {
            let shared = both()?;
            lift(breach::decide(&shared.breaches, &shared.members, actor, now, event)?)
        }
        Command::CheckIn(command) => lift(check_in::decide(&both()?.rounds_of(state.own, actor, now), command)?),
        Command::Closeness(command) => {
            let (own, shared) = (own()?, both()?);
            let (closeness, members) = (&shared.closeness, &shared.members);
            lift(closeness::decide(&ClosenessRules { closeness, own: &own.closeness, members, actor, now }, command)?)
        }
    };
    Ok(events.into_iter().map(at_home).collect())
}

fn lift<E: Into<Event>>(events: Vec<E>) -> Vec<Event> {
    events.into_iter().map(Into::into).collect()
}

/// A draft of an event for the one stream that takes it. Only membership chooses between the two.
fn at_home(event: Event) -> Draft<Event> {
    match event.home() {
        Home::Own => Draft::own(event),
        Home::Shared | Home::Both => Draft::shared(event),
    }
}

fn started(state: &State<'_>) -> Result<(), Refusal> {
    if state.own.members.partners().is_empty() { Err(Refusal::NotStarted) } else { Ok(()) }
}

/// Refuses what is said to both from a device that the shared record does not know as one of this partner's.
///
/// Private pages, rest and leaving never ask this: a claim in the shared record must not lock anybody out of them.
fn on_a_shared_device(state: &State<'_>, actor: &Actor) -> Result<(), Refusal> {
    state.shared.map_or(Ok(()), |shared| holds_device(&shared.members, actor))
}

/// Refuses a partner who is here and acts on a device that is not theirs, or was removed.
fn holds_device(members: &Members, actor: &Actor) -> Result<(), Refusal> {
    match members.partner(actor.partner) {
        Some(partner) if !partner.devices.contains_key(&actor.device) => Err(Refusal::NotYourDevice),
        _ => Ok(()),
    }
}
