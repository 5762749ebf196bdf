//! What is pressed in Settings.

use troth_core::membership::MembershipCommand;
use troth_core::settings::SettingsCommand;
use troth_core::{Command, DeviceId};
use troth_vault::LocalKey;

use crate::app::App;
use crate::effect::Effect;
use crate::intent::SettingsIntent;
use crate::lock::Lock;
use crate::lock::renewal::Why;
use crate::map::Place;
use crate::message::{Message, Performed};
use crate::place::forks;
use crate::space::open;
use crate::{devices, export, form, key, names};

/// What is said where an entry was right and could not be written.
const UNWRITTEN: [&str; 3] = ["problem-restored-chain", "problem-not-written", "problem-too-much"];

impl App {
    pub(crate) fn settings(&mut self, intent: SettingsIntent) -> Performed {
        match intent {
            SettingsIntent::Rename { name } => {
                let name = names::own(&name)?;
                self.command(Command::Membership(MembershipCommand::ChangeName(name)))?;
                self.ui.done = Some(Message::plain("done-renamed"));
                Ok(())
            }
            SettingsIntent::CallPartner { name } => self.call_partner(&name),
            SettingsIntent::NameDevice { key, name } => self.name_device(&key, &name),
            SettingsIntent::MakeRecovery => self.make_recovery(),
            SettingsIntent::ConfirmRecovery { words } => self.confirm_recovery(&words),
            SettingsIntent::SetLock { passphrase, again } => {
                open(&mut self.space)?;
                Lock::set(&mut self.io, &mut self.slow, [passphrase, again])
            }
            SettingsIntent::GivePassphrase { passphrase } => self.try_passphrase(passphrase),
            SettingsIntent::RemoveLock => {
                open(&mut self.space)?;
                let key = LocalKey::make(&mut self.io.rng);
                self.want_new_key(key, None, Why::LockRemoved);
                Ok(())
            }
            SettingsIntent::RemoveDevice { key } => self.remove_device(&key),
            SettingsIntent::KnowDeviceChanges => {
                devices::changes::put_away(open(&mut self.space)?, &mut self.io);
                Ok(())
            }
            SettingsIntent::Rest { until } => {
                let until = if until.trim().is_empty() { None } else { Some(form::date(&until)?) };
                self.command(Command::Membership(MembershipCommand::TakeRest { until }))
            }
            SettingsIntent::DecideFork { key } => {
                let space = open(&mut self.space)?;
                let forks = space.record.own_forks(&space.me());
                self.command(forks::command(&forks, &key)?)?;
                self.ui.done = Some(Message::plain("done-fork-decided"));
                Ok(())
            }
            SettingsIntent::ReadEarlier { key } => self.read_earlier(&key),
            SettingsIntent::LetGoEarlier { key } => self.let_go_earlier(&key),
            SettingsIntent::EndRest => self.command(Command::Membership(MembershipCommand::EndRest)),
            SettingsIntent::Unlink => {
                open(&mut self.space)?.leave(&mut self.io)?;
                self.go(Place::Today, None);
                Ok(())
            }
            SettingsIntent::Keeper(keeper) => self.say_who_runs_the_server(keeper),
            SettingsIntent::OpenExport => {
                self.ui.export_is_open = true;
                Ok(())
            }
            SettingsIntent::Export(file) => {
                export::hand_over(open(&mut self.space)?, &mut self.io, file);
                Ok(())
            }
            SettingsIntent::Wipe => {
                self.forget_everything_open();
                self.io.effects.push(Effect::Wipe);
                Ok(())
            }
        }
    }

    fn name_device(&mut self, device: &str, name: &str) -> Performed {
        let device: DeviceId = key::read(device).ok_or(Message::plain("problem-nothing-there"))?;
        if !self.sight()?.state.own.members.known_devices().contains_key(&device) {
            return Err(Message::plain("problem-not-your-device"));
        }
        self.command(Command::Settings(SettingsCommand::NameDevice(device, form::optional(name)?)))?;
        self.ui.done = Some(Message::plain("done-device-named"));
        Ok(())
    }

    pub(crate) fn remove_device(&mut self, name: &str) -> Performed {
        let space = open(&mut self.space)?;
        space.speaks_for_all()?;
        let device: DeviceId = key::read(name).ok_or(Message::plain("problem-nothing-there"))?;
        let [own, shared] = space.record.last_entries(device);
        let remove = MembershipCommand::RemoveDevice { device, own, shared };
        let removed = space.command(&mut self.io, Command::Membership(remove));
        // The relay shuts it out also where the entry can't be written: a record that is full must not keep a stolen
        // device in.
        if removed.as_ref().is_err_and(|problem| UNWRITTEN.contains(&problem.id)) {
            space.expel(&mut self.io, device);
        }
        removed?;
        // In the same write as the removal: whatever comes after it, the removed device can't open.
        let settled = space.settle_epochs(&mut self.io);
        // The removal stands, whatever became of the epochs.
        self.forget_paper(device)?;
        settled?;
        self.ui.done = Some(Message::plain("done-device-removed"));
        Ok(())
    }
}
