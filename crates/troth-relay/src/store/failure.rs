//! Errors of the store.

use rusqlite::ffi::ErrorCode as SqliteCode;
use thiserror::Error;
use troth_wire::{Cursor, ErrorCode, ErrorDetail, WireError};

/// Why a read or write failed. Nothing was stored then.
#[derive(Debug, Clone, Error)]
pub(crate) enum StoreError {
    /// The request itself is refused.
    #[error("refused: {0:?}")]
    Refused(ErrorCode),
    /// The requested position does not match; the mailbox ends at this cursor.
    #[error("the asked position does not fit")]
    Rewound(Cursor),
    /// No room left on the disk or within the allowed size.
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
    /// Tells whether the request is at fault, so that its transaction may continue.
    pub(crate) fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Rewound(_))
    }

    /// The record of a place is not there.
    pub(super) fn missing_record(seq: u64) -> Self {
        Self::Failed(format!("the record at position {seq} is missing"))
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
            StoreError::Rewound(end) => Self::with_detail(ErrorCode::Rewound, ErrorDetail::Cursor(end)),
            StoreError::Full => ErrorCode::StorageFull.into(),
            StoreError::Closed => ErrorCode::Unavailable.into(),
            StoreError::Failed(_) => ErrorCode::Internal.into(),
        }
    }
}
