//! An opened space: the keys, the record, and what is still to be done for them.

use std::collections::BTreeMap;

use rand_core::{CryptoRng, Rng};
use troth_core::membership::{Link, MembershipCommand};
use troth_core::{Actor, Command, Draft, EntryId, Event, Held, PartnerId, State, Stream, decide};
use troth_sync::Response;
use troth_vault::{DeviceKeys, Keyring, LocalKey, SharedKeys};
use troth_wire::{ErrorCode, MailboxId, StreamId};

use crate::admission::Admitted;
use crate::cells::opened::Kept;
use crate::civil;
use crate::devices::noted::Noted;
use crate::devices::own_stream;
use crate::effect::Table;
use crate::epochs::STREAMS;
use crate::holding::{HeldRow, Holding};
use crate::io::Io;
use crate::keeper::AfterTheEnd;
use crate::message::Message;
use crate::news::News;
use crate::record::Record;
use crate::relay::chores::{self, Chore, Chores};
use crate::sight::Sight;
use crate::storage::rows::{CHORES, DEVICE, DRAFT, KEYRING, NEXT_DEVICE, OUT};
use crate::storage::unread::{Opening, Stored};
use crate::storage::writes::Store;
use crate::way::Memory;

/// Why the relay takes nothing more for a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// This person's share of the mailbox is used up.
    Share,
    /// The relay has no room at all.
    Relay,
}

/// An opened space.
pub(crate) struct Space {
    pub(crate) local: LocalKey,
    pub(crate) device: DeviceKeys,
    pub(crate) keyring: Keyring,
    pub(crate) record: Record,
    /// The relay knows this device no more in the shared mailbox: what is written there reaches nobody.
    pub(crate) shut_out: bool,
    /// The person was told that content is withheld, and shares all the same until the next start.
    pub(crate) shares_anyway: bool,
    /// Mailboxes that have no room for what this device last wanted to send, and why.
    pub(crate) full: BTreeMap<MailboxId, Full>,
    /// The relay has this person's own mailbox, and does not let this device in any more: another one took it out.
    pub(crate) taken_out: bool,
    pub(crate) chores: Chores,
    /// A chore that failed is tried again no earlier than this.
    pub(crate) chore_at: i64,
    pub(crate) drafts: BTreeMap<String, String>,
    /// What was opened before.
    pub(crate) kept: Kept,
    /// After a recovery: the device that takes over from the paper device once it is let in.
    pub(crate) next_device: Option<DeviceKeys>,
    /// The changes of own devices that came here; none before this device has begun to note them.
    pub(crate) noted_changes: Option<Noted>,
    /// What came from the other and is known here; none before this device has begun to note it.
    pub(crate) news: Option<News>,
    /// What this device remembers of the way.
    pub(crate) way: Memory,
    /// What this device has brought about at the relay.
    pub(crate) admitted: Admitted,
    /// The shared stream that this device has left without a word, since it may not write.
    pub(crate) out: Option<StreamId>,
    /// After a link has ended: what this device still asks of the server.
    pub(crate) after_the_end: Option<AfterTheEnd>,
    /// Whether there is one can't be read: what the shared record says decides, once it is open.
    pub(crate) out_is_unreadable: bool,
}

impl Space {
    /// Opens a space from what local storage holds; `None` when there is none, or its keys can't be read.
    pub(crate) fn open(rng: &mut impl CryptoRng, opening: &mut Opening<'_>) -> Option<Self> {
        let device = opening.read(DEVICE, |bytes| DeviceKeys::decode(bytes).ok()).value()?;
        let keyring = opening.read(KEYRING, |bytes| Keyring::decode(bytes).ok()).value()?;
        let record = Record::open(&device, &keyring, opening, rng.next_u64());
        let mut space = Self::bare(opening.local.clone(), device, keyring, record);
        space.read_out(opening);
        space.after_the_end = AfterTheEnd::open(opening);
        let drafts = opening.read_under(DRAFT, |words| String::from_utf8(words.to_vec()).ok());
        // A row opens under its own name alone, and the name was text when it was written.
        let name = |field: Vec<u8>| String::from_utf8_lossy(&field).into_owned();
        space.drafts = drafts.into_iter().map(|(field, words)| (name(field), words)).collect();
        space.next_device = match opening.read(NEXT_DEVICE, |bytes| DeviceKeys::decode(bytes).ok()) {
            Stored::Missing => None,
            Stored::Read(next) => Some(next),
            // The paper device must not stay the one that writes here: it lets another new device in.
            Stored::Unreadable => Some(DeviceKeys::make(rng)),
        };
        space.noted_changes = Noted::open(opening);
        space.news = News::open(opening);
        space.way = Memory::open(opening);
        space.admitted = Admitted::open(opening);
        space.chores = match opening.read(CHORES, chores::decode) {
            Stored::Missing => Chores::new(),
            Stored::Read(chores) => chores,
            Stored::Unreadable => space.derive_chores(),
        };
        Some(space)
    }

