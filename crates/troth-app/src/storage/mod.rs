//! What stands in local storage: its rows, how records are laid out in it, what can't be read, and writes on their way.

pub(crate) mod opening;
pub(crate) mod records;
pub(crate) mod rows;
pub(crate) mod unread;
pub(crate) mod writes;
