//! A derived value that notifies only if it changes.

use std::rc::Rc;

use sycamore::prelude::*;

/// A value that is recomputed when its sources change, and notifies followers only if the result differs.
///
/// It is reference counted, so that a reader may draw meanwhile, which Sycamore does not allow inside its signals.
pub(crate) struct Part<T: 'static>(ReadSignal<Rc<T>>);

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Clone + PartialEq + 'static> Part<T> {
    /// Makes a part that follows the sources of `make`.
    pub(crate) fn new(make: impl Fn() -> T + 'static) -> Self {
        Self(create_selector(move || Rc::new(make())))
    }

    /// Returns the value, and follows it.
    pub(crate) fn get(self) -> T {
        T::clone(&self.0.get_clone())
    }

    /// Returns the current value without following it.
    pub(crate) fn get_untracked(self) -> T {
        T::clone(&self.0.get_clone_untracked())
    }

    /// Reads the value by reference, and follows it.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.get_clone())
    }

    /// Follows the value without reading it.
    pub(crate) fn track(self) {
        self.0.track();
    }
}
