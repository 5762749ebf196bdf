//! Appreciations: short notes for the jar.

use minicbor::{Decode, Encode};

use crate::anomaly::AnomalyKind;
use crate::entry::Signed;
use crate::ids::{EntryId, PartnerId};
use crate::text::Words;
use crate::time::WallTime;

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

impl Appreciation {
    pub(super) fn of(signed: Signed<'_>, given: &AppreciationGiven) -> Self {
        let (author, written) = (signed.author, signed.entry.written);
        Self { author, written, words: given.words.clone(), edited: false }
    }

    pub(super) fn reword(&mut self, signed: Signed<'_>, words: &Words) -> Result<(), AnomalyKind> {
        if self.author != signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        (self.words, self.edited) = (words.clone(), true);
        Ok(())
    }
}
