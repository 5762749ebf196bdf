//! A database of IndexedDB: four tables, one transaction for each write.
//!
//! It uses the browser's interface directly: the crate `idb` cannot ask for strict durability, and an entry that the
//! app reported as saved must not be lost with the battery.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use troth_app::{Row, StoreFault, Table, Write};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

/// Schema version. Raise it when a table is added; a table never changes its meaning.
const VERSION: u32 = 1;

/// Sorts behind every key of a record once its mailbox is cut off: ids are 32 bytes long.
const PAST_EVERY_KEY: [u8; 33] = [0xff; 33];

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options: stable in browsers, missing in the bindings.
    type StrictDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn strict_transaction(
        this: &StrictDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// An open connection to a database.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    database: IdbDatabase,
}

impl Connection {
    /// Opens a database, and creates its tables if it is new.
    pub(super) async fn open(factory: &IdbFactory, name: &str) -> Result<Self, StoreFault> {
        let request = factory.open_with_u32(name, VERSION).map_err(fault)?;
        let opening = request.clone();
        let upgrade = Closure::once(move || make_tables(&opening));
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        finish_alone(&request).await?;
        let database: IdbDatabase = request.result().map_err(fault)?.unchecked_into();
        yield_to_deletion(&database);
        Ok(Self { database })
    }

    /// Reads every row of these tables.
    pub(super) async fn load(&self, tables: &[Table]) -> Result<Vec<Row>, StoreFault> {
        let transaction = self
            .database
            .transaction_with_str_sequence_and_mode(&all_tables(), IdbTransactionMode::Readonly)
            .map_err(fault)?;
        let mut reads = Vec::with_capacity(tables.len());
        for table in tables.iter().copied() {
            let store = transaction.object_store(table.name()).map_err(fault)?;
            reads.push((table, store.get_all_keys().map_err(fault)?, store.get_all().map_err(fault)?));
        }
        // Requests of one transaction finish in order, so the last one's end is the end of all.
        if let Some((_, _, last)) = reads.last() {
            finish(last).await?;
        }
        let mut rows = Vec::new();
        for (table, keys, values) in reads {
            collect(table, &keys, &values, &mut rows)?;
        }
        Ok(rows)
    }

    /// Reads records whose keys begin with `under`, in the order of their keys: those after a key, and at most so many.
    pub(super) async fn records(&self, under: &[u8], after: Option<&[u8]>, limit: u32) -> Result<Vec<Row>, StoreFault> {
        let table = Table::Records;
        let transaction = self.database.transaction_with_str(table.name()).map_err(fault)?;
        let store = transaction.object_store(table.name()).map_err(fault)?;
        let (first, last) = (bytes(after.unwrap_or(under)), bytes(&[under, &PAST_EVERY_KEY].concat()));
        let range = IdbKeyRange::bound_with_lower_open_and_upper_open(&first, &last, after.is_some(), true);
        let range = range.map_err(fault)?;
        let keys = store.get_all_keys_with_key_and_limit(&range, limit).map_err(fault)?;
        let values = store.get_all_with_key_and_limit(&range, limit).map_err(fault)?;
        finish(&values).await?;
        let mut rows = Vec::new();
        collect(table, &keys, &values, &mut rows)?;
        Ok(rows)
    }

    /// Whether a row is there.
    pub(super) async fn has(&self, table: Table, key: &[u8]) -> Result<bool, StoreFault> {
        let transaction = self.database.transaction_with_str(table.name()).map_err(fault)?;
        let store = transaction.object_store(table.name()).map_err(fault)?;
        let request = store.get_key(&bytes(key)).map_err(fault)?;
        finish(&request).await?;
        Ok(!request.result().map_err(fault)?.is_undefined())
    }

    /// Writes all or nothing. Writes are ordered by these calls, not by their completion.
    pub(super) fn write(&self, writes: &[Write]) -> impl Future<Output = Result<(), StoreFault>> + use<> {
        let begun = self.begin(writes);
        async move {
            let (transaction, end) = begun?;
            match JsFuture::from(end).await {
                Ok(_) => Ok(()),
                Err(_) => Err(transaction.error().as_ref().map_or(StoreFault::Unavailable, exception_fault)),
            }
        }
    }

