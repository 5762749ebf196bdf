//! The story: one timeline of all that is shared, looked through on the device, and the vessel drawn from it.

mod telling;

use telling::Telling;
use troth_core::check_in::RoundStatus;
use troth_core::{AnomalyKind, CivilDate, Entry, Gold, PartnerId, SharedState, StoryLine, Strand};

use crate::civil;
use crate::map::Detail;
use crate::message::Message;
use crate::place::check_ins::Rounds;
use crate::remark::Remarks;
use crate::sight::Sight;
use crate::view::{StoryLineView, StoryView, VesselView};

/// Lines shown before somebody asks for older ones: two screens of a phone.
const LINES_SHOWN: usize = 24;
/// How many follow at each asking: some screens more.
pub(crate) const LINES_MORE: usize = 40;
/// Fine cracks that a bowl has room for; more of them would be noise, and no setback is told twice by it.
const CRACKS_DRAWN_MAX: u32 = 9;

/// What somebody looks for in the story.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) search: String,
    pub(crate) strand: String,
    pub(crate) shown: usize,
}

impl Default for Ask {
    fn default() -> Self {
        Self { search: String::new(), strand: String::new(), shown: LINES_SHOWN }
    }
}

/// The shared record as the story reads it.
#[derive(Clone, Copy)]
pub(crate) struct StoryReader<'a> {
    pub(crate) shared: &'a SharedState,
    pub(crate) entries: &'a [Entry],
    pub(crate) me: PartnerId,
    /// The name under which the other stands, if there is one.
    pub(crate) other: Option<&'a str>,
    /// Rounds of check-ins; those that opened are told.
    pub(crate) rounds: Rounds<'a>,
    /// What stands beside some entries.
    pub(crate) remarks: &'a Remarks,
}

/// One thing that can be told.
#[derive(Clone, Copy)]
enum One<'a> {
    Round(&'a RoundStatus),
    Entry(&'a StoryLine, &'a Entry),
}

impl One<'_> {
    const fn strand(&self) -> &'static str {
        match self {
            Self::Round(_) => strand_name(Strand::CheckIns),
            Self::Entry(line, _) => strand_name(line.strand),
        }
    }
}

impl<'a> StoryReader<'a> {
    /// A reader of entries alone.
    pub(crate) fn without_rounds(shared: &'a SharedState, sight: &Sight<'a>) -> Self {
        Self {
            shared,
            entries: sight.shared_entries,
            me: sight.me.partner,
            other: sight.other().and_then(|other| sight.name(other)),
            rounds: Rounds::none(),
            remarks: sight.remarks,
        }
    }

    /// What an entry of the other's tells, and where it can be read. None for what leads nowhere, and for what tells of
    /// joining and leaving.
    pub(crate) fn of_the_other(self, entry: &Entry, other: PartnerId) -> Option<(Message, String, Detail)> {
        let Telling { what, words, opens } = self.telling(entry)?;
        Some((self.said_by(what, other, entry), words, opens?))
    }

    /// The timeline as far as it is asked for. Lines that nobody asked for are not put into words.
    pub(crate) fn view(self, ask: &Ask) -> StoryView {
        let search = ask.search.trim().to_lowercase();
        let of_strand = |told: &One<'_>| ask.strand.is_empty() || told.strand() == ask.strand;
        let found = |line: &StoryLineView| search.is_empty() || line.words.to_lowercase().contains(&search);
        // A round has no words of its own: looking for some opens none.
        let may_be_found = |one: &One<'_>| search.is_empty() || matches!(one, One::Entry(..));
        let empty = !self.newest_first().any(|(_, one)| self.in_words(one).is_some());
        let lines = self.newest_first().map(|(_, one)| one).filter(of_strand).filter(may_be_found);
        let lines = lines.filter_map(|one| self.in_words(one));
        let mut lines: Vec<StoryLineView> = lines.filter(found).take(ask.shown.saturating_add(1)).collect();
        let more = lines.len() > ask.shown;
        lines.truncate(ask.shown);
        let (search, strand) = (ask.search.clone(), ask.strand.clone());
        StoryView { search, strand, lines, more, empty, apart: apart(self.shared) }
    }

