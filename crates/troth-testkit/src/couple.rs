//! Two partners with two devices each, without sealing and without a relay.
//!
//! A mailbox is a list in the order of pushing, and a phone pulls a part of it from its last position. So the causes of
//! an entry always arrive before it, as the real sync engine guarantees.

use std::collections::BTreeMap;

use troth_core::check_in::{AnswerGoes, RoundId};
use troth_core::membership::{MembershipCommand, Name, Seat};
use troth_core::{
    Actor, Command, DeviceId, Draft, Entry, EntryId, Event, Header, Held, Log, OwnState, PartnerId, Refusal,
    SharedState, State, Stream, decide,
};

use crate::clock::FakeClock;
use crate::seed::{Dice, Seed};

/// The partner who holds each phone.
const HOLDERS: [usize; 4] = [0, 0, 1, 1];

/// A couple with phones 0 and 1 for one partner, 2 and 3 for the other.
#[derive(Debug)]
pub struct Couple {
    /// The clock of all phones.
    pub clock: FakeClock,
    /// The randomness of this case.
    pub dice: Dice,
    phones: Vec<Phone>,
    /// One for each partner's own stream.
    own_mailboxes: [Vec<Entry>; 2],
    shared_mailbox: Vec<Entry>,
}

/// One device, with its copies of two logs.
#[derive(Clone, Debug)]
pub struct Phone {
    /// The partner and device that act on it.
    pub actor: Actor,
    /// The own stream.
    pub own: Log<OwnState>,
    /// The shared stream.
    pub shared: Log<SharedState>,
    /// What the partner answered here and the phone has not posted.
    pub held: Held,
    /// The places of the cards that are liked, of each hand in `held`.
    pub liked: BTreeMap<EntryId, Vec<usize>>,
    offset_minutes: i16,
    sent: Progress,
    pulled: Progress,
    unsent: Vec<(Stream, Entry)>,
}

/// A count for each stream.
#[derive(Clone, Copy, Default, Debug)]
struct Progress {
    own: usize,
    shared: usize,
}

impl Progress {
    fn of(&mut self, stream: Stream) -> &mut usize {
        match stream {
            Stream::Own => &mut self.own,
            Stream::Shared => &mut self.shared,
        }
    }
}

impl Phone {
    /// Returns everything that this phone knows.
    pub fn state(&self) -> State<'_> {
        State { own: self.own.state(), shared: Some(self.shared.state()), held: &self.held }
    }
}

impl Couple {
    /// Makes two linked partners, each with two devices, with everything delivered.
    pub fn linked(seed: Seed) -> Self {
        let mut couple = Self::apart(seed);
        for first in [0, 2] {
            couple.must(first, Command::Membership(start(HOLDERS[first])));
            let second = couple.phones[first + 1].actor.device;
            couple.must(first, add(second));
            couple.must(first, Command::Membership(MembershipCommand::Join));
            couple.deliver_all();
        }
        couple
    }

    /// Makes four phones on which nobody has started.
    pub fn apart(seed: Seed) -> Self {
        let mut dice = seed.dice();
        let partners: [PartnerId; 2] = [PartnerId(dice.bytes()), PartnerId(dice.bytes())];
        let devices: [DeviceId; 4] = HOLDERS.map(|_| DeviceId(dice.bytes()));
        let seat = |phone: usize| Seat { partner: partners[HOLDERS[phone]], device: devices[phone] };
        let seats = [seat(0), seat(2)];
        let actor = |phone: usize| Actor { partner: partners[HOLDERS[phone]], device: devices[phone] };
        let phones = (0..HOLDERS.len()).map(|at| phone(actor(at), seats[HOLDERS[at]], seats)).collect();
        Self {
            clock: FakeClock::default(),
            dice,
            phones,
            own_mailboxes: Default::default(),
            shared_mailbox: Vec::new(),
        }
    }

    /// Returns one phone.
    ///
    /// # Panics
    /// When there is no such phone.
    pub fn phone(&self, phone: usize) -> &Phone {
        &self.phones[phone]
    }

    /// Returns the time on that phone's clock.
    pub fn now(&self, phone: usize) -> troth_core::WallTime {
        self.clock.at_offset(self.phones[phone].offset_minutes)
    }

    /// Moves a phone to another time zone.
    pub fn travel(&mut self, phone: usize, offset_minutes: i16) {
        self.phones[phone].offset_minutes = offset_minutes;
    }

    /// Acts as the partner on that phone. The new entries are written there and not sent yet.
    ///
    /// # Errors
    /// The refusal of the core.
    pub fn act(&mut self, phone: usize, command: Command) -> Result<Vec<EntryId>, Refusal> {
        let now = self.now(phone);
        let drafts = decide(&self.phones[phone].state(), &self.phones[phone].actor, now, command)?;
        Ok(drafts.into_iter().map(|draft| self.write(phone, draft)).collect())
    }

