//! After a link has ended: what this device still asks of the server (care 42).
//!
//! The person who runs the server sees that a device writes, when, and from which address. After an unlinking that may be
//! the former partner. So the end itself is told, and then nothing is asked until somebody says here that a person whom
//! they trust runs it.
//!
//! ```text
//!            the end is known             all is told, or it was tried often enough
//!   linked ------------------> farewell -------------------------------------------> silent
//!      ^                                   "someone I trust"                            |
//!      '-------- a new link -------------- speaks <-------------------------------------'
//! ```
//!
//! The answer stays on this device: in the own stream it would have to be sent.

use minicbor::{Decode, Encode};
use troth_core::membership::Link;

use crate::app::App;
use crate::cbor;
use crate::effect::{Effect, Table};
use crate::io::Io;
use crate::message::{Message, Performed};
use crate::relay::Reply;
use crate::relay::requests::Purpose;
use crate::space::{Space, open};
use crate::storage::rows::KEEPER;
use crate::storage::unread::{Opening, Stored};
use crate::view::{KeeperView, ServerView};

/// Requests by which the end may be told: with the waits between failures about two hours, in which a network comes back or
/// a relay starts again, and enough to read a long mailbox first. A server that refuses on purpose must not see days of
/// use by it.
const FAREWELL_REQUESTS_MAX: u8 = 32;

/// How often a newer version is looked for: browsers look only when a page opens, and an installed app may stay open for
/// weeks.
const LOOK_FOR_UPDATES_EVERY_MS: i64 = 6 * 60 * 60 * 1_000;

/// Who runs the server, as the person of this device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
enum Keeper {
    /// Somebody whom they trust.
    #[n(0)]
    Trusted,
    /// The former partner, or somebody close to them.
    #[n(1)]
    Partner,
    /// They don't know.
    #[n(2)]
    Unknown,
}

/// What this device knows of the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct AfterTheEnd {
    #[n(0)]
    keeper: Option<Keeper>,
    /// Requests that were made to tell the end.
    #[n(1)]
    tried: u8,
}

/// How much this device says to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// As always.
    Speaks,
    /// Only what is unsent in the record that has ended, the leave among it.
    Farewell,
    /// Nothing.
    Silent,
}

impl AfterTheEnd {
    /// Reads what is stored. A row that can't be read stands for an end without an answer: a linked device sees as soon as
    /// the record is open that there is none.
    pub(crate) fn open(opening: &mut Opening<'_>) -> Option<Self> {
        match opening.read(KEEPER, |bytes| minicbor::decode(bytes).ok()) {
            Stored::Missing => None,
            Stored::Read(after) => Some(after),
            Stored::Unreadable => Some(Self::default()),
        }
    }
}

impl Space {
    /// How much this device says to the server.
    pub(crate) fn voice(&self) -> Voice {
        match self.after_the_end {
            None | Some(AfterTheEnd { keeper: Some(Keeper::Trusted), .. }) => Voice::Speaks,
            Some(after) if self.says_farewell(after) => Voice::Farewell,
            Some(_) => Voice::Silent,
        }
    }

    fn says_farewell(&self, after: AfterTheEnd) -> bool {
        after.tried < FAREWELL_REQUESTS_MAX && self.record.has_unsent_of_the_ended()
    }

    /// Takes no more part in records that have ended, and notes that one has or that there is another link.
    pub(crate) fn tend_end(&mut self, io: &mut Io) {
        self.record.part_from_the_ended(io, &self.local);
        // A device that was just added, or came back by a code, first gets what it came for.
        if self.record.is_new() {
            return;
        }
        let link = self.record.state().shared.map(|shared| shared.members.link());
        match (link, self.after_the_end) {
            (Some(Link::Unlinked), None) => self.keep_after_the_end(io, Some(AfterTheEnd::default())),
            (_, None) if self.is_out() => self.keep_after_the_end(io, Some(AfterTheEnd::default())),
            (Some(Link::Linked), Some(_)) if !self.is_out() => self.keep_after_the_end(io, None),
            // While the record opens, or a new one has one person in it, what was known holds.
            (None | Some(Link::Alone | Link::Linked | Link::Unlinked), _) => {}
        }
    }