    /// Every line of a month, `YYYY-MM-01`, the newest first.
    pub(crate) fn lines_of_month(self, month: &str) -> impl Iterator<Item = StoryLineView> + 'a {
        let first = civil::parse_date(month).unwrap_or(CivilDate::LAST);
        let next = first.same_day_months_later(1).unwrap_or(first);
        let month =
            self.newest_first().skip_while(move |(day, _)| *day >= next).take_while(move |(day, _)| *day >= first);
        month.filter_map(move |(_, one)| self.in_words(one))
    }

    /// What there is to tell with its day, the newest first. Each is looked for when it is come to.
    fn newest_first(self) -> impl Iterator<Item = (CivilDate, One<'a>)> {
        let entry = move |line: &StoryLine| {
            let place = self.entries.binary_search_by_key(&(line.lamport, line.entry), |one| one.header.position());
            place.ok().and_then(|place| self.entries.get(place))
        };
        let told = self.shared.story.newest_first();
        let mut told = told.filter_map(move |line| Some((line.day, One::Entry(line, entry(line)?)))).peekable();
        // Rounds bear their day and no time: they stand at the end of it, which the newest-first order puts on top.
        let mut rounds = self.rounds.all().map(|round| (round.date, One::Round(round))).peekable();
        std::iter::from_fn(move || {
            let day = told.peek().map(|(day, _)| *day);
            rounds.next_if(|(round, _)| day.is_none_or(|day| *round >= day)).or_else(|| told.next())
        })
    }

    fn in_words(self, one: One<'_>) -> Option<StoryLineView> {
        match one {
            One::Round(round) => self.rounds.is_open(round).then(|| round_line(round)),
            One::Entry(line, entry) => self.line(line, entry),
        }
    }

    fn line(self, line: &StoryLine, entry: &Entry) -> Option<StoryLineView> {
        let Telling { what, words, opens } = self.telling(entry)?;
        Some(StoryLineView {
            key: crate::key::write(&entry.header.id),
            date: civil::date(line.day),
            strand: strand_name(line.strand),
            what: self.said_by(what, line.author, entry),
            words,
            opens,
            remarks: self.remarks.words(entry.header.id),
        })
    }

    fn said_by(self, what: &'static str, author: PartnerId, entry: &Entry) -> Message {
        let by = if author == self.me { "me" } else { "other" };
        // The shell has words for a partner without a name.
        let name = self.other.filter(|_| author != self.me);
        let what = Message::plain(what).text("by", by).text("name", name.unwrap_or(""));
        match (self.activity(&entry.event), self.promised(&entry.event)) {
            (Some(activity), _) => what.text("activity", activity),
            (None, Some(deed)) => what.text("deed", deed),
            (None, None) => what,
        }
    }

    /// What an entry says that is not in the story: one that waits for its author to decide.
    pub(crate) fn words_of(self, entry: &Entry, author: PartnerId) -> Option<(Message, String)> {
        let Telling { what, words, .. } = self.telling(entry)?;
        Some((self.said_by(what, author, entry), words))
    }

    /// The vessel as it stands.
    pub(crate) fn vessel(self) -> VesselView {
        let story = &self.shared.story;
        // Beyond a number of them the vessel looks the same.
        let opened = self.rounds.all().filter(|round| self.rounds.is_open(round)).map(|_| 1);
        let opened: u32 = opened.take(Gold::WHOLE_FROM as usize).sum();
        let acts = |strand| if strand == Strand::CheckIns { opened } else { story.acts(strand) };
        let seams = SEAMS.into_iter().map(|strand| (strand_name(strand), gold(Gold::laid_by(acts(strand)))));
        let cracks = story.cracks().min(CRACKS_DRAWN_MAX);
        VesselView { seams: seams.collect(), cracks: u8::try_from(cracks).unwrap_or(u8::MAX) }
    }
}

/// Why some entries change nothing, each reason once and without a name: it takes no bad will for any of them.
fn apart(shared: &SharedState) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    for anomaly in shared.anomalies.kept() {
        reasons.extend(apart_name(anomaly.kind).filter(|name| !reasons.contains(name)));
    }
    reasons
}

const fn apart_name(kind: AnomalyKind) -> Option<&'static str> {
    match kind {
        AnomalyKind::AuthorHadLeft | AnomalyKind::DeviceWasRemoved => Some("apart-after-an-end"),
        AnomalyKind::AlreadySettled | AnomalyKind::NothingThere | AnomalyKind::OutOfTurn => Some("apart-settled"),
        AnomalyKind::TooEarly | AnomalyKind::BeyondLimit | AnomalyKind::TooManyRounds => Some("apart-limit"),
        AnomalyKind::UnknownAuthor | AnomalyKind::NotTheirs | AnomalyKind::WrongStream => Some("apart-not-theirs"),
        AnomalyKind::NoSeat | AnomalyKind::ForeignTag | AnomalyKind::TooManyDevices => Some("apart-not-theirs"),
        // A device that is told of twice is nobody's news, and to say that something was asked again too soon would be
        // to pass the asking on.
        AnomalyKind::AlreadyHere | AnomalyKind::TooSoon => None,
    }
}

/// The strands that are seams of the vessel, in the order in which they are drawn.
const SEAMS: [Strand; 9] = [
    Strand::Breaches,
    Strand::Impact,
    Strand::Accountability,
    Strand::Promises,
    Strand::CheckIns,
    Strand::Closeness,
    Strand::Dialogues,
    Strand::Boundaries,
    Strand::Horizon,
];

/// A strand's name, one of [`crate::view::STRANDS`].
pub(crate) const fn strand_name(strand: Strand) -> &'static str {
    match strand {
        Strand::Space => "space",
        Strand::Breaches => "breaches",
        Strand::Impact => "impact",
        Strand::Closeness => "closeness",
        Strand::Dialogues => "dialogues",
        Strand::Boundaries => "boundaries",
        Strand::Setbacks => "setbacks",
        Strand::Accountability => "accountability",
        Strand::Promises => "promises",
        Strand::CheckIns => "check-ins",
        Strand::Horizon => "horizon",
    }
}

const fn gold(gold: Gold) -> u8 {
    match gold {
        Gold::None => 0,
        Gold::Begun => 1,
        Gold::Growing => 2,
        Gold::Rich => 3,
        Gold::Whole => 4,
    }
}

fn round_line(round: &RoundStatus) -> StoryLineView {
    let key = crate::key::write(&round.round);
    StoryLineView {
        key: key.clone(),
        date: civil::date(round.date),
        strand: strand_name(Strand::CheckIns),
        what: Message::plain("story-round-opened"),
        words: String::new(),
        opens: Some(Detail::Round(key)),
        remarks: Vec::new(),
    }
}