    fn begin(&self, writes: &[Write]) -> Result<(IdbTransaction, Promise), StoreFault> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(fault)?;
        let strict: &StrictDatabase = self.database.unchecked_ref();
        let transaction = strict.strict_transaction(&all_tables(), "readwrite", &options).map_err(fault)?;
        let end = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        if let Err(refused) = writes.iter().try_for_each(|write| apply(&transaction, write)) {
            // Some writes may have been issued, and none may stay. The abort fails only if everything is undone
            // already.
            drop(transaction.abort());
            drop(wasm_bindgen_futures::future_to_promise(
                async move { JsFuture::from(end).await.or(Ok(JsValue::NULL)) },
            ));
            return Err(fault(refused));
        }
        // Without this, a page that closes at once could lose the write. If it fails, the browser commits by itself.
        drop(commit(&transaction));
        Ok((transaction, end))
    }

    /// Closes the connection; writes that have begun still finish.
    pub(super) fn close(&self) {
        self.database.close();
    }
}

/// Deletes a database; a missing one is fine.
pub(super) async fn delete(factory: &IdbFactory, name: &str) -> Result<(), StoreFault> {
    finish_alone(&factory.delete_database(name).map_err(fault)?).await
}

/// Makes all tables or lets opening fail: a database of this version that lacks one could never be mended.
fn make_tables(request: &IdbOpenDbRequest) {
    let made = request.result().and_then(|database| {
        let database: IdbDatabase = database.unchecked_into();
        Table::ALL.iter().try_for_each(|table| database.create_object_store(table.name()).map(drop))
    });
    if made.is_err()
        && let Some(upgrade) = request.transaction()
    {
        // An upgrade that can't be aborted has ended already.
        drop(upgrade.abort());
    }
}

/// Closes this connection when another window deletes the database, which would otherwise wait.
fn yield_to_deletion(database: &IdbDatabase) {
    let connection = database.clone();
    let close = Closure::once_into_js(move || connection.close());
    database.set_onversionchange(Some(close.unchecked_ref()));
}

/// Commits. It goes through reflection, because the bindings know only an older method of this name.
fn commit(transaction: &IdbTransaction) -> Result<JsValue, JsValue> {
    Reflect::get(transaction, &"commit".into())?.dyn_into::<Function>()?.call0(transaction)
}

fn all_tables() -> Array {
    Table::ALL.iter().map(|table| JsValue::from(table.name())).collect()
}

fn apply(transaction: &IdbTransaction, write: &Write) -> Result<(), JsValue> {
    let store = |table: &Table| -> Result<IdbObjectStore, JsValue> { transaction.object_store(table.name()) };
    match write {
        Write::Put { table, key, value } => store(table)?.put_with_key(&bytes(value), &bytes(key)).map(drop),
        Write::Delete { table, key } => store(table)?.delete(&bytes(key)).map(drop),
    }
}

fn bytes(content: &[u8]) -> JsValue {
    Uint8Array::from(content).into()
}

fn collect(table: Table, keys: &IdbRequest, values: &IdbRequest, rows: &mut Vec<Row>) -> Result<(), StoreFault> {
    let keys: Array = keys.result().map_err(fault)?.unchecked_into();
    let values: Array = values.result().map_err(fault)?.unchecked_into();
    rows.reserve(keys.length() as usize);
    for (key, value) in keys.iter().zip(values.iter()) {
        rows.push(Row { table, key: Uint8Array::new(&key).to_vec(), value: Uint8Array::new(&value).to_vec() });
    }
    Ok(())
}

/// Waits like [`finish`], but fails if a connection elsewhere does not close.
async fn finish_alone(request: &IdbOpenDbRequest) -> Result<(), StoreFault> {
    let (end, refuse) = ends(request);
    request.set_onblocked(refuse.as_ref());
    outcome(request, end).await
}

async fn finish(request: &IdbRequest) -> Result<(), StoreFault> {
    let (end, _) = ends(request);
    outcome(request, end).await
}

/// Returns a promise of the request's end, and a function that rejects it.
fn ends(request: &IdbRequest) -> (Promise, Option<Function>) {
    let mut refuse = None;
    let end = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        refuse = Some(reject);
    });
    (end, refuse)
}

async fn outcome(request: &IdbRequest, end: Promise) -> Result<(), StoreFault> {
    match JsFuture::from(end).await {
        Ok(_) => Ok(()),
        Err(_) => Err(request.error().ok().flatten().as_ref().map_or(StoreFault::Unavailable, exception_fault)),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
pub(super) fn fault(thrown: JsValue) -> StoreFault {
    thrown.dyn_ref().map_or(StoreFault::Unavailable, exception_fault)
}

fn exception_fault(exception: &DomException) -> StoreFault {
    fault_of(&exception.name())
}

fn fault_of(name: &str) -> StoreFault {
    if name == "QuotaExceededError" { StoreFault::Full } else { StoreFault::Unavailable }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_a_refusal() {
        assert_eq!(fault_of("QuotaExceededError"), StoreFault::Full);
        assert_eq!(fault_of("InvalidStateError"), StoreFault::Unavailable);
    }
}
