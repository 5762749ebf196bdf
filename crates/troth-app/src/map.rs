//! The map: five places and Settings, and what is opened inside them.
//!
//! | place | what for | rooms, and what opens in them |
//! |---|---|---|
//! | Today | what now? at most three next steps with their reasons, what is on its way, what a person may do if they like | leads into all others |
//! | Repair | what happened, what it did, owning it, hard days | the way; what happened; what it did to me; owning it; hard days, with help in them |
//! | Together | what the two do with each other | check-ins; promises; boundaries and agreements; talks; closeness, and in it ideas for two and the pace of affection |
//! | Story | what was said and done, and where it leads | the vessel; goals; small victories and what has grown; a month to look back on; endings; below them the timeline |
//! | Private | what is mine alone | journal; how I am, and how it moved; one tap when it is too much; the device notice again; help and being careful; after an unlinking, who runs the server |
//! | Settings | me, the two of us, this device | devices, their changes, adding one, choosing between copies; recovery code; app lock; linking, rest, unlinking, earlier records; export; about; wiping |
//!
//! Five places stand in the bar.
//! Settings is behind its button at the top of each of them, because it is no part of the programme.
//! A place is one tap, a room in it the second, and a thing in the room the third; answers are given in place.
//! What a person writes in a room for themselves alone stands in that room, and is no place of its own.
//! Only the form that answers a promise with a change lies a level deeper, and Today leads in one tap to the promise that waits.
//!
//! Three gates come before the bar: the device notice, the first start (alone, by an invitation, from a recovery code), and
//! the closed lock.
//! The first two also open the sample couple: the same five places, under a strip that says so, changes sides and leads out.
//! Hide is at the top of every gate and place.
//! "Help and being careful" unfolds in place, without an address, request or history entry: on the gates, in Private, in Hard
//! days, in About, before unlinking, and beside a proposal or boundary that asks for watching.
//!
//! Each detail knows where it belongs, so that Back and the lit tab can't disagree with the way in.
//! A moment that ends well (heard, understood, kept, a month read, a new seam) has a quiet screen before the one it happened on.
//! There is no router; the shell's history entries hold a level and nothing else.

use minicbor::{Decode, Encode};
use troth_core::EntryId;
use troth_core::solo::SoloKind;

/// The places in the order of the bar; Settings stands at the top of every screen instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(index_only)]
pub enum Place {
    /// What now?
    #[n(0)]
    Today,
    /// What happened, what it did, owning it, hard days.
    #[n(1)]
    Repair,
    /// What the two do together: check-ins, promises, talks, closeness, agreements.
    #[n(2)]
    Together,
    /// What has been said and done, and where it leads.
    #[n(3)]
    Story,
    /// What is mine alone.
    #[n(4)]
    Private,
    /// Devices, linking, rest, leaving.
    #[n(5)]
    Settings,
}

