//! Sign-ins seen lately, so that a copied one is refused.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use troth_wire::SigningKey;
use troth_wire::limits::SESSION_SKEW_MINUTES;

/// Most sign-ins remembered: what a flood may cost in memory (about 8 MB).
const REMEMBERED_MAX: usize = 100_000;

/// One sign-in, ordered by its minute so that old ones are first.
type SignIn = (u64, SigningKey, [u8; 16]);

/// Remembers sign-ins for as long as their time would still be accepted.
#[derive(Default)]
pub(crate) struct Nonces {
    seen: Mutex<BTreeSet<SignIn>>,
}

/// What remembering a sign-in found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    New,
    Before,
    /// Too many at once to tell.
    Crowded,
}

impl Nonces {
    pub(crate) fn remember(&self, now_minutes: u64, sign_in: SignIn) -> Seen {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest_accepted = now_minutes.saturating_sub(SESSION_SKEW_MINUTES);
        while seen.first().is_some_and(|(minute, _, _)| *minute < oldest_accepted) {
            seen.pop_first();
        }
        if seen.contains(&sign_in) {
            return Seen::Before;
        }
        if seen.len() >= REMEMBERED_MAX {
            return Seen::Crowded;
        }
        seen.insert(sign_in);
        Seen::New
    }
}
