//! The private space: journal and own ratings.

use troth_core::{Command, JournalCommand, OwnState, POINTS_MAX, Points, Rated, RatingCommand, WallTime};

use crate::intent::PrivateIntent;
use crate::message::Message;
use crate::remark::Remarks;
use crate::view::{PageView, PrivateView, RatingPoint};
use crate::{civil, form};

/// What the private space shows.
pub(crate) fn view(own: &OwnState, remarks: &Remarks, now: WallTime) -> PrivateView {
    let pages = own.journal.newest_first().into_iter().map(|(id, page)| PageView {
        id,
        written: (civil::date(page.written.date()), civil::time(page.written.time_of_day())),
        text: page.words.as_str().to_owned(),
        edited: page.edited,
        remarks: remarks.words(id),
    });
    let mut ratings: Vec<_> = own.ratings.kept().iter().collect();
    ratings.sort_by_key(|rating| rating.written.unix_ms);
    let rated_today = ratings.last().is_some_and(|latest| latest.written.date() == now.date());
    let ratings = ratings.into_iter().map(|rating| RatingPoint {
        date: civil::date(rating.written.date()),
        trust: rating.rated.trust.map(Points::get),
        safe_to_talk: rating.rated.safe_to_talk.map(Points::get),
        load: rating.rated.load.map(Points::get),
    });
    PrivateView { pages: pages.collect(), ratings: ratings.collect(), rated_today }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &PrivateIntent) -> Result<Command, Message> {
    match intent {
        PrivateIntent::Write { text } => {
            form::text(text, "problem-page-empty").map(|words| Command::Journal(JournalCommand::Write(words)))
        }
        PrivateIntent::Edit { page, text } => {
            let words = form::text(text, "problem-page-empty")?;
            Ok(Command::Journal(JournalCommand::Edit { page: *page, words }))
        }
        PrivateIntent::Erase(page) => Ok(Command::Journal(JournalCommand::Erase(*page))),
        PrivateIntent::Rate { trust, safe_to_talk, load } => {
            let rated = Rated {
                trust: points(*trust)?,
                safe_to_talk: points(*safe_to_talk)?,
                load: points(*load)?,
                note: None,
            };
            Ok(Command::Rating(RatingCommand::Rate(rated)))
        }
    }
}

fn points(given: Option<u8>) -> Result<Option<Points>, Message> {
    let limit = Message::plain("problem-points").number("limit", i64::from(POINTS_MAX));
    given.map(|points| Points::new(points).ok_or(limit)).transpose()
}
