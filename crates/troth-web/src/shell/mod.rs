//! The browser around the app: one file for each capability, and the loop that connects them.
//!
//! ```text
//! person, clock, network, relay --Input--> App --Effect--> storage, http, bell, clock, slow work
//!                                           \---View---> screens
//! ```
//!
//! It makes no decision about the programme: it carries out effects and reports their results.

use sycamore::prelude::*;
mod address;
mod app_handle;
mod attention;
mod back_stack;
mod bell;
mod buckets;
mod carry_out;
mod clock;
mod database;
mod device;
mod focus;
mod front;
mod hand_over;
mod hide;
mod history;
mod http;
mod install;
mod look;
mod network;
mod page;
mod run;
mod seed;
mod service_worker;
mod share;
mod shifts;
mod slow_work;
mod stopped;
mod storage;
mod tabs;
mod wipe;

pub(crate) use app_handle::{AppHandle, use_app};
pub(crate) use clock::Timer;
pub(crate) use front::Front;
pub(crate) use install::InstallOffer;
pub(crate) use look::Look;
pub(crate) use share::Shared;
pub(crate) use stopped::StoppedWords;

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::screens::root;
use front::Signals;
use run::Runner;
use slow_work::SlowWork;

/// Opens the app in this page. The page's script calls it once the module is loaded.
///
/// `start_worker` returns a new worker that runs [`run_slow_job`]; only the page's script may name its address.
#[wasm_bindgen]
pub fn open_shell(start_worker: Function) {
    stopped::watch();
    sycamore::render(move || page(SlowWork::new(start_worker)));
}

/// Runs one slow key derivation, in a worker that runs nothing else of the app.
#[wasm_bindgen]
pub fn run_slow_job(job: &[u8]) -> Vec<u8> {
    troth_app::slow::run(job)
}

/// Connects the browser, the app and the drawing.
fn page(slow_work: SlowWork) -> View {
    let runner = Runner::new(Signals::new(), slow_work);
    provide_context(AppHandle::new(Rc::clone(&runner)));
    runner.listen();
    listen_to_browser(&runner);
    spawn_local(runner.start());
    root()
}

/// Connects browser features to the screens that do not concern the app.
fn listen_to_browser(runner: &Rc<Runner>) {
    let update_ready = runner.signals.update_ready;
    service_worker::on_update(move || update_ready.set(true));
    let runner = Rc::clone(runner);
    install::on_change(move |prompt| {
        let offer = if prompt.is_some() { InstallOffer::Button } else { InstallOffer::None };
        runner.prompt.replace(prompt);
        runner.signals.install.set(offer);
    });
}
