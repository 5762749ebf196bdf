//! The app's side of linking: what the person says, what the relay answers, and the keys at the end.

use troth_core::membership::{Link, MembershipCommand};
use troth_core::{Command, PartnerId, Title};
use troth_vault::{
    DeviceKeys, Invitation, InvitationError, Inviter, Keyring, Purpose, Seat, SharedKeys, derive_seat_root,
};
use troth_wire::InvitationId;
use troth_wire::limits::INVITATION_DAYS;

use crate::app::App;
use crate::effect::Effect;
use crate::intent::LinkIntent;
use crate::linking::{Bundle, Errand, LinkProgress, Linking, Stage, Welcome, Yes};
use crate::map::{Detail, Place};
use crate::message::{Message, Performed};
use crate::relay::Reply;
use crate::relay::chores::Chore;
use crate::space::{Space, open};
use crate::storage::rows::NEWCOMER;
use crate::{civil, form};

impl App {
    pub(crate) fn link_intent(&mut self, intent: LinkIntent) -> Performed {
        if !matches!(intent, LinkIntent::Open { .. }) {
            self.shared_must_be_open()?;
        }
        match intent {
            LinkIntent::InvitePartner { line } => {
                open(&mut self.space)?.speaks_for_all()?;
                self.may_ask_the_server()?;
                self.invite(Purpose::Link, form::optional(&line)?.as_ref())
            }
            LinkIntent::InviteDevice => {
                open(&mut self.space)?.speaks_for_all()?;
                self.may_ask_the_server()?;
                // It could not write the new device into the record, which then counts nothing that device says.
                if open(&mut self.space)?.record.is_stopped() {
                    return Err(Message::plain("problem-restored-chain"));
                }
                self.invite(Purpose::AddDevice, None)
            }
            LinkIntent::Withdraw => {
                self.withdraw();
                Ok(())
            }
            LinkIntent::Open { link } => {
                // The secret in it must not stay in the address, whichever way it came.
                self.io.effects.push(Effect::ClearAddress);
                self.open_invitation(&link)
            }
            LinkIntent::Accept { name } => self.accept(&name),
            LinkIntent::Decline => {
                self.end_linking();
                Ok(())
            }
            LinkIntent::WordsMatch => self.words_match(),
            LinkIntent::PickWord { word } => self.pick_word(&word),
            LinkIntent::WordsDiffer => {
                self.words_differ();
                Ok(())
            }
        }
    }

    fn invite(&mut self, purpose: Purpose, line: Option<&Title>) -> Performed {
        let space = open(&mut self.space)?;
        if purpose == Purpose::Link && space.is_linked() {
            return Err(Message::plain("problem-already-linked"));
        }
        self.is_free_for_another()?;
        let space = open(&mut self.space)?;
        let bundle = match purpose {
            Purpose::Link => partner_bundle(space)?.with_line(line),
            Purpose::AddDevice => Bundle::new("", &self.label, space.device.public()),
        };
        let invitation = Invitation::make(&mut self.io.rng, purpose);
        let inviter = Inviter::start(&mut self.io.rng, &invitation, &bundle.encode());
        let inviter = inviter.map_err(|_| Message::plain("problem-name"))?;
        let until = civil::date(civil::wall(self.io.now).date().plus_days(INVITATION_DAYS - 1));
        self.begin_linking(Linking::new(invitation, Stage::Inviting(inviter), until));
        self.show_linking(purpose);
        Ok(())
    }

    /// One at a time: the holder of the other link would wait at it for ever.
    fn is_free_for_another(&self) -> Performed {
        let is_out = |it: &Linking| it.is_by_inviter() && !matches!(it.stage, Stage::Welcoming { .. });
        match self.link.linking.as_ref().filter(|it| is_out(it)).map(Linking::purpose) {
            None => Ok(()),
            Some(Purpose::Link) => Err(Message::plain("problem-invitation-out")),
            Some(Purpose::AddDevice) => Err(Message::plain("problem-device-code-out")),
        }
    }

    fn begin_linking(&mut self, linking: Linking) {
        self.link.linking = Some(linking);
        self.link.begin_polling();
        self.save_linking();
    }

    fn show_linking(&mut self, purpose: Purpose) {
        match purpose {
            Purpose::Link => self.ui.detail = Some(Detail::Link),
            Purpose::AddDevice => {
                self.ui.place = Place::Settings;
                self.ui.detail = Some(Detail::AddDevice);
            }
        }
    }

    /// Takes the invitation back. The relay forgets it; who held the link learns nothing but that it is gone.
    fn withdraw(&mut self) {
        self.withdraw_at_relay();
        self.end_linking();
    }

