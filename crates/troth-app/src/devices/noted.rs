//! Which changes of own devices this device has come to know, when, and which were put away on it.

use minicbor::{Decode, Encode};
use troth_core::DeviceId;
use troth_core::membership::{DeviceChange, DeviceChanged};

use crate::effect::Now;
use crate::storage::rows::DEVICE_CHANGES;
use crate::storage::unread::{Opening, Stored};

pub(crate) const HOUR_MS: i64 = 60 * 60 * 1000;

/// On a device that begins to tell changes, because it was added just now or had an older app, those that are older than
/// this are not told: a person would remember a month, and a list of years would hide the one line that matters.
pub(crate) const BEFORE_MS: i64 = 30 * 24 * HOUR_MS;

/// No change can be put away before it stood on the device for this long: an attacker who made it by holding the device
/// for a moment has given it back by then.
pub(crate) const STANDS_MS: i64 = 24 * HOUR_MS;

/// The changes that this device has come to know.
#[derive(Default, Encode, Decode)]
pub(crate) struct Noted(#[n(0)] pub(crate) Vec<NotedChange>);

/// One of them. A device is added once and removed once, so this names the change on every device.
#[derive(Encode, Decode)]
pub(crate) struct NotedChange {
    #[n(0)]
    pub(crate) device: DeviceId,
    #[n(1)]
    pub(crate) removed: bool,
    /// When it came here, in milliseconds since 1970.
    #[n(2)]
    pub(crate) since_ms: i64,
    #[n(3)]
    pub(crate) put_away: bool,
}

impl NotedChange {
    pub(crate) fn is(&self, change: &DeviceChange) -> bool {
        self.device == change.device && self.removed == (change.what == DeviceChanged::Removed)
    }

    pub(crate) fn can_be_put_away(&self, now: Now) -> bool {
        !self.put_away && now.unix_ms >= self.since_ms + STANDS_MS
    }
}

impl Noted {
    /// What was noted here. Where the notes can't be read, every change is told once more: none may be hidden.
    pub(crate) fn open(opening: &mut Opening<'_>) -> Option<Self> {
        match opening.read(DEVICE_CHANGES, |bytes| minicbor::decode(bytes).ok()) {
            Stored::Missing => None,
            Stored::Read(noted) => Some(noted),
            Stored::Unreadable => Some(Self::default()),
        }
    }

    pub(crate) fn standing(&self) -> impl Iterator<Item = &NotedChange> {
        self.0.iter().filter(|one| !one.put_away)
    }

    pub(crate) fn tells(&self, change: &DeviceChange) -> bool {
        self.standing().any(|one| one.is(change))
    }
}
