//! The events of breaches.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::telling::{StoryMark, gold, plain};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::CivilDate;

events! {
    /// Breaches and the questions about them; shared stream, kinds 700-799.
    ///
    /// No event decides who is right: both views stand side by side.
    pub enum BreachEvent in 700..=799 {
        /// The author names a breach.
        BreachNamed = 700, Shared, "breach-named", gold;
        /// Its namer rewords it.
        BreachReworded = 701, Shared, "breach-reworded", plain;
        /// Its namer takes it back. The record still holds that it was named.
        BreachTakenBack = 702, Shared, "breach-taken-back", plain;
        /// The other partner says "I see this differently".
        BreachSeenOtherwise = 703, Shared, "breach-seen-otherwise", gold;
        /// The other partner says "yes, this is so", says that they need time, or takes that back.
        BreachAnswered = 704, Shared, "breach-answered", told_answer;
        /// The hurt partner parks a question.
        QuestionParked = 710, Shared, "question-parked", plain;
        /// The hurt partner changes the detail they want.
        QuestionDetailed = 711, Shared, "question-detailed", plain;
        /// The hurt partner takes the question back.
        QuestionTakenBack = 712, Shared, "question-taken-back", plain;
        /// The responsible partner answers.
        QuestionAnswered = 713, Shared, "question-answered", gold;
        /// The responsible partner would rather answer with a professional present.
        HelpProposed = 714, Shared, "help-proposed", plain;
        /// The hurt partner agrees to that.
        HelpAgreed = 715, Shared, "help-agreed", plain;
        /// The hurt partner prefers a written answer.
        HelpDeclined = 716, Shared, "help-declined", plain;
        /// The responsible partner says "complete to my knowledge", as of today.
        CompleteSaid = 720, Shared, "complete-said", gold;
    }
}

/// A yes is told, and that an answer was taken back. A wish for time is for now, and the story keeps no list of it.
fn told_answer(it: &BreachAnswered) -> Option<StoryMark> {
    match it.answer {
        BreachAnswer::Yes | BreachAnswer::TakenBack => plain(it),
        BreachAnswer::NeedsTime => None,
    }
}

/// The kind of a breach.
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

/// The other partner's answer to a named breach. It is always their own act: opening or reading one writes nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum BreachAnswer {
    /// "Yes, this is so."
    #[n(0)]
    Yes,
    /// "I have read it and need time."
    #[n(1)]
    NeedsTime,
    /// The earlier answer no longer stands (care 48).
    #[n(2)]
    TakenBack,
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
    /// Not now: the question waits, and no step reminds a partner of it.
    #[n(3)]
    NotNow,
}

/// A named breach.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachNamed {
    /// In one line.
    #[n(0)]
    pub title: Title,
    /// In the namer's own words.
    #[n(1)]
    pub words: Option<Words>,
    /// The day, or about the day.
    #[n(2)]
    pub when: Option<CivilDate>,
    /// A day of the last month, if it went on from the month of `when` to another.
    #[n(5)]
    pub until: Option<CivilDate>,
    /// The kind.
    #[n(3)]
    pub kind: BreachKind,
    /// The responsible partner. The role belongs to this breach, never to the person.
    #[n(4)]
    pub responsible: PartnerId,
}

/// A reworded breach. A rewording cannot change who is responsible.
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
    /// The day, or about the day.
    #[n(3)]
    pub when: Option<CivilDate>,
    /// A day of the last month, if it went on from the month of `when` to another.
    #[n(4)]
    pub until: Option<CivilDate>,
    /// The kind, where it is changed. It was left out before it could be.
    #[n(5)]
    pub kind: Option<BreachKind>,
}

/// The other partner's answer to a breach, in the wording that they saw. A later answer replaces it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct BreachAnswered {
    /// The entry that named it.
    #[n(0)]
    pub breach: EntryId,
    /// The entry with the words that they answer: the naming, or a rewording.
    #[n(1)]
    pub wording: EntryId,
    /// What they say.
    #[n(2)]
    pub answer: BreachAnswer,
}

/// The other partner's view of a breach.
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

/// A parked question.
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

/// A change of the wanted detail.
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

/// An answer. A later one replaces it, and is marked as changed.
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

/// "Complete to my knowledge", as of the day of the entry.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct CompleteSaid {
    /// The entry that named the breach.
    #[n(0)]
    pub breach: EntryId,
    /// The author's words, if any.
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
    /// A breach that its namer takes back.
    BreachTakenBack {
        /// The entry that named it.
        breach
    }
    /// A question that the hurt partner takes back.
    QuestionTakenBack {
        /// The entry that parked it.
        question
    }
    /// A proposal to answer with a professional present.
    HelpProposed {
        /// The entry that parked the question.
        question
    }
    /// Agreement to that proposal.
    HelpAgreed {
        /// The entry that proposed it.
        proposal
    }
    /// The wish for a written answer instead.
    HelpDeclined {
        /// The entry that proposed it.
        proposal
    }
}
