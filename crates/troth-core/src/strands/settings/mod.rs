//! Private settings of a partner, the same on all their devices: the recovery code, keys, dismissed steps, and the name
//! under which they see the other.

mod step;

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::codec::events;
use crate::kernel::ids::{DeviceId, EntryId, PartnerId};
use crate::kernel::telling::untold;
use crate::kernel::text::{Blob, Text};
use crate::kernel::time::{CivilDate, WallTime};

pub use step::{HelpRule, Step};

/// The most bytes of a bundle of keys: enough for a stream with many epochs.
pub const KEY_BYTES_MAX: usize = 8 * 1024;

/// The most letters of a name for a device: a line on a phone.
pub const DEVICE_NAME_CHARS_MAX: usize = 40;

/// A name for a device.
pub type DeviceName = Text<DEVICE_NAME_CHARS_MAX>;

/// Keys as the vault encodes them.
pub type KeyBytes = Blob<KEY_BYTES_MAX>;

/// Characters of the name under which somebody sees a partner, as of any name.
pub const CALLED_CHARS_MAX: usize = 60;

/// The name under which somebody sees a partner.
pub type CalledName = Text<CALLED_CHARS_MAX>;

/// The most days for which a step can be dismissed at a time: a quarter of a year.
pub const DISMISSED_DAYS_MAX: u32 = 92;

events! {
    /// Private settings; own stream, kinds 600-699. No app ever wrote 600.
    pub enum SettingsEvent in 600..=699 {
        /// The author wrote the recovery code down.
        RecoveryCodeKept = 601, Own, -, untold;
        /// The author dismissed a step for a time (care 26).
        StepDismissed = 602, Own, -, untold;
        /// A device of the author keeps keys for the others.
        KeysKept = 603, Own, -, untold;
        /// The author sets the name under which they see a partner (care 43).
        PartnerCalled = 604, Own, -, untold;
        /// The author calls one of their devices by a name of their own.
        DeviceNamed = 605, Own, -, untold;
    }
}

/// The author wrote the recovery code down. Empty on purpose: the code itself is stored nowhere.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct RecoveryCodeKept {}

/// A dismissed step.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct StepDismissed {
    /// The step.
    #[n(0)]
    pub step: Step,
    /// The first day on which it may come back.
    #[n(1)]
    pub until: CivilDate,
}

/// Keys that all devices of a partner need. Only the vault and the app know what they are.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct KeysKept {
    /// The keys, opaque here.
    #[n(0)]
    pub keys: KeyBytes,
}

/// The name under which the author sees a partner, on their own devices alone.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct PartnerCalled {
    /// The partner.
    #[n(0)]
    pub partner: PartnerId,
    /// The name; `None` takes it back.
    #[n(1)]
    pub name: Option<CalledName>,
}

/// A name for one of the author's devices. It is for their eyes alone, is shown as it was typed, and decides nothing.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct DeviceNamed {
    /// The device.
    #[n(0)]
    pub device: DeviceId,
    /// The name; `None` goes back to what the device calls itself.
    #[n(1)]
    pub name: Option<DeviceName>,
}

/// The private settings of a partner.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Whether the partner wrote the recovery code down.
    pub recovery_code_kept: bool,
    /// Keys kept for the partner's devices, in the order of the log.
    pub keys: Vec<KeyBytes>,
    dismissed: BTreeMap<Step, CivilDate>,
    called: BTreeMap<PartnerId, CalledName>,
    device_names: BTreeMap<DeviceId, DeviceName>,
}

/// What a partner wants to do about their settings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SettingsCommand {
    /// Note that the recovery code was written down.
    KeepRecoveryCode,
    /// Set the name under which a partner is seen; `None` takes it back.
    CallPartner {
        /// The partner.
        partner: PartnerId,
        /// The name.
        name: Option<CalledName>,
    },
    /// Keep keys for the partner's other devices.
    KeepKeys(KeyBytes),
    /// Call a device by a name of one's own, or by its label again.
    NameDevice(DeviceId, Option<DeviceName>),
    /// Dismiss a step.
    DismissStep {
        /// The step.
        step: Step,
        /// The first day on which it may come back, at most [`DISMISSED_DAYS_MAX`] days ahead.
        until: CivilDate,
    },
}

impl Settings {
    /// What the partner calls a device, if they named it.
    pub fn device_name(&self, device: DeviceId) -> Option<&DeviceName> {
        self.device_names.get(&device)
    }

    /// Whether a step is dismissed on `date`.
    ///
    /// A step that the other partner can cause at will is dismissed by its kind, so that a new request does not bring
    /// it back.
    pub fn is_dismissed(&self, step: &Step, date: CivilDate) -> bool {
        let same = |known: &Step| match step.is_asked_by_the_other() {
            true => core::mem::discriminant(known) == core::mem::discriminant(step),
            false => known == step,
        };
        self.dismissed.iter().any(|(known, until)| date < *until && same(known))
    }

    /// Whether a step about this entry of the other partner is dismissed on `date`.
    pub fn is_about_dismissed(&self, entry: EntryId, date: CivilDate) -> bool {
        self.dismissed.iter().any(|(step, until)| date < *until && step.of_the_other() == Some(entry))
    }

    /// The name that the author set for a partner.
    pub fn called(&self, partner: PartnerId) -> Option<&CalledName> {
        self.called.get(&partner)
    }

    pub(crate) fn fold(&mut self, event: &SettingsEvent) -> Result<(), AnomalyKind> {
        match event {
            SettingsEvent::RecoveryCodeKept(_) => self.recovery_code_kept = true,
            SettingsEvent::KeysKept(kept) => self.keys.push(kept.keys.clone()),
            SettingsEvent::PartnerCalled(PartnerCalled { partner, name }) => match name {
                Some(name) => {
                    self.called.insert(*partner, name.clone());
                }
                None => {
                    self.called.remove(partner);
                }
            },
            SettingsEvent::DeviceNamed(named) => match &named.name {
                Some(name) => {
                    self.device_names.insert(named.device, name.clone());
                }
                None => {
                    self.device_names.remove(&named.device);
                }
            },
            SettingsEvent::StepDismissed(dismissed) => {
                self.dismissed.insert(dismissed.step, dismissed.until);
            }
        }
        Ok(())
    }
}

pub(crate) fn decide(now: WallTime, command: SettingsCommand) -> Vec<SettingsEvent> {
    let event = match command {
        SettingsCommand::KeepRecoveryCode => SettingsEvent::RecoveryCodeKept(RecoveryCodeKept {}),
        SettingsCommand::CallPartner { partner, name } => SettingsEvent::PartnerCalled(PartnerCalled { partner, name }),
        SettingsCommand::KeepKeys(keys) => SettingsEvent::KeysKept(KeysKept { keys }),
        SettingsCommand::NameDevice(device, name) => SettingsEvent::DeviceNamed(DeviceNamed { device, name }),
        SettingsCommand::DismissStep { step, until } => {
            let until = until.min(now.date().plus_days(DISMISSED_DAYS_MAX));
            SettingsEvent::StepDismissed(StepDismissed { step, until })
        }
    };
    vec![event]
}
