//! Storage Buckets: stores that a browser keeps in folders of their own, and deletes with their files.
//!
//! Chromium has them; the bindings don't.

use js_sys::{Array, Object, Promise, Reflect};
use troth_app::StoreFault;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbFactory;

use super::database::fault;
use super::page;

#[wasm_bindgen]
extern "C" {
    /// The buckets of this origin.
    #[derive(Clone, Debug)]
    pub(super) type Buckets;

    #[wasm_bindgen(method, catch, js_name = open)]
    fn ask_for(this: &Buckets, name: &str, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = keys)]
    fn ask_for_names(this: &Buckets) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = delete)]
    fn ask_to_delete(this: &Buckets, name: &str) -> Result<Promise, JsValue>;

    /// One bucket.
    #[derive(Clone, Debug)]
    pub(super) type Bucket;

    #[wasm_bindgen(method, getter, catch, js_name = indexedDB)]
    fn databases(this: &Bucket) -> Result<IdbFactory, JsValue>;

    #[wasm_bindgen(method, catch, js_name = persist)]
    fn ask_to_persist(this: &Bucket) -> Result<Promise, JsValue>;
}

impl Buckets {
    /// The buckets of this origin; `None` where the browser has no such thing.
    pub(super) fn of_browser() -> Option<Self> {
        let navigator = page::window()?.navigator();
        let buckets = Reflect::get(&navigator, &"storageBuckets".into()).ok()?;
        buckets.is_object().then(|| buckets.unchecked_into())
    }

    /// Opens a bucket, and makes it if it is new.
    pub(super) async fn open(&self, name: &str) -> Result<Bucket, StoreFault> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(fault)?;
        let bucket = JsFuture::from(self.ask_for(name, &options).map_err(fault)?).await.map_err(fault)?;
        Ok(bucket.unchecked_into())
    }

    /// The names of all buckets.
    pub(super) async fn names(&self) -> Result<Vec<String>, StoreFault> {
        let names = JsFuture::from(self.ask_for_names().map_err(fault)?).await.map_err(fault)?;
        Ok(names.unchecked_into::<Array>().iter().filter_map(|name| name.as_string()).collect())
    }

    /// Deletes a bucket with its files; a missing one is fine.
    pub(super) async fn delete(&self, name: &str) -> Result<(), StoreFault> {
        JsFuture::from(self.ask_to_delete(name).map_err(fault)?).await.map(drop).map_err(fault)
    }
}

impl Bucket {
    /// Where the databases of this bucket are opened.
    pub(super) fn factory(&self) -> Result<IdbFactory, StoreFault> {
        self.databases().map_err(fault)
    }

    /// Asks the browser not to evict this bucket. A refusal changes nothing, so the answer is ignored.
    pub(super) async fn persist(&self) {
        if let Ok(answer) = self.ask_to_persist() {
            drop(JsFuture::from(answer).await);
        }
    }
}
