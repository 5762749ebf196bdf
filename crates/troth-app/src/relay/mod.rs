//! The client's side of the wire: signing in, asking, and making sense of the answers.

mod call;
mod line;

pub(crate) use call::{Auth, Call};
pub(crate) use line::{RelayLine, Reply};
