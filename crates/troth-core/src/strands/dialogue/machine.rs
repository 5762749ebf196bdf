//! The two machines: whose turn it is in each stage, and what each turn leads to. No entry, no clock, no words.

use super::events::{DialogueForm, FirstFloor};

/// One of the two, as a dialogue knows them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// Whoever asked for the dialogue.
    Proposer,
    /// The other.
    Other,
}

impl Side {
    /// The one across.
    #[must_use]
    pub const fn across(self) -> Self {
        match self {
            Self::Proposer => Self::Other,
            Self::Other => Self::Proposer,
        }
    }
}

/// Where a dialogue is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DialogueStage {
    /// Speaker-listener: asked for; the other consents, or doesn't.
    Consent,
    /// The speaker has the floor.
    Floor,
    /// The listener says back what they heard.
    Paraphrase,
    /// The speaker says whether that is what they meant.
    Confirm,
    /// It wasn't quite: the speaker says it again, in other words.
    Restate,
    /// Understanding first: the topic is on the table; the other consents, or doesn't.
    Topic,
    /// The speaker says how it is for them, or answers a question.
    Speak,
    /// The listener asks open questions.
    OpenQuestions,
    /// The listener sums up what they understood.
    Summarise,
    /// The speaker says whether they are understood.
    Satisfied,
    /// The speaker is understood, and passes the floor.
    Swap,
    /// Both are understood, and only now: what the two could do.
    Plan,
    /// Closed.
    Closed,
}

/// What somebody does when it is their turn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Turn {
    /// Agrees to the dialogue.
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
    /// Every turn there is.
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

/// Where a dialogue stands: the stage, whose floor it is, and who was understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Floor {
    form: DialogueForm,
    stage: DialogueStage,
    speaker: Side,
    understood: Understood,
    plan: Plan,
}

/// Who said of what they said last: yes, that's what I meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Understood {
    proposer: bool,
    other: bool,
}

impl Understood {
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

/// What became of planning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Plan {
    None,
    Suggested,
    Agreed,
}

impl Floor {
    /// Where a dialogue begins.
    pub const fn first(form: DialogueForm, first: FirstFloor) -> Self {
        let stage = match form {
            DialogueForm::SpeakerListener => DialogueStage::Consent,
            DialogueForm::UnderstandingFirst => DialogueStage::Topic,
        };
        let speaker = match first {
            FirstFloor::Proposer => Side::Proposer,
            FirstFloor::Other => Side::Other,
        };
        Self { form, stage, speaker, understood: Understood { proposer: false, other: false }, plan: Plan::None }
    }

    /// The stage.
    pub const fn stage(&self) -> DialogueStage {
        self.stage
    }

    /// Whose floor it is.
    pub const fn speaker(&self) -> Side {
        self.speaker
    }

    /// Whether the dialogue closed with a plan that both agreed to.
    pub fn is_planned(&self) -> bool {
        self.plan == Plan::Agreed
    }

    /// Whether a plan waits for an answer.
    pub fn has_plan(&self) -> bool {
        self.plan == Plan::Suggested
    }

    /// Whether the other of this side has been understood.
    pub const fn is_understood(&self, side: Side) -> bool {
        self.understood.of(side)
    }

    /// Whose turn it is: exactly one person's in each stage, nobody's once closed.
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

    /// Where `turn` leads from here, if it is one of this stage.
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
            (At::Plan, Turn::AgreePlan) if self.plan == Plan::Suggested => self.agree(),
            (At::Plan, Turn::Close) => At::Closed,
            _ => return None,
        };
        self.stage = next;
        Some(self)
    }

    /// Who says more has to be understood again.
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
            _ => DialogueStage::Swap,
        }
    }

    fn pass(&mut self) -> DialogueStage {
        self.speaker = self.speaker.across();
        match self.form {
            DialogueForm::SpeakerListener => DialogueStage::Floor,
            DialogueForm::UnderstandingFirst => DialogueStage::Speak,
        }
    }

    /// Whoever is asked next may answer a plan with another.
    fn suggest(&mut self) -> DialogueStage {
        self.speaker = self.speaker.across();
        self.plan = Plan::Suggested;
        DialogueStage::Plan
    }

    fn agree(&mut self) -> DialogueStage {
        self.plan = Plan::Agreed;
        DialogueStage::Closed
    }

    /// A talk closes once the one across was understood: whoever got the floor may leave it at that.
    const fn may_close(&self) -> bool {
        self.understood.of(self.speaker.across())
    }
}
