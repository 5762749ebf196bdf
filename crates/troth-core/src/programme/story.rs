//! The story: which shared entries are told on the one timeline, and what the vessel is drawn from.
//!
//! Only entries that took effect are told; what the fold voided is not. Nothing is told of check-in cells and openings:
//! who posted what says who skipped (care 13). The app adds the rounds that opened for both. Which events are told stands
//! beside each strand's events.

use std::collections::BTreeMap;

use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::telling::Telling;
use crate::kernel::time::WallTime;

/// A strand of the programme, as the story and the vessel name it. The order is the order of the seams.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strand {
    /// Being here: linking and names.
    Space,
    /// What happened, and questions about it.
    Breaches,
    /// What it did, and being understood.
    Impact,
    /// Owning it.
    Accountability,
    /// Promises and their occurrences.
    Promises,
    /// Check-ins that opened.
    CheckIns,
    /// Appreciations, support and activities.
    Closeness,
    /// Structured conversations.
    Dialogues,
    /// Limits that each sets alone, and rules that both consented to.
    Boundaries,
    /// Hard days.
    Setbacks,
    /// Where the two are going.
    Horizon,
}

/// One entry of the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoryLine {
    /// The entry.
    pub entry: EntryId,
    /// Who wrote it.
    pub author: PartnerId,
    /// When, by the author's clock.
    pub written: WallTime,
    /// Which strand it belongs to.
    pub strand: Strand,
}

/// Everything told, in the order of the log.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Story {
    lines: Vec<StoryLine>,
    gold: BTreeMap<Strand, u32>,
    cracks: u32,
}

/// How much gold lies in a seam. It is drawn, never counted aloud.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gold {
    /// An open crack.
    None,
    /// The first touch.
    Begun,
    /// A part of its length.
    Growing,
    /// Most of its length.
    Rich,
    /// From end to end.
    Whole,
}

/// Acts from which a seam is begun, growing, rich and whole. The first one shows at once; the last takes months,
/// so that the vessel neither flatters nor runs out.
const GOLD_FROM: [(u32, Gold); 4] = [(30, Gold::Whole), (12, Gold::Rich), (4, Gold::Growing), (1, Gold::Begun)];

impl Gold {
    /// The gold that so many acts have laid.
    pub fn laid_by(acts: u32) -> Self {
        GOLD_FROM.into_iter().find(|(from, _)| acts >= *from).map_or(Self::None, |(_, gold)| gold)
    }
}

impl Story {
    /// The timeline, in the order of the log.
    pub fn lines(&self) -> &[StoryLine] {
        &self.lines
    }

    /// Acts of this strand that lay gold. For drawing only: no screen shows the number.
    pub fn acts(&self, strand: Strand) -> u32 {
        self.gold.get(&strand).copied().unwrap_or(0)
    }

    /// Setbacks told: each is a fine crack, and takes no gold away.
    pub fn cracks(&self) -> u32 {
        self.cracks
    }

    /// Takes in an entry that took effect.
    pub(crate) fn note(&mut self, signed: Signed<'_>, (strand, mark): (Strand, Telling)) {
        match mark {
            Telling::Gold => {
                let acts = self.gold.entry(strand).or_default();
                *acts = acts.saturating_add(1);
            }
            Telling::Crack => self.cracks = self.cracks.saturating_add(1),
            Telling::Plain => {}
        }
        let (entry, author, written) = (signed.header.id, signed.author, signed.header.written);
        self.lines.push(StoryLine { entry, author, written, strand });
    }
}
