//! The main loop: inputs go into the app, its effects are carried out, and the view is redrawn.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use troth_app::view::{Gate, SampleView};
use troth_app::{
    App, Boot, Effect, Input, Intent, LinkIntent, Network, SAMPLE_FRAGMENT, SampleIntent, StartIntent, StoreFault,
};
use wasm_bindgen_futures::spawn_local;

use super::bell::Bell;
use super::clock::{self, Alarm};
use super::focus::Focus;
use super::front::{Front, Signals, empty_view};
use super::history::{self, BackGesture};
use super::install::Prompt;
use super::slow_work::SlowWork;
use super::storage::{self, Storage};
use super::tabs::{self, Held};
use super::{address, attention, device, hide, network, page, seed, stopped};
use crate::messages;

/// Interval of redraws, in milliseconds: dates on screen stay true to the minute.
const REDRAW_EVERY_MS: i32 = 60_000;

/// Pause between two message files that are read ahead, in milliseconds: a press comes in between.
const READ_AHEAD_PAUSE_MS: i32 = 20;

/// Longest time from Hide to leaving the page, in milliseconds; care 10 allows 100.
const LEAVING_LIMIT_MS: i32 = 60;

/// The running app, and the browser's capabilities that it uses.
pub(super) struct Runner {
    app: RefCell<Option<App>>,
    /// Counts apps started in this page: a result for an earlier one is dropped.
    turn: Cell<u32>,
    held: RefCell<Option<Held>>,
    has_asked_to_persist: Cell<bool>,
    pub(super) storage: RefCell<Option<Storage>>,
    pub(super) bell: Bell,
    pub(super) alarm: Alarm,
    pub(super) slow_work: SlowWork,
    pub(super) prompt: RefCell<Option<Prompt>>,
    back: BackGesture,
    focus: Focus,
    pub(super) signals: Signals,
}

impl Runner {
    pub(super) fn new(signals: Signals, slow_work: SlowWork) -> Rc<Self> {
        Rc::new(Self {
            app: RefCell::new(None),
            turn: Cell::new(0),
            held: RefCell::new(None),
            has_asked_to_persist: Cell::new(false),
            storage: RefCell::new(None),
            bell: Bell::default(),
            alarm: Alarm::default(),
            slow_work,
            prompt: RefCell::new(None),
            back: BackGesture::new(),
            focus: Focus::default(),
            signals,
        })
    }

    /// Starts the app if no other tab runs it.
    pub(super) async fn start(self: Rc<Self>) {
        match tabs::claim(self.when_lost()).await {
            Some(held) => self.boot(held).await,
            None => self.stand(Front::OtherTab),
        }
    }

    /// Starts the app here, taking it from the tab that runs it.
    pub(super) async fn use_here(self: Rc<Self>) {
        if self.signals.front.get_untracked() != Front::OtherTab {
            return;
        }
        self.stand(Front::Starting);
        match tabs::take_over(self.when_lost()).await {
            Some(held) => self.boot(held).await,
            None => self.stand(Front::OtherTab),
        }
    }

