//! The ground floor: the types that every strand uses. It imports no strand and nothing of the programme.
//!
//! Ids, time, words and their encoding; the author of an entry ([`header`]), the stream of an event ([`draft`]), and
//! how an event appears in the story ([`telling`]) and in exports ([`content`]).

pub(crate) mod anomaly;
pub(crate) mod by_id;
pub(crate) mod codec;
pub(crate) mod content;
pub(crate) mod draft;
pub(crate) mod header;
pub(crate) mod ids;
pub(crate) mod lots;
pub(crate) mod recurrence;
pub(crate) mod refusal;
pub(crate) mod telling;
pub(crate) mod text;
pub(crate) mod time;
