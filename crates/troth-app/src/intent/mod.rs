//! What a person can ask of Troth, as the shell hands it over: raw words and choices, checked by the app.

mod activities;
mod agreements;
mod breach;
mod daily;
mod dialogue;
mod horizon;
mod repair;
mod sample;
mod solo;

use troth_core::EntryId;
use troth_core::promise::ReceiverWord;

use crate::map::{Detail, Place};
use crate::view::KeeperView;
use crate::way::Stands;

pub use activities::{ActivityIntent, ActivityReply, PaceIntent, WantedForm};
pub use agreements::{AgreementForm, AgreementIntent, BoundaryIntent};
pub use breach::{BreachForm, BreachIntent, Lasted, Whose};
pub use daily::{ClosenessIntent, SetbackIntent, SupportForm};
pub use dialogue::{DialogueIntent, GuideIntent, WhoFirst};
pub use horizon::{GoalForm, HorizonIntent, StoryIntent};
pub use repair::{AccountabilityIntent, ImpactForm, ImpactIntent};
pub use sample::SampleIntent;
pub use solo::{SoloForm, SoloIntent};

/// Something a person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Starting, opening, locking.
    Start(StartIntent),
    /// Moving about.
    Go(Place),
    /// Opens one thing inside a place.
    Show(Detail),
    /// Steps back one level; at a place's top it goes to Today.
    Back,
    /// Puts a banner away, by the name of its message.
    CloseBanner(&'static str),
    /// "Not now" on a step of Today.
    DismissStep {
        /// [`crate::view::StepView::key`].
        key: String,
    },
    /// Keeps what is being typed, so that a closed page loses nothing. Empty text forgets the draft.
    KeepDraft {
        /// Which field, as the shell names it.
        field: String,
        /// The words so far.
        text: String,
    },
    /// Linking the partner, or adding an own device.
    Link(LinkIntent),
    /// Promises.
    Promise(PromiseIntent),
    /// Check-ins.
    CheckIn(CheckInIntent),
    /// The private space: journal and own ratings.
    Private(PrivateIntent),
    /// Pages for oneself.
    Solo(SoloIntent),
    /// What happened, and questions about it.
    Breach(BreachIntent),
    /// What it did.
    Impact(ImpactIntent),
    /// Taking responsibility.
    Accountability(AccountabilityIntent),
    /// Appreciations and support.
    Closeness(ClosenessIntent),
    /// Hands of activities, and what is planned of them.
    Activity(ActivityIntent),
    /// The pace of affection.
    Pace(PaceIntent),
    /// Hard days.
    Setback(SetbackIntent),
    /// Boundaries.
    Boundary(BoundaryIntent),
    /// Agreements.
    Agreement(AgreementIntent),
    /// Talks.
    Dialogue(DialogueIntent),
    /// Looking through the story.
    Story(StoryIntent),
    /// Goals, victories, growth, endings.
    Horizon(HorizonIntent),
    /// Hands over the dates of a check-in plan in force, or of an own promise, for a calendar.
    Calendar(EntryId),
    /// Settings.
    Settings(SettingsIntent),
    /// Looking around with the sample couple.
    Sample(SampleIntent),
    /// The way.
    Way(WayIntent),
    /// What came from the other.
    News(NewsIntent),
}

/// What came from the other: kept on this device alone, and never told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewsIntent {
    /// Opens it.
    Open {
        /// [`crate::view::NewsView::key`].
        key: String,
    },
    /// Puts one away.
    PutAway {
        /// [`crate::view::NewsView::key`].
        key: String,
    },
    /// Puts all of them away.
    PutAllAway,
}

/// The way: kept on this device alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIntent {
    /// Answers "Where are you in this?".
    Stand(Stands),
    /// Puts the first reading away.
    Began,
    /// "Enough for today": puts the reading on Today away.
    EnoughForToday,
    /// "Leave these off Today".
    LeaveOff,
    /// Offers readings on Today again.
    OfferAgain,
    /// Puts the beginnings above an empty page of the journal away.
    PutBeginningsAway,
}