    /// As a chore: offline, it is done later.
    fn withdraw_at_relay(&mut self) {
        let (Some(linking), Some(space)) = (&self.link.linking, &mut self.space) else { return };
        if linking.is_by_inviter() {
            let withdraw = Chore::withdraw(linking.invitation.id());
            space.add_chores(&mut self.io, &[withdraw]);
        }
    }

    /// An invitation whose last day has passed is not put down anew. The calendar says so, and not the relay.
    pub(crate) fn end_expired_invitation(&mut self) {
        let today = civil::date(civil::wall(self.io.now).date());
        let Some(linking) = &mut self.link.linking else { return };
        if matches!(linking.stage, Stage::Inviting(_)) && linking.until < today {
            linking.fail("link-over");
            self.save_linking();
        }
    }

    fn end_linking(&mut self) {
        self.link.linking = None;
        self.save_linking();
        if matches!(self.ui.detail, Some(Detail::Link | Detail::AddDevice)) {
            self.ui.detail = None;
        }
    }

    /// Refuses what can't be done without the server while this device asks it for nothing.
    fn may_ask_the_server(&self) -> Performed {
        self.space.as_ref().map_or(Ok(()), Space::may_ask_the_server)
    }

    fn open_invitation(&mut self, link: &str) -> Performed {
        if self.has_more_to_open() {
            self.link.asked = Some(link.to_owned());
            return Ok(());
        }
        self.may_ask_the_server()?;
        // With or without the address before it.
        let link = link.trim();
        let fragment = link.rsplit_once('#').map_or(link, |(_, fragment)| fragment);
        let invitation = Invitation::from_fragment(fragment).map_err(|error| match error {
            InvitationError::Incomplete => Message::plain("problem-link-incomplete"),
            _ => Message::plain("problem-link-unknown"),
        })?;
        match invitation.purpose() {
            Purpose::AddDevice if self.space.is_some() => return Err(Message::plain("problem-device-started")),
            Purpose::Link if self.space.as_ref().is_some_and(Space::is_linked) => {
                return Err(Message::plain("problem-already-linked"));
            }
            _ => {}
        }
        self.is_free_for_another()?;
        self.begin_linking(Linking::new(invitation, Stage::Reading, String::new()));
        if self.space.is_some() {
            self.ui.detail = Some(Detail::Link);
        }
        Ok(())
    }

    /// An invitation in the address. What is wrong with it is said where the person lands.
    pub(crate) fn read_invitation(&mut self, fragment: &str) {
        if let Err(problem) = self.open_invitation(fragment) {
            self.ui.problem = Some(problem);
        }
    }

    fn accept(&mut self, typed_name: &str) -> Performed {
        self.may_ask_the_server()?;
        let Some(linking) = &self.link.linking else { return Err(Message::plain("problem-nothing-there")) };
        let purpose = linking.purpose();
        if purpose == Purpose::Link && self.space.is_none() {
            self.begin(typed_name)?;
            self.ui.detail = Some(Detail::Link);
        }
        let bundle = self.own_bundle(purpose)?;
        let Some(linking) = &mut self.link.linking else { return Ok(()) };
        let Stage::Offered(offer, _) = &linking.stage else { return Err(Message::plain("problem-already-done")) };
        let accepted = offer.accept(&mut self.io.rng, &bundle.encode());
        linking.stage = Stage::Accepted(accepted.map_err(|_| Message::plain("link-broken"))?);
        self.link.begin_polling();
        self.save_linking();
        Ok(())
    }

    /// What this device says of itself; a newcomer gets its keys now.
    fn own_bundle(&mut self, purpose: Purpose) -> Result<Bundle, Message> {
        if let (Purpose::Link, Some(space)) = (purpose, &self.space) {
            return partner_bundle(space);
        }
        let local = self.local_key();
        let device = self.link.newcomer.get_or_insert_with(|| DeviceKeys::make(&mut self.io.rng));
        self.io.put_sealed(&local, NEWCOMER, &device.encode());
        Ok(Bundle::new("", &self.label, device.public()))
    }

    fn words_match(&mut self) -> Performed {
        match self.link.linking.as_ref().and_then(Linking::choices) {
            Some(_) => Err(Message::plain("problem-pick-word")),
            None => self.approve_words(),
        }
    }

    /// Lets an own device in if the person looked at it. There is one try: a guess must not be made good by another.
    fn pick_word(&mut self, word: &str) -> Performed {
        let Some(linking) = &self.link.linking else { return Err(Message::plain("problem-nothing-there")) };
        let (Some(_), Some((words, _))) = (linking.choices(), linking.words()) else {
            return Err(Message::plain("problem-already-done"));
        };
        let [_, _, third, _] = words;
        if third == word {
            return self.approve_words();
        }
        self.words_differ();
        Ok(())
    }

