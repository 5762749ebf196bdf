//! Taking an earlier record off this device alone: other own devices keep theirs, and so does the other.

use rand_core::CryptoRng;
use troth_vault::LocalKey;
use troth_wire::StreamId;

use super::Record;
use crate::store::{LET_GO, Rows, Store};

impl Record {
    /// Takes an earlier record off this device, with what was not sent of it; it is not fetched again.
    ///
    /// Its keys stay in the own stream, from which nothing is taken out: they are how the other own devices read it.
    pub(crate) fn let_go(&mut self, rng: &mut impl CryptoRng, store: &mut Store, local: &LocalKey, stream: StreamId) {
        let writes = self.engine.forget_stream(&stream);
        self.keep(rng, store, local, writes);
        self.earlier.retain(|(known, _)| *known != stream);
        self.let_go.push(stream);
        let names: Vec<u8> = self.let_go.iter().flat_map(|stream| *stream.as_bytes()).collect();
        store.put_sealed(rng, local, LET_GO, &names);
    }
}

/// The streams that were let go of here.
pub(super) fn read(local: &LocalKey, rows: &Rows) -> Vec<StreamId> {
    let names = rows.sealed(local, LET_GO).unwrap_or_default();
    let (names, _) = names.as_chunks::<{ StreamId::BYTES }>();
    names.iter().map(|name| StreamId::from_bytes(*name)).collect()
}
