//! Agreements: what holds, what is on the table, what changed between versions.

use troth_core::agreement::{
    AgreementCommand, AgreementProposal, AgreementProposed, AgreementStanding, AgreementTerms, Agreements,
    Transparency, difference,
};
use troth_core::{ById, CivilDate, Command, EntryId, PartnerId, SharedState};

use super::boundaries;
use super::shown::{self, written};
use crate::intent::{AgreementForm, AgreementIntent};
use crate::map::Detail;
use crate::message::Message;
use crate::view::{AgreementLineView, AgreementsView, ChangesView, ReviewView, VersionView};
use crate::watched::watched;
use crate::{civil, form};

/// Days ahead of a suggested review or end: a month, in which a rule has been tried and is still fresh.
const SUGGESTED_DAYS: u32 = 30;

/// What the room shows, and the agreement whose page is open.
pub(crate) fn view(shared: &SharedState, me: PartnerId, today: CivilDate, open: Option<&Detail>) -> AgreementsView {
    let all = &shared.agreements;
    let looking = Looking { all, me, other: shared.members.other(me), today, standings: all.standings(today) };
    let versions = match open {
        Some(Detail::Agreement(line)) => looking.shown(*line).map(|(id, one)| looking.version(id, one)).collect(),
        _ => Vec::new(),
    };
    AgreementsView {
        boundaries: boundaries::view(shared, me, open),
        lines: looking.lines(),
        versions,
        suggested_day: civil::date(today.plus_days(SUGGESTED_DAYS)),
    }
}

struct Looking<'a> {
    all: &'a Agreements,
    me: PartnerId,
    other: Option<PartnerId>,
    today: CivilDate,
    standings: ById<AgreementStanding>,
}

impl<'a> Looking<'a> {
    fn standing(&self, id: EntryId) -> AgreementStanding {
        self.standings.get(&id).copied().unwrap_or(AgreementStanding::Withheld)
    }

    /// The versions of a line that anybody gets to see, the latest first.
    fn shown(&self, line: EntryId) -> impl Iterator<Item = (EntryId, &'a AgreementProposal)> {
        let all = self.all.in_order().rev();
        all.filter(move |(id, one)| one.line == line && self.standing(*id) != AgreementStanding::Withheld)
    }

    fn lines(&self) -> Vec<AgreementLineView> {
        let first = self.all.in_order().rev().filter(|(id, one)| *id == one.line);
        first.filter_map(|(line, _)| self.line(line)).collect()
    }

    fn line(&self, line: EntryId) -> Option<AgreementLineView> {
        let matters = |id: EntryId| match self.standing(id) {
            AgreementStanding::Holds => 2,
            AgreementStanding::Open => 1,
            _ => 0,
        };
        // Of those that matter alike the latest is the last.
        let shown: Vec<_> = self.shown(line).collect();
        let (id, head) = shown.iter().rev().max_by_key(|(id, _)| matters(*id)).copied()?;
        let open = |mine: bool| {
            let mut open = shown.iter().filter(|(id, _)| self.standing(*id) == AgreementStanding::Open);
            open.any(|(_, one)| (one.author == self.me) == mine)
        };
        let review = self.look_again(id);
        Some(AgreementLineView {
            id: line,
            title: head.terms.title.as_str().to_owned(),
            standing: self.standing(id),
            day: self.day(id, head),
            asks_me: open(false),
            waits: open(true),
            review_due: review.is_some_and(|one| one.mine.is_none() && (one.due || one.theirs.is_some())),
        })
    }

    fn day(&self, id: EntryId, one: &AgreementProposal) -> String {
        shown::day(match self.standing(id) {
            AgreementStanding::Holds => self.all.review_day(id),
            AgreementStanding::NotYet => self.all.free_from(id).filter(|day| self.today < *day),
            AgreementStanding::Ended => one.ended,
            AgreementStanding::RanOut => one.terms.transparency.as_ref().map(|it| it.until),
            _ => None,
        })
    }

