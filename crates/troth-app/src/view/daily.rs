//! Closeness and hard days.

use troth_core::EntryId;

use super::breaches::SaidView;

/// What would help, in the order a form offers it.
pub const SUPPORT_KINDS: [&str; 5] = ["listening", "comfort", "help", "reassurance", "space"];
/// The kinds of a setback, in the order a form offers them.
pub const SETBACK_KINDS: [&str; 5] = ["hard-day", "missed-promise", "told", "found", "relapse"];

/// Appreciations and support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClosenessView {
    /// Every appreciation, the latest first.
    pub appreciations: Vec<AppreciationView>,
    /// Requests, open ones first, then the latest; those taken back are left out.
    pub requests: Vec<RequestView>,
}

/// One appreciation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppreciationView {
    /// The entry.
    pub id: EntryId,
    /// Whether the person looking gave it.
    pub mine: bool,
    /// For what, with the day and the mark of a change.
    pub said: SaidView,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestView {
    /// The entry.
    pub id: EntryId,
    /// Whether the person looking asked.
    pub mine: bool,
    /// When, `YYYY-MM-DD`.
    pub date: String,
    /// One of [`SUPPORT_KINDS`].
    pub kind: &'static str,
    /// In own words; may be empty.
    pub words: String,
    /// The answer.
    pub answer: Option<SupportAnswerView>,
}

/// What the other can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportAnswerView {
    /// When.
    pub when: SupportWhen,
    /// In own words; may be empty.
    pub words: String,
}

/// When.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SupportWhen {
    /// Now.
    Now,
    /// On that day, at that time if one is named.
    At(String, String),
    /// Not now, but what the words say.
    NotNow,
}

/// Hard days, and each partner's plan for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HardDaysView {
    /// Setbacks, the latest first.
    pub setbacks: Vec<SetbackView>,
    /// One's own plan: what helps, what makes it worse, what to do first; each may be empty.
    pub my_plan: Option<[String; 3]>,
    /// The other's plan.
    pub their_plan: Option<[String; 3]>,
}

/// One setback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetbackView {
    /// The entry.
    pub id: EntryId,
    /// Whether the person looking recorded it.
    pub mine: bool,
    /// One of [`SETBACK_KINDS`].
    pub kind: &'static str,
    /// On which day, `YYYY-MM-DD`.
    pub day: String,
    /// In own words; may be empty.
    pub words: String,
    /// What was added: whether the person looking did, and the words.
    pub added: Vec<(bool, String)>,
}
