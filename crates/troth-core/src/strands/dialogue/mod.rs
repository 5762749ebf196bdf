//! Dialogues: two state machines with one floor, in which both partners are understood before they plan.
//!
//! ```text
//! speaker-listener     Consent -> Floor <-> Paraphrase -> Confirm? (no: Restate) -> Swap -> Closed
//! understanding first  Topic -> Speak <-> OpenQuestions -> Summarise -> Satisfied? (no: Speak) -> Swap -> both: Plan -> Closed
//! any                  -> paused -> resumed, put off, or ended
//! ```
//!
//! Every turn names the turn that it follows, so the turns of a dialogue are a tree, and the tree gives its state.
//! Pausing and ending are no turns: either partner can do them at any stage, and they remove no words.

mod decide;
mod ends;
mod events;
mod keeping;
mod machine;
mod state;
mod tree;

pub use decide::{
    DIALOGUES_OPEN_MAX, DialogueCommand, HELD_PER_DAY_MAX, INVITATIONS_MAX, NOT_YET_HOURS, PUT_OFF_DAYS_MAX,
    REPAIRS_MAX, TURNS_MAX,
};
pub(crate) use decide::{decide, decide_felt};
pub(crate) use ends::talks;
pub use ends::{TALK_LIES_DAYS, TalkEnd, TalkFact};
pub use events::{
    Confirmed, DialogueClosed, DialogueConsented, DialogueEnded, DialogueEvent, DialogueForm, DialogueNotYet,
    DialoguePaused, DialogueProposed, DialoguePutOff, DialogueResumed, FELT_MAX, Felt, FeltHeard, FirstFloor,
    FloorPassed, HeldSideBySide, Keeping, KeepingChosen, NotQuite, PlanAgreed, PlanSuggested, QuestionAsked,
    QuestionsDone, REPAIR_PHRASES, RepairPhrase, RepairSaid, SaidBack, Spoken,
};
pub use machine::{DialogueStage, Floor, Side, Turn};
pub use state::{
    Dialogue, DialogueStanding, Dialogues, HeldTalk, OwnDialogues, PAUSE_MINUTES_MIN, Pause, RESUME_HOURS, SaidRepair,
};
pub use tree::DialogueTurn;
