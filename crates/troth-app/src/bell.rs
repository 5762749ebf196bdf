//! The doorbell: one live connection that says when a mailbox grew.

use troth_wire::{ClientMessage, ErrorCode, MailboxId, Message as _, RelayMessage, Ticket, Watch};

use crate::app::App;
use crate::effect::{BellNews, Effect, Network};

/// A closed bell is tried again after this long.
const RETRY_MS: i64 = 3_000;
/// Without a bell, mailboxes are asked this often.
pub(crate) const ASK_EVERY_MS: i64 = 20_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Line {
    #[default]
    Closed,
    Opening,
    Open,
}

/// What is known of the doorbell.
#[derive(Debug, Default)]
pub(crate) struct Bell {
    line: Line,
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
        match self.line {
            Line::Open => self.watch_at,
            Line::Opening | Line::Closed => self.retry_at.max(self.asked_at.saturating_add(RETRY_MS)),
        }
    }
}

impl App {
    pub(crate) fn bell_said(&mut self, news: BellNews) {
        match news {
            BellNews::Open => {}
            BellNews::Closed => self.bell_closed(),
            BellNews::Message(bytes) => match RelayMessage::decode(&bytes) {
                Ok(RelayMessage::Welcome) => {
                    self.bell.line = Line::Open;
                    self.bell.watched.clear();
                }
                Ok(RelayMessage::Ring(ring)) => {
                    if let Some(space) = &mut self.space {
                        space.record.on_ring(&mut self.io, &space.local, ring);
                    }
                }
                Ok(RelayMessage::Watching(watching)) => {
                    // A mailbox that is not there yet is asked for again once it may be.
                    self.bell.watched.retain(|mailbox| !watching.unreachable.contains(mailbox));
                    if !watching.unreachable.is_empty() {
                        self.bell.watch_at = self.io.now.unix_ms + RETRY_MS;
                    }
                }
                Ok(RelayMessage::Refused(refused)) if refused.error.code == ErrorCode::SessionExpired => {
                    self.line.end_session();
                }
                Ok(RelayMessage::Refused(_) | RelayMessage::Pushed(..)) | Err(_) => {}
            },
        }
    }

    fn bell_closed(&mut self) {
        self.bell.line = Line::Closed;
        self.bell.retry_at = self.io.now.unix_ms + RETRY_MS;
        // What rang while the line broke is asked for, and a session that ended with it is noticed.
        if let Some(space) = &mut self.space {
            space.record.refresh();
        }
    }

    /// Opens the bell, watches what is new, and asks by hand while there is none.
    pub(crate) fn tend_bell(&mut self) {
        let Some(space) = &mut self.space else { return };
        let now = self.io.now.unix_ms;
        match (self.bell.line, self.line.token()) {
            (Line::Closed, Some(token)) if self.network == Network::Up && now >= self.bell.retry_at => {
                let hello = ClientMessage::Hello(token.clone()).encode();
                self.io.effects.push(Effect::OpenBell { hello });
                self.bell.line = Line::Opening;
                self.bell.retry_at = now + RETRY_MS;
            }
            (Line::Open, _) => self.watch(),
            _ if now >= self.bell.asked_at + ASK_EVERY_MS => {
                self.bell.asked_at = now;
                space.record.refresh();
            }
            _ => {}
        }
    }

    fn watch(&mut self) {
        let Some(space) = &self.space else { return };
        // Named before it is made, a mailbox would be out of reach, and its first rings unheard.
        if space.makes_mailbox() {
            return;
        }
        let mailboxes = space.record.watched();
        let ids: Vec<MailboxId> = mailboxes.iter().map(|watched| watched.mailbox).collect();
        let is_new = ids.iter().any(|mailbox| !self.bell.watched.contains(mailbox));
        if is_new && self.io.now.unix_ms >= self.bell.watch_at {
            self.bell.tickets += 1;
            let message = ClientMessage::Watch(Ticket(self.bell.tickets), Watch { mailboxes }).encode();
            self.io.effects.push(Effect::SendBell { message });
            self.bell.watched = ids;
        }
    }
}
