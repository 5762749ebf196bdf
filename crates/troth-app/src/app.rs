//! The app: takes inputs, keeps the state of this device, asks the shell for effects.

use std::collections::BTreeSet;

use litemap::LiteMap;
use troth_sync::RequestId;
use troth_vault::{DeviceKeys, LocalKey, RecoveryKeys};
use troth_wire::{InvitationId, MailboxId, StreamId};

use crate::bell::Bell;
use crate::effect::{Effect, Input, Network, Now, Row, Table};
use crate::intent::{Intent, SettingsIntent, StartIntent};
use crate::io::Io;
use crate::linking::{Errand, Linking};
use crate::map::{Detail, Place};
use crate::message::Message;
use crate::place::side_by_side::Guide;
use crate::place::story;
use crate::recovery::Recovery;
use crate::relay::Line;
use crate::sample::{Couple, SAMPLE_FRAGMENT, Sample, ends_the_sample};
use crate::space::Space;
use crate::store::{DEVICE, KEY, KEYRING, LINKING, NEWCOMER, NOTICE, Rows};
use crate::unread::Opening;

/// The first byte of the `key` row: the storage key follows as it is.
pub(crate) const KEY_OPEN: u8 = 0;
/// The first byte of the `key` row: the storage key follows behind a passphrase.
pub(crate) const KEY_LOCKED: u8 = 1;

/// What the shell knows at the start.
#[derive(Debug)]
pub struct Boot {
    /// 32 random bytes from the browser: everything random grows from them.
    pub seed: [u8; 32],
    /// Now.
    pub now: Now,
    /// Everything in local storage.
    pub rows: Vec<Row>,
    /// Where the app came from, which is where its relay is: `https://example.org`.
    pub origin: String,
    /// The address's fragment, if it has one.
    pub fragment: Option<String>,
    /// What this device is called in the list of devices: its kind, for example `Android`.
    pub device: String,
}

/// What a request to the relay was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The sync engine's push into this mailbox.
    Push(RequestId, MailboxId),
    /// The sync engine's pull from this mailbox.
    Pull(RequestId, MailboxId),
    /// The first chore.
    Chore,
    /// A step of the linking by this invitation.
    Link(Errand, InvitationId),
    /// Reading the recovery kit.
    ReadKit,
}

/// What a slow job was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SlowPurpose {
    Lock,
    Unlock,
    /// Trying the passphrase once more, before something that waits for it.
    Vouch,
    MakeRecovery,
    Recover,
}

/// What is on screen.
pub(crate) struct Ui {
    pub(crate) place: Place,
    pub(crate) detail: Option<Detail>,
    pub(crate) problem: Option<Message>,
    pub(crate) done: Option<Message>,
    /// When `done` has been read long enough; none while there is nothing to read.
    pub(crate) done_until: Option<i64>,
    pub(crate) accepted: u64,
    pub(crate) closed: BTreeSet<&'static str>,
    pub(crate) story: story::Ask,
    /// The talk that this phone guides. It is kept nowhere.
    pub(crate) guide: Option<Guide>,
    /// Something about own devices changed while the person was where it is not told.
    pub(crate) points_at_changes: bool,
    /// The earlier record that is being read.
    pub(crate) reading: Option<StreamId>,
    /// The passphrase was given for an export. Whatever else is done closes it again.
    pub(crate) export_is_open: bool,
}

impl Ui {
    /// Today, and nothing said yet.
    pub(crate) fn begin() -> Self {
        Self {
            place: Place::Today,
            detail: None,
            problem: None,
            done: None,
            done_until: None,
            accepted: 0,
            closed: BTreeSet::new(),
            story: story::Ask::default(),
            guide: None,
            points_at_changes: false,
            reading: None,
            export_is_open: false,
        }
    }

    /// An earlier record can be read and is not written in; what is pressed there must not end up in the one of now.
    pub(crate) fn writes_here(&self) -> Result<(), Message> {
        if self.reading.is_none() { Ok(()) } else { Err(Message::plain("problem-earlier")) }
    }

    /// Another shared record counts from now on: nothing on screen may be about the one before.
    pub(crate) fn turn_to_another_record(&mut self) {
        self.closed.clear();
        self.story = story::Ask::default();
        self.guide = None;
        self.reading = None;
        if self.detail.as_ref().is_some_and(|detail| !matches!(detail.place(), Place::Private | Place::Settings)) {
            self.detail = None;
        }
    }
}

/// Whether the relay answered last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Fine,
    Lost,
}

