//! Pages for oneself: what each room shows of them, and sharing one.

use troth_core::boundary::BoundarySet;
use troth_core::horizon::GoalSet;
use troth_core::promise::{Due, Terms};
use troth_core::setback::CalmPlanWritten;
use troth_core::solo::{
    BreachDraft, QuestionDraft, Responsible, SoloBody, SoloCommand, SoloKind, SoloOccurrence, SoloOutcome, SoloPage,
    StatementDraft,
};
use troth_core::{Command, EntryId, PartnerId, State, WallTime, Words};

use super::breaches::{kind_of, kind_word, wanted, wanted_word};
use super::promises::{self, DAYS_AHEAD, DAYS_BACK};
use super::shown::{day, written};
use crate::devices::own_stream;
use crate::intent::{BreachForm, OutcomeForm, SoloForm, SoloIntent, Whose};
use crate::map::{Goes, room_of};
use crate::message::Message;
use crate::rooms::{Room, Shown};
use crate::view::{
    BoundaryView, BreachView, GoalState, GoalView, OccurrenceView, OutcomeView, PromiseStanding, PromiseView,
    RearrangedView, RepeatView, SoloPageView, SoloSharing, SoloView, SoloWords,
};
use crate::{civil, form};

#[cfg(test)]
mod tests;

/// The room in which the pages of each kind stand.
pub(crate) const ROOMS: [(SoloKind, Room); 7] = [
    (SoloKind::Statement, Room::Statements),
    (SoloKind::HardDays, Room::HardDays),
    (SoloKind::Promise, Room::Promises),
    (SoloKind::Goal, Room::Goals),
    (SoloKind::Breach, Room::Breaches),
    (SoloKind::Boundary, Room::Agreements),
    (SoloKind::Question, Room::Breaches),
];

/// The pages of the room that is open. `linked` tells whether there is a partner to share one with.
pub(crate) fn view(state: &State<'_>, me: PartnerId, shown: Shown<'_>, linked: bool, now: WallTime) -> SoloView {
    let here = |kind: SoloKind| ROOMS.iter().any(|(of, room)| *of == kind && shown.has(*room));
    let reader = SoloReader { state, me, linked, now };
    let pages = state.own.solo.newest_first().into_iter().filter(|(_, page)| here(page.said.what.kind()));
    let estimate = shown.has(Room::Promises).then(|| promises::estimate(&state.own.solo.follow_through(now.date()), 0));
    SoloView { pages: pages.map(|(id, page)| reader.page(id, page)).collect(), estimate: estimate.flatten() }
}

struct SoloReader<'a> {
    state: &'a State<'a>,
    me: PartnerId,
    linked: bool,
    now: WallTime,
}

impl SoloReader<'_> {
    fn page(&self, id: EntryId, page: &SoloPage) -> SoloPageView {
        SoloPageView {
            id,
            wording: page.said.entry,
            kind: page.said.what.kind(),
            date: civil::date(page.written.date()),
            edited: page.said.edited,
            shared: day(page.shared.map(|(_, at)| at.date())),
            words: self.words(id, page),
            sharing: self.sharing(page),
        }
    }

    fn sharing(&self, page: &SoloPage) -> SoloSharing {
        let is_whole = match &page.said.what {
            SoloBody::Statement(draft) => draft.whole().is_some(),
            SoloBody::Breach(draft) => draft.responsible.is_some(),
            SoloBody::HardDays(_) | SoloBody::Promise(_) | SoloBody::Goal(_) => true,
            SoloBody::Boundary(_) | SoloBody::Question(_) => true,
        };
        match () {
            () if !self.linked => SoloSharing::Alone,
            () if page.is_shared_as_it_is() => SoloSharing::Shared,
            () if is_of_an_earlier_link(self.state, self.me, page) => SoloSharing::OfEarlierLink,
            () if matches!(page.said.what, SoloBody::Breach(_)) && !is_whole => SoloSharing::ResponsibleOpen,
            () if !is_whole => SoloSharing::NotWhole,
            () => SoloSharing::Ready,
        }
    }

    fn words(&self, id: EntryId, page: &SoloPage) -> SoloWords {
        match &page.said.what {
            SoloBody::Statement(draft) => {
                let StatementDraft { did, hurt, mine, feel, will } = draft;
                SoloWords::Statement([did, hurt, mine, feel, will].map(|part| written(part.as_ref())))
            }
            SoloBody::HardDays(CalmPlanWritten { helps, worse, first }) => {
                SoloWords::HardDays([helps, worse, first].map(|part| written(part.as_ref())))
            }
            SoloBody::Promise(terms) => SoloWords::Promise(Box::new(self.promise(id, terms, page))),
            SoloBody::Goal(goal) => SoloWords::Goal(Box::new(goal_view(id, goal, page.said.edited))),
            SoloBody::Breach(draft) => breach_words(id, draft, page.said.edited),
            SoloBody::Boundary(boundary) => SoloWords::Boundary(Box::new(boundary_view(id, boundary, page))),
            SoloBody::Question(QuestionDraft { words, detail }) => {
                SoloWords::Question { words: words.as_str().to_owned(), detail: wanted_word(*detail) }
            }
        }
    }

    fn promise(&self, id: EntryId, terms: &Terms, page: &SoloPage) -> PromiseView {
        let (first, time, repeat) = match terms.due {
            Due::Once { at } => (at.date, at.time, RepeatView::Once),
            Due::Repeating { starts, rule, time } => (starts, time, form::repeat_view(rule)),
        };
        PromiseView {
            id,
            cue: terms.cue.as_str().to_owned(),
            deed: terms.deed.as_str().to_owned(),
            category: form::category_name(terms.category),
            repeat,
            time: civil::time_or_empty(time),
            first: civil::date(first),
            mine: true,
            standing: PromiseStanding::Open,
            offer: None,
            earlier: Vec::new(),
            occurrences: self.occurrences(terms, page),
        }
    }

    /// Newest first; of what lies ahead only the next.
    fn occurrences(&self, terms: &Terms, page: &SoloPage) -> Vec<OccurrenceView> {
        let today = self.now.date();
        let once = matches!(terms.due, Due::Once { .. });
        let to = if once { troth_core::CivilDate::LAST } else { today.plus_days(DAYS_AHEAD) };
        let mut ahead = 0;
        let all = page.occurrences([today.minus_days(DAYS_BACK), to]).into_iter();
        let shown = all.filter(|one| {
            ahead += usize::from(one.due > today && one.outcome.is_none());
            one.due <= today || one.outcome.is_some() || ahead == 1
        });
        let mut shown: Vec<_> = shown.map(|one| occurrence(&one, once || one.due <= today, one.due > today)).collect();
        shown.reverse();
        shown
    }
}

