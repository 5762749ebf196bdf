//! The doorbell: one live connection that says when a mailbox grew.

use troth_wire::{ClientMessage, ErrorCode, MailboxId, RelayMessage, Ticket, Watch, WireMessage as _};

use crate::effect::{BellNews, Effect, Network};
use crate::io::Io;
use crate::relay::RelayLine;
use crate::space::Space;

/// A closed bell is tried again after this long.
const RETRY_MS: i64 = 3_000;
/// Without a bell, mailboxes are asked this often.
pub(crate) const ASK_EVERY_MS: i64 = 20_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Socket {
    #[default]
    Closed,
    Opening,
    Open,
}

/// What is known of the doorbell.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    socket: Socket,
    retry_at: i64,
    watched: Vec<MailboxId>,
    tickets: u64,
    asked_at: i64,
    /// A watch that named a mailbox out of reach is sent again no earlier than this.
    watch_at: i64,
}

impl Bell {
    /// When the bell wants to be looked at again.
    pub(crate) fn wake_at(&self) -> i64 {
        match self.socket {
            Socket::Open => self.watch_at,
            Socket::Opening | Socket::Closed => self.retry_at.max(self.asked_at.saturating_add(RETRY_MS)),
        }
    }
}

impl Bell {
    pub(crate) fn said<P>(&mut self, news: BellNews, line: &mut RelayLine<P>, space: Option<&mut Space>, io: &mut Io) {
        match news {
            BellNews::Open => {}
            BellNews::Closed => self.closed(space, io.now.unix_ms),
            BellNews::Message(bytes) => match RelayMessage::decode(&bytes) {
                Ok(RelayMessage::Welcome) => {
                    self.socket = Socket::Open;
                    self.watched.clear();
                }
                Ok(RelayMessage::Ring(ring)) => {
                    if let Some(space) = space {
                        space.record.on_ring(io, &space.local, ring);
                    }
                }
                Ok(RelayMessage::Watching(watching)) => {
                    // A mailbox that is not there yet is asked for again once it may be.
                    self.watched.retain(|mailbox| !watching.unreachable.contains(mailbox));
                    if !watching.unreachable.is_empty() {
                        self.watch_at = io.now.unix_ms + RETRY_MS;
                    }
                }
                Ok(RelayMessage::Refused(refused)) if refused.error.code == ErrorCode::SessionExpired => {
                    line.end_session();
                }
                Ok(RelayMessage::Refused(_) | RelayMessage::Pushed(..)) | Err(_) => {}
            },
        }
    }

    /// Closes the bell, if it is open. It is opened again by [`Bell::tend`].
    pub(crate) fn hang_up(&mut self, io: &mut Io) {
        if self.socket != Socket::Closed {
            io.effects.push(Effect::CloseBell);
            self.socket = Socket::Closed;
            self.watched.clear();
        }
    }

    fn closed(&mut self, space: Option<&mut Space>, now: i64) {
        self.socket = Socket::Closed;
        self.retry_at = now + RETRY_MS;
        // What rang while the line broke is asked for, and a session that ended with it is noticed.
        if let Some(space) = space {
            space.record.refresh();
        }
    }

    /// Opens the bell, watches what is new, and asks by hand while there is none.
    pub(crate) fn tend<P>(&mut self, line: &RelayLine<P>, network: Network, space: &mut Space, io: &mut Io) {
        let now = io.now.unix_ms;
        match (self.socket, line.token()) {
            (Socket::Closed, Some(token)) if network == Network::Up && now >= self.retry_at => {
                let hello = ClientMessage::Hello(token.clone()).encode();
                io.effects.push(Effect::OpenBell { hello });
                self.socket = Socket::Opening;
                self.retry_at = now + RETRY_MS;
            }
            (Socket::Open, _) => self.watch(space, io),
            _ if now >= self.asked_at + ASK_EVERY_MS => {
                self.asked_at = now;
                space.record.refresh();
            }
            _ => {}
        }
    }

    fn watch(&mut self, space: &Space, io: &mut Io) {
        // Named before it is made, a mailbox would be out of reach, and its first rings unheard.
        if space.makes_mailbox() {
            return;
        }
        let mailboxes = space.record.watched();
        let ids: Vec<MailboxId> = mailboxes.iter().map(|watched| watched.mailbox).collect();
        let is_new = ids.iter().any(|mailbox| !self.watched.contains(mailbox));
        if is_new && io.now.unix_ms >= self.watch_at {
            self.tickets += 1;
            let message = ClientMessage::Watch(Ticket(self.tickets), Watch { mailboxes }).encode();
            io.effects.push(Effect::SendBell { message });
            self.watched = ids;
        }
    }
}
