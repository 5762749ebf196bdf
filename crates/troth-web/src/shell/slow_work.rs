//! Slow key derivation, off the main thread.
//!
//! Argon2id takes up to half a second and 64 MiB. A worker loads the same module, runs one job and ends, so that
//! neither its memory nor its secrets remain. If no worker starts, the job runs here and blocks the page.

use js_sys::{Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use super::clock;

/// Longest wait for a worker's result, in milliseconds: 40 times what the job takes.
const TIME_OUT_MS: i32 = 20_000;

/// Makes workers. The page's own script provides it, because its policy allows their address.
#[derive(Clone, Debug)]
pub(super) struct SlowWork {
    start_worker: Function,
}

impl SlowWork {
    pub(super) const fn new(start_worker: Function) -> Self {
        Self { start_worker }
    }

    /// Runs a job to its end, on this thread if no worker can.
    pub(super) async fn run(self, job: Vec<u8>) -> Vec<u8> {
        match self.run_elsewhere(&job).await {
            Ok(result) => result,
            Err(_) => {
                // Lets the page draw that it is busy before it blocks.
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
