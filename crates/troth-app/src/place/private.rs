//! The private space: journal and own ratings.

use troth_core::journal::JournalEdited;
use troth_core::journal::JournalErased;
use troth_core::journal::JournalEvent;
use troth_core::journal::JournalWritten;
use troth_core::rating::{POINTS_MAX, Points, Rated, RatingEvent, TOO_MUCH_MAX, TooMuch};
use troth_core::rating::{TooMuchNow, TooMuchTakenBack};
use troth_core::{Command, PartnerId, State, WallTime};

use crate::intent::PrivateIntent;
use crate::message::Message;
use crate::place::help;
use crate::remark::Remarks;
use crate::rooms::{Room, Shown};
use crate::view::{PageView, PrivateView, RatingPoint};
use crate::{civil, form};

/// What the private space shows.
pub(crate) fn view(
    state: &State<'_>,
    me: PartnerId,
    remarks: &Remarks,
    shown: Shown<'_>,
    now: WallTime,
) -> PrivateView {
    if !shown.has(Room::Private) {
        return PrivateView::default();
    }
    let own = state.own;
    let pages = own.journal.newest_first().into_iter().map(|(id, page)| PageView {
        id,
        written: (civil::date(page.written.date()), civil::time(page.written.time_of_day())),
        text: page.words.as_str().to_owned(),
        edited: page.edited,
        remarks: remarks.words(id),
    });
    let ratings = help::of_each_day(&own.ratings);
    let rated_today = ratings.last().is_some_and(|latest| latest.written.date() == now.date());
    let ratings = ratings.into_iter().map(|rating| RatingPoint {
        date: civil::date(rating.written.date()),
        trust: rating.rated.trust.map(Points::get),
        safe_to_talk: rating.rated.safe_to_talk.map(Points::get),
        load: rating.rated.load.map(Points::get),
        too_much: rating.rated.too_much.map(TooMuch::get),
    });
    PrivateView {
        pages: pages.collect(),
        ratings: ratings.collect(),
        rated_today,
        asks_too_much: own.ratings.offers_too_much(now.date()),
        help: None,
        too_much_today: own.ratings.is_too_much_on(now.date()),
        trends: help::trends(state, me, now),
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &PrivateIntent) -> Result<Command, Message> {
    match intent {
        PrivateIntent::Write { text } => form::text(text, "problem-page-empty")
            .map(|words| Command::Journal(JournalEvent::JournalWritten(JournalWritten { words }))),
        PrivateIntent::Edit { page, text } => {
            let words = form::text(text, "problem-page-empty")?;
            Ok(Command::Journal(JournalEvent::JournalEdited(JournalEdited { page: *page, words })))
        }
        PrivateIntent::Erase(page) => Ok(Command::Journal(JournalEvent::JournalErased(JournalErased { page: *page }))),
        PrivateIntent::SayTooMuch => Ok(Command::Rating(RatingEvent::TooMuchNow(TooMuchNow {}))),
        PrivateIntent::TakeTooMuchBack => Ok(Command::Rating(RatingEvent::TooMuchTakenBack(TooMuchTakenBack {}))),
        PrivateIntent::Rate { trust, safe_to_talk, load, too_much } => {
            let rated = Rated {
                trust: points(*trust)?,
                safe_to_talk: points(*safe_to_talk)?,
                load: points(*load)?,
                note: None,
                too_much: weekly(*too_much)?,
            };
            if rated == Rated::default() {
                return Err(Message::plain("problem-rating-empty"));
            }
            Ok(Command::Rating(RatingEvent::Rated(rated)))
        }
    }
}

/// What is said when this is written.
pub(crate) const fn says(intent: &PrivateIntent) -> &'static str {
    match intent {
        PrivateIntent::TakeTooMuchBack => "done-withdrawn",
        PrivateIntent::Write { .. } | PrivateIntent::Edit { .. } | PrivateIntent::Erase(_) => "done-kept-private",
        PrivateIntent::SayTooMuch | PrivateIntent::Rate { .. } => "done-kept-private",
    }
}

fn points(given: Option<u8>) -> Result<Option<Points>, Message> {
    let limit = Message::plain("problem-points").number("limit", i64::from(POINTS_MAX));
    given.map(|points| Points::new(points).ok_or(limit)).transpose()
}

fn weekly(given: Option<u8>) -> Result<Option<TooMuch>, Message> {
    let limit = Message::plain("problem-points").number("limit", i64::from(TOO_MUCH_MAX));
    given.map(|mark| TooMuch::new(mark).ok_or(limit)).transpose()
}
