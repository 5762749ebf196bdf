//! A person with a device: the real app, its effects carried out against the real relay, storage in a map.
//!
//! There is no doorbell here, so the app polls; the browser tests ring it.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;

use troth_app::view::{Gate, OpenView, View};
use troth_app::{
    App, Boot, Effect, HttpAnswer, HttpRequest, Input, Intent, Network, Now, PageLoad, Renewal, Row, StartIntent,
    StoragePlace, StoreFault, Table, Write, slow,
};

use super::http::Connection;

/// Step of the clock for each look at the relay: longer than any retry.
const STEP_MS: i64 = 21_000;

/// Storage that survives a reload.
#[derive(Clone, Default)]
pub struct Disk(pub BTreeMap<(Table, Vec<u8>), Vec<u8>>);

/// One request, as an observer of the relay sees it. Names are random, so that a path counts by its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub unix_ms: i64,
    pub method: &'static str,
    pub path_bytes: usize,
    pub body_bytes: usize,
}

/// What becomes of a new storage that the app asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NewStorage {
    Made,
    Refused,
    /// It waits for [`Person::make_late_storage`].
    Late,
}

/// What the network makes of an answer.
pub type OnTheWay = fn(&HttpRequest, HttpAnswer) -> HttpAnswer;

pub struct Person {
    pub app: App,
    pub disk: Disk,
    pub now: Now,
    pub online: bool,
    /// What becomes of an answer on its way, unless it arrives as it was sent.
    pub on_the_way: Option<OnTheWay>,
    pub wiped: bool,
    /// Writes that the browser has taken and not carried out, while it is slow: the effects' numbers.
    pub slow_disk: Option<Vec<(u64, Vec<Write>)>>,
    /// Requests that were asked and not answered, while the network is slow; also over a reload, which asks anew.
    pub slow_network: Option<Vec<HttpRequest>>,
    /// How the browser answers when a new storage is to be made.
    pub new_storage: NewStorage,
    late: Option<Renewal>,
    /// Slow work waits for [`Person::do_slow_work`].
    pub waits_with_slow_work: bool,
    slow_work: Vec<(u64, Vec<u8>)>,
    /// What is still to be opened waits for [`Person::open_a_step`].
    pub opens_by_hand: bool,
    /// Steps of opening that the app asked for.
    steps: VecDeque<Effect>,
    /// Steps that were carried out.
    pub opened_in: usize,
    /// Where storage is found at the next start.
    pub storage: StoragePlace,
    /// The exported files, as text; messages appear in them by name.
    pub files: Vec<(String, String)>,
    /// Everything that was asked of the relay.
    pub asked: RefCell<Vec<Asked>>,
    /// How often the doorbell was to be opened or told something.
    pub bells: usize,
    /// The mailboxes that it was told to watch, each time.
    pub watched: Vec<Vec<troth_wire::MailboxId>>,
    /// How often a newer version was to be looked for.
    pub looked_for_updates: usize,
    address: SocketAddr,
    seed: u8,
    /// What the device calls itself; without it, its number.
    label: Option<String>,
}

impl Person {
    /// Opens the app on a new device and reads the notice.
    pub fn new(address: SocketAddr, seed: u8, fragment: Option<&str>) -> Self {
        Self::called(None, address, seed, fragment)
    }

    /// The same on a device that calls itself as it likes.
    pub fn called(label: Option<&str>, address: SocketAddr, seed: u8, fragment: Option<&str>) -> Self {
        let now = Now { unix_ms: super::unix_minutes().cast_signed() * 60_000, offset_minutes: 60 };
        Self::opened(label, address, seed, now, fragment)
    }

    /// The same at another time than this machine's clock shows.
    pub fn new_at(address: SocketAddr, seed: u8, now: Now, fragment: Option<&str>) -> Self {
        Self::opened(None, address, seed, now, fragment)
    }

    fn opened(label: Option<&str>, address: SocketAddr, seed: u8, now: Now, fragment: Option<&str>) -> Self {
        let (disk, label) = (Disk::default(), label.map(str::to_owned));
        let mut person =
            Self::boot(address, seed, now, (disk, StoragePlace::Current), fragment, (label, PageLoad::Afresh));
        person.open_all();
        person.say(Intent::Start(StartIntent::NoticeRead));
        person
    }

    fn boot(
        address: SocketAddr,
        seed: u8,
        now: Now,
        disk: (Disk, StoragePlace),
        fragment: Option<&str>,
        load: (Option<String>, PageLoad),
    ) -> Self {
        let (mut person, effects) = Self::start(address, seed, now, disk, fragment, load);
        person.carry_out(effects);
        person
    }

