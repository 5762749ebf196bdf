//! A part of something that changes, followed.
//!
//! The graph of signals is generic over what each node holds, and every new type there is some three kilobytes of
//! program. So all parts share one type of node, and only reading one knows what it holds.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo, Track};

/// A value that is made anew when what it was made from changes, and tells those who follow it only if it differs then.
pub(crate) struct Part<T> {
    node: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

/// A value of whatever type, which can be compared with another.
trait Hold: Any + Send + Sync {
    fn is_same(&self, other: &dyn Hold) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> Hold for T {
    fn is_same(&self, other: &dyn Hold) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Held(Arc<dyn Hold>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&*other.0)
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Part<T> {
    /// Follows what `make` reads.
    pub(crate) fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self { node: follow(Box::new(move || Held(Arc::new(make())))), holds: PhantomData }
    }

    /// The value, followed.
    pub(crate) fn get(self) -> T {
        Self::read(&self.node.get())
    }

    /// The value as it is now.
    pub(crate) fn get_untracked(self) -> T {
        Self::read(&self.node.get_untracked())
    }

    /// Reads the value where it lies, followed.
    pub(crate) fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        read(Self::inside(&self.node.get()))
    }

    /// Follows the value without reading it.
    pub(crate) fn track(self) {
        self.node.track();
    }

    fn read(held: &Held) -> T {
        Self::inside(held).clone()
    }

    #[expect(clippy::expect_used, reason = "only `new` fills the node, and with a `T`")]
    fn inside(held: &Held) -> &T {
        (*held.0).as_any().downcast_ref().expect("a part holds what it was made of")
    }
}

fn follow(make: Box<dyn Fn() -> Held + Send + Sync>) -> Memo<Held> {
    Memo::new(move |_| make())
}