/// One day of a promise to oneself. There is no receiver, so nobody answers and nobody sees it differently.
fn occurrence(one: &SoloOccurrence, can_answer: bool, ahead: bool) -> OccurrenceView {
    let outcome = match one.outcome {
        None if ahead => OutcomeView::Ahead,
        None => OutcomeView::NoWordYet,
        Some(SoloOutcome::Kept) => OutcomeView::Kept,
        Some(SoloOutcome::PartlyKept) => OutcomeView::PartlyKept,
        Some(SoloOutcome::Missed) => OutcomeView::Missed,
        Some(SoloOutcome::Moved(_)) => OutcomeView::Rearranged,
    };
    let rearranged = match (one.outcome, one.told_in) {
        (Some(SoloOutcome::Moved(to)), Some(id)) => {
            Some(RearrangedView { id, to: civil::date(to), accepted: Some(true), mine_to_answer: false })
        }
        _ => None,
    };
    OccurrenceView {
        due: civil::date(one.due),
        outcome,
        note: written(one.note.as_ref()),
        edited: one.edited,
        saw_differently: None,
        receiver_told: None,
        receiver_may_say: Vec::new(),
        rearranged,
        is_lately: false,
        can_answer,
        can_rearrange: true,
        can_differ: false,
    }
}

fn goal_view(id: EntryId, goal: &GoalSet, edited: bool) -> GoalView {
    GoalView {
        id,
        title: goal.title.as_str().to_owned(),
        why: written(goal.why.as_ref()),
        review: day(goal.review),
        mine: true,
        shared: false,
        edited,
        standing: GoalState::Open,
        milestones: Vec::new(),
    }
}

fn breach_words(id: EntryId, draft: &BreachDraft, edited: bool) -> SoloWords {
    let view = BreachView {
        id,
        title: draft.title.as_str().to_owned(),
        words: written(draft.words.as_ref()),
        when: day(draft.when),
        until: String::new(),
        kind: kind_word(draft.kind),
        wording: id,
        mine: true,
        responsible: draft.responsible == Some(Responsible::Mine),
        edited,
        earlier: Vec::new(),
        taken_back: false,
        otherwise: None,
        answer: None,
        completed: Vec::new(),
        questions: Vec::new(),
    };
    let whose = draft.responsible.map(|whose| match whose {
        Responsible::Mine => Whose::Mine,
        Responsible::Theirs => Whose::Theirs,
    });
    SoloWords::Breach(Box::new(view), whose)
}

fn boundary_view(id: EntryId, boundary: &BoundarySet, page: &SoloPage) -> BoundaryView {
    BoundaryView {
        id,
        wording: page.said.entry,
        mine: true,
        title: boundary.title.as_str().to_owned(),
        words: written(boundary.words.as_ref()),
        date: civil::date(page.written.date()),
        edited: page.said.edited,
        lifted: false,
        heeded: false,
        watch: Vec::new(),
    }
}

