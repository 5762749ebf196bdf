//! What the log says about breaches.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::telling::{gold, plain};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;

events! {
    /// Breaches and the questions about them; shared stream, kinds 700-799.
    ///
    /// Nothing here decides who is right: both ways of seeing it stand side by side.
    pub enum BreachEvent in 700..=799 {
        /// The author names what happened.
        BreachNamed = 700, Shared, "breach-named", gold;
        /// Its namer puts it in other words.
        BreachReworded = 701, Shared, "breach-reworded", plain;
        /// Its namer takes it back; that it was named stays in the record.
        BreachTakenBack = 702, Shared, "breach-taken-back", plain;
        /// "I see this differently", by the other.
        BreachSeenOtherwise = 703, Shared, "breach-seen-otherwise", gold;
        /// The hurt partner parks a question.
        QuestionParked = 710, Shared, "question-parked", plain;
        /// They want another amount of detail.
        QuestionDetailed = 711, Shared, "question-detailed", plain;
        /// They take the question back.
        QuestionTakenBack = 712, Shared, "question-taken-back", plain;
        /// The responsible partner answers.
        QuestionAnswered = 713, Shared, "question-answered", gold;
        /// The responsible partner would rather answer with a professional present.
        HelpProposed = 714, Shared, "help-proposed", plain;
        /// The hurt partner agrees to that.
        HelpAgreed = 715, Shared, "help-agreed", plain;
        /// The hurt partner would rather have it written.
        HelpDeclined = 716, Shared, "help-declined", plain;
        /// The responsible partner says: complete to my knowledge, as of today.
        CompleteSaid = 720, Shared, "complete-said", gold;
    }
}

/// What kind of breach.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum BreachKind {
    /// An affair.
    #[n(0)]
    Affair,
    /// A lie.
    #[n(1)]
    Lie,
    /// A broken promise.
    #[n(2)]
    BrokenPromise,
    /// Money.
    #[n(3)]
    Money,
    /// A relapse.
    #[n(4)]
    Relapse,
    /// Privacy.
    #[n(5)]
    Privacy,
    /// Something else.
    #[n(6)]
    Other,
}

/// How much the hurt partner wants to know.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum WantedDetail {
    /// The headline only.
    #[n(0)]
    Headline,
    /// An outline.
    #[n(1)]
    Outline,
    /// All of it.
    #[n(2)]
    Full,
    /// Not now: it waits, and nothing reminds anybody of it.
    #[n(3)]
    NotNow,
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachNamed {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// In the namer's own words.
    #[n(1)]
    pub words: Option<Words>,
    /// On or about which day.
    #[n(2)]
    pub when: Option<CivilDate>,
    /// What kind.
    #[n(3)]
    pub kind: BreachKind,
    /// Who is responsible. The role belongs to this breach, never to the person.
    #[n(4)]
    pub responsible: PartnerId,
}

/// The same in other words. Who is responsible doesn't change with them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachReworded {
    /// The entry that named it.
    #[n(0)]
    pub breach: EntryId,
    /// In one line.
    #[n(1)]
    pub title: Title,
    /// In the namer's own words.
    #[n(2)]
    pub words: Option<Words>,
    /// On or about which day.
    #[n(3)]
    pub when: Option<CivilDate>,
}

/// The other's way of seeing it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachSeenOtherwise {
    /// The entry that named it.
    #[n(0)]
    pub breach: EntryId,
    /// In their own words.
    #[n(1)]
    pub words: Words,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct QuestionParked {
    /// The entry that named the breach.
    #[n(0)]
    pub breach: EntryId,
    /// The question.
    #[n(1)]
    pub words: Words,
    /// How much they want to know.
    #[n(2)]
    pub detail: WantedDetail,
}

/// Another amount of detail.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct QuestionDetailed {
    /// The entry that parked it.
    #[n(0)]
    pub question: EntryId,
    /// How much they want to know now.
    #[n(1)]
    pub detail: WantedDetail,
}

/// An answer. A later one by the same author stands beside the mark "changed later".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct QuestionAnswered {
    /// The entry that parked it.
    #[n(0)]
    pub question: EntryId,
    /// The answer.
    #[n(1)]
    pub words: Words,
}

/// "Complete to my knowledge." The day is the entry's.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct CompleteSaid {
    /// The entry that named the breach.
    #[n(0)]
    pub breach: EntryId,
    /// What belongs to it, if anything.
    #[n(1)]
    pub words: Option<Words>,
}

macro_rules! about {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident })+) => {
        $($(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
        #[cbor(map)]
        pub struct $name {
            $(#[$field_doc])*
            #[n(0)]
            pub $field: EntryId,
        })+
    };
}

about! {
    /// Taken back by its namer.
    BreachTakenBack {
        /// The entry that named it.
        breach
    }
    /// A question taken back.
    QuestionTakenBack {
        /// The entry that parked it.
        question
    }
    /// To be answered with a professional present.
    HelpProposed {
        /// The entry that parked the question.
        question
    }
    /// Agreed.
    HelpAgreed {
        /// The entry that proposed it.
        proposal
    }
    /// Rather in writing.
    HelpDeclined {
        /// The entry that proposed it.
        proposal
    }
}
