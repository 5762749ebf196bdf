//! What the log says about dialogues.

use minicbor::{Decode, Encode};
use serde::Serialize;

use super::machine::Turn;
use crate::kernel::codec::{bounded, events};
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, untold};
use crate::kernel::text::{Title, Words};
use crate::kernel::time::Moment;

/// The highest point of "I felt heard".
pub const FELT_MAX: u8 = 4;
/// How many repair phrases there are. A phrase keeps its number and its wording; another one gets another number.
pub const REPAIR_PHRASES: u8 = 10;

events! {
    /// Dialogues; shared stream, kinds 1000-1099, but for `FeltHeard`, which stays in the own stream.
    ///
    /// There is no event for having read a turn, and none that says who a pause was for (care 13, 37).
    pub enum DialogueEvent in 1000..=1099 {
        /// Asks for a dialogue.
        DialogueProposed = 1000, Shared, "talk-proposed", untold;
        /// The other agrees to exactly this one.
        DialogueConsented = 1001, Shared, "talk-consented", untold;
        /// The other says "not yet".
        DialogueNotYet = 1002, Shared, "talk-not-yet", untold;
        /// Whoever has the floor says how it is for them.
        Spoken = 1010, Shared, "talk-spoken", untold;
        /// Whoever listens says back what they understood.
        SaidBack = 1011, Shared, "talk-said-back", untold;
        /// Whoever listens asks an open question.
        QuestionAsked = 1012, Shared, "talk-question-asked", untold;
        /// Whoever listens has no more questions.
        QuestionsDone = 1013, Shared, "talk-questions-done", untold;
        /// "Yes, that's what I meant."
        Confirmed = 1014, Shared, "talk-confirmed", untold;
        /// "Not quite."
        NotQuite = 1015, Shared, "talk-not-quite", untold;
        /// The floor goes to the other.
        FloorPassed = 1016, Shared, "talk-floor-passed", untold;
        /// What the two could do, once both are understood.
        PlanSuggested = 1017, Shared, "talk-plan-suggested", untold;
        /// The other agrees to exactly this plan; the dialogue closes with it.
        PlanAgreed = 1018, Shared, "talk-plan-agreed", gold;
        /// The dialogue closes.
        DialogueClosed = 1019, Shared, "talk-closed", gold;
        /// A repair phrase, in any state.
        RepairSaid = 1020, Shared, "talk-repair-said", untold;
        /// A pause, from any state.
        DialoguePaused = 1030, Shared, "talk-paused", untold;
        /// Taken up again after a pause.
        DialogueResumed = 1031, Shared, "talk-resumed", untold;
        /// To be taken up at another time.
        DialoguePutOff = 1032, Shared, "talk-put-off", untold;
        /// Let go, from any state.
        DialogueEnded = 1033, Shared, "talk-ended", untold;
        /// A talk was held side by side: that it was, and no word of it.
        HeldSideBySide = 1040, Shared, "talk-held-side-by-side", gold;
        /// How long the words of this author's turns are shown.
        KeepingChosen = 1050, Shared, "talk-keeping-chosen", untold;
        /// "I felt heard", for nobody else; own stream.
        FeltHeard = 1060, Own, "talk-felt-heard", untold;
    }
}

/// Which machine a dialogue follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum DialogueForm {
    /// Speaker-listener.
    #[n(0)]
    SpeakerListener,
    /// Understanding first.
    #[n(1)]
    UnderstandingFirst,
}

/// Who has the floor first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum FirstFloor {
    /// Whoever asks for the dialogue.
    #[n(0)]
    Proposer,
    /// The other: whoever asks would like to listen first.
    #[n(1)]
    Other,
}

/// How long the words of an author's turns are shown. That a dialogue was held is shown for ever.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    /// A week.
    #[n(0)]
    Week,
    /// 30 days.
    #[n(1)]
    Month,
    /// 90 days, unless its author chose less (care 24).
    #[default]
    #[n(2)]
    Quarter,
}

impl Keeping {
    /// How many days.
    pub const fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }
}

bounded! {
    /// "I felt heard", from 1 (not heard) to [`FELT_MAX`].
    Felt, (1..=FELT_MAX)
}
bounded! {
    /// One of the project's repair phrases, from 0. A closed list: a phrase can't carry words past the floor.
    RepairPhrase, (0..REPAIR_PHRASES)
}

/// A dialogue asked for.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct DialogueProposed {
    /// Which machine.
    #[n(0)]
    pub form: DialogueForm,
    /// About what.
    #[n(1)]
    pub topic: Option<Title>,
    /// Who has the floor first.
    #[n(2)]
    pub first: FirstFloor,
}

/// "I felt heard".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct FeltHeard {
    /// The entry that proposed the dialogue, or that says it was held.
    #[n(0)]
    pub dialogue: EntryId,
    /// How much.
    #[n(1)]
    pub felt: Felt,
}

/// A repair phrase.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RepairSaid {
    /// The turn it was said after, or the entry that proposed the dialogue.
    #[n(0)]
    pub after: EntryId,
    /// Which phrase.
    #[n(1)]
    pub phrase: RepairPhrase,
}

