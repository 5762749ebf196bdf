//! The story: the timeline of shared entries, and the facts from which the vessel is drawn.
//!
//! It tells only entries that took effect. A change of name is told (care 43); device changes and rest stay out of the story. A banner announces an unlink
//! without naming who did it. Check-in cells and openings stay out too, because who posted what says who skipped
//! (care 13); the app adds the rounds that opened for both. Each strand declares beside its events which are told.

use std::collections::BTreeMap;

use crate::kernel::header::{Header, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::telling::StoryMark;
use crate::kernel::time::CivilDate;

/// A strand, as the story and the vessel name it, in the order of the seams.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Strand {
    /// Linking.
    Space,
    /// Breaches, and the questions about them.
    Breaches,
    /// Impact, and reflections on it.
    Impact,
    /// Accountability statements.
    Accountability,
    /// Promises and their occurrences.
    Promises,
    /// Check-ins that opened.
    CheckIns,
    /// Appreciations, support and activities.
    Closeness,
    /// Dialogues.
    Dialogues,
    /// Boundaries and agreements.
    Boundaries,
    /// Setbacks.
    Setbacks,
    /// Goals, growth, victories and letters.
    Horizon,
}

/// A line of the timeline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StoryLine {
    /// The entry.
    pub entry: EntryId,
    /// Its Lamport number: with the id, its place in the log.
    pub lamport: u64,
    /// Its author.
    pub author: PartnerId,
    /// The day, by the author's clock. It is told of every line at each look, and so worked out once.
    pub day: CivilDate,
    /// The strand that it belongs to.
    pub strand: Strand,
}

/// The timeline, in the order of the log, and the marks on the vessel.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Story {
    lines: Vec<StoryLine>,
    /// The places of the lines by their day, and within a day in the order of the log.
    by_day: Vec<usize>,
    gold: BTreeMap<Strand, u32>,
    cracks: u32,
}

/// How much gold a seam has. Screens draw it and never show a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gold {
    /// No gold: the crack is open.
    None,
    /// A first touch of gold.
    Begun,
    /// Gold along a part of the seam.
    Growing,
    /// Gold along most of the seam.
    Rich,
    /// Gold from end to end.
    Whole,
}

/// The acts from which a seam is whole, rich, growing and begun. The first act shows at once, and a whole seam takes
/// months, so that the vessel neither flatters nor runs out.
const GOLD_FROM: [(u32, Gold); 4] = [(30, Gold::Whole), (12, Gold::Rich), (4, Gold::Growing), (1, Gold::Begun)];

impl Gold {
    /// Acts from which the gold of a seam is whole.
    pub const WHOLE_FROM: u32 = GOLD_FROM[0].0;

    /// The gold that this number of acts lays.
    pub fn laid_by(acts: u32) -> Self {
        GOLD_FROM.into_iter().find(|(from, _)| acts >= *from).map_or(Self::None, |(_, gold)| gold)
    }
}

impl Story {
    /// The timeline, in the order of the log.
    pub fn lines(&self) -> &[StoryLine] {
        &self.lines
    }

    /// The lines of the latest day first, and within a day the latest of the log.
    pub fn newest_first(&self) -> impl Iterator<Item = &StoryLine> {
        self.by_day.iter().rev().filter_map(|place| self.lines.get(*place))
    }

    /// The number of acts that laid gold in this strand. For drawing only: no screen shows it.
    pub fn acts(&self, strand: Strand) -> u32 {
        self.gold.get(&strand).copied().unwrap_or(0)
    }

    /// The number of told setbacks. Each adds a fine crack and takes no gold away.
    pub fn cracks(&self) -> u32 {
        self.cracks
    }

    /// Adds an entry that took effect.
    pub(crate) fn note(&mut self, signed: Signed<'_>, (strand, mark): (Strand, StoryMark)) {
        match mark {
            StoryMark::Gold => {
                let acts = self.gold.entry(strand).or_default();
                *acts = acts.saturating_add(1);
            }
            StoryMark::Crack => self.cracks = self.cracks.saturating_add(1),
            StoryMark::Plain => {}
        }
        let Header { id: entry, lamport, written, .. } = *signed.header;
        let day = written.date();
        // Most entries are of the latest day, so that little moves.
        let at = self.by_day.partition_point(|place| self.lines[*place].day <= day);
        self.by_day.insert(at, self.lines.len());
        self.lines.push(StoryLine { entry, lamport, author: signed.author, day, strand });
    }
}
