//! Linking the partner, or adding an own device: the handshake over the relay's drop box.
//!
//! ```text
//! slot   inviter                         invited
//! 0      invitation, commitment     ->   "offered"
//! 1                                 <-   accepted
//! 2      opening                    ->
//!        both show four words; both say yes
//! 3                                 <-   yes
//! 4      welcome: the keys          ->
//! ```
//!
//! Nothing but slot 1 tells the inviter anything, and an empty slot 1 is all there is to see of an invitation that is
//! unopened, declined, expired or withdrawn (care 17).

mod bundle;
mod stage;
mod steps;
mod view;

use troth_vault::DeviceKeys;

pub(crate) use bundle::{Bundle, Welcome};
pub(crate) use stage::{Errand, LinkProgress, Linking, Stage, Yes};

/// The linking in progress, from either side.
#[derive(Default)]
pub(crate) struct Pairing {
    pub(crate) linking: Option<Linking>,
    /// The keys of a device that was invited by another of one's own and has no space yet.
    pub(crate) newcomer: Option<DeviceKeys>,
    /// The relay is asked about it no earlier than this.
    pub(crate) poll_at: i64,
    /// How often it was asked.
    pub(crate) polls: u32,
    /// An invitation that was opened while the record was: whether there is room for another link shows only then.
    pub(crate) asked: Option<String>,
}

impl Pairing {
    /// Something happened: the relay is asked at once.
    pub(crate) fn poll_now(&mut self) {
        self.poll_at = 0;
    }

    /// The same, and the quick polls begin anew.
    pub(crate) fn begin_polling(&mut self) {
        self.poll_at = 0;
        self.polls = 0;
    }
}
