//! The promises place: the core's proposals and occurrences as two lists.

use troth_core::promise::{
    AlternativeAnswer, Credit, Due, Happened, OPEN_PROMISES_ADVISED, OccurrenceStatus, PromiseCommand, Proposal,
    ReceiverWord, Standing, Telling, Told,
};
use troth_core::{Actor, CivilDate, Command, EntryId, SharedState, WallTime, Words};
use troth_insight::{FollowThrough, ReportedOutcome, Share};

use super::shown::written;
use crate::intent::{OutcomeForm, PromiseIntent};
use crate::map::{Detail, Goes};
use crate::message::Message;
use crate::view::{
    EstimateView, OccurrenceView, OfferView, OutcomeView, PromiseStanding, PromiseView, PromisesView, RearrangedView,
    RepeatView, WhoseTurn,
};
use crate::{civil, form};

/// Occurrences a list shows back from today: a season, so that a daily promise still scrolls.
pub(crate) const DAYS_BACK: u32 = 92;
/// Days after its day for which ways on stand beside a missed promise; later they would only bring it up again.
const LATELY_DAYS: u32 = 14;
/// Occurrences a list shows ahead: the next one of a monthly promise is always among them.
pub(crate) const DAYS_AHEAD: u32 = 35;

/// Where a person is led when this is written.
pub(crate) fn goes(intent: &PromiseIntent) -> Goes {
    match intent {
        PromiseIntent::Offer(_) | PromiseIntent::Counter(..) => Goes::To(Detail::Promises),
        _ => Goes::Nowhere,
    }
}

/// What is said when this is written.
pub(crate) const fn says(intent: &PromiseIntent) -> &'static str {
    match intent {
        PromiseIntent::Offer(_) | PromiseIntent::Counter(..) => "done-offered",
        PromiseIntent::Accept(_) | PromiseIntent::AcceptAlternative(_) => "done-accepted",
        PromiseIntent::Decline(_) | PromiseIntent::DeclineAlternative(_) => "done-declined",
        PromiseIntent::Withdraw(_) => "done-withdrawn",
        PromiseIntent::Release(_) => "done-released",
        PromiseIntent::Outcome { .. } | PromiseIntent::SawDifferently { .. } => "done-written",
        PromiseIntent::TellAsReceiver { word: ReceiverWord::TakenBack, .. } => "done-withdrawn",
        PromiseIntent::TellAsReceiver { .. } => "done-written",
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &PromiseIntent) -> Result<Command, Message> {
    let command = match intent {
        PromiseIntent::Offer(typed) => PromiseCommand::Offer(form::terms(typed)?),
        PromiseIntent::Accept(offer) => PromiseCommand::Accept(*offer),
        PromiseIntent::Counter(offer, typed) => PromiseCommand::Counter { offer: *offer, terms: form::terms(typed)? },
        PromiseIntent::Decline(offer) => PromiseCommand::Decline(*offer),
        PromiseIntent::Withdraw(offer) => PromiseCommand::Withdraw(*offer),
        PromiseIntent::Release(promise) => PromiseCommand::Release(*promise),
        PromiseIntent::Outcome { promise, due, how } => {
            let (telling, note) = telling(how)?;
            PromiseCommand::Tell { promise: *promise, due: form::date(due)?, telling, note }
        }
        PromiseIntent::AcceptAlternative(id) => PromiseCommand::AcceptAlternative(*id),
        PromiseIntent::DeclineAlternative(id) => PromiseCommand::DeclineAlternative(*id),
        PromiseIntent::TellAsReceiver { promise, due, word } => {
            PromiseCommand::TellAsReceiver { promise: *promise, due: form::date(due)?, word: *word }
        }
        PromiseIntent::SawDifferently { promise, due, words } => PromiseCommand::SeeDifferently {
            promise: *promise,
            due: form::date(due)?,
            words: form::text(words, "problem-words-empty")?,
        },
    };
    Ok(Command::Promise(command))
}

/// What the receiver may say of an occurrence now, in the order of the buttons. To take it back comes last.
fn may_say(one: &OccurrenceStatus, today: CivilDate) -> Vec<ReceiverWord> {
    let words = [ReceiverWord::Happened, ReceiverWord::DidNot, ReceiverWord::DoesNotKnow].into_iter();
    let fresh = words.filter(|word| one.receiver_told != Some(*word) && one.takes_word(*word, today).is_ok());
    fresh.chain(one.receiver_told.map(|_| ReceiverWord::TakenBack)).collect()
}

fn telling(how: &OutcomeForm) -> Result<(Telling, Option<Words>), Message> {
    match how {
        OutcomeForm::Unchosen => Err(Message::plain("problem-choose")),
        OutcomeForm::Kept => Ok((Telling::Kept, None)),
        OutcomeForm::PartlyKept { note } => Ok((Telling::PartlyKept, form::optional(note)?)),
        OutcomeForm::Missed { note } => Ok((Telling::Missed, form::optional(note)?)),
        OutcomeForm::Rearranged { date, note } => {
            let alternative = civil::moment(form::date(date)?, None);
            Ok((Telling::Rearrange { alternative }, form::optional(note)?))
        }
    }
}

