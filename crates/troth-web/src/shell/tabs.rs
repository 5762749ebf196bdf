//! Only one tab runs the app: two would fork the device's chain of records.
//!
//! The running tab holds a Web Lock. Another tab says that Troth is open elsewhere. "Use it here" asks the first tab
//! over a broadcast channel to release the lock, which it does once its writes have begun. Without an answer, the lock
//! is taken by force. In a browser without locks (an address without TLS) every tab believes that it is alone.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

use super::clock;

const LOCK: &str = "troth";
/// Held for as long as it takes to choose, move or delete storage.
const STORAGE_LOCK: &str = "troth-storage";
const CHANNEL: &str = "troth";
const LET_GO: &str = "let go";

/// Longest wait for the other tab to release the lock, in milliseconds. A tab that is awake needs far less.
const PATIENCE_MS: i32 = 1_500;
/// Time between two tries, in milliseconds.
const TRY_AGAIN_MS: i32 = 50;

#[wasm_bindgen]
extern "C" {
    /// Web Locks: stable in browsers, missing in the bindings.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &Object, held: &Function) -> Result<Promise, JsValue>;
}

/// The lock to run the app in this tab.
pub(super) struct Held {
    release: Option<Function>,
}

impl Held {
    /// Releases the lock.
    pub(super) fn release(self) {
        if let Some(release) = self.release {
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    IfFree,
    ByForce,
    Patiently,
}

/// Takes the lock if no other tab holds it. `lost` is called if another tab takes it by force.
pub(super) async fn claim(lost: impl FnOnce() + 'static) -> Option<Held> {
    request(LOCK, How::IfFree, lost).await
}

/// Does this while no other tab chooses, moves or deletes storage. A tab that let go may still be moving it.
pub(super) async fn alone_with_storage<T>(work: impl Future<Output = T>) -> T {
    let held = request(STORAGE_LOCK, How::Patiently, || {}).await;
    let done = work.await;
    held.into_iter().for_each(Held::release);
    done
}

/// Takes the lock from the tab that holds it.
pub(super) async fn take_over(lost: impl Fn() + Clone + 'static) -> Option<Held> {
    for _ in 0..PATIENCE_MS / TRY_AGAIN_MS {
        say_let_go();
        clock::pause(TRY_AGAIN_MS).await;
        let held = request(LOCK, How::IfFree, lost.clone()).await;
        if held.is_some() {
            return held;
        }
    }
    request(LOCK, How::ByForce, lost).await
}

/// Calls back when another tab asks this one to release the lock.
pub(super) fn on_let_go(act: impl Fn() + 'static) {
    // Without a channel, the lock is taken by force.
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if event.data().as_string().as_deref() == Some(LET_GO) {
            act();
        }
    });
    channel.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    // The page's own reference keeps the channel alive.
    std::mem::forget(channel);
}

fn say_let_go() {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        drop(channel.post_message(&LET_GO.into()));
        channel.close();
    }
}

/// Asks for a lock, and waits until it is given or refused.
async fn request(lock: &'static str, how: How, lost: impl FnOnce() + 'static) -> Option<Held> {
    let asked = Rc::new(RefCell::new(None));
    let given = {
        let asked = Rc::clone(&asked);
        Promise::new(&mut move |answer, _| {
            let ended = ask(lock, how, answer.clone());
            asked.replace(Some((ended, answer)));
        })
    };
    let (ended, answer) = asked.take()?;
    let Ok(ended) = ended else { return Some(Held { release: None }) };
    spawn_local(async move {
        if JsFuture::from(ended).await.is_err() {
            // A rejection before any answer is a refusal. After an answer this call has no effect.
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::NULL));
            lost();
        }
    });
    let release = JsFuture::from(given).await.ok()?.dyn_into().ok()?;
    Some(Held { release: Some(release) })
}

/// Calls `answer` with the function that releases the lock, or with null if another tab holds it.
/// The promise settles with the lock: it resolves on release, and rejects if the lock is taken by force.
fn ask(lock: &str, how: How, answer: Function) -> Result<Promise, JsValue> {
    let options = Object::new();
    let option = match how {
        How::IfFree => Some("ifAvailable"),
        How::ByForce => Some("steal"),
        How::Patiently => None,
    };
    if let Some(option) = option {
        Reflect::set(&options, &option.into(), &JsValue::TRUE)?;
    }
    let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() || lock.is_undefined() {
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::NULL));
            return JsValue::UNDEFINED;
        }
        Promise::new(&mut |release, _| drop(answer.call1(&JsValue::UNDEFINED, &release))).into()
    });
    request_lock(lock, &options, held.unchecked_ref())
}
