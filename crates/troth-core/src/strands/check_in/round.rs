//! Rounds as a device sees them: what it shows, what it posts, and what it tries to open.
//!
//! The stage of a round follows from the clock and the partner's own answer, never from the other partner's. Until a
//! round opens, it looks the same whether or not the other partner answered (care 13), and a planned one opens no sooner
//! than at the hour of its plan (care 50):
//!
//! ```text
//!            opens                         15 minutes before        opens + window
//!  Before  --+--  During: answers wait    --+--  Gathering: every  --+--  After: both read,
//!            |    on their devices          |    device posts        |    or neither
//! ```

use core::cmp::Reverse;
use core::ops::RangeInclusive;
use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta, Timelike};

use super::events::{Questions, RoundId};
use super::own::OwnCheckIns;
use super::state::{CheckIns, Plan};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::time::{CivilDate, Moment, TimeOfDay, WallTime};
use crate::strands::membership::Members;
use crate::strands::sealed::{CELLS_OWED_DAYS, DUTIES_MAX, GATHERING_MINUTES, SealedRound, Stage, owes_since};

/// Days for which every round is listed. Older rounds are listed if they may be readable.
pub const ROUNDS_LISTED_DAYS: u32 = 31;
/// Days in which a round that is open now can have begun: two for its window, two for calendars that differ.
const OPEN_DAYS_MAX: u32 = 4;
/// Days in which the next round of a plan is searched. A year covers all but rare rules of the profile.
const NEXT_ROUND_DAYS: u32 = 366;

/// A round, as one partner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundStatus {
    /// The round.
    pub round: RoundId,
    /// Its questions.
    pub questions: Questions,
    /// Its stage for this partner.
    pub stage: Stage,
    /// The date on which it opens or opened, by this device's calendar.
    pub date: CivilDate,
    /// The time at which a planned round opens. A called round opens at once.
    pub opens: Option<TimeOfDay>,
    /// The moment at which nobody answers a planned round any more.
    pub until: Option<Moment>,
    /// The moment from which the answers to a planned round are read. A called round opens once both are in.
    pub reads_at: Option<Moment>,
    /// Whether it may be read now, and there are openings that may reveal the answers.
    pub may_open: bool,
}

/// What a device owes a round, whether or not its partner answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RoundDuty {
    /// The devices of a planned round gather, or the round is over, and this device posted nothing: post a cell, an
    /// answer or a blank.
    PostCell {
        /// The round.
        round: RoundId,
    },
    /// Both partners posted cells: post an opening of the own cell towards the other partner's.
    PostOpening {
        /// The round.
        round: RoundId,
        /// This device's cell.
        own_cell: EntryId,
        /// The other partner's cell.
        their_cell: EntryId,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    Before,
    During,
    Gathering,
    After,
}

/// The rounds of a space, as one partner sees them on one device.
#[derive(Clone, Copy)]
pub(crate) struct RoundsSeen<'a> {
    /// Plans, calls, cells and openings.
    pub(crate) check_ins: &'a CheckIns,
    /// The members, and their rest.
    pub(crate) members: &'a Members,
    /// The secrets of the actor's cells.
    pub(crate) own: &'a OwnCheckIns,
    /// The rounds whose answer waits on this device.
    pub(crate) held: &'a BTreeSet<RoundId>,
    /// The partner and device.
    pub(crate) actor: &'a Actor,
    /// The time now.
    pub(crate) now: WallTime,
}

