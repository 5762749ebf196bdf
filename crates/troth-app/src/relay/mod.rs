//! The client's side of the wire: signing in, asking, making sense of the answers, and what has to be done there once.

pub(crate) mod bell;
mod call;
pub(crate) mod chores;
mod line;
pub(crate) mod requests;

pub(crate) use call::{Auth, Call};
pub(crate) use line::{RelayLine, Reply};
