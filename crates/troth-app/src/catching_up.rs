//! What a person did before the shared record was open, said there once it is.
//!
//! Unlinking and removing a device never wait. The relay and the own stream are told at once; these two entries follow.

use troth_core::membership::{DeviceChanged, Link, MembershipCommand};
use troth_core::{Command, DeviceId, Refusal};
use troth_vault::SharedKeys;
use troth_wire::StreamId;

use crate::effect::Table;
use crate::io::Io;
use crate::message::{Message, Performed};
use crate::space::Space;
use crate::storage::rows::OUT;

impl Space {
    /// Whether a command has to wait until the shared record is open, since it belongs into both streams.
    pub(crate) fn waits_for_shared(&self, command: &Command) -> bool {
        let is_for_both = matches!(
            command,
            Command::Membership(
                MembershipCommand::AddDevice { .. } | MembershipCommand::Join | MembershipCommand::ChangeName(_)
            )
        );
        is_for_both && self.record.is_opening()
    }

    /// What is said to a refusal: a shared record that is not open yet is no missing link.
    pub(crate) fn why_refused(&self, refusal: Refusal) -> Message {
        match refusal {
            Refusal::NotLinked if self.record.is_opening() => Message::plain("problem-opening"),
            other => crate::place::refused(other),
        }
    }

    /// Takes no further part in what the two share, from now on and after the next start. It is said once it is open.
    pub(crate) fn leave_before_opening(&mut self, io: &mut Io, stream: StreamId) {
        io.put_sealed(&self.local, OUT, stream.as_bytes());
        self.out = Some(stream);
    }

    /// The shared record is open.
    pub(crate) fn shared_is_open(&mut self, io: &mut Io) -> Performed {
        if self.out_is_unreadable {
            // It is the one that counts if nothing can be said in it, since that alone makes a device leave so.
            let shared = self.keyring.shared.as_ref().map(SharedKeys::stream);
            self.out = shared.filter(|_| self.record.is_stopped() || !self.may_speak());
        }
        self.say_what_left(io);
        self.follow_removals(io)
    }

    /// Says that this person left. A device that may not say it stays out without a word.
    fn say_what_left(&mut self, io: &mut Io) {
        let current = self.keyring.shared.as_ref().map(SharedKeys::stream);
        let Some(stream) = self.out.take_if(|out| Some(*out) == current) else { return };
        let link = self.record.state().shared.map(|shared| shared.members.link());
        let is_over = self.may_speak() && link != Some(Link::Linked);
        let leave = Command::Membership(MembershipCommand::Leave);
        if is_over || self.may_speak() && self.command(io, leave).is_ok() {
            return io.store.delete(Table::Sealed, OUT);
        }
        self.out = Some(stream);
        self.record.stop(&stream);
    }

    /// Takes the devices out of the shared record that this device took out of the own one, and starts an epoch without
    /// them.
    fn follow_removals(&mut self, io: &mut Io) -> Performed {
        let removed = self.removed_here_alone();
        if removed.is_empty() || self.is_out() {
            return Ok(());
        }
        for device in removed {
            let [own, shared] = self.record.last_entries(device);
            self.command(io, Command::Membership(MembershipCommand::RemoveDevice { device, own, shared }))?;
        }
        self.settle_epochs(io)
    }

    fn removed_here_alone(&self) -> Vec<DeviceId> {
        let (state, me) = (self.record.state(), self.me());
        let Some(shared) = state.shared else { return Vec::new() };
        let changes = state.own.members.device_changes().iter();
        let removed = changes.filter(|change| change.what == DeviceChanged::Removed && change.by == me.device);
        let stays =
            |device: &DeviceId| shared.members.is_active(*device) && shared.members.holder(*device) == Some(me.partner);
        removed.map(|change| change.device).filter(stays).collect()
    }
}
