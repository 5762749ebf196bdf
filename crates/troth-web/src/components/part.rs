//! A part of something that changes, followed.

use sycamore::prelude::*;

/// A value that is made anew when what it was made from changes, and tells those who follow it only if it differs then.
pub(crate) struct Part<T: 'static>(ReadSignal<T>);

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Clone + PartialEq> Part<T> {
    /// Follows what `make` reads.
    pub(crate) fn new(make: impl Fn() -> T + 'static) -> Self {
        let make: Box<dyn Fn() -> T> = Box::new(make);
        Self(create_selector(make))
    }

    /// The value, followed.
    pub(crate) fn get(self) -> T {
        self.0.get_clone()
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T {
        self.0.get_clone_untracked()
    }

    /// Reads the value where it lies, followed.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.0.with(read)
    }

    /// Follows the value without reading it.
    pub(crate) fn track(self) {
        self.0.track();
    }
}
