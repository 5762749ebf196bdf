//! What came from the other and was not opened on this device: "New from Jonas" on Today.
//!
//! What was opened or put away is kept on this device alone, in no stream: the other is never told (care 13), and a second
//! own device tells it once more. What came before this device began to note is not told: on a new device all of it would
//! be new.

use std::collections::BTreeSet;

use minicbor::{Decode, Encode};
use troth_core::accountability::AccountabilityEvent;
use troth_core::breach::{BreachAnswer, BreachEvent};
use troth_core::check_in::{CheckInEvent, PlanStanding, RoundId};
use troth_core::closeness::{ClosenessEvent, HandStatus};
use troth_core::impact::{ImpactEvent, ReflectionAnswer};
use troth_core::promise::{PromiseEvent, Standing};
use troth_core::sealed::Stage;
use troth_core::setback::{SetbackEvent, SetbackKind};
use troth_core::settings::Step;
use troth_core::{Entry, EntryId, Event, SharedState, WallTime};

use crate::app::App;
use crate::effect::Now;
use crate::intent::NewsIntent;
use crate::io::Io;
use crate::map::{Detail, Place, QuietMoment};
use crate::message::{Message, Performed};
use crate::place::story::StoryReader;
use crate::place::{activities, check_ins};
use crate::sight::Sight;
use crate::space::{Space, open};
use crate::storage::rows::NEWS;
use crate::storage::unread::{Opening, Stored};
use crate::view::{Bond, NewsView, StepView};
use crate::{cbor, civil, key};

/// Days after which something is no longer told as new: by then it is part of the story.
const TOLD_DAYS: i64 = 28;
/// Lines that Today tells at once; the others follow as these are opened or put away.
pub(crate) const TOLD_AT_ONCE: usize = 5;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Clocks of two phones differ: what the other wrote this long before this device began to note is told too.
const CLOCKS_DIFFER_MS: i64 = 60 * 60 * 1000;

/// What this device knows of what came from the other.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(crate) struct News {
    /// When this device began to note, in milliseconds since 1970.
    #[n(0)]
    begun_ms: i64,
    /// What was opened or put away here.
    #[n(1)]
    known: Vec<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
struct Known {
    /// [`NewsView::key`].
    #[n(0)]
    key: String,
    /// When it was written, in milliseconds since 1970.
    #[n(1)]
    written_ms: i64,
}

/// Something of the other's that is new here.
struct Piece {
    key: String,
    written_ms: i64,
    what: Message,
    words: String,
    opens: Detail,
    /// The quiet screen that comes before it.
    moment: Option<QuietMoment>,
    /// A hard day comes before everything else.
    is_hard_day: bool,
}

impl Piece {
    /// Whether a detail shows it: the one that it leads to, or what it named, offered or set itself.
    fn is_read_at(&self, detail: &Detail) -> bool {
        self.opens == *detail || entry_of(detail).is_some_and(|id| key::write(&id) == self.key)
    }

    /// Whether a step is about it, and not only about the page where it stands: what the other said of a promise is told
    /// beside "Say how it went".
    fn is_told_by(&self, step: &Step) -> bool {
        step.of_the_other().is_some_and(|id| key::write(&id) == self.key)
    }

    fn led_to(self) -> Detail {
        match self.moment {
            Some(moment) => Detail::Moment(moment, Box::new(self.opens)),
            None => self.opens,
        }
    }
}

impl News {
    pub(crate) fn open(opening: &mut Opening<'_>) -> Option<Self> {
        match opening.read(NEWS, |bytes| minicbor::decode(bytes).ok()) {
            Stored::Read(news) => Some(news),
            // What can't be read is begun anew, from now on; the row is kept as it is.
            Stored::Missing | Stored::Unreadable => None,
        }
    }

    fn knows(&self, key: &str) -> bool {
        self.known.iter().any(|one| one.key == key)
    }

    fn know(&mut self, piece: &Piece, now: Now) {
        self.known.retain(|one| now.unix_ms - one.written_ms <= TOLD_DAYS * DAY_MS);
        if !self.knows(&piece.key) {
            self.known.push(Known { key: piece.key.clone(), written_ms: piece.written_ms });
        }
    }

    fn since_ms(&self, now: Now) -> i64 {
        (self.begun_ms - CLOCKS_DIFFER_MS).max(now.unix_ms - TOLD_DAYS * DAY_MS)
    }
}

