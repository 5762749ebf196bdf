//! The relay's requests, one constructor each. Paths live here and nowhere else in the app.

use base64ct::{Base64UrlUnpadded, Encoding};
use troth_wire::{
    BlobId, Cursor, EnrolRequest, InvitationId, MailboxId, MailboxSide, PushRequest, RecoveryErase, RecoveryPut,
    SealedRecord, SideView, WireMessage as _,
};

use crate::effect::Method;

/// Who a request is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Auth {
    /// Nobody: knowing the path is the right to ask.
    Nobody,
    /// This device.
    Device,
}

/// A request that may still wait for a session.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) auth: Auth,
    pub(crate) body: Vec<u8>,
}

impl Call {
    fn new(method: Method, auth: Auth, path: String) -> Self {
        Self { method, path, auth, body: Vec::new() }
    }

    fn with(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// Enrols this device in a mailbox, which is made if there is none.
    pub(crate) fn enrol(mailbox: MailboxId, request: &EnrolRequest) -> Self {
        Self::new(Method::Post, Auth::Device, format!("/v1/mailboxes/{mailbox}")).with(request.encode())
    }

    /// Says what one's own side of a mailbox is from now on.
    pub(crate) fn settle(mailbox: MailboxId, side: MailboxSide, view: &SideView) -> Self {
        let path = format!("/v1/mailboxes/{mailbox}/sides/{}", side.number());
        Self::new(Method::Put, Auth::Device, path).with(view.encode())
    }

    /// Appends records.
    pub(crate) fn push(mailbox: MailboxId, records: Vec<SealedRecord>) -> Self {
        let body = PushRequest { records }.encode();
        Self::new(Method::Post, Auth::Device, format!("/v1/mailboxes/{mailbox}/records")).with(body)
    }

    /// Reads records after a cursor.
    pub(crate) fn pull(mailbox: MailboxId, after: Cursor, limit: usize) -> Self {
        let (seq, running) = (after.seq, Base64UrlUnpadded::encode_string(after.running.as_bytes()));
        let path = format!("/v1/mailboxes/{mailbox}/records?after={seq}&running={running}&limit={limit}");
        Self::new(Method::Get, Auth::Device, path)
    }

    /// Puts an invitation's first message down.
    pub(crate) fn make_invitation(id: InvitationId, message: Vec<u8>) -> Self {
        Self::new(Method::Put, Auth::Device, format!("/v1/invitations/{id}")).with(message)
    }

    /// Writes one of an invitation's later messages, once.
    pub(crate) fn answer_invitation(id: InvitationId, slot: u8, message: Vec<u8>) -> Self {
        Self::new(Method::Put, Auth::Nobody, format!("/v1/invitations/{id}/{slot}")).with(message)
    }

    /// Reads one of an invitation's messages.
    pub(crate) fn read_invitation(id: InvitationId, slot: u8) -> Self {
        Self::new(Method::Get, Auth::Nobody, format!("/v1/invitations/{id}/{slot}"))
    }

    /// Takes an invitation back.
    pub(crate) fn withdraw_invitation(id: InvitationId) -> Self {
        Self::new(Method::Delete, Auth::Device, format!("/v1/invitations/{id}"))
    }

    /// Reads the sealed recovery kit.
    pub(crate) fn read_recovery(id: BlobId) -> Self {
        Self::new(Method::Get, Auth::Nobody, format!("/v1/recovery/{id}"))
    }

    /// Deletes a sealed recovery kit.
    pub(crate) fn erase_recovery(id: BlobId, erase: &RecoveryErase) -> Self {
        Self::new(Method::Delete, Auth::Device, format!("/v1/recovery/{id}")).with(erase.encode())
    }

    /// Replaces the sealed recovery kit.
    pub(crate) fn put_recovery(id: BlobId, put: &RecoveryPut) -> Self {
        Self::new(Method::Put, Auth::Device, format!("/v1/recovery/{id}")).with(put.encode())
    }
}
