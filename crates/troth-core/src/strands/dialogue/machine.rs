//! The two state machines of dialogues: whose turn each stage is, and where each turn leads. They know no entries, no
//! clock and no words.

use super::events::{DialogueForm, FirstFloor};

/// A partner's side in a dialogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The partner who asked for the dialogue.
    Proposer,
    /// The other partner.
    Other,
}

impl Side {
    /// The opposite side.
    #[must_use]
    pub const fn across(self) -> Self {
        match self {
            Self::Proposer => Self::Other,
            Self::Other => Self::Proposer,
        }
    }
}

/// The stage of a dialogue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DialogueStage {
    /// Speaker-listener: the other partner consents or says "not yet".
    Consent,
    /// The speaker has the floor.
    Floor,
    /// The listener says back what they heard.
    Paraphrase,
    /// The speaker says whether it is what they meant.
    Confirm,
    /// The speaker says it again in other words, after "not quite".
    Restate,
    /// Understanding first: the other partner consents to the topic or says "not yet".
    Topic,
    /// The speaker says how it is for them, or answers a question.
    Speak,
    /// The listener asks open questions.
    OpenQuestions,
    /// The listener sums up what they understood.
    Summarise,
    /// The speaker says whether they are understood.
    Satisfied,
    /// The speaker is understood, and goes on, passes the floor, or closes.
    Swap,
    /// Both partners are understood, and may now plan what to do.
    Plan,
    /// Closed.
    Closed,
}

/// A turn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turn {
    /// Consents to the dialogue.
    Consent,
    /// Says how it is for them.
    Speak,
    /// Says back what they understood.
    SayBack,
    /// Asks an open question.
    Ask,
    /// Has no more questions.
    EndQuestions,
    /// "Yes, that's what I meant."
    Confirm,
    /// "Not quite."
    NotQuite,
    /// Passes the floor.
    PassFloor,
    /// Suggests a plan.
    SuggestPlan,
    /// Agrees to the plan.
    AgreePlan,
    /// Closes the dialogue.
    Close,
}

impl Turn {
    /// All turns.
    pub const ALL: [Self; 11] = [
        Self::Consent,
        Self::Speak,
        Self::SayBack,
        Self::Ask,
        Self::EndQuestions,
        Self::Confirm,
        Self::NotQuite,
        Self::PassFloor,
        Self::SuggestPlan,
        Self::AgreePlan,
        Self::Close,
    ];
}

/// The state of a dialogue: the stage, whose floor it is, and who was understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Floor {
    form: DialogueForm,
    stage: DialogueStage,
    speaker: Side,
    understood: UnderstoodSides,
    plan: Planning,
}

/// Which sides confirmed that what they said last was understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct UnderstoodSides {
    proposer: bool,
    other: bool,
}

impl UnderstoodSides {
    const fn of(self, side: Side) -> bool {
        match side {
            Side::Proposer => self.proposer,
            Side::Other => self.other,
        }
    }

    const fn both(self) -> bool {
        self.proposer && self.other
    }

    fn set(&mut self, side: Side, now: bool) {
        match side {
            Side::Proposer => self.proposer = now,
            Side::Other => self.other = now,
        }
    }
}

/// The state of planning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Planning {
    None,
    Suggested,
    Agreed,
}

impl Floor {
    /// The state in which a dialogue begins.
    pub const fn first(form: DialogueForm, first: FirstFloor) -> Self {
        let stage = match form {
            DialogueForm::SpeakerListener => DialogueStage::Consent,
            DialogueForm::UnderstandingFirst => DialogueStage::Topic,
        };
        let speaker = match first {
            FirstFloor::Proposer => Side::Proposer,
            FirstFloor::Other => Side::Other,
        };
        Self {
            form,
            stage,
            speaker,
            understood: UnderstoodSides { proposer: false, other: false },
            plan: Planning::None,
        }
    }

    /// The stage.
    pub const fn stage(&self) -> DialogueStage {
        self.stage
    }