impl Space {
    fn save_news(&self, io: &mut Io) {
        if let Some(news) = &self.news {
            io.put_sealed(&self.local, NEWS, &cbor::encode(news));
        }
    }

    /// What came and is not known here, the newest first.
    fn news_pieces(&self, now: Now) -> Vec<Piece> {
        let Some(news) = &self.news else { return Vec::new() };
        let sight = self.sight();
        let mut pieces = pieces(&sight, news.since_ms(now), now);
        pieces.retain(|piece| !news.knows(&piece.key));
        pieces
    }

    fn know_news(&mut self, io: &mut Io, is_meant: impl Fn(&Piece) -> bool) {
        let pieces = self.news_pieces(io.now);
        let Some(news) = &mut self.news else { return };
        let mut changed = false;
        for piece in pieces.iter().filter(|piece| is_meant(piece)) {
            news.know(piece, io.now);
            changed = true;
        }
        if changed {
            self.save_news(io);
        }
    }

    /// Begins to note once there is another who could write.
    pub(crate) fn tend_news(&mut self, io: &mut Io) {
        if self.news.is_none() && self.is_linked() {
            self.news = Some(News { begun_ms: io.now.unix_ms, known: Vec::new() });
            self.save_news(io);
        }
    }

    /// What was opened is no longer new, whichever way led to it.
    pub(crate) fn opened_here(&mut self, io: &mut Io, detail: &Detail) {
        if self.news.is_some() {
            self.know_news(io, |piece| piece.is_read_at(detail));
        }
    }
}

impl App {
    pub(crate) fn news_intent(&mut self, intent: &NewsIntent) -> Performed {
        let space = open(&mut self.space)?;
        match intent {
            NewsIntent::Open { key } => {
                let found = space.news_pieces(self.io.now).into_iter().find(|piece| piece.key == *key);
                let detail = found.map(Piece::led_to).ok_or(Message::plain("problem-nothing-there"))?;
                space.know_news(&mut self.io, |piece| piece.key == *key);
                self.go(detail.place(), Some(detail));
            }
            NewsIntent::PutAway { key } => space.know_news(&mut self.io, |piece| piece.key == *key),
            NewsIntent::PutAllAway => space.know_news(&mut self.io, |_| true),
        }
        self.ui.fresh = None;
        Ok(())
    }

    /// Looks for what bears a quiet dot, once at each coming to a place: what arrives changes nothing on a screen in use
    /// (care 13).
    pub(crate) fn tend_fresh(&mut self) {
        if self.ui.fresh.is_some() || self.has_more_to_open() {
            return;
        }
        let pieces = self.space.as_ref().map_or_else(Vec::new, |space| space.news_pieces(self.io.now));
        self.ui.fresh = Some(rooms_of(&pieces));
    }

    /// The rooms that bear a quiet dot: none at rest (care 57), none in an earlier record, and none where only one's own
    /// things are.
    pub(crate) fn fresh_view(&self, bond: Bond) -> Vec<Detail> {
        let is_own = matches!(self.ui.place, Place::Private | Place::Settings);
        if bond != Bond::Linked || is_own || self.ui.reading.is_some() {
            return Vec::new();
        }
        self.ui.fresh.iter().flatten().cloned().collect()
    }

    /// What Today tells of the other: nothing at rest and after a link has ended. What stands among the steps is not told
    /// twice.
    pub(crate) fn news_view(&self, bond: Bond, steps: &[StepView], now: Now) -> Vec<NewsView> {
        let Some(space) = self.space.as_ref().filter(|_| bond == Bond::Linked && self.ui.reading.is_none()) else {
            return Vec::new();
        };
        let mut pieces = space.news_pieces(now);
        let steps: Vec<Step> = steps.iter().filter_map(|step| key::read(&step.key)).collect();
        pieces.retain(|piece| !steps.iter().any(|step| piece.is_told_by(step)));
        pieces.sort_by_key(|piece| !piece.is_hard_day);
        let told = pieces.into_iter().take(TOLD_AT_ONCE);
        told.map(|piece| {
            let plan = if piece.is_hard_day { first_of_their_plan(&space.sight()) } else { None };
            NewsView { key: piece.key, what: piece.what, words: piece.words, plan }
        })
        .collect()
    }
}

