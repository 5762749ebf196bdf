//! The top floor: the only one that imports every strand. No other floor may import it.
//!
//! [`event`] lists the strands, [`fold`] joins their states, [`decide`] checks a command and passes it to its strand,
//! [`share`] turns a page for oneself into the shared command, and [`next_steps`] and [`story`] read all of them.

pub(crate) mod decide;
pub(crate) mod event;
pub(crate) mod fold;
pub(crate) mod held;
pub(crate) mod log;
pub(crate) mod next_steps;
pub(crate) mod share;
pub(crate) mod story;
