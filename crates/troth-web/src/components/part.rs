//! A part of something that changes, followed.

use std::rc::Rc;

use sycamore::prelude::*;

/// A value that is made anew when what it was made from changes, and tells those who follow it only if it differs then.
///
/// It is held by count: who reads it may draw meanwhile, which Sycamore doesn't allow inside of one of its signals.
pub(crate) struct Part<T: 'static>(ReadSignal<Rc<T>>);

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl<T: Clone + PartialEq> Part<T> {
    /// Follows what `make` reads.
    pub(crate) fn new(make: impl Fn() -> T + 'static) -> Self {
        let make: Box<dyn Fn() -> Rc<T>> = Box::new(move || Rc::new(make()));
        Self(create_selector(make))
    }

    /// The value, followed.
    pub(crate) fn get(self) -> T {
        (*self.0.get_clone()).clone()
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T {
        (*self.0.get_clone_untracked()).clone()
    }

    /// Reads the value where it lies, followed.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(&self.0.get_clone())
    }

    /// Follows the value without reading it.
    pub(crate) fn track(self) {
        self.0.track();
    }
}
