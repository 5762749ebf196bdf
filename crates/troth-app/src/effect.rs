//! What the app asks of the shell, and what the shell tells the app.
//!
//! Effects are data. The shell carries them out in order and reports each result as an [`Input`]; it decides nothing.

use crate::file::File;
use crate::intent::Intent;
use crate::lock::renewal::Renewal;

/// The moment of an input, as the shell's clock says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since 1970-01-01 UTC.
    pub unix_ms: i64,
    /// Minutes that local civil time is ahead of UTC.
    pub offset_minutes: i16,
}

/// A request of the shell. Results come back as [`Input`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write these to local storage in one transaction, then report [`Input::Stored`].
    Store {
        /// Names the answer.
        id: u64,
        /// All or none.
        writes: Vec<Write>,
    },
    /// Read records of local storage, in the order of their keys, then report [`Input::RowsRead`].
    Read {
        /// What their keys begin with.
        under: Vec<u8>,
        /// Only those after this key.
        after: Option<Vec<u8>>,
        /// At most so many. Fewer say that there are no more.
        limit: u32,
    },
    /// Report [`Input::GoOn`] in a task of its own, so that the page is drawn and presses are taken before it.
    GoOn,
    /// Move everything to a new storage, then delete the old one with all its files, and report [`Input::Renewed`].
    ///
    /// [`Renewal::apply`] says which rows the new one gets. They are written in one transaction, and whatever happens
    /// meanwhile, the next start finds one of the two whole.
    Renew(Renewal),
    /// Send a request to the relay that served the app, then report [`Input::Answered`].
    Http(HttpRequest),
    /// Open the doorbell socket, send `hello` first, and report what comes as [`Input::Bell`].
    OpenBell {
        /// First binary message: the token and the mailboxes with their cursors.
        hello: Vec<u8>,
    },
    /// Send this over the open doorbell socket; nothing happens when it is closed.
    SendBell {
        /// One binary message.
        message: Vec<u8>,
    },
    /// Close the doorbell socket if it is open.
    CloseBell,
    /// Call back with [`Input::Tick`] no later than this.
    WakeAt {
        /// Milliseconds since 1970-01-01 UTC.
        unix_ms: i64,
    },
    /// Run this slow key derivation off the main thread, then report [`Input::Derived`].
    Derive {
        /// Names the answer.
        id: u64,
        /// What to run: [`crate::slow::run`] takes it.
        job: Vec<u8>,
    },
    /// Delete every trace of Troth on this device (storage, caches, service worker), then show the neutral page.
    Wipe,
    /// Keep this version for a start without a network, or look whether the server has a newer one.
    LookForUpdates,
    /// Forget the open keys by starting afresh: the shell reloads the page.
    Restart,
    /// Drop the address's fragment (an invitation's secret) from the address bar and the history entry.
    ClearAddress,
    /// Fetch the script of the sample couple, in the person's language, from where the app came from; then report
    /// [`Input::SampleFetched`].
    FetchSample,
    /// Hand this file to the person, to be kept where the browser keeps what is downloaded; then report
    /// [`Input::HandedOver`].
    HandOver(File),
}

/// One change of local storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Sets a value.
    Put {
        /// Which table.
        table: Table,
        /// Its key.
        key: Vec<u8>,
        /// Already sealed, except in [`Table::Plain`].
        value: Vec<u8>,
    },
    /// Removes a value; missing is fine.
    Delete {
        /// Which table.
        table: Table,
        /// Its key.
        key: Vec<u8>,
    },
}

/// The tables of local storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// What must be readable before unlocking: the storage key or its locked form, the version, the chosen look.
    Plain,
    /// Keys, drafts, cursors, linking in progress; sealed under the storage key.
    Sealed,
    /// Records as the relay carries them, sealed under epoch keys.
    Records,
    /// Records not yet acknowledged by the relay.
    Outbox,
}

impl Table {
    /// All tables, in a fixed order.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Sealed, Self::Records, Self::Outbox];

    /// The table's name in the shell's storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Sealed => "sealed",
            Self::Records => "records",
            Self::Outbox => "outbox",
        }
    }
}

/// Where the shell found this device's storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoragePlace {
    /// Where this version puts it, as well as the browser allows.
    Current,
    /// Where an earlier version put it, or this version while the browser knew no better place: it moves.
    Outdated,
}

/// One row as it stands in local storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which table.
    pub table: Table,
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// A request to the relay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Names the answer.
    pub id: u64,
    /// The HTTP method.
    pub method: Method,
    /// Path and query, for example `/v1/session`.
    pub path: String,
    /// The bearer token in base64url, if the request carries one; the shell puts `Bearer ` before it.
    pub bearer: Option<String>,
    /// The body; empty for none.
    pub body: Vec<u8>,
}

/// The HTTP methods the relay knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Appends or opens a session.
    Post,
    /// Sets.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name in HTTP.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// How a request to the relay ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpAnswer {
    /// The relay answered.
    Answer {
        /// HTTP status.
        status: u16,
        /// The body.
        body: Vec<u8>,
    },
    /// No answer: no network, a closed connection, or a time-out.
    Unreachable,
}

/// Why local storage could not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreFault {
    /// No room left on the device or in the browser's quota.
    Full,
    /// Anything else: the browser refuses storage, or its files are damaged.
    Unavailable,
}

/// What the doorbell said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BellNews {
    /// The socket is open and the hello was sent.
    Open,
    /// A message from the relay.
    Message(Vec<u8>),
    /// The socket closed or could not be opened.
    Closed,
}

/// What the shell tells the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A person did something.
    Intent(Intent),
    /// A write ended.
    Stored {
        /// From [`Effect::Store`].
        id: u64,
        /// How it ended.
        result: Result<(), StoreFault>,
    },
    /// From [`Effect::Renew`]: the new storage counts, or the old one as before.
    Renewed(Result<(), StoreFault>),
    /// A request ended.
    Answered {
        /// From [`HttpRequest`].
        id: u64,
        /// How it ended.
        answer: HttpAnswer,
    },
    /// Rows that [`Effect::Read`] asked for.
    RowsRead(Vec<Row>),
    /// There was time to draw.
    GoOn,
    /// The doorbell.
    Bell(BellNews),
    /// A slow derivation ended.
    Derived {
        /// From [`Effect::Derive`].
        id: u64,
        /// What [`crate::slow::run`] returned.
        result: Vec<u8>,
    },
    /// A person touched the page in a way that asks for nothing: they read on, or are about to write.
    Touched,
    /// The clock reached a wake-up, or the page became visible again.
    Tick,
    /// The browser says that there is a network again, or none.
    Network(Network),
    /// The script of the sample couple, or nothing where it could not be fetched.
    SampleFetched(Option<String>),
    /// A file went to the browser under this name, or nothing where the browser did not take it.
    HandedOver(Option<String>),
}

/// What the browser believes about the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    /// There may be one.
    Up,
    /// There is none.
    Down,
}
