//! The passphrase once more: where a lock is set, what hands the record to another device asks for it right before.
//!
//! An open app has been unlocked by its owner, and may be in somebody else's hand a minute later. What waits for the
//! passphrase is the intent itself, in memory; whatever else is done first lets it go. Leaving, resting, hiding and
//! deleting ask for nothing (care 18).

use minicbor::bytes::ByteVec;
use troth_vault::Purpose;

use crate::app::App;
use crate::intent::{Intent, LinkIntent, SettingsIntent};
use crate::linking::Linking;
use crate::lock::check_passphrase;
use crate::map::Detail;
use crate::message::{Message, Performed};
use crate::recovery::Recovery;
use crate::slow::Job;
use crate::slow::work::SlowPurpose;
use crate::view::PassphraseView;

impl App {
    /// What an intent needs the passphrase for; nothing where there is no lock, or where it needs none.
    pub(crate) fn needs_passphrase(&self, intent: &Intent) -> Option<&'static str> {
        let space = self.space.as_ref().filter(|_| self.lock.form.is_some())?;
        match intent {
            Intent::Link(LinkIntent::InviteDevice) => Some("passphrase-device"),
            // What is shown once is not shown again to a person who comes by later.
            Intent::Show(Detail::AddDevice) if self.shows_device_code() => Some("passphrase-device"),
            Intent::Show(Detail::Recovery) if !matches!(self.recovering.code, Recovery::Idle) => {
                Some("passphrase-code")
            }
            Intent::Link(LinkIntent::InvitePartner { .. } | LinkIntent::Accept { .. }) if space.was_linked() => {
                Some("passphrase-link")
            }
            Intent::Settings(SettingsIntent::MakeRecovery) => Some("passphrase-code"),
            Intent::Settings(SettingsIntent::RemoveDevice { .. }) => Some("passphrase-remove"),
            Intent::Settings(SettingsIntent::OpenExport) => Some("passphrase-export"),
            Intent::Settings(SettingsIntent::Export(_)) if !self.ui.export_is_open => Some("passphrase-export"),
            // Or the lock would be taken off first.
            Intent::Settings(SettingsIntent::SetLock { .. } | SettingsIntent::RemoveLock) => Some("passphrase-lock"),
            _ => None,
        }
    }

    fn shows_device_code(&self) -> bool {
        let by_this = |it: &Linking| it.is_by_inviter() && it.purpose() == Purpose::AddDevice;
        self.link.linking.as_ref().is_some_and(by_this)
    }

    /// Keeps an intent that needs the passphrase, or hands it back to be performed. Any other lets go what waits, and going
    /// back does nothing more than that.
    pub(crate) fn ask_passphrase_before(&mut self, intent: Intent) -> Option<Intent> {
        if matches!(intent, Intent::Settings(SettingsIntent::GivePassphrase { .. })) {
            return Some(intent);
        }
        let waited = self.lock.waiting.is_some();
        self.let_go_of_what_waits();
        if let Intent::Settings(SettingsIntent::SetLock { passphrase, again }) = &intent
            && check_passphrase(passphrase, again).is_err()
        {
            // It says what is wrong with the new one, and the form keeps what was typed.
            return Some(intent);
        }
        if self.needs_passphrase(&intent).is_some() {
            self.lock.waiting = Some(intent);
            // Whatever form it came from has handed it over.
            self.ui.accepted += 1;
            return None;
        }
        (intent != Intent::Back || !waited).then_some(intent)
    }

    /// Both files of an export are taken with one passphrase, and nothing else is done between.
    pub(crate) fn close_export_before(&mut self, intent: &Intent) {
        self.ui.export_is_open &= matches!(intent, Intent::Settings(SettingsIntent::Export(_)));
    }

    /// Lets go what waits for the passphrase, and a try of it that runs.
    fn let_go_of_what_waits(&mut self) {
        self.lock.waiting = None;
        self.slow.running.retain(|_, purpose| *purpose != SlowPurpose::Vouch);
    }

    pub(crate) fn try_passphrase(&mut self, passphrase: String) -> Performed {
        let lock = self.lock.form.clone().filter(|_| self.lock.waiting.is_some());
        let lock = ByteVec::from(lock.ok_or(Message::plain("problem-nothing-there"))?);
        self.slow.run(&mut self.io, SlowPurpose::Vouch, &Job::Unlock { passphrase, lock });
        Ok(())
    }

    /// The passphrase was right: what waited for it happens.
    pub(crate) fn vouched(&mut self) {
        let Some(intent) = self.lock.waiting.take() else { return };
        self.ui.accepted += 1;
        if let Err(problem) = self.perform(intent) {
            self.ui.problem = Some(problem);
        }
    }

    pub(crate) fn passphrase_view(&self) -> Option<PassphraseView> {
        let what = self.needs_passphrase(self.lock.waiting.as_ref()?)?;
        Some(PassphraseView { what: Message::plain(what), busy: self.slow.is_running(SlowPurpose::Vouch) })
    }
}
