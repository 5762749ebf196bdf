//! What can be asked about what happened.

use troth_core::EntryId;
use troth_core::breach::BreachAnswer;

/// Naming, seeing differently, questions and answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreachIntent {
    /// Names what happened.
    Name(BreachForm),
    /// Puts one's own naming in other words; who is responsible stays.
    Reword(EntryId, BreachForm),
    /// Takes one's own naming back.
    TakeBack(EntryId),
    /// Says how one sees it.
    SeeOtherwise {
        /// The breach.
        breach: EntryId,
        /// In own words.
        words: String,
    },
    /// Answers what the other named: yes, time, or the earlier answer taken back.
    Respond {
        /// The breach.
        breach: EntryId,
        /// The entry with the words that were read: [`crate::view::BreachView::wording`].
        wording: EntryId,
        /// What is said.
        answer: BreachAnswer,
    },
    /// Parks a question.
    Park {
        /// The breach.
        breach: EntryId,
        /// The question.
        words: String,
        /// One of [`crate::view::WANTED_DETAILS`].
        detail: String,
    },
    /// Wants another amount of detail.
    WantDetail(EntryId, String),
    /// Takes a question back.
    TakeQuestionBack(EntryId),
    /// Answers a question.
    Answer {
        /// The question.
        question: EntryId,
        /// The answer.
        words: String,
    },
    /// Would rather answer with a professional present.
    ProposeHelp(EntryId),
    /// Agrees to that.
    AgreeHelp(EntryId),
    /// Would rather have it written.
    DeclineHelp(EntryId),
    /// "Complete to my knowledge."
    SayComplete {
        /// The breach.
        breach: EntryId,
        /// What belongs to it; may be empty.
        words: String,
    },
}

/// A breach as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BreachForm {
    /// In one line.
    pub title: String,
    /// In own words; may be empty.
    pub words: String,
    /// How [`Self::when`] and [`Self::until`] are meant.
    pub lasted: Lasted,
    /// On or about which day, `YYYY-MM-DD`, or from which month on, `YYYY-MM`; may be empty.
    pub when: String,
    /// Until which month, `YYYY-MM`; counts for [`Lasted::Months`] alone.
    pub until: String,
    /// One of [`crate::view::BREACH_KINDS`].
    pub kind: String,
    /// Who is responsible; nobody is chosen to begin with.
    pub responsible: Option<Whose>,
}

/// How long it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lasted {
    /// One day, or about then.
    #[default]
    Day,
    /// From one month to another.
    Months,
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The person who types.
    Mine,
    /// The other.
    Theirs,
}
