//! The blind relay as a library: router, handlers, limits, store, metrics.
//!
//! The relay stores sealed records in the order of arrival, rings when a mailbox grows, and carries the messages of an
//! invitation. It holds no key that opens content. It stores no address, no name, no time finer than a day, and not
//! which member of a mailbox pushed a record. Begin with [`Relay::open`] and [`serve`].
//!
//! An acknowledged push is on the disk: the writer answers only after a commit that SQLite has synchronised. While it
//! waits for the disk, the next batch gathers.
//!
//! ```text
//! request -> http (limits, token, decode) -> store::writer (one thread, one transaction per batch) -> disk
//!                                                      |  after the commit
//!                                                      +-> hub (rings the watchers) and the answers
//! ```

mod bells;
mod clock;
mod config;
mod http;
mod hub;
mod metrics;
mod nonces;
mod rates;
mod relay;
mod server;
mod store;
mod tokens;

pub use clock::Clock;
pub use config::{Limits, Rate, Rates, RelayConfig};
pub use http::{Asset, Assets, Keep};
pub use relay::{CloseError, Relay};
pub use server::{ServeError, serve};
pub use store::RelayOpenError;
