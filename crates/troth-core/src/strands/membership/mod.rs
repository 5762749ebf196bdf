//! Membership: partners, their devices, the epochs of keys, leaving, and rest.

mod changes;
mod decide;
mod epochs;
mod events;
mod leaves;
mod rest;
mod sealing;
mod state;

pub use changes::{DeviceChange, DeviceChanged};
pub use decide::MembershipCommand;
pub(crate) use decide::{Streams, decide};
pub use epochs::{
    Cause, EPOCHS_BEFORE_MAX, EPOCHS_BY_ITSELF_MAX, EPOCHS_OF_REMOVED_MAX, EPOCHS_STARTED_MAX, SEAL_BYTES_MAX,
    SEALS_MAX, SealBytes, UNOPENED_EPOCHS_MAX, UNOPENED_MAX,
};
pub use events::{
    ContentMissing, DeviceAdded, DeviceRemoved, EPOCH_SEALED_KIND, EpochBefore, EpochSeal, EpochSealed, EpochUnopened,
    ForkDecided, KeyTold, LastEntry, Left, MISSING_MAX, MembershipEvent, NAME_CHARS_MAX, Name, NameChanged,
    PartnerJoined, RestEnded, RestTaken,
};
pub use rest::{REST_BLOCK_DAYS, REST_DAYS_MAX, REST_FREE_DAYS, Resting};
pub use sealing::Unopened;
pub use state::{DEVICES_MAX, Device, Link, Members, Partner, Seat};