/// One thing opened inside a place.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Detail {
    /// The room of promises.
    #[n(0)]
    Promises,
    /// The form for a new promise.
    #[n(1)]
    NewPromise,
    /// One promise with its occurrences, by the id of its first offer.
    #[n(2)]
    Promise(#[n(0)] EntryId),
    /// The form that answers an offer with a change.
    #[n(3)]
    CounterPromise(#[n(0)] EntryId),
    /// The room of check-ins.
    #[n(4)]
    CheckIns,
    /// Choosing when check-ins happen.
    #[n(5)]
    CheckInPlan,
    /// One round, by [`crate::view::RoundView::key`].
    #[n(6)]
    Round(#[n(0)] String),
    /// A new page in the journal.
    #[n(7)]
    NewPage,
    /// One journal page.
    #[n(8)]
    Page(#[n(0)] EntryId),
    /// The three own ratings.
    #[n(9)]
    Rating,
    /// The way: all readings.
    #[n(10)]
    Way,
    /// The room of what happened.
    #[n(11)]
    Breaches,
    /// The form that names what happened.
    #[n(12)]
    NewBreach,
    /// One breach with its questions.
    #[n(13)]
    Breach(#[n(0)] EntryId),
    /// The room of what it did.
    #[n(14)]
    Impact,
    /// The form that notes how it is.
    #[n(15)]
    NewImpact,
    /// The room of owning it.
    #[n(16)]
    Statements,
    /// The form of a new statement.
    #[n(17)]
    NewStatement,
    /// The same form about one breach.
    #[n(51)]
    StatementAbout(#[n(0)] EntryId),
    /// One statement, by the entry of its first version.
    #[n(18)]
    Statement(#[n(0)] EntryId),
    /// The form of a page for oneself.
    #[n(49)]
    NewSolo(#[n(0)] SoloKind),
    /// One page for oneself.
    #[n(50)]
    Solo(#[n(0)] SoloKind, #[n(1)] EntryId),
    /// The room of closeness.
    #[n(19)]
    Closeness,
    /// The room of boundaries and agreements.
    #[n(20)]
    Agreements,
    /// The form that proposes an agreement.
    #[n(21)]
    NewAgreement,
    /// One agreement with its versions, by the entry of its first proposal.
    #[n(22)]
    Agreement(#[n(0)] EntryId),
    /// The room of talks.
    #[n(23)]
    Dialogues,
    /// The form that asks for a talk.
    #[n(24)]
    NewDialogue,
    /// One talk, by the entry that proposed it or says that it was held.
    #[n(25)]
    Dialogue(#[n(0)] EntryId),
    /// A talk side by side on this phone.
    #[n(26)]
    SideBySide,
    /// Ideas for two: the hand, what both marked, what is planned.
    #[n(27)]
    Activities,
    /// The pace of affection.
    #[n(28)]
    Pace,
    /// The room of hard days.
    #[n(29)]
    HardDays,
    /// The form that records a setback.
    #[n(30)]
    NewSetback,
    /// One setback.
    #[n(31)]
    Setback(#[n(0)] EntryId),
    /// Goals of the two.
    #[n(32)]
    Goals,
    /// The form for a new goal.
    #[n(33)]
    NewGoal,
    /// One goal with its steps.
    #[n(34)]
    Goal(#[n(0)] EntryId),
    /// Small victories and what has grown.
    #[n(35)]
    Victories,
    /// A month to read together, `YYYY-MM-01`.
    #[n(36)]
    LookBack(#[n(0)] String),
    /// The vessel, large.
    #[n(37)]
    Vessel,
    /// Finishing well, resting, parting well.
    #[n(38)]
    Endings,
    /// Linking a partner, from either side.
    #[n(39)]
    Link,
    /// Adding an own device.
    #[n(40)]
    AddDevice,
    /// The list of devices.
    #[n(41)]
    Devices,
    /// The recovery code.
    #[n(42)]
    Recovery,
    /// The app lock.
    #[n(43)]
    Lock,
    /// Rest.
    #[n(44)]
    Rest,
    /// What an export holds, and the way to it.
    #[n(45)]
    Export,
    /// Advice before unlinking.
    #[n(46)]
    Unlink,
    /// Advice before wiping.
    #[n(47)]
    Wipe,
    /// What Troth is, and what it can't protect.
    #[n(48)]
    About,
    /// Who runs the server, once a link has ended.
    #[n(53)]
    Server,
    /// The quiet screen of a moment, and the detail that Back leads to.
    #[n(52)]
    Moment(#[n(0)] QuietMoment, #[n(1)] Box<Detail>),
}

/// A moment that has a screen of its own, so that it doesn't end in one line at the edge.
///
/// None is sent, or kept for a reload: it follows what was just done or read on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum QuietMoment {
    /// This person said that they heard a statement.
    #[n(0)]
    Heard,
    /// The other said so of this person's.
    #[n(1)]
    WasHeard,
    /// This person said that they feel understood.
    #[n(2)]
    Understood,
    /// The other said so of this person's words.
    #[n(3)]
    WasUnderstood,
    /// This person said that a promise was kept.
    #[n(4)]
    Kept,
    /// A month was looked back on.
    #[n(5)]
    MonthRead,
    /// The bowl has a new seam.
    #[n(6)]
    NewSeam,
}

impl Detail {
    /// The place whose tab is lit while this is open.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Promises | Self::NewPromise | Self::Promise(_) | Self::CounterPromise(_) => Place::Together,
            Self::CheckIns | Self::CheckInPlan | Self::Round(_) => Place::Together,
            Self::NewPage | Self::Page(_) | Self::Rating | Self::Server => Place::Private,
            Self::Way | Self::Breaches | Self::NewBreach | Self::Breach(_) => Place::Repair,
            Self::Impact | Self::NewImpact => Place::Repair,
            Self::Statements | Self::NewStatement | Self::StatementAbout(_) | Self::Statement(_) => Place::Repair,
            Self::NewSolo(kind) | Self::Solo(kind, _) => match kind {
                SoloKind::Statement | SoloKind::HardDays | SoloKind::Breach | SoloKind::Question => Place::Repair,
                SoloKind::Promise | SoloKind::Boundary => Place::Together,
                SoloKind::Goal => Place::Story,
            },
            Self::Closeness | Self::Activities | Self::Pace => Place::Together,
            Self::Agreements | Self::NewAgreement | Self::Agreement(_) => Place::Together,
            Self::Dialogues | Self::NewDialogue | Self::Dialogue(_) | Self::SideBySide => Place::Together,
            Self::HardDays | Self::NewSetback | Self::Setback(_) => Place::Repair,
            Self::Goals | Self::NewGoal | Self::Goal(_) | Self::Victories => Place::Story,
            Self::LookBack(_) | Self::Vessel | Self::Endings => Place::Story,
            Self::Link | Self::AddDevice | Self::Devices | Self::Recovery | Self::Lock => Place::Settings,
            Self::Rest | Self::Export | Self::Unlink | Self::Wipe | Self::About => Place::Settings,
            Self::Moment(_, around) => around.place(),
        }
    }

    /// What Back opens from here; `None` is the top of the place.
    #[must_use]
    pub fn outer(&self) -> Option<Self> {
        match self {
            Self::NewPromise | Self::Promise(_) => Some(Self::Promises),
            Self::CounterPromise(id) => Some(Self::Promise(*id)),
            Self::CheckInPlan | Self::Round(_) => Some(Self::CheckIns),
            Self::NewBreach | Self::Breach(_) => Some(Self::Breaches),
            Self::NewImpact => Some(Self::Impact),
            Self::NewStatement | Self::StatementAbout(_) | Self::Statement(_) => Some(Self::Statements),
            Self::NewSolo(kind) | Self::Solo(kind, _) => Some(room_of(*kind)),
            Self::NewAgreement | Self::Agreement(_) => Some(Self::Agreements),
            Self::Activities | Self::Pace => Some(Self::Closeness),
            Self::NewSetback | Self::Setback(_) => Some(Self::HardDays),
            Self::NewDialogue | Self::Dialogue(_) | Self::SideBySide => Some(Self::Dialogues),
            Self::NewGoal | Self::Goal(_) => Some(Self::Goals),
            Self::AddDevice => Some(Self::Devices),
            Self::Moment(_, around) => Some((**around).clone()),
            _ => None,
        }
    }

    /// What a moment happened on; anything else itself.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Moment(_, around) => around.innermost(),
            _ => self,
        }
    }

    /// How many screens lie between this and the top of its place, itself included.
    #[must_use]
    pub fn depth(&self) -> u32 {
        1 + self.outer().map_or(0, |outer| outer.depth())
    }
}

/// The room in which pages for oneself of this kind stand, beside what the two share of it.
pub(crate) const fn room_of(kind: SoloKind) -> Detail {
    match kind {
        SoloKind::Statement => Detail::Statements,
        SoloKind::HardDays => Detail::HardDays,
        SoloKind::Promise => Detail::Promises,
        SoloKind::Goal => Detail::Goals,
        SoloKind::Breach | SoloKind::Question => Detail::Breaches,
        SoloKind::Boundary => Detail::Agreements,
    }
}

/// Where a person is led once something is written.
pub(crate) enum Goes {
    /// They stay where they are.
    Nowhere,
    /// To a room or a thing in it.
    To(Detail),
    /// Back to the top of the place.
    Out,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every detail once.
    fn all() -> Vec<Detail> {
        let (id, text) = (EntryId([0; 32]), String::new());
        let solo = SoloKind::ALL.into_iter().flat_map(|kind| [Detail::NewSolo(kind), Detail::Solo(kind, id)]);
        let mut all: Vec<_> = solo.collect();
        all.extend([
            Detail::Promises,
            Detail::NewPromise,
            Detail::Promise(id),
            Detail::CheckIns,
            Detail::CheckInPlan,
            Detail::Round(text.clone()),
            Detail::NewPage,
            Detail::Page(id),
            Detail::Rating,
            Detail::Way,
            Detail::Breaches,
            Detail::NewBreach,
            Detail::Breach(id),
            Detail::Impact,
            Detail::NewImpact,
            Detail::Statements,
            Detail::NewStatement,
            Detail::StatementAbout(id),
            Detail::Statement(id),
            Detail::Closeness,
            Detail::Activities,
            Detail::Pace,
            Detail::Agreements,
            Detail::NewAgreement,
            Detail::Agreement(id),
            Detail::Dialogues,
            Detail::NewDialogue,
            Detail::Dialogue(id),
            Detail::SideBySide,
            Detail::HardDays,
            Detail::NewSetback,
            Detail::Setback(id),
            Detail::Goals,
            Detail::NewGoal,
            Detail::Goal(id),
            Detail::Victories,
            Detail::LookBack(text),
            Detail::Vessel,
            Detail::Endings,
            Detail::Link,
            Detail::AddDevice,
            Detail::Devices,
            Detail::Recovery,
            Detail::Lock,
            Detail::Rest,
            Detail::Export,
            Detail::Unlink,
            Detail::Wipe,
            Detail::Server,
            Detail::About,
        ]);
        all
    }

    #[test]
    fn nothing_lies_deeper_than_three_taps_but_the_answer_with_a_change() {
        let taps = |detail: &Detail| 1 + detail.depth();
        for detail in all() {
            assert!(taps(&detail) <= 3, "{detail:?} is {} taps away", taps(&detail));
        }
        // A moment follows an act: nobody taps their way to it.
        let moment = Detail::Moment(QuietMoment::Heard, Box::new(Detail::Statement(EntryId([0; 32]))));
        assert_eq!((taps(&moment), moment.outer()), (4, Some(Detail::Statement(EntryId([0; 32])))));
        // From Today, where it matters, it is two.
        assert_eq!(taps(&Detail::CounterPromise(EntryId([0; 32]))), 4);
    }

    #[test]
    fn what_lies_around_a_detail_is_in_the_same_place() {
        for detail in all() {
            assert!(detail.outer().is_none_or(|outer| outer.place() == detail.place()), "{detail:?}");
        }
    }
}
