//! Keys and sealing: turns content into sealed records, and back.
//!
//! The vault is pure. It reads no clock and no disk, and takes randomness as `&mut impl rand_core::CryptoRng`. It knows
//! nothing about what an entry means, and checks neither chains nor order: `troth-sync` does. One suite is fixed and
//! nothing is negotiated: XChaCha20-Poly1305, BLAKE3, X25519 with HPKE, Argon2id, and Ed25519 for requests to the relay
//! and for opening a device's chain. Content is **not** signed: each partner can tell who wrote an entry, and neither can prove it to a third party
//! (care 23).
//!
//! | concern | start at |
//! |---|---|
//! | an entry | [`seal_entry`], [`open_entry`], [`is_own`] |
//! | who may add to a device's chain | [`ChainLink`] |
//! | keys of a device, a stream, a partner | [`DeviceKeys`], [`StreamKeys`], [`SharedKeys`], [`Keyring`] |
//! | enrolling in a mailbox | [`Admission`] |
//! | linking a partner, adding a device | [`Invitation`], [`Inviter`], [`InviteeOffer`] |
//! | a lost device, a locked device | [`RecoveryCode`], [`LocalKey`] |
//! | a check-in that opens for both partners or for neither | [`Cell`], [`open_cell`] |
//!
//! docs/format.md specifies every byte. `docs/decoder/decode.py` reads the frozen vectors without this code. Names
//! follow a rule: `make_` is random, `derive_` is deterministic, `dangerous_` hands out what should stay inside.

mod codec;
mod hazmat;
mod safe;
mod secret;
mod words;

pub use safe::admission::{Admission, derive_seat_root};
pub use safe::cell::{
    ANSWER_MAX_BYTES, CELL_BYTES, Cell, CellError, CellSecret, OPENING_BYTES, make_opening, open_cell, reveal_own,
};
pub use safe::chain::{CHAIN_FIRST_SEQ, ChainCommitment, ChainKey, ChainLink, ChainOpening};
pub use safe::device::{DeviceKeys, DevicePublic, ReceivingKey};
pub use safe::entry::{
    BODY_CONTENT_MAX_BYTES, Body, OpenError, OpenedEntry, SealError, dangerous_seal_linked, is_own, open_entry,
    seal_entry,
};
pub use safe::epoch::{
    EPOCHS_MAX, EpochError, EpochId, EpochKey, StreamKeys, open_epoch, seal_epoch_to, unwrap_previous, wrap_previous,
};
pub use safe::error::{StateError, StateFault};
pub use safe::header::{DEPS_MAX, FORMAT_VERSION, RecordHeader, Written};
pub use safe::invitation::{Invitation, InvitationError, Purpose};
pub use safe::invitee::{Invitee, InviteeApproved, InviteeComparing, InviteeOffer};
pub use safe::inviter::{Inviter, InviterComparing, InviterConfirmed};
pub use safe::keyring::{Keyring, PersonalKey};
pub use safe::linking::{BUNDLE_MAX_BYTES, LinkError, SAFETY_WORDS, WELCOME_MAX_BYTES, WORD_CHOICES};
pub use safe::local::{LocalKey, LockError, seal_under_passphrase, unlock};
pub use safe::recovery::{
    KitKey, RECOVERY_WORDS, RecoveryCode, RecoveryCodeError, RecoveryError, RecoveryKeys, RecoveryTarget,
    open_recovery_kit, seal_recovery_kit,
};
pub use safe::seats::{Seat, SeatError, SharedKeys};