    fn approve_words(&mut self) -> Performed {
        let Some(linking) = &mut self.link.linking else { return Err(Message::plain("problem-nothing-there")) };
        match &mut linking.stage {
            Stage::Comparing(_, yes) | Stage::Confirmed(_, yes) => *yes = Yes::Said,
            Stage::InvitedComparing(state) => {
                linking.stage = Stage::InvitedApproved(state.approve(&mut self.io.rng));
            }
            _ => return Err(Message::plain("problem-already-done")),
        }
        self.link.poll_now();
        self.welcome_if_both_agree()?;
        self.save_linking();
        Ok(())
    }

    fn words_differ(&mut self) {
        self.withdraw_at_relay();
        let Some(linking) = &mut self.link.linking else { return };
        linking.fail(match linking.purpose() {
            Purpose::Link => "link-words-differ",
            Purpose::AddDevice => "link-words-differ-device",
        });
        self.save_linking();
    }

    pub(crate) fn link_answered(&mut self, errand: Errand, invitation: InvitationId, reply: Reply) {
        // An answer to an invitation that was put away meanwhile says nothing about this one.
        let Some(linking) = self.link.linking.as_mut().filter(|linking| linking.invitation.id() == invitation) else {
            return;
        };
        match linking.answered(&mut self.io.rng, errand, reply) {
            LinkProgress::Stay => return,
            LinkProgress::Moved => {
                self.link.poll_now();
                if let Err(problem) = self.welcome_if_both_agree() {
                    self.ui.problem = Some(problem);
                }
            }
            LinkProgress::Welcomed(payload, from) => self.welcomed(&payload, from.as_deref()),
            LinkProgress::Delivered => self.delivered(),
        }
        self.save_linking();
    }

    /// Inviter: once both have said yes, makes the keys and seals them to the other device.
    fn welcome_if_both_agree(&mut self) -> Performed {
        let Some(linking) = &mut self.link.linking else { return Ok(()) };
        let Stage::Confirmed(state, Yes::Said) = &linking.stage else { return Ok(()) };
        let (words, purpose) = (state.words().map(str::to_owned), linking.invitation.purpose());
        let with = Bundle::decode(state.bundle()).ok_or(Message::plain("link-broken"))?;
        let space = open(&mut self.space)?;
        if purpose == Purpose::Link && space.is_linked() {
            // Another device of this person was quicker.
            return Err(Message::plain("problem-already-linked"));
        }
        let payload = match purpose {
            Purpose::Link => partner_welcome(&mut self.io.rng, space, &with)?,
            Purpose::AddDevice => space.keyring.encode().to_vec(),
        };
        let message = state.approve(&mut self.io.rng, &payload).map_err(|_| Message::plain("link-broken"))?;
        linking.stage = Stage::Welcoming { words, with: with.clone(), message };
        space.save_keyring(&mut self.io);
        self.let_in(purpose, &with)
    }

    /// Writes into the record who was let in.
    fn let_in(&mut self, purpose: Purpose, with: &Bundle) -> Performed {
        match purpose {
            Purpose::Link => self.join(),
            Purpose::AddDevice => {
                let device = troth_core::DeviceId(with.device().id().to_bytes());
                let label = form::text(&with.label, "problem-name")?;
                self.command(Command::Membership(MembershipCommand::AddDevice { device, label }))?;
                let space = open(&mut self.space)?;
                space.tell_device(&mut self.io, with.device())?;
                space.settle_epochs(&mut self.io)
            }
        }
    }

    /// Opens the shared stream and says "I am here".
    fn join(&mut self) -> Performed {
        let space = open(&mut self.space)?;
        let Some(keys) = space.keyring.shared.clone() else { return Ok(()) };
        space.move_on(&mut self.io, &keys);
        space.refresh_kit(&mut self.io);
        space.share_with_own_devices(&mut self.io)?;
        self.ui.turn_to_another_record();
        self.command(Command::Membership(MembershipCommand::Join))?;
        open(&mut self.space)?.settle_epochs(&mut self.io)
    }

    fn delivered(&mut self) {
        if self.link.linking.as_ref().is_some_and(|linking| linking.purpose() == Purpose::AddDevice) {
            self.link.linking = None;
            self.ui.detail = Some(Detail::Devices);
            self.ui.done = Some(Message::plain("done-device-added"));
        }
    }

