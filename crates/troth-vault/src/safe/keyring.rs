//! The keys that all devices of one partner share.

use core::fmt;

use troth_wire::DeviceId;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::safe::admission::own_root_of;
use crate::safe::epoch::StreamKeys;
use crate::safe::error::{StateError, StateFault, reading};
use crate::safe::recovery::RecoveryTarget;
use crate::safe::seats::{Seat, SharedKeys};
use crate::secret::secret;

const STATE_VERSION: u64 = 2;
/// The version of trial builds, which knew no seats. It had [`TRIAL_FIELDS`] fields.
const TRIAL_VERSION: u64 = 1;
const TRIAL_FIELDS: u64 = 6;

secret! {
    /// A partner's own key, held by that partner's devices only. It tells own entries from the other partner's.
    pub PersonalKey
}

/// The keys that a new device of the same partner receives; the recovery kit holds the same.
#[derive(Clone, PartialEq, Eq)]
pub struct Keyring {
    /// The partner's id, random, made at the start.
    pub partner: [u8; 16],
    /// Authenticates own entries to own devices.
    pub personal: PersonalKey,
    /// The device that began the own stream, which is the one seat there.
    pub founder: DeviceId,
    /// The partner's own stream.
    pub own: StreamKeys,
    /// The stream shared with the other partner and both seats in it, once linked.
    pub shared: Option<SharedKeys>,
    /// Where to update the recovery kit, once there is one.
    pub recovery: Option<RecoveryTarget>,
}

impl Keyring {
    /// Returns the seat of the own stream.
    #[must_use]
    pub fn own_seat(&self) -> Seat {
        let root = own_root_of(self.own.first_epoch(), self.own.stream());
        Seat { partner: self.partner, device: self.founder, root }
    }

    /// Encodes all keys. The caller seals them: at rest, in a welcome or in a recovery kit.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let to = Writer::for_secrets().map(7).uint(0).uint(STATE_VERSION);
        let to = to.uint(1).bytes(&self.partner).uint(2).bytes(self.personal.bytes());
        let to = self.own.write(to.uint(3)).uint(4).bytes(self.founder.as_bytes()).uint(5);
        let to = match &self.shared {
            Some(shared) => shared.write(to),
            None => to.null(),
        };
        let to = to.uint(6);
        let to = match &self.recovery {
            Some(target) => target.write_to(to),
            None => to.null(),
        };
        to.finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else; [`StateFault::TrialVersion`] for a keyring of version 1.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("keyring", || Self::read(&mut Reader::new(bytes))).map_err(|error| match is_of_a_trial(bytes) {
            Ok(()) => StateError { fault: StateFault::TrialVersion, ..error },
            Err(Malformed) => error,
        })
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.map(7)?;
        from.expect(0)?.expect(STATE_VERSION)?;
        let partner = from.expect(1)?.fixed()?;
        let personal = PersonalKey::from_bytes(from.expect(2)?.fixed()?);
        let own = StreamKeys::read(from.expect(3)?)?;
        let founder = DeviceId::from_bytes(from.expect(4)?.fixed()?);
        let shared = if from.expect(5)?.null()? { None } else { Some(SharedKeys::read(from)?) };
        let recovery = if from.expect(6)?.null()? { None } else { Some(RecoveryTarget::read(from)?) };
        from.end()?;
        Ok(Self { partner, personal, founder, own, shared, recovery })
    }
}

/// Accepts the beginning of a keyring of version 1.
fn is_of_a_trial(bytes: &[u8]) -> Result<(), Malformed> {
    let mut from = Reader::new(bytes);
    from.map(TRIAL_FIELDS)?;
    from.expect(0)?.expect(TRIAL_VERSION).map(|_| ())
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("own", &self.own).field("shared", &self.shared).finish_non_exhaustive()
    }
}
