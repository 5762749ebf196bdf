//! Two partners with two devices each, on a network that loses, doubles and reorders messages. Devices die, and the
//! relay is restored to older states. In the end all devices hold the same entries, each delivered once and after its
//! causes.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod world;

use std::collections::BTreeSet;

use troth_sync::{Notice, Reachable, Request, RequestId, Response};
use troth_wire::RecordId;

use world::{Chance, Couple, Relay};

/// Runs by default; each takes about a third of a second unoptimised, nearly all of it cryptography.
const SEEDS: u64 = 16;

/// Things that happen in one run before the line becomes perfect.
const STEPS: usize = 400;

enum Letter {
    Request(Request),
    Answer(Response),
}

struct Posted {
    device: usize,
    life: usize,
    id: RequestId,
    letter: Letter,
}

struct Storm {
    chance: Chance,
    couple: Couple,
    relay: Relay,
    post: Vec<Posted>,
    /// Entries that their author's store has committed: none may ever be lost.
    durable: BTreeSet<RecordId>,
    wall_ms: i64,
}

impl Storm {
    fn brew(seed: u64) -> Self {
        let mut chance = Chance::from_seed(seed);
        let couple = Couple::meet(&mut chance);
        let (post, durable) = (Vec::new(), BTreeSet::new());
        Self { chance, couple, relay: Relay::default(), post, durable, wall_ms: 1_700_000_000_000 }
    }

    fn step(&mut self) {
        let device = self.chance.below(self.couple.devices.len());
        match self.chance.below(100) {
            0..25 => self.write(device),
            25..45 => self.commit(device),
            45..60 => self.ask(device),
            60..85 => self.carry_letter(),
            85..92 => self.ring(device),
            92..94 => self.couple.devices[device].restart(),
            94..96 => self.toggle(device),
            96..97 => self.rewind(),
            _ => self.pass_time(device),
        }
    }

    fn write(&mut self, device: usize) {
        self.wall_ms += i64::try_from(self.chance.below(100_000)).unwrap() - 20_000;
        let stream = if device < 2 && self.chance.one_in(3) { self.couple.own } else { self.couple.shared };
        self.couple.devices[device].write(&mut self.chance, &stream, self.wall_ms).unwrap();
    }

    fn commit(&mut self, device: usize) {
        for _ in 0..self.chance.below(8) {
            self.durable.extend(self.couple.devices[device].commit_one());
        }
    }

    fn ask(&mut self, number: usize) {
        let device = &mut self.couple.devices[number];
        for asked in device.engine.next_requests(device.now_ms) {
            let letter = Letter::Request(asked.request);
            self.post.push(Posted { device: number, life: device.life, id: asked.id, letter });
        }
    }

    /// Carries any one letter to the relay or back, unless it is lost on the way.
    fn carry_letter(&mut self) {
        if self.post.is_empty() {
            return;
        }
        let posted = self.post.swap_remove(self.chance.below(self.post.len()));
        let lost = self.chance.one_in(4);
        match posted.letter {
            Letter::Request(Request::Load { mailbox, ids }) => {
                let device = &mut self.couple.devices[posted.device];
                device.commit();
                let answer = device.load(mailbox, &ids);
                self.post.push(Posted { letter: Letter::Answer(answer), ..posted });
            }
            Letter::Request(request) if !lost => {
                let answer = self.relay.answer(request);
                self.post.push(Posted { letter: Letter::Answer(answer), ..posted });
            }
            Letter::Answer(answer) if !lost => self.hand_over(posted.device, posted.life, posted.id, answer),
            _ => self.hand_over(posted.device, posted.life, posted.id, Response::Unreachable),
        }
    }

    fn hand_over(&mut self, number: usize, life: usize, id: RequestId, answer: Response) {
        let twice = self.chance.one_in(5);
        let device = &mut self.couple.devices[number];
        if device.life != life {
            return;
        }
        if twice {
            device.answer(id, answer.clone());
        }
        device.answer(id, answer);
    }

    fn ring(&mut self, device: usize) {
        let count = self.chance.below(4);
        let ring = self.relay.ring(self.couple.mailbox, count);
        self.couple.devices[device].ring(ring);
    }

    fn toggle(&mut self, device: usize) {
        let reachable = if self.chance.one_in(2) { Reachable::Yes } else { Reachable::No };
        self.couple.devices[device].engine.set_reachable(reachable);
    }

    fn rewind(&mut self) {
        let mailbox = if self.chance.one_in(3) { self.couple.own_mailbox } else { self.couple.mailbox };
        let keep = self.chance.below(self.relay.records(mailbox).len() + 1);
        self.relay.rewind(mailbox, keep);
    }

    fn pass_time(&mut self, device: usize) {
        let device = &mut self.couple.devices[device];
        device.now_ms += self.chance.below(5_000) as u64;
        device.engine.refresh();
    }

    /// Makes the network perfect. Some devices go on as they are, others restart once more.
    fn calm_down(&mut self) {
        while let Some(posted) = self.post.pop() {
            self.hand_over(posted.device, posted.life, posted.id, Response::Unreachable);
        }
        for device in &mut self.couple.devices {
            match self.chance.below(2) {
                0 => device.restart(),
                _ => device.engine.set_reachable(Reachable::Yes),
            }
        }
        for _ in 0..4 {
            for device in &mut self.couple.devices {
                device.sync(&mut self.relay);
                self.durable.extend(device.heard(&self.couple.shared));
            }
        }
    }

    fn assert_one_truth(&mut self) {
        let heard: Vec<_> = self.couple.devices.iter().map(|device| device.heard(&self.couple.shared)).collect();
        assert!(heard.iter().all(|other| *other == heard[0]), "the shared stream differs between devices");
        let own: Vec<_> = self.couple.devices[..2].iter().map(|device| device.heard(&self.couple.own)).collect();
        assert_eq!(own[0], own[1], "the own stream differs between devices");
        let all: BTreeSet<_> = heard[0].union(&own[0]).copied().collect();
        assert!(self.durable.is_subset(&all), "an entry was lost");
        assert_eq!(self.relay.records(self.couple.mailbox).len(), heard[0].len(), "the relay has them all, once");
    }

    fn noticed_rewinds(&self) -> usize {
        let notices = self.couple.devices.iter().flat_map(|device| &device.notices);
        notices.filter(|notice| matches!(notice, Notice::RelayRewound { .. })).count()
    }

    fn assert_fingerprints(&mut self) {
        let print = |device: &world::Device| device.engine.fingerprint(&self.couple.shared).unwrap();
        let before: Vec<_> = self.couple.devices.iter().map(print).collect();
        assert!(before.iter().all(|other| *other == before[0]));
        for device in &mut self.couple.devices {
            device.commit();
            device.restart();
        }
        let after: Vec<_> = self.couple.devices.iter().map(print).collect();
        assert_eq!(before, after, "a restart changes nothing");
    }
}

#[test]
fn all_devices_converge_and_lose_nothing() {
    let mut rewinds = 0;
    for seed in Chance::seeds(SEEDS) {
        let mut storm = Storm::brew(seed);
        for _ in 0..STEPS {
            storm.step();
        }
        storm.calm_down();
        storm.assert_one_truth();
        storm.assert_fingerprints();
        rewinds += storm.noticed_rewinds();
    }
    assert!(rewinds > 0, "the storm was too mild to show anything");
}
