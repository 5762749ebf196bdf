//! The ground floor: what every strand is made of, and what knows no strand.
//!
//! Ids, time, words and their bytes; who writes ([`header`]), where an event may stand ([`draft`]), and how an event is
//! told ([`telling`]) and exported ([`content`]).

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
