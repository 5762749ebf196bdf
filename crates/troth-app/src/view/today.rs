//! Today: at most three next steps.

use crate::map::Detail;
use crate::message::Message;

/// The page that answers "what now?".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TodayView {
    /// At most three; none means a quiet day.
    pub steps: Vec<StepView>,
    /// What came from the other and was not opened on this device.
    pub news: Vec<NewsView>,
    /// The link ended in the last days: nothing is suggested, and nothing is cheered.
    pub has_just_ended: bool,
}

/// Something that came from the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsView {
    /// Names it, for opening it and putting it away.
    pub key: String,
    /// What they said or did.
    pub what: Message,
    /// In their words; may be empty.
    pub words: String,
    /// On a hard day of theirs: the first line of "what we do first" in their plan.
    pub plan: Option<String>,
}

/// One next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Names the step, for dismissing it.
    pub key: String,
    /// What to do.
    pub title: Message,
    /// Why, in one sentence that names its inputs (care 26).
    pub because: Message,
    /// Where it is done.
    pub detail: Detail,
}
