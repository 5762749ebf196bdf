//! Support requests. Nothing here says how long one has waited, and leaving one unanswered writes nothing (care 13).

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::{Moment, WallTime};

/// Requests of one partner that may be open. More than a few at a time press.
pub const REQUESTS_OPEN_MAX: usize = 3;
/// Requests of one partner in one day, those that were taken back among them: else taking back and asking anew would
/// press without an end.
pub(super) const REQUESTS_A_DAY_MAX: usize = 3;

/// What would help.
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

/// What the other can do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
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

/// A request.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SupportTakenBack {
    /// The request.
    #[n(0)]
    pub request: EntryId,
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
