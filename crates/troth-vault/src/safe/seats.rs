//! Seats: who may join a stream, and from which device. The link fixes them before the first entry.
//!
//! ```text
//! shared stream id = digest[16](salt, inviter's seat, invitee's seat)      seat = partner id, device id
//! ```
//!
//! The id of a shared stream commits to its seats, and the header of every record names the stream. So no keys that
//! anybody hands over, in a welcome, in the own stream or in a kit, name other seats for the same record.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use troth_wire::{DeviceId, MailboxId, StreamId};
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::derive::digest;
use crate::safe::epoch::{EpochKey, StreamKeys};
use crate::safe::error::{StateError, reading};

const SHARED_STREAM_DOMAIN: &str = "troth shared stream id v2";
const STATE_VERSION: u64 = 2;
const SALT_BYTES: usize = 32;

/// A place in a stream: a person, and the device that they join from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The partner's id.
    pub partner: [u8; 16],
    /// The device whose join counts. The partner's other devices are added by it.
    pub device: DeviceId,
}

/// Two seats that can't be those of two people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the two seats name one person or one device twice")]
pub struct SeatError;

/// The keys of a stream that two share, with both seats.
#[derive(Clone, PartialEq, Eq)]
pub struct SharedKeys {
    salt: [u8; SALT_BYTES],
    seats: [Seat; 2],
    keys: StreamKeys,
}

impl SharedKeys {
    /// Makes a new stream for two seats, the inviter's first, with its mailbox and its first epoch.
    ///
    /// # Errors
    ///
    /// [`SeatError`] if the two are one person or one device.
    pub fn make(rng: &mut impl CryptoRng, seats: [Seat; 2]) -> Result<Self, SeatError> {
        check(&seats)?;
        let (mut salt, mut mailbox) = ([0; SALT_BYTES], [0; 16]);
        rng.fill_bytes(&mut salt);
        rng.fill_bytes(&mut mailbox);
        let stream = stream_id(&salt, &seats);
        let keys = StreamKeys::from_parts(stream, MailboxId::from_bytes(mailbox), EpochKey::make(rng));
        Ok(Self { salt, seats, keys })
    }

    /// Returns the seats, the inviter's first.
    #[must_use]
    pub fn seats(&self) -> &[Seat; 2] {
        &self.seats
    }

    /// Returns the keys.
    #[must_use]
    pub fn keys(&self) -> &StreamKeys {
        &self.keys
    }

    /// Returns the stream.
    #[must_use]
    pub fn stream(&self) -> StreamId {
        self.keys.stream()
    }

    /// Returns the mailbox that carries the stream.
    #[must_use]
    pub fn mailbox(&self) -> MailboxId {
        self.keys.mailbox()
    }

    /// Returns the same seats with other epochs. Keys of another stream change nothing.
    #[must_use]
    pub fn with_keys(&self, keys: StreamKeys) -> Self {
        let keys = if keys.stream() == self.stream() { keys } else { self.keys.clone() };
        Self { keys, ..self.clone() }
    }

    /// Encodes keys and seats, for the welcome that lets the other partner in, and for the own stream.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        self.write(Writer::for_secrets()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else, or the stream's id is not that of the seats.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("shared keys", || {
            let mut from = Reader::new(bytes);
            let keys = Self::read(&mut from)?;
            from.end()?;
            Ok(keys)
        })
    }

    pub(crate) fn write(&self, to: Writer) -> Writer {
        let to = to.array(4).uint(STATE_VERSION).bytes(&self.salt).array(2);
        let to = self.seats.iter().fold(to, |to, seat| {
            let to = to.array(2).bytes(&seat.partner);
            to.bytes(seat.device.as_bytes())
        });
        self.keys.write(to)
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        exactly(from, 4)?;
        let salt = from.expect(STATE_VERSION)?.fixed()?;
        exactly(from, 2)?;
        let seats = [seat(from)?, seat(from)?];
        let keys = StreamKeys::read(from)?;
        let fits = check(&seats).is_ok() && keys.stream() == stream_id(&salt, &seats);
        if fits { Ok(Self { salt, seats, keys }) } else { Err(Malformed) }
    }
}

impl fmt::Debug for SharedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SharedKeys({:?})", self.keys)
    }
}

fn check([one, two]: &[Seat; 2]) -> Result<(), SeatError> {
    if one.partner == two.partner || one.device == two.device { Err(SeatError) } else { Ok(()) }
}

fn stream_id(salt: &[u8; SALT_BYTES], [one, two]: &[Seat; 2]) -> StreamId {
    let parts: [&[u8]; 5] = [salt, &one.partner, one.device.as_bytes(), &two.partner, two.device.as_bytes()];
    StreamId::from_bytes(digest(SHARED_STREAM_DOMAIN, &parts))
}

fn seat(from: &mut Reader<'_>) -> Result<Seat, Malformed> {
    exactly(from, 2)?;
    Ok(Seat { partner: from.fixed()?, device: DeviceId::from_bytes(from.fixed()?) })
}

fn exactly(from: &mut Reader<'_>, items: usize) -> Result<(), Malformed> {
    if from.array(items)? == items { Ok(()) } else { Err(Malformed) }
}
