//! Recovery codes on their way: one that is made here, and one by which this device comes back.

use troth_vault::{RecoveryCode, RecoveryKeys};

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
