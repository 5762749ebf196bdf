//! The devices of one person: what they tell each other, what one does for all of them, and which changes of theirs are
//! told.

pub(crate) mod changes;
pub(crate) mod noted;
pub(crate) mod own_stream;
pub(crate) mod papers;
pub(crate) mod returning;
pub(crate) mod sharing;