    /// Invited: the keys are here.
    fn welcomed(&mut self, payload: &[u8], from: Option<&Bundle>) {
        let Some(linking) = &mut self.link.linking else { return };
        let Some(welcome) = read_welcome(linking.purpose(), payload) else {
            linking.fail("link-broken");
            return;
        };
        let outcome = match welcome {
            Welcome::Partner(keys) => self.link_with(*keys, from.and_then(Bundle::seat)).map(|()| "done-linked"),
            Welcome::Device(keyring) => match self.link.newcomer.take() {
                Some(device) => {
                    self.move_in(device, *keyring);
                    Ok("done-moved-in")
                }
                // The keys that were let in can't be read any more, and nobody knows others of this device.
                None => {
                    linking.fail("link-broken");
                    return;
                }
            },
        };
        match outcome {
            Ok(done) => {
                self.link.linking = None;
                self.leave_the_link_page();
                self.ui.done = Some(Message::plain(done));
            }
            Err(problem) => self.ui.problem = Some(problem),
        }
    }

    /// The seats must be the two that both bundles named, or somebody else would sit in one of them.
    fn link_with(&mut self, keys: SharedKeys, theirs: Option<Seat>) -> Performed {
        let space = open(&mut self.space)?;
        let named = theirs.map(|theirs| [theirs, seat(space)]);
        // A new record has one epoch, and a mailbox of its own: more would fill the keyring, and another stream's mailbox
        // would mix two records.
        let is_new = keys.keys().epochs().count() == 1 && !space.mailboxes().contains(&keys.mailbox());
        if named.as_ref() != Some(keys.seats()) || !is_new {
            return Err(Message::plain("link-broken"));
        }
        if space.is_linked() {
            return Err(Message::plain("problem-already-linked"));
        }
        space.keyring.shared = Some(keys);
        space.save_keyring(&mut self.io);
        self.join()
    }

    /// A newcomer gets its space.
    fn move_in(&mut self, device: DeviceKeys, keyring: Keyring) {
        let local = self.local_key();
        self.io.store.delete(crate::effect::Table::Sealed, NEWCOMER);
        self.space = Some(Space::make(&mut self.io, local, device, keyring));
    }

    /// The inviter's part is over when the partner has joined.
    pub(crate) fn settle_link(&mut self) {
        let Some(space) = &self.space else { return };
        let linked = space.record.state().shared.is_some_and(|shared| shared.members.link() == Link::Linked);
        let waits = self.link.linking.as_ref().is_some_and(|linking| {
            linking.purpose() == Purpose::Link && matches!(linking.stage, Stage::Welcoming { .. })
        });
        if linked && waits {
            self.leave_the_link_page();
            self.withdraw();
            self.ui.done = Some(Message::plain("done-linked"));
        }
    }

    /// Leads to Today from the page of the link; a person who went elsewhere meanwhile stays there, with what they type.
    fn leave_the_link_page(&mut self) {
        if matches!(self.ui.detail, Some(Detail::Link | Detail::AddDevice)) {
            self.go(Place::Today, None);
        }
    }
}

/// The name of the person here. A device that was just let in has not read it yet.
fn name(space: &Space) -> Result<String, Message> {
    let state = space.record.state();
    let me = state.own.members.partner(PartnerId(space.keyring.partner));
    me.map(|me| me.name.as_str().to_owned()).ok_or(Message::plain("problem-still-reading"))
}

/// What this device says of itself to the other partner's.
fn partner_bundle(space: &Space) -> Result<Bundle, Message> {
    Ok(Bundle::of_partner(&name(space)?, space.device.public(), &seat(space)))
}

/// The seat of this person in a stream that this device links.
fn seat(space: &Space) -> Seat {
    let device = space.device.id();
    Seat { partner: space.keyring.partner, device, root: derive_seat_root(&space.keyring.own, device) }
}

/// Makes the shared stream for the two seats that the words vouch for.
fn partner_welcome(rng: &mut impl rand_core::CryptoRng, space: &mut Space, with: &Bundle) -> Result<Vec<u8>, Message> {
    let theirs = with.seat().filter(|theirs| !space.knows_as_own(theirs.device));
    let seats = theirs.map(|theirs| [seat(space), theirs]);
    let keys = seats.and_then(|seats| SharedKeys::make(rng, seats).ok()).ok_or(Message::plain("link-broken"))?;
    let payload = keys.encode().to_vec();
    // Always new: keys that an earlier, abandoned welcome handed out stay without a record.
    space.keyring.shared = Some(keys);
    Ok(payload)
}

fn read_welcome(purpose: Purpose, payload: &[u8]) -> Option<Welcome> {
    match purpose {
        Purpose::Link => SharedKeys::decode(payload).ok().map(Box::new).map(Welcome::Partner),
        Purpose::AddDevice => Keyring::decode(payload).ok().map(Box::new).map(Welcome::Device),
    }
}