impl<'a> RoundsSeen<'a> {
    /// The rounds of the last [`ROUNDS_LISTED_DAYS`] days, the next round of each plan, and older ones that may be
    /// readable, latest first. A round that the actor answered stays, even if the end of its plan is dated before it.
    ///
    /// Each is looked at when it is come to: a list that shows the latest ones pays for no others.
    pub(crate) fn listed(self) -> impl Iterator<Item = RoundStatus> + 'a {
        let (since, civil) = (self.now.date().minus_days(ROUNDS_LISTED_DAYS), self.now.civil());
        let mut known = self.known(ROUNDS_LISTED_DAYS);
        known.extend(self.own.answered_rounds().chain(self.held.iter().copied()));
        let place = |round: RoundId| Some((date_of(self.check_ins, round)?, self.opens(round), round));
        let mut known: Vec<_> = known.into_iter().filter_map(place).collect();
        known.sort_unstable_by_key(|place| Reverse(*place));
        let views = known.into_iter().filter_map(move |(_, _, round)| self.view(round, civil));
        views.filter(move |view| view.date >= since || view.may_open)
    }

    /// The time at which a planned round opens; none for a called one.
    fn opens(&self, round: RoundId) -> Option<TimeOfDay> {
        let RoundId::Planned { plan, .. } = round else { return None };
        self.check_ins.plans().get(&plan).map(|plan| plan.proposed.opens)
    }

    /// Rounds that may still be open, and the next of each plan, latest first.
    pub(crate) fn recent(&self) -> Vec<RoundStatus> {
        let since = self.now.date().minus_days(OPEN_DAYS_MAX);
        let is_recent = |round: &RoundId| date_of(self.check_ins, *round).is_some_and(|date| date >= since);
        let mut known = self.known(OPEN_DAYS_MAX);
        let answered = self.own.answered_since(self.check_ins.plans().keys(), since);
        known.extend(answered.chain(self.held.iter().copied()).filter(is_recent));
        self.views(known)
    }

    /// The rounds that the actor can answer now, latest first.
    pub(crate) fn open(&self) -> Vec<RoundStatus> {
        let mut views = self.views(self.known(OPEN_DAYS_MAX));
        views.retain(|view| view.stage == Stage::Open);
        views
    }

    /// What this device has to post now, at most [`DUTIES_MAX`] duties.
    pub(crate) fn duties(&self) -> Vec<RoundDuty> {
        debug_assert!(self.is_every_owing_round_indexed());
        let openings = self.check_ins.owing().flat_map(|(id, round)| {
            let owed = round.openings_owed(self.actor).into_iter();
            owed.map(move |[own_cell, their_cell]| RoundDuty::PostOpening { round: id, own_cell, their_cell })
        });
        self.cells_owed().into_iter().chain(openings).take(DUTIES_MAX).collect()
    }

    /// The planned rounds that have begun and not opened, and that this device takes part in, each with the unix time in
    /// milliseconds at which it opens.
    pub(crate) fn ahead(&self) -> Vec<(RoundId, i64)> {
        let civil = self.now.civil();
        let ahead = self.known(OPEN_DAYS_MAX).into_iter().filter_map(|round| {
            let RoundId::Planned { .. } = round else { return None };
            let phase = phase_at(self.check_ins, round, self.now, civil)?;
            let is_on = matches!(phase, Phase::During | Phase::Gathering);
            let left = (planned_span(self.check_ins, round)?.1 - civil).num_milliseconds();
            (is_on && self.owes_for(round)).then_some((round, self.now.unix_ms.saturating_add(left)))
        });
        ahead.collect()
    }

    /// Whether an answer still waits on this device: it was not posted, and the round is listed. Where the device was off
    /// for so long that it posts nothing any more, its author can read it until then.
    pub(crate) fn is_waiting(&self, round: RoundId) -> bool {
        let posted = self.check_ins.cell_of(round, self.actor.device).is_some();
        let over = self.now.date().minus_days(ROUNDS_LISTED_DAYS);
        !posted && date_of(self.check_ins, round).is_none_or(|date| date >= over)
    }

    /// Whether the actor answered, on any device as far as this one knows.
    pub(super) fn has_answered(&self, round: RoundId) -> bool {
        self.own.has_answered(round) || self.held.contains(&round)
    }

    /// Whether this device takes part in a round: it was there on its day.
    pub(super) fn owes_for(&self, round: RoundId) -> bool {
        let since = owes_since(self.members, self.actor);
        since.is_some_and(|since| date_of(self.check_ins, round).is_some_and(|date| date >= since))
    }

    fn owes_cell(&self, round: RoundId) -> bool {
        self.check_ins.cell_of(round, self.actor.device).is_none() && self.owes_for(round)
    }

    /// Walks every round, so that the tests hold the index to what it stands for.
    fn is_every_owing_round_indexed(&self) -> bool {
        let owes = |(_, round): &(&RoundId, &SealedRound)| !round.openings_owed(self.actor).is_empty();
        let indexed = self.check_ins.owing().map(|(id, _)| id).collect::<BTreeSet<_>>();
        self.check_ins.rounds().iter().filter(owes).all(|(id, _)| indexed.contains(id))
    }

    fn views(&self, known: BTreeSet<RoundId>) -> Vec<RoundStatus> {
        let civil = self.now.civil();
        let mut views: Vec<_> = known.into_iter().filter_map(|round| self.view(round, civil)).collect();
        views.sort_by_key(|view| Reverse((view.date, view.opens, view.round)));
        views
    }

    fn view(&self, round: RoundId, civil: NaiveDateTime) -> Option<RoundStatus> {
        let (questions, opens) = match round {
            RoundId::Planned { plan, .. } => {
                let plan = &self.check_ins.plans().get(&plan)?.proposed;
                (plan.questions, Some(plan.opens))
            }
            RoundId::Called { call } => (self.check_ins.calls().get(&call)?.questions, None),
        };
        let phase = phase_at(self.check_ins, round, self.now, civil)?;
        let stage = match phase {
            Phase::Before => Stage::Scheduled,
            Phase::During | Phase::Gathering if self.has_answered(round) => Stage::Waiting,
            Phase::During if self.owes_for(round) => Stage::Open,
            Phase::During | Phase::Gathering | Phase::After => Stage::Ended,
        };
        let date = date_of(self.check_ins, round)?;
        let closes = planned_span(self.check_ins, round).map(|(_, closes)| closes);
        let until = closes.and_then(|closes| moment(closes - gathering()));
        let reads_at = closes.and_then(moment);
        let is_time = phase == Phase::After || reads_at.is_none();
        let may_open = is_time && self.check_ins.may_open(self.own, self.actor, round);
        Some(RoundStatus { round, questions, stage, date, opens, until, reads_at, may_open })
    }

    fn cells_owed(&self) -> Vec<RoundDuty> {
        let mut known = self.known(CELLS_OWED_DAYS);
        known.extend(begun_rounds(self.check_ins, self.now.date().minus_days(CELLS_OWED_DAYS)));
        let is_time = |round| matches!(phase(self.check_ins, round, self.now), Some(Phase::Gathering | Phase::After));
        let owed = known.into_iter().filter(|round| is_time(*round) && self.owes_cell(*round));
        owed.map(|round| RoundDuty::PostCell { round }).collect()
    }

    /// The rounds of the last `days` days, and the next round of each plan in force.
    fn known(&self, days: u32) -> BTreeSet<RoundId> {
        let today = self.now.date();
        let planned = self.check_ins.plans().iter().flat_map(|(id, plan)| plan_dates(*id, plan, today, days));
        let planned = planned.filter(|(round, date)| {
            let both_in = self.check_ins.rounds().get(round).is_some_and(|round| round.partners().len() == 2);
            both_in || !self.members.rests_whole(*date)
        });
        let called = self.check_ins.calls().iter();
        let called = called.filter(|(_, call)| call.written.date() >= today.minus_days(days));
        planned.map(|(round, _)| round).chain(called.map(|(id, _)| RoundId::Called { call: *id })).collect()
    }
}