    /// Acts where a refusal would be a mistake of the test.
    ///
    /// # Panics
    /// When the core refuses.
    pub fn must(&mut self, phone: usize, command: Command) -> Vec<EntryId> {
        match self.act(phone, command.clone()) {
            Ok(entries) => entries,
            Err(refusal) => panic!("phone {phone} was refused {command:?}: {refusal}"),
        }
    }

    /// Answers a planned round: the answer waits on the phone, as the app keeps it there.
    ///
    /// # Errors
    /// The refusal of the core.
    ///
    /// # Panics
    /// When the round is one whose answers are posted at once.
    pub fn hold_answer(&mut self, phone: usize, round: RoundId) -> Result<(), Refusal> {
        let goes = self.phones[phone].state().answer_goes(&self.phones[phone].actor, round, self.now(phone))?;
        assert_eq!(goes, AnswerGoes::AtItsHour);
        self.phones[phone].held.rounds.insert(round);
        Ok(())
    }

    /// Marks cards of a hand: the marks wait on the phone.
    ///
    /// # Errors
    /// The refusal of the core.
    pub fn hold_marks(&mut self, phone: usize, hand: EntryId, liked: &[usize]) -> Result<(), Refusal> {
        let now = self.now(phone);
        self.phones[phone].state().may_mark(&self.phones[phone].actor, hand, liked.len(), now)?;
        self.phones[phone].held.hands.insert(hand);
        self.phones[phone].liked.insert(hand, liked.to_vec());
        Ok(())
    }

    /// Writes an event without asking the core, as a changed client could.
    pub fn forge(&mut self, phone: usize, event: impl Into<Event>) -> EntryId {
        self.write(phone, Draft { stream: Stream::Shared, event: event.into() })
    }

    /// Puts an entry into a mailbox of this phone's, as a changed client could that says what it likes in its headers.
    pub fn plant(&mut self, phone: usize, stream: Stream, entry: Entry) {
        self.mailbox(phone, stream).push(entry);
    }

    /// Sends all unsent entries of a phone.
    pub fn push(&mut self, phone: usize) {
        for (stream, entry) in core::mem::take(&mut self.phones[phone].unsent) {
            self.mailbox(phone, stream).push(entry);
        }
    }

    /// Lets a phone receive at most `most` entries of each stream.
    pub fn pull(&mut self, phone: usize, most: usize) {
        for stream in [Stream::Own, Stream::Shared] {
            let from = *self.phones[phone].pulled.of(stream);
            let fresh: Vec<Entry> = self.mailbox(phone, stream).iter().skip(from).take(most).cloned().collect();
            *self.phones[phone].pulled.of(stream) += fresh.len();
            match stream {
                Stream::Own => self.phones[phone].own.insert_all(fresh),
                Stream::Shared => self.phones[phone].shared.insert_all(fresh),
            }
        }
    }

    /// Sends and receives everything on every phone.
    pub fn deliver_all(&mut self) {
        for phone in 0..self.phones.len() {
            self.push(phone);
        }
        for phone in 0..self.phones.len() {
            self.pull(phone, usize::MAX);
        }
    }

    fn mailbox(&mut self, phone: usize, stream: Stream) -> &mut Vec<Entry> {
        match stream {
            Stream::Own => &mut self.own_mailboxes[HOLDERS[phone]],
            Stream::Shared => &mut self.shared_mailbox,
        }
    }

    fn write(&mut self, phone: usize, draft: Draft<Event>) -> EntryId {
        let written = self.now(phone);
        let id = EntryId(self.dice.bytes());
        let phone = &mut self.phones[phone];
        let seq = phone.sent.of(draft.stream);
        *seq += 1;
        let seq = *seq as u64;
        let lamport = match draft.stream {
            Stream::Own => phone.own.next_lamport(),
            Stream::Shared => phone.shared.next_lamport(),
        };
        let Actor { partner, device } = phone.actor;
        let header = Header { id, device, seq, lamport, written, by: Some(partner) };
        let entry = Entry { header, event: draft.event };
        match draft.stream {
            Stream::Own => phone.own.insert(entry.clone()),
            Stream::Shared => phone.shared.insert(entry.clone()),
        }
        phone.unsent.push((draft.stream, entry));
        id
    }
}

fn phone(actor: Actor, own: Seat, seats: [Seat; 2]) -> Phone {
    Phone {
        actor,
        own: Log::new(own),
        shared: Log::new(seats),
        held: Held::nothing(),
        liked: BTreeMap::new(),
        offset_minutes: 0,
        sent: Progress::default(),
        pulled: Progress::default(),
        unsent: Vec::new(),
    }
}

fn start(holder: usize) -> MembershipCommand {
    let name = ["Ada", "Ben"][holder];
    MembershipCommand::Start { name: named(name), label: named("phone") }
}

fn add(device: DeviceId) -> Command {
    Command::Membership(MembershipCommand::AddDevice { device, label: named("laptop") })
}

fn named(text: &str) -> Name {
    match Name::new(text) {
        Ok(name) => name,
        Err(error) => panic!("{text:?} is no name: {error}"),
    }
}
