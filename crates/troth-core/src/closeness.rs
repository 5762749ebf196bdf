//! Closeness: appreciations for the jar, and asking for support.
//!
//! Nothing here says how long a request has waited, and leaving one unanswered writes nothing (care 13).

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::anomaly::AnomalyKind;
use crate::codec::events;
use crate::decide::Refusal;
use crate::entry::{Actor, Signed};
use crate::event::Draft;
use crate::fold::State;
use crate::ids::{EntryId, PartnerId};
use crate::text::Words;
use crate::time::{Moment, WallTime};

/// Requests of one partner that may be open. More than a few at a time press.
pub const REQUESTS_OPEN_MAX: usize = 3;

events! {
    /// Appreciations and support requests; shared stream, kinds 1100-1199.
    pub enum ClosenessEvent {
        /// A short note of thanks.
        AppreciationGiven(AppreciationGiven) = 1100,
        /// Its author puts it in other words.
        AppreciationReworded(AppreciationReworded) = 1101,
        /// Asking for support.
        SupportAsked(SupportAsked) = 1110,
        /// The other says what they can do.
        SupportAnswered(SupportAnswered) = 1111,
        /// Not needed any more.
        SupportTakenBack(SupportTakenBack) = 1112,
    }
}

/// What would help.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum SupportKind {
    /// Listening.
    #[n(0)]
    Listening,
    /// Comfort.
    #[n(1)]
    Comfort,
    /// Practical help.
    #[n(2)]
    Help,
    /// Reassurance.
    #[n(3)]
    Reassurance,
    /// Space.
    #[n(4)]
    Space,
}

/// What the other can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub enum SupportAnswer {
    /// Now.
    #[n(0)]
    Now,
    /// At another time.
    #[n(1)]
    At(#[n(0)] Moment),
    /// Not now, but something else, which the words say.
    #[n(2)]
    NotNow,
}

/// A note of thanks.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct AppreciationGiven {
    /// For what.
    #[n(0)]
    pub words: Words,
}

/// The same in other words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct AppreciationReworded {
    /// The entry that gave it.
    #[n(0)]
    pub appreciation: EntryId,
    /// For what.
    #[n(1)]
    pub words: Words,
}

/// A request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SupportAsked {
    /// What would help.
    #[n(0)]
    pub kind: SupportKind,
    /// In own words, if wanted.
    #[n(1)]
    pub words: Option<Words>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SupportAnswered {
    /// The request.
    #[n(0)]
    pub request: EntryId,
    /// What the other can do.
    #[n(1)]
    pub answer: SupportAnswer,
    /// In own words, if wanted.
    #[n(2)]
    pub words: Option<Words>,
}

/// A request taken back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct SupportTakenBack {
    /// The request.
    #[n(0)]
    pub request: EntryId,
}

/// Appreciations and requests of a space.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Closeness {
    appreciations: BTreeMap<EntryId, Appreciation>,
    requests: BTreeMap<EntryId, SupportRequest>,
}

/// One appreciation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appreciation {
    /// Who gave it.
    pub author: PartnerId,
    /// When.
    pub written: WallTime,
    /// For what.
    pub words: Words,
    /// Worded differently before (care 21).
    pub edited: bool,
}

/// One request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupportRequest {
    /// Who asked.
    pub author: PartnerId,
    /// When.
    pub written: WallTime,
    /// What would help.
    pub asked: SupportAsked,
    /// The answer; the first one holds.
    pub answer: Option<(SupportAnswer, Option<Words>)>,
    /// Taken back by who asked.
    pub taken_back: bool,
}

impl SupportRequest {
    /// Whether it can still be answered.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.taken_back
    }
}

/// What a partner wants to do about closeness.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClosenessCommand {
    /// Give an appreciation.
    Appreciate(Words),
    /// Put one's own in other words.
    Reword {
        /// The appreciation.
        appreciation: EntryId,
        /// For what.
        words: Words,
    },
    /// Ask for support.
    Ask(SupportAsked),
    /// Answer the other's request.
    Answer(SupportAnswered),
    /// Take one's own request back.
    TakeBack(EntryId),
}

