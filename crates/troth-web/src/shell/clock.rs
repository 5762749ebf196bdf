//! The browser's clock: the time, and callbacks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Function, Promise};
use troth_app::Now;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::page;

/// Longest single wait in milliseconds, one day: browsers take 31 bits, and an extra tick costs nothing.
const LONGEST_WAIT_MS: i32 = 86_400_000;

/// Returns the time, with this device's time zone.
pub(super) fn now() -> Now {
    let ahead = -Date::new_0().get_timezone_offset();
    #[expect(clippy::cast_possible_truncation, reason = "a date's milliseconds are whole, and zones lie within a day")]
    Now { unix_ms: Date::now() as i64, offset_minutes: ahead as i16 }
}

/// Calls back once after this many milliseconds, and returns the timer's id; `None` without a window.
pub(super) fn after(wait_ms: i32, act: impl FnOnce() + 'static) -> Option<i32> {
    let act = Closure::once_into_js(act);
    page::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), wait_ms).ok()
}

/// Calls back at this interval while the page lives.
pub(super) fn every(wait_ms: i32, act: impl FnMut() + 'static) {
    let act = Closure::<dyn FnMut()>::new(act).into_js_value();
    if let Some(window) = page::window() {
        drop(window.set_interval_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), wait_ms));
    }
}

/// Cancels a timer of [`after`].
pub(super) fn cancel(timer: i32) {
    if let Some(window) = page::window() {
        window.clear_timeout_with_handle(timer);
    }
}

/// A pending callback; dropping it cancels the call.
pub(crate) struct Timer {
    set: Option<i32>,
    /// The callback's target may be gone, so cancelling does not depend on the browser alone.
    is_due: Rc<Cell<bool>>,
}

impl Timer {
    /// Calls `act` after this many milliseconds.
    pub(crate) fn new(wait_ms: i32, act: impl FnOnce() + 'static) -> Self {
        let is_due = Rc::new(Cell::new(true));
        let still = Rc::clone(&is_due);
        let ring = move || {
            if still.get() {
                act();
            }
        };
        Self { set: after(wait_ms, ring), is_due }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.is_due.set(false);
        if let Some(timer) = self.set {
            cancel(timer);
        }
    }
}

/// Waits for this many milliseconds.
pub(super) async fn pause(wait_ms: i32) {
    let waited = Promise::new(&mut |resolve: Function, _| {
        let end = move || drop(resolve.call0(&wasm_bindgen::JsValue::UNDEFINED));
        after(wait_ms, end);
    });
    drop(JsFuture::from(waited).await);
}

/// The single pending wake-up.
#[derive(Default)]
pub(super) struct Alarm {
    set: Cell<Option<Setting>>,
    ring: RefCell<Option<Closure<dyn FnMut()>>>,
}

#[derive(Clone, Copy)]
struct Setting {
    unix_ms: i64,
    timer: i32,
}

impl Alarm {
    /// Sets the callback of wake-ups.
    pub(super) fn rings(&self, act: impl FnMut() + 'static) {
        self.ring.replace(Some(Closure::new(act)));
    }

    /// Asks for a wake-up at this time at the latest. An earlier pending one stays and serves both.
    pub(super) fn wake_at(&self, unix_ms: i64) {
        let now = now().unix_ms;
        if !is_needed(self.set.get().map(|set| set.unix_ms), unix_ms) {
            return;
        }
        self.clear();
        let ring = self.ring.borrow();
        let (Some(window), Some(ring)) = (page::window(), ring.as_ref()) else { return };
        let wait_ms = wait_ms(now, unix_ms);
        let timer =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(ring.as_ref().unchecked_ref(), wait_ms);
        // Without a timer nothing counts as set, so the next one that is asked for is tried again.
        self.set.set(timer.ok().map(|timer| Setting { unix_ms, timer }));
    }

    /// Cancels the wake-up: it rang, or is no longer needed.
    pub(super) fn clear(&self) {
        if let Some(set) = self.set.take() {
            cancel(set.timer);
        }
    }
}

fn is_needed(set: Option<i64>, wanted: i64) -> bool {
    set.is_none_or(|set| wanted < set)
}

fn wait_ms(now: i64, then: i64) -> i32 {
    let wait = then.saturating_sub(now).max(0);
    i32::try_from(wait).map_or(LONGEST_WAIT_MS, |wait| wait.min(LONGEST_WAIT_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earlier_wake_up_serves_both() {
        assert!(is_needed(None, 5));
        assert!(is_needed(Some(6), 5));
        assert!(!is_needed(Some(5), 5));
        assert!(!is_needed(Some(4), 5));
    }

    #[test]
    fn waits_are_bounded() {
        assert_eq!(wait_ms(1_000, 1_500), 500);
        assert_eq!(wait_ms(1_000, 10), 0);
        assert_eq!(wait_ms(0, i64::MAX), 86_400_000);
    }
}
