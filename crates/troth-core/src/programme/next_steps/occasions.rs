//! What happened lately, and the invitations that it gives an occasion for.

use crate::kernel::ids::PartnerId;
use crate::kernel::time::{CivilDate, WallTime};
use crate::programme::fold::SharedState;
use crate::strands::promise::{Happened, Standing};
use crate::strands::settings::Step;

/// Days for which something that happened is an occasion.
const LATELY_DAYS: u32 = 7;

/// Whether a step is open only because something happened, so that it needs no other occasion.
pub(super) const fn is_one(step: &Step) -> bool {
    matches!(step, Step::WriteStatement | Step::Reflect(_) | Step::LookBack(_) | Step::ReviewGoal(_))
}

/// The steps that fit what happened in the last days, whether or not they are open.
pub(super) fn steps(shared: &SharedState, me: PartnerId, now: WallTime) -> Vec<Step> {
    let since = now.date().minus_days(LATELY_DAYS);
    let mut fitting = Vec::new();
    if shared.setbacks.setbacks().values().any(|one| one.written.date() >= since) {
        fitting.extend([Step::WriteCalmPlan, Step::AskForTalk, Step::RateHowItFeels]);
    }
    if shared.breaches.breaches().values().any(|one| !one.taken_back && one.written.date() >= since) {
        fitting.extend([Step::NoteImpact, Step::ParkQuestion, Step::SetBoundary]);
    }
    if the_other_kept_a_promise(shared, me, since, now) {
        fitting.extend([Step::GiveThanks, Step::WriteVictory]);
    }
    if shared.dialogues.dialogues().values().any(|one| one.written.date() >= since) {
        fitting.extend([Step::OfferPromise, Step::WriteVictory]);
    }
    if shared.boundaries.boundaries().values().any(|one| one.author != me && one.written.date() >= since) {
        fitting.extend([Step::SetBoundary, Step::PlanCheckIns]);
    }
    fitting
}

fn the_other_kept_a_promise(shared: &SharedState, me: PartnerId, since: CivilDate, now: WallTime) -> bool {
    let theirs = shared.promises.standing(Standing::Promised).filter(|(_, promise)| promise.maker != me);
    theirs
        .flat_map(|(id, _)| shared.promises.occurrences(id, [since, now.date()], &shared.members, now))
        .any(|one| matches!(one.happened, Happened::Kept))
}
