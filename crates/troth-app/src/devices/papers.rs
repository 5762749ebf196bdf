//! Which own devices are the paper of a recovery code. A key decides it, and never what a device calls itself.
//!
//! The device that makes a recovery code writes two things into the own stream: that it added a device, and that the code
//! belongs to the key of that device. Both must come from the same device. So a device that was let in can call itself as
//! it likes, and can write that it is the paper: it did not add itself, and stays listed as the device that it is.

use troth_core::membership::DeviceChanged;
use troth_core::settings::{KeyBytes, SettingsEvent};
use troth_core::{DeviceId, Entry, Event, OwnState};

use crate::devices::own_stream::paper_in;

/// What own devices say about recovery codes, those that were replaced too.
#[derive(Default)]
pub(crate) struct Papers(Vec<Claim>);

/// A device writes that a recovery code belongs to the key of another.
struct Claim {
    by: DeviceId,
    paper: DeviceId,
    /// The words of the entry: they count only where the fold took them.
    keys: KeyBytes,
}

impl Papers {
    /// No code was made, as in a sample.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// Notes what an entry of the own stream says about a recovery code, if it says anything.
    pub(crate) fn note(&mut self, entry: &Entry) {
        if let Event::Settings(SettingsEvent::KeysKept(kept)) = &entry.event
            && let Some(paper) = paper_in(&kept.keys)
        {
            self.0.push(Claim { by: entry.header.device, paper, keys: kept.keys.clone() });
        }
    }

    /// Whether a device is the paper of a recovery code, of the one that holds or of one that was replaced.
    pub(crate) fn hold(&self, own: &OwnState, device: DeviceId) -> bool {
        let mut added = own.members.device_changes().iter().filter(|one| one.what == DeviceChanged::Added);
        let by = added.find(|one| one.device == device).map(|one| one.by);
        self.0
            .iter()
            .any(|claim| claim.paper == device && Some(claim.by) == by && own.settings.keys.contains(&claim.keys))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may panic")]

    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng;
    use troth_core::membership::{MembershipCommand, Name};
    use troth_core::{Command, EntryId, Header};
    use troth_testkit::{Couple, Seed};
    use troth_vault::{RecoveryCode, RecoveryKeys};

    use super::*;
    use crate::devices::own_stream::tell_recovery;

    fn code() -> RecoveryKeys {
        RecoveryCode::make(&mut ChaCha20Rng::from_seed([7; 32])).derive().unwrap()
    }

    fn add(couple: &mut Couple, by: usize, device: DeviceId, label: &str) {
        let label = Name::new(label).unwrap();
        couple.must(by, Command::Membership(MembershipCommand::AddDevice { device, label }));
    }

    /// What the first device of a couple thinks of a device.
    fn is_paper(couple: &Couple, device: DeviceId) -> bool {
        let phone = couple.phone(0);
        let mut papers = Papers::none();
        phone.own.entries().iter().for_each(|entry| papers.note(entry));
        papers.hold(phone.state().own, device)
    }

    #[test]
    fn the_device_that_a_code_was_made_for_is_its_paper_whatever_it_is_called() {
        let (mut couple, keys) = (Couple::linked(Seed(1)), code());
        let paper = DeviceId(keys.device.id().to_bytes());
        add(&mut couple, 0, paper, "Android");
        assert!(!is_paper(&couple, paper));
        couple.must(0, tell_recovery(Some(&keys.target())));
        assert!(is_paper(&couple, paper));
        couple.must(0, tell_recovery(None));
        assert!(is_paper(&couple, paper), "a code that holds no more was one");
    }

    #[test]
    fn a_device_that_was_let_in_is_no_paper_whatever_it_writes_about_itself() {
        let (mut couple, keys) = (Couple::linked(Seed(1)), code());
        let thief = DeviceId(keys.device.id().to_bytes());
        add(&mut couple, 0, thief, "recovery code");
        assert!(!is_paper(&couple, thief), "by its name");
        couple.must(1, tell_recovery(Some(&keys.target())));
        couple.deliver_all();
        assert!(!is_paper(&couple, thief), "by a device that did not add it");

        let mut own = couple.phone(0).own.clone();
        let is_claim = |entry: &&Entry| matches!(entry.event, Event::Settings(SettingsEvent::KeysKept(_)));
        let claim = own.entries().iter().find(is_claim).unwrap().clone();
        let mut papers = Papers::none();
        let header =
            Header { id: EntryId([9; 32]), device: thief, seq: 1, lamport: own.next_lamport(), ..claim.header };
        let claim = Entry { header, ..claim };
        papers.note(&claim);
        own.insert(claim);
        assert_eq!(own.state().settings.keys.len(), 2, "the fold takes what it writes");
        assert!(!papers.hold(own.state(), thief), "by itself");
    }
}
