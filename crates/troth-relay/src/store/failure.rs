//! How the store says no.

use rusqlite::ffi::ErrorCode as SqliteCode;
use thiserror::Error;
use troth_wire::{Cursor, Detail, ErrorCode, WireError};

/// Why a read or write did not happen. Nothing was stored then.
#[derive(Debug, Clone, Error)]
pub(crate) enum StoreError {
    /// The request was refused for what it asked.
    #[error("refused: {0:?}")]
    Refused(ErrorCode),
    /// The asked position does not fit; the mailbox ends here.
    #[error("the asked position does not fit")]
    Rewound(Cursor),
    /// No room left on the disk or within the permitted size.
    #[error("no room left")]
    Full,
    /// The store is stopping, or its writer has gone.
    #[error("the store is closed")]
    Closed,
    /// SQLite failed in another way.
    #[error("the database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Tells whether the request is at fault, so that the transaction around it may go on.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Rewound(_))
    }
}

impl From<ErrorCode> for StoreError {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code)
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(SqliteCode::DiskFull) => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl From<StoreError> for WireError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(code) => code.into(),
            StoreError::Rewound(end) => Self::with_detail(ErrorCode::Rewound, Detail::Cursor(end)),
            StoreError::Full => ErrorCode::StorageFull.into(),
            StoreError::Closed => ErrorCode::Unavailable.into(),
            StoreError::Failed(_) => ErrorCode::Internal.into(),
        }
    }
}
