//! The top floor: the only one that imports every strand. No other floor may import it.
//!
//! [`event`] lists the strands, [`fold`] joins their states, [`decide`] checks a command and passes it to its strand,
//! and [`next_steps`] and [`story`] read all of them.

pub(crate) mod decide;
pub(crate) mod event;
pub(crate) mod fold;
pub(crate) mod held;
pub(crate) mod log;
pub(crate) mod next_steps;
pub(crate) mod story;
