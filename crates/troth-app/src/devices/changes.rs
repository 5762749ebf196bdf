//! What changed about this person's devices, told on each of them until it is put away there.
//!
//! An attacker who holds an unlocked device for two minutes can add a device, make a recovery code, or remove a device. So
//! every device tells it. What was put away is kept on the device alone: in the own stream, an added device could put it
//! away everywhere.
//!
//! Time counts from when a change came here, by the clock of this device. What its author's clock showed is told and
//! decides nothing, or a clock that was set back would hide a change.

use troth_core::membership::{DeviceChange, DeviceChanged};
use troth_core::{DeviceId, OwnState};

use crate::devices::noted::{BEFORE_MS, Noted, NotedChange, STANDS_MS};
use crate::devices::papers::Papers;
use crate::effect::Now;
use crate::io::Io;
use crate::map::{Detail, Place};
use crate::space::Space;
use crate::storage::rows::DEVICE_CHANGES;
use crate::ui::Ui;
use crate::view::{DeviceChangeKind, DeviceChangeView, DeviceChangesView, DeviceNameView};
use crate::{cbor, civil};

/// Whether something came that was not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    News,
    Nothing,
}

impl Space {
    /// Notes what came. A device that was let in notes nothing before it has read that it was: all that stands before
    /// that is then here.
    fn note_changes(&mut self, io: &mut Io) -> Came {
        let me = self.me().device;
        let members = &self.record.state().own.members;
        if self.next_device.is_some() || members.holder(me).is_none() {
            return Came::Nothing;
        }
        let begins = self.noted_changes.is_none();
        let noted = self.noted_changes.get_or_insert_default();
        let unknown = |change: &&DeviceChange| !noted.0.iter().any(|one| one.is(change));
        let fresh: Vec<DeviceChange> = members.device_changes().iter().filter(unknown).copied().collect();
        // A clock that was set back starts the day anew; else what was noted under a wrong clock would stand for years.
        let ahead = noted.0.iter().any(|one| one.since_ms > io.now.unix_ms);
        if fresh.is_empty() && !begins && !ahead {
            return Came::Nothing;
        }
        noted.0.iter_mut().for_each(|one| one.since_ms = one.since_ms.min(io.now.unix_ms));
        noted.0.extend(fresh.iter().map(|change| NotedChange {
            device: change.device,
            removed: change.what == DeviceChanged::Removed,
            since_ms: io.now.unix_ms,
            put_away: begins && io.now.unix_ms - change.written.unix_ms > BEFORE_MS,
        }));
        let tells = fresh.iter().any(|change| noted.tells(change));
        self.save_noted_changes(io);
        if tells { Came::News } else { Came::Nothing }
    }

    fn save_noted_changes(&self, io: &mut Io) {
        if let Some(noted) = &self.noted_changes {
            io.put_sealed(&self.local, DEVICE_CHANGES, &cbor::encode(noted));
        }
    }

    /// When the next change can be put away.
    pub(crate) fn next_change_to_put_away(&self, now: Now) -> Option<i64> {
        let standing = self.noted_changes.iter().flat_map(Noted::standing).map(|one| one.since_ms + STANDS_MS);
        standing.filter(|at| *at > now.unix_ms).min()
    }

    /// What changed and was not put away here, the latest first.
    pub(crate) fn changes_view(&self, now: Now) -> DeviceChangesView {
        let Some(noted) = &self.noted_changes else { return DeviceChangesView::default() };
        let devices = OwnDevices { here: self.me().device, own: self.record.state().own, papers: self.record.papers() };
        let told = devices.own.members.device_changes().iter().rev().filter(|change| noted.tells(change));
        DeviceChangesView {
            changes: told.filter_map(|change| devices.change_view(change)).collect(),
            can_be_put_away: noted.standing().any(|one| one.can_be_put_away(now)),
        }
    }
}

/// The devices of the person who looks.
#[derive(Clone, Copy)]
pub(crate) struct OwnDevices<'a> {
    /// The device in hand.
    pub(crate) here: DeviceId,
    pub(crate) own: &'a OwnState,
    pub(crate) papers: &'a Papers,
}

