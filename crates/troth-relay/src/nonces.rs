//! Remembers recent sign-ins, so that a replayed one is refused.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use troth_wire::SigningKey;
use troth_wire::limits::SESSION_SKEW_MINUTES;

/// Most sign-ins remembered. It bounds the memory of a flood to about 8 MB.
const REMEMBERED_MAX: usize = 100_000;

/// One sign-in, ordered by its minute so that old ones are first.
type SignIn = (u64, SigningKey, [u8; 16]);

/// Remembers each sign-in while its time would still be accepted.
#[derive(Default)]
pub(crate) struct Nonces {
    seen: Mutex<BTreeSet<SignIn>>,
}

/// Whether a sign-in is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    New,
    Before,
    /// Too many sign-ins are remembered to tell.
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
