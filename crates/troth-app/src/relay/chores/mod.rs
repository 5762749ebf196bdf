//! Small errands at the relay that have to be done once, in order, whatever gets in between.

mod derived;

use std::collections::VecDeque;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use troth_wire::{BlobId, InvitationId, MailboxId, RecoveryErase, SigningKey, WriteToken};

use crate::cbor;
use crate::relay::Call;

/// One errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Chore {
    /// Make a mailbox.
    #[n(0)]
    MakeMailbox(#[n(0)] ByteArray<16>),
    /// Let a device into a mailbox.
    #[n(1)]
    AddMember(#[n(0)] ByteArray<16>, #[n(1)] ByteArray<32>),
    /// Take a device out of a mailbox.
    #[n(2)]
    RemoveMember(#[n(0)] ByteArray<16>, #[n(1)] ByteArray<32>),
    /// Seal the keys to the recovery code anew and put the kit down.
    #[n(3)]
    PutKit,
    /// Delete the kit of a recovery code that another one replaced.
    #[n(4)]
    EraseKit(#[n(0)] ByteArray<16>, #[n(1)] ByteArray<32>),
    /// Take an invitation back.
    #[n(5)]
    Withdraw(#[n(0)] ByteArray<16>),
}

impl Chore {
    pub(crate) fn make_mailbox(mailbox: MailboxId) -> Self {
        Self::MakeMailbox(mailbox.to_bytes().into())
    }

    pub(crate) fn add_member(mailbox: MailboxId, member: SigningKey) -> Self {
        Self::AddMember(mailbox.to_bytes().into(), member.to_bytes().into())
    }

    pub(crate) fn remove_member(mailbox: MailboxId, member: SigningKey) -> Self {
        Self::RemoveMember(mailbox.to_bytes().into(), member.to_bytes().into())
    }

    pub(crate) fn withdraw(invitation: InvitationId) -> Self {
        Self::Withdraw(invitation.to_bytes().into())
    }

    pub(crate) fn erase_kit(blob: BlobId, token: WriteToken) -> Self {
        Self::EraseKit(blob.to_bytes().into(), (*token.as_bytes()).into())
    }

    /// The request, for all but the kit.
    pub(crate) fn call(self) -> Option<Call> {
        let mailbox = |bytes: ByteArray<16>| MailboxId::from_bytes(bytes.into());
        let member = |bytes: ByteArray<32>| SigningKey::from_bytes(bytes.into());
        match self {
            Self::MakeMailbox(at) => Some(Call::create_mailbox(mailbox(at))),
            Self::AddMember(at, device) => Some(Call::add_member(mailbox(at), member(device))),
            Self::RemoveMember(at, device) => Some(Call::remove_member(mailbox(at), member(device))),
            Self::EraseKit(blob, token) => {
                let token = WriteToken::from_bytes(token.into());
                Some(Call::erase_recovery(BlobId::from_bytes(blob.into()), &RecoveryErase { token }))
            }
            Self::Withdraw(id) => Some(Call::withdraw_invitation(InvitationId::from_bytes(id.into()))),
            Self::PutKit => None,
        }
    }
}

/// What is still to be done, first in front.
pub(crate) type Chores = VecDeque<Chore>;

pub(crate) fn encode(chores: &Chores) -> Vec<u8> {
    cbor::encode(&chores.iter().copied().collect::<Vec<_>>())
}

/// Reads [`encode`]; nothing where one of the errands can't be read.
pub(crate) fn decode(bytes: &[u8]) -> Option<Chores> {
    minicbor::decode::<Vec<Chore>>(bytes).ok().map(VecDeque::from)
}
