//! The recovery code: making one, writing it down, and coming back with it.

use troth_core::Command;
use troth_core::membership::MembershipCommand;
use troth_core::settings::SettingsCommand;
use troth_vault::{
    DeviceKeys, Keyring, RecoveryCode, RecoveryCodeError, RecoveryKeys, RecoveryTarget, StateFault, open_recovery_kit,
};
use troth_wire::ErrorCode;

use crate::app::App;
use crate::effect::{Effect, Table};
use crate::form;
use crate::message::{Message, Performed};
use crate::relay::chores::Chore;
use crate::relay::requests::{Purpose, Reach};
use crate::relay::{Call, Reply};
use crate::slow::Job;
use crate::slow::work::SlowPurpose;
use crate::space::{Space, open};
use crate::storage::rows::{DEVICE, NEXT_DEVICE};
use crate::view::RecoveryView;

/// A recovery code on its way to paper.
#[derive(Default)]
pub(crate) enum Recovery {
    #[default]
    Idle,
    /// Its keys are being derived.
    Making(RecoveryCode),
    /// On screen until its words are typed back.
    Showing(RecoveryCode, Box<RecoveryKeys>),
}

/// Recovery codes on their way.
#[derive(Default)]
pub(crate) struct Recovering {
    /// The code that is being made here.
    pub(crate) code: Recovery,
    /// The keys of the code by which this device comes back, while its kit is asked for.
    pub(crate) keys: Option<RecoveryKeys>,
}

/// How the paper device is called in the record. Nothing compares it: which device is the paper, `devices/papers.rs` decides.
const PAPER_LABEL: &str = "recovery code";

impl App {
    pub(crate) fn make_recovery(&mut self) -> Performed {
        open(&mut self.space)?.speaks_for_all()?;
        open(&mut self.space)?.may_ask_the_server()?;
        self.shared_must_be_open()?;
        let code = RecoveryCode::make(&mut self.io.rng);
        self.slow.run(&mut self.io, SlowPurpose::MakeRecovery, &Job::Recovery { words: code.words().join(" ") });
        self.recovering.code = Recovery::Making(code);
        Ok(())
    }

    /// The words typed back make the code valid: from now on the relay holds a kit that it opens.
    pub(crate) fn confirm_recovery(&mut self, typed: &str) -> Performed {
        open(&mut self.space)?.speaks_for_all()?;
        open(&mut self.space)?.may_ask_the_server()?;
        let Recovery::Showing(code, keys) = &self.recovering.code else {
            return Err(Message::plain("problem-nothing-there"));
        };
        if RecoveryCode::parse(typed).map_err(wrong_words)?.words() != code.words() {
            return Err(Message::plain("problem-recovery-other"));
        }
        let paper = keys.device.public();
        let target = keys.target();
        // First the record, which may refuse; the keys follow what it says.
        let before = open(&mut self.space)?.keyring.recovery.clone().filter(|old| old.blob != target.blob);
        self.enrol_paper(before.as_ref().map(|old| old.device.id()), paper.id())?;
        let space = open(&mut self.space)?;
        space.keyring.recovery = Some(target);
        let erase = before.as_ref().map(|old| Chore::erase_kit(old.blob, old.write));
        let chores: Vec<Chore> = erase.into_iter().chain([Chore::PutKit]).collect();
        space.save_keyring(&mut self.io);
        space.add_chores(&mut self.io, &chores);
        space.tell_device(&mut self.io, paper)?;
        // Before anything of the new code is told: the old paper opens nothing from here on.
        space.settle_epochs(&mut self.io)?;
        space.tell_recovery(&mut self.io)?;
        self.recovering.code = Recovery::Idle;
        self.ui.done = Some(Message::plain("done-recovery"));
        Ok(())
    }

    fn enrol_paper(&mut self, old: Option<troth_wire::DeviceId>, new: troth_wire::DeviceId) -> Performed {
        let core = |id: troth_wire::DeviceId| troth_core::DeviceId(id.to_bytes());
        if let Some(old) = old {
            let space = open(&mut self.space)?;
            let [own, shared] = space.record.last_entries(core(old));
            let remove = MembershipCommand::RemoveDevice { device: core(old), own, shared };
            self.command(Command::Membership(remove))?;
        }
        let label = form::text(PAPER_LABEL, "problem-name")?;
        self.command(Command::Membership(MembershipCommand::AddDevice { device: core(new), label }))?;
        self.command(Command::Settings(SettingsCommand::KeepRecoveryCode))
    }

    /// If the removed device was the recovery code's paper, there is no code any more.
    pub(crate) fn forget_paper(&mut self, device: troth_core::DeviceId) -> Performed {
        let space = open(&mut self.space)?;
        let was_paper = |old: &mut RecoveryTarget| old.device.id().to_bytes() == device.0;
        let Some(old) = space.keyring.recovery.take_if(was_paper) else { return Ok(()) };
        space.save_keyring(&mut self.io);
        space.add_chores(&mut self.io, &[Chore::erase_kit(old.blob, old.write)]);
        space.tell_recovery(&mut self.io)
    }

    pub(crate) fn recovery_view(&self) -> RecoveryView {
        match &self.recovering.code {
            Recovery::Making(_) => RecoveryView::Making,
            Recovery::Showing(code, _) => RecoveryView::Showing { words: code.words().map(str::to_owned).to_vec() },
            // Nothing of a sample couple is to be brought back.
            Recovery::Idle if self.couple.is_some() => RecoveryView::Set,
            Recovery::Idle if self.space.as_ref().is_some_and(|space| space.keyring.recovery.is_some()) => {
                RecoveryView::Set
            }
            Recovery::Idle => RecoveryView::None,
        }
    }

