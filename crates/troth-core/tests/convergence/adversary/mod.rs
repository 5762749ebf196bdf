//! Histories in which one of the two, the thief of a device, or the relay misbehaves.
//!
//! What an attacker can write here is what an honest device's vault and sync engine let through: any event, in the name of
//! the attacker's devices at any place behind their own last entry, and in anybody's name under a tag that the attacker
//! holds. Entries with another device's chain key, cut content and noise never come as far as the fold;
//! `crates/troth-sync/tests/adversary.rs` has those.

mod grammar;
mod trial;

use troth_testkit::Seed;

use grammar::{Step, steps};
use trial::Trial;

/// Histories in a usual run. `TROTH_ADVERSARY` sets another number; 10,000 take half a minute.
const HISTORIES: u64 = 1_500;

/// Faults that are told at once: more than one, since they may have one reason.
const FAULTS_MAX: usize = 5;

/// Who misbehaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Attacker {
    /// The second partner has a changed client on both phones.
    Partner,
    /// Somebody has the first partner's second phone, with all its keys.
    Thief,
    /// The relay keeps entries back, shows them late and again, and gives the two different ones.
    Relay,
}

impl Attacker {
    pub(crate) fn of(seed: Seed) -> Self {
        [Self::Partner, Self::Thief, Self::Relay][(seed.0 % 3) as usize]
    }

    pub(crate) const fn phones(self) -> &'static [usize] {
        match self {
            Self::Partner => &[2, 3],
            Self::Thief => &[1],
            Self::Relay => &[],
        }
    }

    pub(crate) fn honest(self) -> impl Iterator<Item = usize> {
        (0..4).filter(move |phone| !self.phones().contains(phone))
    }
}

/// What is left out of the histories, and why. What is mended leaves this list, and is played from then on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LeftOut {
    /// A stolen device, or one that it added, removes the other of its owner, and nothing in the order of the log says that
    /// it was removed before. If it does that first, it does so by right: `docs/threat-model.md`, "What still works against
    /// it", a stolen device removes first. If it dates the removal back, the fold alone does not hold it; the app does, by
    /// the order of the mailbox: `crates/troth-app/src/record/bars.rs`.
    RemovalByAStolenDevice,
    /// It works: the same place, two devices that remove each other. The own stream may keep another one than the shared
    /// stream does, and then nobody can start an epoch.
    TwoStreamsDisagree,
    /// A stolen device adds the partner's second device as its owner's before the partner does. The fold alone does not
    /// hold it. The app does, by the tags of what the claimed device wrote itself: `crates/troth-app/src/record/whose.rs`.
    ClaimOfThePartnersDevice,
}

const LEFT_OUT: [LeftOut; 3] =
    [LeftOut::RemovalByAStolenDevice, LeftOut::TwoStreamsDisagree, LeftOut::ClaimOfThePartnersDevice];

impl LeftOut {
    pub(crate) fn holds(self) -> bool {
        LEFT_OUT.contains(&self)
    }
}

fn count() -> u64 {
    std::env::var("TROTH_ADVERSARY").ok().map_or(HISTORIES, |text| text.parse().expect("TROTH_ADVERSARY is a number"))
}

/// Plays a history, and says what went wrong in it, if anything.
fn played(seed: Seed, steps: &[Step]) -> (Trial, Option<String>) {
    let mut trial = Trial::begin(seed);
    let fault = steps.iter().find_map(|step| trial.take(*step)).or_else(|| trial.end());
    (trial, fault)
}

/// Leaves out every step without which the history still goes wrong.
fn shortest(seed: Seed, mut steps: Vec<Step>) -> Vec<Step> {
    let mut at = 0;
    while at < steps.len() {
        let mut fewer = steps.clone();
        fewer.remove(at);
        if played(seed, &fewer).1.is_some() { steps = fewer } else { at += 1 }
    }
    steps
}

fn told(seed: Seed, fault: &str, steps: Vec<Step>) -> String {
    format!("{fault}\nTROTH_SEED={} {:?}, after {:?}", seed.0, Attacker::of(seed), shortest(seed, steps))
}

#[test]
fn with_a_partner_a_thief_or_a_relay_that_misbehaves_what_honest_devices_said_and_removed_stands() {
    let (mut removals, mut leaves, mut forged, mut faults) = (0, 0, 0, Vec::new());
    for seed in Seed::cases(count()) {
        let steps = steps(seed);
        let (trial, fault) = played(seed, &steps);
        removals += usize::from(trial.has_removed());
        leaves += usize::from(trial.has_left());
        forged += trial.planted();
        faults.extend(fault.map(|fault| told(seed, &fault, steps)));
        assert!(faults.len() < FAULTS_MAX, "{}", faults.join("\n\n"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    let enough = count() < HISTORIES || (removals > 200 && leaves > 50 && forged > 4_000);
    assert!(enough, "too tame to show anything: {removals} removals, {leaves} leaves, {forged} forged entries");
}
