//! Sealed cells: two answers that open for both partners, or for neither.
//!
//! ```text
//! answer     x, k random; P = X25519(x, 9)
//!            cell = 1 | P | commitment | XChaCha(derive(k, P, context), pad(answer) to 4 KiB)
//! blank      the same shape: P of a discarded secret, the rest random
//! opening    from cell i to cell j, if x_i is held:  XChaCha(w, k_i),  w = derive(X25519(x_i, P_j), context, i, j)
//!            else: random bytes of that length
//! reading    the holder of x_j derives the same w, and so k_i
//! ```
//!
//! Every device posts a cell for every round, and an opening for every pair of an own cell and a partner's cell. A
//! reads B's answer if and only if both hold the secret of an answer: a logical AND, and nothing more. A partner who
//! skipped holds no secret and learns nothing. A partner who answered learns either the other answer or that the round
//! did not open. An observer without a secret sees the same lengths and the same kind of bytes for answers and blanks.
//!
//! **What this does not do.** A changed client can post an empty answer, hold its secret, and so read the partner's
//! answer. It has then answered, and its empty answer shows. A posted answer cannot change: the cell commits to it.

use core::fmt;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::codec::{Malformed, Reader, Writer};
use crate::hazmat::aead::{TAG_BYTES, open_once, seal_once};
use crate::hazmat::derive::{derive, digest};
use crate::hazmat::exchange::{agree, public_point};
use crate::hazmat::pad::{pad_to, unpad_any};
use crate::safe::error::{StateError, reading};
use crate::secret::secret;

const CELL_KEY_DOMAIN: &str = "troth cell key v1";
const COMMITMENT_DOMAIN: &str = "troth cell commitment v1";
const CELL_ID_DOMAIN: &str = "troth cell id v1";
const OPENING_DOMAIN: &str = "troth cell opening v1";

const CELL_VERSION: u8 = 1;
const STATE_VERSION: u64 = 1;

/// Padded length of every answer in bytes. Only one class exists: a second would tell long answers from blanks.
const PADDED_BYTES: usize = 4096;

/// Largest answer in bytes: some 700 words.
pub const ANSWER_MAX_BYTES: usize = PADDED_BYTES - 1;

/// Length of every cell in bytes.
pub const CELL_BYTES: usize = 1 + 32 + 32 + PADDED_BYTES + TAG_BYTES;

/// Length of every opening in bytes.
pub const OPENING_BYTES: usize = 32 + TAG_BYTES;

/// What a device posts for a round: an answer or a blank. Only the holder of its secret can tell which.
#[derive(Clone, PartialEq, Eq)]
pub struct Cell {
    point: [u8; 32],
    commitment: [u8; 32],
    ciphertext: Vec<u8>,
}

/// Why a cell was not made or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CellError {
    /// The answer exceeds [`ANSWER_MAX_BYTES`].
    #[error("an answer holds at most {ANSWER_MAX_BYTES} bytes")]
    TooLarge,
    /// The bytes are not a cell.
    #[error("these bytes are not a cell")]
    Malformed,
    /// A later version made the cell.
    #[error("this cell was written by a newer version")]
    UnsupportedVersion,
}

secret! {
    /// The secret of a cell's point.
    pub(crate) PointSecret
}

secret! {
    /// The key of a cell's content.
    pub(crate) AnswerKey
}

/// The secret of an answer: opens the author's own cell, and the partner's cell if that holds an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct CellSecret {
    point: PointSecret,
    content: AnswerKey,
}

impl Cell {
    /// Makes a cell with an answer. `context` names the round; opening needs the same one.
    ///
    /// # Errors
    ///
    /// [`CellError::TooLarge`].
    pub fn make_answer(
        rng: &mut impl CryptoRng,
        context: &[u8],
        answer: &[u8],
    ) -> Result<(Self, CellSecret), CellError> {
        if answer.len() > ANSWER_MAX_BYTES {
            return Err(CellError::TooLarge);
        }
        let secret = CellSecret { point: PointSecret::make(rng), content: AnswerKey::make(rng) };
        let point = public_point(secret.point.bytes());
        let padded = Zeroizing::new(pad_to(answer, PADDED_BYTES));
        let commitment = *commitment(&secret.content, &point, context, &padded);
        let ciphertext = seal_once(&cell_key(&secret.content, &point, context), &padded);
        Ok((Self { point, commitment, ciphertext }, secret))
    }

    /// Makes a cell that holds nothing and never opens.
    #[must_use]
    pub fn make_blank(rng: &mut impl CryptoRng) -> Self {
        let point = public_point(PointSecret::make(rng).bytes());
        let mut commitment = [0; 32];
        let mut ciphertext = vec![0; PADDED_BYTES + TAG_BYTES];
        rng.fill_bytes(&mut commitment);
        rng.fill_bytes(&mut ciphertext);
        Self { point, commitment, ciphertext }
    }

