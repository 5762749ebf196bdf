//! Slow key derivation, off the main thread.
//!
//! Argon2id takes up to half a second and 64 MiB. A worker loads the same module, runs one job and is ended, so that
//! neither its memory nor what it knew stays. Where no worker starts, the job runs here and the page stands still.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::clock;

/// A worker that gave no result after this long is not going to: 40 times what the job takes, in milliseconds.
const TIME_OUT_MS: i32 = 20_000;

/// Makes workers. The page's own script hands this over: it holds the policy that may name their address.
#[derive(Clone, Debug)]
pub(super) struct SlowWork {
    start_worker: Function,
}

impl SlowWork {
    pub(super) const fn new(start_worker: Function) -> Self {
        Self { start_worker }
    }

    /// Runs a job to its end, here if not elsewhere.
    pub(super) async fn run(self, job: Vec<u8>) -> Vec<u8> {
        match self.run_elsewhere(&job).await {
            Ok(result) => result,
            Err(_) => {
                // Lets the page draw that it is busy before it stands still.
                clock::pause(0).await;
                troth_app::slow::run(&job)
            }
        }
    }

    async fn run_elsewhere(&self, job: &[u8]) -> Result<Vec<u8>, JsValue> {
        let worker: Worker = self.start_worker.call0(&JsValue::UNDEFINED)?.dyn_into()?;
        let answer = answer_of(&worker);
        worker.post_message(&Uint8Array::from(job))?;
        let event = JsFuture::from(answer).await;
        worker.terminate();
        let result: Uint8Array = event?.dyn_into::<MessageEvent>()?.data().dyn_into()?;
        Ok(result.to_vec())
    }
}

fn answer_of(worker: &Worker) -> Promise {
    Promise::new(&mut |resolve, reject: Function| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
        worker.set_onmessageerror(Some(&reject));
        clock::after(TIME_OUT_MS, move || drop(reject.call0(&JsValue::UNDEFINED)));
    })
}
