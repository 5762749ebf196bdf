//! Which reading Today offers. A pure function of facts, of what this device remembers, and of the day.
//!
//! No rating is among the facts: what somebody marked about themselves chooses no reading.

use troth_core::CivilDate;

use super::Stands;
use super::facts::{Facts, Happened};
use super::memory::{Memory, Offered, RETURNS_AFTER_DAYS, RETURNS_MAX, day_of};
use super::readings::{For, READINGS, Reading, When};

/// Steps that somebody waits for, beyond which Today offers nothing to read.
pub(super) const WAITED_FOR_MAX: usize = 2;
/// From one reading on Today to the next: a clear day lies between.
const EVERY_DAYS: i64 = 2;
/// Days for which what happened comes before what is merely next.
const LATELY_DAYS: i64 = 7;
/// Days without a setback that count as calm.
const CALM_DAYS: i64 = 7;

/// The reading of today, if there is one.
pub(super) fn offer(facts: &Facts, memory: &Memory, today: CivilDate) -> Option<&'static str> {
    let day = day_of(today);
    let too_soon = memory.offered.last().is_some_and(|last| day - last.day < EVERY_DAYS);
    if memory.is_off || too_soon || facts.waited_for > WAITED_FOR_MAX || facts.too_much_today {
        return None;
    }
    let may = |reading: &&Reading| is_free(memory.was_offered(reading.id), day) && is_for(reading.whom, facts, day);
    let ranked = READINGS.iter().filter(may).filter_map(|reading| Some((rank(reading, facts, memory)?, reading.id)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, id)| id)
}

/// Whether a reading was not offered yet, or was put away and may return.
fn is_free(offered: Option<&Offered>, day: i64) -> bool {
    offered.is_none_or(|one| one.is_away && one.put_away <= RETURNS_MAX && day - one.day >= RETURNS_AFTER_DAYS)
}

/// Whether a reading is for somebody who stands there. With some of both, the groups take turns by the day.
fn is_for(whom: For, facts: &Facts, day: i64) -> bool {
    match (facts.group, whom) {
        (_, For::Both) | (Stands::Hurt, For::Hurt) | (Stands::Responsible, For::Responsible) => true,
        (Stands::Both, For::Hurt) => (day / EVERY_DAYS) % 2 == 0,
        (Stands::Both, For::Responsible) => (day / EVERY_DAYS) % 2 == 1,
        (Stands::NotSure | Stands::Hurt | Stands::Responsible, _) => false,
    }
}

/// Smaller comes first: what happened lately, then the kind of breach, then the nearest door that is open by its day.
/// None where no door is open.
fn rank(reading: &Reading, facts: &Facts, memory: &Memory) -> Option<(u8, i64)> {
    let When { day, alone, from, happened, kinds, unless, calm, after } = &reading.when;
    let is_shut = *calm && !facts.is_calm(CALM_DAYS)
        || facts.day < *from
        || unless.is_some_and(|what| facts.since(what).is_some())
        || after.is_some_and(|id| memory.was_offered(id).is_none());
    if is_shut {
        return None;
    }
    let since = happened.iter().filter_map(|(what, wait)| facts.since(*what).filter(|ago| ago >= wait)).min();
    let lately = since.filter(|ago| *ago <= LATELY_DAYS).map(|ago| (0, ago));
    let named = facts.kinds.iter().filter(|(kind, ago)| kinds.contains(kind) && *ago >= 1).map(|(_, ago)| *ago).min();
    let of_day = if facts.linked { *day } else { alone.or(*day) };
    let by_day = of_day.filter(|first| facts.day >= *first);
    let earlier = since.map(|_| *from);
    lately.or(named.map(|ago| (1, ago))).or(by_day.or(earlier).map(|first| (2, first)))
}

impl Facts {
    /// Days since something happened last.
    fn since(&self, what: Happened) -> Option<i64> {
        self.happened.iter().filter(|(one, _)| *one == what).map(|(_, ago)| *ago).min()
    }

    fn is_calm(&self, days: i64) -> bool {
        let setbacks = [Happened::HardDay, Happened::PromiseMissed, Happened::NewlyKnown, Happened::Relapse];
        setbacks.into_iter().all(|what| self.since(what).is_none_or(|ago| ago >= days))
    }
}
