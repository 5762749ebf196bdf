//! The programme: events, decide, fold, views of state and next steps. No I/O, clock, randomness or async.
//!
//! Each strand of the programme is one file or folder with its events, its state, its fold and its
//! decide. [`Event`], [`Command`] and the two states list the strands; nothing else knows them all.
//!
//! ```text
//! Command --decide(state, actor, now)--> Draft(s) --sealed, synced, opened--> Entry --Log::insert--> state
//! ```
//!
//! - **The core reads no clock**, no randomness, no disk: time and ids come in as arguments.
//! - **The fold cannot fail**: an entry that means nothing becomes an [`Anomaly`].
//! - **Order cannot matter**: the same entries give the same state, however they arrived.

mod accountability;
mod agreement;
mod anomaly;
mod boundary;
mod breach;
mod by_id;
mod check_in;
mod closeness;
mod codec;
mod content;
mod decide;
mod dialogue;
mod entry;
mod event;
mod fold;
mod horizon;
mod ids;
mod impact;
mod journal;
mod log;
mod lots;
mod membership;
mod next_steps;
mod promise;
mod rating;
mod recurrence;
mod sealed;
mod setback;
mod settings;
mod story;
mod text;
mod time;

pub use chrono::Weekday;

pub use accountability::{
    AccountabilityCommand, AccountabilityEvent, Lack, PerspectiveShared, STATEMENTS_OPEN_MAX, Statement,
    StatementHeard, StatementLacks, StatementMade, StatementPart, StatementParts, Statements,
};
pub use agreement::{
    AGREEMENT_PROPOSALS_OPEN_MAX, AgreementCommand, AgreementConsented, AgreementEnded, AgreementEvent,
    AgreementProposal, AgreementProposed, AgreementReview, AgreementStanding, AgreementTakenBack, AgreementTerms,
    Agreements, NOT_YET_DAYS, NOT_YET_DAYS_MAX, NotYet, NotYetAdjusted, NotYetSaid, Piece, REVIEW_DAYS_MAX,
    REVIEW_GRACE_DAYS, ReviewConsented, ReviewHeld, TRANSPARENCY_DAYS_MAX, Transparency, Watch, difference, watchful,
};
pub use anomaly::{ANOMALIES_KEPT_MAX, Anomalies, Anomaly, AnomalyKind};
pub use boundary::{
    BOUNDARIES_MAX, Boundaries, Boundary, BoundaryAcknowledged, BoundaryChanged, BoundaryCommand, BoundaryEvent,
    BoundaryLifted, BoundarySet,
};
pub use breach::{
    BREACHES_OPEN_MAX, Breach, BreachCommand, BreachEvent, BreachKind, BreachNamed, BreachReworded,
    BreachSeenOtherwise, BreachTakenBack, Breaches, CompleteSaid, Completed, HelpAgreed, HelpAnswer, HelpDeclined,
    HelpProposed, QUESTIONS_OPEN_MAX, Question, QuestionAnswered, QuestionDetailed, QuestionParked, QuestionTakenBack,
    WantedDetail,
};
pub use by_id::ById;
pub use check_in::{
    ANSWER_CHARS_MAX, Answer, Answers, CALLS_PER_DAY_MAX, Call, CellPosted, CellSecretKept, CheckInCommand,
    CheckInEvent, CheckIns, OpeningPosted, PLANS_MAX, Plan, PlanAccepted, PlanEnded, PlanProposed, PlanStanding,
    Questions, ROUNDS_LISTED_DAYS, RoundCalled, RoundDuty, RoundId, RoundView, WINDOW_HOURS_MAX, WindowHours,
};
pub use closeness::{
    ACTIVITIES_WAITING_MAX, Activities, Activity, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityDone,
    ActivityLetGo, ActivityLineKept, ActivityPlanned, ActivityStanding, Affection, Appreciation, AppreciationGiven,
    AppreciationReworded, Card, CardId, Closeness, ClosenessCommand, ClosenessEvent, Cost, DECK, DECK_CARDS, Effort,
    Feels, HAND_CARDS, HAND_HOURS, HAND_SHOWN_DAYS, HANDS_PER_DAY_MAX, Hand, HandCellsPosted, HandCommand, HandDealt,
    HandDuty, HandMarked, HandOpeningsPosted, HandView, Hands, Lasts, Mark, Mood, OwnCloseness, OwnPace, PaceCommand,
    PaceItem, PaceSet, PaceShared, PaceSharingEnded, Paces, REQUESTS_OPEN_MAX, SharedPace, SupportAnswer,
    SupportAnswered, SupportAsked, SupportKind, SupportRequest, SupportTakenBack, Wanted,
};
pub use codec::BODY_BYTES_MAX;
pub use content::{Content, content};
pub use decide::{Command, Refusal, decide};
pub use dialogue::{
    Confirmed, DIALOGUES_OPEN_MAX, Dialogue, DialogueClosed, DialogueCommand, DialogueConsented, DialogueEnded,
    DialogueEvent, DialogueForm, DialogueNotYet, DialoguePaused, DialogueProposed, DialoguePutOff, DialogueResumed,
    DialogueStage, DialogueStanding, DialogueTurn, Dialogues, FELT_MAX, Felt, FeltHeard, FirstFloor, Floor,
    FloorPassed, HELD_PER_DAY_MAX, HeldSideBySide, HeldTalk, INVITATIONS_MAX, Keeping, KeepingChosen, NOT_YET_HOURS,
    NotQuite, OwnDialogues, PAUSE_MINUTES_MIN, PUT_OFF_DAYS_MAX, Pause, PlanAgreed, PlanSuggested, QuestionAsked,
    QuestionsDone, REPAIR_PHRASES, REPAIRS_MAX, RESUME_HOURS, RepairPhrase, RepairSaid, SaidBack, SaidRepair, Side,
    Spoken, TALK_LIES_DAYS, TURNS_MAX, TalkEnd, TalkFact, Turn,
};
pub use entry::{Actor, Entry, Said};
pub use event::{Draft, Event, Stream};
pub use fold::{OwnState, SharedState, State};
pub use horizon::{
    GOALS_OPEN_MAX, Goal, GoalChanged, GoalEnded, GoalReached, GoalSet, GoalShared, GoalStanding, GrowthNoted, Horizon,
    HorizonCommand, HorizonEvent, LetterWritten, MILESTONES_MAX, Milestone, MilestoneAdded, MilestoneReached, Noted,
    Victory, VictoryAdded, VictoryCelebrated,
};
pub use ids::{DeviceId, EntryId, EpochId, PartnerId};
pub use impact::{
    Area, AreaRated, FEELINGS, Feeling, ImpactCommand, ImpactEvent, ImpactItem, ImpactNoted, ImpactShared, Impacts,
    NotedImpact, OwnImpacts, Reflection, ReflectionAnswer, ReflectionAnswered, ReflectionOffered, SHARED_OPEN_MAX,
    SharedImpact, SharingEnded,
};
pub use journal::{Journal, JournalCommand, JournalEdited, JournalErased, JournalEvent, JournalWritten, Page};
pub use log::{Folded, Log};
pub use membership::{
    DEVICES_MAX, Device, DeviceAdded, DeviceChange, DeviceChanged, DeviceRemoved, EPOCH_SEALED_KIND, EPOCHS_BEFORE_MAX,
    EPOCHS_STARTED_MAX, EpochBefore, EpochSeal, EpochSealed, ForkDecided, KeyTold, Left, Link, Members,
    MembershipCommand, MembershipEvent, NAME_CHARS_MAX, Name, NameChanged, Partner, PartnerJoined, REST_BLOCK_DAYS,
    REST_DAYS_MAX, REST_FREE_DAYS, RestEnded, RestTaken, Resting, SEAL_BYTES_MAX, SEALS_MAX, SealBytes,
};
pub use next_steps::{Because, HelpRule, NEXT_STEPS_MAX, NextStep, Step, next_steps};
pub use promise::{
    Accepted, AlternativeAccepted, AlternativeAnswer, AlternativeDeclined, Category, Countered, Credit,
    DECLINED_RESTS_DAYS, Declined, Due, FOLLOW_THROUGH_DAYS, FollowThrough, Happened, Kept, Missed, Notice,
    OCCURRENCES_MAX, OPEN_OFFERS_MAX, OPEN_PROMISES_ADVISED, OccurrenceView, Offered, Outcome, PartlyKept,
    PromiseCommand, PromiseEvent, Promises, Proposal, Rearranged, Released, SeenDifferently, Standing, Telling, Terms,
    Told, Withdrawn,
};
pub use rating::{
    POINTS_MAX, Points, Rated, Rating, RatingCommand, RatingEvent, Ratings, TOO_MUCH_DAYS, TOO_MUCH_MAX, TooMuch,
    TooMuchNow,
};
pub use recurrence::{COUNT_MAX, Ending, Every, INTERVAL_MAX, Recurrence, Weekdays};
pub use sealed::{
    BLANKS_OWED_DAYS, CELL_BYTES_MAX, CellBytes, DUTIES_MAX, OPENING_BYTES_MAX, OpeningBytes, OpeningTry, PostedCells,
    SECRET_BYTES_MAX, SecretBytes, Stage,
};
pub use setback::{
    CalmPlanWritten, SETBACK_WORDS_MAX, Setback, SetbackCommand, SetbackEvent, SetbackKind, SetbackRecorded,
    SetbackWords, Setbacks,
};
pub use settings::{
    DISMISSED_DAYS_MAX, KEY_BYTES_MAX, KeyBytes, KeysKept, NoticeSeen, RecoveryCodeKept, Settings, SettingsCommand,
    SettingsEvent, StepDismissed,
};
pub use story::{Gold, Story, StoryLine, Strand};
pub use text::{Blob, TITLE_CHARS_MAX, Text, TextError, Title, WORDS_CHARS_MAX, Words};
pub use time::{CivilDate, Moment, TimeOfDay, WallTime};
