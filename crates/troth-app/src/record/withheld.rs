//! Content that came without its words: to this device, and as other devices tell.

use troth_core::{EntryId, Stream};

use super::Record;
use crate::epochs::STREAMS;

impl Record {
    /// Whether something came to this device without its content, in a stream that counts.
    pub(crate) fn is_withheld(&self, stream: Stream) -> bool {
        self.stream_id(stream).is_some_and(|stream| self.engine.withholds(&stream))
    }

    /// What is certainly withheld from this device in a stream; `None` while that is not known.
    pub(crate) fn withheld(&self, stream: Stream) -> Option<Vec<EntryId>> {
        let withheld = self.engine.withheld(&self.stream_id(stream)?)?;
        Some(withheld.into_iter().map(|id| EntryId(id.to_bytes())).collect())
    }

    /// Whether more came in a stream that counts than this device takes.
    pub(crate) fn is_flooded(&self) -> bool {
        let mut views = self.current_streams().filter_map(|stream| self.engine.view(&stream, 0));
        views.any(|view| !view.limits.is_empty())
    }

    /// Whether another device, of either of the two, told that content is withheld from it.
    pub(crate) fn is_withheld_elsewhere(&self, here: troth_core::DeviceId) -> bool {
        let streams = STREAMS.into_iter().filter_map(|stream| self.stream_id(stream));
        let mut lacking = streams.flat_map(|stream| self.members(stream).lacking_content());
        lacking.any(|device| device != here)
    }
}
