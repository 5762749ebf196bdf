//! The sync engine: a state machine without I/O.
//!
//! One [`Engine`] for each device holds one replica for each stream. A shell tells it what happened: an entry was
//! written, an answer came, the bell rang. The engine returns what to do: requests to carry out, writes to commit,
//! delivered entries to fold, notices to show. It knows no network, no store, no clock and no thread, so a test drives
//! it as a shell does. It does not know what an entry means either: the fold in `troth-core` does.
//!
//! Whatever the network, the relay and the other devices do:
//!
//! - an entry is delivered once in the life of an engine, after everything it builds on;
//! - a delivered entry is never taken back;
//! - acceptance depends on the entries and the keys, never on the local clock or the order of arrival;
//! - the stored cursor never runs ahead of the stored records;
//! - nothing leaves the device before its own store has it, and nothing leaves the outbox before the cursor covers it.
//!
//! Begin with [`Engine`], then [`EngineOutcome`] and [`Request`]. `docs/sync.md` describes the whole protocol.
//!
//! ```
//! use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
//! use troth_sync::{Response, EntryDraft, Engine, Request, Saved};
//! use troth_vault::{DeviceKeys, PersonalKey, StreamKeys, Written};
//! use troth_wire::{Cursor, PullPage};
//!
//! let mut rng = ChaCha8Rng::seed_from_u64(1); // A seed for the example; a device uses the system's randomness.
//! let keys = StreamKeys::make(&mut rng);
//! let (stream, now_ms) = (keys.stream(), 0);
//! let mut engine = Engine::new(DeviceKeys::make(&mut rng), PersonalKey::make(&mut rng), 1);
//! engine.open_stream(keys, Saved::default(), []);
//!
//! let written = Written { unix_ms: 1_795_392_000_000, offset_minutes: 60 };
//! let draft = EntryDraft { kind: 1, body: b"I will call before six.".to_vec(), written };
//! let appended = engine.append(&mut rng, &stream, draft)?;
//! // Here the shell commits `appended.writes`, and then says so.
//! engine.stored(&stream, &appended.entry.id);
//!
//! // The engine reads the mailbox to its end before it pushes.
//! let pull = engine.next_requests(now_ms).remove(0);
//! assert!(matches!(pull.request, Request::Pull { .. }));
//! let empty = PullPage { records: Vec::new(), cursor: Cursor::START, more: false };
//! engine.on_answer(pull.id, Response::Page(empty), now_ms);
//!
//! let push = engine.next_requests(now_ms).remove(0);
//! assert!(matches!(push.request, Request::Push { records, .. } if records[0].id() == appended.entry.id));
//! # Ok::<(), troth_sync::AppendError>(())
//! ```

mod backoff;
mod bare;
mod chain;
mod engine;
mod entry;
mod exchange;
mod fork;
mod graph;
mod intake;
mod limits;
mod notes;
mod notice;
mod outbox;
mod reading;
mod refetch;
mod replica;
mod request;
mod restoring;
mod rule;
mod store_write;
mod view;

pub use backoff::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS};
pub use bare::{BARE_MAX, REFETCH_TRIES};
pub use engine::{Engine, Known};
pub use entry::{Arrival, Authorship, Dating, Delivered};
pub use exchange::REQUEST_LIFETIME_MS;
pub use fork::{BRANCHES_MAX, FORKS_OPEN_MAX, Fork};
pub use graph::Waiting;
pub use limits::{
    ASTRAY_MAX_BYTES, ASTRAY_MAX_RECORDS, DEVICE_MAX_BYTES, DEVICE_MAX_RECORDS, HELD_DEVICE_MAX_BYTES,
    HELD_DEVICE_MAX_RECORDS, HELD_MAX_BYTES, HELD_MAX_RECORDS, Limit, PERSON_MAX_BYTES, PERSON_MAX_RECORDS,
    SEALED_MAX_BYTES, SEALED_MAX_RECORDS,
};
pub use notes::{MayWrite, NotesError, ReplicaNotes};
pub use notice::{Carrier, EngineOutcome, Flaw, Notice};
pub use replica::{AppendError, Appended, CLOCK_STEP_MAX_MS, EntryDraft, UnsentEntries};
pub use request::{Asked, Reachable, Request, RequestId, Response, Session};
pub use restoring::{Placing, Restoring};
pub use rule::Rule;
pub use store_write::{Saved, SavedRecord, StoreWrite};
pub use view::{BranchEntry, ForkStatus, Quarantined, StreamView, SyncStatus};
