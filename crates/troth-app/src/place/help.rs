//! Help, suggested by rules on this device, to the person whose own data they read; and how own ratings moved.
//!
//! The core lists facts in whole numbers, `troth-insight` estimates, and this joins the two. Nothing is written or sent for
//! it: a suggestion is made anew whenever the view is, and only "Not now" leaves an entry, in the own stream.
//!
//! What the other partner could do with it, and what keeps them from it:
//!
//! - *See it on their device:* no rule reads the other's answers, and nothing goes to the shared stream.
//! - *See it from beside, on an open phone:* on Today it is one folded line with the same neutral words whichever rule
//!   found something. What it rests on unfolds; a number of one's own ratings never lies open there. Who knows the app
//!   learns that there is a note, and may ask to see it.
//! - *Cause it:* by ending talks on purpose, which both see. What comes of it is a folded line that suggests help to
//!   somebody who may need it. Coping and trust are one's own to mark.
//! - *Hide or time it:* rest changes nothing here. Rest is a pause of what the two do with each other, and this asks
//!   nothing of either; if rest silenced it, the partner could silence it by asking for rest.

use core::ops::Range;

use troth_core::dialogue::{TalkEnd, TalkFact};
use troth_core::rating::{Points, Rated, Rating, Ratings, TooMuch};
use troth_core::settings::{HelpRule, Step};
use troth_core::{CivilDate, PartnerId, State, WallTime};
use troth_insight::{DayRated, Level, Overwhelmed, TREND_RATINGS_MIN, Talk, Trend, Went};

use crate::devices::own_stream;
use crate::message::Message;
use crate::view::{Bond, HelpView, TrendView};
use crate::{civil, key};

/// Days for which "Not now" puts a suggestion about talks away (care 26).
const TALKS_PUT_AWAY_DAYS: u32 = 56;
/// The same when it is more than somebody can cope with.
const OVERWHELMED_PUT_AWAY_DAYS: u32 = 28;
/// And when trust has stalled: by then none of the twelve weekly ratings is one that it was put away with.
const STALLED_PUT_AWAY_DAYS: u32 = 84;
/// Days for which no other rule speaks up in the place of one that was put away: "Not now" is about now. The rule about
/// coping is not held back by another.
const QUIET_DAYS: u32 = 7;
/// From one end of a scale to the other, in half steps.
const SCALE: f64 = 20.0;
/// The highest of "I felt heard" that says "not heard".
const NOT_HEARD: u8 = 1;

/// In the order in which they come before one another.
const RULES: [HelpRule; 3] = [HelpRule::Overwhelmed, HelpRule::TalksBreakDown, HelpRule::Stalled];

/// How long "Not now" holds.
pub(crate) const fn put_away_days(rule: HelpRule) -> u32 {
    match rule {
        HelpRule::TalksBreakDown => TALKS_PUT_AWAY_DAYS,
        HelpRule::Overwhelmed => OVERWHELMED_PUT_AWAY_DAYS,
        HelpRule::Stalled => STALLED_PUT_AWAY_DAYS,
    }
}

/// The one suggestion of today, if any.
pub(crate) fn view(state: &State<'_>, me: PartnerId, bond: Bond, now: WallTime) -> Option<HelpView> {
    let asks = Asks { state, me, bond, now };
    let rule = RULES.into_iter().filter(|rule| asks.may_speak(*rule));
    rule.filter_map(|rule| asks.found(rule)).next()
}

/// A rough patch, if one lasts; then how trust, feeling free to talk and load moved.
pub(crate) fn trends(state: &State<'_>, me: PartnerId, now: WallTime) -> Vec<TrendView> {
    let asks = Asks { state, me, bond: Bond::Alone, now };
    let load = asks.marks(|rated| rated.load.map(Points::get), About::Me);
    let rough = asks.rough_patch(&load).map(|words| TrendView { words, dots: Vec::new() });
    let safe = asks.marks(|rated| rated.safe_to_talk.map(Points::get), About::TheseTwo);
    let moved = [("trust", asks.trust()), ("safe", safe), ("load", load)];
    rough.into_iter().chain(moved.map(|(what, all)| asks.trend(what, &all))).collect()
}

