//! A derived value that notifies only if it changes.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use sycamore::prelude::*;

/// A value that is recomputed when its sources change, and notifies followers only if the result differs.
///
/// It is reference counted, so that a reader may draw meanwhile, which Sycamore does not allow inside its signals. All
/// parts share one type of signal, so that the code which follows one is compiled once; only reading knows the type.
pub(crate) struct Part<T> {
    signal: ReadSignal<Held>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

/// A value of any type that can be compared.
trait Hold: Any {
    fn is_same(&self, other: &dyn Hold) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + 'static> Hold for T {
    fn is_same(&self, other: &dyn Hold) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Held(Rc<dyn Hold>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

impl<T: Clone + PartialEq + 'static> Part<T> {
    /// Makes a part that follows the sources of `make`.
    pub(crate) fn new(make: impl Fn() -> T + 'static) -> Self {
        Self { signal: follow(Box::new(move || Held(Rc::new(make())))), holds: PhantomData }
    }

    /// Returns the value, and follows it.
    pub(crate) fn get(self) -> T {
        Self::inside(&self.signal.get_clone()).clone()
    }

    /// Returns the current value without following it.
    pub(crate) fn get_untracked(self) -> T {
        Self::inside(&self.signal.get_clone_untracked()).clone()
    }

    /// Reads the value by reference, and follows it.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(Self::inside(&self.signal.get_clone()))
    }

    /// Follows the value without reading it.
    pub(crate) fn track(self) {
        self.signal.track();
    }

    #[expect(clippy::expect_used, reason = "only `new` fills the signal, and with a `T`")]
    fn inside(held: &Held) -> &T {
        (*held.0).as_any().downcast_ref().expect("a part holds what it was made of")
    }
}

fn follow(make: Box<dyn Fn() -> Held>) -> ReadSignal<Held> {
    create_selector(make)
}
