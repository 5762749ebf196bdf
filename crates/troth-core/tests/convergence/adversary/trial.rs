//! One history as it is played, and what must hold in it.

use std::collections::{BTreeMap, BTreeSet};

use troth_core::membership::{Cause, LastEntry, Link, Members, MembershipCommand, MembershipEvent};
use troth_core::{
    AnomalyKind, Command, DeviceId, Draft, Entry, EntryId, EpochId, Event, Folded, Header, Log, Stream, decide,
};
use troth_testkit::{Couple, Dice, Seed};

use crate::acts::space::sealed_to_all;
use crate::acts::{CHOICES, random_command};
use crate::shuffled;

use super::grammar::{Step, device, event};
use super::{Attacker, LeftOut};

/// A couple, an attacker, and what the honest devices did.
pub(crate) struct Trial {
    seed: Seed,
    attacker: Attacker,
    couple: Couple,
    /// Everything that honest devices wrote, and what stood there when the two were linked.
    honest: BTreeSet<EntryId>,
    /// Devices that honest ones removed from the shared stream, and which ones did.
    removed: BTreeMap<DeviceId, BTreeSet<DeviceId>>,
    /// The same, and those that were removed when nothing was shared any more.
    removed_anywhere: BTreeSet<DeviceId>,
    left: bool,
    /// The attacker left, by right.
    attacker_left: bool,
    /// Number and place of the newest entry of each chain that the attacker writes.
    chains: BTreeMap<(Stream, DeviceId), (u64, u64)>,
    planted: usize,
}

impl Trial {
    pub(crate) fn begin(seed: Seed) -> Self {
        let (attacker, mut couple) = (Attacker::of(seed), Couple::linked(seed));
        couple.deliver_all();
        let (mut honest, mut chains) = (BTreeSet::new(), BTreeMap::new());
        for phone in [0, 2] {
            for (stream, entry) in entries(&couple, phone) {
                let Header { id, device, seq, lamport, .. } = entry.header;
                honest.insert(id);
                let newest = chains.entry((stream, device)).or_insert((seq, lamport));
                *newest = (seq, lamport).max(*newest);
            }
        }
        Self {
            seed,
            attacker,
            couple,
            honest,
            removed: BTreeMap::new(),
            removed_anywhere: BTreeSet::new(),
            left: false,
            attacker_left: false,
            chains,
            planted: 0,
        }
    }

    pub(crate) fn has_removed(&self) -> bool {
        !self.removed.is_empty()
    }

    pub(crate) fn has_left(&self) -> bool {
        self.left
    }

    pub(crate) fn planted(&self) -> usize {
        self.planted
    }

    /// Does one step, and says what went wrong.
    pub(crate) fn take(&mut self, step: Step) -> Option<String> {
        match step {
            Step::Act { phone, dice } => {
                let mut dice = Seed(dice).dice();
                let command = self.command(phone, &mut dice);
                self.act(phone, command);
            }
            Step::Remove { phone } => {
                let device = self.couple.phone(phone ^ 1).actor.device;
                let [own, shared] = [Stream::Own, Stream::Shared].map(|stream| self.last_seen(phone, stream, device));
                self.act(phone, Command::Membership(MembershipCommand::RemoveDevice { device, own, shared }));
            }
            Step::Leave { phone } => self.act(phone, Command::Membership(MembershipCommand::Leave)),
            Step::Attack { dice } => self.attack(&mut Seed(dice).dice()),
            Step::Push { phone } => self.couple.push(phone),
            Step::Pull { phone, most } => self.couple.pull(phone, most),
            Step::Replay { dice } => self.replay(&mut Seed(dice).dice()),
            Step::DeliverAll => self.couple.deliver_all(),
            Step::PassHours(hours) => self.couple.clock.pass_hours(hours),
        }
        self.check_leaves()
    }

