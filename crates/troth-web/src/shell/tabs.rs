//! One tab runs the app: two would write one chain of records twice.
//!
//! The running tab holds a lock. Another tab shows that Troth is open elsewhere; "use it here" asks the first over a
//! channel to let go, which it does when its writes have begun, and takes the lock by force only if no answer comes.
//! Where a browser has no locks (an address without TLS) every tab believes that it is alone.

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
const CHANNEL: &str = "troth";
const LET_GO: &str = "let go";

/// A tab that is awake lets go long before this, in milliseconds.
const PATIENCE_MS: i32 = 1_500;
/// Time between two tries, in milliseconds.
const TRY_AGAIN_MS: i32 = 50;

#[wasm_bindgen]
extern "C" {
    /// Web Locks: stable in browsers, not yet in the bindings.
    #[wasm_bindgen(catch, js_namespace = ["navigator", "locks"], js_name = request)]
    fn request_lock(name: &str, options: &Object, held: &Function) -> Result<Promise, JsValue>;
}

/// The right to run the app in this tab.
pub(super) struct Held {
    release: Option<Function>,
}

impl Held {
    /// Gives the right back.
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
}

/// Takes the right to run if no other tab has it. `lost` is called when another tab takes it by force.
pub(super) async fn claim(lost: impl FnOnce() + 'static) -> Option<Held> {
    request(How::IfFree, lost).await
}

/// Takes the right to run from the tab that has it.
pub(super) async fn take_over(lost: impl Fn() + Clone + 'static) -> Option<Held> {
    for _ in 0..PATIENCE_MS / TRY_AGAIN_MS {
        say_let_go();
        clock::pause(TRY_AGAIN_MS).await;
        let held = request(How::IfFree, lost.clone()).await;
        if held.is_some() {
            return held;
        }
    }
    request(How::ByForce, lost).await
}

/// Calls back when another tab asks this one to let go.
pub(super) fn on_let_go(act: impl Fn() + 'static) {
    // Without a channel a tab that is asked for its lock loses it by force.
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

/// Asks for the lock, and waits until it is given or refused.
async fn request(how: How, lost: impl FnOnce() + 'static) -> Option<Held> {
    let asked = Rc::new(RefCell::new(None));
    let given = {
        let asked = Rc::clone(&asked);
        Promise::new(&mut move |answer, _| {
            let ended = ask(how, answer.clone());
            asked.replace(Some((ended, answer)));
        })
    };
    let (ended, answer) = asked.take()?;
    let Ok(ended) = ended else { return Some(Held { release: None }) };
    spawn_local(async move {
        if JsFuture::from(ended).await.is_err() {
            // A refusal before any answer is one too; after an answer this call changes nothing.
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::NULL));
            lost();
        }
    });
    let release = JsFuture::from(given).await.ok()?.dyn_into().ok()?;
    Some(Held { release: Some(release) })
}

/// Calls `answer` with the function that releases the lock, or with nothing when another tab has it.
/// The promise ends with the lock: well when it is released, badly when it is taken.
fn ask(how: How, answer: Function) -> Result<Promise, JsValue> {
    let options = Object::new();
    let option = if how == How::IfFree { "ifAvailable" } else { "steal" };
    Reflect::set(&options, &option.into(), &JsValue::TRUE)?;
    let held = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        if lock.is_null() || lock.is_undefined() {
            drop(answer.call1(&JsValue::UNDEFINED, &JsValue::NULL));
            return JsValue::UNDEFINED;
        }
        Promise::new(&mut |release, _| drop(answer.call1(&JsValue::UNDEFINED, &release))).into()
    });
    request_lock(LOCK, &options, held.unchecked_ref())
}