/// What these are in, each room once: the thing itself, and all that lies around it.
fn rooms_of(pieces: &[Piece]) -> Vec<Detail> {
    let mut rooms = Vec::new();
    for piece in pieces {
        let around = std::iter::successors(Some(piece.opens.clone()), Detail::outer);
        rooms.extend(around.filter(|room| !rooms.contains(room)).collect::<Vec<_>>());
    }
    rooms
}

fn pieces(sight: &Sight<'_>, since_ms: i64, now: Now) -> Vec<Piece> {
    let Some((shared, other)) = sight.state.shared.zip(sight.other()) else { return Vec::new() };
    let told = StoryReader::without_rounds(shared, sight);
    // What changes nothing is no line of the story, and is told nowhere.
    let day_of = |unix_ms| civil::wall(Now { unix_ms, ..now }).date();
    let (first_day, long_before) = (day_of(since_ms), day_of(since_ms - TOLD_DAYS * DAY_MS));
    // Newest first, and no further back than the entries below: a record of years has thousands of lines.
    let newest_lines = shared.story.lines().iter().rev().take_while(|line| line.day >= long_before);
    let lines = newest_lines.filter(|line| line.author == other && line.day >= first_day);
    let lines: BTreeSet<EntryId> = lines.map(|line| line.entry).collect();
    let newest = sight.shared_entries.iter().rev().take_while(|entry| !is_long_before(entry, since_ms));
    let is_told =
        |entry: &Entry| lines.contains(&entry.header.id) || stands_untold(sight, shared, entry, civil::wall(now));
    let today = civil::wall(now).date();
    let is_dismissed = |entry: &Entry| sight.state.own.settings.is_about_dismissed(entry.header.id, today);
    let theirs = newest.filter(|entry| entry.header.written.unix_ms >= since_ms && is_told(entry));
    let theirs = theirs.filter(|entry| !is_dismissed(entry) && !is_settled(shared, entry));
    let of_entries = theirs.filter_map(|entry| {
        let (what, mut words, opens) = told.of_the_other(entry, other)?;
        if is_hard_to_read(&entry.event) {
            words.clear();
        }
        let (id, written_ms) = (entry.header.id, entry.header.written.unix_ms);
        let (moment, is_hard_day) = (moment(&entry.event), is_hard_day(&entry.event));
        Some(Piece { key: key::write(&id), written_ms, what, words, opens, moment, is_hard_day })
    });
    let rounds = check_ins::opened_lately(sight, civil::wall(now)).into_iter();
    let rounds = rounds.map(|(round, days_ago)| round_piece(round, now.unix_ms - days_ago * DAY_MS));
    let ideas = activities::opened_lately(sight, civil::wall(now)).into_iter();
    let ideas = ideas.map(|(hand, ended)| idea_piece(hand, ended.unix_ms));
    rounds.chain(ideas).filter(|piece| piece.written_ms >= since_ms).chain(of_entries).collect()
}

/// What the story keeps no line of and is said to this person all the same, as long as it stands: a wish for time, what
/// the receiver of a promise knows of a day, what became of a plan for check-ins, and six ideas that lie there.
fn stands_untold(sight: &Sight<'_>, shared: &SharedState, entry: &Entry, now: WallTime) -> bool {
    let (me, id) = (sight.me.partner, entry.header.id);
    let plan = |id| shared.check_ins.plans().get(&id);
    match &entry.event {
        Event::CheckIn(CheckInEvent::PlanAccepted(it)) => {
            plan(it.proposal).is_some_and(|plan| plan.author == me && plan.standing() == PlanStanding::InForce)
        }
        // Of a plan that was never agreed to, nothing is said: its author took it back, or it was answered with another.
        Event::CheckIn(CheckInEvent::PlanEnded(it)) => {
            let is_theirs = shared.members.holder(entry.header.device).is_some_and(|holder| holder != me);
            is_theirs && plan(it.plan).is_some_and(|plan| plan.accepted.is_some())
        }
        Event::Closeness(ClosenessEvent::HandDealt(_)) => {
            let is_theirs = shared.closeness.hands.dealt().get(&id).is_some_and(|hand| hand.author != me);
            let lies_there = |hand: &HandStatus| hand.hand == id && hand.stage == Stage::Open;
            is_theirs && sight.state.hands(&sight.me, now).iter().any(lies_there)
        }
        Event::Breach(BreachEvent::BreachAnswered(it)) if it.answer == BreachAnswer::NeedsTime => {
            let named = shared.breaches.breaches().get(&it.breach).filter(|breach| breach.namer == me);
            let given = named.and_then(|breach| breach.answer);
            given.is_some_and(|given| given.answer == it.answer && given.written == entry.header.written)
        }
        Event::Promise(PromiseEvent::ReceiverTold(it)) => {
            let mine = shared.promises.proposal(it.promise).is_some_and(|promise| promise.maker == me);
            let occurrence = shared.promises.occurrence(it.promise, it.due, &shared.members, now);
            mine && occurrence.and_then(|one| one.receiver_told) == Some(it.word)
        }
        _ => false,
    }
}

