//! Taking an earlier record off this device alone: other own devices keep theirs, and so does the other.

use troth_vault::{LocalKey, SharedKeys};
use troth_wire::StreamId;

use super::Record;
use crate::io::Io;
use crate::storage::records;
use crate::storage::rows::{LET_GO, Rows};
use crate::storage::unread::{Opening, Stored};

impl Record {
    /// Takes an earlier record off this device, with what was not sent of it; it is not fetched again.
    ///
    /// Its keys stay in the own stream, from which nothing is taken out: they are how the other own devices read it.
    pub(crate) fn let_go(&mut self, io: &mut Io, local: &LocalKey, stream: StreamId) {
        let writes = self.engine.forget_stream(&stream);
        self.keep(io, local, writes);
        self.earlier.retain(|(known, _)| *known != stream);
        self.let_go.push(stream);
        let names: Vec<u8> = self.let_go.iter().flat_map(|stream| *stream.as_bytes()).collect();
        io.put_sealed(local, LET_GO, &names);
    }
}

/// The streams that were let go of here; nothing where the list can't be read.
pub(super) fn read(opening: &mut Opening<'_>) -> Option<Vec<StreamId>> {
    match opening.read(LET_GO, decode) {
        Stored::Missing => Some(Vec::new()),
        Stored::Read(streams) => Some(streams),
        Stored::Unreadable => None,
    }
}

fn decode(names: &[u8]) -> Option<Vec<StreamId>> {
    let (names, rest) = names.as_chunks::<{ StreamId::BYTES }>();
    rest.is_empty().then(|| names.iter().map(|name| StreamId::from_bytes(*name)).collect())
}

/// What was let go of, where the list can't be read: the earlier records of which nothing is here. One that was taken off
/// this device must not come back; one that is still to be fetched can be read on other own devices.
pub(super) fn missing(earlier: &[SharedKeys], rows: &Rows) -> Vec<StreamId> {
    earlier.iter().filter(|keys| !records::holds(rows, keys.mailbox())).map(SharedKeys::stream).collect()
}
