//! The top floor: the one place that knows every strand.
//!
//! [`event`] lists the strands, [`fold`] joins their states, [`decide`] guards and hands a command to its strand, and
//! [`next_steps`] and [`story`] look at all of them.

pub(crate) mod decide;
pub(crate) mod event;
pub(crate) mod fold;
pub(crate) mod log;
pub(crate) mod next_steps;
pub(crate) mod story;
