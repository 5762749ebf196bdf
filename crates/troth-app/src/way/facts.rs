//! What the record says that bears on the way: facts and days, no rating.

use troth_core::agreement::AgreementStanding;
use troth_core::breach::{Breach, BreachAnswer, BreachKind};
use troth_core::membership::Link;
use troth_core::promise::{Happened as Went, Standing};
use troth_core::setback::SetbackKind;
use troth_core::{CivilDate, EntryId, PartnerId, SharedState, WallTime, next_steps};

use super::Stands;
use super::memory::Memory;
use crate::sight::Sight;

/// Days of the record in which occurrences of promises are looked at.
const LOOKED_BACK_DAYS: u32 = 14;

/// Something that happened and opens the door to a reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Happened {
    /// A breach was named.
    Named,
    /// A breach was named that nobody sees differently.
    NamedAlike,
    /// The hurt partner named it, asked about it, or shared what it did.
    TheyWrote,
    /// The other shared what it did to them.
    TheyShared,
    /// Somebody recorded a hard day.
    HardDay,
    /// Something new was told or found.
    NewlyKnown,
    /// A relapse was recorded.
    Relapse,
    /// A promise of one's own was missed.
    PromiseMissed,
    /// A promise was accepted.
    PromiseAccepted,
    /// A question waits for an answer of one's own.
    QuestionOpen,
    /// A statement was shared.
    StatementShared,
    /// A statement was heard.
    StatementHeard,
    /// A talk was asked for.
    TalkAsked,
    /// A talk was begun.
    TalkBegun,
    /// An agreement stands.
    AgreementStands,
    /// Somebody said "not yet", or an agreement's review is due.
    NotYetOrReview,
    /// A small victory or growth was written down.
    WentWell,
}

/// The facts of one person on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) group: Stands,
    pub(super) linked: bool,
    /// Days since linking, or since the start of one who is alone.
    pub(super) day: i64,
    /// Steps that stand on Today.
    pub(super) waited_for: usize,
    pub(super) too_much_today: bool,
    /// What happened, with the days since.
    pub(super) happened: Vec<(Happened, i64)>,
    /// Kinds of breaches that were named, with the days since.
    pub(super) kinds: Vec<(BreachKind, i64)>,
}

/// The facts for today; none at rest, after unlinking, and where nobody has started.
pub(super) fn of(sight: &Sight<'_>, memory: &Memory, now: WallTime) -> Option<Facts> {
    let today = now.date();
    let me = sight.me.partner;
    let started = sight.state.own.members.partner(me)?.joined.date();
    let shared = sight.state.shared.filter(|_| !sight.is_out);
    let linked = shared.filter(|shared| shared.members.link() == Link::Linked);
    let ended = sight.is_out || shared.is_some_and(|shared| shared.members.link() == Link::Unlinked);
    if ended || linked.is_some_and(|shared| shared.members.resting(today).is_some()) {
        return None;
    }
    let begun = linked.and_then(|shared| shared.members.linked_on()).unwrap_or(started);
    let too_much = sight.state.own.ratings.too_much();
    Some(Facts {
        group: group(sight, memory),
        linked: linked.is_some(),
        day: today.days_since(begun).max(0),
        waited_for: next_steps(&sight.state, &sight.me, now, group(sight, memory))
            .iter()
            .filter(|next| next.step.is_asked_by_the_other())
            .count(),
        too_much_today: too_much.iter().any(|said| said.date() == today),
        happened: linked.map_or_else(Vec::new, |shared| happened(shared, me, memory, now)),
        kinds: linked.map_or_else(Vec::new, |shared| kinds(shared, me, memory, today)),
    })
}

/// Where somebody is in this: from breaches that count for both, else from their own answer.
///
/// Silence is no yes: a breach that the other named, with this person responsible, says nothing about them unless they
/// answered so themselves or acted on it. Else an accusation would choose what the accused one reads.
pub(super) fn group(sight: &Sight<'_>, memory: &Memory) -> Stands {
    let Some(shared) = sight.state.shared else { return memory.stands.unwrap_or(Stands::NotSure) };
    let me = sight.me.partner;
    let counts = |responsible: bool| counting(shared, me, memory).any(|one| (one.responsible == me) == responsible);
    let stands_apart = shared.breaches.breaches().values().any(|one| !one.taken_back && one.is_seen_otherwise());
    match (counts(true), counts(false)) {
        (true, true) => Stands::Both,
        (true, false) => Stands::Responsible,
        (false, true) => Stands::Hurt,
        (false, false) if stands_apart => Stands::NotSure,
        (false, false) => memory.stands.unwrap_or(Stands::NotSure),
    }
}

