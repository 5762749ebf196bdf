//! Local storage: which database is this device's, and how everything moves to a new one.
//!
//! ```text
//! place                                number
//! database `troth` of bucket `troth-n`   n    where the browser has buckets
//! database `troth-n`                     n    elsewhere
//! database `troth`                       0    made by an earlier version
//! ```
//!
//! The first database is marked whole as soon as it is made. A move fills the database of the next number in one
//! transaction, marks it whole in the same, and only then deletes the old one. A start that finds several uses the newest
//! that is whole, or the oldest if none is, and deletes the others: a crash at any point leaves the old one or the new one.

use js_sys::{Array, Promise, Reflect};
use troth_app::{Renewal, Row, StoragePlace, StoreFault, Table, Write};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbFactory;

use super::buckets::{Bucket, Buckets};
use super::database::{self, Connection, fault};
use super::{page, tabs};

/// The name of a database in its bucket, of the database of an earlier version, and the beginning of all other names.
const NAME: &str = "troth";

/// The row of the table `plain` that marks a database as whole.
const WHOLE: &[u8] = b"whole";

/// Databases that are made and deleted around the deletion of another. Chromium keeps the databases of one bucket in the
/// same files, and deletes rows from the files of a database only when it deletes one that was made later: after one of
/// these it is measured to be gone, and the others are for stores of several levels.
const SWEEPS: [&str; 3] = ["troth-sweep-1", "troth-sweep-2", "troth-sweep-3"];

#[wasm_bindgen]
extern "C" {
    /// A factory that lists its databases: stable in browsers, missing in the bindings.
    type ListingFactory;

    #[wasm_bindgen(method, catch, js_name = databases)]
    fn ask_for_databases(this: &ListingFactory) -> Result<Promise, JsValue>;
}

/// This device's storage, open.
#[derive(Clone, Debug)]
pub(super) struct Storage {
    connection: Connection,
    /// Held as long as the connection: Chromium drops what is under way in a bucket that is collected as garbage, and no
    /// event says so.
    bucket: Option<Bucket>,
    number: u32,
    places: Places,
}

impl Storage {
    /// Opens this device's storage, makes it if there is none, and finishes a move that was interrupted.
    pub(super) async fn open() -> Result<Self, StoreFault> {
        tabs::alone_with_storage(async {
            let places = Places::of_browser()?;
            let mut found = Vec::new();
            for (kind, number) in places.find().await? {
                found.push(places.open(kind, number).await?);
            }
            match found.len() {
                0 => places.make_first().await,
                1 => Ok(found.remove(0)),
                _ => choose(found).await,
            }
        })
        .await
    }

    /// Where this is, for the app to decide whether it stays.
    pub(super) fn place(&self) -> StoragePlace {
        let is_best = self.kind() == self.places.best();
        if is_best && self.number > 0 { StoragePlace::Current } else { StoragePlace::Outdated }
    }

    fn kind(&self) -> Kind {
        if self.bucket.is_some() { Kind::Bucket } else { Kind::Database }
    }

    /// Reads every row.
    async fn load(&self) -> Result<Vec<Row>, StoreFault> {
        self.load_tables(&Table::ALL).await
    }

    /// Reads what the app begins with: every row but the records of what two share, which it asks for later.
    pub(super) async fn load_first(&self) -> Result<Vec<Row>, StoreFault> {
        let mut rows = self.load_tables(&[Table::Plain, Table::Sealed, Table::Outbox]).await?;
        if let Some(under) = troth_app::reads_first(&rows) {
            rows.extend(self.records(&under, None, u32::MAX).await?);
        }
        Ok(rows)
    }

    /// Reads records whose keys begin with `under`, after a key, and at most so many.
    pub(super) async fn records(&self, under: &[u8], after: Option<&[u8]>, limit: u32) -> Result<Vec<Row>, StoreFault> {
        self.connection.records(under, after, limit).await
    }

    async fn load_tables(&self, tables: &[Table]) -> Result<Vec<Row>, StoreFault> {
        let mut rows = self.connection.load(tables).await?;
        rows.retain(|row| (row.table, row.key.as_slice()) != (Table::Plain, WHOLE));
        Ok(rows)
    }

    /// Writes all or nothing. Writes are ordered by these calls, not by their completion.
    pub(super) fn write(&self, writes: &[Write]) -> impl Future<Output = Result<(), StoreFault>> + use<> {
        self.connection.write(writes)
    }

    /// Moves everything to a new storage, as the renewal says, and deletes this one.
    pub(super) async fn renew(&self, renewal: &Renewal) -> Result<Self, StoreFault> {
        tabs::alone_with_storage(async {
            let rows = renewal.apply(self.load().await?);
            let (kind, number) = (self.places.best(), self.number + 1);
            // What an earlier try may have left there.
            self.places.delete(kind, number).await?;
            let next = self.places.open(kind, number).await?;
            if let Err(refused) = next.fill(rows).await {
                next.discard().await;
                return Err(refused);
            }
            self.discard().await;
            Ok(next)
        })
        .await
    }

    async fn fill(&self, rows: Vec<Row>) -> Result<(), StoreFault> {
        let whole = Row { table: Table::Plain, key: WHOLE.to_vec(), value: vec![1] };
        let put = |Row { table, key, value }: Row| Write::Put { table, key, value };
        let writes: Vec<Write> = rows.into_iter().chain([whole]).map(put).collect();
        self.write(&writes).await
    }

    /// Deletes this storage. The next start tries again if the browser refuses.
    async fn discard(&self) {
        self.close();
        let _refused = self.places.delete(self.kind(), self.number).await;
    }

