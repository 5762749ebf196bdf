//! Beginning: the notice, keys and a space of one's own; and its opposite, forgetting everything that is open.

use rand_core::Rng;
use troth_core::Command;
use troth_core::membership::MembershipCommand;
use troth_vault::{DeviceKeys, Keyring, PersonalKey, StreamKeys};

use crate::app::App;
use crate::effect::{Effect, Table};
use crate::form;
use crate::intent::{Intent, StartIntent};
use crate::lock::Lock;
use crate::lock::renewal::Renewing;
use crate::map::Place;
use crate::message::{Message, Performed};
use crate::names;
use crate::recovery::Recovery;
use crate::sample::Sample;
use crate::space::Space;
use crate::storage::rows::{INVITED, NOTICE};

impl App {
    /// Nothing is begun over keys that can't be read, or that are behind a closed lock.
    pub(crate) fn may_begin(&self, intent: &Intent) -> Performed {
        match intent {
            Intent::Start(StartIntent::Begin { .. } | StartIntent::Recover { .. } | StartIntent::SetLock { .. })
            | Intent::Link(_) => match self {
                Self { damaged: Some(why), .. } => Err(Message::plain(why)),
                Self { lock: Lock { closed: Some(_), .. }, .. } => Err(Message::plain("problem-already-started")),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    pub(crate) fn start_intent(&mut self, intent: StartIntent) -> Performed {
        match intent {
            StartIntent::NoticeRead => {
                self.notice_read = true;
                self.io.store.put(Table::Plain, NOTICE, vec![1]);
                Ok(())
            }
            StartIntent::Begin { name } => self.begin(&name),
            StartIntent::Recover { words } => self.recover(words),
            StartIntent::MakeRoom { without } => self.make_room(&without),
            StartIntent::SetLock { passphrase, again } => self.set_first_lock([passphrase, again]),
            StartIntent::Unlock { passphrase } => self.lock.unlock(&mut self.io, &mut self.slow, passphrase),
            StartIntent::LockNow => {
                self.io.effects.push(Effect::Restart);
                Ok(())
            }
            StartIntent::Hide => {
                self.forget_everything_open();
                Ok(())
            }
        }
    }

    /// Has a passphrase put before the first key. A lock that is set is changed in Settings, behind its passphrase.
    fn set_first_lock(&mut self, typed: [String; 2]) -> Performed {
        if self.space.is_some() || self.lock.form.is_some() {
            return Err(Message::plain("problem-already-done"));
        }
        Lock::set(&mut self.io, &mut self.slow, typed)
    }

    /// Drops every key and every word from memory; what is stored stays stored.
    pub(crate) fn forget_everything_open(&mut self) {
        self.sample = Sample::Closed;
        // A person who hides leaves no trace of an invitation that they have not answered.
        self.io.store.delete(Table::Plain, INVITED);
        self.forget_place();
        self.io.flush_last();
        self.io.effects.push(Effect::CloseBell);
        self.space = None;
        self.local = None;
        self.link.linking = None;
        self.link.asked = None;
        self.link.newcomer = None;
        self.lock.closed = None;
        self.lock.unlocking = None;
        self.lock.waiting = None;
        self.lock.typed = None;
        // The next start finds one of the two storages; nothing more is written here.
        self.renewing = Renewing::default();
        self.recovering.keys = None;
        self.recovering.code = Recovery::Idle;
    }

    /// Makes keys and a space of one's own.
    pub(crate) fn begin(&mut self, name: &str) -> Performed {
        if self.space.is_some() {
            return Err(Message::plain("problem-already-started"));
        }
        let name = names::own(name)?;
        let label = form::text(&self.label, "problem-name")?;
        let local = self.local_key();
        let device = DeviceKeys::make(&mut self.io.rng);
        let mut partner = [0; 16];
        self.io.rng.fill_bytes(&mut partner);
        let keyring = Keyring {
            partner,
            personal: PersonalKey::make(&mut self.io.rng),
            founder: device.id(),
            own: StreamKeys::make(&mut self.io.rng),
            shared: None,
            recovery: None,
        };
        let mut space = Space::make(&mut self.io, local, device, keyring);
        let start = Command::Membership(MembershipCommand::Start { name, label });
        space.command(&mut self.io, start)?;
        let here = space.device.public();
        space.tell_device(&mut self.io, here)?;
        self.space = Some(space);
        self.go(Place::Today, None);
        Ok(())
    }
}
