//! Random acts about the own stream and membership.

use troth_core::journal::JournalEdited;
use troth_core::journal::JournalErased;
use troth_core::journal::JournalEvent;
use troth_core::journal::JournalWritten;
use troth_core::membership::{EpochSeal, EpochSealed, KeyTold, LastEntry, Members, MembershipCommand};
use troth_core::rating::{Points, Rated, RatingEvent, TooMuchNow, TooMuchTakenBack};
use troth_core::settings::{HelpRule, SettingsCommand, Step};
use troth_core::solo::{SoloCommand, SoloOutcome};
use troth_core::{Actor, Command, DeviceId, EpochId, PartnerId, State, Stream, WallTime};
use troth_testkit::Dice;

use crate::samples;
use crate::samples::{blob, text};

pub(super) fn random_own(state: &State<'_>, now: WallTime, dice: &mut Dice) -> Command {
    let pages: Vec<_> = state.own.journal.pages().keys().copied().collect();
    let page = dice.pick(&pages).copied().unwrap_or(samples::entry_id(0));
    let rated = Rated { trust: Points::new(4), ..Rated::default() };
    match dice.below(8) {
        0 => Command::Journal(JournalEvent::JournalWritten(JournalWritten { words: text("a page") })),
        1 => Command::Journal(JournalEvent::JournalEdited(JournalEdited { page, words: text("other words") })),
        2 => Command::Journal(JournalEvent::JournalErased(JournalErased { page })),
        3 if state.own.ratings.is_too_much_on(now.date()) => {
            Command::Rating(RatingEvent::TooMuchTakenBack(TooMuchTakenBack {}))
        }
        3 if dice.one_in(3) => Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {})),
        3 => Command::Rating(RatingEvent::Rated(rated)),
        4 => Command::Settings(SettingsCommand::KeepRecoveryCode),
        5 if dice.one_in(2) => {
            Command::Settings(SettingsCommand::NameDevice(DeviceId([4; 16]), Some(text("the blue phone"))))
        }
        5 => {
            let name = dice.one_in(2).then(|| text("B"));
            Command::Settings(SettingsCommand::CallPartner { partner: PartnerId(dice.bytes()), name })
        }
        6 => Command::Settings(SettingsCommand::KeepKeys(blob(b"keys"))),
        _ => {
            let until = now.date().plus_days(dice.below(9) as u32);
            let step = if dice.one_in(2) { Step::OfferPromise } else { Step::ReadHelp(HelpRule::Overwhelmed) };
            Command::Settings(SettingsCommand::DismissStep { step, until })
        }
    }
}

pub(super) fn random_solo(state: &State<'_>, now: WallTime, dice: &mut Dice) -> Command {
    let pages: Vec<_> = state.own.solo.pages().iter().collect();
    let known = dice.pick(&pages).map(|(id, page)| (**id, page.said.entry));
    let (page, wording) = known.unwrap_or((samples::entry_id(0), samples::entry_id(0)));
    let breaches: Vec<_> =
        state.shared.into_iter().flat_map(|shared| shared.breaches.breaches().keys()).copied().collect();
    let bodies = samples::solo_bodies();
    let body = dice.pick(&bodies).unwrap().clone();
    let day = now.date().plus_days(dice.below(3) as u32);
    Command::Solo(match dice.below(9) {
        0 | 1 => SoloCommand::Write(body),
        2 => SoloCommand::Write(samples::solo_bodies().remove(2)),
        3 => SoloCommand::Change { page, body },
        4 if dice.one_in(3) => SoloCommand::Erase(page),
        4 | 5 => {
            let outcomes = [SoloOutcome::Kept, SoloOutcome::Missed, SoloOutcome::Moved(day)];
            let outcome = *dice.pick(&outcomes).unwrap();
            SoloCommand::Tell { page, due: samples::date("2026-03-10"), outcome, note: None }
        }
        _ => SoloCommand::Share { page, wording, breach: dice.pick(&breaches).copied() },
    })
}

pub(super) fn random_membership(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> MembershipCommand {
    let devices: Vec<_> = state.own.members.partners().values().flat_map(|one| one.devices.keys()).copied().collect();
    let device = dice.pick(&devices).copied().unwrap_or(actor.device);
    match dice.below(19) {
        0 => MembershipCommand::Leave,
        1 => MembershipCommand::RemoveDevice {
            device,
            own: LastEntry { seq: 3, id: None },
            shared: LastEntry { seq: dice.below(6) as u64, id: None },
        },
        2 => MembershipCommand::AddDevice { device: DeviceId(dice.bytes()), label: text("tablet") },
        3..=5 => MembershipCommand::TakeRest { until: Some(now.date().plus_days(dice.below(4) as u32)) },
        6..=8 => MembershipCommand::EndRest,
        9 => MembershipCommand::TellKey(KeyTold { device, receiving: blob(b"key") }),
        10..=13 => random_epoch(state, dice),
        15 => MembershipCommand::MissEpoch(random_known_epoch(state, dice)),
        14 => {
            let stream = *dice.pick(&[Stream::Own, Stream::Shared]).unwrap_or(&Stream::Own);
            let keep = samples::entry_id(dice.below(4) as u8);
            MembershipCommand::DecideFork { stream, device, keep }
        }
        16 => {
            let stream = *dice.pick(&[Stream::Own, Stream::Shared]).unwrap_or(&Stream::Own);
            let entries = (0..dice.below(3)).map(|number| samples::entry_id(number as u8)).collect();
            MembershipCommand::TellMissing(stream, entries)
        }
        _ => MembershipCommand::ChangeName(text("Other")),
    }
}

/// A new epoch for the devices that this device believes to be active, or an existing one that is passed on to them.
fn random_epoch(state: &State<'_>, dice: &mut Dice) -> MembershipCommand {
    let stream = if dice.one_in(3) { Stream::Own } else { Stream::Shared };
    let members = match (stream, state.shared) {
        (Stream::Shared, Some(shared)) => &shared.members,
        _ => &state.own.members,
    };
    let known: Vec<_> = members.epochs().collect();
    let epoch = dice.pick(&known).copied().filter(|_| known.len() > 2).unwrap_or(EpochId(dice.bytes()));
    MembershipCommand::SealEpoch(stream, sealed_to_all(members, epoch))
}

/// An epoch of either stream, or one that nothing names.
fn random_known_epoch(state: &State<'_>, dice: &mut Dice) -> EpochId {
    let shared = state.shared.into_iter().flat_map(|shared| shared.members.epochs());
    let known: Vec<_> = state.own.members.epochs().chain(shared).collect();
    dice.pick(&known).copied().unwrap_or(EpochId(dice.bytes()))
}

/// An epoch that is sealed to every active device.
pub(crate) fn sealed_to_all(members: &Members, epoch: EpochId) -> EpochSealed {
    let seals = members.active_devices().map(|device| EpochSeal { device, sealed: blob(b"seal") });
    EpochSealed { epoch, seals: seals.collect(), before: Vec::new() }
}