/// What one partner sees of all promises.
pub(crate) fn view(shared: &SharedState, me: &Actor, now: WallTime, linked: bool) -> PromisesView {
    let reader = PromiseReader { shared, me, now, linked };
    let mut all: Vec<PromiseView> = reader.latest().map(|(id, proposal)| reader.promise(id, proposal)).collect();
    all.sort_by_key(|promise| order(promise.standing));
    let (mine, theirs) = all.into_iter().partition(|promise| promise.mine);
    let too_many = shared.promises.own_open(me) > OPEN_PROMISES_ADVISED;
    PromisesView { mine, theirs, too_many, estimate: reader.estimate() }
}

/// The offers alone, which Today tells that they wait.
pub(crate) fn offers(shared: &SharedState, me: &Actor, now: WallTime, linked: bool) -> PromisesView {
    let reader = PromiseReader { shared, me, now, linked };
    let open = shared.promises.standing(Standing::Open);
    let mut open: Vec<_> = open.collect();
    open.sort_by_key(|(_, proposal)| std::cmp::Reverse(proposal.written));
    let open = open.into_iter().map(|(id, proposal)| reader.promise(id, proposal));
    let (mine, theirs) = open.partition(|promise| promise.mine);
    PromisesView { mine, theirs, ..PromisesView::default() }
}

fn order(standing: PromiseStanding) -> u8 {
    match standing {
        PromiseStanding::Offered => 0,
        PromiseStanding::Open => 1,
        PromiseStanding::Done => 2,
        PromiseStanding::Released => 3,
        PromiseStanding::Withdrawn | PromiseStanding::Declined => 4,
    }
}

struct PromiseReader<'a> {
    shared: &'a SharedState,
    me: &'a Actor,
    now: WallTime,
    /// Whether the two are linked: of a record that is closed nothing asks for an answer.
    linked: bool,
}

impl<'a> PromiseReader<'a> {
    /// Newest versions, newest first: an offer that was answered with a change stands under the change.
    fn latest(&self) -> impl Iterator<Item = (EntryId, &'a Proposal)> {
        let mut latest: Vec<_> =
            self.shared.promises.proposals().iter().map(|(id, proposal)| (*id, proposal)).collect();
        latest.retain(|(_, proposal)| proposal.standing() != Standing::Countered);
        latest.sort_by_key(|(_, proposal)| std::cmp::Reverse(proposal.written));
        latest.into_iter()
    }

    fn promise(&self, id: EntryId, proposal: &Proposal) -> PromiseView {
        let terms = &proposal.terms;
        let (first, time, repeat) = match terms.due {
            Due::Once { at } => (at.date, at.time, RepeatView::Once),
            Due::Repeating { starts, rule, time } => (starts, time, form::repeat_view(rule)),
        };
        let occurrences = self.occurrences(id, proposal);
        PromiseView {
            id,
            cue: terms.cue.as_str().to_owned(),
            deed: terms.deed.as_str().to_owned(),
            category: form::category_name(terms.category),
            repeat,
            time: civil::time_or_empty(time),
            first: civil::date(first),
            mine: proposal.maker == self.me.partner,
            standing: standing(proposal, &occurrences),
            offer: self.offer(id, proposal),
            earlier: self.earlier(proposal),
            occurrences,
        }
    }

    fn offer(&self, id: EntryId, proposal: &Proposal) -> Option<OfferView> {
        let turn = if proposal.author == self.me.partner { WhoseTurn::Theirs } else { WhoseTurn::Mine };
        (self.linked && proposal.standing() == Standing::Open).then_some(OfferView { id, turn })
    }

    fn earlier(&self, proposal: &Proposal) -> Vec<(String, String)> {
        let before = |one: &&'a Proposal| one.answers.and_then(|id| self.shared.promises.proposal(id));
        let first = proposal.answers.and_then(|id| self.shared.promises.proposal(id));
        let chain = std::iter::successors(first, before);
        let mut earlier: Vec<_> =
            chain.map(|one| (one.terms.cue.as_str().to_owned(), one.terms.deed.as_str().to_owned())).collect();
        earlier.reverse();
        earlier
    }

    /// Newest first; of what lies ahead only the next.
    fn occurrences(&self, id: EntryId, proposal: &Proposal) -> Vec<OccurrenceView> {
        let today = self.now.date();
        let once = match proposal.terms.due {
            Due::Once { at } => at.date,
            Due::Repeating { .. } => today,
        };
        let (from, to) = (today.minus_days(DAYS_BACK).min(once), today.plus_days(DAYS_AHEAD).max(once));
        let all = self.shared.promises.occurrences(id, [from, to], &self.shared.members, self.now);
        let mut ahead = 0;
        let shown = all.into_iter().filter(|one| {
            ahead += usize::from(one.happened == Happened::Ahead);
            one.happened != Happened::Ahead || ahead == 1
        });
        let mut shown: Vec<_> = shown.map(|one| self.occurrence(&one, proposal, today)).collect();
        shown.reverse();
        shown
    }

