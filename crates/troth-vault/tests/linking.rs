//! Linking: five messages, four words, and what an attacker in the middle can do.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;

use rand_chacha::ChaCha20Rng;
use support::seeded;
use troth_vault::{
    BUNDLE_MAX_BYTES, Invitation, InvitationError, Invitee, InviteeApproved, InviteeComparing, InviteeOffer, Inviter,
    InviterComparing, InviterConfirmed, LinkError, Purpose, WELCOME_MAX_BYTES, WORD_CHOICES,
};
use troth_wire::limits::INVITATION_MESSAGE_MAX_BYTES;

const INVITER: &[u8] = b"inviter's keys";
const INVITEE: &[u8] = b"invitee's keys";
const WELCOME: &[u8] = b"the shared stream's keys";

/// The same state once more, as a copy of the storage would give it: a state takes one message and is used up.
macro_rules! stored {
    ($state:ident, $from:expr) => {
        $state::decode(&$from.encode()).unwrap()
    };
}

/// All states and messages of one run.
struct Run {
    inviter: Inviter,
    offer: InviteeOffer,
    invitee: Invitee,
    inviter_comparing: InviterComparing,
    invitee_comparing: InviteeComparing,
    approved: InviteeApproved,
    confirmed: InviterConfirmed,
    messages: [Vec<u8>; 5],
}

fn run(rng: &mut ChaCha20Rng, invitation: &Invitation) -> Run {
    let inviter = Inviter::start(rng, invitation, INVITER).unwrap();
    let offer = InviteeOffer::open(invitation, inviter.message()).unwrap();
    let invitee = offer.accept(rng, INVITEE).unwrap();
    let inviter_comparing = stored!(Inviter, inviter).receive1(rng, invitee.message()).unwrap();
    let invitee_comparing = stored!(Invitee, invitee).receive2(inviter_comparing.message()).unwrap();
    let approved = invitee_comparing.approve(rng);
    let confirmed = stored!(InviterComparing, inviter_comparing).receive3(approved.message()).unwrap();
    let message4 = confirmed.approve(rng, WELCOME).unwrap();
    let messages = [inviter.message(), invitee.message(), inviter_comparing.message(), approved.message(), &message4];
    let messages = messages.map(<[u8]>::to_vec);
    Run { inviter, offer, invitee, inviter_comparing, invitee_comparing, approved, confirmed, messages }
}

#[test]
fn two_link_and_see_the_same_words() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    assert_eq!(run.inviter_comparing.words(), run.invitee_comparing.words());
    assert_eq!(run.offer.bundle(), INVITER);
    assert_eq!(run.invitee_comparing.bundle(), INVITER);
    assert_eq!(run.confirmed.bundle(), INVITEE);
    assert_eq!(run.approved.receive4(&run.messages[4]).unwrap().as_slice(), WELCOME);
}

#[test]
fn two_runs_never_show_the_same_words() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    assert_ne!(run(rng, &invitation).confirmed.words(), run(rng, &invitation).confirmed.words());
}

/// An attacker who holds the link answers in the invitee's place, and invites the invitee in the inviter's.
#[test]
fn a_man_in_the_middle_gives_different_words() {
    let rng = &mut seeded();
    for _ in 0..50 {
        let invitation = Invitation::make(rng, Purpose::Link);
        let inviter = Inviter::start(rng, &invitation, INVITER).unwrap();
        let middle_offer = InviteeOffer::open(&invitation, inviter.message()).unwrap();
        let middle_inviter = Inviter::start(rng, &invitation, middle_offer.bundle()).unwrap();
        let invitee = InviteeOffer::open(&invitation, middle_inviter.message()).unwrap().accept(rng, INVITEE).unwrap();
        let seen = middle_inviter.receive1(rng, invitee.message()).unwrap();
        let middle_invitee = middle_offer.accept(rng, seen.bundle()).unwrap();
        let inviter_sees = inviter.receive1(rng, middle_invitee.message()).unwrap();
        let invitee_sees = invitee.receive2(seen.message()).unwrap();
        assert_ne!(inviter_sees.words(), invitee_sees.words());
        assert!(inviter_sees.receive3(invitee_sees.approve(rng).message()).is_err(), "nor does the approval fit");
    }
}