pub(super) fn phase(check_ins: &CheckIns, round: RoundId, now: WallTime) -> Option<Phase> {
    phase_at(check_ins, round, now, now.civil())
}

/// The same for many rounds, with the civil time of now, which takes longer to tell than the phase.
fn phase_at(check_ins: &CheckIns, round: RoundId, now: WallTime, civil: NaiveDateTime) -> Option<Phase> {
    match round {
        RoundId::Planned { .. } => {
            let (opens, closes) = planned_span(check_ins, round)?;
            let gathers = closes - gathering();
            Some(match civil {
                _ if civil < opens => Phase::Before,
                _ if civil < gathers => Phase::During,
                _ if civil < closes => Phase::Gathering,
                _ => Phase::After,
            })
        }
        RoundId::Called { call } => {
            let call = check_ins.calls().get(&call)?;
            let is_over = now.unix_ms >= call.written.plus_hours(call.window.hours()).unix_ms;
            Some(if is_over { Phase::After } else { Phase::During })
        }
    }
}

fn gathering() -> TimeDelta {
    TimeDelta::minutes(GATHERING_MINUTES.into())
}

/// When a planned round can be answered from, and when it opens for both.
fn planned_span(check_ins: &CheckIns, round: RoundId) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let RoundId::Planned { plan, date } = round else { return None };
    let plan = &check_ins.plans().get(&plan)?.proposed;
    let opens = date.naive().and_hms_opt(plan.opens.hour().into(), plan.opens.minute().into(), 0)?;
    Some((opens, opens + TimeDelta::hours(plan.window.hours().into())))
}

fn moment(civil: NaiveDateTime) -> Option<Moment> {
    let [hour, minute] = [civil.hour(), civil.minute()].map(u16::try_from);
    Some(Moment::at(CivilDate::from_naive(civil.date())?, TimeOfDay::new(hour.ok()?, minute.ok()?)?))
}

/// The planned rounds since a date in which a device posted a cell, even if the end of the plan is dated before. Every
/// device still owes them a cell: otherwise the record would show who had not answered.
fn begun_rounds(check_ins: &CheckIns, since: CivilDate) -> impl Iterator<Item = RoundId> {
    let begun = check_ins.plans().keys().flat_map(move |plan| check_ins.rounds().range(planned_since(*plan, since)));
    begun.map(|(round, _)| *round)
}

/// The rounds of a plan since a date, in the order of their names.
pub(super) fn planned_since(plan: EntryId, since: CivilDate) -> RangeInclusive<RoundId> {
    RoundId::Planned { plan, date: since }..=RoundId::Planned { plan, date: CivilDate::LAST }
}

fn plan_dates(id: EntryId, plan: &Plan, today: CivilDate, days: u32) -> Vec<(RoundId, CivilDate)> {
    let mut dates = plan.dates(today.minus_days(days), today, usize::MAX);
    dates.extend(plan.dates(today.plus_days(1), today.plus_days(NEXT_ROUND_DAYS), 1));
    dates.into_iter().map(|date| (RoundId::Planned { plan: id, date }, date)).collect()
}

fn date_of(check_ins: &CheckIns, round: RoundId) -> Option<CivilDate> {
    match round {
        RoundId::Planned { date, .. } => Some(date),
        RoundId::Called { call } => check_ins.calls().get(&call).map(|call| call.written.date()),
    }
}
