//! Refusals of the relay: a code for programs, a hint for people.

use thiserror::Error;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::cursor::Cursor;
use crate::limits::HINT_MAX_BYTES;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $hint:literal;)*) => {
        /// Why the relay refused. Codes are stable: a number never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum ErrorCode {
            $($(#[$doc])* $name = $code,)*
        }

        impl ErrorCode {
            /// Every code, in order of its number.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the HTTP status that goes with the code.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Returns the name, for metrics and documents.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// Returns the usual hint in plain words.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }

            const fn from_number(number: u64) -> Option<Self> {
                match number { $($code => Some(Self::$name),)* _ => None }
            }
        }
    };
}

codes! {
    /// The request does not follow the format.
    Malformed = 1, 400, "The request does not follow the wire format. Update the app.";
    /// A part of the request exceeds its limit.
    TooLarge = 2, 413, "The request is larger than the relay accepts. Send less at once.";
    /// The signature does not fit the key, host, time and nonce.
    BadSignature = 3, 401, "The signature does not fit. Sign in again, addressing the relay by its own name.";
    /// There is no token, or it has expired, or the relay restarted.
    SessionExpired = 4, 401, "The session has ended. Sign in again.";
    /// The device's clock is too far from the relay's.
    ClockSkew = 5, 401, "The clocks differ too much. Sign in with the relay's time.";
    /// This sign-in was used before.
    Replayed = 6, 401, "This sign-in was used before. Sign in again with a new nonce.";
    /// Nothing here: it never existed, is gone, or is not for this device. The relay does not tell which.
    NothingHere = 7, 404, "There is nothing here for this device.";
    /// Another value is there already.
    Taken = 8, 409, "This place is taken by another value.";
    /// The requested position does not match the relay's records.
    Rewound = 9, 409, "The relay's record differs from what this device saw before. Compare before going on.";
    /// The last member cannot leave.
    LastMember = 10, 409, "The last device cannot leave. Delete the mailbox instead.";
    /// The mailbox has the most members allowed.
    TooManyMembers = 11, 409, "The mailbox has as many devices as it may. Remove one first.";
    /// A mailbox with other members cannot be deleted.
    NotAlone = 12, 409, "Others use this mailbox too. Leave it instead.";
    /// The share of the device's side is full. The other side of the mailbox has its own.
    QuotaReached = 13, 403, "Your share of the mailbox is full. Ask the relay's keeper for room or start a new one.";
    /// Too many requests.
    RateLimited = 14, 429, "Too many requests. Wait a little.";
    /// The relay's disk is full; nothing was stored.
    StorageFull = 15, 507, "The relay has no room left. Nothing was stored; try again once its keeper made room.";
    /// The relay is starting, stopping or cannot reach its store; nothing was stored.
    Unavailable = 16, 503, "The relay is not available right now. Try again soon.";
    /// The relay failed; nothing was stored.
    Internal = 17, 500, "The relay failed. Nothing was stored; try again.";
    /// The write token does not fit the blob.
    WrongToken = 18, 403, "The write token does not fit.";
    /// The request addresses the relay by a name that it does not have.
    WrongHost = 19, 421, "The relay does not answer to this name.";
    /// The path exists, the method does not.
    WrongMethod = 20, 405, "This path does not take this method.";
    /// The device or the relay has the most live connections allowed.
    TooManyConnections = 21, 429, "Too many live connections. Close one or poll instead.";
}

/// What a program needs beyond the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorDetail {
    /// Nothing more.
    None,
    /// With [`ErrorCode::Rewound`]: the end of the mailbox as the relay has it.
    Cursor(Cursor),
    /// With [`ErrorCode::ClockSkew`]: the relay's clock, in minutes since 1 January 1970.
    RelayMinutes(u64),
    /// With [`ErrorCode::RateLimited`]: seconds to wait.
    RetryAfterSeconds(u64),
}

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{hint}")]
pub struct WireError {
    /// For programs.
    pub code: ErrorCode,
    /// For people, in plain words, at most [`HINT_MAX_BYTES`].
    pub hint: String,
    /// More detail for programs.
    pub detail: ErrorDetail,
}

impl WireError {
    /// Makes an error with a detail and the usual hint.
    #[must_use]
    pub fn with_detail(code: ErrorCode, detail: ErrorDetail) -> Self {
        Self { code, hint: code.hint().to_owned(), detail }
    }
}

impl From<ErrorCode> for WireError {
    fn from(code: ErrorCode) -> Self {
        Self::with_detail(code, ErrorDetail::None)
    }
}

impl From<DecodeError> for WireError {
    fn from(error: DecodeError) -> Self {
        let code = match error {
            DecodeError::TooLarge { .. } => ErrorCode::TooLarge,
            _ => ErrorCode::Malformed,
        };
        let mut hint = format!("{} ({error})", code.hint());
        hint.truncate(HINT_MAX_BYTES);
        Self { code, hint, detail: ErrorDetail::None }
    }
}

impl Coded for WireError {
    fn write(&self, to: &mut Writer) {
        to.map(3).uint(0).uint(u64::from(self.code as u16)).uint(1).text(&self.hint).uint(2).item(&self.detail);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(3)?;
        let code = ErrorCode::from_number(from.key(0)?.uint()?).ok_or(DecodeError::Invalid("error code"))?;
        let hint = from.key(1)?.text("hint", HINT_MAX_BYTES)?.to_owned();
        let detail = ErrorDetail::read(from.key(2)?)?;
        Ok(Self { code, hint, detail })
    }
}

impl Coded for ErrorDetail {
    fn write(&self, to: &mut Writer) {
        match self {
            Self::None => to.array(1).uint(0),
            Self::Cursor(cursor) => to.array(2).uint(1).item(cursor),
            Self::RelayMinutes(minutes) => to.array(2).uint(2).uint(*minutes),
            Self::RetryAfterSeconds(seconds) => to.array(2).uint(3).uint(*seconds),
        };
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let items = from.array("detail", 2)?;
        match (items, from.uint()?) {
            (1, 0) => Ok(Self::None),
            (2, 1) => Cursor::read(from).map(Self::Cursor),
            (2, 2) => from.uint().map(Self::RelayMinutes),
            (2, 3) => from.uint().map(Self::RetryAfterSeconds),
            _ => Err(DecodeError::Invalid("detail")),
        }
    }
}