    /// The server lets this device into the record that ended no more: nothing can be told there.
    pub(crate) fn give_farewell_up(&mut self, io: &mut Io) {
        if let (Voice::Farewell, Some(after)) = (self.voice(), self.after_the_end) {
            self.keep_after_the_end(io, Some(AfterTheEnd { tried: FAREWELL_REQUESTS_MAX, ..after }));
        }
    }

    /// Whether the end could not be told to the other.
    pub(crate) fn left_untold(&self) -> bool {
        let gave_up = self.after_the_end.is_some_and(|after| after.tried >= FAREWELL_REQUESTS_MAX);
        gave_up && self.record.has_unsent_of_the_ended()
    }

    fn keep_after_the_end(&mut self, io: &mut Io, after: Option<AfterTheEnd>) {
        self.after_the_end = after;
        match after {
            Some(after) => io.put_sealed(&self.local, KEEPER, &cbor::encode(&after)),
            None => io.store.delete(Table::Sealed, KEEPER),
        }
    }

    /// Notes a request that is made to tell the end.
    pub(crate) fn note_farewell(&mut self, io: &mut Io) {
        if let (Voice::Farewell, Some(after)) = (self.voice(), self.after_the_end) {
            self.keep_after_the_end(io, Some(AfterTheEnd { tried: after.tried.saturating_add(1), ..after }));
        }
    }

    /// Refuses what can't be done without the server while this device asks it for nothing.
    pub(crate) fn may_ask_the_server(&self) -> Result<(), Message> {
        if self.voice() == Voice::Speaks { Ok(()) } else { Err(Message::plain("problem-server-off")) }
    }

    /// What stands on screen about the server; nothing while two are linked, or nobody was.
    pub(crate) fn server_view(&self) -> Option<ServerView> {
        let after = self.after_the_end?;
        Some(ServerView { keeper: after.keeper.map(Keeper::view), untold: self.record.has_unsent_of_the_ended() })
    }
}

impl Keeper {
    const fn view(self) -> KeeperView {
        match self {
            Self::Trusted => KeeperView::Trusted,
            Self::Partner => KeeperView::Partner,
            Self::Unknown => KeeperView::Unknown,
        }
    }

    const fn of(view: KeeperView) -> Self {
        match view {
            KeeperView::Trusted => Self::Trusted,
            KeeperView::Partner => Self::Partner,
            KeeperView::Unknown => Self::Unknown,
        }
    }
}

impl App {
    /// Says who runs the server. It also lets the end be told anew, if that came to nothing.
    pub(crate) fn say_who_runs_the_server(&mut self, keeper: KeeperView) -> Performed {
        let space = open(&mut self.space)?;
        if space.after_the_end.is_none() {
            return Err(Message::plain("problem-nothing-there"));
        }
        let before = space.voice();
        space.keep_after_the_end(&mut self.io, Some(AfterTheEnd { keeper: Some(Keeper::of(keeper)), tried: 0 }));
        if before != Voice::Speaks && space.voice() == Voice::Speaks {
            // What waited may go now.
            space.chore_at = 0;
            space.record.try_again();
        }
        self.ui.done = Some(Message::plain("done-written"));
        Ok(())
    }

    /// Has the shell look for a newer version, where the server may be asked. Behind a closed lock nobody knows yet.
    pub(crate) fn tend_updates(&mut self) {
        let now = self.io.now.unix_ms;
        let looked = self.looked_for_updates.is_some_and(|at| now < at.saturating_add(LOOK_FOR_UPDATES_EVERY_MS));
        let is_silent = self.space.as_ref().is_some_and(|space| space.voice() != Voice::Speaks);
        if looked || is_silent || self.lock.closed.is_some() || self.couple.is_some() {
            return;
        }
        self.looked_for_updates = Some(now);
        self.io.effects.push(Effect::LookForUpdates);
    }

    /// Takes back what was to be asked of the server, and closes the doorbell.
    pub(crate) fn tend_silence(&mut self) {
        let Some(voice) = self.space.as_ref().map(Space::voice) else { return };
        if voice == Voice::Speaks {
            return;
        }
        self.relay.bell.hang_up(&mut self.io);
        if voice == Voice::Farewell {
            return;
        }
        for purpose in self.relay.line.take_back() {
            match purpose {
                Purpose::Push(..) | Purpose::Pull(..) => self.take_answer(purpose, Reply::Unreachable),
                // An errand stands in the list still, and a linking asks again.
                Purpose::Chore | Purpose::Link(..) | Purpose::ReadKit => {}
            }
        }
    }
}
