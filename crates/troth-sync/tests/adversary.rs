//! Histories over real sealing in which a partner, a thief or the relay misbehaves, with everything that the fold never
//! sees: forks, forged chain keys, wrong numbers, cut content, noise, replays, and relays that are put back.
//!
//! `crates/troth-core/tests/convergence/adversary` has what comes as far as the fold.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use std::collections::BTreeSet;

use troth_sync::MayWrite;
use troth_vault::{ChainLink, RecordHeader, open_entry};
use troth_wire::{RecordId, SealedRecord};

use world::{Chance, Couple, Device, Relay, device_id, device_keys, first_header, view};

/// Histories in a usual run; each takes half a second unoptimised. `TROTH_SEEDS` sets another number.
const HISTORIES: u64 = 12;

const STEPS: usize = 60;

/// Times that everybody looks in the end: what was cut is asked for a few records at a time.
const LOOKS: usize = 6;

/// A device that is no member's, for keys that fit nowhere.
const STRANGER: usize = 8;

/// Bytes of a header that nobody sealed.
const NOISE_BYTES: usize = 400;

/// Who misbehaves: by whose tag, on which device, and who is honest.
struct Attacker {
    partner: usize,
    device: Option<usize>,
    honest: &'static [usize],
}

/// The second partner; the thief of the first partner's second device; the relay. A relay that works with one of the others
/// is left out: `docs/threat-model.md`, "What still works against it", a relay with a stolen device.
const ATTACKERS: [Attacker; 3] = [
    Attacker { partner: 1, device: Some(2), honest: &[0, 1] },
    Attacker { partner: 0, device: Some(1), honest: &[0, 2, 3] },
    Attacker { partner: 1, device: None, honest: &[0, 1, 2, 3] },
];

struct History {
    chance: Chance,
    couple: Couple,
    relay: Relay,
    attacker: &'static Attacker,
    /// What the attacker wrote into the chain of the device in hand.
    chain: Vec<SealedRecord>,
    honest: BTreeSet<RecordId>,
    steps: Vec<&'static str>,
}

impl History {
    fn begin(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        let attacker = &ATTACKERS[usize::try_from(seed).unwrap() % ATTACKERS.len()];
        let (relay, chain, steps) = (Relay::default(), Vec::new(), Vec::new());
        Self { chance, couple, relay, attacker, chain, honest: BTreeSet::new(), steps }
    }

    fn step(&mut self) {
        let attacks = self.attacker.device.is_some();
        let name = match self.chance.below(12) {
            0 | 1 if attacks => self.go_on_in_its_chain(),
            2 if attacks => self.fork_its_chain(),
            3 | 4 if attacks => self.write_in_anothers_name(),
            5 => self.plant_noise(),
            6 if !attacks => self.cut_content(),
            7 if !attacks && self.chance.one_in(4) => self.put_back(),
            8 => self.restart(),
            9 => self.replay(),
            10 => self.look(),
            _ => self.write(),
        };
        self.steps.push(name);
    }

    fn honest_device(&mut self) -> &mut Device {
        let number = self.attacker.honest[self.chance.below(self.attacker.honest.len())];
        &mut self.couple.devices[number]
    }

