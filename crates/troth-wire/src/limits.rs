//! The limits of the wire format, each with its reason.

/// Largest header of a record, in bytes: 32 dependencies of 32 bytes, a wrapped tag and room to grow.
pub const HEADER_MAX_BYTES: usize = 4 * 1024;

/// Largest slot of a record, in bytes: one wrapped content key and its nonce, with room for a second suite.
pub const SLOT_MAX_BYTES: usize = 256;

/// Largest body of a record, in bytes: about thirty pages of prose, yet a single small write.
pub const BODY_MAX_BYTES: usize = 64 * 1024;

/// Most records in one push or page: then 20,000 records take some eighty requests.
pub const BATCH_MAX_RECORDS: usize = 256;

/// Largest sum of record bytes in one push or page: a phone can hold it twice without strain.
pub const BATCH_MAX_BYTES: usize = 1024 * 1024;

/// Largest encoded push, in bytes: the records and at most 32 bytes of CBOR around each.
pub const PUSH_MAX_BYTES: usize = BATCH_MAX_BYTES + BATCH_MAX_RECORDS * 32 + 1024;

/// Largest encoded answer of the relay, in bytes: a full page with the positions written out.
pub const PAGE_MAX_BYTES: usize = BATCH_MAX_BYTES + BATCH_MAX_RECORDS * 48 + 1024;

/// Most devices of one side of a mailbox: one partner's devices, and so what neither partner can use up for the other.
pub const SIDE_MAX_DEVICES: usize = 8;

/// Most sides of a mailbox: that of a private record has one, that of two partners has two.
pub const MAILBOX_MAX_SIDES: usize = 2;

/// Most bytes of one mailbox: enough for decades of writing, and a bound on the cost of one couple. Each side of two has
/// half of it.
pub const MAILBOX_MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Most records of one mailbox: a hundred a day for a quarter of a century. Each side of two has half of them.
pub const MAILBOX_MAX_RECORDS: u64 = 1_000_000;

/// Largest sum of record bytes in a ring; larger changes are pulled.
pub const RING_MAX_BYTES: usize = 4 * 1024;

/// Most mailboxes that one connection watches: the own one, the shared one, and room for more.
pub const WATCH_MAX_MAILBOXES: usize = 64;

/// Largest message of an invitation slot, in bytes: keys, words and a welcome with wrapped epochs.
pub const INVITATION_MESSAGE_MAX_BYTES: usize = 16 * 1024;

/// Highest slot of an invitation; slot 0 is written by the inviter when the invitation is made.
pub const INVITATION_LAST_SLOT: u8 = 5;

/// Days that an invitation lives after the day of its creation.
pub const INVITATION_DAYS: u32 = 7;

/// Largest recovery blob, in bytes: a keyring with many epochs.
pub const RECOVERY_MAX_BYTES: usize = 64 * 1024;

/// Most minutes by which a device's clock may differ from the relay's when it signs in.
///
/// Wide enough for a clock that was never set exactly, narrow enough that the relay remembers few nonces.
pub const SESSION_SKEW_MINUTES: u64 = 15;

/// Minutes that a session token lasts.
pub const SESSION_MINUTES: u64 = 60;

/// Longest host name (with port) that a session statement may name, in bytes: the longest DNS name and a port.
pub const HOST_MAX_BYTES: usize = 255 + 6;

/// Longest bearer token, in bytes.
pub const TOKEN_MAX_BYTES: usize = 256;

/// Longest hint of an error, in bytes.
pub const HINT_MAX_BYTES: usize = 512;

/// Seconds that a long poll stays open before it answers "nothing new": below the usual proxy timeout of 30 s.
pub const WAIT_SECONDS: u64 = 25;
