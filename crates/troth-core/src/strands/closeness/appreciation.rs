//! Appreciations: short notes that both partners can reread.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::header::Signed;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::text::Words;
use crate::kernel::time::WallTime;

/// An appreciation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AppreciationGiven {
    /// The note.
    #[n(0)]
    pub words: Words,
}

/// A reworded appreciation.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AppreciationReworded {
    /// The entry that gave it.
    #[n(0)]
    pub appreciation: EntryId,
    /// The note.
    #[n(1)]
    pub words: Words,
}

/// An appreciation, as it reads now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Appreciation {
    /// The partner who gave it.
    pub author: PartnerId,
    /// When it was given.
    pub written: WallTime,
    /// The note.
    pub words: Words,
    /// Whether it was reworded (care 21).
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