/// What a mark is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// The person who made it.
    Me,
    /// The two who are linked now.
    TheseTwo,
}

/// Who asks, on what.
struct Asks<'a> {
    state: &'a State<'a>,
    me: PartnerId,
    bond: Bond,
    now: WallTime,
}

impl Asks<'_> {
    fn may_speak(&self, rule: HelpRule) -> bool {
        let today = self.now.date();
        let settings = &self.state.own.settings;
        let put_away = |rule, date| settings.is_dismissed(&Step::ReadHelp(rule), date);
        // Put away within the last days: it still is so many days before its time is over.
        let lately = |rule| put_away(rule, today.plus_days(put_away_days(rule) - QUIET_DAYS));
        !put_away(rule, today) && (rule == HelpRule::Overwhelmed || !RULES.into_iter().any(lately))
    }

    fn found(&self, rule: HelpRule) -> Option<HelpView> {
        let (because, idea) = match rule {
            HelpRule::Overwhelmed => (self.overwhelmed()?, "help-idea-overwhelmed"),
            HelpRule::TalksBreakDown => (self.talks()?, "help-idea-talks"),
            HelpRule::Stalled => (self.stalled()?, "help-idea-stalled"),
        };
        Some(HelpView { key: key::write(&Step::ReadHelp(rule)), because, idea: Message::plain(idea) })
    }

    fn overwhelmed(&self) -> Option<Message> {
        let ratings = &self.state.own.ratings;
        let weekly = self.marks(|rated| rated.too_much.map(TooMuch::get), About::Me);
        let taps: Vec<u32> = ratings.too_much().iter().map(|said| day_of(said.date())).collect();
        Some(match troth_insight::overwhelmed(&weekly, &taps, day_of(self.now.date()))? {
            Overwhelmed::TooMuchNow(day) => dated("because-help-now", day),
            Overwhelmed::TwoWeeks([first, later]) => dated("because-help-coping", first.day)
                .number("first", first.value.into())
                .number("later", later.value.into()),
        })
    }

    /// Of the two who talk with each other now: what both see of the talks, and how heard one felt oneself.
    fn talks(&self) -> Option<Message> {
        if !matches!(self.bond, Bond::Linked | Bond::Resting) {
            return None;
        }
        let talk = |fact: TalkFact| {
            let unheard = fact.felt.is_some_and(|felt| felt.get() <= NOT_HEARD);
            let went = if unheard || fact.end == TalkEnd::Abandoned { Went::Broken } else { Went::Through };
            Talk { day: day_of(fact.begun), went }
        };
        let talks: Vec<Talk> = self.state.talks(self.now).into_iter().map(talk).collect();
        let found = troth_insight::talks_break_down(&talks, day_of(self.now.date()))?;
        let counted = |message: Message, name, count: usize| message.number(name, i64::try_from(count).unwrap_or(0));
        let broken = counted(dated("because-help-talks", found.since), "broken", found.broken);
        Some(counted(broken, "of", troth_insight::TALKS))
    }

    /// After parting there is nothing that should move.
    fn stalled(&self) -> Option<Message> {
        if self.bond == Bond::Unlinked {
            return None;
        }
        let found = troth_insight::stalled(&self.trust(), day_of(self.now.date()))?;
        Some(dated("because-help-stalled", found.since).number("around", found.around.into()))
    }

    fn trust(&self) -> Vec<DayRated> {
        self.marks(|rated| rated.trust.map(Points::get), About::TheseTwo)
    }

    /// The last mark of each day, in the order of the days.
    fn marks(&self, read: fn(&Rated) -> Option<u8>, about: About) -> Vec<DayRated> {
        let mut days: Vec<DayRated> = Vec::new();
        for rating in of_each_day(&self.state.own.ratings) {
            // What was marked while linked with somebody else says nothing about these two.
            let is_earlier = || own_stream::is_of_an_earlier_link(self.state, self.me, rating.written);
            let Some(value) = read(&rating.rated).filter(|_| about == About::Me || !is_earlier()) else { continue };
            let day = day_of(rating.written.date());
            // A person who travels west may live a day twice.
            match days.last_mut().filter(|last| last.day >= day) {
                Some(last) => last.value = value,
                None => days.push(DayRated { day, value }),
            }
        }
        days
    }

    fn rough_patch(&self, load: &[DayRated]) -> Option<Message> {
        let found = troth_insight::rough_patch(load, day_of(self.now.date()))?;
        let [_, until] = found.baseline;
        Some(dated("trend-rough", found.since).text("until", civil::date(date_of(until))))
    }

    fn trend(&self, what: &'static str, all: &[DayRated]) -> TrendView {
        let today = day_of(self.now.date());
        let window: Range<u32> = today.saturating_sub(TrendView::DAYS - 1)..today.saturating_add(1);
        let days: Vec<DayRated> = all.iter().copied().filter(|one| window.contains(&one.day)).collect();
        let (Ok(trend), Some(first)) = (Trend::of(&days, Level::Ninety), days.first()) else {
            return TrendView { words: too_early(what, days.len()), dots: Vec::new() };
        };
        let [low, about, high] = trend.over(trend.days());
        // A mark is a whole number and hides half a step either way; and half steps are rounded outwards, so that nothing
        // looks surer than it is. No mark can move further than from one end of the scale to the other.
        let [low, high] = [(low * 2.0).floor() - 1.0, (high * 2.0).ceil() + 1.0].map(|half| half.clamp(-SCALE, SCALE));
        // Of marks that stepped once the middle slope is 0: where it may not have moved, it is no use as a number.
        let moved = low > 0.0 || high < 0.0;
        let words = dated(if moved { "trend-moved" } else { "trend-unsure" }, first.day).text("what", what);
        let last = days.last().map_or(first.value, |last| last.value);
        let words = words.number("first", first.value.into()).number("last", last.into());
        let words =
            words.number("weeks", i64::from((trend.days() + 3) / 7)).text("about", halves((about * 2.0).round()));
        let words = words.text("low", halves(low)).text("high", halves(high));
        TrendView { words, dots: days.iter().map(|one| (one.day - window.start, one.value)).collect() }
    }
}

