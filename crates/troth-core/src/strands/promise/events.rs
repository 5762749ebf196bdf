//! The events of promises.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::recurrence::Recurrence;
use crate::kernel::telling::{gold, plain, untold};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::{CivilDate, Moment, TimeOfDay};

events! {
    /// Promises and their occurrences; shared stream, kinds 200-299.
    ///
    /// No event calls the other partner's promise broken: only its maker tells how it went.
    pub enum PromiseEvent in 200..=299 {
        /// The author offers to do something.
        Offered = 200, Shared, "promise-offered", plain;
        /// The other partner accepts exactly these terms.
        Accepted = 201, Shared, "promise-accepted", gold;
        /// The other partner answers with other terms. The answer to them names this entry.
        Countered = 202, Shared, "promise-countered", plain;
        /// The other partner declines.
        Declined = 203, Shared, "promise-declined", plain;
        /// The author takes the proposal back.
        Withdrawn = 204, Shared, "promise-withdrawn", plain;
        /// The receiver lets the maker off, or the maker takes the promise back.
        Released = 205, Shared, "promise-released", plain;
        /// The maker kept it.
        Kept = 210, Shared, "promise-kept", gold;
        /// The maker kept part of it.
        PartlyKept = 211, Shared, "promise-partly-kept", gold;
        /// The maker missed it and says so.
        Missed = 212, Shared, "promise-missed", plain;
        /// The maker moves it to another time.
        Rearranged = 213, Shared, "promise-rearranged", gold;
        /// The receiver accepts that time.
        AlternativeAccepted = 214, Shared, "promise-alternative-accepted", plain;
        /// The receiver declines that time.
        AlternativeDeclined = 215, Shared, "promise-alternative-declined", plain;
        /// The receiver saw it differently, in their own words. Both stand; nobody decides.
        SeenDifferently = 216, Shared, "promise-seen-differently", plain;
        /// The receiver says what they know of an occurrence, beside the maker's own word, or takes that back. The story
        /// doesn't tell it: it is no list of what somebody did not do (care 15).
        ReceiverTold = 217, Shared, "promise-receiver-told", untold;
    }
}

/// What the receiver knows of an occurrence. It is never the outcome: only the maker tells that.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum ReceiverWord {
    /// It happened.
    #[n(0)]
    Happened,
    /// It did not happen.
    #[n(1)]
    DidNot,
    /// They do not know.
    #[n(2)]
    DoesNotKnow,
    /// The earlier word no longer stands (care 48).
    #[n(3)]
    TakenBack,
}

/// What kind of promise; commitments to change are promises with a category.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// An everyday promise.
    #[n(0)]
    Everyday,
    /// Going to therapy.
    #[n(1)]
    Therapy,
    /// A workshop.
    #[n(2)]
    Workshop,
    /// A sobriety meeting.
    #[n(3)]
    SobrietyMeeting,
    /// A course.
    #[n(4)]
    Course,
    /// A daily habit.
    #[n(5)]
    DailyHabit,
    /// Another change.
    #[n(6)]
    OtherChange,
}

impl Category {
    /// Whether promises of this category are commitments to change.
    pub fn is_change(self) -> bool {
        self != Self::Everyday
    }
}

/// When a promise falls due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// Once.
    #[n(0)]
    #[cbor(map)]
    Once {
        /// When.
        #[n(0)]
        at: Moment,
    },
    /// Repeatedly.
    #[n(1)]
    #[cbor(map)]
    Repeating {
        /// The date the rule counts from.
        #[n(0)]
        starts: CivilDate,
        /// The rule.
        #[n(1)]
        rule: Recurrence,
        /// The time of day, if one is named.
        #[n(2)]
        time: Option<TimeOfDay>,
    },
}

/// "When `cue`, I will `deed`."
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Terms {
    /// When X ...
    #[n(0)]
    pub cue: Title,
    /// ... I will Y.
    #[n(1)]
    pub deed: Title,
    /// When it falls due.
    #[n(2)]
    pub due: Due,
    /// What kind of promise it is.
    #[n(3)]
    pub category: Category,
}

/// An offer by its maker.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Offered {
    /// What is offered.
    #[n(0)]
    pub terms: Terms,
}

/// A counter: other terms.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Countered {
    /// The offer or counter that it answers.
    #[n(0)]
    pub offer: EntryId,
    /// The other terms. The maker stays the same.
    #[n(1)]
    pub terms: Terms,
}

macro_rules! answers {
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

answers! {
    /// Acceptance of exactly one proposal.
    Accepted {
        /// The offer or counter.
        offer
    }
    /// A declined proposal.
    Declined {
        /// The offer or counter.
        offer
    }
    /// A proposal that its author takes back.
    Withdrawn {
        /// The offer or counter.
        offer
    }
    /// A promise that ends before its time.
    Released {
        /// The accepted offer or counter.
        promise
    }
    /// An accepted alternative.
    AlternativeAccepted {
        /// The entry that moved it.
        rearranged
    }
    /// A declined alternative.
    AlternativeDeclined {
        /// The entry that moved it.
        rearranged
    }
}

/// A kept occurrence.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Kept {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// The maker's words, if any.
    #[n(2)]
    pub note: Option<Words>,
}

/// An occurrence that was kept in part.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PartlyKept {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// The maker's words, if any.
    #[n(2)]
    pub note: Option<Words>,
}

/// An occurrence that its maker says was missed.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Missed {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// The maker's words, if any.
    #[n(2)]
    pub note: Option<Words>,
}

/// An occurrence that its maker moves to another time.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct Rearranged {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it was to fall due.
    #[n(1)]
    pub due: CivilDate,
    /// The time offered instead.
    #[n(2)]
    pub alternative: Moment,
    /// The maker's words, if any.
    #[n(3)]
    pub note: Option<Words>,
}

/// The receiver's own view of an occurrence.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SeenDifferently {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// How the receiver saw it.
    #[n(2)]
    pub words: Words,
}

/// The receiver's word on an occurrence. A later one replaces it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReceiverTold {
    /// The accepted offer or counter.
    #[n(0)]
    pub promise: EntryId,
    /// The occurrence, by the date it fell due.
    #[n(1)]
    pub due: CivilDate,
    /// What they say.
    #[n(2)]
    pub word: ReceiverWord,
}
