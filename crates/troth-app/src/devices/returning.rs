//! Coming back by the recovery code where all places for devices are taken: old ones are taken out in the same step.

use troth_core::membership::DEVICES_MAX;

use crate::app::App;
use crate::devices::changes::OwnDevices;
use crate::devices::papers::Papers;
use crate::message::{Message, Performed};
use crate::space::{Space, open};
use crate::view::{Busy, DeviceView, ReturningView};
use crate::{civil, key};

impl Space {
    /// Whether this device can't come in before another one goes. Only who has read the own record to its end knows.
    pub(crate) fn must_make_room(&self) -> bool {
        let (Some(next), me) = (&self.next_device, self.me()) else { return false };
        let own = &self.record.state().own.members;
        let next = troth_core::DeviceId(next.id().to_bytes());
        let is_full = own.partner(me.partner).is_some_and(|partner| partner.devices.len() >= DEVICES_MAX);
        is_full && own.holder(next).is_none() && own.is_active(me.device)
    }

    /// This person's devices, that of the hand first, with the day on which each last wrote.
    pub(crate) fn device_views(&self) -> Vec<DeviceView> {
        let last = self.record.last_days();
        let mut views = device_views(self.me(), self.record.state().own, self.record.papers());
        for (id, view) in &mut views {
            view.last = last.get(id).map(|day| civil::date(*day));
        }
        views.into_iter().map(|(_, view)| view).collect()
    }
}

/// The devices of a person who looks, the one in hand first.
pub(crate) fn device_views(
    me: troth_core::Actor,
    own: &troth_core::OwnState,
    papers: &Papers,
) -> Vec<(troth_core::DeviceId, DeviceView)> {
    let names = OwnDevices { here: me.device, own, papers };
    let devices = own.members.partner(me.partner).into_iter().flat_map(|partner| &partner.devices);
    let view = |(id, device): (&troth_core::DeviceId, &troth_core::membership::Device)| {
        let since = civil::date(device.added.date());
        (*id, DeviceView { key: key::write(id), name: names.name_of(*id), since, last: None })
    };
    let mut views: Vec<_> = devices.map(view).collect();
    views.sort_by_key(|(_, view)| !view.name.this);
    views
}

fn last_used(device: &DeviceView) -> &str {
    device.last.as_ref().unwrap_or(&device.since)
}

impl App {
    /// What is asked of somebody for whom there is no room; the device that wrote longest ago comes first.
    pub(crate) fn returning_view(&self, space: &Space) -> Option<ReturningView> {
        if !space.must_make_room() || !space.record.is_read(troth_core::Stream::Own) {
            return None;
        }
        let mut devices = space.device_views();
        // The paper itself is the one that acts here.
        devices.retain(|device| !device.name.this);
        // One that never wrote has been of no use since it was added.
        devices.sort_by(|one, other| last_used(one).cmp(last_used(other)));
        Some(ReturningView { devices, limit: DEVICES_MAX, busy: Busy::No })
    }

    /// Takes devices out, so that this one comes in.
    pub(crate) fn make_room(&mut self, without: &[String]) -> Performed {
        if !open(&mut self.space)?.must_make_room() {
            return Err(Message::plain("problem-already-done"));
        }
        if without.is_empty() {
            return Err(Message::plain("problem-choose-device"));
        }
        for name in without {
            self.remove_device(name)?;
        }
        self.ui.done = None;
        Ok(())
    }
}
