//! What a person has before them: the record as they hold it, stored or in memory.

use std::collections::BTreeMap;

use troth_core::membership::Link;
use troth_core::{Actor, Entry, PartnerId, State};

use crate::cells::opened::Kept;
use crate::civil;
use crate::devices::papers::Papers;
use crate::effect::Now;
use crate::holding::Holding;
use crate::remark::Remarks;
use crate::view::Bond;

/// What a person has before them. Their own space keeps it sealed; a sample couple has it in memory alone.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    /// Who looks.
    pub(crate) me: Actor,
    pub(crate) state: State<'a>,
    /// The shared stream's entries in order; none before linking.
    pub(crate) shared_entries: &'a [Entry],
    /// What stands beside some entries when they are told.
    pub(crate) remarks: &'a Remarks,
    /// Which own devices are the paper of a recovery code.
    pub(crate) papers: &'a Papers,
    /// What is being typed, by field.
    pub(crate) drafts: &'a BTreeMap<String, String>,
    /// What was opened before.
    pub(crate) kept: &'a Kept,
    /// What was answered here and waits for its hour.
    pub(crate) holding: &'a Holding,
    /// This device has left what the two share, and could not say so there.
    pub(crate) is_out: bool,
    /// What the two share is still being opened.
    pub(crate) is_opening: bool,
}

impl Sight<'_> {
    /// The other partner, once one has joined.
    pub(crate) fn other(&self) -> Option<PartnerId> {
        self.state.shared?.members.other(self.me.partner)
    }

    /// How the two are connected.
    pub(crate) fn bond(&self, now: Now) -> Bond {
        let Some(shared) = self.state.shared else {
            return match (self.is_opening, self.is_out) {
                (false, _) => Bond::Alone,
                (true, false) => Bond::Opening,
                (true, true) => Bond::Unlinked,
            };
        };
        match shared.members.link() {
            Link::Alone => Bond::Alone,
            _ if self.is_out => Bond::Unlinked,
            Link::Unlinked => Bond::Unlinked,
            Link::Linked if shared.members.resting(civil::wall(now).date()).is_some() => Bond::Resting,
            Link::Linked => Bond::Linked,
        }
    }
}
