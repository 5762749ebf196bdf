//! The app: takes inputs, keeps the state of this device, asks the shell for effects.

use troth_vault::{DeviceKeys, Keyring, LocalKey, StateFault};

use crate::effect::{Effect, Input, Now, Row, StoragePlace, Table};
use crate::intent::{Intent, SettingsIntent, StartIntent};
use crate::io::Io;
use crate::linking::{Linking, Pairing};
use crate::lock::idle;
use crate::lock::renewal::Renewing;
use crate::lock::{self, KEY_LOCKED, KEY_OPEN, Lock};
use crate::message::Message;
use crate::recovery::Recovering;
use crate::relay::requests::Relay;
use crate::sample::{Couple, SAMPLE_FRAGMENT, Sample, ends_the_sample};
use crate::sight::Sight;
use crate::slow::work::SlowWork;
use crate::space::Space;
use crate::staying::PageLoad;
use crate::storage::rows::{DEVICE, INVITED, KEY, KEYRING, LINKING, NEWCOMER, NOTICE, Rows};
use crate::storage::unread::Opening;
use crate::ui::Ui;

/// What the shell knows at the start.
#[derive(Debug)]
pub struct Boot {
    /// 32 random bytes from the browser: everything random grows from them.
    pub seed: [u8; 32],
    /// Now.
    pub now: Now,
    /// What local storage holds: all of the other tables, and the records that [`crate::reads_first`] names. The app asks
    /// for the others later, and takes them if they are here.
    pub rows: Vec<Row>,
    /// Where these rows were.
    pub storage: StoragePlace,
    /// Where the app came from, which is where its relay is: `https://example.org`.
    pub origin: String,
    /// The address's fragment, if it has one.
    pub fragment: Option<String>,
    /// What this device is called in the list of devices: its kind and browser, for example `Phone, Chrome`.
    pub device: String,
    /// How the page was opened.
    pub page_load: PageLoad,
}

/// The app on one device.
pub struct App {
    pub(crate) origin: String,
    pub(crate) label: String,
    pub(crate) page_load: PageLoad,
    pub(crate) io: Io,
    pub(crate) notice_read: bool,
    /// There are keys in storage that don't open: nothing may be written over them. The message says why.
    pub(crate) damaged: Option<&'static str>,
    pub(crate) lock: Lock,
    pub(crate) local: Option<LocalKey>,
    pub(crate) renewing: Renewing,
    pub(crate) relay: Relay,
    /// When a newer version was last looked for.
    pub(crate) looked_for_updates: Option<i64>,
    pub(crate) space: Option<Space>,
    /// In the app of a sample, and nowhere else: two made-up people, in place of a space.
    pub(crate) couple: Option<Couple>,
    pub(crate) sample: Sample,
    pub(crate) link: Pairing,
    pub(crate) recovering: Recovering,
    pub(crate) slow: SlowWork,
    pub(crate) ui: Ui,
}

impl App {
    /// Starts from what local storage holds.
    #[must_use]
    pub fn start(boot: Boot) -> (Self, Vec<Effect>) {
        let rows = Rows::new(boot.rows);
        let key = rows.plain(KEY).map(<[u8]>::to_vec);
        let invited = rows.plain(INVITED).and_then(|bytes| String::from_utf8(bytes.to_vec()).ok());
        let mut app = Self::empty(boot.seed, boot.now, boot.origin, boot.device);
        app.notice_read = rows.plain(NOTICE).is_some();
        app.page_load = boot.page_load;
        match key.as_deref().map(<[u8]>::split_first) {
            Some(Some((&KEY_OPEN, key))) => app.open_rows(key, &rows),
            Some(Some((&KEY_LOCKED, lock))) => {
                app.lock.form = Some(lock.to_vec());
                app.lock.closed = Some(rows);
            }
            Some(_) => app.damaged = Some(BROKEN),
            // What is sealed was sealed under a key that is gone.
            None => app.damaged = rows.table(Table::Sealed).next().map(|_| BROKEN),
        }
        app.leave_outdated_storage(boot.storage);
        app.take_up_invitation(boot.fragment, invited);
        app.pulse();
        let effects = std::mem::take(&mut app.io.effects);
        (app, effects)
    }