    /// Closes the connection; writes that have begun still finish.
    pub(super) fn close(&self) {
        self.connection.close();
    }
}

/// Chooses among several storages, the lowest number first, and deletes the others.
async fn choose(found: Vec<Storage>) -> Result<Storage, StoreFault> {
    let mut chosen = 0;
    for (at, storage) in found.iter().enumerate() {
        if storage.connection.has(Table::Plain, WHOLE).await? {
            chosen = at;
        }
    }
    let mut found = found;
    let storage = found.swap_remove(chosen);
    for other in found {
        other.discard().await;
    }
    Ok(storage)
}

/// Deletes every storage of this device.
pub(super) async fn erase() -> Result<(), StoreFault> {
    tabs::alone_with_storage(async {
        let places = Places::of_browser()?;
        for (kind, number) in places.find().await? {
            places.delete(kind, number).await?;
        }
        Ok(())
    })
    .await
}

/// Asks the browser not to evict this storage. A refusal changes nothing, so the answer is ignored.
pub(super) async fn ask_to_persist(storage: Option<Storage>) {
    if let Some(bucket) = storage.and_then(|storage| storage.bucket) {
        bucket.persist().await;
    }
    // The app's own files lie in the default bucket.
    let Some(window) = page::window() else { return };
    if let Ok(answer) = window.navigator().storage().persist() {
        drop(JsFuture::from(answer).await);
    }
}

/// What a storage is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A database among others of the default bucket.
    Database,
    /// A bucket with one database.
    Bucket,
}

/// Where storages can be.
#[derive(Clone, Debug)]
struct Places {
    factory: IdbFactory,
    buckets: Option<Buckets>,
}

impl Places {
    fn of_browser() -> Result<Self, StoreFault> {
        let window = page::window().ok_or(StoreFault::Unavailable)?;
        let factory = window.indexed_db().map_err(fault)?.ok_or(StoreFault::Unavailable)?;
        Ok(Self { factory, buckets: Buckets::of_browser() })
    }

    fn best(&self) -> Kind {
        if self.buckets.is_some() { Kind::Bucket } else { Kind::Database }
    }

    /// Finds all storages, the lowest number first.
    async fn find(&self) -> Result<Vec<(Kind, u32)>, StoreFault> {
        let databases = self.databases().await?;
        let mut found: Vec<_> = numbers(Kind::Database, &databases).collect();
        if let Some(buckets) = &self.buckets {
            found.extend(numbers(Kind::Bucket, &buckets.names().await?));
        }
        found.sort_by_key(|(kind, number)| (*number, *kind));
        Ok(found)
    }

    /// The names of the databases in the default bucket.
    async fn databases(&self) -> Result<Vec<String>, StoreFault> {
        let factory: &ListingFactory = self.factory.unchecked_ref();
        let listed = JsFuture::from(factory.ask_for_databases().map_err(fault)?).await.map_err(fault)?;
        let name = |database| Reflect::get(&database, &"name".into()).ok()?.as_string();
        Ok(listed.unchecked_into::<Array>().iter().filter_map(name).collect())
    }

    /// Makes the first storage, and marks it: an older version that is served again must not win over it.
    async fn make_first(&self) -> Result<Storage, StoreFault> {
        let first = self.open(self.best(), 1).await?;
        first.fill(Vec::new()).await?;
        Ok(first)
    }

    async fn open(&self, kind: Kind, number: u32) -> Result<Storage, StoreFault> {
        let (connection, bucket) = match (kind, &self.buckets) {
            (Kind::Bucket, Some(buckets)) => {
                let bucket = buckets.open(&name(number)).await?;
                (Connection::open(&bucket.factory()?, NAME).await?, Some(bucket))
            }
            _ => (Connection::open(&self.factory, &name(number)).await?, None),
        };
        Ok(Storage { connection, bucket, number, places: self.clone() })
    }

    async fn delete(&self, kind: Kind, number: u32) -> Result<(), StoreFault> {
        match (kind, &self.buckets) {
            (Kind::Bucket, Some(buckets)) => buckets.delete(&name(number)).await,
            _ => self.delete_database(&name(number)).await,
        }
    }

    async fn delete_database(&self, name: &str) -> Result<(), StoreFault> {
        for sweep in SWEEPS {
            Connection::open(&self.factory, sweep).await?.close();
        }
        let deleted = database::delete(&self.factory, name).await;
        for sweep in SWEEPS {
            database::delete(&self.factory, sweep).await?;
        }
        deleted
    }
}

/// The name of the bucket or database with this number.
fn name(number: u32) -> String {
    if number == 0 { NAME.to_owned() } else { format!("{NAME}-{number}") }
}

/// The storages among these names.
fn numbers(kind: Kind, names: &[String]) -> impl Iterator<Item = (Kind, u32)> {
    names.iter().filter_map(move |name| Some((kind, number(name)?)))
}

fn number(name: &str) -> Option<u32> {
    match name.strip_prefix(NAME)? {
        "" => Some(0),
        rest => rest.strip_prefix('-')?.parse().ok().filter(|number| *number > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::{SWEEPS, name, number};

    #[test]
    fn a_name_tells_its_number_and_other_names_none() {
        for of in [0, 1, 27] {
            assert_eq!(number(&name(of)), Some(of));
        }
        for other in ["", "troth-", "troth-0", "troth-x", "another", "troth2"].iter().chain(&SWEEPS) {
            assert_eq!(number(other), None, "{other}");
        }
    }
}
