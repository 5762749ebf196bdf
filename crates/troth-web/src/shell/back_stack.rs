//! The depth of the screen, and its entries in the browser's history.
//!
//! The phone's back gesture leaves a page unless the page has added entries to the history.
//! Each level below Today gets one entry: same address, same title, only a number inside.
//! The private space gets the one entry of any place, whatever is opened in it, so that the gesture stays in Troth. The
//! advice before leaving gets none (care 4).

use troth_app::view::{Gate, OpenView, View};
use troth_app::{Detail, Place};

/// The next change to the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing.
    Stay,
    /// Add entries for the levels after the first number up to the second.
    Push(u32, u32),
    /// Go back by this many entries.
    Back(u32),
}

/// The levels as the browser's history has them.
#[derive(Debug, Default)]
pub(super) struct BackStack {
    at: u32,
    moving: bool,
}

impl BackStack {
    /// Starts from the level of the current entry, which may not be 0 after a reload.
    pub(super) const fn at(level: u32) -> Self {
        Self { at: level, moving: false }
    }

    /// Returns the level of the current entry.
    pub(super) const fn level(&self) -> u32 {
        self.at
    }

    /// Adjusts the history to the screen's level; `None` leaves it unchanged.
    ///
    /// While the browser still carries out an own step back, no further step is requested: call again after it arrives.
    pub(super) const fn follow(&mut self, wanted: Option<u32>) -> Step {
        let Some(wanted) = wanted else { return Step::Stay };
        let from = self.at;
        if self.moving || wanted == from {
            return Step::Stay;
        }
        self.at = wanted;
        if wanted > from {
            return Step::Push(from, wanted);
        }
        self.moving = true;
        Step::Back(from - wanted)
    }

    /// Takes the level of the browser's new entry; returns how many steps back the person asked for.
    ///
    /// A step forward counts as none: the screen has nothing to go forward to, and the next [`Self::follow`] undoes it.
    pub(super) const fn arrived(&mut self, level: u32) -> u32 {
        let asked = if self.moving { 0 } else { self.at.saturating_sub(level) };
        self.moving = false;
        self.at = level;
        asked
    }
}

/// Returns the depth of the screen; `None` if nothing may show in the history.
pub(super) fn level(view: &View) -> Option<u32> {
    match &view.gate {
        Gate::Open(open) => open_level(open),
        _ => Some(0),
    }
}

fn open_level(open: &OpenView) -> Option<u32> {
    if open.place == Place::Private {
        return Some(1);
    }
    if open.detail.as_ref().is_some_and(leaves_no_trace) {
        return None;
    }
    let place = u32::from(open.place != Place::Today);
    Some(place + open.detail.as_ref().map_or(0, Detail::depth))
}

const fn leaves_no_trace(detail: &Detail) -> bool {
    matches!(detail, Detail::Unlink | Detail::Wipe | Detail::About | Detail::Server)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_follow_the_screen_down_and_up() {
        let mut stack = BackStack::default();
        assert_eq!(stack.follow(Some(0)), Step::Stay);
        assert_eq!(stack.follow(Some(2)), Step::Push(0, 2));
        assert_eq!(stack.follow(Some(1)), Step::Back(1));
        assert_eq!(stack.follow(Some(2)), Step::Stay, "the browser has not arrived yet");
        assert_eq!(stack.arrived(1), 0, "our own step is not the person's");
        assert_eq!(stack.follow(Some(2)), Step::Push(1, 2));
    }

    #[test]
    fn the_back_gesture_becomes_steps_back() {
        let mut stack = BackStack::default();
        stack.follow(Some(2));
        assert_eq!(stack.arrived(1), 1);
        assert_eq!(stack.follow(Some(1)), Step::Stay);
        assert_eq!(stack.arrived(0), 1);
        stack.follow(Some(2));
        assert_eq!(stack.arrived(0), 2, "a long press on back may skip a level");
    }

    #[test]
    fn a_step_forward_is_undone() {
        let mut stack = BackStack::default();
        stack.follow(Some(1));
        assert_eq!(stack.arrived(0), 1);
        assert_eq!(stack.arrived(1), 0);
        assert_eq!(stack.follow(Some(0)), Step::Back(1));
    }

    #[test]
    fn a_reload_starts_where_the_history_stands() {
        assert_eq!(BackStack::at(2).follow(Some(0)), Step::Back(2));
    }

    #[test]
    fn care_04_parting_pages_add_no_history_entry() {
        assert!(leaves_no_trace(&Detail::Unlink));
        assert!(leaves_no_trace(&Detail::About));
        assert!(!leaves_no_trace(&Detail::NewPromise));
        let mut stack = BackStack::at(1);
        assert_eq!(stack.follow(None), Step::Stay);
        assert_eq!(stack.level(), 1);
    }
}
