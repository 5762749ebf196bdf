//! The chains of a stream's devices: whose entry stands at which number.
//!
//! A link is an entry whose chain key fits the entry before it. Several links may claim one number:
//!
//! ```text
//!   device D:   .. <- 4 <- 5 X1 <- 6 Y1      the main chain
//!                      \
//!                       <- 5 X2 <- 6 Y2      a side branch
//! ```
//!
//! Nobody but D can reveal a key first. So the main chain goes to the entry that came first; of several whose commitments
//! agree, to the one that was continued first. "First" means first at this device, which reads a mailbox in its order. It
//! is no position at the relay: those begin anew when a relay is put back to an older state, and old numbers must not be
//! open to everybody then.
//!
//! A side branch that reveals a key first, because the main chain has not reached that number, was written with D's own
//! secrets: D was copied. Anything else on a side branch may be made by everybody who holds the epoch key.

use std::collections::{BTreeMap, BTreeSet};

use troth_vault::{ChainCommitment, ChainKey};
use troth_wire::{DeviceId, RecordId};

use crate::rule::FIRST_SEQ;

/// An entry as a link of its device's chain.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) device: DeviceId,
    pub(crate) seq: u64,
    pub(crate) prev: Option<RecordId>,
    pub(crate) key: ChainKey,
    pub(crate) next: ChainCommitment,
    origin: Origin,
    /// Position at which the relay made the key known, 0 if that was before; `None` while only this device knows it.
    revealed: Option<u64>,
    /// When it came to this device, counted in links; 0 before its last start.
    order: u64,
    standing: Standing,
}

/// Where an entry came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// This very device wrote it, in this store.
    Here,
    /// It came from the relay.
    Relay,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Main,
    /// On the side branch that begins with this entry.
    Beside(RecordId),
}

/// Whether an entry is the first to reveal its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reveals {
    News,
    Known,
}

/// What a new link changed.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) reveals: Reveals,
    /// Entries that came to the main chain from beside it.
    pub(crate) joined: Vec<RecordId>,
}

/// All chains of one stream.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    links: BTreeMap<RecordId, Link>,
    numbers: BTreeMap<(DeviceId, u64), Vec<RecordId>>,
    tips: BTreeMap<DeviceId, RecordId>,
    /// Side branches of copied devices, by device and first entry, with the numbers whose keys they revealed.
    copies: BTreeMap<(DeviceId, RecordId), BTreeSet<u64>>,
    /// Entries that a removal named, and those before them at forks.
    pinned: BTreeSet<RecordId>,
    /// Entries that stood on the main chain, at forks, before the last start.
    chosen: BTreeSet<RecordId>,
    /// Links that came since the last start.
    count: u64,
}

impl Link {
    pub(crate) fn new(
        (device, seq, prev): (DeviceId, u64, Option<RecordId>),
        (key, next): (ChainKey, ChainCommitment),
        (origin, revealed): (Origin, Option<u64>),
    ) -> Self {
        Self { device, seq, prev, key, next, origin, revealed, order: 0, standing: Standing::Main }
    }

    /// What decides between links of one number: own words first, then what came first.
    fn rank(&self) -> u64 {
        match self.origin {
            Origin::Here => 0,
            Origin::Relay => self.order,
        }
    }

    fn revealed_at(&self) -> u64 {
        self.revealed.unwrap_or(u64::MAX)
    }
}

impl Chains {
    /// Chains that are read back from the store, with what stood on the main chain at forks.
    pub(crate) fn restoring(chosen: BTreeSet<RecordId>) -> Self {
        Self { chosen, ..Self::default() }
    }

    pub(crate) fn get(&self, id: &RecordId) -> Option<&Link> {
        self.links.get(id)
    }

    pub(crate) fn tip(&self, device: &DeviceId) -> Option<RecordId> {
        self.tips.get(device).copied()
    }

    pub(crate) fn is_main(&self, id: &RecordId) -> bool {
        self.links.get(id).is_some_and(|link| link.standing == Standing::Main)
    }

    /// The first entry of the side branch on which an entry stands.
    pub(crate) fn side(&self, id: &RecordId) -> Option<RecordId> {
        match self.links.get(id)?.standing {
            Standing::Main => None,
            Standing::Beside(head) => Some(head),
        }
    }

