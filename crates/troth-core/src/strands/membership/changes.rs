//! Changes of a partner's devices, which the app tells on each of that partner's devices.

use crate::kernel::ids::DeviceId;
use crate::kernel::time::WallTime;

/// What happened to a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DeviceChanged {
    /// It was added, and reads new entries from then on.
    Added,
    /// It was removed.
    Removed,
}

/// A change. A device is added once and removed once, so kind and device together name the change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeviceChange {
    /// What happened.
    pub what: DeviceChanged,
    /// The changed device.
    pub device: DeviceId,
    /// The device that wrote the change.
    pub by: DeviceId,
    /// When, by the clock of the writing device.
    pub written: WallTime,
}
