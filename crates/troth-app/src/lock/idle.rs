//! An open app that nobody touches closes its lock: a phone on a table is in anybody's hand.

use crate::effect::Input;
use crate::lock::Lock;
use crate::place::side_by_side::Guide;
use crate::space::Space;

/// How long nobody may have touched an open app: time to read a long page twice, and less than a visit lasts.
const LOCKS_AFTER_MS: i64 = 10 * 60 * 1000;

/// The same while the phone guides a talk side by side, which closing would end: it lies between two people who speak, or
/// who have paused for twenty minutes or longer.
const LOCKS_AFTER_WHILE_GUIDING_MS: i64 = 60 * 60 * 1000;

/// When the lock closes unless somebody touches the app; never where none is set or it is closed.
pub(crate) fn locks_at(lock: &Lock, space: Option<&Space>, guide: Option<&Guide>) -> Option<i64> {
    let is_open = lock.form.is_some() && space.is_some();
    let after = if guide.is_some() { LOCKS_AFTER_WHILE_GUIDING_MS } else { LOCKS_AFTER_MS };
    is_open.then_some(lock.touched_ms + after)
}

impl Lock {
    /// Notes that a person is here, if the input says so.
    pub(crate) fn note_touch(&mut self, input: &Input, now: i64) {
        // A clock that was set back would keep the lock open for as long.
        if matches!(input, Input::Intent(_) | Input::Touched) || now < self.touched_ms {
            self.touched_ms = now;
        }
    }
}
