//! What a partner may do about membership: joining, devices, names, keys, rest and leaving.

use super::events::{
    ContentMissing, DeviceAdded, DeviceRemoved, EpochSealed, EpochUnopened, ForkDecided, KeyTold, LastEntry, Left,
    MISSING_MAX, MembershipEvent, Name, NameChanged, PartnerJoined, RestEnded, RestTaken,
};
use super::state::{DEVICES_MAX, Link, Members};
use crate::kernel::draft::{Draft, Stream};
use crate::kernel::header::Actor;
use crate::kernel::ids::{DeviceId, EntryId, EpochId};
use crate::kernel::refusal::Refusal;
use crate::kernel::time::{CivilDate, WallTime};

/// What a partner wants to do about membership.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MembershipCommand {
    /// Start alone: become the partner of an own stream.
    Start {
        /// The name to go by.
        name: Name,
        /// The label of this device.
        label: Name,
    },
    /// Join the shared stream, with all own devices.
    Join,
    /// Add an own device, in both streams.
    AddDevice {
        /// The device.
        device: DeviceId,
        /// Its label.
        label: Name,
    },
    /// Remove an own device, in both streams.
    RemoveDevice {
        /// The device.
        device: DeviceId,
        /// Its last entry in the own stream that this device has seen.
        own: LastEntry,
        /// The same in the shared stream.
        shared: LastEntry,
    },
    /// Decide which of two copies of an own device counts. Written by another device.
    DecideFork {
        /// The stream whose chain is forked.
        stream: Stream,
        /// The device that has copies.
        device: DeviceId,
        /// The first entry of the branch that counts.
        keep: EntryId,
    },
    /// Tell in the shared stream the receiving key of an own device.
    TellKey(KeyTold),
    /// Start an epoch in a stream, or pass an epoch on.
    SealEpoch(Stream, EpochSealed),
    /// Say in the own stream that an epoch that was sealed to this device doesn't open.
    MissEpoch(EpochId),
    /// Tell in a stream which of its entries came to this device without their content.
    TellMissing(Stream, Vec<EntryId>),
    /// Change the actor's name.
    ChangeName(Name),
    /// Unlink. Works alone and offline.
    Leave,
    /// Ask for rest from today.
    TakeRest {
        /// The last day; `None` for "until I end it".
        until: Option<CivilDate>,
    },
    /// End the actor's rest.
    EndRest,
}

/// The members of the two streams: all that `decide` reads.
#[derive(Clone, Copy)]
pub(crate) struct Streams<'a> {
    /// The members of the own stream.
    pub(crate) own: &'a Members,
    /// The members of the shared stream; `None` before linking.
    pub(crate) shared: Option<&'a Members>,
}

impl<'a> Streams<'a> {
    /// The members of the shared stream, if both partners are linked and neither left.
    pub(crate) fn linked(&self) -> Result<&'a Members, Refusal> {
        let shared = self.shared.ok_or(Refusal::NotLinked)?;
        match shared.link() {
            Link::Linked => Ok(shared),
            Link::Alone => Err(Refusal::NotLinked),
            Link::Unlinked => Err(Refusal::Unlinked),
        }
    }
}

pub(crate) fn decide(
    streams: &Streams<'_>,
    actor: &Actor,
    now: WallTime,
    command: MembershipCommand,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    match command {
        MembershipCommand::Start { name, label } => start(streams, actor, name, label),
        MembershipCommand::Join => join(streams, actor),
        MembershipCommand::AddDevice { device, label } => add_device(streams, actor, device, label),
        MembershipCommand::RemoveDevice { device, own, shared } => remove_device(streams, actor, device, [own, shared]),
        MembershipCommand::DecideFork { stream, device, keep } => decide_fork(streams, actor, stream, device, keep),
        MembershipCommand::TellKey(told) => tell_key(streams, actor, told),
        MembershipCommand::SealEpoch(stream, sealed) => seal_epoch(streams, actor, stream, sealed),
        MembershipCommand::MissEpoch(epoch) => miss_epoch(streams, actor, epoch),
        MembershipCommand::TellMissing(stream, entries) => tell_missing(streams, actor, stream, entries),
        MembershipCommand::ChangeName(name) => {
            Ok(everywhere(streams, actor, MembershipEvent::NameChanged(NameChanged { name })))
        }
        MembershipCommand::Leave => {
            streams.linked()?;
            Ok(vec![Draft::shared(MembershipEvent::Left(Left {}))])
        }
        MembershipCommand::TakeRest { until } => take_rest(streams, now, until),
        MembershipCommand::EndRest => end_rest(streams, actor, now),
    }
}