    /// Encodes the cell: always [`CELL_BYTES`].
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        [&[CELL_VERSION][..], &self.point, &self.commitment, &self.ciphertext].concat()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// [`CellError::Malformed`] or [`CellError::UnsupportedVersion`].
    pub fn decode(bytes: &[u8]) -> Result<Self, CellError> {
        let (version, rest) = bytes.split_first().ok_or(CellError::Malformed)?;
        if *version != CELL_VERSION {
            return Err(CellError::UnsupportedVersion);
        }
        if bytes.len() != CELL_BYTES {
            return Err(CellError::Malformed);
        }
        let (point, rest) = rest.split_first_chunk().ok_or(CellError::Malformed)?;
        let (commitment, ciphertext) = rest.split_first_chunk().ok_or(CellError::Malformed)?;
        Ok(Self { point: *point, commitment: *commitment, ciphertext: ciphertext.to_vec() })
    }

    fn id(&self) -> [u8; 32] {
        digest(CELL_ID_DOMAIN, &[&self.encode()])
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cell(..)")
    }
}

/// Makes the opening from an own cell to a partner's cell. It is noise unless both cells hold answers.
///
/// `secret` is `None` if the own cell is a blank. An opening always has [`OPENING_BYTES`].
#[must_use]
pub fn make_opening(
    rng: &mut impl CryptoRng,
    context: &[u8],
    secret: Option<&CellSecret>,
    own: &Cell,
    theirs: &Cell,
) -> Vec<u8> {
    let mut noise = vec![0; OPENING_BYTES];
    rng.fill_bytes(&mut noise);
    let opening = secret.and_then(|secret| {
        let key = opening_key(secret, &theirs.point, context, own, theirs)?;
        Some(seal_once(&key, secret.content.bytes()))
    });
    opening.unwrap_or(noise)
}

/// Opens the partner's cell with the own secret and the partner's opening.
///
/// `None` if either cell is a blank or a byte changed; the cases cannot be told apart.
#[must_use]
pub fn open_cell(
    context: &[u8],
    own_secret: &CellSecret,
    own: &Cell,
    theirs: &Cell,
    opening: &[u8],
) -> Option<Vec<u8>> {
    let key = opening_key(own_secret, &theirs.point, context, theirs, own)?;
    let content = Zeroizing::new(open_once(&key, opening)?);
    let content = AnswerKey::from_bytes(content.as_slice().try_into().ok()?);
    reveal(&content, context, theirs)
}

/// Opens an own cell.
#[must_use]
pub fn reveal_own(context: &[u8], secret: &CellSecret, own: &Cell) -> Option<Vec<u8>> {
    reveal(&secret.content, context, own)
}

fn reveal(content: &AnswerKey, context: &[u8], cell: &Cell) -> Option<Vec<u8>> {
    let padded = Zeroizing::new(open_once(&cell_key(content, &cell.point, context), &cell.ciphertext)?);
    let committed = commitment(content, &cell.point, context, &padded);
    bool::from(committed[..].ct_eq(&cell.commitment[..])).then(|| unpad_any(&padded).map(<[u8]>::to_vec))?
}

fn cell_key(content: &AnswerKey, point: &[u8; 32], context: &[u8]) -> Zeroizing<[u8; 32]> {
    derive(CELL_KEY_DOMAIN, content.bytes(), &[point, context])
}

fn commitment(content: &AnswerKey, point: &[u8; 32], context: &[u8], padded: &[u8]) -> Zeroizing<[u8; 32]> {
    derive(COMMITMENT_DOMAIN, content.bytes(), &[point, context, padded])
}

/// Derives the key that wraps the content key of `from` for `to`; the holders of either secret derive the same key.
fn opening_key(
    secret: &CellSecret,
    their_point: &[u8; 32],
    context: &[u8],
    from: &Cell,
    to: &Cell,
) -> Option<Zeroizing<[u8; 32]>> {
    let shared = agree(secret.point.bytes(), their_point)?;
    Some(derive(OPENING_DOMAIN, &shared, &[context, &from.id(), &to.id()]))
}

impl CellSecret {
    /// Encodes the secret. The caller seals it, and shares it with own devices at most.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        let to = Writer::for_secrets().map(3).uint(0).uint(STATE_VERSION);
        to.uint(1).bytes(self.point.bytes()).uint(2).bytes(self.content.bytes()).finish_secret()
    }

    /// Reads what [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StateError> {
        reading("cell secret", || Self::read(&mut Reader::new(bytes)))
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.map(3)?;
        from.expect(0)?.expect(STATE_VERSION)?;
        let point = PointSecret::from_bytes(from.expect(1)?.fixed()?);
        let content = AnswerKey::from_bytes(from.expect(2)?.fixed()?);
        from.end()?;
        Ok(Self { point, content })
    }
}

impl fmt::Debug for CellSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CellSecret(..)")
    }
}
