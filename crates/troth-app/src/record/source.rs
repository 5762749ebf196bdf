//! A log as it is read from end to end, for an export.

use troth_core::{Entry, SharedState, State};

/// A log of the record, with the states that its entries belong to.
pub(crate) struct Source<'a> {
    /// `own`, `shared`, or `earlier-1` for the latest of those that this person has gone on from.
    pub(crate) stream: String,
    pub(crate) entries: &'a [Entry],
    /// The own state, and the shared one that the entries belong to or answer to.
    pub(crate) state: State<'a>,
}

impl Source<'_> {
    /// The shared record that the entries stand in; none for those of the own stream.
    pub(crate) fn shared(&self) -> Option<&SharedState> {
        self.state.shared.filter(|_| !self.is_own())
    }

    fn is_own(&self) -> bool {
        self.stream == "own"
    }
}