impl Closeness {
    /// All appreciations, by the entry that gave each.
    pub fn appreciations(&self) -> &BTreeMap<EntryId, Appreciation> {
        &self.appreciations
    }

    /// All requests, by the entry that asked each.
    pub fn requests(&self) -> &BTreeMap<EntryId, SupportRequest> {
        &self.requests
    }

    pub(crate) fn fold(&mut self, signed: Signed<'_>, event: &ClosenessEvent) -> Result<(), AnomalyKind> {
        let (id, author, written) = (signed.entry.id, signed.author, signed.entry.written);
        match event {
            ClosenessEvent::AppreciationGiven(given) => {
                let words = given.words.clone();
                self.appreciations.insert(id, Appreciation { author, written, words, edited: false });
            }
            ClosenessEvent::AppreciationReworded(said) => {
                let given = self.appreciations.get_mut(&said.appreciation).ok_or(AnomalyKind::NothingThere)?;
                if given.author != author {
                    return Err(AnomalyKind::NotTheirs);
                }
                (given.words, given.edited) = (said.words.clone(), true);
            }
            ClosenessEvent::SupportAsked(asked) => {
                let request = SupportRequest { author, written, asked: asked.clone(), answer: None, taken_back: false };
                self.requests.insert(id, request);
            }
            ClosenessEvent::SupportAnswered(answered) => {
                let request = self.requests.get_mut(&answered.request).ok_or(AnomalyKind::NothingThere)?;
                match (request.author == author, request.answer.is_some()) {
                    (true, _) => return Err(AnomalyKind::NotTheirs),
                    (false, true) => return Err(AnomalyKind::AlreadySettled),
                    (false, false) => request.answer = Some((answered.answer, answered.words.clone())),
                }
            }
            ClosenessEvent::SupportTakenBack(it) => {
                let request = self.requests.get_mut(&it.request).ok_or(AnomalyKind::NothingThere)?;
                if request.author != author {
                    return Err(AnomalyKind::NotTheirs);
                }
                request.taken_back = true;
            }
        }
        Ok(())
    }
}

pub(crate) fn decide(
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    command: ClosenessCommand,
) -> Result<Vec<Draft>, Refusal> {
    let closeness = &state.linked()?.closeness;
    let request = |id: EntryId, mine: bool| {
        let request = closeness.requests.get(&id).ok_or(Refusal::NothingThere)?;
        match (request.author == actor.partner) == mine {
            false => Err(Refusal::NotYours),
            true if request.is_open() => Ok(()),
            true => Err(Refusal::AlreadyDone),
        }
    };
    let event = match command {
        ClosenessCommand::Appreciate(words) => ClosenessEvent::AppreciationGiven(AppreciationGiven { words }),
        ClosenessCommand::Reword { appreciation, words } => {
            let given = closeness.appreciations.get(&appreciation).ok_or(Refusal::NothingThere)?;
            if given.author != actor.partner {
                return Err(Refusal::NotYours);
            }
            ClosenessEvent::AppreciationReworded(AppreciationReworded { appreciation, words })
        }
        ClosenessCommand::Ask(asked) => {
            let open = closeness.requests.values().filter(|one| one.author == actor.partner && one.is_open());
            if open.count() >= REQUESTS_OPEN_MAX {
                return Err(Refusal::TooManyOpen { limit: REQUESTS_OPEN_MAX });
            }
            ClosenessEvent::SupportAsked(asked)
        }
        ClosenessCommand::Answer(answered) => {
            request(answered.request, false)?;
            if let SupportAnswer::At(moment) = answered.answer
                && !moment.is_ahead_at(now)
            {
                return Err(Refusal::InThePast);
            }
            ClosenessEvent::SupportAnswered(answered)
        }
        ClosenessCommand::TakeBack(id) => {
            request(id, true)?;
            ClosenessEvent::SupportTakenBack(SupportTakenBack { request: id })
        }
    };
    Ok(vec![Draft::shared(event)])
}
