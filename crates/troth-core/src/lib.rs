//! The core of Troth: what partners may write, and the state that their entries give.
//!
//! It has three floors, and no floor imports a higher one:
//!
//! ```text
//! programme/   event, fold, decide, log, next_steps, story    imports every strand
//! strands/     promise, breach, check_in, dialogue, ...       each imports the kernel and few other strands
//! kernel/      ids, time, text, codec, header, refusal        imports no strand
//!
//! Command --decide(state, actor, now)--> Drafts --sealed, synced, opened--> Entry --Log::insert--> state
//! ```
//!
//! - **The core reads no clock, no randomness and no disk**: time and ids are arguments. Nothing here is async.
//! - **The fold cannot fail**: an entry that it cannot apply becomes an [`Anomaly`].
//! - **The order of arrival cannot matter**: the same entries give the same state.
//! - **A strand reads no other strand's state**, unless it gets that state as an argument. `tests/floors.rs` holds the
//!   arrows.
//!
//! A partner starts alone and writes a page in the journal:
//!
//! ```
//! use troth_core::journal::{JournalEvent, JournalWritten};
//! use troth_core::membership::{MembershipCommand, Name, Seat};
//! use troth_core::{
//!     Actor, Command, DeviceId, Draft, Entry, EntryId, Event, Header, Log, NOTHING_HELD, OwnState, PartnerId, State,
//!     WallTime, Words, decide,
//! };
//!
//! let me = Actor { partner: PartnerId([1; 16]), device: DeviceId([2; 16]) };
//! let now = WallTime { unix_ms: 1_770_000_000_000, offset_minutes: 60 };
//! let mut own = Log::<OwnState>::new(Seat { partner: me.partner, device: me.device });
//! let mut write = |command: Command| {
//!     let drafts = decide(&State { own: own.state(), shared: None, held: &NOTHING_HELD }, &me, now, command)?;
//!     for Draft { event, .. } in drafts {
//!         let seq = own.next_lamport();
//!         let id = EntryId([u8::try_from(seq).unwrap_or(u8::MAX); 32]);
//!         let header = Header { id, device: me.device, seq, lamport: seq, written: now, by: Some(me.partner) };
//!         own.insert(Entry { header, event });
//!     }
//!     Ok::<(), troth_core::Refusal>(())
//! };
//!
//! write(Command::Membership(MembershipCommand::Start { name: Name::new("Ada")?, label: Name::new("phone")? }))?;
//! let page = JournalWritten { words: Words::new("It rained all day.")? };
//! write(Command::Journal(JournalEvent::JournalWritten(page)))?;
//!
//! assert_eq!(own.state().journal.pages().len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod kernel;
mod programme;
mod strands;

pub use chrono::Weekday;

pub use kernel::anomaly::{ANOMALIES_KEPT_MAX, Anomalies, Anomaly, AnomalyKind};
pub use kernel::by_id::ById;
pub use kernel::codec::{BODY_BYTES_MAX, Kind};
pub use kernel::content::Content;
pub use kernel::draft::{Draft, Home, Stream};
pub use kernel::header::{Actor, Header, Said};
pub use kernel::ids::{DeviceId, EntryId, EpochId, PartnerId};
pub use kernel::recurrence::{COUNT_MAX, Ending, Every, INTERVAL_MAX, Recurrence, Weekdays};
pub use kernel::refusal::Refusal;
pub use kernel::text::{Blob, TITLE_CHARS_MAX, Text, TextError, Title, WORDS_CHARS_MAX, Words};
pub use kernel::time::{CivilDate, Moment, TimeOfDay, WallTime};
pub use programme::decide::{Command, decide};
pub use programme::event::{Entry, Event};
pub use programme::fold::{OwnState, SharedState, State};
pub use programme::held::{Held, NOTHING_HELD};
pub use programme::log::{Folded, Log};
pub use programme::next_steps::{Because, NEXT_STEPS_MAX, NextStep, SPARED_DAYS, Stands, next_steps};
pub use programme::story::{Gold, Story, StoryLine, Strand};
pub use strands::{
    accountability, agreement, boundary, breach, check_in, closeness, dialogue, horizon, impact, journal, membership,
    promise, rating, sealed, setback, settings, solo,
};
