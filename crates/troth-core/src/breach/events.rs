//! What the log says about breaches.

use minicbor::{Decode, Encode};

use crate::codec::events;
use crate::ids::{EntryId, PartnerId};
use crate::text::{Title, Words};
use crate::time::CivilDate;

events! {
    /// Breaches and the questions about them; shared stream, kinds 700-799.
    ///
    /// Nothing here decides who is right: both ways of seeing it stand side by side.
    pub enum BreachEvent {
        /// The author names what happened.
        BreachNamed(BreachNamed) = 700,
        /// Its namer puts it in other words.
        BreachReworded(BreachReworded) = 701,
        /// Its namer takes it back; that it was named stays in the record.
        BreachTakenBack(BreachTakenBack) = 702,
        /// "I see this differently", by the other.
        BreachSeenOtherwise(BreachSeenOtherwise) = 703,
        /// The hurt partner parks a question.
        QuestionParked(QuestionParked) = 710,
        /// They want another amount of detail.
        QuestionDetailed(QuestionDetailed) = 711,
        /// They take the question back.
        QuestionTakenBack(QuestionTakenBack) = 712,
        /// The responsible partner answers.
        QuestionAnswered(QuestionAnswered) = 713,
        /// The responsible partner would rather answer with a professional present.
        HelpProposed(HelpProposed) = 714,
        /// The hurt partner agrees to that.
        HelpAgreed(HelpAgreed) = 715,
        /// The hurt partner would rather have it written.
        HelpDeclined(HelpDeclined) = 716,
        /// The responsible partner says: complete to my knowledge, as of today.
        CompleteSaid(CompleteSaid) = 720,
    }
}

/// What kind of breach.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
#[cbor(index_only)]
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode)]
#[cbor(index_only)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
        #[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
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