#[test]
fn every_changed_byte_of_every_message_is_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    for (step, message) in run.messages.iter().enumerate() {
        for at in 0..message.len() {
            let mut changed = message.clone();
            changed[at] ^= 0x40;
            assert!(receive(rng, &invitation, &run, step, &changed).is_err(), "message {step}, byte {at}");
        }
        for len in [0, 1, 2, 33, message.len() - 1] {
            assert!(receive(rng, &invitation, &run, step, &message[..len]).is_err(), "message {step} cut at {len}");
        }
    }
}

fn receive(
    rng: &mut ChaCha20Rng,
    invitation: &Invitation,
    run: &Run,
    step: usize,
    message: &[u8],
) -> Result<(), LinkError> {
    match step {
        0 => InviteeOffer::open(invitation, message).map(drop),
        1 => stored!(Inviter, run.inviter).receive1(rng, message).map(drop),
        2 => stored!(Invitee, run.invitee).receive2(message).map(drop),
        3 => stored!(InviterComparing, run.inviter_comparing).receive3(message).map(drop),
        _ => stored!(InviteeApproved, run.approved).receive4(message).map(drop),
    }
}

#[test]
fn reordered_messages_are_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    for step in 0..5 {
        for (other, message) in run.messages.iter().enumerate().filter(|(other, _)| *other != step) {
            let refused = receive(rng, &invitation, &run, step, message);
            assert_eq!(refused, Err(LinkError::WrongStep), "message {other} at step {step}");
        }
    }
}

#[test]
fn messages_of_another_run_of_the_same_invitation_are_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let (one, other) = (run(rng, &invitation), run(rng, &invitation));
    for step in 1..5 {
        let refused = receive(rng, &invitation, &one, step, &other.messages[step]);
        assert_eq!(refused, Err(LinkError::Tampered), "message {step} replayed");
    }
}

#[test]
fn the_purpose_and_the_invitation_are_bound() {
    let rng = &mut seeded();
    let link = Invitation::make(rng, Purpose::Link);
    let device = Invitation::from_fragment(&link.fragment().replacen('L', "D", 1)).unwrap();
    assert_eq!(device.purpose(), Purpose::AddDevice);
    assert_ne!(link.id(), device.id());
    let run = run(rng, &link);
    assert_eq!(InviteeOffer::open(&device, &run.messages[0]).err(), Some(LinkError::Tampered));
    let other = Invitation::make(rng, Purpose::Link);
    assert_eq!(InviteeOffer::open(&other, &run.messages[0]).err(), Some(LinkError::Tampered));
}

#[test]
fn another_version_says_which() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    for step in 0..5 {
        let mut message = run.messages[step].clone();
        for (version, expected) in [(1, LinkError::TrialVersion), (3, LinkError::UnsupportedVersion)] {
            message[0] = version;
            assert_eq!(receive(rng, &invitation, &run, step, &message), Err(expected));
        }
    }
}

/// A phone may reload between any two steps.
#[test]
fn every_state_survives_a_reload() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::AddDevice);
    let inviter = Inviter::decode(&Inviter::start(rng, &invitation, INVITER).unwrap().encode()).unwrap();
    assert_eq!(inviter.invitation(), &invitation);
    let offer = InviteeOffer::open(&invitation, inviter.message()).unwrap();
    let invitee = Invitee::decode(&offer.accept(rng, INVITEE).unwrap().encode()).unwrap();
    let comparing = inviter.receive1(rng, invitee.message()).unwrap();
    let comparing = InviterComparing::decode(&comparing.encode()).unwrap();
    let invitee = InviteeComparing::decode(&invitee.receive2(comparing.message()).unwrap().encode()).unwrap();
    assert_eq!(comparing.words(), invitee.words());
    let approved = InviteeApproved::decode(&invitee.approve(rng).encode()).unwrap();
    let choices = comparing.third_word_choices();
    let confirmed = InviterConfirmed::decode(&comparing.receive3(approved.message()).unwrap().encode()).unwrap();
    assert_eq!(confirmed.third_word_choices(), choices);
    let welcome = confirmed.approve(rng, WELCOME).unwrap();
    assert_eq!((confirmed.words(), confirmed.bundle()), (approved.words(), INVITEE));
    assert_eq!(approved.bundle(), INVITER);
    assert_eq!(approved.receive4(&welcome).unwrap().as_slice(), WELCOME);
}