    fn start(
        address: SocketAddr,
        seed: u8,
        now: Now,
        (disk, storage): (Disk, StoragePlace),
        fragment: Option<&str>,
        (label, page_load): (Option<String>, PageLoad),
    ) -> (Self, Vec<Effect>) {
        let boot = Boot {
            seed: [seed; 32],
            now,
            rows: disk.rows(),
            storage,
            origin: format!("http://{address}"),
            fragment: fragment.map(str::to_owned),
            device: label.clone().unwrap_or_else(|| format!("Device {seed}")),
            page_load,
        };
        let (app, effects) = App::start(boot);
        let person = Self {
            app,
            disk,
            now,
            online: true,
            on_the_way: None,
            wiped: false,
            slow_disk: None,
            slow_network: None,
            new_storage: NewStorage::Made,
            late: None,
            waits_with_slow_work: false,
            slow_work: Vec::new(),
            opens_by_hand: true,
            steps: VecDeque::new(),
            opened_in: 0,
            storage,
            files: Vec::new(),
            asked: RefCell::default(),
            bells: 0,
            watched: Vec::new(),
            looked_for_updates: 0,
            address,
            seed,
            label,
        };
        (person, effects)
    }

    /// Closes the page and opens it again.
    pub fn reload(&mut self) {
        self.reload_by_hand();
        self.open_all();
    }

    /// The same as a browser does it that loads a page again where it was open.
    pub fn load_again(&mut self) {
        self.boot_again(PageLoad::Again);
        self.open_all();
    }

    /// The same, and what two share is opened by [`Person::open_a_step`].
    pub fn reload_by_hand(&mut self) {
        self.boot_again(PageLoad::Afresh);
    }

    fn boot_again(&mut self, page_load: PageLoad) {
        self.seed = self.seed.wrapping_add(100);
        let (asked, slow_network) = (self.asked.take(), self.slow_network.take().map(|_| Vec::new()));
        let (bells, looked_for_updates, on_the_way) = (self.bells, self.looked_for_updates, self.on_the_way);
        let (disk, label) = ((self.disk.clone(), self.storage), self.label.take());
        let (person, effects) = Self::start(self.address, self.seed, self.now, disk, None, (label, page_load));
        let asked = RefCell::new(asked);
        *self = Self { asked, slow_network, bells, looked_for_updates, on_the_way, ..person };
        self.carry_out(effects);
    }

    /// Carries out all steps of opening that the app asks for.
    pub fn open_all(&mut self) {
        while self.open_a_step() {}
        self.opens_by_hand = false;
    }

    /// Carries out a step of opening; false if none is left.
    pub fn open_a_step(&mut self) -> bool {
        let Some(step) = self.steps.pop_front() else { return false };
        self.opened_in += 1;
        let by_hand = std::mem::replace(&mut self.opens_by_hand, true);
        self.give(match step {
            Effect::Read { under, after, limit } => Input::RowsRead(self.disk.read(&under, after.as_ref(), limit)),
            _ => Input::GoOn,
        });
        self.opens_by_hand = by_hand;
        true
    }

    /// Copies the device, as a backup restored elsewhere or a copied browser profile would.
    pub fn copied(&self, seed: u8) -> Self {
        let (disk, label) = ((self.disk.clone(), self.storage), self.label.clone());
        let mut copy = Self::boot(self.address, seed, self.now, disk, None, (label, PageLoad::Afresh));
        copy.open_all();
        copy
    }

    pub fn moved_to(&mut self, address: SocketAddr) {
        self.address = address;
    }

    pub fn say(&mut self, intent: Intent) {
        self.give(Input::Intent(intent));
    }

    /// Sends an intent that must succeed.
    pub fn does(&mut self, intent: Intent) {
        let asked = format!("{intent:?}");
        self.say(intent);
        assert_eq!(self.view().problem, None, "{asked}");
    }

    pub fn give(&mut self, input: Input) {
        let effects = self.app.handle(input, self.now);
        self.carry_out(effects);
        while !self.opens_by_hand && self.open_a_step() {}
    }

    /// Lets time pass and lets the app look at the relay.
    pub fn look(&mut self) {
        self.now.unix_ms += STEP_MS;
        self.give(Input::Tick);
    }

    /// The disk catches up with what it was given.
    pub fn settle_disk(&mut self) {
        for (id, writes) in self.slow_disk.take().into_iter().flatten() {
            self.disk.apply(writes);
            self.give(Input::Stored { id, result: Ok(()) });
        }
    }

    /// The network catches up with what it was asked.
    pub fn settle_network(&mut self) {
        for request in self.slow_network.take().into_iter().flatten() {
            let (id, answer) = (request.id, self.ask(request));
            self.give(Input::Answered { id, answer });
        }
    }

    pub fn set_online(&mut self, online: bool) {
        self.online = online;
        self.give(Input::Network(if online { Network::Up } else { Network::Down }));
    }

    /// All that there is to see, on whatever screen.
    pub fn view(&self) -> View {
        self.app.whole_view(self.now)
    }

    /// What is on screen.
    pub fn screen(&self) -> OpenView {
        match self.app.view(self.now).gate {
            Gate::Open(open) => *open,
            other => panic!("not inside: {other:?}"),
        }
    }

