//! Seats: who may join a stream, and from which device. The link fixes them before the first entry.
//!
//! ```text
//! shared stream id = digest[16](salt, inviter's seat, invitee's seat)      seat = partner id, device id, root key
//! ```
//!
//! The id of a shared stream commits to its seats, and the header of every record names the stream. So no keys that
//! anybody hands over, in a welcome, in the own stream or in a kit, name other seats for the same record. The id of its
//! mailbox commits to both root keys, so no mailbox gives one of the two's side to somebody else.

use core::fmt;

use rand_core::CryptoRng;
use thiserror::Error;
use troth_wire::{DeviceId, MailboxId, MailboxRoots, SigningKey, StreamId};
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::derive::digest;
use crate::safe::admission::mailbox_salt;
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
    /// The root key of that person's side of the mailbox.
    pub root: SigningKey,
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
        let mut salt = [0; SALT_BYTES];
        rng.fill_bytes(&mut salt);
        let stream = stream_id(&salt, &seats);
        let keys = StreamKeys::from_parts(stream, roots(stream, &seats).mailbox(), EpochKey::make(rng));
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

    /// Returns what the mailbox's id commits to: the root keys of both seats.
    #[must_use]
    pub fn roots(&self) -> MailboxRoots {
        roots(self.stream(), &self.seats)
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
    /// When the bytes are anything else, or the ids of stream and mailbox are not those of the seats.
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
            let to = to.array(3).bytes(&seat.partner);
            to.bytes(seat.device.as_bytes()).bytes(seat.root.as_bytes())
        });
        self.keys.write(to)
    }

    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        exactly(from, 4)?;
        let salt = from.expect(STATE_VERSION)?.fixed()?;
        exactly(from, 2)?;
        let seats = [seat(from)?, seat(from)?];
        let keys = StreamKeys::read(from)?;
        let stream = stream_id(&salt, &seats);
        let is_theirs = keys.stream() == stream && keys.mailbox() == roots(stream, &seats).mailbox();
        let fits = check(&seats).is_ok() && is_theirs;
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
    let [a, b] = [one, two].map(|seat| [&seat.partner[..], seat.device.as_bytes(), seat.root.as_bytes()]);
    StreamId::from_bytes(digest(SHARED_STREAM_DOMAIN, &[salt, a[0], a[1], a[2], b[0], b[1], b[2]]))
}

fn roots(stream: StreamId, [one, two]: &[Seat; 2]) -> MailboxRoots {
    MailboxRoots::of_two(mailbox_salt(stream), [one.root, two.root])
}

fn seat(from: &mut Reader<'_>) -> Result<Seat, Malformed> {
    exactly(from, 3)?;
    let (partner, device) = (from.fixed()?, DeviceId::from_bytes(from.fixed()?));
    Ok(Seat { partner, device, root: SigningKey::from_bytes(from.fixed()?) })
}

fn exactly(from: &mut Reader<'_>, items: usize) -> Result<(), Malformed> {
    if from.array(items)? == items { Ok(()) } else { Err(Malformed) }
}