/// The app on one device.
pub struct App {
    pub(crate) origin: String,
    pub(crate) label: String,
    pub(crate) io: Io,
    pub(crate) notice_read: bool,
    /// There are keys in storage that don't open: nothing may be written over them.
    pub(crate) damaged: bool,
    /// Everything behind the closed lock.
    pub(crate) locked: Option<Rows>,
    /// The storage key behind the passphrase, where a lock is set.
    pub(crate) lock: Option<Vec<u8>>,
    /// What is to happen once the passphrase was given again.
    pub(crate) waits_for_passphrase: Option<Intent>,
    /// When a person touched the app last, in milliseconds since 1970.
    pub(crate) touched_ms: i64,
    pub(crate) local: Option<LocalKey>,
    pub(crate) line: Line<Purpose>,
    pub(crate) space: Option<Space>,
    /// In the app of a sample, and nowhere else: two made-up people, in place of a space.
    pub(crate) couple: Option<Couple>,
    pub(crate) sample: Sample,
    /// A device that was invited by another of one's own and has no space yet.
    pub(crate) newcomer: Option<DeviceKeys>,
    pub(crate) linking: Option<Linking>,
    pub(crate) poll_at: i64,
    pub(crate) polls: u32,
    pub(crate) recovery: Recovery,
    pub(crate) recovering: Option<RecoveryKeys>,
    pub(crate) slow: LiteMap<u64, SlowPurpose>,
    pub(crate) next_slow: u64,
    pub(crate) bell: Bell,
    pub(crate) network: Network,
    pub(crate) reach: Reach,
    pub(crate) ui: Ui,
}

impl App {
    /// Starts from what local storage holds.
    #[must_use]
    pub fn start(boot: Boot) -> (Self, Vec<Effect>) {
        let rows = Rows::new(boot.rows);
        let key = rows.plain(KEY).map(<[u8]>::to_vec);
        let mut app = Self::empty(boot.seed, boot.now, boot.origin, boot.device);
        app.notice_read = rows.plain(NOTICE).is_some();
        match key.as_deref().map(<[u8]>::split_first) {
            Some(Some((&KEY_OPEN, key))) => app.open_rows(key, &rows),
            Some(Some((&KEY_LOCKED, lock))) => {
                app.lock = Some(lock.to_vec());
                app.locked = Some(rows);
            }
            Some(_) => app.damaged = true,
            // What is sealed was sealed under a key that is gone.
            None => app.damaged = rows.table(Table::Sealed).next().is_some(),
        }
        if let Some(fragment) = boot.fragment {
            app.io.effects.push(Effect::ClearAddress);
            match fragment == SAMPLE_FRAGMENT {
                true => app.ask_for_sample(),
                false if app.damaged => {}
                false => app.read_invitation(&fragment),
            }
        }
        app.pulse();
        let effects = std::mem::take(&mut app.io.effects);
        (app, effects)
    }

    pub(crate) fn empty(seed: [u8; 32], now: Now, origin: String, label: String) -> Self {
        let line = Line::new(&origin);
        Self {
            origin,
            label,
            io: Io::new(seed, now),
            notice_read: false,
            damaged: false,
            locked: None,
            lock: None,
            waits_for_passphrase: None,
            touched_ms: now.unix_ms,
            local: None,
            line,
            space: None,
            couple: None,
            sample: Sample::Closed,
            newcomer: None,
            linking: None,
            poll_at: 0,
            polls: 0,
            recovery: Recovery::Idle,
            recovering: None,
            slow: LiteMap::new(),
            next_slow: 0,
            bell: Bell::default(),
            network: Network::Up,
            reach: Reach::Fine,
            ui: Ui::begin(),
        }
    }

    /// Opens what stands behind the storage key.
    pub(crate) fn open_rows(&mut self, key: &[u8], rows: &Rows) {
        let Ok(key) = <[u8; 32]>::try_from(key) else {
            self.damaged = true;
            return;
        };
        let local = LocalKey::dangerous_from_bytes(key);
        let mut opening = Opening::new(rows, &local);
        let kept = opening.read(LINKING, Linking::decode).value();
        // An invitation in the address came first: opening the lock must not put it away.
        self.linking = self.linking.take().or(kept);
        self.newcomer = opening.read(NEWCOMER, |bytes| DeviceKeys::decode(bytes).ok()).value();
        self.space = Space::open(&mut self.io.rng, &mut opening, self.linking.as_ref());
        let unread = opening.unread();
        self.damaged = self.space.is_none() && [DEVICE, KEYRING].iter().any(|key| rows.sealed(key).is_some());
        self.io.store.keep_unread(unread);
        self.local = Some(local);
    }

    /// Takes one input and returns what the shell has to do, in order.
    #[must_use]
    pub fn handle(&mut self, input: Input, now: Now) -> Vec<Effect> {
        self.io.now = now;
        if self.locks_before(&input) {
            return std::mem::take(&mut self.io.effects);
        }
        match input {
            Input::Intent(intent) => self.intent(intent),
            Input::Stored { id, result } => self.stored(id, result),
            Input::Answered { id, answer } => self.answered(id, answer),
            Input::Bell(news) => self.bell_said(news),
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
        self.keep_open_key(&local);
        self.local = Some(local.clone());
        local
    }

    /// Puts the storage key beside what it seals: there is no app lock.
    pub(crate) fn keep_open_key(&mut self, local: &LocalKey) {
        let value = [[KEY_OPEN].as_slice(), &*local.dangerous_bytes()].concat();
        self.io.store.put(Table::Plain, KEY, value);
    }

    /// Keeps the linking in progress, or forgets it.
    pub(crate) fn save_linking(&mut self) {
        let Some(local) = self.local.clone() else { return };
        match self.linking.as_ref().and_then(Linking::encode) {
            Some(bytes) => self.io.put_sealed(&local, LINKING, &bytes),
            None => self.io.store.delete(Table::Sealed, LINKING),
        }
    }
}