    /// Serves everybody, does what is due, and says what went wrong.
    pub(crate) fn end(&mut self) -> Option<String> {
        for _ in 0..3 {
            self.couple.deliver_all();
            for phone in self.attacker.honest() {
                let before: BTreeSet<_> = entries(&self.couple, phone).map(|(_, entry)| entry.header.id).collect();
                self.start_what_is_due(phone);
                let fresh = entries(&self.couple, phone).map(|(_, entry)| entry.header.id);
                self.honest.extend(fresh.filter(|id| !before.contains(id)).collect::<Vec<_>>());
                self.couple.deliver_all();
            }
        }
        let checks = [Self::check_leaves, Self::check_one_state, Self::check_words, Self::check_removals];
        checks.iter().find_map(|check| check(self)).or_else(|| self.check_epoch())
    }

    /// A phone that one of its two streams counts as removed can start nothing.
    fn start_what_is_due(&mut self, phone: usize) {
        let epoch = EpochId(self.couple.dice.bytes());
        let (actor, members) = (self.couple.phone(phone).actor, self.members(phone));
        let held = members.epochs().collect();
        if self.may_write(phone) && members.epoch_is_due(&actor, &held, Cause::Upkeep) {
            let sealed = sealed_to_all(members, epoch);
            self.couple.must(phone, Command::Membership(MembershipCommand::SealEpoch(Stream::Shared, sealed)));
        }
    }

    fn may_write(&self, phone: usize) -> bool {
        let device = self.couple.phone(phone).actor.device;
        self.members(phone).is_active(device) && self.couple.phone(phone).own.state().members.is_active(device)
    }

    fn command(&self, phone: usize, dice: &mut Dice) -> Command {
        let (actor, now) = (self.couple.phone(phone).actor, self.couple.now(phone));
        random_command(dice.below(CHOICES), &self.couple.phone(phone).state(), &actor, now, dice)
    }

    fn act(&mut self, phone: usize, command: Command) {
        let (wanted, shares) = (command.clone(), self.members(phone).link() == Link::Linked);
        let Ok(written) = self.couple.act(phone, command) else { return };
        self.honest.extend(written);
        if let Command::Membership(MembershipCommand::RemoveDevice { device, .. }) = wanted {
            let by = self.couple.phone(phone).actor.device;
            if shares {
                self.removed.entry(device).or_default().insert(by);
            }
            self.removed_anywhere.insert(device);
        }
        self.left |= matches!(wanted, Command::Membership(MembershipCommand::Leave));
    }

    fn last_seen(&self, phone: usize, stream: Stream, device: DeviceId) -> LastEntry {
        let seen = entries(&self.couple, phone).filter(|(of, one)| *of == stream && one.header.device == device);
        let newest = seen.map(|(_, entry)| entry.header).max_by_key(|header| header.seq);
        newest.map_or_else(LastEntry::default, |header| LastEntry { seq: header.seq, id: Some(header.id) })
    }

    /// Writes what a person would do, at a place of the attacker's choice, or anything at all in anybody's name.
    fn attack(&mut self, dice: &mut Dice) {
        let Some(phone) = dice.pick(self.attacker.phones()).copied() else { return };
        let (actor, now) = (self.couple.phone(phone).actor, self.couple.now(phone));
        if dice.one_in(3) {
            let command = self.command(phone, dice);
            let is_own_removal = matches!(command, Command::Membership(MembershipCommand::RemoveDevice { .. }));
            let drafts = decide(&self.couple.phone(phone).state(), &actor, now, command);
            let drafts = drafts.ok().filter(|_| !is_own_removal);
            drafts.into_iter().flatten().for_each(|draft| self.plant(dice, phone, actor.device, draft));
            return;
        }
        let event = event(dice, &self.couple);
        let own_stream = self.attacker == Attacker::Thief && dice.one_in(2);
        let stream = if own_stream { Stream::Own } else { Stream::Shared };
        let device = if dice.one_in(2) { actor.device } else { self.other_name(dice) };
        self.plant(dice, phone, device, Draft { stream, event });
    }

