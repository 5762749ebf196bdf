//! Boundaries and agreements.

use troth_core::EntryId;
use troth_core::agreement::{AgreementStanding, Piece, Surveillance};

/// The room, and the one agreement that is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreementsView {
    /// Every boundary, those that hold first, the latest first.
    pub boundaries: Vec<BoundaryView>,
    /// Every agreement and proposal, one line for all its versions, the latest first.
    pub lines: Vec<AgreementLineView>,
    /// The agreement whose page is open: its versions, the latest first.
    pub versions: Vec<VersionView>,
    /// A day that a form suggests, `YYYY-MM-DD`: for a review, and for the end of openness.
    pub suggested_day: String,
}

/// One boundary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryView {
    /// The entry that set it.
    pub id: EntryId,
    /// The entry that holds the words as they are now.
    pub wording: EntryId,
    /// Whether the person looking set it.
    pub mine: bool,
    /// In one line.
    pub title: String,
    /// More words; may be empty.
    pub words: String,
    /// When it was set, `YYYY-MM-DD`.
    pub date: String,
    /// Worded differently before (care 21).
    pub edited: bool,
    /// It holds no more.
    pub lifted: bool,
    /// The other said that they will heed these words.
    pub heeded: bool,
    /// What watching its words ask for; filled while the room is open.
    pub watch: Vec<Surveillance>,
}

/// An agreement in a list, by the version that matters most now: one that holds, else one on the table, else the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementLineView {
    /// The first proposal of the line.
    pub id: EntryId,
    /// In one line.
    pub title: String,
    /// Where that version stands.
    pub standing: AgreementStanding,
    /// The day that goes with it, see [`VersionView::day`].
    pub day: String,
    /// Something of the other's waits for the person looking.
    pub asks_me: bool,
    /// Something of one's own waits for the other.
    pub waits: bool,
    /// It is to be looked at again, and the person looking hasn't said anything yet.
    pub review_due: bool,
}

/// One version or proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionView {
    /// The entry that proposed it.
    pub id: EntryId,
    /// Whether the person looking proposed it.
    pub mine: bool,
    /// When, or since when both had consented, `YYYY-MM-DD`.
    pub date: String,
    /// In one line.
    pub title: String,
    /// The rule itself.
    pub words: String,
    /// The day in its terms on which to look at it again, `YYYY-MM-DD`.
    pub review: String,
    /// For a transparency agreement: what it covers and its last day, `YYYY-MM-DD`.
    pub transparency: Option<(String, String)>,
    /// Where it stands.
    pub standing: AgreementStanding,
    /// Holds: the next review. Ended: the day of it. "Not yet": the day from which it can be asked again, empty when
    /// that has come.
    pub day: String,
    /// "Not yet" was said to this very proposal, so that its author can change for how long.
    pub adjustable: bool,
    /// What is different from what it follows.
    pub changes: Option<ChangesView>,
    /// What watching its words ask for.
    pub watch: Vec<Surveillance>,
    /// Looking at it again, while it holds.
    pub look_again: Option<ReviewView>,
}

/// What is different from one version to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangesView {
    /// In the title.
    pub title: Vec<Piece>,
    /// In the rule.
    pub words: Vec<Piece>,
    /// In what a transparency agreement covers.
    pub scope: Vec<Piece>,
    /// The day of the review, before and now, if it differs.
    pub review: Option<[String; 2]>,
    /// The last day, before and now, if it differs; empty where there is none.
    pub until: Option<[String; 2]>,
}

/// Looking at an agreement again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewView {
    /// Its day has come.
    pub due: bool,
    /// One said "still right", with this next day, and waits for the other.
    pub mine: Option<String>,
    /// The other said it, with this next day.
    pub theirs: Option<(EntryId, String)>,
    /// A next day to suggest.
    pub suggested: String,
}
