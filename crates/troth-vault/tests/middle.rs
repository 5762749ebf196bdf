//! An attacker in the middle of a linking: holds the link, carries every message, and runs a changed client.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use support::seeded;
use troth_vault::{Invitation, Invitee, InviteeComparing, InviteeOffer, Inviter, InviterComparing, Purpose};

/// Enough to meet two given words of 2,048 by chance more than once, were the words to move.
const TRIES: usize = 3_000;

/// The middle knows both sides of its run with the invitee, so it may seal message 2 as often as it likes.
#[test]
fn the_words_do_not_move_with_the_nonce_of_a_box() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let middle = Inviter::start(rng, &invitation, b"the inviter's bundle").unwrap();
    let offer = InviteeOffer::open(&invitation, middle.message()).unwrap();
    let invitee = offer.accept(rng, b"the invitee's bundle").unwrap();
    let (middle, answer, waiting) = (middle.encode(), invitee.message().to_vec(), invitee.encode());
    let mut words = BTreeSet::new();
    for _ in 0..TRIES {
        let middle = Inviter::decode(&middle).unwrap().receive1(rng, &answer).unwrap();
        let invitee = Invitee::decode(&waiting).unwrap().receive2(middle.message()).unwrap();
        words.insert(invitee.words());
    }
    assert_eq!(words.len(), 1, "the middle chose among {} word lists", words.len());
}

/// Histories of the property below.
const HISTORIES: u64 = 600;
/// Things that happen in one history.
const STEPS: usize = 24;
/// Fewer of either end than this would mean that the histories do not try much.
const ENDS_MIN: usize = 10;
/// Answers of the invitee's device in one history: a person may open the link again.
const ACCEPTS_MAX: usize = 3;

const INVITER: &[u8] = b"the inviter's bundle";
const INVITEE: &[u8] = b"the invitee's bundle";
const MIDDLE: &[u8] = b"the middle's bundle";

/// A message that the attacker has, and which message it answers, if any.
struct Seen {
    bytes: Vec<u8>,
    answers: Option<usize>,
}