impl OwnDevices<'_> {
    fn change_view(self, change: &DeviceChange) -> Option<DeviceChangeView> {
        let device = self.name_of(change.device);
        let what = match (change.what, device.paper) {
            (DeviceChanged::Added, false) => DeviceChangeKind::Added,
            (DeviceChanged::Removed, false) => DeviceChangeKind::Removed,
            (DeviceChanged::Added, true) if self.goes_with_a_paper(change, DeviceChanged::Removed) => {
                DeviceChangeKind::CodeReplaced
            }
            (DeviceChanged::Added, true) => DeviceChangeKind::CodeMade,
            // The new code, written in the same moment, tells it.
            (DeviceChanged::Removed, true) if self.goes_with_a_paper(change, DeviceChanged::Added) => return None,
            (DeviceChanged::Removed, true) => DeviceChangeKind::CodeRemoved,
        };
        let [date, time] = day_and_time(change.written);
        Some(DeviceChangeView { what, device, by: self.name_of(change.by), date, time })
    }

    /// Whether the same device added or removed a paper in the same moment.
    fn goes_with_a_paper(self, change: &DeviceChange, what: DeviceChanged) -> bool {
        let same = |one: &&DeviceChange| one.what == what && one.by == change.by && one.written == change.written;
        let mut changes = self.own.members.device_changes().iter().filter(same);
        changes.any(|one| self.papers.hold(self.own, one.device))
    }

    /// How an own device is called, with what tells it apart from others of the same name.
    pub(crate) fn name_of(self, device: DeviceId) -> DeviceNameView {
        let known = self.own.members.known_devices();
        let Some(named) = known.get(&device) else { return DeviceNameView::default() };
        // The one use of a name: two that are alike are told with their dates.
        let alike = known.iter().any(|(other, one)| *other != device && one.label == named.label);
        DeviceNameView {
            own: self.own.settings.device_name(device).map(|name| name.as_str().to_owned()),
            label: named.label.as_str().to_owned(),
            paper: self.papers.hold(self.own, device),
            this: device == self.here,
            since: alike.then(|| day_and_time(named.added)),
        }
    }
}

fn day_and_time(written: troth_core::WallTime) -> [String; 2] {
    [civil::date(written.date()), civil::time(written.time_of_day())]
}

/// Notes what came. What comes while a person is elsewhere is pointed at until they have been where it is told.
pub(crate) fn tend(space: &mut Space, io: &mut Io, ui: &mut Ui) {
    if space.note_changes(io) == Came::News {
        ui.points_at_changes = true;
    }
    if matches!((ui.place, &ui.detail), (Place::Today, None) | (_, Some(Detail::Devices))) {
        ui.points_at_changes = false;
    }
}

/// Puts away what has stood here long enough, on this device alone.
pub(crate) fn put_away(space: &mut Space, io: &mut Io) {
    let noted = space.noted_changes.iter_mut().flat_map(|noted| &mut noted.0);
    noted.filter(|one| one.can_be_put_away(io.now)).for_each(|one| one.put_away = true);
    space.save_noted_changes(io);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use troth_core::Command;
    use troth_core::membership::{LastEntry, MembershipCommand, Name};
    use troth_testkit::{Couple, Seed};

    use super::*;

    #[test]
    fn own_devices_of_one_name_are_told_apart_those_that_are_gone_too() {
        let mut couple = Couple::linked(Seed(1));
        let add = |device, label| {
            let label = Name::new(label).unwrap();
            Command::Membership(MembershipCommand::AddDevice { device: DeviceId([device; 16]), label })
        };
        couple.must(0, add(91, "Android"));
        couple.must(0, add(92, "iPad"));
        let name = |couple: &Couple, device| {
            let (own, here) = (couple.phone(0).own.state(), couple.phone(0).actor.device);
            OwnDevices { here, own, papers: &Papers::none() }.name_of(DeviceId([device; 16]))
        };
        assert_eq!(name(&couple, 91).since, None);
        couple.must(0, add(93, "Android"));
        let remove = MembershipCommand::RemoveDevice {
            device: DeviceId([91; 16]),
            own: LastEntry { seq: 0, id: None },
            shared: LastEntry { seq: 0, id: None },
        };
        couple.must(0, Command::Membership(remove));
        let added = day_and_time(couple.now(0));
        assert_eq!([91, 92, 93].map(|device| name(&couple, device).since), [Some(added.clone()), None, Some(added)]);
    }
}