fn start(
    streams: &Streams<'_>,
    actor: &Actor,
    name: Name,
    label: Name,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    if !streams.own.partners().is_empty() {
        return Err(Refusal::AlreadyStarted);
    }
    let joined = PartnerJoined { partner: actor.partner, name, label };
    Ok(vec![Draft::own(MembershipEvent::PartnerJoined(joined))])
}

fn join(streams: &Streams<'_>, actor: &Actor) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    if streams.shared.is_some_and(|shared| shared.partner(actor.partner).is_some()) {
        return Err(Refusal::AlreadyStarted);
    }
    let me = streams.own.partner(actor.partner).ok_or(Refusal::NotStarted)?;
    let _here = me.devices.get(&actor.device).ok_or(Refusal::NotStarted)?;
    if streams.shared.is_some_and(|shared| !shared.has_seat(actor)) {
        return Err(Refusal::NotYourDevice);
    }
    let joined = PartnerJoined { partner: actor.partner, name: me.name.clone(), label: shared_label() };
    let others = me.devices.iter().filter(|(device, _)| **device != actor.device);
    let added = others.map(|(device, _known)| DeviceAdded { device: *device, label: shared_label() });
    let added = added.map(|added| Draft::shared(MembershipEvent::DeviceAdded(added)));
    Ok(core::iter::once(Draft::shared(MembershipEvent::PartnerJoined(joined))).chain(added).collect())
}

fn add_device(
    streams: &Streams<'_>,
    actor: &Actor,
    device: DeviceId,
    label: Name,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let me = streams.own.partner(actor.partner).ok_or(Refusal::NotStarted)?;
    if !me.has_room() {
        return Err(Refusal::TooManyDevices { limit: DEVICES_MAX });
    }
    if streams.own.holder(device).is_some() {
        return Err(Refusal::AlreadyDone);
    }
    let added = |label| MembershipEvent::DeviceAdded(DeviceAdded { device, label });
    let shared = open_space(streams, actor).map(|_| Draft::shared(added(shared_label())));
    Ok(core::iter::once(Draft::own(added(label))).chain(shared).collect())
}

fn remove_device(
    streams: &Streams<'_>,
    actor: &Actor,
    device: DeviceId,
    [own, shared]: [LastEntry; 2],
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let me = streams.own.partner(actor.partner).ok_or(Refusal::NotStarted)?;
    if device == actor.device {
        return Err(Refusal::NotThisDevice);
    }
    let removed =
        |LastEntry { seq, id }| MembershipEvent::DeviceRemoved(DeviceRemoved { device, last_seq: seq, last: id });
    let space = open_space(streams, actor).filter(|space| space.holder(device) == Some(actor.partner));
    if me.devices.contains_key(&device) {
        let shared = space.map(|_| Draft::shared(removed(shared)));
        return Ok(core::iter::once(Draft::own(removed(own))).chain(shared).collect());
    }
    // It was removed here before the shared stream was open.
    match space.is_some_and(|space| space.is_active(device)) && streams.own.known_devices().contains_key(&device) {
        true => Ok(vec![Draft::shared(removed(shared))]),
        false => Err(Refusal::NothingThere),
    }
}

fn decide_fork(
    streams: &Streams<'_>,
    actor: &Actor,
    stream: Stream,
    device: DeviceId,
    keep: EntryId,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let members = match stream {
        Stream::Own => streams.own,
        Stream::Shared => open_space(streams, actor).ok_or(Refusal::NotLinked)?,
    };
    if members.holder(device) != Some(actor.partner) {
        return Err(Refusal::NotYours);
    }
    if device == actor.device {
        return Err(Refusal::NotThisDevice);
    }
    if members.fork_decisions().contains(&keep) {
        return Err(Refusal::AlreadyDone);
    }
    let event = MembershipEvent::ForkDecided(ForkDecided { device, keep });
    Ok(vec![Draft { stream, event }])
}