    /// Opens what stood in the address, or else the invitation that was opened before and not answered.
    fn take_up_invitation(&mut self, fragment: Option<String>, invited: Option<String>) {
        let Some(fragment) = fragment else {
            let is_first_start = self.local.is_none() && self.lock.form.is_none() && self.damaged.is_none();
            if let Some(invited) = invited.filter(|_| is_first_start) {
                self.read_invitation(&invited);
            }
            return;
        };
        self.io.effects.push(Effect::ClearAddress);
        match fragment == SAMPLE_FRAGMENT {
            true => self.ask_for_sample(),
            false if self.damaged.is_some() => {}
            false => self.read_invitation(&fragment),
        }
    }

    pub(crate) fn empty(seed: [u8; 32], now: Now, origin: String, label: String) -> Self {
        Self {
            label,
            page_load: PageLoad::Afresh,
            io: Io::new(seed, now),
            notice_read: false,
            damaged: None,
            lock: Lock::open(now),
            local: None,
            renewing: Renewing::default(),
            relay: Relay::at(&origin),
            looked_for_updates: None,
            origin,
            space: None,
            couple: None,
            sample: Sample::Closed,
            link: Pairing::default(),
            recovering: Recovering::default(),
            slow: SlowWork::default(),
            ui: Ui::begin(),
        }
    }

    /// Opens what stands behind the storage key.
    pub(crate) fn open_rows(&mut self, key: &[u8], rows: &Rows) {
        let Ok(key) = <[u8; 32]>::try_from(key) else {
            self.damaged = Some(BROKEN);
            return;
        };
        let local = LocalKey::dangerous_from_bytes(key);
        let mut opening = Opening::new(rows, &local);
        let kept = opening.read(LINKING, Linking::decode).value();
        // An invitation in the address came first: opening the lock must not put it away.
        self.link.linking = self.link.linking.take().or(kept);
        self.link.newcomer = opening.read(NEWCOMER, |bytes| DeviceKeys::decode(bytes).ok()).value();
        self.space = Space::open(&mut self.io.rng, &mut opening);
        self.come_back_to(&mut opening);
        let unread = opening.unread();
        let has_keys = [DEVICE, KEYRING].iter().any(|key| rows.sealed(key).is_some());
        self.damaged = (self.space.is_none() && has_keys).then(|| why_unread(rows, &local));
        self.io.store.keep_unread(unread);
        self.local = Some(local);
    }

    /// Takes one input and returns what the shell has to do, in order.
    #[must_use]
    pub fn handle(&mut self, input: Input, now: Now) -> Vec<Effect> {
        self.io.now = now;
        let locks_at = idle::locks_at(&self.lock, self.space.as_ref(), self.ui.guide.as_ref());
        if locks_at.is_some_and(|at| now.unix_ms >= at) {
            // What a person does after that is not done: it may be somebody else.
            self.io.effects.push(Effect::Restart);
            return std::mem::take(&mut self.io.effects);
        }
        self.lock.note_touch(&input, now.unix_ms);
        match input {
            Input::Intent(intent) => self.intent(intent),
            Input::Stored { id, result } => self.stored(id, result),
            Input::Renewed(result) => self.renewed(result),
            Input::Answered { id, answer } => self.answered(id, answer),
            Input::RowsRead(rows) => self.rows_read(rows),
            Input::GoOn => self.goes_on(),
            Input::Bell(news) => {
                let Relay { line, bell, .. } = &mut self.relay;
                bell.said(news, line, self.space.as_mut(), &mut self.io);
            }
            Input::Derived { id, result } => self.derived(id, &result),
            Input::Touched => {}
            Input::Tick => self.ticked(),
            Input::Network(network) => self.network_changed(network),
            Input::SampleFetched(text) => self.sample_fetched(text.as_deref()),
            Input::HandedOver(name) => self.handed_over(name),
        }
        self.pulse();
        std::mem::take(&mut self.io.effects)
    }

