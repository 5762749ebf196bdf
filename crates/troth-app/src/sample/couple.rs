//! The record of two people in memory: one shared log, and an own log each.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use troth_core::Event;
use troth_core::Header;
use troth_core::membership::Seat;
use troth_core::{
    Actor, Command, DeviceId, Draft, Entry, EntryId, Log, OwnState, PartnerId, SharedState, State, Stream, WallTime,
    decide,
};

use crate::cells::opened::Kept;
use crate::cells::owed;
use crate::devices::papers::Papers;
use crate::holding::{HeldRow, Holding};
use crate::message::Message;
use crate::place::refused;
use crate::remark::Remarks;
use crate::sight::Sight;

/// Passes in which both post what they owe: cells, then the openings of those, for a week of rounds.
const DUTY_PASSES: usize = 4;

/// In memory nothing is late and nothing is copied.
static NO_REMARKS: Remarks = Remarks::none();
/// They have one device each, and no recovery code among them.
static NO_PAPERS: Papers = Papers::none();

/// Two made-up people. There is no key in here, no store and no mailbox.
pub(crate) struct Couple {
    shared: Log<SharedState>,
    one: Half,
    other: Half,
    side: Side,
    entries: u64,
}

/// What one of the two has alone.
struct Half {
    me: Actor,
    own: Log<OwnState>,
    drafts: BTreeMap<String, String>,
    kept: Kept,
    holding: Holding,
}

/// From whose side one looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// From the side of the one who started first.
    One,
    /// From the other's.
    Other,
}

impl Couple {
    /// Two people who have not started yet. Who they are by number decides on which days they rest.
    pub(super) fn begin(number: u16) -> Self {
        let (one, other) = (Half::begin(1, number), Half::begin(2, number));
        Self { shared: Log::new([*one.own.seats(), *other.own.seats()]), one, other, side: Side::One, entries: 0 }
    }

    /// What the one from whose side one looks has before them.
    pub(crate) fn sight(&self) -> Sight<'_> {
        let half = match self.side {
            Side::One => &self.one,
            Side::Other => &self.other,
        };
        let entries = self.shared.entries();
        let shared = (!entries.is_empty()).then(|| self.shared.state());
        let state = State { own: half.own.state(), shared, held: half.holding.names() };
        Sight {
            me: half.me,
            state,
            shared_entries: entries,
            remarks: &NO_REMARKS,
            papers: &NO_PAPERS,
            drafts: &half.drafts,
            kept: &half.kept,
            holding: &half.holding,
            is_out: false,
            is_opening: false,
        }
    }

    /// Both own logs and the shared one.
    #[cfg(test)]
    pub(super) fn logs(&self) -> (&Log<SharedState>, [&Log<OwnState>; 2]) {
        (&self.shared, [&self.one.own, &self.other.own])
    }

    fn half(&mut self) -> &mut Half {
        match self.side {
            Side::One => &mut self.one,
            Side::Other => &mut self.other,
        }
    }

    pub(super) fn look_from(&mut self, side: Side) {
        self.side = side;
    }

    pub(crate) fn look_from_the_other_side(&mut self) {
        self.side = match self.side {
            Side::One => Side::Other,
            Side::Other => Side::One,
        };
    }

    /// Lets the core decide, and takes what it decided into the logs.
    pub(crate) fn command(&mut self, now: WallTime, command: Command) -> Result<Vec<EntryId>, Message> {
        let sight = self.sight();
        let drafts = decide(&sight.state, &sight.me, now, command).map_err(refused)?;
        Ok(drafts.into_iter().map(|draft| self.append(now, draft)).collect())
    }

    fn append(&mut self, written: WallTime, draft: Draft<Event>) -> EntryId {
        self.entries += 1;
        let (id, seq, event) = (entry_id(self.entries), self.entries, draft.event);
        let Actor { partner, device } = self.half().me;
        let header = |lamport| Header { id, device, seq, lamport, written, by: Some(partner) };
        let entry = |lamport| Entry { header: header(lamport), event };
        match draft.stream {
            Stream::Own => {
                let own = &mut self.half().own;
                own.insert(entry(own.next_lamport()));
            }
            Stream::Shared => self.shared.insert(entry(self.shared.next_lamport())),
        }
        id
    }

    /// The entry that was written last.
    pub(super) fn last_entry(&self) -> EntryId {
        entry_id(self.entries)
    }

    /// Posts what both owe to check-in rounds, as their devices would.
    pub(crate) fn tend_cells(&mut self, rng: &mut impl CryptoRng, now: WallTime) {
        let side = self.side;
        for _ in 0..DUTY_PASSES {
            for side in [Side::One, Side::Other] {
                self.side = side;
                self.post_owed(rng, now);
            }
        }
        self.side = side;
    }

    fn post_owed(&mut self, rng: &mut impl CryptoRng, now: WallTime) {
        let sight = self.sight();
        for command in owed(&sight.state, &sight.me, sight.holding, rng, now) {
            // A duty that the core refuses now is asked for again with the next input.
            let _refused = self.command(now, command);
        }
        let sight = self.sight();
        let still = sight.state.still_held(&sight.me, now);
        // There is no storage from which rows would have to go.
        let _rows = self.half().holding.keep_only(still);
    }

    /// Lets an answer or marks wait for their hour.
    pub(crate) fn hold(&mut self, keep: impl FnOnce(&mut Holding) -> HeldRow) {
        let _row = keep(&mut self.half().holding);
    }

    /// When the next round or hand opens that is on now.
    pub(super) fn opens_next(&self, now: WallTime) -> Option<i64> {
        let sight = self.sight();
        let rounds = sight.state.rounds_ahead(&sight.me, now).into_iter().map(|(_, opens_at)| opens_at);
        rounds.chain(sight.state.hands_ahead(&sight.me, now).into_iter().map(|(_, opens_at)| opens_at)).min()
    }

    /// Keeps what is being typed, for as long as the sample is open.
    pub(crate) fn keep_draft(&mut self, field: &str, text: &str) {
        let drafts = &mut self.half().drafts;
        if text.is_empty() {
            drafts.remove(field);
        } else {
            drafts.insert(field.to_owned(), text.to_owned());
        }
    }
}

impl Half {
    fn begin(side: u8, number: u16) -> Self {
        let [high, low] = number.to_be_bytes();
        let mut id = [side; 16];
        [id[0], id[1]] = [high, low];
        let me = Actor { partner: PartnerId(id), device: DeviceId(id) };
        Self {
            me,
            own: Log::new(Seat { partner: me.partner, device: me.device }),
            drafts: BTreeMap::new(),
            kept: Kept::default(),
            // Nobody watches when these two post.
            holding: Holding::nothing(0),
        }
    }
}

/// Ids count up, so that things without a better order stand in the order in which they were written.
fn entry_id(number: u64) -> EntryId {
    let mut id = [0; 32];
    if let Some((start, _)) = id.split_first_chunk_mut::<8>() {
        *start = number.to_be_bytes();
    }
    EntryId(id)
}