fn tell_key(streams: &Streams<'_>, actor: &Actor, told: KeyTold) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let shared = open_space(streams, actor).ok_or(Refusal::NotLinked)?;
    if shared.holder(told.device) != Some(actor.partner) {
        return Err(Refusal::NothingThere);
    }
    if shared.receiving(told.device).is_some() {
        return Err(Refusal::AlreadyDone);
    }
    Ok(vec![Draft::shared(MembershipEvent::KeyTold(told))])
}

fn seal_epoch(
    streams: &Streams<'_>,
    actor: &Actor,
    stream: Stream,
    sealed: EpochSealed,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let _members = members_here(streams, actor, stream)?;
    Ok(vec![Draft { stream, event: MembershipEvent::EpochSealed(sealed) }])
}

fn tell_missing(
    streams: &Streams<'_>,
    actor: &Actor,
    stream: Stream,
    mut entries: Vec<EntryId>,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    entries.truncate(MISSING_MAX);
    if members_here(streams, actor, stream)?.told_missing(actor.device) == entries {
        return Err(Refusal::AlreadyDone);
    }
    Ok(vec![Draft { stream, event: MembershipEvent::ContentMissing(ContentMissing { entries }) }])
}

/// The members of a stream to which this device belongs.
fn members_here<'a>(streams: &Streams<'a>, actor: &Actor, stream: Stream) -> Result<&'a Members, Refusal> {
    let members = match stream {
        Stream::Own => streams.own,
        Stream::Shared => open_space(streams, actor).ok_or(Refusal::NotLinked)?,
    };
    let here = members.partner(actor.partner).is_some_and(|me| me.devices.contains_key(&actor.device));
    if here { Ok(members) } else { Err(Refusal::NotYourDevice) }
}

fn miss_epoch(streams: &Streams<'_>, actor: &Actor, epoch: EpochId) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let me = streams.own.partner(actor.partner).ok_or(Refusal::NotStarted)?;
    if !me.devices.contains_key(&actor.device) {
        return Err(Refusal::NotYourDevice);
    }
    Ok(vec![Draft::own(MembershipEvent::EpochUnopened(EpochUnopened { epoch }))])
}

fn take_rest(
    streams: &Streams<'_>,
    now: WallTime,
    until: Option<CivilDate>,
) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    streams.linked()?;
    if until.is_some_and(|until| until < now.date()) {
        return Err(Refusal::InThePast);
    }
    Ok(vec![Draft::shared(MembershipEvent::RestTaken(RestTaken { until }))])
}

fn end_rest(streams: &Streams<'_>, actor: &Actor, now: WallTime) -> Result<Vec<Draft<MembershipEvent>>, Refusal> {
    let shared = streams.linked()?;
    if !shared.asked_to_rest(actor, now.date()) {
        return Err(Refusal::NothingThere);
    }
    Ok(vec![Draft::shared(MembershipEvent::RestEnded(RestEnded {}))])
}

/// The members of the shared stream, if the actor has joined and the space is not closed.
fn open_space<'a>(streams: &Streams<'a>, actor: &Actor) -> Option<&'a Members> {
    let open = |shared: &&Members| shared.link() != Link::Unlinked;
    streams.shared.filter(open).filter(|shared| shared.partner(actor.partner).is_some())
}

/// The label of every device in the shared stream. A partner need not know which kinds of device the other has.
const SHARED_LABEL: &str = "device";

#[expect(clippy::expect_used, reason = "a constant of one short word is a name")]
fn shared_label() -> Name {
    Name::new(SHARED_LABEL).expect("a constant that is a name")
}

/// Drafts an event for the own stream and, if it is open, for the shared stream.
fn everywhere(streams: &Streams<'_>, actor: &Actor, event: MembershipEvent) -> Vec<Draft<MembershipEvent>> {
    let shared = open_space(streams, actor).map(|_| Draft::shared(event.clone()));
    core::iter::once(Draft::own(event)).chain(shared).collect()
}