#[test]
fn a_stored_state_reads_as_itself_only() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    let bytes = run.inviter_comparing.encode();
    assert!(InviteeApproved::decode(&bytes).is_err());
    assert!(InviterConfirmed::decode(&bytes).is_err());
    for len in 0..bytes.len() {
        assert!(InviterComparing::decode(&bytes[..len]).is_err());
    }
    for bytes in [run.inviter.encode(), run.invitee.encode()] {
        for len in 0..bytes.len() {
            assert!(Inviter::decode(&bytes[..len]).is_err() && Invitee::decode(&bytes[..len]).is_err());
        }
    }
    assert!(InviterComparing::decode(&[&bytes[..], &[0]].concat()).is_err());
}

#[test]
fn the_largest_messages_fit_the_drop_box_and_larger_ones_are_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let bundle = vec![1; BUNDLE_MAX_BYTES];
    let inviter = Inviter::start(rng, &invitation, &bundle).unwrap();
    let offer = InviteeOffer::open(&invitation, inviter.message()).unwrap();
    let invitee = offer.accept(rng, &bundle).unwrap();
    let comparing = stored!(Inviter, inviter).receive1(rng, invitee.message()).unwrap();
    let (zero, one, two) = (inviter.message().to_vec(), invitee.message().to_vec(), comparing.message().to_vec());
    let approved = invitee.receive2(&two).unwrap().approve(rng);
    let confirmed = comparing.receive3(approved.message()).unwrap();
    let four = confirmed.approve(rng, &vec![1; WELCOME_MAX_BYTES]).unwrap();
    for message in [&zero, &one, &two, approved.message(), &four] {
        assert!(message.len() <= INVITATION_MESSAGE_MAX_BYTES);
    }
    let larger = vec![1; BUNDLE_MAX_BYTES + 1];
    assert!(matches!(Inviter::start(rng, &invitation, &larger), Err(LinkError::TooLarge)));
    assert!(matches!(offer.accept(rng, &larger), Err(LinkError::TooLarge)));
    assert!(matches!(confirmed.approve(rng, &vec![1; WELCOME_MAX_BYTES + 1]), Err(LinkError::TooLarge)));
}

#[test]
fn a_fragment_is_read_back_and_a_cut_one_is_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let fragment = invitation.fragment();
    assert_eq!(fragment.len(), 44);
    assert_eq!(Invitation::from_fragment(&format!(" #{}\n", *fragment)), Ok(invitation));
    for len in 0..44 {
        assert_eq!(Invitation::from_fragment(&fragment[..len]), Err(InvitationError::Incomplete));
    }
    assert_eq!(Invitation::from_fragment("Zabc"), Err(InvitationError::UnknownPurpose));
    assert_eq!(Invitation::from_fragment(&fragment.replace('L', "!")), Err(InvitationError::UnknownPurpose));
}

/// Who presses without looking at the other device must be wrong most of the time.
#[test]
fn the_third_word_stands_among_three_others_at_any_place() {
    let rng = &mut seeded();
    let mut places = [0; WORD_CHOICES];
    for _ in 0..200 {
        let invitation = Invitation::make(rng, Purpose::AddDevice);
        let comparing = run(rng, &invitation).inviter_comparing;
        let (words, choices) = (comparing.words(), comparing.third_word_choices());
        let others: BTreeSet<_> = choices.into_iter().filter(|choice| !words.contains(choice)).collect();
        assert_eq!(others.len(), WORD_CHOICES - 1, "the others are none of the four: {choices:?}, {words:?}");
        places[choices.iter().position(|choice| *choice == words[2]).unwrap()] += 1;
    }
    assert!(places.iter().all(|count| *count > 200 / WORD_CHOICES / 2), "{places:?}");
}

/// A point of low order, which makes every exchange end in the same secret, gets an attacker no further.
#[test]
fn a_point_of_low_order_is_refused() {
    let rng = &mut seeded();
    let invitation = Invitation::make(rng, Purpose::Link);
    let run = run(rng, &invitation);
    let mut message = run.messages[1].clone();
    message[2..34].fill(0);
    assert_eq!(stored!(Inviter, run.inviter).receive1(rng, &message).err(), Some(LinkError::Tampered));
}
