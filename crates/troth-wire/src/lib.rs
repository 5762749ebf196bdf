//! The wire format between clients and the relay: ids, cursors, sealed records, errors, limits.
//!
//! Messages are CBOR with integer keys in ascending order. Decoders refuse anything beyond [`limits`] before they
//! allocate for it, and any bytes after the end. The version of the format is the `/v1` of the path: within a version a
//! message has exactly the fields written here.
//!
//! This crate does no I/O and opens nothing: it knows sizes and positions, and no key ever passes through it. Begin
//! with [`SealedRecord`], [`Cursor`] and [`WireMessage`].
//!
//! ```
//! use troth_wire::{Cursor, WireMessage, PositionedRecord, PullPage, RecordError, SealedRecord, limits};
//!
//! let record = SealedRecord::new(b"header".to_vec(), b"slot".to_vec(), b"body".to_vec())?;
//! let cursor = Cursor::START.then(&record.id());
//! assert_eq!(cursor.seq, 1);
//!
//! let page = PullPage { records: vec![PositionedRecord { seq: 1, day: 20_786, record }], cursor, more: false };
//! let bytes = page.encode();
//! assert_eq!(PullPage::decode(&bytes)?, page);
//! assert!(PullPage::decode(&bytes[1..]).is_err());
//!
//! let too_large = SealedRecord::new(vec![0; limits::HEADER_MAX_BYTES + 1], Vec::new(), Vec::new());
//! assert!(matches!(too_large, Err(RecordError::TooLarge { part: "header", .. })));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod admission;
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

pub use admission::{EnrolRequest, EnrolStatement, MailboxRoots, MailboxSide, SideView};
pub use bell::{ClientMessage, Refused, RelayMessage, Ring, Rings, Ticket, Watch, Watched, Watching};
pub use codec::{DecodeError, WireMessage};
pub use cursor::{Cursor, RunningHash};
pub use error::{ErrorCode, ErrorDetail, WireError};
pub use ids::{BlobId, DeviceId, IdError, InvitationId, MailboxId, RecordId, SigningKey, StreamId};
pub use mailbox::{PositionedRecord, PullPage, PushReceipt, PushRequest};
pub use record::{RecordError, SealedRecord};
pub use recovery::{RecoveryErase, RecoveryPut, WriteToken};
pub use session::{SessionAnswer, SessionRequest, SessionStatement, Signature, Token};
