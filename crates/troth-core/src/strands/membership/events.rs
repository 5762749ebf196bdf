//! The events of membership.

use minicbor::{Decode, Encode};
use serde::Serialize;

use super::epochs::SealBytes;
use crate::kernel::codec::events;
use crate::kernel::ids::{DeviceId, EntryId, EpochId, PartnerId};
use crate::kernel::telling::{plain, untold};
use crate::kernel::text::Text;
use crate::kernel::time::CivilDate;

/// Characters of a name or a device label: a line on a small screen.
pub const NAME_CHARS_MAX: usize = 60;

/// The name of a partner, or the label of a device.
pub type Name = Text<NAME_CHARS_MAX>;

/// The number of [`EpochSealed`]. The sync engine has to find these entries before the log can sort them.
pub const EPOCH_SEALED_KIND: u16 = 108;

events! {
    /// Partners, their devices and keys, leaving, and rest; both streams, kinds 100-199.
    pub enum MembershipEvent in 100..=199 {
        /// A partner joins, on their first device.
        PartnerJoined = 100, Both, "joined", plain;
        /// The author adds another device of theirs.
        DeviceAdded = 101, Both, -, untold;
        /// The author removes a device of theirs.
        DeviceRemoved = 102, Both, -, untold;
        /// The author changes their name.
        NameChanged = 103, Both, "name-changed", plain;
        /// The author leaves. The event has no field for a reason (care 18).
        Left = 104, Both, "left", untold;
        /// The author asks for rest.
        RestTaken = 105, Both, "rest-taken", untold;
        /// The author ends their rest.
        RestEnded = 106, Both, "rest-ended", untold;
        /// The author tells the receiving key of a device of theirs. In the own stream, other entries hold it.
        KeyTold = 107, Both, -, untold;
        /// An epoch of this stream, sealed to devices: a new epoch, or one that is passed on to a device that lacks it.
        EpochSealed = 108, Both, -, untold;
        /// Two copies of a device wrote entries with the same number. Its owner decides which copy counts.
        ForkDecided = 110, Both, -, untold;
        /// The author's device can't open an epoch that was sealed to it. Another device of the author passes it on.
        EpochUnopened = 111, Own, -, untold;
        /// The content of entries of this stream is withheld from the writing device, or no longer.
        ContentMissing = 115, Both, -, untold;
    }
}

/// A joining partner. The writing device becomes their first.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PartnerJoined {
    /// The partner.
    #[n(0)]
    #[serde(skip)]
    pub partner: PartnerId,
    /// Their name.
    #[n(1)]
    pub name: Name,
    /// The label of the device.
    #[n(2)]
    #[serde(skip)]
    pub label: Name,
}

/// An added device.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct DeviceAdded {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// Its label.
    #[n(1)]
    pub label: Name,
}

/// A removed device. Its entries beyond number `last_seq` that sort after this one are void.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct DeviceRemoved {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The number of its last entry in this stream that the removing device had seen.
    #[n(1)]
    pub last_seq: u64,
    /// That entry: what else claims its number, or a number before it, is not the device's. `None` if there is no entry.
    #[n(2)]
    pub last: Option<EntryId>,
}

/// The last entry of a device that another device has seen in a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LastEntry {
    /// Its number in the device's chain; 0 if there is no entry.
    pub seq: u64,
    /// The entry.
    pub id: Option<EntryId>,
}

/// A new name.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct NameChanged {
    /// The name.
    #[n(0)]
    pub name: Name,
}

/// The author leaves. Empty on purpose.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Left {}

/// Rest from the day of the entry.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RestTaken {
    /// The last day of rest; `None` for "until I end it".
    #[n(0)]
    pub until: Option<CivilDate>,
}

/// The end of rest, on the day of the entry.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RestEnded {}

/// The public key to which epochs are sealed for a device. A device keeps it for life.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct KeyTold {
    /// A device of the author.
    #[n(0)]
    pub device: DeviceId,
    /// Its receiving key.
    #[n(1)]
    pub receiving: SealBytes,
}

/// An epoch, sealed to devices.
///
/// The first entry in the log that names an epoch starts it. Later ones pass it on. It has a fixed number of places,
/// and unused places hold random bytes, so that the size does not reveal the number of devices.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct EpochSealed {
    /// The epoch.
    #[n(0)]
    pub epoch: EpochId,
    /// Its key, sealed to each device.
    #[n(1)]
    pub seals: Vec<EpochSeal>,
    /// The earlier epochs that no other epoch wraps, each wrapped under this one's key, which so opens all history.
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

/// An earlier epoch, wrapped under the key of a later one.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub struct EpochBefore {
    /// The earlier epoch.
    #[n(0)]
    pub epoch: EpochId,
    /// Its key, wrapped.
    #[n(1)]
    pub wrapped: SealBytes,
}

/// Most entries that a [`ContentMissing`] names. One is enough to warn; a few help to find the cause.
pub const MISSING_MAX: usize = 8;

/// The entries of this stream that came to the writing device without their content; empty once all of it is there.
///
/// A device writes it only when content is withheld from it, so it says nothing about reading.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct ContentMissing {
    /// At most [`MISSING_MAX`] entries; further ones count for nothing.
    #[n(0)]
    pub entries: Vec<EntryId>,
}

/// Which of two copies of a device counts. Entries of the other copy stay in the record, marked as written by a copy.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct ForkDecided {
    /// The device that has copies.
    #[n(0)]
    pub device: DeviceId,
    /// The first entry of the copy that counts, at the number that both copies used.
    #[n(1)]
    pub keep: EntryId,
}

/// An epoch that was sealed to the author's device and does not open: what stands there is not its key.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct EpochUnopened {
    /// The epoch, of either stream.
    #[n(0)]
    pub epoch: EpochId,
}