    /// A device in whose name the attacker may try. A thief has the personal key, so only the chain keys stop it from
    /// writing in the name of its victim's other phone.
    fn other_name(&self, dice: &mut Dice) -> DeviceId {
        loop {
            let device = device(dice, &self.couple);
            if self.attacker != Attacker::Thief || device != self.couple.phone(0).actor.device {
                return device;
            }
        }
    }

    fn plant(&mut self, dice: &mut Dice, phone: usize, device: DeviceId, draft: Draft<Event>) {
        let newest = self.newest(draft.stream);
        let (seq, before) = self.chains.get(&(draft.stream, device)).copied().unwrap_or((0, 0));
        // At any place behind the chain's newest entry: the engine asks for one more than the highest that it builds on.
        let lamport = before + 1 + dice.below((newest + 1 - before.min(newest)) as usize) as u64;
        if self.is_left_out(&draft, device, (seq + 1, lamport)) {
            return;
        }
        self.chains.insert((draft.stream, device), (seq + 1, lamport));
        let mut id = dice.bytes();
        if dice.one_in(3) {
            // Ground until it sorts first among those of its number.
            id[..4].fill(0);
        }
        let (by, written) = (Some(self.couple.phone(phone).actor.partner), self.couple.now(phone));
        let header = Header { id: EntryId(id), device, seq: seq + 1, lamport, written, by };
        // Under the attacker's tag it is the attacker who leaves, whatever device it names.
        self.attacker_left |= matches!(draft.event, Event::Membership(MembershipEvent::Left(_)));
        let entry = Entry { header, event: draft.event };
        self.planted += 1;
        self.couple.plant(phone, draft.stream, entry);
    }

    /// Whether the attacker does not play an entry at this number and place of a chain.
    fn is_left_out(&self, draft: &Draft<Event>, by: DeviceId, place: (u64, u64)) -> bool {
        let Event::Membership(event) = &draft.event else { return false };
        let device = |phone: usize| self.couple.phone(phone).actor.device;
        let what = match event {
            MembershipEvent::DeviceRemoved(removed) if removed.device == device(0) => {
                let is_over = by == device(1) && self.is_removed_before(draft.stream, by, place);
                (!is_over).then_some(LeftOut::RemovalByAStolenDevice)
            }
            MembershipEvent::DeviceAdded(added) if added.device == device(3) && draft.stream == Stream::Shared => {
                let is_later = self.added_at(added.device).is_some_and(|lamport| lamport < place.1);
                (!is_later).then_some(LeftOut::ClaimOfThePartnersDevice)
            }
            _ => None,
        };
        self.attacker == Attacker::Thief && what.is_some_and(LeftOut::holds)
    }

    /// Whether an honest removal of a device stands before this number and place of its chain.
    fn is_removed_before(&self, stream: Stream, device: DeviceId, (seq, lamport): (u64, u64)) -> bool {
        self.honest_events(stream).any(|(header, event)| match event {
            MembershipEvent::DeviceRemoved(removed) => {
                removed.device == device && removed.last_seq < seq && header.lamport < lamport
            }
            _ => false,
        })
    }

    /// The place at which the partner added their second device.
    fn added_at(&self, device: DeviceId) -> Option<u64> {
        self.honest_events(Stream::Shared).find_map(|(header, event)| match event {
            MembershipEvent::DeviceAdded(added) => (added.device == device).then_some(header.lamport),
            _ => None,
        })
    }

    /// What honest devices said of devices, as the first phone has it.
    fn honest_events(&self, stream: Stream) -> impl Iterator<Item = (&Header, &MembershipEvent)> {
        let here =
            entries(&self.couple, 0).filter(move |(of, one)| *of == stream && self.honest.contains(&one.header.id));
        here.filter_map(|(_, entry)| match &entry.event {
            Event::Membership(event) => Some((&entry.header, event)),
            _ => None,
        })
    }

    fn newest(&self, stream: Stream) -> u64 {
        let phones = (0..4).flat_map(|phone| entries(&self.couple, phone));
        phones.filter(|(of, _)| *of == stream).map(|(_, entry)| entry.header.lamport).max().unwrap_or(0)
    }

