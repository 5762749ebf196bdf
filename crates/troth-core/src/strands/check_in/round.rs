//! Rounds as this device sees them: what to show, what to post, what to try to open.
//!
//! The words on screen follow from the clock and from what oneself did, never from what the other did:
//! until a round opens, waiting for an answer looks the same as waiting for nothing (care 13).

use core::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::events::{Questions, RoundId};
use super::own::OwnCheckIns;
use super::state::{CheckIns, Plan};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::time::{CivilDate, TimeOfDay, WallTime};
use crate::strands::membership::Members;
use crate::strands::sealed::{BLANKS_OWED_DAYS, DUTIES_MAX, OpeningTry, Stage, owes_since};

/// Days back for which every round is listed; of older ones those that may be read.
pub const ROUNDS_LISTED_DAYS: u32 = 31;
/// Days back in which a round that is open now began: two for its window, two for calendars that differ.
const OPEN_DAYS_MAX: u32 = 4;
/// Days ahead in which the next round of a plan is looked for; a year covers every rule of the profile but rare ones.
const NEXT_ROUND_DAYS: u32 = 366;

/// A round as this partner sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoundView {
    /// The round.
    pub round: RoundId,
    /// Which questions it asks.
    pub questions: Questions,
    /// What it is to this partner.
    pub stage: Stage,
    /// The date on which it opens or opened, by this device's calendar.
    pub date: CivilDate,
    /// When a planned round opens; a called one opens at once.
    pub opens: Option<TimeOfDay>,
    /// Openings by which it may be read; the app lets the vault try each.
    pub tries: Vec<OpeningTry>,
}

/// What this device owes a round, whether or not its partner answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RoundDuty {
    /// Its time is over and this device posted nothing: post a blank.
    PostBlank {
        /// The round.
        round: RoundId,
    },
    /// Both partners have cells in: post an opening of one's own towards theirs.
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
    After,
}

/// The rounds of a space as one partner sees them on one device.
#[derive(Clone, Copy)]
pub(crate) struct Rounds<'a> {
    /// Plans, calls and what was posted.
    pub(crate) check_ins: &'a CheckIns,
    /// Who is here, and when the programme rests.
    pub(crate) members: &'a Members,
    /// What opens own cells.
    pub(crate) own: &'a OwnCheckIns,
    /// Who looks, on which device.
    pub(crate) actor: &'a Actor,
    /// When.
    pub(crate) now: WallTime,
}

impl Rounds<'_> {
    /// Rounds of the last [`ROUNDS_LISTED_DAYS`] days, the next of each plan, and every older one that may be read, the
    /// latest first. One that this partner answered stays, even when its plan is said to have ended before.
    pub(crate) fn listed(&self) -> Vec<RoundView> {
        let since = self.now.date().minus_days(ROUNDS_LISTED_DAYS);
        let mut known = self.known(ROUNDS_LISTED_DAYS);
        known.extend(self.own.answered_rounds());
        let mut views = self.views(known);
        views.retain(|view| view.date >= since || !view.tries.is_empty());
        views
    }

    /// The rounds that this partner can answer now, the latest first.
    pub(crate) fn open(&self) -> Vec<RoundView> {
        let mut views = self.views(self.known(OPEN_DAYS_MAX));
        views.retain(|view| view.stage == Stage::Open);
        views
    }

    /// What this device has to post now, at most [`DUTIES_MAX`] things.
    pub(crate) fn duties(&self) -> Vec<RoundDuty> {
        let openings = self.check_ins.rounds().iter().flat_map(|(id, round)| {
            let owed = round.openings_owed(self.actor).into_iter();
            owed.map(|[own_cell, their_cell]| RoundDuty::PostOpening { round: *id, own_cell, their_cell })
        });
        self.blanks_owed().into_iter().chain(openings).take(DUTIES_MAX).collect()
    }

    fn views(&self, known: BTreeSet<RoundId>) -> Vec<RoundView> {
        let mut views: Vec<_> = known.into_iter().filter_map(|round| self.view(round)).collect();
        views.sort_by_key(|view| Reverse((view.date, view.opens, view.round)));
        views
    }

    fn view(&self, round: RoundId) -> Option<RoundView> {
        let (questions, opens) = match round {
            RoundId::Planned { plan, .. } => {
                let plan = &self.check_ins.plans().get(&plan)?.proposed;
                (plan.questions, Some(plan.opens))
            }
            RoundId::Called { call } => (self.check_ins.calls().get(&call)?.questions, None),
        };
        let stage = match phase(self.check_ins, round, self.now)? {
            Phase::Before => Stage::Scheduled,
            Phase::During if self.own.has_answered(round) => Stage::Waiting,
            Phase::During => Stage::Open,
            Phase::After => Stage::Ended,
        };
        let date = date_of(self.check_ins, round)?;
        Some(RoundView { round, questions, stage, date, opens, tries: self.tries(round) })
    }

    fn tries(&self, id: RoundId) -> Vec<OpeningTry> {
        let Some(round) = self.check_ins.rounds().get(&id) else { return Vec::new() };
        round.tries(self.actor, |device| self.own.cell_secret(id, device).is_some())
    }

    fn blanks_owed(&self) -> Vec<RoundDuty> {
        let Some(since) = owes_since(self.members, self.actor) else { return Vec::new() };
        let mut known = self.known(BLANKS_OWED_DAYS);
        known.extend(begun_rounds(self.check_ins, self.now.date().minus_days(BLANKS_OWED_DAYS)));
        let owed = known.into_iter().filter(|round| {
            phase(self.check_ins, *round, self.now) == Some(Phase::After)
                && self.check_ins.cell_of(*round, self.actor.device).is_none()
                && date_of(self.check_ins, *round).is_some_and(|date| date >= since)
        });
        owed.map(|round| RoundDuty::PostBlank { round }).collect()
    }

    /// Rounds from `days` ago on, and the next of each plan in force.
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
    match round {
        RoundId::Planned { plan, date } => {
            let plan = &check_ins.plans().get(&plan)?.proposed;
            let opens = date.naive().and_hms_opt(plan.opens.hour().into(), plan.opens.minute().into(), 0)?;
            let closes = opens + TimeDelta::hours(plan.window.hours().into());
            Some(placed(now.civil() < opens, now.civil() >= closes))
        }
        RoundId::Called { call } => {
            let call = check_ins.calls().get(&call)?;
            Some(placed(false, now.unix_ms >= call.written.plus_hours(call.window.hours()).unix_ms))
        }
    }
}

fn placed(before: bool, after: bool) -> Phase {
    match (before, after) {
        (true, _) => Phase::Before,
        (false, true) => Phase::After,
        (false, false) => Phase::During,
    }
}

/// Planned rounds since a date in which somebody has a cell, even when the plan is said to have ended before: without
/// a blank from everyone it would show who had not answered.
fn begun_rounds(check_ins: &CheckIns, since: CivilDate) -> impl Iterator<Item = RoundId> {
    let begun = check_ins.rounds().keys().copied();
    begun.filter(move |round| matches!(round, RoundId::Planned { date, .. } if *date >= since))
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