/// The breaches that count for this person: nobody sees them differently, and they own those that are called theirs.
fn counting<'a>(shared: &'a SharedState, me: PartnerId, memory: &'a Memory) -> impl Iterator<Item = &'a Breach> {
    let says_so = matches!(memory.stands, Some(Stands::Responsible | Stands::Both));
    let standing = shared.breaches.breaches().iter().filter(|(_, one)| !one.taken_back && !one.is_seen_otherwise());
    let owned = move |id: &EntryId, one: &Breach| {
        let stated = shared.statements.versions().values().any(|it| it.author == me && it.breach == Some(*id));
        let said = one.answer_now() == Some(BreachAnswer::Yes) || !one.completed.is_empty();
        one.responsible != me || one.namer == me || says_so || stated || said
    };
    standing.filter(move |(id, one)| owned(id, one)).map(|(_, one)| one)
}

fn kinds(shared: &SharedState, me: PartnerId, memory: &Memory, today: CivilDate) -> Vec<(BreachKind, i64)> {
    counting(shared, me, memory).map(|one| (one.kind, today.days_since(one.written.date()))).collect()
}

fn happened(shared: &SharedState, me: PartnerId, memory: &Memory, now: WallTime) -> Vec<(Happened, i64)> {
    let mut all = of_breaches(shared, me, memory);
    all.extend(of_words(shared, me));
    all.extend(of_setbacks(shared));
    all.extend(of_promises(shared, me, now));
    all.extend(of_the_two(shared, now.date()));
    let today = now.date();
    all.into_iter().map(|(what, day)| (what, today.days_since(day))).filter(|(_, ago)| *ago >= 0).collect()
}

type Dated = (Happened, CivilDate);

fn of_breaches(shared: &SharedState, me: PartnerId, memory: &Memory) -> Vec<Dated> {
    let named = shared.breaches.breaches().values().filter(|one| !one.taken_back);
    let mut all: Vec<Dated> = named.map(|one| (Happened::Named, one.written.date())).collect();
    for breach in counting(shared, me, memory) {
        let day = breach.written.date();
        all.push((Happened::NamedAlike, day));
        if breach.responsible == me && breach.namer != me {
            all.push((Happened::TheyWrote, day));
        }
    }
    for question in shared.breaches.questions().values().filter(|one| !one.taken_back) {
        let mine = shared.breaches.breaches().get(&question.breach).is_some_and(|one| one.responsible == me);
        if mine {
            all.push((Happened::TheyWrote, question.written.date()));
        }
        if mine && question.is_open() {
            all.push((Happened::QuestionOpen, question.written.date()));
        }
    }
    all
}

fn of_words(shared: &SharedState, me: PartnerId) -> Vec<Dated> {
    let theirs = shared.impacts.shared().values().filter(|one| one.author != me && !one.ended);
    let told = theirs.flat_map(|one| {
        let day = one.written.date();
        [(Happened::TheyShared, day), (Happened::TheyWrote, day)]
    });
    let statements = shared.statements.versions().values().flat_map(|one| {
        let heard = one.heard.map(|at| (Happened::StatementHeard, at.date()));
        [Some((Happened::StatementShared, one.written.date())), heard].into_iter().flatten()
    });
    told.chain(statements).collect()
}

fn of_setbacks(shared: &SharedState) -> impl Iterator<Item = Dated> {
    shared.setbacks.setbacks().values().map(|setback| {
        let what = match setback.recorded.kind {
            SetbackKind::HardDay => Happened::HardDay,
            SetbackKind::MissedPromise => Happened::PromiseMissed,
            SetbackKind::DisclosureTold | SetbackKind::DisclosureFound => Happened::NewlyKnown,
            SetbackKind::Relapse => Happened::Relapse,
        };
        (what, setback.written.date())
    })
}

fn of_promises(shared: &SharedState, me: PartnerId, now: WallTime) -> Vec<Dated> {
    let days = [now.date().minus_days(LOOKED_BACK_DAYS), now.date()];
    let mut all = Vec::new();
    for (id, promise) in shared.promises.standing(Standing::Promised) {
        all.push((Happened::PromiseAccepted, promise.written.date()));
        if promise.maker == me {
            let gone = shared.promises.occurrences(id, days, &shared.members, now);
            let missed = gone.into_iter().filter(|one| one.happened == Went::Missed);
            all.extend(missed.map(|one| (Happened::PromiseMissed, one.due.date)));
        }
    }
    all
}

fn of_the_two(shared: &SharedState, today: CivilDate) -> Vec<Dated> {
    let mut all = Vec::new();
    for talk in shared.dialogues.dialogues().values() {
        all.push((Happened::TalkAsked, talk.written.date()));
        all.extend(talk.begun().map(|at| (Happened::TalkBegun, at.date())));
    }
    for (id, standing) in &shared.agreements.standings(today) {
        let Some(proposal) = shared.agreements.proposal(*id) else { continue };
        match standing {
            AgreementStanding::Holds => {
                all.extend(proposal.consented.map(|at| (Happened::AgreementStands, at.date())));
                let review = shared.agreements.review_day(*id).filter(|day| *day <= today);
                all.extend(review.map(|day| (Happened::NotYetOrReview, day)));
            }
            AgreementStanding::NotYet => all.push((Happened::NotYetOrReview, proposal.written.date())),
            _ => {}
        }
    }
    let horizon = &shared.horizon;
    all.extend(horizon.victories().values().map(|one| (Happened::WentWell, one.written.date())));
    all
}
