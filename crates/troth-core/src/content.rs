//! What an event says, with names in place of numbers: for an export of one's own entries.
//!
//! ```text
//! CBOR body  {0: {0: "I come home late", 1: "I call", 2: [0, {0: {0: 739685}}], 3: 0}}
//! content    terms: { cue: "I come home late", deed: "I call", due: { once: { at: { date: 2026-03-10 } } }, ...
//! ```
//!
//! One small reader walks over any body, and takes the names from one table, `content.txt`. A derive on every event would
//! do the same with some kilobytes of code in the browser, and would let a new field into every export unasked; here a
//! field without a name makes a test fail.
//!
//! ```text
//! 200 promise-offered terms:Terms       an event: its kind, its name, and its fields from key 0 on
//! Terms cue deed due:Due                what a field holds: fields of its own,
//! Category = everyday therapy           one name of several,
//! Due | once:Once repeating:Repeating   or one of several things
//! ```
//!
//! A field without a type is what its CBOR says: words, a number, or the id of an entry. `date`, `time`, `rule`
//! and `who` are read here, `-` is a field that goes into no export, and a list is of its type.

use core::fmt::Write as _;

use minicbor::data::Type;
use minicbor::{Decoder, decode};

use crate::check_in::CheckInEvent;
use crate::closeness::ClosenessEvent;
use crate::event::Event;
use crate::ids::{EntryId, PartnerId};
use crate::journal::JournalEvent;
use crate::membership::MembershipEvent;
use crate::rating::RatingEvent;
use crate::recurrence::Recurrence;
use crate::settings::SettingsEvent;
use crate::time::{CivilDate, TimeOfDay};

const TABLE: &str = include_str!("content.txt");

/// A value with its names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// In somebody's own words.
    Words(String),
    /// A word of the programme's, a date, a time, a rule, or the id of an entry.
    Name(String),
    /// A number.
    Number(i64),
    /// Several.
    List(Vec<Self>),
    /// Named values, in the order of their keys.
    Fields(Vec<(&'static str, Self)>),
}

impl Content {
    /// All words in it, in order.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        self.add_words(&mut words);
        words
    }

    fn add_words<'a>(&'a self, words: &mut Vec<&'a str>) {
        match self {
            Self::Words(said) => words.push(said),
            Self::List(all) => all.iter().for_each(|one| one.add_words(words)),
            Self::Fields(all) => all.iter().for_each(|(_, one)| one.add_words(words)),
            Self::Name(_) | Self::Number(_) => {}
        }
    }
}

/// The name of an event and what it says, as `me` would tell it; nothing for what goes into no export.
///
/// A sealed answer is read by the vault and not here: of it this tells the round alone.
pub fn content(event: &Event, me: PartnerId) -> Option<(&'static str, Content)> {
    if !is_told(event) {
        return None;
    }
    let line = line(&event.kind().to_string())?;
    let (name, places) = line.split_once(' ').unwrap_or((line, ""));
    let body = event.encode_body();
    let content = Reader { from: Decoder::new(&body), me }.fields(places).ok()?;
    Some((name, content))
}

/// Whether an event is for people to read. What the app writes to keep keys, devices and sealed rounds going is not, and
/// most of it carries secrets. Named one by one, so that a new event has to choose; one in a strand of words alone still
/// needs its line in the table.
fn is_told(event: &Event) -> bool {
    match event {
        Event::Membership(event) => match event {
            MembershipEvent::PartnerJoined(_) | MembershipEvent::NameChanged(_) | MembershipEvent::Left(_) => true,
            MembershipEvent::RestTaken(_) | MembershipEvent::RestEnded(_) => true,
            MembershipEvent::DeviceAdded(_) | MembershipEvent::DeviceRemoved(_) => false,
            MembershipEvent::KeyTold(_) | MembershipEvent::EpochSealed(_) | MembershipEvent::ForkDecided(_) => false,
        },
        Event::CheckIn(event) => match event {
            CheckInEvent::PlanProposed(_) | CheckInEvent::PlanAccepted(_) | CheckInEvent::PlanEnded(_) => true,
            CheckInEvent::RoundCalled(_) | CheckInEvent::CellPosted(_) => true,
            CheckInEvent::OpeningPosted(_) | CheckInEvent::CellSecretKept(_) => false,
        },
        Event::Closeness(event) => match event {
            ClosenessEvent::AppreciationGiven(_) | ClosenessEvent::AppreciationReworded(_) => true,
            ClosenessEvent::SupportAsked(_) | ClosenessEvent::SupportAnswered(_) => true,
            ClosenessEvent::SupportTakenBack(_) | ClosenessEvent::HandDealt(_) => true,
            ClosenessEvent::ActivityPlanned(_) | ClosenessEvent::ActivityAnswered(_) => true,
            ClosenessEvent::ActivityLetGo(_) | ClosenessEvent::ActivityDone(_) => true,
            ClosenessEvent::ActivityLineKept(_) => true,
            ClosenessEvent::PaceShared(_) | ClosenessEvent::PaceSharingEnded(_) => true,
            // Which cards were marked, and what feels all right for oneself alone. A mark that only one made is learnt by
            // nobody, not by whoever asks to be shown a file either.
            ClosenessEvent::HandMarked(_) | ClosenessEvent::PaceSet(_) => false,
            ClosenessEvent::HandCellsPosted(_) | ClosenessEvent::HandOpeningsPosted(_) => false,
        },
        Event::Journal(event) => match event {
            JournalEvent::JournalWritten(_) | JournalEvent::JournalEdited(_) => true,
            // That something was erased is gone with it.
            JournalEvent::JournalErased(_) => false,
        },
        // What a device was told about keys, the paper and steps that were put away.
        Event::Settings(event) => match event {
            SettingsEvent::NoticeSeen(_) | SettingsEvent::StepDismissed(_) => false,
            SettingsEvent::RecoveryCodeKept(_) | SettingsEvent::KeysKept(_) => false,
        },
        Event::Rating(event) => match event {
            RatingEvent::Rated(_) => true,
            // Troth shows a tap on its day and never again.
            RatingEvent::TooMuchNow(_) => false,
        },
        Event::Promise(_) | Event::Breach(_) | Event::Horizon(_) | Event::Accountability(_) => true,
        Event::Impact(_) | Event::Setback(_) | Event::Boundary(_) | Event::Agreement(_) | Event::Dialogue(_) => true,
        // What this version can't read may be anything.
        Event::Unknown { .. } | Event::Erased { .. } => false,
    }
}