    fn intent(&mut self, intent: Intent) {
        if let (Sample::Open(sample), false) = (&mut self.sample, ends_the_sample(&intent)) {
            self.io.effects.extend(sample.act(intent, self.io.now));
            return;
        }
        if let Intent::KeepDraft { field, text } = intent {
            // Typing is no answer to what was said last: the words on screen stay.
            self.keep_draft(&field, &text);
            return;
        }
        self.ui.problem = None;
        self.ui.done = None;
        self.ui.done_until = None;
        self.close_export_before(&intent);
        let Some(intent) = self.ask_passphrase_before(intent) else { return };
        let moves = matches!(intent, Intent::Go(_) | Intent::Show(_) | Intent::Back | Intent::CloseBanner(_))
            // What is slow says yes when it is done; until then the typed words stay where they are.
            || matches!(intent, Intent::Start(StartIntent::Unlock { .. } | StartIntent::Recover { .. }))
            || matches!(intent, Intent::Settings(SettingsIntent::GivePassphrase { .. } | SettingsIntent::Export(_)))
            || matches!(intent, Intent::Calendar(_));
        match self.perform(intent) {
            // A form waits for its own yes: moving about is none.
            Ok(()) => self.ui.accepted += u64::from(!moves),
            Err(problem) => self.ui.problem = Some(problem),
        }
    }

    fn handed_over(&mut self, name: Option<String>) {
        match name {
            Some(name) => self.ui.done = Some(Message::plain("done-file").text("file", name)),
            None => self.ui.problem = Some(Message::plain("problem-file")),
        }
    }

    /// The storage key, made when it is first needed.
    pub(crate) fn local_key(&mut self) -> LocalKey {
        if let Some(local) = &self.local {
            return local.clone();
        }
        let local = LocalKey::make(&mut self.io.rng);
        lock::keep_open_key(&mut self.io, &local);
        self.local = Some(local.clone());
        local
    }

    /// Keeps the linking in progress, or forgets it.
    pub(crate) fn save_linking(&mut self) {
        let Some(local) = self.local.clone() else { return self.save_invited() };
        self.io.store.delete(Table::Plain, INVITED);
        match self.link.linking.as_ref().and_then(Linking::encode) {
            Some(bytes) => self.io.put_sealed(&local, LINKING, &bytes),
            None => self.io.store.delete(Table::Sealed, LINKING),
        }
    }

    /// Before there is a key the link itself is kept, so that a reload does not lose it. It can be used once, and by then
    /// the four words show by whom.
    fn save_invited(&mut self) {
        match self.link.linking.as_ref().filter(|linking| linking.is_unanswered()) {
            Some(linking) => {
                let fragment = linking.invitation.fragment().as_bytes().to_vec();
                self.io.store.put(Table::Plain, INVITED, fragment);
            }
            None => self.io.store.delete(Table::Plain, INVITED),
        }
    }

    /// What lies before the person, or a message that there is nothing yet.
    pub(crate) fn sight(&self) -> Result<Sight<'_>, Message> {
        sight_of(self.couple.as_ref(), self.space.as_ref())
    }
}

/// Keys that can't be read.
const BROKEN: &str = "broken-keys";

/// Why there is no space though there are keys.
fn why_unread(rows: &Rows, local: &LocalKey) -> &'static str {
    let keyring = rows.sealed(KEYRING).and_then(|sealed| local.open(KEYRING, sealed).ok());
    let fault = keyring.and_then(|keyring| Keyring::decode(&keyring).err()).map(|error| error.fault);
    if fault == Some(StateFault::TrialVersion) { "broken-trial" } else { BROKEN }
}

/// What lies before a person: in their own space, or in memory for the sample couple.
pub(crate) fn sight_of<'a>(couple: Option<&'a Couple>, space: Option<&'a Space>) -> Result<Sight<'a>, Message> {
    let sight = couple.map(Couple::sight).or_else(|| space.map(Space::sight));
    sight.ok_or(Message::plain("problem-not-started"))
}
