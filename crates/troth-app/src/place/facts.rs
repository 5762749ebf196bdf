//! Facts of the record that the two could call a small victory. Each names what it rests on; nobody is told that they
//! did well, and nothing is counted.

use troth_core::agreement::AgreementEvent;
use troth_core::promise::{Happened, Standing};
use troth_core::{CivilDate, Entry, EntryId, Event, PartnerId, SharedState, WallTime};

/// Days that a heeded boundary has to have stood before anybody looks back on it.
const HEEDED_DAYS: u32 = 14;

/// Something that happened and could be called a victory.
pub(crate) struct Fact {
    /// The entry that shows it.
    pub(crate) entry: EntryId,
    /// On which day.
    pub(crate) day: CivilDate,
    /// What would stand there, and what it rests on.
    pub(crate) words: [&'static str; 2],
}

/// All of them, for one of the two.
pub(crate) fn facts(shared: &SharedState, entries: &[Entry], me: PartnerId, now: WallTime) -> Vec<Fact> {
    let mut facts: Vec<Fact> = taken_up_again(shared).collect();
    facts.extend(kept_on_a_hard_day(shared, now));
    facts.extend(boundary_heeded(shared, me, now.date()));
    facts.extend(reviewed_on_time(shared, entries));
    facts
}

/// Each dialogue that was taken up again after a pause, once: the first such pause is the fact.
fn taken_up_again(shared: &SharedState) -> impl Iterator<Item = Fact> {
    let talks = shared.dialogues.dialogues().values();
    talks.filter_map(|talk| {
        let resumed = talk.pauses.iter().filter_map(|(id, pause)| Some((pause.written.unix_ms, *id, pause.resumed?)));
        let (_, entry, at) = resumed.min_by_key(|(written, id, _)| (*written, *id))?;
        Some(Fact { entry, day: at.date(), words: ["victory-taken-up", "because-taken-up"] })
    })
}

/// A promise that was kept on a day that one of the two recorded as hard.
fn kept_on_a_hard_day(shared: &SharedState, now: WallTime) -> impl Iterator<Item = Fact> {
    let hard: Vec<CivilDate> = shared.setbacks.setbacks().values().map(|setback| setback.recorded.day).collect();
    let promised = shared.promises.standing(Standing::Promised).map(|(id, _)| id);
    promised.flat_map(move |promise| {
        let kept = |day: &CivilDate| {
            let told = shared.promises.occurrence(promise, *day, &shared.members, now)?;
            let entry = told.told_in.filter(|_| told.happened == Happened::Kept)?;
            Some(Fact { entry, day: *day, words: ["victory-kept-hard", "because-kept-hard"] })
        };
        hard.iter().filter_map(kept).collect::<Vec<_>>()
    })
}

/// A boundary of one's own that the other said they will heed, and that has stood for a while since.
///
/// Only its owner is asked, and asked is the word: whether it was respected is theirs to know.
fn boundary_heeded(shared: &SharedState, me: PartnerId, today: CivilDate) -> impl Iterator<Item = Fact> {
    let own = shared.boundaries.boundaries().values().filter(move |one| one.author == me && !one.lifted);
    own.filter(|one| one.is_acknowledged()).filter_map(move |one| {
        let day = one.written.date().plus_days(HEEDED_DAYS);
        let words = ["victory-heeded", "because-heeded"];
        (day <= today).then_some(Fact { entry: one.wording, day, words })
    })
}

/// An agreement that both looked at again on its day.
fn reviewed_on_time(shared: &SharedState, entries: &[Entry]) -> impl Iterator<Item = Fact> {
    entries.iter().filter_map(|entry| {
        let Event::Agreement(AgreementEvent::ReviewConsented(it)) = &entry.event else { return None };
        let words = ["victory-reviewed", "because-reviewed"];
        let on_time = shared.agreements.is_review_on_time(it);
        on_time.then_some(Fact { entry: entry.header.id, day: entry.header.written.date(), words })
    })
}
