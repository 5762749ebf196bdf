//! What this person took note of or put away: the same on all their devices, and theirs alone.

mod step;

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::codec::events;
use crate::kernel::telling::untold;
use crate::kernel::text::Blob;
use crate::kernel::time::{CivilDate, WallTime};

pub use step::{HelpRule, Step};

/// The longest bundle of keys: a stream's keys after many changes of them.
pub const KEY_BYTES_MAX: usize = 8 * 1024;

/// Keys as the vault encodes them.
pub type KeyBytes = Blob<KEY_BYTES_MAX>;

/// The longest a suggestion can be put away at a time; a quarter of a year.
pub const DISMISSED_DAYS_MAX: u32 = 92;

events! {
    /// What this person took note of or put away; own stream, kinds 600-699. No app ever wrote 600.
    pub enum SettingsEvent in 600..=699 {
        /// They wrote the recovery code down.
        RecoveryCodeKept = 601, Own, -, untold;
        /// They put a suggestion away for a time (care 26).
        StepDismissed = 602, Own, -, untold;
        /// One of their devices keeps keys for the others.
        KeysKept = 603, Own, -, untold;
    }
}

/// Empty on purpose: the code itself is stored nowhere.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct RecoveryCodeKept {}

/// A suggestion put away.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct StepDismissed {
    /// The suggestion.
    #[n(0)]
    pub step: Step,
    /// The first day on which it may come back.
    #[n(1)]
    pub until: CivilDate,
}

/// Keys that all devices of one person need: what they are is the vault's and the app's business.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct KeysKept {
    /// Opaque here.
    #[n(0)]
    pub keys: KeyBytes,
}

/// What this person took note of or put away.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Whether they wrote the recovery code down.
    pub recovery_code_kept: bool,
    /// Keys kept for one's own devices, in the order in which they were kept.
    pub keys: Vec<KeyBytes>,
    dismissed: BTreeMap<Step, CivilDate>,
}

/// What a partner wants to note or put away.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SettingsCommand {
    /// The recovery code was written down.
    KeepRecoveryCode,
    /// Keep keys for one's other devices.
    KeepKeys(KeyBytes),
    /// Put a suggestion away.
    DismissStep {
        /// The suggestion.
        step: Step,
        /// The first day on which it may come back, at most [`DISMISSED_DAYS_MAX`] days ahead.
        until: CivilDate,
    },
}

impl Settings {
    /// Whether a suggestion is put away on `date`.
    ///
    /// What the other asks for is put away by its kind: asking anew must not bring it back.
    pub fn is_dismissed(&self, step: &Step, date: CivilDate) -> bool {
        let same = |known: &Step| match step.is_asked_by_the_other() {
            true => core::mem::discriminant(known) == core::mem::discriminant(step),
            false => known == step,
        };
        self.dismissed.iter().any(|(known, until)| date < *until && same(known))
    }

    pub(crate) fn fold(&mut self, event: &SettingsEvent) -> Result<(), AnomalyKind> {
        match event {
            SettingsEvent::RecoveryCodeKept(_) => self.recovery_code_kept = true,
            SettingsEvent::KeysKept(kept) => self.keys.push(kept.keys.clone()),
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
        SettingsCommand::KeepKeys(keys) => SettingsEvent::KeysKept(KeysKept { keys }),
        SettingsCommand::DismissStep { step, until } => {
            let until = until.min(now.date().plus_days(DISMISSED_DAYS_MAX));
            SettingsEvent::StepDismissed(StepDismissed { step, until })
        }
    };
    vec![event]
}
