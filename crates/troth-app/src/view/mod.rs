//! What the shell draws: plain values, made anew from the state. A view holds no key and no decision.

mod activities;
mod agreements;
mod breaches;
mod check_ins;
mod daily;
mod dialogues;
mod horizon;
mod link;
mod private;
mod promises;
mod repair;
mod sample;
mod settings;
mod solo;
mod story;
mod today;
mod way;

pub use activities::{
    AFFECTIONS, ActivitiesView, COSTS, CardView, EFFORTS, FEELS, HandPhase, HandView, LASTS, MOODS, MutualView,
    OwnPaceView, PaceItemView, PaceView, PlannedState, PlannedView,
};
pub use agreements::{AgreementLineView, AgreementsView, BoundaryView, ChangesView, ReviewView, VersionView};
pub use breaches::{AnsweredView, BREACH_KINDS, BreachView, HelpState, QuestionView, SaidView, WANTED_DETAILS};
pub use check_ins::{AnswersView, CheckInsView, PlanView, QuestionsKind, RoundPhase, RoundView};
pub use daily::{
    AppreciationView, ClosenessView, HardDaysView, RequestView, SETBACK_KINDS, SUPPORT_KINDS, SetbackView,
    SupportAnswerView, SupportWhen,
};
pub use dialogues::{
    DIALOGUE_FORMS, DialogueView, DialoguesView, FloorView, GuideView, KEEPINGS, PausePhase, PauseView, TalkLine,
    TalkLineView, TalkStanding,
};
pub use horizon::{
    GoalState, GoalView, HorizonView, LookBackView, MilestoneView, NotedView, SuggestionView, VictoryView,
};
pub use link::{LinkPurpose, LinkStage, LinkView};
pub use private::{HelpView, PageView, PrivateView, RatingPoint, TrendView};
pub use promises::{
    CATEGORIES, EstimateView, OccurrenceView, OfferView, OutcomeView, PromiseStanding, PromiseView, PromisesView,
    RearrangedView, RepeatView, WhoseTurn,
};
pub use repair::{
    AREAS, FEELING_NAMES, ImpactItemView, ImpactView, ItemView, PARTS, ReflectionView, SharedItemView, StatementView,
    Understood,
};
pub use sample::SampleView;
pub use settings::{
    CopyLineView, CopyView, DeviceChangeKind, DeviceChangeView, DeviceChangesView, DeviceNameView, DeviceView,
    EarlierView, ExportView, ForkView, KeeperView, LockView, PassphraseView, RecoveryView, RestView, ServerView,
    SettingsView,
};
pub use solo::{SoloPageView, SoloSharing, SoloView, SoloWords};
pub use story::{STRANDS, StoryLineView, StoryView, VesselView};
pub use today::{NewsView, StepView, TodayView};
pub use troth_core::agreement::{AgreementStanding, Piece, Surveillance};
pub use troth_core::membership::DEVICES_MAX;
pub use way::WayView;

use std::collections::BTreeMap;

use crate::map::{Detail, Place};
use crate::message::Message;

/// The whole of what is to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Which door the person stands at.
    pub gate: Gate,
    /// Whether this is the sample couple: then nothing on any screen is real.
    pub sample: SampleView,
    /// Lines above the screen, most important first.
    pub banners: Vec<Banner>,
    /// What went wrong with the last thing the person did, to be shown beside the form; gone with the next intent.
    pub problem: Option<Message>,
    /// A short confirmation of the last thing done; gone with the next intent.
    pub done: Option<Message>,
    /// Counts accepted intents, so that a form knows that what it sent was taken.
    pub accepted: u64,
}

/// Which door the person stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// The device notice, before anything sensitive (care 8).
    Notice,
    /// First start: alone, by invitation, or from a recovery code.
    Welcome(WelcomeView),
    /// The app lock is closed.
    Locked(LockedView),
    /// Local storage can't be used; the message says what to do.
    Broken(Message),
    /// Coming back by a recovery code: there is no room for another device.
    Returning(ReturningView),
    /// Inside.
    Open(Box<OpenView>),
}