    fn occurrence(&self, one: &OccurrenceStatus, proposal: &Proposal, today: CivilDate) -> OccurrenceView {
        let mine = proposal.maker == self.me.partner;
        let running = proposal.standing() == Standing::Promised;
        let once = matches!(proposal.terms.due, Due::Once { .. });
        let untold = one.told_in.is_none();
        OccurrenceView {
            due: civil::date(one.due.date),
            outcome: outcome(one.happened),
            note: written(one.note.as_ref()),
            edited: one.edited,
            saw_differently: one.seen_differently.as_ref().map(|said| said.what.as_str().to_owned()),
            receiver_told: one.receiver_told,
            receiver_may_say: if self.linked && !mine { may_say(one, today) } else { Vec::new() },
            is_lately: self.linked && one.due.date.plus_days(LATELY_DAYS) >= today,
            rearranged: self.rearranged(one, mine),
            can_answer: self.linked && mine && running && (one.due.date <= today || once),
            can_rearrange: mine && running && untold && one.due.is_ahead_at(self.now),
            can_differ: !mine && !untold && one.seen_differently.is_none(),
        }
    }

    fn rearranged(&self, one: &OccurrenceStatus, mine: bool) -> Option<RearrangedView> {
        let Happened::Rearranged { alternative, answer, .. } = one.happened else { return None };
        let accepted = match answer {
            AlternativeAnswer::Open => None,
            AlternativeAnswer::Accepted => Some(true),
            AlternativeAnswer::Declined => Some(false),
        };
        let mine_to_answer = !mine && accepted.is_none();
        Some(RearrangedView { id: one.told_in?, to: civil::date(alternative.date), accepted, mine_to_answer })
    }

    /// The maker's own estimate; nothing before there is enough to say (care 27).
    fn estimate(&self) -> Option<EstimateView> {
        let through = self.shared.promises.own_follow_through(self.me, &self.shared.members, self.now);
        estimate(&through.outcomes, through.disputed)
    }
}

/// An estimate for the maker alone; nothing before there is enough to say (care 27).
pub(crate) fn estimate(told: &[Told], disputed: u32) -> Option<EstimateView> {
    let outcomes: Vec<ReportedOutcome> = told.iter().map(|told| outcome_of(told.age_days, told.credit)).collect();
    let FollowThrough::Estimated(estimate) = troth_insight::estimate(&outcomes) else { return None };
    Some(EstimateView {
        low: percent(estimate.low),
        mean: percent(estimate.mean),
        high: percent(estimate.high),
        from: u32::try_from(outcomes.len()).unwrap_or(u32::MAX),
        disputed,
    })
}

fn outcome_of(age_days: u32, credit: Credit) -> ReportedOutcome {
    let share = match credit {
        Credit::None => Share::None,
        Credit::Half => Share::Half,
        Credit::Full => Share::Whole,
    };
    ReportedOutcome { age_days, share }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1")]
fn percent(share: f64) -> u8 {
    (share * 100.0).round() as u8
}

fn standing(proposal: &Proposal, occurrences: &[OccurrenceView]) -> PromiseStanding {
    match proposal.standing() {
        Standing::Open | Standing::Countered => PromiseStanding::Offered,
        Standing::Declined => PromiseStanding::Declined,
        Standing::Withdrawn | Standing::TakenBack => PromiseStanding::Withdrawn,
        Standing::LetGo => PromiseStanding::Released,
        Standing::Promised if is_done(proposal, occurrences) => PromiseStanding::Done,
        Standing::Promised => PromiseStanding::Open,
    }
}

/// A single promise is done once it has its outcome; a repeating one goes on until somebody ends it.
fn is_done(proposal: &Proposal, occurrences: &[OccurrenceView]) -> bool {
    let open = [OutcomeView::Ahead, OutcomeView::NoWordYet];
    matches!(proposal.terms.due, Due::Once { .. }) && occurrences.iter().all(|one| !open.contains(&one.outcome))
}

fn outcome(happened: Happened) -> OutcomeView {
    match happened {
        Happened::Ahead => OutcomeView::Ahead,
        Happened::DueNow | Happened::NoWordYet => OutcomeView::NoWordYet,
        Happened::Rested => OutcomeView::Rested,
        Happened::Kept => OutcomeView::Kept,
        Happened::PartlyKept => OutcomeView::PartlyKept,
        Happened::Missed => OutcomeView::Missed,
        Happened::Rearranged { .. } => OutcomeView::Rearranged,
    }
}
