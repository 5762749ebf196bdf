//! How the story tells an event. Each strand declares it beside its events.

/// The mark that a told entry leaves on the vessel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StoryMark {
    /// Gold in the strand's seam, for work that was done.
    Gold,
    /// A fine crack. It takes no gold away.
    Crack,
    /// No mark.
    Plain,
}

/// Tells an event as work that was done.
pub(crate) fn gold<T>(_: &T) -> Option<StoryMark> {
    Some(StoryMark::Gold)
}

/// Tells an event as a setback.
pub(crate) fn crack<T>(_: &T) -> Option<StoryMark> {
    Some(StoryMark::Crack)
}

/// Tells an event without a mark on the vessel.
pub(crate) fn plain<T>(_: &T) -> Option<StoryMark> {
    Some(StoryMark::Plain)
}

/// Keeps an event out of the story.
pub(crate) fn untold<T>(_: &T) -> Option<StoryMark> {
    None
}
