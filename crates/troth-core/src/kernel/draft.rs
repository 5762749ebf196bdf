//! The streams of the log, and drafts: events that are to be written to one of them.

/// A stream: a log of its own, sealed with its own keys.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stream {
    /// The own stream of one partner. Only that partner's devices hold it.
    Own,
    /// The stream that both partners share.
    Shared,
}

/// The streams that accept a kind of event. The fold voids the event in any other stream (care 16).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Home {
    /// Only the own stream: the other partner never receives the event.
    Own,
    /// Only the shared stream.
    Shared,
    /// Both streams, as each records its partners and their devices.
    Both,
}

impl Home {
    /// Whether a stream accepts events of this kind.
    pub fn takes(self, stream: Stream) -> bool {
        match self {
            Self::Own => stream == Stream::Own,
            Self::Shared => stream == Stream::Shared,
            Self::Both => true,
        }
    }
}

/// An event that is to be written, with its stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft<E> {
    /// The stream.
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

    /// Converts the event of a strand into an event of the programme.
    pub(crate) fn lift<F: From<E>>(self) -> Draft<F> {
        Draft { stream: self.stream, event: self.event.into() }
    }
}
