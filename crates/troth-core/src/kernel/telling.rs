//! How an event is told in the story. Each strand says it beside its events.

/// What an entry adds to the vessel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Telling {
    /// Work that was done: gold for the strand's seam.
    Gold,
    /// A fine crack, which takes no gold away.
    Crack,
    /// Told, and neither gold nor crack.
    Plain,
}

/// Tells an event as work that was done.
pub(crate) fn gold<T>(_: &T) -> Option<Telling> {
    Some(Telling::Gold)
}

/// Tells an event as something hard.
pub(crate) fn crack<T>(_: &T) -> Option<Telling> {
    Some(Telling::Crack)
}

/// Tells an event and nothing more.
pub(crate) fn plain<T>(_: &T) -> Option<Telling> {
    Some(Telling::Plain)
}

/// Keeps an event out of the story.
pub(crate) fn untold<T>(_: &T) -> Option<Telling> {
    None
}
