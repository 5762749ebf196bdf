//! What an act of the script comes to: the intent that a person's press would have sent.
//!
//! One function a strand; a new strand adds its own to [`deed`]. Fields stand in the order in which a form asks.

mod alone;
mod repair;
mod together;

use std::collections::BTreeMap;

use troth_core::{Command, EntryId, WallTime};

use super::script::Act;
use crate::civil;
use crate::effect::Now;
use crate::intent::{Intent, Repeat};
use crate::sight::Sight;
use alone::{command, horizon, private, solo};
use repair::{breaches, hard_days, impact, statements};
use together::{activities, agreements, boundaries, closeness, dialogues, pace, plans, promises, sealed};

/// What an act comes to.
pub(super) enum Deed {
    /// A press.
    Intent(Intent),
    /// Something sealed: whatever the two devices then owe each other follows at once.
    Sealed(Intent),
    /// What has no press of its own.
    Command(Command),
}

/// An act with all that it speaks of.
pub(super) struct Prompt<'s, 'a> {
    /// Where today began.
    pub(super) midnight: Now,
    /// When it is done.
    pub(super) now: WallTime,
    /// What the partner who acts has before them.
    pub(super) sight: Sight<'s>,
    pub(super) act: &'s Act<'a>,
    pub(super) names: &'s BTreeMap<&'a str, EntryId>,
}

/// Reads an act; nothing where no strand knows it.
pub(super) fn deed(prompt: &Prompt<'_, '_>) -> Option<Deed> {
    let strands: [fn(&Prompt<'_, '_>) -> Option<Intent>; 15] = [
        breaches, impact, statements, promises, plans, closeness, activities, pace, boundaries, agreements, dialogues,
        hard_days, horizon, private, solo,
    ];
    let intent = strands.iter().find_map(|strand| strand(prompt));
    intent.map(Deed::Intent).or_else(|| sealed(prompt).map(Deed::Sealed)).or_else(|| command(prompt).map(Deed::Command))
}

impl Prompt<'_, '_> {
    fn of(&self) -> Option<EntryId> {
        self.names.get(self.act.of?).copied()
    }

    /// A field as it stands; empty where the line has ended.
    fn field(&self, at: usize) -> &str {
        self.act.fields.get(at).copied().unwrap_or("")
    }

    fn text(&self, at: usize) -> String {
        self.field(at).to_owned()
    }

    /// So many fields from this one on.
    fn texts<const N: usize>(&self, from: usize) -> [String; N] {
        std::array::from_fn(|at| self.text(from + at))
    }

    /// A day counted from today, as a form writes it; the act's own day where none is named.
    fn day(&self, at: usize) -> Option<String> {
        match self.field(at) {
            "" => Some(self.date(self.act.day)),
            typed => Some(self.date(typed.parse().ok()?)),
        }
    }

    /// The same, where a form may leave it empty.
    fn day_or_none(&self, at: usize) -> Option<String> {
        if self.field(at).is_empty() { Some(String::new()) } else { self.day(at) }
    }

    fn date(&self, day: i64) -> String {
        let today = civil::wall(self.midnight).date();
        let days = u32::try_from(day.unsigned_abs()).unwrap_or(u32::MAX);
        civil::date(if day < 0 { today.minus_days(days) } else { today.plus_days(days) })
    }

    /// How often: `once`, `daily`, `weekly` on the weekday of the first day, or `monthly`.
    fn repeat(&self, at: usize, first: &str) -> Option<Repeat> {
        match self.field(at) {
            "once" => Some(Repeat::Once),
            "daily" => Some(Repeat::Daily),
            "weekly" => {
                let weekday = civil::parse_date(first)?.weekday().num_days_from_monday();
                Some(Repeat::Weekdays(vec![u8::try_from(weekday).ok()?]))
            }
            "monthly" => Some(Repeat::Monthly),
            _ => None,
        }
    }
}
