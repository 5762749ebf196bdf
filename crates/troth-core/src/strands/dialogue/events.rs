//! The events of dialogues.

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
/// The number of repair phrases. A phrase keeps its number and its wording; a new one gets a new number.
pub const REPAIR_PHRASES: u8 = 10;

events! {
    /// Dialogues; kinds 1000-1099, in the shared stream except `FeltHeard`, which is in the own stream.
    ///
    /// No event says that a turn was read, and none says for whom a pause was (care 13, 37).
    pub enum DialogueEvent in 1000..=1099 {
        /// The author asks for a dialogue.
        DialogueProposed = 1000, Shared, "talk-proposed", untold;
        /// The other partner consents to exactly this dialogue.
        DialogueConsented = 1001, Shared, "talk-consented", untold;
        /// The other partner says "not yet".
        DialogueNotYet = 1002, Shared, "talk-not-yet", untold;
        /// The speaker says how it is for them.
        Spoken = 1010, Shared, "talk-spoken", untold;
        /// The listener says back what they understood.
        SaidBack = 1011, Shared, "talk-said-back", untold;
        /// The listener asks an open question.
        QuestionAsked = 1012, Shared, "talk-question-asked", untold;
        /// The listener has no more questions.
        QuestionsDone = 1013, Shared, "talk-questions-done", untold;
        /// "Yes, that's what I meant."
        Confirmed = 1014, Shared, "talk-confirmed", untold;
        /// "Not quite."
        NotQuite = 1015, Shared, "talk-not-quite", untold;
        /// The speaker passes the floor to the other partner.
        FloorPassed = 1016, Shared, "talk-floor-passed", untold;
        /// A partner suggests a plan, once both are understood.
        PlanSuggested = 1017, Shared, "talk-plan-suggested", untold;
        /// The other partner agrees to exactly this plan, which closes the dialogue.
        PlanAgreed = 1018, Shared, "talk-plan-agreed", gold;
        /// A partner closes the dialogue.
        DialogueClosed = 1019, Shared, "talk-closed", gold;
        /// A partner says a repair phrase, at any stage.
        RepairSaid = 1020, Shared, "talk-repair-said", untold;
        /// A partner pauses, at any stage.
        DialoguePaused = 1030, Shared, "talk-paused", untold;
        /// A partner resumes after a pause.
        DialogueResumed = 1031, Shared, "talk-resumed", untold;
        /// A partner chooses a time to resume.
        DialoguePutOff = 1032, Shared, "talk-put-off", untold;
        /// A partner ends the dialogue, at any stage.
        DialogueEnded = 1033, Shared, "talk-ended", untold;
        /// A dialogue was held side by side. The log holds no word of it.
        HeldSideBySide = 1040, Shared, "talk-held-side-by-side", gold;
        /// The author chooses how long the words of their turns are shown.
        KeepingChosen = 1050, Shared, "talk-keeping-chosen", untold;
        /// Own stream: "I felt heard".
        FeltHeard = 1060, Own, "talk-felt-heard", untold;
    }
}

/// The state machine that a dialogue follows.
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

/// The partner who has the floor first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum FirstFloor {
    /// The partner who asks for the dialogue.
    #[n(0)]
    Proposer,
    /// The other partner: the asking partner would like to listen first.
    #[n(1)]
    Other,
}

/// How long the words of an author's turns are shown. The fact that a dialogue was held is always shown.
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
    /// 90 days, the default (care 24).
    #[default]
    #[n(2)]
    Quarter,
}

impl Keeping {
    /// The number of days.
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
    /// A repair phrase, from 0. The list is closed, so that a partner without the floor cannot send words of their own.
    RepairPhrase, (0..REPAIR_PHRASES)
}

/// A request for a dialogue.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct DialogueProposed {
    /// The form.
    #[n(0)]
    pub form: DialogueForm,
    /// The topic, if any.
    #[n(1)]
    pub topic: Option<Title>,
    /// The partner who has the floor first.
    #[n(2)]
    pub first: FirstFloor,
}

/// "I felt heard".
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct FeltHeard {
    /// The entry that proposed the dialogue, or that recorded it as held.
    #[n(0)]
    pub dialogue: EntryId,
    /// How heard the author felt.
    #[n(1)]
    pub felt: Felt,
}

/// A repair phrase.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct RepairSaid {
    /// The turn before it, or the entry that proposed the dialogue.
    #[n(0)]
    pub after: EntryId,
    /// The phrase.
    #[n(1)]
    pub phrase: RepairPhrase,
}

/// A time to resume.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct DialoguePutOff {
    /// The pause.
    #[n(0)]
    pub pause: EntryId,
    /// The entry whose time this one replaces.
    #[n(1)]
    pub instead_of: Option<EntryId>,
    /// The time.
    #[n(2)]
    pub at: Moment,
}

/// A dialogue that was held side by side.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct HeldSideBySide {
    /// Its form.
    #[n(0)]
    pub form: DialogueForm,
}

/// The author's choice of how long their words are shown.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct KeepingChosen {
    /// The choice.
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
    /// Consent to exactly one proposal.
    DialogueConsented {
        /// The entry that proposed it.
        follows
    }
    /// "Not yet."
    DialogueNotYet {
        /// The entry that proposed it.
        dialogue
    }
    /// The speaker's words.
    Spoken {
        /// The turn before.
        follows,
        /// The words.
        words
    }
    /// What the listener understood.
    SaidBack {
        /// The turn before.
        follows,
        /// The words.
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
        /// The turn that said it back.
        follows
    }
    /// "Not quite."
    NotQuite {
        /// The turn that said it back.
        follows
    }
    /// The floor passes to the other partner.
    FloorPassed {
        /// The turn before.
        follows
    }
    /// A suggested plan.
    PlanSuggested {
        /// The turn before.
        follows,
        /// The plan.
        words
    }
    /// Agreement to a plan.
    PlanAgreed {
        /// The turn that suggested the plan.
        follows
    }
    /// The regular end of a dialogue.
    DialogueClosed {
        /// The turn before.
        follows
    }
    /// A pause.
    DialoguePaused {
        /// The entry that proposed the dialogue.
        dialogue
    }
    /// The end of a pause.
    DialogueResumed {
        /// The pause.
        pause
    }
    /// The end of a dialogue at any stage, without closing it.
    DialogueEnded {
        /// The entry that proposed the dialogue.
        dialogue
    }
}

/// A turn, as an event of the log holds it.
pub(super) struct WrittenTurn<'a> {
    pub(super) follows: EntryId,
    pub(super) turn: Turn,
    pub(super) words: Option<&'a Words>,
}

impl DialogueEvent {
    /// The event as a turn; `None` if it is no turn.
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
            Self::DialogueProposed(_) | Self::DialogueNotYet(_) | Self::RepairSaid(_) => return None,
            Self::DialoguePaused(_) | Self::DialogueResumed(_) | Self::DialoguePutOff(_) => return None,
            Self::DialogueEnded(_) | Self::HeldSideBySide(_) => return None,
            Self::KeepingChosen(_) | Self::FeltHeard(_) => return None,
        };
        Some(WrittenTurn { follows, turn, words })
    }

    /// The event of a turn; `None` if the turn needs words and there are none.
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