    fn version(&self, id: EntryId, one: &AgreementProposal) -> VersionView {
        let terms = &one.terms;
        let scope = terms.transparency.as_ref().map_or("", |it| it.scope.as_str());
        let holds = self.standing(id) == AgreementStanding::Holds;
        VersionView {
            id,
            mine: one.author == self.me,
            date: civil::date(one.consented.filter(|_| holds).unwrap_or(one.written).date()),
            title: terms.title.as_str().to_owned(),
            words: terms.words.as_str().to_owned(),
            review: civil::date(terms.review),
            transparency: terms.transparency.as_ref().map(|it| (it.scope.as_str().to_owned(), civil::date(it.until))),
            standing: self.standing(id),
            day: self.day(id, one),
            adjustable: one.author != self.me && self.all.not_yet(id).is_some_and(|it| self.today < it.free_from()),
            changes: one.follows.and_then(|base| self.all.proposal(base)).map(|base| changes(&base.terms, terms)),
            watch: watched(terms.title.as_str(), terms.words.as_str(), scope),
            look_again: self.look_again(id),
        }
    }

    fn look_again(&self, id: EntryId) -> Option<ReviewView> {
        let day = self.all.review_day(id).filter(|_| self.standing(id) == AgreementStanding::Holds)?;
        let said = |author| self.all.review_waiting(id, author);
        let theirs = self.other.and_then(said).map(|(review, one)| (review, civil::date(one.said.next)));
        Some(ReviewView {
            due: day <= self.today,
            mine: said(self.me).map(|(_, one)| civil::date(one.said.next)),
            theirs,
            suggested: civil::date(day.max(self.today).plus_days(SUGGESTED_DAYS)),
        })
    }
}

fn changes(before: &AgreementTerms, now: &AgreementTerms) -> ChangesView {
    let scope = |terms: &AgreementTerms| written(terms.transparency.as_ref().map(|it| &it.scope));
    let until = |terms: &AgreementTerms| shown::day(terms.transparency.as_ref().map(|it| it.until));
    let both = |days: [String; 2]| (days[0] != days[1]).then_some(days);
    ChangesView {
        title: difference(before.title.as_str(), now.title.as_str()),
        words: difference(before.words.as_str(), now.words.as_str()),
        scope: difference(&scope(before), &scope(now)),
        review: both([before.review, now.review].map(civil::date)),
        until: both([before, now].map(until)),
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &AgreementIntent) -> Result<Command, Message> {
    let command = match intent {
        AgreementIntent::Propose { follows, form } => {
            AgreementCommand::Propose(AgreementProposed { follows: *follows, terms: terms(form)? })
        }
        AgreementIntent::Consent(id) => AgreementCommand::Consent(*id),
        AgreementIntent::TakeBack(id) => AgreementCommand::TakeBack(*id),
        AgreementIntent::NotYet(id) => AgreementCommand::NotYet(*id),
        AgreementIntent::AdjustNotYet(proposal, days) => {
            AgreementCommand::AdjustNotYet { proposal: *proposal, days: *days }
        }
        AgreementIntent::End(id) => AgreementCommand::End(*id),
        AgreementIntent::StillRight(version, next) => {
            AgreementCommand::HoldReview { version: *version, next: form::date(next)? }
        }
        AgreementIntent::StillRightToo(review) => AgreementCommand::ConsentReview(*review),
    };
    Ok(Command::Agreement(command))
}

fn terms(form: &AgreementForm) -> Result<AgreementTerms, Message> {
    let transparency = form.transparency.as_ref().map(|(scope, until)| {
        Ok(Transparency { scope: form::text(scope, "problem-agreement-scope")?, until: form::date(until)? })
    });
    Ok(AgreementTerms {
        title: form::text(&form.title, "problem-agreement-title")?,
        words: form::text(&form.words, "problem-agreement-words")?,
        review: form::date(&form.review)?,
        transparency: transparency.transpose()?,
    })
}