/// To be taken up at another time.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct DialoguePutOff {
    /// The pause.
    #[n(0)]
    pub pause: EntryId,
    /// The time that this one takes the place of.
    #[n(1)]
    pub instead_of: Option<EntryId>,
    /// When.
    #[n(2)]
    pub at: Moment,
}

/// A talk was held.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct HeldSideBySide {
    /// Which machine guided it.
    #[n(0)]
    pub form: DialogueForm,
}

/// How long to show.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct KeepingChosen {
    /// How long.
    #[n(0)]
    pub keeping: Keeping,
}

macro_rules! pointing {
    ($($(#[$doc:meta])* $name:ident { $(#[$field_doc:meta])* $field:ident $(, $(#[$words_doc:meta])* $words:ident)? })+) => {
        $($(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
        #[cbor(map)]
        pub struct $name {
            $(#[$field_doc])*
            #[n(0)]
            pub $field: EntryId,
            $($(#[$words_doc])*
            #[n(1)]
            pub $words: Words,)?
        })+
    };
}

pointing! {
    /// Consent, to exactly one proposal.
    DialogueConsented {
        /// The entry that proposed it.
        follows
    }
    /// "Not yet."
    DialogueNotYet {
        /// The entry that proposed it.
        dialogue
    }
    /// How it is for the speaker.
    Spoken {
        /// The turn before.
        follows,
        /// In their words.
        words
    }
    /// What the listener understood.
    SaidBack {
        /// The turn before.
        follows,
        /// In their words.
        words
    }
    /// An open question.
    QuestionAsked {
        /// The turn before.
        follows,
        /// The question.
        words
    }
    /// No more questions.
    QuestionsDone {
        /// The turn before.
        follows
    }
    /// "Yes, that's what I meant."
    Confirmed {
        /// Exactly which saying back.
        follows
    }
    /// "Not quite."
    NotQuite {
        /// Exactly which saying back.
        follows
    }
    /// The floor goes to the other.
    FloorPassed {
        /// The turn before.
        follows
    }
    /// What the two could do.
    PlanSuggested {
        /// The turn before.
        follows,
        /// The plan.
        words
    }
    /// Agreement.
    PlanAgreed {
        /// Exactly which plan.
        follows
    }
    /// The end of the talk, as it is meant to be.
    DialogueClosed {
        /// The turn before.
        follows
    }
    /// A pause.
    DialoguePaused {
        /// The entry that proposed the dialogue.
        dialogue
    }
    /// Taken up again.
    DialogueResumed {
        /// The pause.
        pause
    }
    /// Let go.
    DialogueEnded {
        /// The entry that proposed the dialogue.
        dialogue
    }
}

/// A turn as the log holds it.
pub(super) struct WrittenTurn<'a> {
    pub(super) follows: EntryId,
    pub(super) turn: Turn,
    pub(super) words: Option<&'a Words>,
}

impl DialogueEvent {
    /// The turn that this event is, if it is one.
    pub(super) fn as_turn(&self) -> Option<WrittenTurn<'_>> {
        let (follows, turn, words) = match self {
            Self::DialogueConsented(it) => (it.follows, Turn::Consent, None),
            Self::Spoken(it) => (it.follows, Turn::Speak, Some(&it.words)),
            Self::SaidBack(it) => (it.follows, Turn::SayBack, Some(&it.words)),
            Self::QuestionAsked(it) => (it.follows, Turn::Ask, Some(&it.words)),
            Self::QuestionsDone(it) => (it.follows, Turn::EndQuestions, None),
            Self::Confirmed(it) => (it.follows, Turn::Confirm, None),
            Self::NotQuite(it) => (it.follows, Turn::NotQuite, None),
            Self::FloorPassed(it) => (it.follows, Turn::PassFloor, None),
            Self::PlanSuggested(it) => (it.follows, Turn::SuggestPlan, Some(&it.words)),
            Self::PlanAgreed(it) => (it.follows, Turn::AgreePlan, None),
            Self::DialogueClosed(it) => (it.follows, Turn::Close, None),
            _ => return None,
        };
        Some(WrittenTurn { follows, turn, words })
    }

    /// The event of a turn; `None` when it needs words and there are none.
    pub(super) fn of_turn(follows: EntryId, turn: Turn, words: Option<Words>) -> Option<Self> {
        Some(match turn {
            Turn::Consent => Self::DialogueConsented(DialogueConsented { follows }),
            Turn::Speak => Self::Spoken(Spoken { follows, words: words? }),
            Turn::SayBack => Self::SaidBack(SaidBack { follows, words: words? }),
            Turn::Ask => Self::QuestionAsked(QuestionAsked { follows, words: words? }),
            Turn::EndQuestions => Self::QuestionsDone(QuestionsDone { follows }),
            Turn::Confirm => Self::Confirmed(Confirmed { follows }),
            Turn::NotQuite => Self::NotQuite(NotQuite { follows }),
            Turn::PassFloor => Self::FloorPassed(FloorPassed { follows }),
            Turn::SuggestPlan => Self::PlanSuggested(PlanSuggested { follows, words: words? }),
            Turn::AgreePlan => Self::PlanAgreed(PlanAgreed { follows }),
            Turn::Close => Self::DialogueClosed(DialogueClosed { follows }),
        })
    }
}