    /// Comes back on a new device with nothing but the words.
    pub(crate) fn recover(&mut self, words: String) -> Performed {
        if self.space.is_some() {
            return Err(Message::plain("problem-already-started"));
        }
        RecoveryCode::parse(&words).map_err(wrong_words)?;
        self.slow.run(&mut self.io, SlowPurpose::Recover, &Job::Recovery { words });
        Ok(())
    }

    pub(crate) fn kit_read(&mut self, reply: Reply) {
        let Some(keys) = self.recovering.keys.take() else { return };
        let problem = match reply {
            Reply::Done(kit) => match open_kit(&keys, &kit) {
                Ok(keyring) => return self.come_back(keys.device, keyring),
                Err(StateFault::TrialVersion) => "problem-recovery-trial",
                Err(StateFault::Damaged) => "problem-recovery-kit",
            },
            Reply::Refused(error) if error.code == ErrorCode::NothingHere => "problem-recovery-unknown",
            Reply::Refused(_) | Reply::Unreachable => "problem-offline",
        };
        self.ui.problem = Some(Message::plain(problem));
    }

    /// Opens the space as the paper device, which then lets this device in (see [`Self::tend_recovery`]).
    fn come_back(&mut self, paper: DeviceKeys, keyring: Keyring) {
        let local = self.local_key();
        let next = DeviceKeys::make(&mut self.io.rng);
        self.io.put_sealed(&local, NEXT_DEVICE, &next.encode());
        let mut space = Space::make(&mut self.io, local, paper, keyring);
        space.next_device = Some(next);
        self.space = Some(space);
        self.relay.reach = Reach::Fine;
    }

    /// After a recovery: once the record is here, the paper device lets the new one in and steps back.
    pub(crate) fn tend_recovery(&mut self) {
        let Some(space) = &self.space else { return };
        let Some(next) = &space.next_device else { return };
        let (device, public) = (troth_core::DeviceId(next.id().to_bytes()), next.public());
        let state = space.record.state();
        let me = space.me();
        let shared_is_here = space.keyring.shared.is_none()
            || space.shut_out
            || state.shared.is_some_and(|shared| shared.members.holder(me.device).is_some());
        if state.own.members.holder(me.device).is_none() || !shared_is_here {
            return;
        }
        if space.must_make_room() {
            return;
        }
        if state.own.members.holder(device).is_none() {
            self.let_next_device_in(device, public);
        } else if space.has_settled_its_sides()
            && space.chores.is_empty()
            && space.record.is_sent(self.io.now.unix_ms.unsigned_abs())
        {
            self.step_back();
        }
    }

    fn let_next_device_in(&mut self, device: troth_core::DeviceId, public: troth_vault::DevicePublic) {
        let label = match form::text(&self.label, "problem-name") {
            Ok(label) => label,
            Err(problem) => return self.ui.problem = Some(problem),
        };
        let Some(space) = &mut self.space else { return };
        let add = Command::Membership(MembershipCommand::AddDevice { device, label });
        let added = space.command(&mut self.io, add);
        let told = added.and_then(|_| space.tell_device(&mut self.io, public));
        let told = told.and_then(|()| space.settle_epochs(&mut self.io));
        self.ui.problem = told.err();
    }

    /// The new device takes over: the next start is its first.
    fn step_back(&mut self) {
        let Some(space) = &mut self.space else { return };
        let Some(next) = space.next_device.take() else { return };
        self.io.put_sealed(&space.local, DEVICE, &next.encode());
        self.io.store.delete(Table::Sealed, NEXT_DEVICE);
        self.io.flush_last();
        self.io.effects.push(Effect::Restart);
    }

    pub(crate) fn show_recovery(&mut self, bytes: &[u8]) {
        // Nothing is made any more where the page was hidden meanwhile.
        let Recovery::Making(code) = std::mem::replace(&mut self.recovering.code, Recovery::Idle) else { return };
        match RecoveryKeys::decode(bytes) {
            Ok(keys) => self.recovering.code = Recovery::Showing(code, Box::new(keys)),
            Err(_) => self.ui.problem = Some(Message::plain("problem-slow-failed")),
        }
    }

    pub(crate) fn ask_for_kit(&mut self, bytes: &[u8]) {
        let Ok(keys) = RecoveryKeys::decode(bytes) else {
            return self.ui.problem = Some(Message::plain("problem-slow-failed"));
        };
        self.relay.line.send(Call::read_recovery(keys.blob), Purpose::ReadKit);
        self.recovering.keys = Some(keys);
    }
}

/// What a recovery kit holds; a fault where it is damaged, replaced by somebody, or of another version.
fn open_kit(keys: &RecoveryKeys, kit: &[u8]) -> Result<Keyring, StateFault> {
    let opened = open_recovery_kit(keys, kit).map_err(|_| StateFault::Damaged)?;
    Keyring::decode(&opened).map_err(|error| error.fault)
}

fn wrong_words(error: RecoveryCodeError) -> Message {
    match error {
        RecoveryCodeError::WordCount { found } => {
            Message::plain("problem-recovery-count").number("given", i64::try_from(found).unwrap_or(i64::MAX))
        }
        RecoveryCodeError::UnknownWord { position, suggestion, .. } => Message::plain("problem-recovery-word")
            .number("position", i64::try_from(position).unwrap_or(i64::MAX))
            .text("suggestion", suggestion),
    }
}