    /// Reads which shared stream this device has left without a word.
    fn read_out(&mut self, opening: &mut Opening<'_>) {
        match opening.read(OUT, |bytes| bytes.try_into().ok().map(StreamId::from_bytes)) {
            Stored::Missing => {}
            Stored::Read(stream) => self.out = Some(stream),
            Stored::Unreadable => self.out_is_unreadable = true,
        }
    }

    /// A space that was just made or just handed over; puts its keys into storage.
    pub(crate) fn make(io: &mut Io, local: LocalKey, device: DeviceKeys, keyring: Keyring) -> Self {
        let record = Record::make(&device, &keyring, io.rng.next_u64());
        io.put_sealed(&local, DEVICE, &device.encode());
        io.put_sealed(&local, KEYRING, &keyring.encode());
        Self::bare(local, device, keyring, record)
    }

    /// Keys and a record, with nothing under way beside them.
    fn bare(local: LocalKey, device: DeviceKeys, keyring: Keyring, record: Record) -> Self {
        Self {
            local,
            device,
            keyring,
            record,
            shut_out: false,
            shares_anyway: false,
            full: BTreeMap::new(),
            taken_out: false,
            chores: Chores::new(),
            chore_at: 0,
            drafts: BTreeMap::new(),
            kept: Kept::default(),
            next_device: None,
            noted_changes: None,
            news: None,
            way: Memory::default(),
            admitted: Admitted::default(),
            out: None,
            after_the_end: None,
            out_is_unreadable: false,
        }
    }

    /// Who acts on this device.
    pub(crate) fn me(&self) -> Actor {
        let device = troth_core::DeviceId(self.device.id().to_bytes());
        Actor { partner: PartnerId(self.keyring.partner), device }
    }

    /// Whether a device is or was one of this person's.
    pub(crate) fn knows_as_own(&self, device: troth_wire::DeviceId) -> bool {
        self.record.state().own.members.holder(troth_core::DeviceId(device.to_bytes())).is_some()
    }

    /// Notes what the relay answered to a push: whether there is room.
    pub(crate) fn note_room(&mut self, mailbox: MailboxId, answer: &Response) {
        match answer {
            Response::Refused(error) if error.code == ErrorCode::QuotaReached => {
                self.full.insert(mailbox, Full::Share);
            }
            Response::Refused(error) if error.code == ErrorCode::StorageFull => {
                self.full.insert(mailbox, Full::Relay);
            }
            Response::Pushed(_) => {
                self.full.remove(&mailbox);
            }
            _ => {}
        }
    }

    /// Why what was written here can't be sent, if the relay has no room for it. An earlier record asks for nothing.
    pub(crate) fn full_for(&self, stream: Stream) -> Option<Full> {
        let keys = match stream {
            Stream::Own => Some(&self.keyring.own),
            Stream::Shared => self.keyring.shared.as_ref().map(SharedKeys::keys),
        };
        self.full.get(&keys?.mailbox()).copied()
    }

    /// Refuses what a device that was taken out can't do for the others any more.
    pub(crate) fn speaks_for_all(&self) -> Result<(), Message> {
        if self.taken_out { Err(Message::plain("problem-taken-out")) } else { Ok(()) }
    }