    fn when_lost(self: &Rc<Self>) -> impl Fn() + Clone + 'static + use<> {
        let runner = Rc::clone(self);
        move || runner.let_go()
    }

    /// Ends the app in this tab: another tab runs it now.
    pub(super) fn let_go(&self) {
        if self.held.borrow().is_none() {
            return;
        }
        self.drop_app();
        self.stand(Front::OtherTab);
        // Writes that have begun are ordered before all reads of the other tab.
        if let Some(storage) = self.storage.take() {
            storage.close();
        }
        if let Some(held) = self.held.take() {
            held.release();
        }
    }

    async fn boot(self: Rc<Self>, held: Held) {
        self.held.replace(Some(held));
        let turn = self.turn.get();
        let opened = self.open().await;
        // The record is read in one task and drawn in the next, so that neither keeps a press waiting for both.
        clock::pause(0).await;
        if turn != self.turn.get() {
            return;
        }
        match opened {
            Ok((app, effects)) => self.run(app, effects),
            Err(_) => self.stand(Front::NoStorage),
        }
    }

    async fn open(&self) -> Result<(App, Vec<Effect>), StoreFault> {
        let storage = Storage::open().await?;
        let (rows, place) = (storage.load_first().await?, storage.place());
        self.storage.replace(Some(storage));
        let seed = seed::make().ok_or(StoreFault::Unavailable)?;
        // Without an origin every link to share would lead nowhere.
        let origin = address::origin().ok_or(StoreFault::Unavailable)?;
        let (fragment, device) = (address::fragment(), device::name());
        Ok(App::start(Boot {
            seed,
            now: clock::now(),
            rows,
            storage: place,
            origin,
            fragment,
            device,
            page_load: history::page_load(),
        }))
    }

    fn run(self: &Rc<Self>, app: App, effects: Vec<Effect>) {
        self.app.replace(Some(app));
        self.carry_out(effects);
        self.show();
        self.stand(Front::App);
        if network::now() == Network::Down {
            self.tell(Input::Network(Network::Down));
        }
    }

    /// Sends an input to the running app.
    pub(super) fn tell(self: &Rc<Self>, input: Input) {
        self.feed(self.turn.get(), input);
    }

    /// Returns the number of the running app, for later results.
    pub(super) fn turn(&self) -> u32 {
        self.turn.get()
    }

    /// Sends an input to the app of this turn, carries out its effects, and draws.
    pub(super) fn feed(self: &Rc<Self>, turn: u32, input: Input) {
        if turn != self.turn.get() {
            return;
        }
        if let Some(effects) = self.handle(input) {
            self.carry_out(effects);
            self.show();
        }
    }

    fn handle(&self, input: Input) -> Option<Vec<Effect>> {
        if stopped::has_stopped() {
            return None;
        }
        self.app.borrow_mut().as_mut().map(|app| app.handle(input, clock::now()))
    }

    /// Draws the app as it is now.
    pub(super) fn show(&self) {
        if stopped::has_stopped() {
            return;
        }
        let view = match self.app.borrow().as_ref() {
            Some(app) => app.view(clock::now()),
            None => return,
        };
        self.back.follow(&view);
        self.focus.follow(&view);
        // The sample stores nothing, so the browser is not asked to persist it.
        let is_own = matches!(view.gate, Gate::Open(_)) && view.sample == SampleView::Closed;
        if is_own && !self.has_asked_to_persist.replace(true) {
            spawn_local(storage::ask_to_persist(self.storage.borrow().clone()));
        }
        if self.signals.view.with_untracked(|shown| *shown != view) {
            self.signals.show(view);
        }
    }

    /// Uses another storage from now on, if it is for this app.
    pub(super) fn use_storage(&self, turn: u32, storage: Storage) {
        if turn != self.turn.get() {
            return storage.close();
        }
        self.storage.replace(Some(storage));
        self.has_asked_to_persist.set(false);
    }

    /// Shows this to the person.
    pub(super) fn stand(&self, front: Front) {
        let is_drawn = !matches!(front, Front::Starting | Front::Hidden);
        if is_drawn {
            page::end_arrival();
        }
        if self.signals.front.get_untracked() != front {
            self.signals.front.set(front);
        }
        if is_drawn {
            // It is drawn before the next task runs.
            clock::after(0, || {
                page::mark_ready();
                read_messages_ahead();
            });
        }
    }

    /// Covers the page, drops all keys, and leaves.
    pub(super) fn hide(self: &Rc<Self>) {
        if hide::is_hidden() {
            return;
        }
        hide::cover();
        // Set before any step that could fail: the next steps can only make it sooner.
        clock::after(LEAVING_LIMIT_MS, hide::leave);
        if let Some(effects) = self.handle(Input::Intent(Intent::Start(StartIntent::Hide))) {
            self.carry_out(effects);
            self.drop_app();
            self.stand(Front::Hidden);
        }
        self.back.unwind(hide::leave);
    }

    /// Ends the app silently, with its keys and everything that it showed.
    pub(super) fn drop_app(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        self.bell.close();
        self.alarm.clear();
        self.app.replace(None);
        self.signals.show(empty_view());
    }

    /// Goes to an empty page for good.
    pub(super) fn leave_for_good(&self) {
        clock::after(LEAVING_LIMIT_MS, hide::leave_for_good);
        self.back.unwind(hide::leave_for_good);
    }

    /// Connects all events of the browser.
    pub(super) fn listen(self: &Rc<Self>) {
        self.listen_to_person();
        let runner = Rc::clone(self);
        self.alarm.rings(move || {
            runner.alarm.clear();
            runner.tell(Input::Tick);
        });
        let runner = Rc::clone(self);
        attention::on_sight(move |is_in_sight| {
            runner.signals.is_in_sight.set(is_in_sight);
            if is_in_sight {
                runner.tell(Input::Tick);
            }
        });
        let runner = Rc::clone(self);
        attention::on_return(move || runner.tell(Input::Tick));
        let runner = Rc::clone(self);
        attention::on_touch(move || runner.tell(Input::Touched));
        let runner = Rc::clone(self);
        network::on_change(move |network| runner.tell(Input::Network(network)));
        let runner = Rc::clone(self);
        clock::every(REDRAW_EVERY_MS, move || runner.show());
        let runner = Rc::clone(self);
        tabs::on_let_go(move || runner.let_go());
    }

    fn listen_to_person(self: &Rc<Self>) {
        let runner = Rc::clone(self);
        hide::on_request(move || runner.hide());
        let runner = Rc::clone(self);
        address::on_fragment(move |fragment| runner.tell(Input::Intent(asked_by_address(fragment))));
        let runner = Rc::clone(self);
        history::on_move(move |event| {
            for _ in 0..runner.back.arrived(event) {
                runner.tell(Input::Intent(Intent::Back));
            }
            // The app may not have moved: the history follows it.
            runner.show();
        });
    }
}

/// Reads the messages of screens that may come, one file in each task.
fn read_messages_ahead() {
    if messages::read_another_file() {
        clock::after(READ_AHEAD_PAUSE_MS, read_messages_ahead);
    }
}

/// Returns the intent of a fragment that was put into the address of the open page.
fn asked_by_address(fragment: String) -> Intent {
    if fragment == SAMPLE_FRAGMENT {
        return Intent::Sample(SampleIntent::Open);
    }
    Intent::Link(LinkIntent::Open { link: fragment })
}

/// Reloads the page.
pub(super) fn reload() {
    if let Some(window) = page::window()
        && !hide::is_hidden()
    {
        // If the browser refuses, the page stays as it is: without keys if the app dropped them.
        drop(window.location().reload());
    }
}
