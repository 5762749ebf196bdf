//! The answers of a partner in a round: the content of a sealed cell.

use minicbor::{Decode, Encode};

use super::events::Questions;
use crate::kernel::codec::{from_bytes, to_bytes};
use crate::kernel::text::Text;

/// Characters of an answer. Three answers in any script fit the smallest cell, so the size of a cell reveals nothing.
pub const ANSWER_CHARS_MAX: usize = 300;

/// One answer: a line or two.
pub type Answer = Text<ANSWER_CHARS_MAX>;

/// The answers to a round's questions. Each may be left out.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum Answers {
    /// To the daily questions.
    #[n(0)]
    #[cbor(map)]
    Daily {
        /// How was today between us?
        #[n(0)]
        today: Option<Answer>,
        /// Something I noticed.
        #[n(1)]
        noticed: Option<Answer>,
        /// One wish.
        #[n(2)]
        wish: Option<Answer>,
    },
    /// To the weekly questions.
    #[n(1)]
    #[cbor(map)]
    Weekly {
        /// What went well?
        #[n(0)]
        went_well: Option<Answer>,
        /// What was hard?
        #[n(1)]
        was_hard: Option<Answer>,
        /// One wish.
        #[n(2)]
        wish: Option<Answer>,
    },
}

impl Answers {
    /// Makes the answers to `questions`, in the order in which they are asked.
    pub fn new(questions: Questions, [first, second, wish]: [Option<Answer>; 3]) -> Self {
        match questions {
            Questions::Daily => Self::Daily { today: first, noticed: second, wish },
            Questions::Weekly => Self::Weekly { went_well: first, was_hard: second, wish },
        }
    }

    /// The questions that these answer.
    pub fn questions(&self) -> Questions {
        match self {
            Self::Daily { .. } => Questions::Daily,
            Self::Weekly { .. } => Questions::Weekly,
        }
    }

    /// The answers in the order in which they were asked.
    pub fn in_order(&self) -> [Option<&Answer>; 3] {
        let (Self::Daily { today: first, noticed: second, wish }
        | Self::Weekly { went_well: first, was_hard: second, wish }) = self;
        [first.as_ref(), second.as_ref(), wish.as_ref()]
    }

    /// The plaintext to seal in a cell.
    pub fn encode(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// Decodes the plaintext of a cell; `None` if it does not hold answers.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        from_bytes(bytes)
    }
}
