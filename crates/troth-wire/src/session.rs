//! Sign-in: a device proves its key once and gets a token for an hour.

use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;

use crate::codec::{Coded, DecodeError, Reader, Writer};
use crate::ids::SigningKey;
use crate::limits::TOKEN_MAX_BYTES;

const STATEMENT_DOMAIN: &[u8] = b"troth session v1\0";

/// The statement that a device signs to open a session: its key, the relay, the time and a nonce.
///
/// The host is the relay's name and port as the client addressed it (the `Host` header, `location.host` in a browser),
/// in lower case. So one relay cannot replay the signature at another relay that checks its own names.
#[derive(Debug, Clone, Copy)]
pub struct SessionStatement<'a> {
    /// The relay as addressed, for example `troth.example:443`.
    pub host: &'a str,
    /// The device that signs in.
    pub signing: SigningKey,
    /// Minutes since 1 January 1970 (UTC) on the device's clock.
    pub unix_minutes: u64,
    /// Random; the relay accepts each nonce once.
    pub nonce: [u8; 16],
}

impl SessionStatement<'_> {
    /// Returns the bytes to sign: domain, length of the host (2 bytes, big endian), host, key, minutes (8), nonce.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = for_host(STATEMENT_DOMAIN, self.host);
        bytes.extend_from_slice(self.signing.as_bytes());
        bytes.extend_from_slice(&self.unix_minutes.to_be_bytes());
        bytes.extend_from_slice(&self.nonce);
        bytes
    }

    /// Combines the statement and its signature into a request.
    #[must_use]
    pub fn signed(&self, signature: Signature) -> SessionRequest {
        SessionRequest { signing: self.signing, unix_minutes: self.unix_minutes, nonce: self.nonce, signature }
    }
}

/// Returns the beginning of a statement to one relay: its domain, the length of the host (2 bytes, big endian), the host.
pub(crate) fn for_host(domain: &[u8], host: &str) -> Vec<u8> {
    let host = host.to_ascii_lowercase();
    // A name beyond `HOST_MAX_BYTES` is refused by every relay, so its length need not fit.
    let length = u16::try_from(host.len()).unwrap_or(u16::MAX);
    [domain, &length.to_be_bytes(), host.as_bytes()].concat()
}

/// An Ed25519 signature.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// Wraps bytes as they are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// Returns the bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({:02x}{:02x}..)", self.0[0], self.0[1])
    }
}

/// `POST /v1/session`: the signed statement without the host, which the relay takes from the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRequest {
    /// The device that signs in.
    pub signing: SigningKey,
    /// Minutes since 1 January 1970 (UTC) on the device's clock.
    pub unix_minutes: u64,
    /// Random; the relay accepts each nonce once.
    pub nonce: [u8; 16],
    /// Ed25519 over [`SessionStatement::to_bytes`].
    pub signature: Signature,
}

impl SessionRequest {
    /// Returns the statement that must have been signed, for a request addressed to `host`.
    #[must_use]
    pub fn statement<'a>(&self, host: &'a str) -> SessionStatement<'a> {
        SessionStatement { host, signing: self.signing, unix_minutes: self.unix_minutes, nonce: self.nonce }
    }
}

/// A bearer token; opaque to clients, sent as base64url in `Authorization: Bearer` or raw in the first live message.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Vec<u8>);

impl Token {
    /// Wraps the bytes of a token.
    ///
    /// # Errors
    ///
    /// Refuses more than [`TOKEN_MAX_BYTES`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        if bytes.len() <= TOKEN_MAX_BYTES {
            Ok(Self(bytes))
        } else {
            Err(DecodeError::TooLarge { what: "token", limit: TOKEN_MAX_BYTES })
        }
    }

    /// Returns the bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the value of the `Authorization` header.
    #[must_use]
    pub fn to_authorization(&self) -> String {
        format!("Bearer {}", Base64UrlUnpadded::encode_string(&self.0))
    }

    /// Reads the value of an `Authorization` header.
    #[must_use]
    pub fn from_authorization(value: &str) -> Option<Self> {
        let text = value.strip_prefix("Bearer ")?;
        let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
        Self::new(bytes).ok()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The answer to a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionAnswer {
    /// The token for every other request.
    pub token: Token,
    /// Minute (since 1 January 1970, by the relay's clock) from which the token is refused.
    pub expires_unix_minutes: u64,
}

impl Coded for Signature {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.fixed("signature").map(Self)
    }
}

impl Coded for SessionRequest {
    fn write(&self, to: &mut Writer) {
        to.map(4).uint(0).item(&self.signing).uint(1).uint(self.unix_minutes);
        to.uint(2).bytes(&self.nonce).uint(3).item(&self.signature);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(4)?;
        let signing = SigningKey::read(from.key(0)?)?;
        let unix_minutes = from.key(1)?.uint()?;
        let nonce = from.key(2)?.fixed("nonce")?;
        let signature = Signature::read(from.key(3)?)?;
        Ok(Self { signing, unix_minutes, nonce, signature })
    }
}

impl Coded for Token {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Self::new(from.bytes("token", TOKEN_MAX_BYTES)?.to_vec())
    }
}

impl Coded for SessionAnswer {
    fn write(&self, to: &mut Writer) {
        to.map(2).uint(0).item(&self.token).uint(1).uint(self.expires_unix_minutes);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, DecodeError> {
        from.map(2)?;
        let token = Token::read(from.key(0)?)?;
        let expires_unix_minutes = from.key(1)?.uint()?;
        Ok(Self { token, expires_unix_minutes })
    }
}