    fn replay(&mut self, dice: &mut Dice) {
        let all: Vec<_> = self.couple.phone(0).shared.entries().to_vec();
        if let Some(old) = dice.pick(&all) {
            self.couple.plant(0, Stream::Shared, old.clone());
        }
    }

    fn members(&self, phone: usize) -> &Members {
        &self.couple.phone(phone).shared.state().members
    }

    /// Nothing undoes a leave, and nobody leaves for an honest person.
    fn check_leaves(&mut self) -> Option<String> {
        let links: Vec<_> = self.attacker.honest().map(|phone| (phone, self.members(phone).link())).collect();
        let undone = links.iter().find(|(phone, link)| {
            let knows = self.couple.phone(*phone).shared.entries().iter().any(|entry| self.is_honest_leave(entry));
            knows && *link != Link::Unlinked
        });
        let untrue = links.iter().find(|(_, link)| !self.left && !self.attacker_left && *link != Link::Linked);
        undone.or(untrue).map(|(phone, link)| format!("phone {phone} is {link:?}"))
    }

    fn is_honest_leave(&self, entry: &Entry) -> bool {
        self.honest.contains(&entry.header.id) && matches!(entry.event, Event::Membership(MembershipEvent::Left(_)))
    }

    fn check_one_state(&mut self) -> Option<String> {
        let first = self.couple.phone(0);
        let mut dice = Seed(self.seed.0 ^ 1).dice();
        let differs = self.attacker.honest().find(|phone| {
            let other = self.couple.phone(*phone);
            let own = *phone == 1 && other.own.state() != first.own.state();
            own || other.shared.state() != first.shared.state()
        });
        if let Some(phone) = differs {
            return Some(format!("phone {phone} received the same and shows something else"));
        }
        let same = is_one_state(&first.shared, &mut dice) && is_one_state(&first.own, &mut dice);
        (!same).then(|| "another order gives another state".to_owned())
    }

    /// Honest entries count, and nothing else counts in an honest device's name.
    fn check_words(&mut self) -> Option<String> {
        let actors = || self.attacker.honest().map(|phone| self.couple.phone(phone).actor);
        self.attacker.honest().find_map(|phone| {
            let phone = self.couple.phone(phone);
            let all = actors().map(|actor| actor.device).collect();
            // Nobody else's device speaks in an own stream, so a thief who lets one in under such a name speaks for nobody.
            let own = actors().filter(|actor| actor.partner == phone.actor.partner).map(|actor| actor.device).collect();
            let shared = self.check_log(&all, &phone.shared, &phone.shared.state().anomalies);
            shared.or_else(|| self.check_log(&own, &phone.own, &phone.own.state().anomalies))
        })
    }

    fn check_log<S: Folded>(
        &self,
        honest: &BTreeSet<DeviceId>,
        log: &Log<S>,
        anomalies: &troth_core::Anomalies,
    ) -> Option<String> {
        let void: BTreeMap<_, _> = anomalies.kept().iter().map(|one| (one.entry, one.kind)).collect();
        log.entries().iter().filter(|entry| honest.contains(&entry.header.device)).find_map(|entry| {
            let (kind, is_honest) = (void.get(&entry.header.id), self.honest.contains(&entry.header.id));
            let silenced = is_honest && kind.is_some_and(|kind| self.is_about_authority(*kind, entry.header.device));
            // Under the attacker's own tag, a leave is the attacker's.
            let leaves = matches!(entry.event, Event::Membership(MembershipEvent::Left(_)));
            let spoken_for = !is_honest && kind.is_none() && !leaves;
            (silenced || spoken_for).then(|| format!("{kind:?}, honest: {is_honest}: {entry:?}"))
        })
    }

