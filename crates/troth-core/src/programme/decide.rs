//! The only place that decides whether a partner may do something now.
//!
//! It checks what holds for all commands, then calls the strand's `decide` with the state which that strand reads. A
//! strand never gets the whole state.

use crate::kernel::draft::{Draft, Home};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::refusal::Refusal;
use crate::kernel::time::WallTime;
use crate::programme::event::Event;
use crate::programme::fold::State;
use crate::programme::share::shared_command;
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
use crate::strands::solo::{self, SoloCommand};

/// What a partner wants to do: a sub-enum for each strand.
///
/// Where a command would only repeat an event, the command is the event, and the strand decides about that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// Joining, devices, names, rest and leaving.
    Membership(MembershipCommand),
    /// Promises and their occurrences.
    Promise(PromiseCommand),
    /// Check-ins.
    CheckIn(CheckInCommand),
    /// The private journal.
    Journal(JournalEvent),
    /// The partner's private ratings.
    Rating(RatingEvent),
    /// Private settings and dismissed steps.
    Settings(SettingsCommand),
    /// Breaches and the questions about them.
    Breach(BreachEvent),
    /// Accountability statements and the answers to them.
    Accountability(AccountabilityEvent),
    /// Impact.
    Impact(ImpactEvent),
    /// Setbacks, and plans for hard days.
    Setback(SetbackEvent),
    /// Appreciations, support, activities and the pace of affection.
    Closeness(ClosenessCommand),
    /// Boundaries.
    Boundary(BoundaryEvent),
    /// Agreements.
    Agreement(AgreementCommand),
    /// Dialogues.
    Dialogue(DialogueCommand),
    /// The partner's private note of how heard they felt in a dialogue.
    Felt(FeltHeard),
    /// The partner's private pace of affection.
    Pace(PaceSet),
    /// Goals, growth, victories and letters.
    Horizon(HorizonCommand),
    /// Pages for oneself, and sharing one.
    Solo(SoloCommand),
}

/// Decides whether `actor` may do `command` at `now`, and returns the events to write, in order.
///
/// # Errors
/// The reason of the refusal. Then nothing may be written.
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
        Command::Solo(SoloCommand::Share { page, wording, breach }) => {
            return share(state, actor, now, (page, wording, breach));
        }
        Command::Solo(command) => {
            lift(own().and_then(|own| solo::decide(&own.solo, now, command)).map(|one| vec![one])?)
        }
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
        Command::CheckIn(command) => lift(check_in::decide(&both()?.rounds_of(state, actor, now), command)?),
        Command::Closeness(command) => {
            let (own, shared) = (own()?, both()?);
            let (closeness, members) = (&shared.closeness, &shared.members);
            let (own, held) = (&own.closeness, &state.held.hands);
            lift(closeness::decide(&ClosenessRules { closeness, own, held, members, actor, now }, command)?)
        }
    };
    Ok(events.into_iter().map(at_home).collect())
}

/// Shares a page for oneself: the shared entry, as any other of its strand, and the mark on the page. Both are written or
/// neither.
fn share(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    (page, wording, breach): (EntryId, EntryId, Option<EntryId>),
) -> Result<Vec<Draft<Event>>, Refusal> {
    let pages = &state.own.solo;
    let mark = solo::decide(pages, now, SoloCommand::Share { page, wording, breach })?;
    let other = state.linked()?.members.other(actor.partner).ok_or(Refusal::NotLinked)?;
    let body = &pages.pages().get(&page).ok_or(Refusal::NothingThere)?.said.what;
    let command = shared_command(body, [actor.partner, other], breach)?;
    let mut drafts = decide(state, actor, now, command)?;
    drafts.push(Draft::own(mark.into()));
    Ok(drafts)
}

fn lift<E: Into<Event>>(events: Vec<E>) -> Vec<Event> {
    events.into_iter().map(Into::into).collect()
}

/// Makes a draft for the stream that accepts the event. Membership is the only strand that chooses a stream itself.
fn at_home(event: Event) -> Draft<Event> {
    match event.home() {
        Home::Own => Draft::own(event),
        Home::Shared | Home::Both => Draft::shared(event),
    }
}

fn started(state: &State<'_>) -> Result<(), Refusal> {
    if state.own.members.partners().is_empty() { Err(Refusal::NotStarted) } else { Ok(()) }
}

/// Refuses a device that the shared record does not list as a device of this partner.
///
/// Private commands, rest and leaving skip this check: a claim in the shared record must not lock a partner out of
/// them.
fn on_a_shared_device(state: &State<'_>, actor: &Actor) -> Result<(), Refusal> {
    state.shared.map_or(Ok(()), |shared| holds_device(&shared.members, actor))
}

/// Refuses a partner who has joined and acts on a device that is not theirs or was removed.
fn holds_device(members: &Members, actor: &Actor) -> Result<(), Refusal> {
    match members.partner(actor.partner) {
        Some(partner) if !partner.devices.contains_key(&actor.device) => Err(Refusal::NotYourDevice),
        _ => Ok(()),
    }
}