/// What the table says of a kind or type.
fn line(of: &str) -> Option<&'static str> {
    TABLE.lines().find_map(|line| line.strip_prefix(of)?.strip_prefix(' '))
}

type Read = Result<Content, decode::Error>;

/// Reads one body.
struct Reader<'b> {
    from: Decoder<'b>,
    me: PartnerId,
}

impl Reader<'_> {
    fn fields(&mut self, places: &'static str) -> Read {
        let mut fields = Vec::new();
        for _ in 0..self.from.map()?.ok_or_else(nameless)? {
            let key = self.from.i64()?;
            let place = nth(places, key)?;
            let (name, kind) = place.split_once(':').unwrap_or((place, ""));
            if name == "-" { self.from.skip()? } else { fields.push((name, self.value(kind)?)) }
        }
        Ok(Content::Fields(fields))
    }

    fn value(&mut self, kind: &'static str) -> Read {
        Ok(Content::Name(match kind {
            "date" => self.from.decode::<CivilDate>()?.naive().to_string(),
            "time" => {
                let time: TimeOfDay = self.from.decode()?;
                format!("{:02}:{:02}", time.hour(), time.minute())
            }
            "rule" => self.from.decode::<Recurrence>()?.to_rrule_text(),
            "who" => {
                let who: PartnerId = self.from.decode()?;
                if who == self.me { "me".to_owned() } else { "other".to_owned() }
            }
            _ => return self.by_shape(kind),
        }))
    }

    fn by_shape(&mut self, kind: &'static str) -> Read {
        let places = line(kind).unwrap_or_default();
        if let Some(choices) = places.strip_prefix("| ") {
            return self.choice(choices);
        }
        Ok(match self.from.datatype()? {
            Type::Map => return self.fields(places),
            Type::Array => {
                let mut all = Vec::new();
                for _ in 0..self.from.array()?.ok_or_else(nameless)? {
                    all.push(self.value(kind)?);
                }
                Content::List(all)
            }
            Type::String => Content::Words(self.from.str()?.to_owned()),
            Type::Bytes => Content::Name(hex(self.from.bytes()?)),
            _ => {
                let number = self.from.i64()?;
                match places.strip_prefix("= ") {
                    Some(names) => Content::Name(nth(names, number)?.to_owned()),
                    None => Content::Number(number),
                }
            }
        })
    }

    /// One of several things: its number, and what it holds in fields or in an array of one.
    fn choice(&mut self, choices: &'static str) -> Read {
        self.from.array()?;
        let choice = nth(choices, self.from.i64()?)?;
        let (name, kind) = choice.split_once(':').unwrap_or((choice, ""));
        if self.from.datatype()? == Type::Array && self.from.array()? == Some(0) {
            return Ok(Content::Name(name.to_owned()));
        }
        Ok(Content::Fields(vec![(name, self.value(kind)?)]))
    }
}

fn nth(names: &'static str, number: i64) -> Result<&'static str, decode::Error> {
    let name = usize::try_from(number).ok().and_then(|at| names.split(' ').nth(at));
    name.filter(|name| !name.is_empty()).ok_or_else(nameless)
}

fn nameless() -> decode::Error {
    decode::Error::message("without a name")
}

impl EntryId {
    /// The id in hexadecimal, as content names it.
    pub fn to_hex(self) -> String {
        hex(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        // Writing to a text has no way to fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
