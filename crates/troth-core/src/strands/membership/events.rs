//! What the log says about who is here.

use minicbor::{Decode, Encode};
use serde::Serialize;

use super::epochs::SealBytes;
use crate::kernel::codec::events;
use crate::kernel::ids::{DeviceId, EntryId, EpochId, PartnerId};
use crate::kernel::telling::{plain, untold};
use crate::kernel::text::Text;
use crate::kernel::time::CivilDate;

/// Characters in a name or a device label; one line on a small screen.
pub const NAME_CHARS_MAX: usize = 60;

/// A partner's name, or a device's label.
pub type Name = Text<NAME_CHARS_MAX>;

/// The number of [`EpochSealed`]: the sync engine has to know these entries before they have a place.
pub const EPOCH_SEALED_KIND: u16 = 108;

events! {
    /// Who is here, on which devices, leaving, and rest. Both streams use them; kinds 100-199.
    pub enum MembershipEvent in 100..=199 {
        /// A partner is here, on their first device.
        PartnerJoined = 100, Both, "joined", plain;
        /// The author added another device of theirs.
        DeviceAdded = 101, Both, -, untold;
        /// The author removed a device of theirs.
        DeviceRemoved = 102, Both, -, untold;
        /// The author goes by another name.
        NameChanged = 103, Both, "name-changed", untold;
        /// The author left. No reason is asked for, and there is no place for one (care 18).
        Left = 104, Both, "left", untold;
        /// The author asked for rest.
        RestTaken = 105, Both, "rest-taken", untold;
        /// The author's rest is over.
        RestEnded = 106, Both, "rest-ended", untold;
        /// To which key epochs are sealed for a device of the author's. The own stream has that elsewhere.
        KeyTold = 107, Both, -, untold;
        /// An epoch of this stream, sealed to devices: a new one, or one passed on to a device that lacks it.
        EpochSealed = 108, Both, -, untold;
        /// Two copies of a device of the author's wrote in one place: the author says which one counts.
        ForkDecided = 110, Both, -, untold;
    }
}

/// The device that writes it becomes this partner's first.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PartnerJoined {
    /// Who.
    #[n(0)]
    #[serde(skip)]
    pub partner: PartnerId,
    /// The name they go by here.
    #[n(1)]
    pub name: Name,
    /// What they call the device.
    #[n(2)]
    #[serde(skip)]
    pub label: Name,
}

/// Another device of the author.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct DeviceAdded {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// What they call it.
    #[n(1)]
    pub label: Name,
}

/// After this the device says nothing more: its entries beyond number `last_seq` that come later in the log are void.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct DeviceRemoved {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The last of its entries in this stream that the remover had seen.
    #[n(1)]
    pub last_seq: u64,
}

/// A new name.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NameChanged {
    /// The name.
    #[n(0)]
    pub name: Name,
}

/// Empty on purpose.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Left {}

/// Rest from the day it was written.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RestTaken {
    /// The last day of rest; none for "until I end it".
    #[n(0)]
    pub until: Option<CivilDate>,
}

/// Rest ends on the day it was written.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RestEnded {}

/// The public key to which epochs are sealed for a device. It never changes.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct KeyTold {
    /// A device of the author's.
    #[n(0)]
    pub device: DeviceId,
    /// Its receiving key.
    #[n(1)]
    pub receiving: SealBytes,
}

/// An epoch, sealed to devices.
///
/// The first entry in the log that names an epoch starts it; those that follow pass it on. There are places for a fixed
/// number of devices, and those that are not needed hold random bytes, so that the size doesn't count devices.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct EpochSealed {
    /// The epoch.
    #[n(0)]
    pub epoch: EpochId,
    /// Its key, for each device.
    #[n(1)]
    pub seals: Vec<EpochSeal>,
    /// The epochs before it that no other brings along, each wrapped under its key, so that it opens all history.
    #[n(2)]
    pub before: Vec<EpochBefore>,
}

/// The key of an epoch, sealed to one device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct EpochSeal {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The key, sealed to the device's receiving key.
    #[n(1)]
    pub sealed: SealBytes,
}

/// An epoch before, wrapped under the key of the one that brings it along.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct EpochBefore {
    /// The epoch before.
    #[n(0)]
    pub epoch: EpochId,
    /// Its key, wrapped.
    #[n(1)]
    pub wrapped: SealBytes,
}

/// Which of two copies of a device counts. What the other one wrote stays: it was said, and is marked as a copy's.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct ForkDecided {
    /// The device that has copies.
    #[n(0)]
    pub device: DeviceId,
    /// The first entry, in the place that both claim, of the copy that counts.
    #[n(1)]
    pub keep: EntryId,
}
