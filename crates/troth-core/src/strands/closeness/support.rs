//! Support requests. No event says how long a request has waited, and leaving it unanswered writes nothing (care 13).

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::{Moment, WallTime};

/// The most open requests of one partner. More would press.
pub const REQUESTS_OPEN_MAX: usize = 3;
/// The most requests of one partner in a day. Requests that were taken back count, because taking back and asking again
/// would press without an end.
pub(super) const REQUESTS_A_DAY_MAX: usize = 3;

/// The kind of support.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
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

/// What the other partner can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupportAnswer {
    /// Now.
    #[n(0)]
    Now,
    /// At that time.
    #[n(1)]
    At(#[n(0)] Moment),
    /// Not now. The words may offer something else.
    #[n(2)]
    NotNow,
}

/// A request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SupportAsked {
    /// The kind of support.
    #[n(0)]
    pub kind: SupportKind,
    /// The author's words, if any.
    #[n(1)]
    pub words: Option<Words>,
}

/// An answer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SupportAnswered {
    /// The request.
    #[n(0)]
    pub request: EntryId,
    /// What the other partner can do.
    #[n(1)]
    pub answer: SupportAnswer,
    /// The author's words, if any.
    #[n(2)]
    pub words: Option<Words>,
}

/// A request that its author takes back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SupportTakenBack {
    /// The request.
    #[n(0)]
    pub request: EntryId,
}

/// A support request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SupportRequest {
    /// The partner who asked.
    pub author: PartnerId,
    /// When they asked.
    pub written: WallTime,
    /// The kind of support.
    pub asked: SupportAsked,
    /// The answer. The first one holds.
    pub answer: Option<(SupportAnswer, Option<Words>)>,
    /// Whether its author took it back.
    pub taken_back: bool,
}

impl SupportRequest {
    /// Whether it can still be answered.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.taken_back
    }

    pub(super) fn of(signed: Signed<'_>, asked: &SupportAsked) -> Self {
        let (author, written) = (signed.author, signed.header.written);
        Self { author, written, asked: asked.clone(), answer: None, taken_back: false }
    }

    pub(super) fn answer(&mut self, signed: Signed<'_>, said: &SupportAnswered) -> Result<(), AnomalyKind> {
        match (self.author == signed.author, self.answer.is_some()) {
            (true, _) => return Err(AnomalyKind::NotTheirs),
            (false, true) => return Err(AnomalyKind::AlreadySettled),
            (false, false) => self.answer = Some((said.answer, said.words.clone())),
        }
        Ok(())
    }

    pub(super) fn take_back(&mut self, signed: Signed<'_>) -> Result<(), AnomalyKind> {
        if self.author != signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        self.taken_back = true;
        Ok(())
    }
}
