//! Carries out the app's effects, each with one browser capability.

use std::rc::Rc;

use troth_app::{BellNews, Effect, HttpRequest, Input, Renewal, StoreFault, Write};
use wasm_bindgen_futures::spawn_local;

use super::bell::Hear;
use super::front::Front;
use super::run::{Runner, reload};
use super::{address, clock, hand_over, http, service_worker, wipe};
use crate::messages::SAMPLE;

impl Runner {
    /// Starts all effects in order. Each result comes back later as an input, never within this call.
    pub(super) fn carry_out(self: &Rc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            self.begin(effect);
        }
    }

    fn begin(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Store { id, writes } => self.store(id, &writes),
            Effect::Read { under, after, limit } => self.read(under, after, limit),
            Effect::GoOn => self.later(async {
                clock::pause(0).await;
                Input::GoOn
            }),
            Effect::Renew(renewal) => self.renew(renewal),
            Effect::Http(request) => self.send(request),
            Effect::OpenBell { hello } => self.open_bell(hello),
            Effect::SendBell { message } => self.bell.send(&message),
            Effect::CloseBell => self.bell.close(),
            Effect::WakeAt { unix_ms } => self.alarm.wake_at(unix_ms),
            Effect::Derive { id, job } => self.derive(id, job),
            Effect::Wipe => self.wipe(),
            Effect::LookForUpdates => service_worker::look(),
            Effect::Restart => reload(),
            Effect::ClearAddress => address::clear(),
            Effect::HandOver(file) => {
                // At once: browsers accept a download only right after a press.
                let name = hand_over::hand_over(&file);
                self.soon(Input::HandedOver(name));
            }
            Effect::FetchSample => self.later(async { Input::SampleFetched(http::read_text(SAMPLE).await) }),
        }
    }

    /// Reports a result once it is there.
    fn later(self: &Rc<Self>, result: impl Future<Output = Input> + 'static) {
        let (runner, turn) = (Rc::clone(self), self.turn());
        spawn_local(async move {
            let input = result.await;
            runner.feed(turn, input);
        });
    }

    /// Reports a result that is already known.
    fn soon(self: &Rc<Self>, input: Input) {
        self.later(async { input });
    }

    fn store(self: &Rc<Self>, id: u64, writes: &[Write]) {
        let end = self.storage.borrow().as_ref().map(|storage| storage.write(writes));
        self.later(async move {
            let result = match end {
                Some(end) => end.await,
                None => Err(StoreFault::Unavailable),
            };
            Input::Stored { id, result }
        });
    }

    /// Reads records. Without them the app could only show a part as if it were all.
    fn read(self: &Rc<Self>, under: Vec<u8>, after: Option<Vec<u8>>, limit: u32) {
        let (runner, turn) = (Rc::clone(self), self.turn());
        let storage = self.storage.borrow().clone();
        spawn_local(async move {
            // The page is drawn first.
            clock::pause(0).await;
            let rows = match storage {
                Some(storage) => storage.records(&under, after.as_deref(), limit).await,
                None => Err(StoreFault::Unavailable),
            };
            match rows {
                Ok(rows) => runner.feed(turn, Input::RowsRead(rows)),
                Err(_) if turn == runner.turn() => {
                    runner.drop_app();
                    runner.stand(Front::NoStorage);
                }
                Err(_) => {}
            }
        });
    }

    fn renew(self: &Rc<Self>, renewal: Renewal) {
        let (runner, turn) = (Rc::clone(self), self.turn());
        let storage = self.storage.borrow().clone();
        self.later(async move {
            let moved = match storage {
                Some(storage) => storage.renew(&renewal).await,
                None => Err(StoreFault::Unavailable),
            };
            Input::Renewed(moved.map(|storage| runner.use_storage(turn, storage)))
        });
    }

    fn send(self: &Rc<Self>, request: HttpRequest) {
        let id = request.id;
        self.later(async move { Input::Answered { id, answer: http::send(request).await } });
    }

    fn open_bell(self: &Rc<Self>, hello: Vec<u8>) {
        let (runner, turn) = (Rc::clone(self), self.turn());
        let hear: Hear = Rc::new(move |news| runner.feed(turn, Input::Bell(news)));
        if self.bell.open(hello, &hear).is_err() {
            self.soon(Input::Bell(BellNews::Closed));
        }
    }

    fn derive(self: &Rc<Self>, id: u64, job: Vec<u8>) {
        let work = self.slow_work.clone();
        self.later(async move { Input::Derived { id, result: work.run(job).await } });
    }

    fn wipe(self: &Rc<Self>) {
        self.drop_app();
        self.stand(Front::Starting);
        if let Some(storage) = self.storage.take() {
            storage.close();
        }
        let runner = Rc::clone(self);
        spawn_local(async move {
            match wipe::wipe().await {
                Ok(()) => runner.leave_for_good(),
                Err(_) => runner.stand(Front::WipeFailed),
            }
        });
    }
}