/// Starting, opening, locking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartIntent {
    /// Reads and leaves the device notice.
    NoticeRead,
    /// Starts alone under this name.
    Begin {
        /// What the partner will see as one's name.
        name: String,
    },
    /// Starts on this device from a recovery code.
    Recover {
        /// The nine words as typed.
        words: String,
    },
    /// Takes these devices out, since a device that comes back by a recovery code finds no room.
    MakeRoom {
        /// [`crate::view::DeviceView::key`] of each.
        without: Vec<String>,
    },
    /// Sets the app lock before anything has begun, so that no key is ever stored without it.
    SetLock {
        /// The passphrase as typed.
        passphrase: String,
        /// The same once more.
        again: String,
    },
    /// Opens the app lock.
    Unlock {
        /// The passphrase as typed.
        passphrase: String,
    },
    /// Closes the app lock now.
    LockNow,
    /// Hide was pressed: drop every key from memory. The shell has covered the page and leaves.
    Hide,
}

/// Linking the partner, or adding an own device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkIntent {
    /// Makes an invitation for the partner.
    InvitePartner {
        /// A line for the person who opens it; it may be empty.
        line: String,
    },
    /// Makes an invitation for an own second device.
    InviteDevice,
    /// Takes the invitation back, or ends a linking in progress.
    Withdraw,
    /// An invitation was opened: the fragment of the address, or a pasted link.
    Open {
        /// The link or its fragment.
        link: String,
    },
    /// Accepts the opened invitation.
    Accept {
        /// The name to start under, used only where this device has not started yet.
        name: String,
    },
    /// Puts the opened invitation away; nobody is told.
    Decline,
    /// The four words are the same on both. The device that lets an own device in asks for the third word instead.
    WordsMatch,
    /// This word stands third on the own device that is being let in. Another one ends the invitation.
    PickWord {
        /// One of the words to pick from.
        word: String,
    },
    /// They are not.
    WordsDiffer,
}

/// Promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromiseIntent {
    /// Offers a promise.
    Offer(PromiseForm),
    /// Accepts exactly this offer or counter-offer.
    Accept(EntryId),
    /// Answers this offer with a change.
    Counter(EntryId, PromiseForm),
    /// Declines this offer.
    Decline(EntryId),
    /// Takes an own open offer back.
    Withdraw(EntryId),
    /// The receiver lets the maker off from now on.
    Release(EntryId),
    /// Says how one occurrence went.
    Outcome {
        /// The promise.
        promise: EntryId,
        /// The occurrence's date, `YYYY-MM-DD`.
        due: String,
        /// What happened.
        how: OutcomeForm,
    },
    /// Accepts the alternative of this rearrangement.
    AcceptAlternative(EntryId),
    /// Declines it.
    DeclineAlternative(EntryId),
    /// The receiver says what they know of an occurrence.
    TellAsReceiver {
        /// The promise.
        promise: EntryId,
        /// The occurrence's date, `YYYY-MM-DD`.
        due: String,
        /// What they say.
        word: ReceiverWord,
    },
    /// The receiver saw an occurrence differently.
    SawDifferently {
        /// The promise.
        promise: EntryId,
        /// The occurrence's date, `YYYY-MM-DD`.
        due: String,
        /// In own words.
        words: String,
    },
}

/// A promise as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseForm {
    /// "When ..."
    pub cue: String,
    /// "... I will ..."
    pub deed: String,
    /// One of [`crate::view::CATEGORIES`].
    pub category: String,
    /// How often, as chosen.
    pub repeat: Repeat,
    /// First or only date, `YYYY-MM-DD`.
    pub first: String,
    /// Time of day, `HH:MM`, or empty for the end of the day.
    pub time: String,
}

/// How often something happens, as a form offers it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Repeat {
    /// Once.
    #[default]
    Once,
    /// Every day.
    Daily,
    /// On these weekdays every week; Monday is 0.
    Weekdays(Vec<u8>),
    /// Every month on the first date's day.
    Monthly,
}

/// How one occurrence went, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeForm {
    /// Nothing was chosen, and nothing is chosen for anybody.
    Unchosen,
    /// It was kept.
    Kept,
    /// It was kept in part.
    PartlyKept {
        /// In own words; may be empty.
        note: String,
    },
    /// It was missed.
    Missed {
        /// In own words; may be empty.
        note: String,
    },
    /// It will be done at another time.
    Rearranged {
        /// The alternative's date, `YYYY-MM-DD`.
        date: String,
        /// In own words; may be empty.
        note: String,
    },
}

