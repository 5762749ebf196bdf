//! The sync engine as a state machine without I/O.
//!
//! One [`Engine`] per device holds one replica per stream. It is told what happened (an entry was written, an answer
//! came, the bell rang) and says what to do next: requests to carry out, writes to commit, entries to fold, notices to show.
//! It knows no network, no store, no clock and no thread, so a test drives it as a shell does.
//!
//! What holds, whatever the network, the relay and the other devices do:
//!
//! - an entry is handed over once in the life of an engine, and after everything it builds on;
//! - an entry that was handed over is never taken back;
//! - acceptance depends on the entries and the keys, never on the local clock or the order of arrival;
//! - the stored cursor never runs ahead of the stored records;
//! - nothing leaves the device before its own store has it, and nothing leaves the outbox before the cursor covers it.
//!
//! `docs/sync.md` tells the whole story.

mod backoff;
mod engine;
mod entry;
mod exchange;
mod fork;
mod graph;
mod intake;
mod notes;
mod notice;
mod outbox;
mod reading;
mod replica;
mod request;
mod rule;
mod store_write;
mod view;

pub use backoff::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS};
pub use engine::Engine;
pub use entry::{Arrival, Authorship, Dating, Delivered};
pub use exchange::REQUEST_LIFETIME_MS;
pub use fork::Fork;
pub use graph::Waiting;
pub use notes::{MayWrite, NotesError, ReplicaNotes};
pub use notice::{Carrier, Flaw, Notice, Outcome};
pub use replica::{AppendError, Appended, CLOCK_STEP_MAX_MS, Draft, Withdrawn};
pub use request::{Answer, Asked, Reachable, Request, RequestId, Session};
pub use rule::Rule;
pub use store_write::{Saved, SavedRecord, StoreWrite};
pub use view::{BranchEntry, ForkView, Line, Quarantined, StreamView};
