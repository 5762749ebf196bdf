//! Appreciations: short notes for the jar.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// A note of thanks.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AppreciationGiven {
    /// For what.
    #[n(0)]
    pub words: Words,
}

/// The same in other words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
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
        let (author, written) = (signed.author, signed.header.written);
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