    /// The side that has the floor.
    pub const fn speaker(&self) -> Side {
        self.speaker
    }

    /// Whether both agreed to a plan, which closed the dialogue.
    pub fn is_planned(&self) -> bool {
        self.plan == Planning::Agreed
    }

    /// Whether a plan waits for an answer.
    pub fn has_plan(&self) -> bool {
        self.plan == Planning::Suggested
    }

    /// Whether this side confirmed that it was understood.
    pub const fn is_understood(&self, side: Side) -> bool {
        self.understood.of(side)
    }

    /// The side whose turn it is: exactly one in each stage, `None` once closed.
    pub const fn turn_of(&self) -> Option<Side> {
        use DialogueStage as At;
        match self.stage {
            At::Consent | At::Topic => Some(Side::Other),
            At::Floor | At::Confirm | At::Restate | At::Speak | At::Satisfied | At::Swap | At::Plan => {
                Some(self.speaker)
            }
            At::Paraphrase | At::OpenQuestions | At::Summarise => Some(self.speaker.across()),
            At::Closed => None,
        }
    }

    /// The state after `turn`; `None` if this stage does not have it.
    pub fn after(mut self, turn: Turn) -> Option<Self> {
        use DialogueStage as At;
        let next = match (self.stage, turn) {
            (At::Consent, Turn::Consent) => At::Floor,
            (At::Topic, Turn::Consent) => At::Speak,
            (At::Floor | At::Restate | At::Speak | At::Swap, Turn::Speak) => self.speak(),
            (At::Paraphrase, Turn::SayBack) => At::Confirm,
            (At::OpenQuestions, Turn::Ask) => At::Speak,
            (At::OpenQuestions, Turn::EndQuestions) => At::Summarise,
            (At::Summarise, Turn::SayBack) => At::Satisfied,
            (At::Confirm | At::Satisfied, Turn::Confirm) => self.confirm(),
            (At::Confirm, Turn::NotQuite) => At::Restate,
            (At::Satisfied, Turn::NotQuite) => At::Speak,
            (At::Swap, Turn::PassFloor) => self.pass(),
            (At::Swap | At::Floor | At::Speak, Turn::Close) if self.may_close() => At::Closed,
            (At::Plan, Turn::SuggestPlan) => self.suggest(),
            (At::Plan, Turn::AgreePlan) if self.plan == Planning::Suggested => self.agree(),
            (At::Plan, Turn::Close) => At::Closed,
            _ => return None,
        };
        self.stage = next;
        Some(self)
    }

    /// A speaker who says more has to be understood again.
    fn speak(&mut self) -> DialogueStage {
        self.understood.set(self.speaker, false);
        match self.form {
            DialogueForm::SpeakerListener => DialogueStage::Paraphrase,
            DialogueForm::UnderstandingFirst => DialogueStage::OpenQuestions,
        }
    }

    fn confirm(&mut self) -> DialogueStage {
        self.understood.set(self.speaker, true);
        match self.form {
            DialogueForm::UnderstandingFirst if self.understood.both() => DialogueStage::Plan,
            DialogueForm::UnderstandingFirst | DialogueForm::SpeakerListener => DialogueStage::Swap,
        }
    }

    fn pass(&mut self) -> DialogueStage {
        self.speaker = self.speaker.across();
        match self.form {
            DialogueForm::SpeakerListener => DialogueStage::Floor,
            DialogueForm::UnderstandingFirst => DialogueStage::Speak,
        }
    }

    /// The turn passes, so that the other partner may answer a plan with another one.
    fn suggest(&mut self) -> DialogueStage {
        self.speaker = self.speaker.across();
        self.plan = Planning::Suggested;
        DialogueStage::Plan
    }

    fn agree(&mut self) -> DialogueStage {
        self.plan = Planning::Agreed;
        DialogueStage::Closed
    }

    /// A dialogue may close once the listener was understood, even if the speaker has not spoken yet.
    const fn may_close(&self) -> bool {
        self.understood.of(self.speaker.across())
    }
}
