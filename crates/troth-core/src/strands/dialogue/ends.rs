//! How dialogues apart ended: facts that both partners have, with the own note of how heard a partner felt.
//!
//! ```text
//! finished    closed by a turn
//! resumed     closed after a pause, or ended and another one begun within a day: it did not break down
//! abandoned   ended; or paused for a day, or a day past the chosen time; or without a turn for two weeks
//! ```
//!
//! A dialogue that is open, that can still be resumed in time, or that was never begun has no end.

use super::decide::PUT_OFF_DAYS_MAX;
use super::events::Felt;
use super::state::{Dialogue, DialogueStanding, Dialogues, OwnDialogues, RESUME_HOURS};
use crate::kernel::ids::EntryId;
use crate::kernel::time::{CivilDate, WallTime};
use crate::strands::membership::Members;

/// Days without a turn after which a dialogue counts as abandoned: as many as a paused one can be put off. Dialogues
/// apart may take days, so a single day without a turn is no end.
pub const TALK_LIES_DAYS: u32 = PUT_OFF_DAYS_MAX;
/// Days in which a day without rest is searched: more than the longest requested rest with scheduled ones beside it.
const REST_LOOK_DAYS: i64 = 31;
/// One hour in milliseconds.
const HOUR_MS: i64 = 3_600_000;

/// A dialogue apart that is over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TalkFact {
    /// The entry that proposed it.
    pub dialogue: EntryId,
    /// The day on which the other partner consented.
    pub begun: CivilDate,
    /// How it ended.
    pub end: TalkEnd,
    /// How heard this partner felt, if they noted it. The other partner's note is in no stream that this device has.
    pub felt: Option<Felt>,
}

/// How a dialogue ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TalkEnd {
    /// A turn closed it.
    Finished,
    /// A turn closed it after a pause, or another dialogue began within a day.
    Resumed,
    /// It was abandoned, and no other one began within a day.
    Abandoned,
}

/// The dialogues apart that were begun and are over, in the order of their days, with the notes of `own`.
pub(crate) fn talks(all: &Dialogues, own: &OwnDialogues, members: &Members, now: WallTime) -> Vec<TalkFact> {
    let fact = |(id, one): (&EntryId, &Dialogue)| {
        let begun = one.begun()?.date();
        let felt = own.felt().get(id).map(|(felt, _)| *felt);
        Some(TalkFact { dialogue: *id, begun, end: end_of(one, all, members, now)?, felt })
    };
    let mut facts: Vec<TalkFact> = all.dialogues().iter().filter_map(fact).collect();
    facts.sort_by_key(|fact| fact.begun);
    facts
}

fn end_of(one: &Dialogue, all: &Dialogues, members: &Members, now: WallTime) -> Option<TalkEnd> {
    let day_ago = a_day_before(now, members);
    let abandoned = |over: bool| over.then_some(TalkEnd::Abandoned);
    match one.standing() {
        DialogueStanding::NotYet => None,
        DialogueStanding::Closed if one.pauses.values().any(|pause| pause.resumed.is_some()) => Some(TalkEnd::Resumed),
        DialogueStanding::Closed => Some(TalkEnd::Finished),
        DialogueStanding::Ended => {
            let ended = one.ended()?;
            if is_begun_anew(all, ended) {
                return Some(TalkEnd::Resumed);
            }
            abandoned(ended.unix_ms < day_ago.unix_ms)
        }
        DialogueStanding::Paused => {
            let (_, pause) = one.pause()?;
            let is_to_come = pause.time().is_some_and(|(_, at)| at.is_ahead_at(day_ago));
            abandoned(!is_to_come && pause.written.unix_ms < day_ago.unix_ms)
        }
        DialogueStanding::Open => {
            let last = one.turns().last()?.written.date();
            abandoned(now.date().days_since(last) > i64::from(TALK_LIES_DAYS))
        }
    }
}

/// Whether a dialogue began in the day after `ended`.
fn is_begun_anew(all: &Dialogues, ended: WallTime) -> bool {
    let within = |at: WallTime| ended.unix_ms < at.unix_ms && at.unix_ms < ended.plus_hours(RESUME_HOURS).unix_ms;
    all.dialogues().values().filter_map(Dialogue::begun).any(within)
}

/// The time a day before `now`. Days of rest do not count, because no step asks to resume a dialogue on them.
fn a_day_before(now: WallTime, members: &Members) -> WallTime {
    let earlier = |at: WallTime, hours: i64| WallTime { unix_ms: at.unix_ms.saturating_sub(hours * HOUR_MS), ..at };
    let out_of_rest = |from: WallTime| {
        let days = (0..REST_LOOK_DAYS).map(|days| earlier(from, 24 * days));
        days.into_iter().find(|at| members.resting(at.date()).is_none()).unwrap_or(from)
    };
    out_of_rest(earlier(out_of_rest(now), i64::from(RESUME_HOURS)))
}