    /// Half of the time the relay hears of it later, or another device is quicker.
    fn write(&mut self) -> &'static str {
        let number = self.attacker.honest[self.chance.below(self.attacker.honest.len())];
        let device = &mut self.couple.devices[number];
        self.honest.insert(device.write(&mut self.chance, &self.couple.shared, 1_000).expect("nobody is stopped"));
        device.commit();
        if self.chance.one_in(2) {
            device.settle(&mut self.relay);
        }
        "an honest device writes"
    }

    fn look(&mut self) -> &'static str {
        let number = self.attacker.honest[self.chance.below(self.attacker.honest.len())];
        self.couple.devices[number].sync(&mut self.relay);
        "an honest device looks"
    }

    fn restart(&mut self) -> &'static str {
        let device = self.honest_device();
        device.commit();
        device.restart();
        "an honest device starts anew"
    }

    fn plant(&mut self, record: SealedRecord) {
        self.relay.plant(self.couple.mailbox, record);
    }

    fn any_record(&mut self) -> Option<SealedRecord> {
        let all = self.relay.records(self.couple.mailbox);
        let readable: Vec<_> =
            all.iter().filter(|record| open_entry(&self.couple.keys, record).is_ok()).cloned().collect();
        (!readable.is_empty()).then(|| readable[self.chance.below(readable.len())].clone())
    }

    /// The header that goes on after a record of the attacker's, or begins the chain; mostly as the rules have it.
    fn next_header(&mut self, after: Option<SealedRecord>) -> RecordHeader {
        let device = device_id(self.attacker.device.unwrap());
        let mut header = match after {
            Some(before) => self.couple.header_after(&before),
            None => first_header(self.couple.shared, device),
        };
        if self.chance.one_in(2)
            && let Some(other) = self.any_record().filter(|other| Some(other.id()) != header.prev)
        {
            header.lamport = header.lamport.max(self.couple.header_of(&other).lamport + 1);
            header.deps.push(other.id());
        }
        match self.chance.below(8) {
            0 => header.lamport += 1 + self.chance.below(3) as u64,
            1 => header.seq += 1,
            2 => header.deps.push(RecordId::from_bytes([7; 32])),
            _ => {}
        }
        header
    }

    fn seal_own(&mut self, header: &RecordHeader) {
        let record = self.couple.seal(&mut self.chance, self.attacker.partner, header);
        self.chain.push(record.clone());
        self.plant(record);
    }

    fn go_on_in_its_chain(&mut self) -> &'static str {
        let header = self.next_header(self.chain.last().cloned());
        self.seal_own(&header);
        "the attacker goes on"
    }

    fn fork_its_chain(&mut self) -> &'static str {
        let before = self.chance.below(self.chain.len() + 1).checked_sub(1).map(|at| self.chain[at].clone());
        let header = self.next_header(before);
        self.seal_own(&header);
        "the attacker forks its chain"
    }

    /// A second entry at a number whose key is out, the next number with a key of the attacker's own, or a replayed opening.
    fn write_in_anothers_name(&mut self) -> &'static str {
        let Some(model) = self.any_record() else { return "nobody wrote yet" };
        let (mut header, mut link) = (self.couple.header_of(&model), self.couple.link_of(&model));
        let invented = |seq: u64| ChainLink::derive(&device_keys(STRANGER), self.couple.shared, seq).unwrap();
        match self.chance.below(5) {
            0 => {}
            1 => link.next = invented(header.seq).next,
            2 => {
                header = self.couple.header_after(&model);
                link = ChainLink { opening: None, ..invented(header.seq) };
            }
            3 => header.device = device_id(self.attacker.honest[0]),
            _ => header.lamport += 1,
        }
        let forged = self.couple.forge(&mut self.chance, self.attacker.partner, &header, &link);
        self.plant(forged);
        "the attacker writes in another's name"
    }

    fn plant_noise(&mut self) -> &'static str {
        let mut header = vec![0; NOISE_BYTES];
        header.fill_with(|| u8::try_from(self.chance.below(256)).unwrap());
        header[0] = troth_vault::FORMAT_VERSION;
        self.plant(SealedRecord::new(header, vec![1; 48], vec![2; 300]).unwrap());
        "noise comes"
    }

    fn cut_content(&mut self) -> &'static str {
        if self.chance.one_in(3) {
            self.relay.cut.clear();
            return "the relay hands everything over";
        }
        let cut = self.any_record().map(|record| record.id());
        self.relay.cut.extend(cut);
        "the relay cuts content"
    }

    fn put_back(&mut self) -> &'static str {
        let keep = self.chance.below(self.relay.records(self.couple.mailbox).len() + 1);
        self.relay.rewind(self.couple.mailbox, keep);
        "the relay is put back"
    }

    fn replay(&mut self) -> &'static str {
        let Some(old) = self.any_record() else { return "nobody wrote yet" };
        self.plant(old);
        "an old record comes once more"
    }

    /// The relay serves everybody as it should, and all look until they have everything.
    fn calm_down(&mut self) {
        self.relay.cut.clear();
        for _ in 0..LOOKS {
            for number in self.attacker.honest {
                self.couple.devices[*number].sync(&mut self.relay);
            }
        }
    }

    /// What a device was handed over and what is not marked as a copy's. A forged entry on which the stolen device builds is
    /// delivered, and marked, on some devices: `docs/threat-model.md`, "What still works against it", a stolen device that
    /// builds on what it forged.
    fn plain(&self, number: usize) -> BTreeSet<RecordId> {
        let device = &self.couple.devices[number];
        let marked = device.engine.beside(&self.couple.shared);
        device.heard(&self.couple.shared).difference(&marked).copied().collect()
    }

    fn check(&mut self) {
        let (shared, steps) = (self.couple.shared, self.steps.join(", "));
        let first = self.plain(self.attacker.honest[0]);
        let missing: Vec<_> = self.honest.difference(&first).collect();
        let seen = view(&self.couple.devices[self.attacker.honest[0]], &shared);
        assert!(
            missing.is_empty(),
            "{missing:?} are missing, {:?} wait, {:?}, after {steps}",
            seen.waiting,
            seen.refused
        );
        let names: BTreeSet<_> = self.attacker.honest.iter().map(|one| device_id(*one)).collect();
        for number in self.attacker.honest {
            let here = self.plain(*number);
            let differs: Vec<_> = here.symmetric_difference(&first).collect();
            assert!(differs.is_empty(), "device {number} received the same, and {differs:?} differ, after {steps}");
            let device = &mut self.couple.devices[*number];
            assert_eq!(view(device, &shared).may_write, MayWrite::Yes, "device {number} is stopped after {steps}");
            let told = device.told[&shared].iter().filter(|entry| names.contains(&entry.header.device));
            let spoken: BTreeSet<_> = told.map(|entry| entry.id).filter(|id| here.contains(id)).collect();
            assert_eq!(spoken, self.honest, "and nothing else in an honest name, after {steps}");
            device.commit();
            device.restart();
            assert_eq!(self.plain(*number), here, "device {number} after a restart, after {steps}");
        }
    }
}

#[test]
fn with_a_partner_a_thief_or_a_relay_that_misbehaves_honest_devices_lose_nothing_and_stop_nowhere() {
    for seed in Chance::seeds(HISTORIES) {
        let mut history = History::begin(seed);
        (0..STEPS).for_each(|_| history.step());
        history.calm_down();
        history.check();
    }
}
