//! Limits of what is taken, at the limit and one beyond.

#![allow(clippy::unwrap_used, reason = "tests may panic")]

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use troth_core::Stream;
use troth_core::membership::{EpochBefore, EpochSeal, LastEntry, MembershipCommand};
use troth_sync::Authorship;
use troth_testkit::{Couple, Seed};
use troth_vault::{seal_epoch_to, wrap_previous};

use super::*;
use crate::epochs::sealed::seal_bytes;
use crate::record::News;

const ADA: usize = 0;
const BEN: usize = 2;

struct Bench {
    rng: ChaCha20Rng,
    device: DeviceKeys,
    keys: StreamKeys,
}

impl Bench {
    fn new() -> Self {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let (device, keys) = (DeviceKeys::make(&mut rng), StreamKeys::make(&mut rng));
        Self { rng, device, keys }
    }

    fn here(&self) -> DeviceId {
        DeviceId(self.device.id().to_bytes())
    }

    /// An epoch for this device, with others wrapped under it.
    fn sealed(&mut self, epoch: &EpochKey, before: &[&EpochKey]) -> EpochSealed {
        let (device, context) = (self.here(), context(&self.keys, self.here()));
        let sealed = seal_epoch_to(&mut self.rng, &self.device.public().receiving, epoch, &context).unwrap();
        let seals = vec![EpochSeal { device, sealed: seal_bytes(&sealed) }];
        let rng = &mut self.rng;
        let wrap =
            |old: &&EpochKey| EpochBefore { epoch: core(old), wrapped: seal_bytes(&wrap_previous(rng, epoch, old)) };
        EpochSealed { epoch: core(epoch), seals, before: before.iter().map(wrap).collect() }
    }

    fn new_ones(&mut self, count: usize) -> Vec<EpochSealed> {
        let mut one = |_| {
            let epoch = EpochKey::make(&mut self.rng);
            self.sealed(&epoch, &[])
        };
        (0..count).map(&mut one).collect()
    }

    /// Takes what it can, and returns how many epochs are held besides the first.
    fn take(&mut self, members: Option<&Members>, carried: &[(Origin, EpochSealed)]) -> usize {
        let mut taking = Taking::new(self.keys.clone(), members, carried.iter().map(|(origin, one)| (*origin, one)));
        while carried.iter().any(|(_, sealed)| taking.opens_more(&self.device, sealed)) {}
        self.keys = taking.keys;
        self.keys.epochs().count() - 1
    }
}

fn from(by: Authorship, news: News, all: Vec<EpochSealed>) -> Vec<(Origin, EpochSealed)> {
    all.into_iter().map(|one| (Origin { by, news }, one)).collect()
}

#[test]
fn of_what_the_log_does_not_name_each_origin_has_its_own_few() {
    let mut bench = Bench::new();
    let origins = [Authorship::Own, Authorship::Other]
        .into_iter()
        .flat_map(|by| [(by, News::OfAMember), (by, News::OfARemovedDevice)]);
    let origins: Vec<_> = origins.collect();
    assert_eq!(origins.len(), ORIGINS);
    for (number, (by, news)) in (1..).zip(origins) {
        let at_the_limit = from(by, news, bench.new_ones(EPOCHS_PROVISIONAL_MAX));
        assert_eq!(bench.take(None, &at_the_limit), number * EPOCHS_PROVISIONAL_MAX);
        let beyond = [at_the_limit, from(by, news, bench.new_ones(1))].concat();
        assert_eq!(bench.take(None, &beyond), number * EPOCHS_PROVISIONAL_MAX, "{by:?} {news:?}");
    }
}

#[test]
fn an_epoch_that_no_entry_carries_is_not_taken_from_one_that_brings_it_along() {
    let mut bench = Bench::new();
    let [started, named, unnamed] = std::array::from_fn(|_| EpochKey::make(&mut bench.rng));
    let carrier = bench.sealed(&started, &[&named, &unnamed]);
    // It is named by an entry that has no seal for this device.
    let of_named = EpochSealed { epoch: core(&named), seals: Vec::new(), before: Vec::new() };
    let carried = from(Authorship::Other, News::OfAMember, vec![carrier, of_named]);
    assert_eq!(bench.take(None, &carried), 2);
    assert!(bench.keys.epoch(named.id()).is_some() && bench.keys.epoch(unnamed.id()).is_none());
}

#[test]
fn an_epoch_under_another_name_is_not_taken() {
    let mut bench = Bench::new();
    let epoch = EpochKey::make(&mut bench.rng);
    let right = bench.sealed(&epoch, &[]);
    let wrong = EpochSealed { epoch: EpochId([7; 16]), ..right.clone() };
    assert_eq!(bench.take(None, &from(Authorship::Other, News::OfAMember, vec![wrong])), 0);
    let current = bench.keys.current().clone();
    assert_eq!(bench.take(None, &from(Authorship::Other, News::OfAMember, vec![right])), 1);
    assert_eq!(bench.keys.current(), &current, "for reading only");
}

/// A couple whose log names these epochs, started on Ada's phone and Ben's.
fn couple_with(of_ada: &[EpochSealed], of_ben: &[EpochSealed]) -> Couple {
    let mut couple = Couple::linked(Seed(1));
    for (phone, all) in [(ADA, of_ada), (BEN, of_ben)] {
        for sealed in all {
            let start = MembershipCommand::SealEpoch(Stream::Shared, sealed.clone());
            couple.must(phone, troth_core::Command::Membership(start));
        }
    }
    couple.deliver_all();
    couple
}

#[test]
fn what_the_log_names_always_finds_room() {
    let mut bench = Bench::new();
    let [of_ada, of_ben] = [0; 2].map(|_: usize| bench.new_ones(EPOCHS_STARTED_MAX));
    while bench.keys.add_older(EpochKey::make(&mut bench.rng)).is_ok() {}
    let first = bench.keys.first();
    let couple = couple_with(&of_ada, &of_ben);
    let members = &couple.phone(ADA).shared.state().members;
    let all = from(Authorship::Other, News::OfAMember, [of_ada, of_ben].concat());
    assert_eq!(bench.take(Some(members), &all), EPOCHS_MAX - 1, "the oldest that nobody names went");
    assert!(all.iter().all(|(_, sealed)| bench.keys.epoch(vault(sealed.epoch)).is_some()));
    assert_eq!(bench.keys.first(), first, "the first one stays");
}

#[test]
fn among_those_of_removed_devices_the_oldest_goes_of_whom_more_are_held() {
    let mut bench = Bench::new();
    let (of_ada, of_ben) = (bench.new_ones(2), bench.new_ones(3));
    let mut couple = couple_with(&of_ada, &of_ben);
    for (phone, other) in [(ADA + 1, ADA), (BEN + 1, BEN)] {
        let (device, last) = (couple.phone(other).actor.device, LastEntry { seq: 90, id: None });
        let remove = MembershipCommand::RemoveDevice { device, own: last, shared: last };
        couple.must(phone, troth_core::Command::Membership(remove));
    }
    couple.deliver_all();
    let members = &couple.phone(ADA + 1).shared.state().members;
    let all = from(Authorship::Other, News::OfAMember, [of_ada, of_ben.clone()].concat());
    bench.take(Some(members), &all);
    assert_eq!(useless(&bench.keys, Some(members)), Some(of_ben[0].epoch));
}
