//! What client and relay say to each other: ids, cursors, sealed records, limits.
//!
//! Everything here is CBOR with integer keys in ascending order, read by decoders that refuse anything larger than
//! [`limits`] before they allocate for it, and anything left over afterwards.
//! The version of the format is the `/v1` of the path: within a version a message has exactly the fields written here.
//!
//! What is sealed stays sealed: this crate knows sizes and positions, and no key ever passes through it.

mod bell;
mod codec;
mod cursor;
mod error;
mod ids;
pub mod limits;
mod mailbox;
mod record;
mod recovery;
mod session;

pub use bell::{ClientMessage, Refused, RelayMessage, Ring, Rings, Ticket, Watch, Watched, Watching};
pub use codec::{DecodeError, Message};
pub use cursor::{Cursor, RunningHash};
pub use error::{Detail, ErrorCode, WireError};
pub use ids::{BlobId, DeviceId, IdError, InvitationId, MailboxId, RecordId, SigningKey, StreamId};
pub use mailbox::{PositionedRecord, PullPage, PushReceipt, PushRequest};
pub use record::{RecordError, SealedRecord};
pub use recovery::{RecoveryErase, RecoveryPut, WriteToken};
pub use session::{SessionAnswer, SessionRequest, SessionStatement, Signature, Token};