    /// What the person of this space has before them.
    pub(crate) fn sight(&self) -> Sight<'_> {
        let (state, shared_entries) = (self.record.state(), self.record.shared_entries());
        Sight {
            me: self.me(),
            state,
            shared_entries,
            remarks: self.record.remarks(),
            papers: self.record.papers(),
            drafts: &self.drafts,
            kept: &self.kept,
            holding: &self.record.holding,
            is_out: self.is_out(),
            is_opening: self.record.is_opening(),
        }
    }

    /// An earlier record, as this person may read it.
    pub(crate) fn sight_of_earlier(&self, stream: StreamId) -> Option<Sight<'_>> {
        let earlier = self.record.earlier().find(|earlier| earlier.stream == stream)?;
        let state = State { shared: Some(earlier.shared), ..self.record.state() };
        Some(Sight { state, shared_entries: earlier.entries(), ..self.sight() })
    }

    /// Whether there are two now. An invitation that came to nothing, and a link that has ended, leave room for another.
    pub(crate) fn is_linked(&self) -> bool {
        !self.is_out() && self.record.state().shared.is_some_and(|shared| shared.members.link() == Link::Linked)
    }

    /// Whether this person was linked before or is: a link from here on is another one.
    pub(crate) fn was_linked(&self) -> bool {
        let ended = self.record.state().shared.is_some_and(|shared| shared.members.link() != Link::Alone);
        ended || self.record.earlier().next().is_some()
    }

    /// Whether this device takes no part in the shared stream any more, though it could not say so there.
    pub(crate) fn is_out(&self) -> bool {
        self.out.is_some() && self.out == self.keyring.shared.as_ref().map(SharedKeys::stream)
    }

    /// Whether entries of this device still count for the two: it was not removed.
    pub(crate) fn may_speak(&self) -> bool {
        let device = self.me().device;
        self.record.state().shared.is_none_or(|shared| shared.members.is_active(device))
    }

    /// Unlinks. A device that may not write, because it was removed or has a copy, goes without a word: nobody must be
    /// held by a chain that is stopped (care 18).
    pub(crate) fn leave(&mut self, io: &mut Io) -> Result<(), Message> {
        if let Some(stream) = self.keyring.shared.as_ref().map(SharedKeys::stream).filter(|_| self.record.is_opening())
        {
            self.leave_before_opening(io, stream);
            return Ok(());
        }
        let said = match self.may_speak() {
            true => self.command(io, Command::Membership(MembershipCommand::Leave)).map(|_| ()),
            false => Err(Message::plain("problem-not-written")),
        };
        match self.keyring.shared.as_ref().map(SharedKeys::stream).filter(|_| said.is_err() && self.is_linked()) {
            None => said,
            Some(stream) => {
                self.record.stop(&stream);
                io.put_sealed(&self.local, OUT, stream.as_bytes());
                self.out = Some(stream);
                Ok(())
            }
        }
    }

    /// The mailboxes that this person's devices read: their own, the shared one, and those of earlier records.
    pub(crate) fn mailboxes(&self) -> Vec<MailboxId> {
        let shared = self.keyring.shared.as_ref().map(SharedKeys::mailbox);
        let earlier = own_stream::earlier(self.record.state().own);
        let earlier = earlier.iter().map(SharedKeys::mailbox);
        [Some(self.keyring.own.mailbox()), shared].into_iter().flatten().chain(earlier).collect()
    }

    /// Lets the core decide, and writes what it decided.
    pub(crate) fn command(&mut self, io: &mut Io, command: Command) -> Result<Vec<EntryId>, Message> {
        let now = civil::wall(io.now);
        if self.waits_for_shared(&command) {
            return Err(Message::plain("problem-opening"));
        }
        let drafts = decide(&self.record.state(), &self.me(), now, command);
        let drafts = drafts.map_err(|refusal| self.why_refused(refusal))?;
        if self.is_out() && drafts.iter().any(|draft| draft.stream == Stream::Shared) {
            return Err(Message::plain("problem-unlinked"));
        }
        // Who belongs here, and leaving, never wait.
        let says =
            |draft: &Draft<Event>| draft.stream == Stream::Shared && !matches!(draft.event, Event::Membership(_));
        if drafts.iter().any(says) {
            self.may_say()?;
        }
        let ids = self.record.append(io, &self.local, now, drafts);
        self.record.learn_own_devices(PartnerId(self.keyring.partner));
        ids.map_err(|error| match error {
            troth_sync::AppendError::Full(_) => Message::plain("problem-too-much"),
            troth_sync::AppendError::RestoredChain => Message::plain("problem-restored-chain"),
            _ => Message::plain("problem-not-written"),
        })
    }

    /// Refuses to say something to the other where a removal may be missing: a removed device could read it, unless the
    /// person was told and goes on. Otherwise a partner could silence the other by content that fits no header.
    fn may_say(&self) -> Result<(), Message> {
        let waits = !self.shares_anyway && self.record.is_withheld(Stream::Shared);
        if waits { Err(Message::plain("problem-withheld")) } else { Ok(()) }
    }

    /// Lets an answer or marks wait here for their hour.
    pub(crate) fn hold(&mut self, io: &mut Io, keep: impl FnOnce(&mut Holding) -> HeldRow) -> Result<(), Message> {
        if self.is_out() {
            return Err(Message::plain("problem-unlinked"));
        }
        self.may_say()?;
        let row = keep(&mut self.record.holding);
        self.write_held(io, row);
        Ok(())
    }

    /// Forgets what was posted or can't be posted any more.
    pub(crate) fn let_held_go(&mut self, io: &mut Io) {
        let (state, me) = (self.record.state(), self.me());
        let still = if self.is_out() { Held::nothing() } else { state.still_held(&me, civil::wall(io.now)) };
        for row in self.record.holding.keep_only(still) {
            self.write_held(io, row);
        }
    }

    fn write_held(&self, io: &mut Io, (key, value): HeldRow) {
        match value {
            Some(value) => io.put_sealed(&self.local, &key, &value),
            None => io.store.delete(Table::Sealed, key),
        }
    }

    /// Tells in each stream what was withheld from this device, and when all of it is here.
    pub(crate) fn tend_withheld(&mut self, io: &mut Io) {
        for stream in STREAMS {
            if let Some(missing) = self.record.withheld(stream) {
                let tell = Command::Membership(MembershipCommand::TellMissing(stream, missing));
                // What was told already, or can't be said here, is no matter: it is looked at after every input.
                let _refused = self.command(io, tell);
            }
        }
    }

    pub(crate) fn save_keyring(&self, io: &mut Io) {
        io.put_sealed(&self.local, KEYRING, &self.keyring.encode());
    }

    /// Adds chores, skipping those that wait already.
    pub(crate) fn add_chores(&mut self, io: &mut Io, chores: &[Chore]) {
        for chore in chores {
            if !self.chores.contains(chore) {
                self.chores.push_back(*chore);
            }
        }
        self.save_chores(io);
    }

    /// Whether the relay still has to make a mailbox for this space, or to let this device into it.
    pub(crate) fn makes_mailbox(&self) -> bool {
        let mut waiting = self.chores.iter().filter_map(|chore| chore.mailbox());
        waiting.any(|mailbox| !self.admitted.knows(mailbox))
    }

    /// The first chore is done or can't be done.
    pub(crate) fn finish_chore(&mut self, io: &mut Io) {
        self.chores.pop_front();
        self.save_chores(io);
    }

    fn save_chores(&self, io: &mut Io) {
        io.put_sealed(&self.local, CHORES, &chores::encode(&self.chores));
    }

    /// The keys changed: the recovery kit, if there is one, has to hold them too.
    pub(crate) fn refresh_kit(&mut self, io: &mut Io) {
        if self.keyring.recovery.is_some() {
            self.add_chores(io, &[Chore::PutKit]);
        }
    }

    /// Keeps what is being typed; empty text forgets it.
    pub(crate) fn keep_draft(&mut self, io: &mut Io, field: &str, text: &str) {
        if text.is_empty() {
            self.forget_draft(&mut io.store, field);
        } else {
            self.drafts.insert(field.to_owned(), text.to_owned());
            io.put_sealed(&self.local, &draft_key(field), text.as_bytes());
        }
    }

    pub(crate) fn forget_draft(&mut self, store: &mut Store, field: &str) {
        self.drafts.remove(field);
        store.delete(Table::Sealed, draft_key(field));
    }
}

fn draft_key(field: &str) -> Vec<u8> {
    [DRAFT, field.as_bytes()].concat()
}

/// The open space; before there is one, a message that says so.
pub(crate) fn open(space: &mut Option<Space>) -> Result<&mut Space, Message> {
    space.as_mut().ok_or(Message::plain("problem-not-started"))
}
