//! Settings: devices, recovery, lock, rest, leaving.

use super::Busy;
use crate::message::Message;

/// The settings place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsView {
    /// Own devices, this one first.
    pub devices: Vec<DeviceView>,
    /// What changed about them, and was not put away here.
    pub changes: DeviceChangesView,
    /// The recovery code.
    pub recovery: RecoveryView,
    /// The app lock.
    pub lock: LockView,
    /// Rest.
    pub rest: RestView,
    /// Both can compare this fingerprint of the shared record: four groups of five characters.
    pub fingerprint: Option<String>,
    /// Copies of own devices that wrote in one place, and wait for a choice.
    pub forks: Vec<ForkView>,
    /// Records of earlier links, the latest first.
    pub earlier: Vec<EarlierView>,
    /// The server, once a link has ended.
    pub server: Option<ServerView>,
    /// Taking one's own words along.
    pub export: ExportView,
    /// The version of the app.
    pub version: &'static str,
}

/// Who runs the server, and what this device asks of it, once a link has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerView {
    /// What the person said; `None` before they did, and then nothing is asked.
    pub keeper: Option<KeeperView>,
    /// The server does not have everything of the record that ended: the other may not know of the end.
    pub untold: bool,
}

/// Who runs the server, as a person says. Only the first lets a device ask for anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeeperView {
    /// Somebody whom they trust.
    Trusted,
    /// The former partner, or somebody close to them.
    Partner,
    /// They don't know.
    Unknown,
}

/// One of one's own devices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceView {
    /// Names it, for removing.
    pub key: String,
    /// How it is called.
    pub name: DeviceNameView,
    /// Since when, `YYYY-MM-DD`.
    pub since: String,
    /// When it last wrote, `YYYY-MM-DD`, as far as this device knows.
    pub last: Option<String>,
}

/// How one of one's own devices is called, those that were removed too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceNameView {
    /// What its owner calls it. It stands beside the label, and takes its place nowhere.
    pub own: Option<String>,
    /// Its label.
    pub label: String,
    /// It is no device but the recovery code on paper.
    pub paper: bool,
    /// It is the one in hand.
    pub this: bool,
    /// Where another has the same label: the day, `YYYY-MM-DD`, and the time, `HH:MM`, at which it was added.
    pub since: Option<[String; 2]>,
}

/// What changed about own devices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceChangesView {
    /// The latest first.
    pub changes: Vec<DeviceChangeView>,
    /// Some of it has stood here long enough for [`crate::SettingsIntent::KnowDeviceChanges`].
    pub can_be_put_away: bool,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceChangeView {
    /// What happened.
    pub what: DeviceChangeKind,
    /// To which device.
    pub device: DeviceNameView,
    /// On which device it was done.
    pub by: DeviceNameView,
    /// The day by the clock of that one, `YYYY-MM-DD`.
    pub date: String,
    /// The time, `HH:MM`.
    pub time: String,
}

/// What happened to an own device, or to the recovery code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceChangeKind {
    /// It was added.
    Added,
    /// It was taken out.
    Removed,
    /// A recovery code was made.
    CodeMade,
    /// Another one was made in place of the one before.
    CodeReplaced,
    /// The recovery code was taken out.
    CodeRemoved,
}

/// Copies of one own device that wrote in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForkView {
    /// The device's label.
    pub device: String,
    /// The copies, in no particular order.
    pub copies: Vec<CopyView>,
}

/// What one copy wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyView {
    /// Names it, for [`crate::SettingsIntent::DecideFork`].
    pub key: String,
    /// What it wrote since it parted from the others, as far as it can be told.
    pub lines: Vec<CopyLineView>,
    /// There is more of it.
    pub more: bool,
}

/// One thing that a copy wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyLineView {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// What it is.
    pub what: Message,
    /// In its words; may be empty.
    pub words: String,
}

/// A record of an earlier link: closed, and there to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierView {
    /// Names it, for [`crate::SettingsIntent::ReadEarlier`].
    pub key: String,
    /// The name that the other went by there.
    pub with: String,
    /// The day on which the two linked, `YYYY-MM-DD`.
    pub since: String,
}

/// The recovery code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecoveryView {
    /// There is none.
    None,
    /// It is being made.
    Making,
    /// Shown this once; the person types some of it back.
    Showing {
        /// The nine words.
        words: Vec<String>,
    },
    /// There is one, and the relay holds the sealed kit.
    Set,
}

/// The app lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockView {
    /// A passphrase is set.
    pub set: bool,
    /// It is being changed.
    pub busy: Busy,
}

/// The passphrase is asked for once more, in place of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassphraseView {
    /// What for.
    pub what: Message,
    /// It is being tried.
    pub busy: Busy,
}

/// Taking one's own words along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportView {
    /// The files can be had now; where a lock is set, only after its passphrase.
    pub open: bool,
    /// What the page is called.
    pub page: String,
    /// What the file for other programs is called.
    pub lines: String,
    /// What the two share is still being opened, and would be missing.
    pub partial: bool,
}

/// Rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestView {
    /// No rest now; the next scheduled one, `YYYY-MM-DD`, if any.
    Active {
        /// First day of the next scheduled rest.
        next: Option<String>,
    },
    /// Resting; last day `YYYY-MM-DD`, if there is one.
    Resting {
        /// Last day.
        until: Option<String>,
        /// The viewer asked for it, so the viewer may end it.
        can_end: bool,
    },
}