fn too_early(what: &'static str, ratings: usize) -> Message {
    let more = TREND_RATINGS_MIN.saturating_sub(ratings);
    Message::plain("trend-early").text("what", what).number("more", i64::try_from(more).unwrap_or(0))
}

/// A number of half steps with its sign.
#[expect(clippy::cast_possible_truncation, reason = "a few steps of a scale")]
fn halves(number: f64) -> String {
    let halves = number as i32;
    let sign = match halves {
        0 => "",
        1.. => "+",
        _ => "\u{2212}",
    };
    let half = if halves % 2 == 0 { "" } else { ".5" };
    format!("{sign}{}{half}", halves.abs() / 2)
}

fn dated(id: &'static str, day: u32) -> Message {
    Message::plain(id).text("date", civil::date(date_of(day)))
}

/// The last rating of each day, the earliest first: what was marked before on that day was changed, or taken back.
pub(crate) fn of_each_day(ratings: &Ratings) -> Vec<&Rating> {
    let mut ratings: Vec<_> = ratings.kept().iter().rev().collect();
    ratings.sort_by_key(|rating| core::cmp::Reverse(rating.written.unix_ms));
    ratings.dedup_by_key(|rating| rating.written.date());
    ratings.reverse();
    ratings
}

/// Days as `troth-insight` counts them.
fn day_of(date: CivilDate) -> u32 {
    u32::try_from(date.days_since(CivilDate::FIRST)).unwrap_or(0)
}

fn date_of(day: u32) -> CivilDate {
    CivilDate::FIRST.plus_days(day)
}

#[cfg(test)]
mod tests;