    pub fn inside(&self) -> OpenView {
        match self.view().gate {
            Gate::Open(open) => *open,
            other => panic!("not inside: {other:?}"),
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store { id, writes } => {
                    if let Some(waiting) = &mut self.slow_disk {
                        waiting.push((id, writes));
                        continue;
                    }
                    self.disk.apply(writes);
                    self.give(Input::Stored { id, result: Ok(()) });
                }
                step @ (Effect::Read { .. } | Effect::GoOn) => self.steps.push_back(step),
                Effect::Renew(renewal) => match self.new_storage {
                    NewStorage::Made => self.renew(&renewal),
                    NewStorage::Refused => self.give(Input::Renewed(Err(StoreFault::Full))),
                    NewStorage::Late => self.late = Some(renewal),
                },
                Effect::Http(request) => {
                    if let Some(waiting) = &mut self.slow_network {
                        waiting.push(request);
                        continue;
                    }
                    let (id, answer) = (request.id, self.ask(request));
                    self.give(Input::Answered { id, answer });
                }
                Effect::Derive { id, job } => {
                    self.slow_work.push((id, job));
                    if !self.waits_with_slow_work {
                        self.do_slow_work();
                    }
                }
                Effect::Restart => self.reload(),
                Effect::Wipe => {
                    self.disk = Disk::default();
                    self.wiped = true;
                }
                Effect::HandOver(file) => {
                    self.files.push((file.name.clone(), file.text(&|message| message.id.to_owned())));
                    self.give(Input::HandedOver(Some(file.name)));
                }
                Effect::OpenBell { .. } => self.bells += 1,
                Effect::SendBell { message } => self.note_watch(&message),
                Effect::LookForUpdates => self.looked_for_updates += 1,
                Effect::CloseBell | Effect::WakeAt { .. } | Effect::FetchSample | Effect::ClearAddress => {}
            }
        }
    }

    /// The doorbell answers, as far as to be told what to watch.
    pub fn bell_is_there(&mut self) {
        let welcome = troth_wire::WireMessage::encode(&troth_wire::RelayMessage::Welcome);
        self.give(Input::Bell(troth_app::BellNews::Message(welcome)));
        self.look();
    }

    fn note_watch(&mut self, message: &[u8]) {
        self.bells += 1;
        let message = <troth_wire::ClientMessage as troth_wire::WireMessage>::decode(message).unwrap();
        if let troth_wire::ClientMessage::Watch(_, watch) = message {
            self.watched.push(watch.mailboxes.iter().map(|watched| watched.mailbox).collect());
        }
    }

    /// Does the slow work that was asked for.
    pub fn do_slow_work(&mut self) {
        for (id, job) in std::mem::take(&mut self.slow_work) {
            let result = slow::run(&job);
            self.give(Input::Derived { id, result });
        }
    }

    /// Makes the new storage that was asked for a while ago.
    pub fn make_late_storage(&mut self) {
        let renewal = self.late.take().expect("a new storage was asked for");
        self.renew(&renewal);
    }

    fn renew(&mut self, renewal: &Renewal) {
        self.disk = Disk::of(renewal.apply(self.disk.rows()));
        self.storage = StoragePlace::Current;
        self.give(Input::Renewed(Ok(())));
    }

    fn ask(&self, request: HttpRequest) -> HttpAnswer {
        if !self.online {
            return HttpAnswer::Unreachable;
        }
        self.asked.borrow_mut().push(Asked {
            unix_ms: self.now.unix_ms,
            method: request.method.name(),
            path_bytes: request.path.len(),
            body_bytes: request.body.len(),
        });
        let headers: Vec<String> =
            request.bearer.iter().map(|bearer| format!("Authorization: Bearer {bearer}")).collect();
        let exchange = Connection::open(self.address).and_then(|mut connection| {
            connection.exchange(request.method.name(), &request.path, &headers, &request.body)
        });
        match exchange {
            Ok(reply) => {
                let answer = HttpAnswer::Answer { status: reply.status, body: reply.body };
                let change = self.on_the_way.unwrap_or(|_, answer| answer);
                change(&request, answer)
            }
            Err(_) => HttpAnswer::Unreachable,
        }
    }
}

impl Disk {
    fn of(rows: Vec<Row>) -> Self {
        Self(rows.into_iter().map(|row| ((row.table, row.key), row.value)).collect())
    }

    pub fn rows(&self) -> Vec<Row> {
        let row = |((table, key), value): (&(Table, Vec<u8>), &Vec<u8>)| Row {
            table: *table,
            key: key.clone(),
            value: value.clone(),
        };
        self.0.iter().map(row).collect()
    }

    fn read(&self, under: &[u8], after: Option<&Vec<u8>>, limit: u32) -> Vec<Row> {
        let rows = self.rows().into_iter().filter(|row| row.table == Table::Records && row.key.starts_with(under));
        rows.filter(|row| after.is_none_or(|after| row.key > *after)).take(limit as usize).collect()
    }

    fn apply(&mut self, writes: Vec<Write>) {
        for write in writes {
            match write {
                Write::Put { table, key, value } => {
                    self.0.insert((table, key), value);
                }
                Write::Delete { table, key } => {
                    self.0.remove(&(table, key));
                }
            }
        }
    }
}
