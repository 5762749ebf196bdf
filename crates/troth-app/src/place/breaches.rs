//! What happened: naming it, seeing it from both sides, questions and answers.

use troth_core::breach::BreachAnswered;
use troth_core::breach::BreachSeenOtherwise;
use troth_core::breach::BreachTakenBack;
use troth_core::breach::CompleteSaid;
use troth_core::breach::HelpAgreed;
use troth_core::breach::HelpDeclined;
use troth_core::breach::HelpProposed;
use troth_core::breach::QuestionAnswered;
use troth_core::breach::QuestionDetailed;
use troth_core::breach::QuestionTakenBack;
use troth_core::breach::{
    Breach, BreachAnswer, BreachEvent, BreachKind, BreachNamed, BreachReworded, GivenAnswer, HelpAnswer, Question,
    QuestionParked, WantedDetail,
};
use troth_core::{CivilDate, Command, EntryId, PartnerId, Said, SharedState, Title, WallTime, Words};

use super::shown::{day, name_of, written};
use crate::intent::{BreachForm, BreachIntent, Lasted, Whose};
use crate::message::Message;
use crate::view::{AnsweredView, BREACH_KINDS, BreachView, HelpState, QuestionView, SaidView, WANTED_DETAILS};
use crate::{civil, form};

/// What a date says of its month: `YYYY-MM`.
const MONTH_CHARS: usize = 7;

/// The kinds in the order of [`BREACH_KINDS`].
const KINDS: [BreachKind; 7] = [
    BreachKind::Affair,
    BreachKind::Lie,
    BreachKind::BrokenPromise,
    BreachKind::Money,
    BreachKind::Relapse,
    BreachKind::Privacy,
    BreachKind::Other,
];

/// The amounts of detail in the order of [`WANTED_DETAILS`].
const DETAILS: [WantedDetail; 4] =
    [WantedDetail::Headline, WantedDetail::Outline, WantedDetail::Full, WantedDetail::NotNow];

/// Every breach, those that stand first, the latest first.
pub(crate) fn view(shared: &SharedState, me: PartnerId) -> Vec<BreachView> {
    let mut all: Vec<_> = shared.breaches.breaches().iter().collect();
    all.sort_by_key(|(id, breach)| (breach.taken_back, core::cmp::Reverse((breach.written.unix_ms, **id))));
    all.into_iter().map(|(id, breach)| breach_view(shared, *id, breach, me)).collect()
}

fn breach_view(shared: &SharedState, id: EntryId, breach: &Breach, me: PartnerId) -> BreachView {
    let mut questions: Vec<_> = shared.breaches.questions().iter().collect();
    questions.retain(|(_, question)| question.breach == id && !question.taken_back);
    questions.sort_by_key(|(id, question)| core::cmp::Reverse((question.written.unix_ms, **id)));
    let completed = breach.completed.iter().rev().map(|said| SaidView {
        words: written(said.words.as_ref()),
        date: civil::date(said.written.date()),
        edited: false,
    });
    BreachView {
        id,
        title: breach.title.as_str().to_owned(),
        words: written(breach.words.as_ref()),
        when: day(breach.when),
        until: day(breach.until.map(first_of_month)),
        kind: kind_word(breach.kind),
        // Every breach holds the entry that named it.
        wording: breach.wording().unwrap_or(id),
        mine: breach.namer == me,
        responsible: breach.responsible == me,
        edited: breach.edited,
        earlier: breach.earlier.iter().rev().map(earlier_view).collect(),
        taken_back: breach.taken_back,
        otherwise: breach.otherwise.as_ref().map(said_view),
        answer: breach.answer.map(|given| answered_view(breach, given)),
        completed: completed.collect(),
        questions: questions.into_iter().map(|(id, question)| question_view(*id, question)).collect(),
    }
}

fn answered_view(breach: &Breach, given: GivenAnswer) -> AnsweredView {
    AnsweredView {
        answer: given.answer,
        date: civil::date(given.written.date()),
        to_earlier_words: breach.wording() != Some(given.wording),
    }
}

fn question_view(id: EntryId, question: &Question) -> QuestionView {
    QuestionView {
        id,
        words: question.words.as_str().to_owned(),
        detail: wanted_word(question.detail),
        answer: question.answer.as_ref().map(said_view),
        help: question.help.map(|(proposal, answer)| (proposal, help_state(answer))),
    }
}

/// Words with their day and the mark of a change.
pub(crate) fn said_view(said: &Said<Words>) -> SaidView {
    SaidView { words: said.what.as_str().to_owned(), date: civil::date(said.written.date()), edited: said.edited }
}

const fn help_state(answer: HelpAnswer) -> HelpState {
    match answer {
        HelpAnswer::Open => HelpState::Open,
        HelpAnswer::Agreed => HelpState::Agreed,
        HelpAnswer::Declined => HelpState::Declined,
    }
}

fn value_of<T: Copy>(values: &[T], names: &[&str], name: &str, problem: &'static str) -> Result<T, Message> {
    let at = names.iter().position(|known| *known == name);
    at.and_then(|at| values.get(at)).copied().ok_or(Message::plain(problem))
}

/// The kind of this name.
pub(crate) fn kind_of(name: &str) -> Result<BreachKind, Message> {
    value_of(&KINDS, &BREACH_KINDS, name, "problem-breach-kind")
}

/// The name of a kind.
pub(crate) fn kind_word(kind: BreachKind) -> &'static str {
    name_of(&KINDS, &BREACH_KINDS, &kind)
}

