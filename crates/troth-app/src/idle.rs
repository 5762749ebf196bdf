//! An open app that nobody touches closes its lock: a phone on a table is in anybody's hand.

use crate::app::App;
use crate::effect::{Effect, Input};

/// How long nobody may have touched an open app: time to read a long page twice, and less than a visit lasts.
const LOCKS_AFTER_MS: i64 = 10 * 60 * 1000;

/// The same while the phone guides a talk side by side, which closing would end: it lies between two people who speak, or
/// who have paused for twenty minutes or longer.
const LOCKS_AFTER_WHILE_GUIDING_MS: i64 = 60 * 60 * 1000;

impl App {
    /// When the lock closes unless somebody touches the app; never where none is set or it is closed.
    pub(crate) fn locks_at(&self) -> Option<i64> {
        let is_open = self.lock.is_some() && self.space.is_some();
        let after = if self.ui.guide.is_some() { LOCKS_AFTER_WHILE_GUIDING_MS } else { LOCKS_AFTER_MS };
        is_open.then_some(self.touched_ms + after)
    }

    /// Closes the lock when it is due. What a person does after that is not done: it may be somebody else.
    pub(crate) fn locks_before(&mut self, input: &Input) -> bool {
        let now = self.io.now.unix_ms;
        let locks = self.locks_at().is_some_and(|at| now >= at);
        if locks {
            self.io.effects.push(Effect::Restart);
        } else if matches!(input, Input::Intent(_) | Input::Touched) || now < self.touched_ms {
            // A clock that was set back would keep the lock open for as long.
            self.touched_ms = now;
        }
        locks
    }
}