    /// First entries of the side branches that a copy of this device wrote.
    pub(crate) fn copies(&self, device: DeviceId) -> impl Iterator<Item = RecordId> + '_ {
        let from = (device, RecordId::from_bytes([0; 32]));
        self.copies.range(from..).take_while(move |((of, _), _)| *of == device).map(|((_, head), _)| *head)
    }

    /// The links that follow an entry, or that begin a chain.
    pub(crate) fn after(&self, device: DeviceId, prev: Option<RecordId>) -> impl Iterator<Item = RecordId> + '_ {
        let seq = prev.and_then(|prev| self.links.get(&prev)).map_or(FIRST_SEQ, |link| link.seq.saturating_add(1));
        self.at(device, seq).iter().copied().filter(move |id| self.links.get(id).is_some_and(|link| link.prev == prev))
    }

    fn at(&self, device: DeviceId, seq: u64) -> &[RecordId] {
        self.numbers.get(&(device, seq)).map_or(&[], Vec::as_slice)
    }

    /// The link that goes on after an entry: the one that counts among those that claim its place.
    pub(crate) fn successor(&self, device: DeviceId, prev: Option<RecordId>) -> Option<RecordId> {
        let leader = self.after(device, prev).min_by_key(|id| (self.rank(id), !self.chosen.contains(id), *id))?;
        let next = self.links.get(&leader).map(|link| link.next);
        let agrees = |id: &RecordId| self.links.get(id).map(|link| link.next) == next;
        let standing = |id: &RecordId| {
            let first = self.after(device, Some(*id)).map(|after| self.rank(&after)).min();
            let chosen = self.chosen.contains(id);
            (!self.pinned.contains(id), first.unwrap_or(u64::MAX), self.rank(id), !chosen, *id)
        };
        let candidates = self.after(device, prev).filter(|id| agrees(id) || self.pinned.contains(id));
        candidates.min_by_key(standing)
    }

    fn rank(&self, id: &RecordId) -> u64 {
        self.links.get(id).map_or(u64::MAX, Link::rank)
    }

    /// Notes that the relay was put back to an older state: what was revealed was so before anything that comes now.
    pub(crate) fn forget_positions(&mut self) {
        for link in self.links.values_mut().filter(|link| link.revealed.is_some()) {
            link.revealed = Some(0);
        }
    }

    /// Notes where the relay holds an entry, unless that is known.
    pub(crate) fn note_position(&mut self, id: &RecordId, position: u64) {
        if let Some(link) = self.links.get_mut(id) {
            link.revealed.get_or_insert(position);
        }
    }

    /// Position at which the relay made an entry known, 0 if that was before the last start or before the relay was put
    /// back; `None` while it has not.
    pub(crate) fn position(&self, id: &RecordId) -> Option<u64> {
        self.links.get(id)?.revealed
    }

    /// Forgets a link beside the chain that nothing continues.
    pub(crate) fn remove(&mut self, id: &RecordId) {
        let Some(link) = self.links.remove(id) else { return };
        if let Some(claims) = self.numbers.get_mut(&(link.device, link.seq)) {
            claims.retain(|claim| claim != id);
        }
        self.copies.remove(&(link.device, *id));
    }

    /// Adds a link, whose previous entry is a link, after all others.
    pub(crate) fn add(&mut self, id: RecordId, link: Link) -> Linked {
        self.count += 1;
        let order = self.count;
        self.put(id, Link { order, ..link })
    }

    /// Puts a link back that was there before the last start.
    pub(crate) fn put(&mut self, id: RecordId, mut link: Link) -> Linked {
        let (device, seq, prev) = (link.device, link.seq, link.prev);
        let reveals = self.reveals(&link);
        let above = prev.and_then(|prev| self.links.get(&prev)).map(|above| above.standing);
        link.standing = match above {
            Some(Standing::Beside(head)) => Standing::Beside(head),
            _ => Standing::Beside(id),
        };
        self.links.insert(id, link);
        self.numbers.entry((device, seq)).or_default().push(id);
        let mut joined = Vec::new();
        if let Some(prev) = prev.filter(|_| self.at(device, seq - 1).len() > 1) {
            let before = self.links.get(&prev).and_then(|link| link.prev);
            self.choose(device, before, &mut joined);
        }
        self.choose(device, prev, &mut joined);
        self.look_for_copies(device, seq);
        joined.retain(|other| *other != id);
        Linked { reveals, joined }
    }

    fn reveals(&self, link: &Link) -> Reveals {
        let known = self.at(link.device, link.seq).iter().filter_map(|id| self.links.get(id));
        let mut known = known.filter(|other| other.key == link.key);
        let earlier = known.any(|other| other.revealed.is_some_and(|at| at <= link.revealed_at()));
        if earlier { Reveals::Known } else { Reveals::News }
    }

    /// Looks anew at which link goes on after `prev`, if that is on the main chain.
    fn choose(&mut self, device: DeviceId, prev: Option<RecordId>, joined: &mut Vec<RecordId>) {
        if prev.is_some_and(|prev| !self.is_main(&prev)) {
            return;
        }
        let chosen = self.successor(device, prev);
        let current = self.after(device, prev).find(|id| self.is_main(id));
        if chosen == current {
            return;
        }
        if let Some(current) = current {
            self.leave_main(device, current);
        }
        self.enter_main(device, chosen, joined);
    }

    fn leave_main(&mut self, device: DeviceId, head: RecordId) {
        let mut next = Some(head);
        while let Some(id) = next {
            if let Some(link) = self.links.get_mut(&id) {
                link.standing = Standing::Beside(head);
            }
            next = self.after(device, Some(id)).find(|id| self.is_main(id));
        }
    }

    fn enter_main(&mut self, device: DeviceId, first: Option<RecordId>, joined: &mut Vec<RecordId>) {
        let mut next = first;
        while let Some(id) = next {
            if let Some(link) = self.links.get_mut(&id) {
                link.standing = Standing::Main;
            }
            self.tips.insert(device, id);
            joined.push(id);
            self.head_siblings(device, id);
            next = self.successor(device, Some(id));
        }
    }

    /// What stood on one side branch with a new link of the main chain begins side branches of its own.
    fn head_siblings(&mut self, device: DeviceId, id: RecordId) {
        let prev = self.links.get(&id).and_then(|link| link.prev);
        let displaced = |other: &RecordId| self.side(other).is_some_and(|head| head != *other);
        for head in self.after(device, prev).filter(displaced).collect::<Vec<_>>() {
            self.head_branch(device, head);
        }
    }

    fn head_branch(&mut self, device: DeviceId, head: RecordId) {
        let mut pending = vec![head];
        while let Some(id) = pending.pop() {
            if let Some(link) = self.links.get_mut(&id) {
                link.standing = Standing::Beside(head);
            }
            pending.extend(self.after(device, Some(id)));
        }
    }

    /// Looks for links beside the main chain that reveal the key of this number first, with commitments that agree.
    fn look_for_copies(&mut self, device: DeviceId, seq: u64) {
        let main =
            |seq: u64| self.at(device, seq).iter().filter_map(|id| self.links.get(id)).find(|link| is_main(link));
        let (here, before) = (main(seq).map(Link::rank), seq.checked_sub(1).and_then(main).map(|link| link.next));
        let beside: Vec<_> = self.at(device, seq).iter().filter_map(|id| self.links.get(id)).collect();
        let mut found = Vec::new();
        for link in beside {
            let Standing::Beside(head) = link.standing else { continue };
            let above = link.prev.and_then(|prev| self.links.get(&prev)).filter(|above| !is_main(above));
            let agrees = above.is_some_and(|above| Some(above.next) == before);
            found.push((head, agrees && here.is_none_or(|here| link.rank() < here)));
        }
        for (head, is_copy) in found {
            self.note_copy((device, head), seq, is_copy);
        }
    }

    fn note_copy(&mut self, branch: (DeviceId, RecordId), seq: u64, is_copy: bool) {
        if is_copy {
            self.copies.entry(branch).or_default().insert(seq);
        } else if let Some(numbers) = self.copies.get_mut(&branch) {
            numbers.remove(&seq);
            if numbers.is_empty() {
                self.copies.remove(&branch);
            }
        }
    }

    /// Makes the main chain lead to this entry. Returns what came to it; `None` if the entry is no link yet.
    pub(crate) fn pin(&mut self, last: RecordId) -> Option<Vec<RecordId>> {
        let device = self.links.get(&last)?.device;
        let mut path = vec![last];
        while let Some(prev) = path.last().and_then(|id| self.links.get(id)).and_then(|link| link.prev) {
            path.push(prev);
        }
        let mut joined = Vec::new();
        for id in path.into_iter().rev() {
            let Some(link) = self.links.get(&id) else { break };
            let (seq, prev) = (link.seq, link.prev);
            if id == last || self.at(device, seq).len() > 1 {
                self.pinned.insert(id);
                self.choose(device, prev, &mut joined);
            }
        }
        Some(joined)
    }

    pub(crate) fn is_pinned(&self, id: &RecordId) -> bool {
        self.pinned.contains(id)
    }
}

fn is_main(link: &Link) -> bool {
    link.standing == Standing::Main
}
