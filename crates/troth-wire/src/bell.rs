//! The doorbell: one live connection for each device. It rings when a mailbox grows, and the device may push on it.
//!
//! ```text
//! device                                   relay
//!   Hello { token }                    ->
//!                                      <-  Welcome
//!   Watch { ticket, (mailbox, cursor)* } ->
//!                                      <-  Watching { ticket, unreachable }
//!                                      <-  Ring { mailbox, cursor, records }       whenever a mailbox differs
//!   Push { ticket, mailbox, records }  ->
//!                                      <-  Pushed { ticket, receipt } | Refused { ticket, error }
//! ```
//!
//! A ring says that a mailbox changed, never who changed it or who is connected. The device that pushed is rung as
//! well.

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::cursor::Cursor;
use crate::error::WireError;
use crate::ids::MailboxId;
use crate::limits::{BATCH_MAX_RECORDS, WATCH_MAX_MAILBOXES};
use crate::mailbox::{PositionedRecord, PushReceipt, PushRequest, read_records};
use crate::session::Token;

/// A number that the device chooses for a message; the answer repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// One mailbox to watch, and how far the device has read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watched {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The device's position. The relay rings at once if the mailbox's end differs.
    pub cursor: Cursor,
}

/// The mailboxes to watch; also the body of the long poll `POST /v1/bell/wait`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// At most [`WATCH_MAX_MAILBOXES`].
    pub mailboxes: Vec<Watched>,
}

/// A message of a device on the live connection: one binary message each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientMessage {
    /// The first message: the token of a session.
    Hello(Token),
    /// Replaces the list of watched mailboxes.
    Watch(Ticket, Watch),
    /// Appends records, as `POST /v1/mailboxes/{id}/records` does.
    Push(Ticket, MailboxId, PushRequest),
}

/// A mailbox differs from the device's position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// Its end.
    pub cursor: Cursor,
    /// The newest records if they are small, in order; empty if the device must pull.
    ///
    /// They lead up to `cursor`. A device whose position is not right before the first of them pulls instead.
    pub records: Vec<PositionedRecord>,
}

/// The answer to a long poll: one ring for each mailbox that differs; empty after a timeout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rings {
    /// At most one per watched mailbox.
    pub rings: Vec<Ring>,
}

/// The answer to a watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watching {
    /// The ticket of the watch.
    pub ticket: Ticket,
    /// Listed mailboxes that this device cannot read.
    pub unreachable: Vec<MailboxId>,
}

/// A refusal of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The ticket of the refused message; 0 if it had none, and then the relay closes the connection.
    pub ticket: Ticket,
    /// Why.
    pub error: WireError,
}

/// A message of the relay on the live connection: one binary message each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayMessage {
    /// The token is good.
    Welcome,
    /// The list is watched from now on.
    Watching(Watching),
    /// A mailbox differs.
    Ring(Ring),
    /// The push is on the relay's disk.
    Pushed(Ticket, PushReceipt),
    /// The message was refused and changed nothing.
    Refused(Refused),
}

impl Coded for Ticket {
    fn write(&self, to: &mut Writer) {
        to.uint(self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.uint().map(Self)
    }
}

impl Coded for Watched {
    fn write(&self, to: &mut Writer) {
        to.map(2).uint(0).item(&self.mailbox).uint(1).item(&self.cursor);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(2)?;
        let mailbox = MailboxId::read(from.key(0)?)?;
        let cursor = Cursor::read(from.key(1)?)?;
        Ok(Self { mailbox, cursor })
    }
}

impl Coded for Watch {
    fn write(&self, to: &mut Writer) {
        to.map(1).uint(0).list(&self.mailboxes);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(1)?;
        Ok(Self { mailboxes: from.key(0)?.list("watched mailboxes", WATCH_MAX_MAILBOXES)? })
    }
}

impl Coded for Ring {
    fn write(&self, to: &mut Writer) {
        to.map(3).uint(0).item(&self.mailbox).uint(1).item(&self.cursor).uint(2).list(&self.records);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(3)?;
        let mailbox = MailboxId::read(from.key(0)?)?;
        let cursor = Cursor::read(from.key(1)?)?;
        let records = from.key(2)?.list("ring", BATCH_MAX_RECORDS)?;
        Ok(Self { mailbox, cursor, records })
    }
}

impl Coded for Rings {
    fn write(&self, to: &mut Writer) {
        to.map(1).uint(0).list(&self.rings);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(1)?;
        Ok(Self { rings: from.key(0)?.list("rings", WATCH_MAX_MAILBOXES)? })
    }
}

/// Live messages are arrays: the number of the kind, then its fields.
impl Coded for ClientMessage {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Hello(token) => to.array(2).uint(0).item(token),
            Self::Watch(ticket, watch) => to.array(3).uint(1).item(ticket).item(watch),
            Self::Push(ticket, mailbox, push) => to.array(4).uint(2).item(ticket).item(mailbox).list(&push.records),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let items = from.array("live message", 4)?;
        match (items, from.uint()?) {
            (2, 0) => Token::read(from).map(Self::Hello),
            (3, 1) => Ok(Self::Watch(Ticket::read(from)?, Watch::read(from)?)),
            (4, 2) => {
                let (ticket, mailbox) = (Ticket::read(from)?, MailboxId::read(from)?);
                Ok(Self::Push(ticket, mailbox, PushRequest { records: read_records(from)? }))
            }
            _ => Err(DecodeError::Invalid("kind of live message")),
        }
    }
}

impl Coded for RelayMessage {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::Welcome => to.array(1).uint(0),
            Self::Watching(answer) => to.array(3).uint(1).item(&answer.ticket).list(&answer.unreachable),
            Self::Ring(ring) => to.array(2).uint(2).item(ring),
            Self::Pushed(ticket, receipt) => to.array(3).uint(3).item(ticket).item(receipt),
            Self::Refused(refused) => to.array(3).uint(4).item(&refused.ticket).item(&refused.error),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let items = from.array("live message", 3)?;
        match (items, from.uint()?) {
            (1, 0) => Ok(Self::Welcome),
            (3, 1) => {
                let ticket = Ticket::read(from)?;
                let unreachable = from.list("unreachable mailboxes", WATCH_MAX_MAILBOXES)?;
                Ok(Self::Watching(Watching { ticket, unreachable }))
            }
            (2, 2) => Ring::read(from).map(Self::Ring),
            (3, 3) => Ok(Self::Pushed(Ticket::read(from)?, PushReceipt::read(from)?)),
            (3, 4) => {
                let (ticket, error) = (Ticket::read(from)?, WireError::read(from)?);
                Ok(Self::Refused(Refused { ticket, error }))
            }
            _ => Err(DecodeError::Invalid("kind of live message")),
        }
    }
}
