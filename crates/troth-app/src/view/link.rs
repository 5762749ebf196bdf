//! Linking a partner or an own device, from either side.

use super::Busy;
use crate::message::Message;

/// A linking in progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// Whether a partner or an own device is being linked.
    pub purpose: LinkPurpose,
    /// How far it is.
    pub stage: LinkStage,
    /// Waiting for the relay.
    pub busy: Busy,
}

/// What is being linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// The other partner.
    Partner,
    /// An own second device.
    Device,
}

/// How far a linking is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkStage {
    /// The invitation is on its way to the relay, and can be opened once it is there.
    Preparing,
    /// Inviter: the invitation is out. Nothing here tells unopened, declined and expired apart (care 17).
    Invited {
        /// The link to hand over.
        link: String,
        /// The same as a QR code: rows of dark (`true`) and light modules, without the quiet zone.
        qr: Vec<Vec<bool>>,
        /// Last day on which it works, `YYYY-MM-DD`.
        until: String,
    },
    /// Invited: the invitation was read and waits for a yes.
    Offered {
        /// The inviter's name, as they wrote it.
        from: String,
        /// A line of theirs, if they wrote one.
        line: Option<String>,
    },
    /// Invited: accepted, waiting for the other device.
    Waiting,
    /// Both: compare these four words.
    Compare {
        /// The safety words.
        words: [String; 4],
        /// The other's name.
        with: String,
    },
    /// The device that lets another own device in: pick the word that stands third on that device.
    Pick {
        /// The first, second and fourth safety word.
        words: [String; 3],
        /// Four words, the third one among them.
        choices: [String; 4],
        /// What the other device calls itself.
        with: String,
    },
    /// Approved here, waiting for the other's yes.
    Approved {
        /// The safety words, still there to be compared.
        words: [String; 4],
        /// The other's name.
        with: String,
    },
    /// It ended without a link; the message says what to do.
    Failed(Message),
}