    /// Whether somebody else can be the reason why an entry is void: it is not about what the entry says.
    fn is_about_authority(&self, kind: AnomalyKind, device: DeviceId) -> bool {
        match kind {
            AnomalyKind::UnknownAuthor | AnomalyKind::ForeignTag | AnomalyKind::NoSeat => true,
            AnomalyKind::DeviceWasRemoved => !self.removed_anywhere.contains(&device),
            AnomalyKind::AuthorHadLeft => !self.left,
            AnomalyKind::AlreadyHere
            | AnomalyKind::TooManyDevices
            | AnomalyKind::TooManyRounds
            | AnomalyKind::NothingThere
            | AnomalyKind::NotTheirs
            | AnomalyKind::AlreadySettled
            | AnomalyKind::TooSoon
            | AnomalyKind::BeyondLimit
            | AnomalyKind::WrongStream
            | AnomalyKind::OutOfTurn
            | AnomalyKind::TooEarly => false,
        }
    }

    /// What an honest device removed is removed, and nothing else of an honest person's is. Of two honest devices that
    /// remove each other one removal may stand alone.
    fn check_removals(&mut self) -> Option<String> {
        self.attacker.honest().find_map(|phone| {
            let members = self.members(phone);
            let stands = |by: &BTreeSet<DeviceId>| by.iter().any(|by| !self.removed_anywhere.contains(by));
            let must = self.removed.iter().filter(|(_, by)| stands(by)).map(|(device, _)| device);
            let back = must.into_iter().find(|device| members.is_active(**device));
            let honest = self.attacker.honest().map(|one| self.couple.phone(one).actor.device);
            let kept = honest.filter(|device| !self.removed.contains_key(device));
            let gone = kept.into_iter().find(|device| !members.is_active(*device));
            let seen = |what: &str, device: &DeviceId| format!("on phone {phone}, {device:?} is {what}");
            back.map(|device| seen("back", device)).or_else(|| gone.map(|device| seen("removed", &device)))
        })
    }

    /// Whether the owner of a removed device has another one in the shared stream, and none that the own stream keeps too.
    fn is_in_doubt(&self, removed: DeviceId) -> bool {
        let members = self.members(0);
        let owner = members.holder(removed);
        let mut phones = (0..4).filter(|phone| Some(self.couple.phone(*phone).actor.partner) == owner);
        let is_there = owner.and_then(|owner| members.partner(owner)).is_some_and(|owner| !owner.devices.is_empty());
        is_there && !phones.any(|phone| self.may_write(phone))
    }

    /// Once what is due was done, all seal under one epoch, and no removed device knows it.
    fn check_epoch(&mut self) -> Option<String> {
        let first = self.members(0);
        let writes = self.attacker.honest().any(|phone| self.may_write(phone));
        let removed: BTreeSet<_> = self.removed.keys().copied().filter(|device| !first.is_active(*device)).collect();
        let is_excused = LeftOut::TwoStreamsDisagree.holds() && removed.iter().any(|one| self.is_in_doubt(*one));
        if removed.is_empty() || first.link() != Link::Linked || !writes || is_excused {
            return None;
        }
        let held = first.epochs().collect();
        let epoch = first.sealing_epoch(&held);
        if let Some(phone) = self.attacker.honest().find(|phone| self.members(*phone).sealing_epoch(&held) != epoch) {
            return Some(format!("phone {phone} seals under another epoch"));
        }
        let knowers = epoch.and_then(|epoch| first.knowers(epoch));
        let known = knowers.is_none_or(|knowers| !knowers.is_disjoint(&removed));
        let owed = self.attacker == Attacker::Thief || self.attacker == Attacker::Relay;
        (owed && known).then(|| format!("{epoch:?} is known to a removed device: {knowers:?}"))
    }
}

fn is_one_state<S: Folded + PartialEq>(log: &Log<S>, dice: &mut Dice) -> bool {
    shuffled(log, dice).state() == log.state()
}

/// Everything that a phone holds.
fn entries(couple: &Couple, phone: usize) -> impl Iterator<Item = (Stream, &Entry)> {
    let phone = couple.phone(phone);
    let own = phone.own.entries().iter().map(|entry| (Stream::Own, entry));
    own.chain(phone.shared.entries().iter().map(|entry| (Stream::Shared, entry)))
}
