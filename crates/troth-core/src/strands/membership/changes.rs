//! What changed about somebody's devices, so that it can be told to whoever holds one of them.

use crate::kernel::ids::DeviceId;
use crate::kernel::time::WallTime;

/// What happened to a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DeviceChanged {
    /// It was added, and reads along from then on.
    Added,
    /// It was removed.
    Removed,
}

/// One change. A device is added once and removed once, so what and which device name it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeviceChange {
    /// What happened.
    pub what: DeviceChanged,
    /// To which device.
    pub device: DeviceId,
    /// On which device it was done.
    pub by: DeviceId,
    /// When, by the clock of that one.
    pub written: WallTime,
}