/// The wanted detail of this name.
pub(crate) fn wanted(name: &str) -> Result<WantedDetail, Message> {
    value_of(&DETAILS, &WANTED_DETAILS, name, "problem-wanted")
}

/// The name of a wanted detail.
pub(crate) fn wanted_word(detail: WantedDetail) -> &'static str {
    name_of(&DETAILS, &WANTED_DETAILS, &detail)
}

/// What was asked, as the core's command. `both` are the person looking and the other.
pub(crate) fn command(intent: &BreachIntent, both: [PartnerId; 2]) -> Result<Command, Message> {
    let command = match intent {
        BreachIntent::Name(typed) => BreachEvent::BreachNamed(named(typed, both)?),
        BreachIntent::Reword(breach, typed) => BreachEvent::BreachReworded(BreachReworded {
            breach: *breach,
            title: form::text(&typed.title, "problem-breach-title")?,
            words: form::optional(&typed.words)?,
            when: span(typed)?.0,
            until: span(typed)?.1,
            kind: if typed.kind.is_empty() { None } else { Some(kind_of(&typed.kind)?) },
        }),
        BreachIntent::TakeBack(breach) => BreachEvent::BreachTakenBack(BreachTakenBack { breach: *breach }),
        BreachIntent::SeeOtherwise { breach, words } => BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise {
            breach: *breach,
            words: form::text(words, "problem-words")?,
        }),
        BreachIntent::Respond { breach, wording, answer } => {
            BreachEvent::BreachAnswered(BreachAnswered { breach: *breach, wording: *wording, answer: *answer })
        }
        BreachIntent::Park { breach, words, detail } => BreachEvent::QuestionParked(QuestionParked {
            breach: *breach,
            words: form::text(words, "problem-question")?,
            detail: wanted(detail)?,
        }),
        BreachIntent::WantDetail(question, detail) => {
            BreachEvent::QuestionDetailed(QuestionDetailed { question: *question, detail: wanted(detail)? })
        }
        BreachIntent::TakeQuestionBack(question) => {
            BreachEvent::QuestionTakenBack(QuestionTakenBack { question: *question })
        }
        BreachIntent::Answer { question, words } => BreachEvent::QuestionAnswered(QuestionAnswered {
            question: *question,
            words: form::text(words, "problem-words")?,
        }),
        BreachIntent::ProposeHelp(question) => BreachEvent::HelpProposed(HelpProposed { question: *question }),
        BreachIntent::AgreeHelp(proposal) => BreachEvent::HelpAgreed(HelpAgreed { proposal: *proposal }),
        BreachIntent::DeclineHelp(proposal) => BreachEvent::HelpDeclined(HelpDeclined { proposal: *proposal }),
        BreachIntent::SayComplete { breach, words } => {
            BreachEvent::CompleteSaid(CompleteSaid { breach: *breach, words: form::optional(words)? })
        }
    };
    Ok(Command::Breach(command))
}

/// What is said when an answer or a question is taken back.
pub(crate) const fn says(intent: &BreachIntent) -> Option<&'static str> {
    match intent {
        BreachIntent::TakeBack(_) | BreachIntent::TakeQuestionBack(_) => Some("done-withdrawn"),
        BreachIntent::Respond { answer: BreachAnswer::TakenBack, .. } => Some("done-withdrawn"),
        BreachIntent::Name(_) | BreachIntent::Reword(..) | BreachIntent::SeeOtherwise { .. } => None,
        BreachIntent::Respond { .. } | BreachIntent::Park { .. } | BreachIntent::WantDetail(..) => None,
        BreachIntent::Answer { .. } | BreachIntent::SayComplete { .. } | BreachIntent::ProposeHelp(_) => None,
        BreachIntent::AgreeHelp(_) | BreachIntent::DeclineHelp(_) => None,
    }
}

/// The first thing that is missing is asked for first, in the order of the form.
fn named(typed: &BreachForm, [me, other]: [PartnerId; 2]) -> Result<BreachNamed, Message> {
    let (title, words) = (form::text(&typed.title, "problem-breach-title")?, form::optional(&typed.words)?);
    let (when, until) = span(typed)?;
    Ok(BreachNamed {
        title,
        words,
        when,
        until,
        kind: kind_of(&typed.kind)?,
        responsible: match typed.responsible {
            Some(Whose::Mine) => me,
            Some(Whose::Theirs) => other,
            None => return Err(Message::plain("problem-responsible")),
        },
    })
}

/// A day that may be left out, or two months.
fn span(typed: &BreachForm) -> Result<(Option<CivilDate>, Option<CivilDate>), Message> {
    let month = |typed: &str| civil::parse_month(typed).ok_or(Message::plain("problem-month"));
    match typed.lasted {
        Lasted::Day => Ok((form::optional_date(&typed.when)?, None)),
        Lasted::Months => Ok((Some(month(&typed.when)?), Some(month(&typed.until)?))),
    }
}

/// The core holds some day of the last month; on screen it is a month.
fn first_of_month(day: CivilDate) -> CivilDate {
    civil::parse_month(&civil::date(day)[..MONTH_CHARS]).unwrap_or(day)
}

fn earlier_view((until, title, words): &(WallTime, Title, Option<Words>)) -> SaidView {
    let words = words.as_ref().map_or("", |words| words.as_str());
    let words = format!("{}\n{words}", title.as_str()).trim_end().to_owned();
    SaidView { words, date: civil::date(until.date()), edited: false }
}