/// One invitation, the two honest devices, and an attacker who carries every message and keeps all of them.
struct World {
    rng: ChaCha20Rng,
    invitation: Invitation,
    /// Used up by the first message that it takes.
    inviter: Option<Inviter>,
    comparing: Option<InviterComparing>,
    /// What the honest inviter sent after message 0.
    answers: usize,
    accepts: usize,
    /// Each with the number of its message 1.
    invitees: Vec<(Invitee, usize)>,
    invitees_comparing: Vec<InviteeComparing>,
    /// The attacker's states as bytes, so that each may answer as often as the attacker likes.
    middle_inviters: Vec<(Vec<u8>, usize)>,
    messages: Vec<Seen>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let purpose = if seed.is_multiple_of(2) { Purpose::Link } else { Purpose::AddDevice };
        let invitation = Invitation::make(&mut rng, purpose);
        let inviter = Inviter::start(&mut rng, &invitation, INVITER).unwrap();
        let messages = vec![Seen { bytes: inviter.message().to_vec(), answers: None }];
        let mut world = Self {
            rng,
            invitation,
            inviter: Some(inviter),
            comparing: None,
            answers: 0,
            accepts: 0,
            invitees: Vec::new(),
            invitees_comparing: Vec::new(),
            middle_inviters: Vec::new(),
            messages,
        };
        world.listen_elsewhere();
        world
    }

    /// Adds all messages of a run with the same secret for the other purpose, and of another invitation.
    fn listen_elsewhere(&mut self) {
        let fragment = self.invitation.fragment();
        let other = if fragment.starts_with('L') { "D" } else { "L" };
        let same_secret = Invitation::from_fragment(&format!("{other}{}", &fragment[1..])).unwrap();
        for invitation in [same_secret, Invitation::make(&mut self.rng, self.invitation.purpose())] {
            let rng = &mut self.rng;
            let inviter = Inviter::start(rng, &invitation, INVITER).unwrap();
            let zero = inviter.message().to_vec();
            let invitee = InviteeOffer::open(&invitation, &zero).unwrap().accept(rng, INVITEE).unwrap();
            let one = invitee.message().to_vec();
            let comparing = inviter.receive1(rng, &one).unwrap();
            let two = comparing.message().to_vec();
            self.messages.extend([zero, one, two].map(|bytes| Seen { bytes, answers: None }));
        }
    }

    fn below(&mut self, end: usize) -> usize {
        self.rng.next_u32() as usize % end.max(1)
    }

    fn keep(&mut self, bytes: &[u8], answers: Option<usize>) -> usize {
        self.messages.push(Seen { bytes: bytes.to_vec(), answers });
        self.messages.len() - 1
    }

    /// Chooses a message that was ever seen: mostly one of the wanted step that answers the wanted one, at times any.
    fn choose(&mut self, step: u8, answers: Option<usize>) -> usize {
        let fits = |at: &usize| {
            let seen = &self.messages[*at];
            seen.bytes.get(1) == Some(&step) && (answers.is_none() || seen.answers == answers)
        };
        let fitting: Vec<usize> = (0..self.messages.len()).filter(fits).collect();
        if fitting.is_empty() || self.below(8) == 0 {
            return self.below(self.messages.len());
        }
        fitting[self.below(fitting.len())]
    }

    fn step(&mut self) {
        match self.below(8) {
            0 | 1 => self.honest_invitee_accepts(),
            2 => self.honest_inviter_receives(),
            3 => self.honest_invitee_receives(),
            4 => self.middle_invites(),
            5 => self.middle_accepts(),
            6 => self.middle_answers(),
            _ if self.below(3) == 0 => self.change_a_message(),
            _ => self.reload(),
        }
    }

    fn honest_invitee_accepts(&mut self) {
        let at = self.choose(0, None);
        if self.accepts == ACCEPTS_MAX {
            return;
        }
        if let Ok(offer) = InviteeOffer::open(&self.invitation, &self.messages[at].bytes) {
            self.accepts += 1;
            let invitee = offer.accept(&mut self.rng, INVITEE).unwrap();
            let own = self.keep(invitee.message(), Some(at));
            self.invitees.push((invitee, own));
        }
    }

    fn honest_inviter_receives(&mut self) {
        let at = self.choose(1, Some(0));
        let Some(inviter) = self.inviter.take() else { return };
        if let Ok(comparing) = inviter.receive1(&mut self.rng, &self.messages[at].bytes) {
            self.answers += 1;
            self.keep(comparing.message(), Some(at));
            self.comparing = Some(comparing);
        }
    }

    fn honest_invitee_receives(&mut self) {
        let Some((invitee, own)) = self.invitees.pop() else { return };
        let at = self.choose(2, Some(own));
        if let Ok(comparing) = invitee.receive2(&self.messages[at].bytes) {
            self.invitees_comparing.push(comparing);
        }
    }

    fn middle_invites(&mut self) {
        let bundle = if self.below(2) == 0 { MIDDLE } else { INVITER };
        let middle = Inviter::start(&mut self.rng, &self.invitation, bundle).unwrap();
        let at = self.keep(middle.message(), None);
        self.middle_inviters.push((middle.encode().to_vec(), at));
    }

    fn middle_accepts(&mut self) {
        let (at, bundle) = (self.choose(0, None), if self.below(2) == 0 { MIDDLE } else { INVITEE });
        if let Ok(offer) = InviteeOffer::open(&self.invitation, &self.messages[at].bytes) {
            let middle = offer.accept(&mut self.rng, bundle).unwrap();
            self.keep(middle.message(), Some(at));
        }
    }

    /// Answers with the nonce that the middle committed to, under another nonce of the box each time.
    fn middle_answers(&mut self) {
        let Some((state, own)) = self.middle_inviters.last().cloned() else { return };
        let at = self.choose(1, Some(own));
        for _ in 0..2 {
            let middle = Inviter::decode(&state).unwrap();
            if let Ok(comparing) = middle.receive1(&mut self.rng, &self.messages[at].bytes) {
                self.keep(comparing.message(), Some(at));
            }
        }
    }

    fn change_a_message(&mut self) {
        let (step, place) = (self.below(3), self.below(4_096));
        let at = self.choose(u8::try_from(step).unwrap(), None);
        let (mut bytes, answers) = (self.messages[at].bytes.clone(), self.messages[at].answers);
        let place = place % bytes.len();
        match self.below(4) {
            0 => bytes[1] = (bytes[1] + 1) % 5,
            1 => bytes.truncate(place.max(2)),
            _ => bytes[place] ^= 0x10,
        }
        self.keep(&bytes, answers);
    }

    /// Stores every honest state and reads it again.
    fn reload(&mut self) {
        self.inviter = self.inviter.take().map(|state| Inviter::decode(&state.encode()).unwrap());
        self.comparing = self.comparing.take().map(|state| InviterComparing::decode(&state.encode()).unwrap());
        for (invitee, _) in &mut self.invitees {
            *invitee = Invitee::decode(&invitee.encode()).unwrap();
        }
    }

    /// Returns for each pair of honest screens whether the words on them are equal, after checking what that means.
    fn screens(&mut self) -> Vec<bool> {
        let Some(inviter) = &self.comparing else { return Vec::new() };
        let mut equal = Vec::new();
        for invitee in &self.invitees_comparing {
            let approval = invitee.approve(&mut self.rng);
            let confirmed = InviterComparing::decode(&inviter.encode()).unwrap().receive3(approval.message());
            let same = inviter.words() == invitee.words();
            assert_eq!(same, confirmed.is_ok(), "equal words and one session are the same");
            if same {
                assert_eq!((inviter.bundle(), invitee.bundle()), (INVITEE, INVITER), "each has the other's bundle");
            }
            equal.push(same);
        }
        equal
    }
}

/// The session follows from the same values as the words, so the approval of one side opens at the other exactly where
/// all values are equal.
#[test]
fn in_all_orders_and_substitutions_words_are_equal_only_where_the_values_are() {
    let (mut met, mut differed) = (0, 0);
    for seed in 0..HISTORIES {
        let mut world = World::new(seed);
        for _ in 0..STEPS {
            world.step();
        }
        assert!(world.answers <= 1, "seed {seed}: the inviter's nonce answered {} times", world.answers);
        let screens = world.screens();
        assert!(screens.iter().filter(|same| **same).count() <= 1, "seed {seed}: one answer meets one run");
        met += screens.iter().filter(|same| **same).count();
        differed += screens.iter().filter(|same| !**same).count();
    }
    assert!(met >= ENDS_MIN && differed >= ENDS_MIN, "both ends were reached: {met} met, {differed} differed");
}
