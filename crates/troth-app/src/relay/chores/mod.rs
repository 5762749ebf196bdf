//! Small errands at the relay that have to be done once, in order, whatever gets in between.

mod derived;

use std::collections::VecDeque;

use minicbor::bytes::ByteArray;
use minicbor::{Decode, Encode};
use troth_wire::{BlobId, InvitationId, MailboxId, RecoveryErase, WriteToken};

use crate::cbor;
use crate::relay::Call;

/// One errand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) enum Chore {
    /// Enrol in a mailbox and see to one's own side of it. (Numbers 0 to 2 were those of trial builds.)
    #[n(6)]
    Admit(#[n(0)] ByteArray<16>),
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
    pub(crate) fn admit(mailbox: MailboxId) -> Self {
        Self::Admit(mailbox.to_bytes().into())
    }

    pub(crate) fn withdraw(invitation: InvitationId) -> Self {
        Self::Withdraw(invitation.to_bytes().into())
    }

    pub(crate) fn erase_kit(blob: BlobId, token: WriteToken) -> Self {
        Self::EraseKit(blob.to_bytes().into(), (*token.as_bytes()).into())
    }

    /// The mailbox of an errand that concerns one.
    pub(crate) fn mailbox(self) -> Option<MailboxId> {
        match self {
            Self::Admit(mailbox) => Some(MailboxId::from_bytes(mailbox.into())),
            Self::PutKit | Self::EraseKit(..) | Self::Withdraw(_) => None,
        }
    }

    /// The request, for those that need no keys.
    pub(crate) fn call(self) -> Option<Call> {
        match self {
            Self::EraseKit(blob, token) => {
                let token = WriteToken::from_bytes(token.into());
                Some(Call::erase_recovery(BlobId::from_bytes(blob.into()), &RecoveryErase { token }))
            }
            Self::Withdraw(id) => Some(Call::withdraw_invitation(InvitationId::from_bytes(id.into()))),
            Self::Admit(_) | Self::PutKit => None,
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