/// First start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WelcomeView {
    /// An invitation in the address, waiting to be accepted.
    pub invitation: Option<LinkView>,
    /// A slow step is running.
    pub busy: Busy,
    /// The app lock, which is offered before the first key is made.
    pub lock: LockView,
}

/// The closed app lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedView {
    /// The passphrase is being tried.
    pub busy: Busy,
    /// Troth was not started before the lock was set: nothing is behind it.
    pub is_empty: bool,
}

/// Coming back where all places for devices are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturningView {
    /// The devices that can be taken out, the one that wrote longest ago first.
    pub devices: Vec<DeviceView>,
    /// The most devices of a person.
    pub limit: usize,
    /// It is being done.
    pub busy: Busy,
}

/// Whether a slow step is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// Nothing runs.
    No,
    /// Something runs: show it, refuse a second press.
    Yes,
}

/// Inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenView {
    /// The place whose tab is lit.
    pub place: Place,
    /// What is opened inside it.
    pub detail: Option<Detail>,
    /// One's own name.
    pub me: String,
    /// The partner's name, once linked (kept after unlinking).
    pub partner: Option<String>,
    /// How the two are connected.
    pub bond: Bond,
    /// Today's civil date, `YYYY-MM-DD`.
    pub today: String,
    /// Now as civil time, `HH:MM`.
    pub time: String,
    /// Today's steps.
    pub steps: TodayView,
    /// Rooms, and things in them, that bear a quiet dot: something of the other's was not opened on this device. While
    /// there is any, so does the tab of Today. Nothing is counted.
    pub fresh: Vec<Detail>,
    /// Promises.
    pub promises: PromisesView,
    /// Check-ins.
    pub check_ins: CheckInsView,
    /// The private space.
    pub private: PrivateView,
    /// Pages for oneself, of the room that is open.
    pub solo: SoloView,
    /// What happened.
    pub breaches: Vec<BreachView>,
    /// What it did.
    pub impact: ImpactView,
    /// Taking responsibility.
    pub statements: Vec<StatementView>,
    /// Appreciations and support.
    pub closeness: ClosenessView,
    /// Ideas for two; filled while their room is open.
    pub activities: ActivitiesView,
    /// The pace of affection.
    pub pace: PaceView,
    /// Hard days.
    pub hard_days: HardDaysView,
    /// Boundaries and agreements.
    pub agreements: AgreementsView,
    /// Talks.
    pub dialogues: DialoguesView,
    /// The timeline; filled while its place is open.
    pub story: StoryView,
    /// Where the two are going.
    pub horizon: HorizonView,
    /// Settings.
    pub settings: SettingsView,
    /// Something waits for the passphrase.
    pub passphrase: Option<PassphraseView>,
    /// Linking in progress, as inviter or invited.
    pub link: Option<LinkView>,
    /// The way.
    pub way: WayView,
    /// Drafts by field name.
    pub drafts: BTreeMap<String, String>,
}

/// How the two are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// What the two share is still being opened: nothing is known of it yet.
    Opening,
    /// Nobody is linked yet.
    Alone,
    /// Linked.
    Linked,
    /// Linked, and resting: nothing is asked of anybody (care 20: never says who asked).
    Resting,
    /// The link has ended; the record stays readable (care 18: never says who or why).
    Unlinked,
}

/// A line above the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banner {
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
    /// Whether the person may put it away.
    pub closes: Closes,
}

/// How a banner looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For information: offline, behind, waiting.
    Quiet,
    /// Something needs the person.
    Attention,
}

/// Whether the person may put a banner away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    /// It goes by itself.
    ByItself,
    /// By [`crate::Intent::CloseBanner`].
    ByHand,
    /// By looking at the copies, among one's devices.
    ByLooking,
    /// By looking at what changed, among one's devices.
    ByLookingAtChanges,
    /// It stands while an earlier record is read: going to Today leaves that.
    ByLeaving,
}
