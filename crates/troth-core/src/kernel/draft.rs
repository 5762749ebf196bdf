//! Where an event may stand, and an event that is to be written there.

/// The log an event belongs in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stream {
    /// One partner's own, on their devices only.
    Own,
    /// Both partners'.
    Shared,
}

/// The logs that take an event of some kind. The fold voids an event in any other (care 16).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Home {
    /// The own stream alone: the other partner never receives it.
    Own,
    /// The shared stream alone.
    Shared,
    /// Either: who is here, and on which devices.
    Both,
}

impl Home {
    /// Whether a log takes events of this kind.
    pub fn takes(self, stream: Stream) -> bool {
        match self {
            Self::Own => stream == Stream::Own,
            Self::Shared => stream == Stream::Shared,
            Self::Both => true,
        }
    }
}

/// An event that is to be written, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft<E> {
    /// The log it goes to.
    pub stream: Stream,
    /// The event.
    pub event: E,
}

impl<E> Draft<E> {
    pub(crate) fn own(event: E) -> Self {
        Self { stream: Stream::Own, event }
    }

    pub(crate) fn shared(event: E) -> Self {
        Self { stream: Stream::Shared, event }
    }

    /// The same draft with the event of a strand as an event of the programme.
    pub(crate) fn lift<F: From<E>>(self) -> Draft<F> {
        Draft { stream: self.stream, event: self.event.into() }
    }
}