/// What asked for an answer and was answered, or was taken back, is no news any more: the answer, or the taking back, is.
fn is_settled(shared: &SharedState, entry: &Entry) -> bool {
    let id = entry.header.id;
    match &entry.event {
        Event::Promise(PromiseEvent::Offered(_) | PromiseEvent::Countered(_)) => {
            shared.promises.proposal(id).is_some_and(|offer| offer.standing() != Standing::Open)
        }
        Event::Closeness(ClosenessEvent::SupportAsked(_)) => {
            shared.closeness.requests().get(&id).is_some_and(|request| !request.is_open())
        }
        Event::Breach(BreachEvent::QuestionParked(_)) => {
            shared.breaches.questions().get(&id).is_some_and(|question| !question.is_open())
        }
        Event::Breach(BreachEvent::BreachNamed(_)) => {
            shared.breaches.breaches().get(&id).is_some_and(|breach| breach.taken_back)
        }
        _ => false,
    }
}

/// The entry that a page shows by itself.
const fn entry_of(detail: &Detail) -> Option<EntryId> {
    let (Detail::Promise(id) | Detail::Breach(id) | Detail::Statement(id) | Detail::Goal(id) | Detail::Setback(id)) =
        detail
    else {
        return None;
    };
    Some(*id)
}

/// Entries stand in the order of the log, and clocks differ: only what is a day older ends the look back.
const fn is_long_before(entry: &Entry, since_ms: i64) -> bool {
    entry.header.written.unix_ms < since_ms - TOLD_DAYS * DAY_MS
}

/// Of what was told, found or done again, Today says that it is there, and where. Its words wait in their room.
fn is_hard_to_read(event: &Event) -> bool {
    let Event::Setback(SetbackEvent::SetbackRecorded(it)) = event else { return false };
    matches!(it.kind, SetbackKind::DisclosureTold | SetbackKind::DisclosureFound | SetbackKind::Relapse)
}

/// The moments that the other gave.
fn moment(event: &Event) -> Option<QuietMoment> {
    match event {
        Event::Accountability(AccountabilityEvent::StatementHeard(_)) => Some(QuietMoment::WasHeard),
        Event::Impact(ImpactEvent::ReflectionAnswered(it)) if it.answer == ReflectionAnswer::Fully => {
            Some(QuietMoment::WasUnderstood)
        }
        _ => None,
    }
}

fn is_hard_day(event: &Event) -> bool {
    matches!(event, Event::Setback(SetbackEvent::SetbackRecorded(it)) if it.kind == SetbackKind::HardDay)
}

fn round_piece(round: RoundId, at_ms: i64) -> Piece {
    let key = key::write(&round);
    Piece {
        key: key.clone(),
        written_ms: at_ms,
        what: Message::plain("story-round-opened"),
        words: String::new(),
        opens: Detail::Round(key),
        moment: None,
        is_hard_day: false,
    }
}

/// An idea that both ticked, and that nobody has planned: told to both alike, and to nobody before its hour.
fn idea_piece(hand: EntryId, ended_ms: i64) -> Piece {
    Piece {
        // The hand itself may be told of too, before its hour.
        key: format!("liked-{}", key::write(&hand)),
        written_ms: ended_ms,
        what: Message::plain("story-idea-liked"),
        words: String::new(),
        opens: Detail::Activities,
        moment: None,
        is_hard_day: false,
    }
}

/// "What we do first", from the plan that the other made in calm.
fn first_of_their_plan(sight: &Sight<'_>) -> Option<String> {
    let (shared, other) = sight.state.shared.zip(sight.other())?;
    let first = shared.setbacks.plan(other)?.what.first.as_ref()?;
    Some(first.as_str().lines().next()?.to_owned())
}