/// Whether the words were written before this person linked anew: they may be about somebody else.
fn is_of_an_earlier_link(state: &State<'_>, me: PartnerId, page: &SoloPage) -> bool {
    own_stream::is_of_an_earlier_link(state, me, page.said.written)
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &SoloIntent, state: &State<'_>, me: PartnerId) -> Result<Command, Message> {
    let command = match intent {
        SoloIntent::Write(typed) => SoloCommand::Write(body(typed)?),
        SoloIntent::Change(page, typed) => SoloCommand::Change { page: *page, body: body(typed)? },
        SoloIntent::Erase(page) => SoloCommand::Erase(*page),
        SoloIntent::Tell { page, due, how } => {
            let (outcome, note) = outcome(how.as_ref().ok_or(Message::plain("problem-choose"))?)?;
            SoloCommand::Tell { page: *page, due: form::date(due)?, outcome, note }
        }
        SoloIntent::Share { page, .. }
            if state.own.solo.pages().get(page).is_some_and(|page| is_of_an_earlier_link(state, me, page)) =>
        {
            return Err(Message::plain("problem-of-an-earlier-link"));
        }
        SoloIntent::Share { page, wording, breach } => {
            SoloCommand::Share { page: *page, wording: *wording, breach: *breach }
        }
    };
    Ok(Command::Solo(command))
}

/// Where a person is led when this is written.
pub(crate) fn goes(intent: &SoloIntent, state: &State<'_>) -> Goes {
    let kind = match intent {
        SoloIntent::Write(typed) => Some(kind_of_form(typed)),
        SoloIntent::Erase(page) => state.own.solo.pages().get(page).map(|page| page.said.what.kind()),
        SoloIntent::Change(..) | SoloIntent::Tell { .. } | SoloIntent::Share { .. } => None,
    };
    kind.map_or(Goes::Nowhere, |kind| Goes::To(room_of(kind)))
}

/// What is said when this is written.
pub(crate) const fn says(intent: &SoloIntent) -> &'static str {
    match intent {
        SoloIntent::Write(_) | SoloIntent::Change(..) | SoloIntent::Tell { .. } => "done-kept-private",
        SoloIntent::Erase(_) => "done-solo-erased",
        SoloIntent::Share { .. } => "done-solo-shared",
    }
}

const fn kind_of_form(typed: &SoloForm) -> SoloKind {
    match typed {
        SoloForm::Statement(_) => SoloKind::Statement,
        SoloForm::HardDays(_) => SoloKind::HardDays,
        SoloForm::Promise(_) => SoloKind::Promise,
        SoloForm::Goal(_) => SoloKind::Goal,
        SoloForm::Breach(_) => SoloKind::Breach,
        SoloForm::Boundary(..) => SoloKind::Boundary,
        SoloForm::Question { .. } => SoloKind::Question,
    }
}

fn outcome(how: &OutcomeForm) -> Result<(SoloOutcome, Option<Words>), Message> {
    match how {
        OutcomeForm::Unchosen => Err(Message::plain("problem-choose")),
        OutcomeForm::Kept => Ok((SoloOutcome::Kept, None)),
        OutcomeForm::PartlyKept { note } => Ok((SoloOutcome::PartlyKept, form::optional(note)?)),
        OutcomeForm::Missed { note } => Ok((SoloOutcome::Missed, form::optional(note)?)),
        OutcomeForm::Rearranged { date, note } => Ok((SoloOutcome::Moved(form::date(date)?), form::optional(note)?)),
    }
}

fn body(typed: &SoloForm) -> Result<SoloBody, Message> {
    Ok(match typed {
        SoloForm::Statement([did, hurt, mine, feel, will]) => SoloBody::Statement(StatementDraft {
            did: form::optional(did)?,
            hurt: form::optional(hurt)?,
            mine: form::optional(mine)?,
            feel: form::optional(feel)?,
            will: form::optional(will)?,
        }),
        SoloForm::HardDays([helps, worse, first]) => SoloBody::HardDays(CalmPlanWritten {
            helps: form::optional(helps)?,
            worse: form::optional(worse)?,
            first: form::optional(first)?,
        }),
        SoloForm::Promise(typed) => SoloBody::Promise(form::terms(typed)?),
        SoloForm::Goal(typed) => SoloBody::Goal(super::horizon::goal(typed)?),
        SoloForm::Breach(typed) => SoloBody::Breach(breach(typed)?),
        SoloForm::Boundary(title, words) => SoloBody::Boundary(BoundarySet {
            title: form::text(title, "problem-boundary")?,
            words: form::optional(words)?,
        }),
        SoloForm::Question { words, detail } => {
            SoloBody::Question(QuestionDraft { words: form::text(words, "problem-question")?, detail: wanted(detail)? })
        }
    })
}

fn breach(typed: &BreachForm) -> Result<BreachDraft, Message> {
    Ok(BreachDraft {
        title: form::text(&typed.title, "problem-breach-title")?,
        words: form::optional(&typed.words)?,
        when: form::optional_date(&typed.when)?,
        kind: kind_of(&typed.kind)?,
        responsible: typed.responsible.map(|whose| match whose {
            Whose::Mine => Responsible::Mine,
            Whose::Theirs => Responsible::Theirs,
        }),
    })
}
