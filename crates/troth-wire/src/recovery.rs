//! The recovery blob: one sealed keyring, at an address that derives from the recovery code.

use core::fmt;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::limits::RECOVERY_MAX_BYTES;

/// The capability to replace a recovery blob. It derives from the recovery code; the relay stores only its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WriteToken([u8; 32]);

impl WriteToken {
    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for WriteToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WriteToken(..)")
    }
}

/// `PUT /v1/recovery/{blob id}`: places or replaces a blob.
///
/// The first write fixes the token's hash; later writes need the same token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryPut {
    /// Permission to write.
    pub token: WriteToken,
    /// At most [`RECOVERY_MAX_BYTES`]. `GET` returns exactly these bytes.
    pub blob: Vec<u8>,
}

/// `DELETE /v1/recovery/{blob id}`: removes a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecoveryErase {
    /// Permission to write.
    pub token: WriteToken,
}

impl Coded for WriteToken {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.fixed("write token").map(Self)
    }
}

impl Coded for RecoveryPut {
    fn write(&self, to: &mut Writer) {
        to.map(2).uint(0).item(&self.token).uint(1).bytes(&self.blob);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(2)?;
        let token = WriteToken::read(from.key(0)?)?;
        let blob = from.key(1)?.bytes("recovery blob", RECOVERY_MAX_BYTES)?.to_vec();
        Ok(Self { token, blob })
    }
}

impl Coded for RecoveryErase {
    fn write(&self, to: &mut Writer) {
        to.map(1).uint(0).item(&self.token);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(1)?;
        Ok(Self { token: WriteToken::read(from.key(0)?)? })
    }
}
