//! From what was typed to the core's types; what doesn't fit becomes one clear message.

use troth_core::promise::{Category, Due, Terms};
use troth_core::{CivilDate, Ending, Every, Recurrence, Text, TextError, TimeOfDay, Weekday, Weekdays};

use crate::civil;
use crate::intent::{PromiseForm, Repeat};
use crate::message::Message;
use crate::view::{CATEGORIES, RepeatView};

/// The categories in the order of [`CATEGORIES`].
const CORE_CATEGORIES: [Category; 7] = [
    Category::Everyday,
    Category::Therapy,
    Category::Workshop,
    Category::SobrietyMeeting,
    Category::Course,
    Category::DailyHabit,
    Category::OtherChange,
];

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Text that has to be there.
pub(crate) fn text<const MAX: usize>(typed: &str, empty: &'static str) -> Result<Text<MAX>, Message> {
    Text::new(typed).map_err(|error| match error {
        TextError::Empty => Message::plain(empty),
        TextError::TooLong { limit } => too_long(limit),
    })
}

/// Text that may be left out.
pub(crate) fn optional<const MAX: usize>(typed: &str) -> Result<Option<Text<MAX>>, Message> {
    match Text::new(typed) {
        Ok(text) => Ok(Some(text)),
        Err(TextError::Empty) => Ok(None),
        Err(TextError::TooLong { limit }) => Err(too_long(limit)),
    }
}

fn too_long(limit: usize) -> Message {
    Message::plain("problem-too-long").number("limit", i64::try_from(limit).unwrap_or(i64::MAX))
}

pub(crate) fn date(typed: &str) -> Result<CivilDate, Message> {
    civil::parse_date(typed).ok_or(Message::plain("problem-date"))
}

/// A date that may be left out.
pub(crate) fn optional_date(typed: &str) -> Result<Option<CivilDate>, Message> {
    if typed.trim().is_empty() { Ok(None) } else { date(typed).map(Some) }
}

pub(crate) fn optional_time(typed: &str) -> Result<Option<TimeOfDay>, Message> {
    match typed.trim() {
        "" => Ok(None),
        typed => civil::parse_time(typed).map(Some).ok_or(Message::plain("problem-time")),
    }
}

/// A promise's terms from its form.
pub(crate) fn terms(form: &PromiseForm) -> Result<Terms, Message> {
    let (first, time) = (date(&form.first)?, optional_time(&form.time)?);
    let due = match recurrence(&form.repeat)? {
        None => Due::Once { at: civil::moment(first, time) },
        Some(rule) => Due::Repeating { starts: first, rule, time },
    };
    let cue = text(&form.cue, "problem-promise-cue")?;
    let deed = text(&form.deed, "problem-promise-deed")?;
    Ok(Terms { cue, deed, due, category: category(&form.category)? })
}

fn category(name: &str) -> Result<Category, Message> {
    let at = CATEGORIES.iter().position(|known| *known == name).or(name.is_empty().then_some(0));
    at.map(|at| CORE_CATEGORIES[at]).ok_or(Message::plain("problem-category"))
}

pub(crate) fn category_name(category: Category) -> &'static str {
    let at = CORE_CATEGORIES.iter().position(|known| *known == category);
    CATEGORIES[at.unwrap_or(0)]
}

/// How often; `None` for once.
pub(crate) fn recurrence(repeat: &Repeat) -> Result<Option<Recurrence>, Message> {
    match repeat {
        Repeat::Once => Ok(None),
        Repeat::Daily => Ok(Some(Recurrence::DAILY)),
        Repeat::Monthly => Ok(Recurrence::new(Every::Months(1), Ending::Never)),
        Repeat::Weekdays(days) => {
            let days: Vec<Weekday> = days.iter().filter_map(|day| WEEK.get(usize::from(*day)).copied()).collect();
            let days = Weekdays::new(&days).ok_or(Message::plain("problem-weekdays"))?;
            Ok(Some(Recurrence::weekly(days)))
        }
    }
}

pub(crate) fn repeat_view(rule: Recurrence) -> RepeatView {
    match rule.every() {
        Every::Days(_) => RepeatView::Daily,
        Every::Months(_) => RepeatView::Monthly,
        Every::Weeks(_, days) => {
            RepeatView::Weekdays((0_u8..).zip(WEEK).filter(|(_, day)| days.contains(*day)).map(|(at, _)| at).collect())
        }
    }
}