/// Check-ins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckInIntent {
    /// Proposes when check-ins happen.
    Propose(PlanForm),
    /// Agrees to exactly this proposal.
    AgreePlan(EntryId),
    /// Ends the plan.
    EndPlan(EntryId),
    /// Starts a round now, outside the plan.
    StartNow,
    /// Shows older rounds too.
    ShowOlder,
    /// Seals own answers for a round.
    Answer {
        /// [`crate::view::RoundView::key`].
        round: String,
        /// In the order of [`crate::view::RoundView::questions`]; each may be empty.
        answers: Vec<String>,
    },
}

/// When check-ins happen, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    /// Daily, some weekdays, or one weekday; `Once` and `Monthly` are refused.
    pub repeat: Repeat,
    /// Time of day, `HH:MM`.
    pub time: String,
}

/// The private space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivateIntent {
    /// Adds a journal page.
    Write {
        /// The words.
        text: String,
    },
    /// Changes one; the page is marked as edited.
    Edit {
        /// Which page.
        page: EntryId,
        /// The words.
        text: String,
    },
    /// Takes a page out.
    Erase(EntryId),
    /// Own ratings of today, 0-10 each; `None` is "not today".
    Rate {
        /// Trust.
        trust: Option<u8>,
        /// Safe to talk.
        safe_to_talk: Option<u8>,
        /// Load.
        load: Option<u8>,
        /// Whether the past week was more than they could cope with, 0-4.
        too_much: Option<u8>,
    },
    /// "It is too much now."
    SayTooMuch,
    /// Takes back that it is too much, on the same day.
    TakeTooMuchBack,
}

/// Settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsIntent {
    /// Changes one's own name.
    Rename {
        /// The name.
        name: String,
    },
    /// Sets the name under which the partner is seen here; an empty one takes it back.
    CallPartner {
        /// The name.
        name: String,
    },
    /// Calls one of one's own devices by a name of one's own.
    NameDevice {
        /// [`crate::view::DeviceView::key`].
        key: String,
        /// The name; empty goes back to the device's label.
        name: String,
    },
    /// Makes a new recovery code and shows it once.
    MakeRecovery,
    /// Typed back the code's words to show that it is written down.
    ConfirmRecovery {
        /// The words as typed.
        words: String,
    },
    /// Sets the app lock.
    SetLock {
        /// The passphrase as typed.
        passphrase: String,
        /// Typed again.
        again: String,
    },
    /// The passphrase of the app lock once more, before something that asks for it.
    GivePassphrase {
        /// As typed.
        passphrase: String,
    },
    /// Takes the app lock off.
    RemoveLock,
    /// Removes one of one's own devices.
    RemoveDevice {
        /// [`crate::view::DeviceView::key`].
        key: String,
    },
    /// "I know about this": puts what changed about own devices away, on this device alone.
    KnowDeviceChanges,
    /// Rests until this date, `YYYY-MM-DD`; empty for "until I say".
    Rest {
        /// The date.
        until: String,
    },
    /// Ends a rest.
    EndRest,
    /// Unlinks, alone and at once.
    Unlink,
    /// Says after an unlinking who runs the server.
    Keeper(KeeperView),
    /// Says which of the copies of an own device counts.
    DecideFork {
        /// [`crate::view::CopyView::key`].
        key: String,
    },
    /// Opens a record of an earlier link, to be read.
    ReadEarlier {
        /// [`crate::view::EarlierView::key`].
        key: String,
    },
    /// Takes a record of an earlier link off this device; other own devices keep it.
    LetGoEarlier {
        /// [`crate::view::EarlierView::key`].
        key: String,
    },
    /// Opens what stands before an export: where a lock is set, it asks for the passphrase.
    OpenExport,
    /// Hands one's own entries over in a file.
    Export(ExportFile),
    /// Deletes everything on this device.
    Wipe,
}

/// The files of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFile {
    /// A page to read and to print.
    Page,
    /// One entry a line, for other programs.
    Lines,
}
