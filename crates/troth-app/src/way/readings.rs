//! The table of readings. Its words are in the shell's `locales/en/guide.txt`, its sources in `docs/guide.md`.

use troth_core::breach::BreachKind;
use troth_core::solo::SoloKind;

use super::facts::Happened;
use crate::map::Detail;
use crate::view::Bond;

/// A step of the way, or what stands before and beside the steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WayStep {
    /// What a breach does to people, and the first days.
    Before,
    /// What was done, and whose it was.
    Owning,
    /// One speaks, one listens.
    Talking,
    /// Small promises, hard days, and time.
    Doing,
    /// Good minutes, and no pressure.
    Closer,
    /// What each needs, what both want, and what is neither.
    Limits,
    /// When, who, and when this is the wrong place.
    Help,
    /// Goals, small victories, and endings.
    Going,
    /// Alone, with children, and kinds of breach.
    Beside,
}

/// All headings of the way, in their order.
pub const WAY_STEPS: [WayStep; 9] = [
    WayStep::Before,
    WayStep::Owning,
    WayStep::Talking,
    WayStep::Doing,
    WayStep::Closer,
    WayStep::Limits,
    WayStep::Help,
    WayStep::Going,
    WayStep::Beside,
];

/// Who a reading is for. Both partners can read all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum For {
    /// The one who was hurt.
    Hurt,
    /// The one who is responsible.
    Responsible,
    /// Both.
    Both,
}

/// Where a reading ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Door {
    /// At a room, or at a form in it.
    Room(Detail),
    /// At "Help and taking care", which unfolds in place.
    Help,
    /// At the way itself.
    Way,
}

/// One reading.
#[derive(Debug)]
pub struct Reading {
    /// Its name in `guide.txt`.
    pub id: &'static str,
    /// Under which heading it stands.
    pub step: WayStep,
    /// Who it is for.
    pub whom: For,
    /// Where it ends for two who are linked.
    pub door: Door,
    /// Where it ends for one who is alone, resting or unlinked.
    pub alone: Door,
    /// The reading for the other of the two.
    pub other_side: Option<&'static str>,
    /// The room in which it stands, where that is not the room of its door.
    home: Option<Detail>,
    /// When Today may offer it. Most rooms' readings are never offered.
    pub(super) when: When,
}

/// When Today may offer a reading: on a day of the programme, because of something that happened, or never.
#[derive(Debug)]
pub(super) struct When {
    /// From this day on, counted from linking, or from the start of one who is alone.
    pub(super) day: Option<i64>,
    /// From this day on for one who is alone.
    pub(super) alone: Option<i64>,
    /// No earlier than on this day, whatever happened.
    pub(super) from: i64,
    /// Because of something that happened at least so many days ago.
    pub(super) happened: &'static [(Happened, i64)],
    /// The day after a breach of this kind was named.
    pub(super) kinds: &'static [BreachKind],
    /// Only once this has not happened.
    pub(super) unless: Option<Happened>,
    /// Only after days without a setback.
    pub(super) calm: bool,
    /// Only after another reading was offered.
    pub(super) after: Option<&'static str>,
}

/// Never on Today: the reading stands in its room and in the way.
const NEVER: When =
    When { day: None, alone: None, from: 0, happened: &[], kinds: &[], unless: None, calm: false, after: None };

impl Reading {
    /// The room at whose foot it stands under "About this". None for what stands in the way alone.
    #[must_use]
    pub fn room(&self) -> Option<Detail> {
        let of_door = || match &self.door {
            Door::Room(detail) => Some(detail.outer().unwrap_or_else(|| detail.clone())),
            Door::Help | Door::Way => None,
        };
        self.home.clone().or_else(of_door)
    }

    /// Where it ends for a person in this bond.
    #[must_use]
    pub const fn door_for(&self, bond: Bond) -> &Door {
        match bond {
            Bond::Linked => &self.door,
            Bond::Alone | Bond::Opening | Bond::Resting | Bond::Unlinked => &self.alone,
        }
    }
}

/// A reading by its name.
#[must_use]
pub fn reading(id: &str) -> Option<&'static Reading> {
    READINGS.iter().find(|reading| reading.id == id)
}

/// All readings, in the order of the way.
pub static READINGS: [Reading; 49] = [
    Reading {
        id: "0-way",
        step: WayStep::Before,
        whom: For::Both,
        door: Door::Way,
        alone: Door::Way,
        other_side: None,
        home: None,
        when: NEVER,
    },
    Reading {
        id: "0-first-hurt",
        step: WayStep::Before,
        whom: For::Hurt,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-first-resp"),
        home: None,
        when: NEVER,
    },
    Reading {
        id: "0-first-resp",
        step: WayStep::Before,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-first-hurt"),
        home: None,
        when: NEVER,
    },
    Reading {
        id: "0-effects",
        step: WayStep::Before,
        whom: For::Hurt,
        door: Door::Room(Detail::Impact),
        alone: Door::Room(Detail::Impact),
        other_side: Some("0-living-with"),
        home: None,
        when: When { day: Some(0), ..NEVER },
    },
    Reading {
        id: "0-living-with",
        step: WayStep::Before,
        whom: For::Responsible,
        door: Door::Room(Detail::Impact),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-effects"),
        home: None,
        when: When { happened: &[(Happened::TheyShared, 2)], ..NEVER },
    },
    Reading {
        id: "0-waves",
        step: WayStep::Before,
        whom: For::Both,
        door: Door::Room(Detail::HardDays),
        alone: Door::Room(Detail::NewSolo(SoloKind::HardDays)),
        other_side: None,
        home: None,
        when: When { day: Some(1), happened: &[(Happened::HardDay, 0)], ..NEVER },
    },
    Reading {
        id: "0-not-yours",
        step: WayStep::Before,
        whom: For::Hurt,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-shame"),
        home: None,
        when: When { day: Some(2), ..NEVER },
    },
    Reading {
        id: "0-shame",
        step: WayStep::Before,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-not-yours"),
        home: None,
        when: When { day: Some(2), ..NEVER },
    },
    Reading {
        id: "1-naming",
        step: WayStep::Owning,
        whom: For::Both,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewSolo(SoloKind::Breach)),
        other_side: None,
        home: None,
        when: When { day: Some(1), unless: Some(Happened::Named), ..NEVER },
    },
    Reading {
        id: "1-owning",
        step: WayStep::Owning,
        whom: For::Responsible,
        door: Door::Room(Detail::NewStatement),
        alone: Door::Room(Detail::NewSolo(SoloKind::Statement)),
        other_side: Some("1-hearing"),
        home: None,
        when: When { alone: Some(3), happened: &[(Happened::TheyWrote, 2)], ..NEVER },
    },
    Reading {
        id: "1-hearing",
        step: WayStep::Owning,
        whom: For::Hurt,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("1-owning"),
        home: Some(Detail::Statements),
        when: NEVER,
    },
    Reading {
        id: "1-why",
        step: WayStep::Owning,
        whom: For::Both,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { happened: &[(Happened::StatementHeard, 0)], ..NEVER },
    },
    Reading {
        id: "1-whole",
        step: WayStep::Owning,
        whom: For::Responsible,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("2-asking"),
        home: None,
        when: When { from: 5, happened: &[(Happened::NamedAlike, 0)], ..NEVER },
    },
    Reading {
        id: "2-listening",
        step: WayStep::Talking,
        whom: For::Responsible,
        door: Door::Room(Detail::NewDialogue),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("2-saying"),
        home: None,
        when: When { day: Some(7), happened: &[(Happened::TalkAsked, 0)], ..NEVER },
    },
    Reading {
        id: "2-saying",
        step: WayStep::Talking,
        whom: For::Hurt,
        door: Door::Room(Detail::NewDialogue),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("2-listening"),
        home: None,
        when: When { day: Some(7), ..NEVER },
    },
    Reading {
        id: "2-asking",
        step: WayStep::Talking,
        whom: For::Hurt,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewSolo(SoloKind::Question)),
        other_side: Some("2-answering"),
        home: None,
        when: When { from: 3, happened: &[(Happened::Named, 0)], ..NEVER },
    },
    Reading {
        id: "2-answering",
        step: WayStep::Talking,
        whom: For::Responsible,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("2-asking"),
        home: None,
        when: When { happened: &[(Happened::QuestionOpen, 0)], ..NEVER },
    },
    Reading {
        id: "2-pause",
        step: WayStep::Talking,
        whom: For::Both,
        door: Door::Room(Detail::Dialogues),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { happened: &[(Happened::TalkBegun, 0)], ..NEVER },
    },
    Reading {
        id: "2-check-in",
        step: WayStep::Talking,
        whom: For::Both,
        door: Door::Room(Detail::CheckInPlan),
        alone: Door::Room(Detail::Rating),
        other_side: None,
        home: None,
        when: When { day: Some(3), ..NEVER },
    },
    Reading {
        id: "3-small",
        step: WayStep::Doing,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPromise),
        alone: Door::Room(Detail::NewSolo(SoloKind::Promise)),
        other_side: Some("3-pace"),
        home: None,
        when: When { day: Some(7), happened: &[(Happened::StatementShared, 0)], ..NEVER },
    },
    Reading {
        id: "3-steady",
        step: WayStep::Doing,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPromise),
        alone: Door::Room(Detail::NewSolo(SoloKind::Promise)),
        other_side: Some("3-pace"),
        home: None,
        when: When { happened: &[(Happened::PromiseAccepted, 0)], ..NEVER },
    },
    Reading {
        id: "3-pace",
        step: WayStep::Doing,
        whom: For::Hurt,
        door: Door::Room(Detail::Promises),
        alone: Door::Room(Detail::Rating),
        other_side: Some("3-waiting"),
        home: None,
        when: When { day: Some(10), ..NEVER },
    },
    Reading {
        id: "3-waiting",
        step: WayStep::Doing,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("3-pace"),
        home: Some(Detail::Promises),
        when: When { day: Some(21), ..NEVER },
    },
    Reading {
        id: "3-back",
        step: WayStep::Doing,
        whom: For::Responsible,
        door: Door::Room(Detail::HardDays),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("0-waves"),
        home: None,
        when: When { happened: &[(Happened::HardDay, 0)], ..NEVER },
    },
    Reading {
        id: "3-say-first",
        step: WayStep::Doing,
        whom: For::Responsible,
        door: Door::Room(Detail::NewSetback),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("3-found"),
        home: None,
        when: When { day: Some(14), happened: &[(Happened::PromiseMissed, 0)], ..NEVER },
    },
    Reading {
        id: "3-found",
        step: WayStep::Doing,
        whom: For::Hurt,
        door: Door::Room(Detail::NewSetback),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("3-say-first"),
        home: None,
        when: When { happened: &[(Happened::NewlyKnown, 0)], ..NEVER },
    },
    Reading {
        id: "4-minutes",
        step: WayStep::Closer,
        whom: For::Both,
        door: Door::Room(Detail::Closeness),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { day: Some(14), calm: true, ..NEVER },
    },
    Reading {
        id: "4-touch-hurt",
        step: WayStep::Closer,
        whom: For::Hurt,
        door: Door::Room(Detail::Pace),
        alone: Door::Room(Detail::Pace),
        other_side: Some("4-touch-resp"),
        home: None,
        when: NEVER,
    },
    Reading {
        id: "4-touch-resp",
        step: WayStep::Closer,
        whom: For::Responsible,
        door: Door::Room(Detail::Pace),
        alone: Door::Room(Detail::Pace),
        other_side: Some("4-touch-hurt"),
        home: None,
        when: NEVER,
    },
    Reading {
        id: "5-limits",
        step: WayStep::Limits,
        whom: For::Both,
        door: Door::Room(Detail::Agreements),
        alone: Door::Room(Detail::NewSolo(SoloKind::Boundary)),
        other_side: None,
        home: None,
        when: When { day: Some(10), ..NEVER },
    },
    Reading {
        id: "5-checking",
        step: WayStep::Limits,
        whom: For::Hurt,
        door: Door::Room(Detail::NewAgreement),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("5-open"),
        home: None,
        when: NEVER,
    },
    Reading {
        id: "5-open",
        step: WayStep::Limits,
        whom: For::Responsible,
        door: Door::Room(Detail::NewAgreement),
        alone: Door::Room(Detail::NewPage),
        other_side: Some("5-checking"),
        home: None,
        when: When { day: Some(21), happened: &[(Happened::AgreementStands, 0)], ..NEVER },
    },
    Reading {
        id: "5-not-yet",
        step: WayStep::Limits,
        whom: For::Both,
        door: Door::Room(Detail::Agreements),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { happened: &[(Happened::NotYetOrReview, 0)], ..NEVER },
    },
    Reading {
        id: "6-when",
        step: WayStep::Help,
        whom: For::Both,
        door: Door::Help,
        alone: Door::Help,
        other_side: None,
        home: None,
        when: When { day: Some(28), ..NEVER },
    },
    Reading {
        id: "6-whom",
        step: WayStep::Help,
        whom: For::Both,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { day: Some(28), after: Some("6-when"), ..NEVER },
    },
    Reading {
        id: "6-not-together",
        step: WayStep::Help,
        whom: For::Both,
        door: Door::Help,
        alone: Door::Help,
        other_side: None,
        home: None,
        when: NEVER,
    },
    Reading {
        id: "7-goals",
        step: WayStep::Going,
        whom: For::Both,
        door: Door::Room(Detail::NewGoal),
        alone: Door::Room(Detail::NewSolo(SoloKind::Goal)),
        other_side: None,
        home: None,
        when: When { day: Some(28), ..NEVER },
    },
    Reading {
        id: "7-well",
        step: WayStep::Going,
        whom: For::Both,
        door: Door::Room(Detail::Victories),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { day: Some(21), happened: &[(Happened::WentWell, 0)], ..NEVER },
    },
    Reading {
        id: "7-undecided",
        step: WayStep::Going,
        whom: For::Both,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: NEVER,
    },
    Reading {
        id: "7-parting",
        step: WayStep::Going,
        whom: For::Both,
        door: Door::Room(Detail::Endings),
        alone: Door::Help,
        other_side: None,
        home: None,
        when: NEVER,
    },
    Reading {
        id: "8-alone-hurt",
        step: WayStep::Beside,
        whom: For::Hurt,
        door: Door::Room(Detail::Impact),
        alone: Door::Room(Detail::Impact),
        other_side: Some("8-alone-resp"),
        home: None,
        when: When { alone: Some(3), ..NEVER },
    },
    Reading {
        id: "8-alone-resp",
        step: WayStep::Beside,
        whom: For::Responsible,
        door: Door::Room(Detail::NewPage),
        alone: Door::Room(Detail::NewSolo(SoloKind::Statement)),
        other_side: Some("8-alone-hurt"),
        home: None,
        when: When { alone: Some(3), ..NEVER },
    },
    Reading {
        id: "8-invite",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::Link),
        alone: Door::Room(Detail::Link),
        other_side: None,
        home: None,
        when: NEVER,
    },
    Reading {
        id: "8-children",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::NewAgreement),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { day: Some(5), ..NEVER },
    },
    Reading {
        id: "8-affair",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewSolo(SoloKind::Question)),
        other_side: None,
        home: None,
        when: When { kinds: &[BreachKind::Affair], ..NEVER },
    },
    Reading {
        id: "8-money",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::NewAgreement),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { kinds: &[BreachKind::Money], ..NEVER },
    },
    Reading {
        id: "8-word",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::Breaches),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { kinds: &[BreachKind::Lie, BreachKind::BrokenPromise], ..NEVER },
    },
    Reading {
        id: "8-relapse",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::HardDays),
        alone: Door::Room(Detail::NewSolo(SoloKind::HardDays)),
        other_side: None,
        home: None,
        when: When { kinds: &[BreachKind::Relapse], happened: &[(Happened::Relapse, 0)], ..NEVER },
    },
    Reading {
        id: "8-privacy",
        step: WayStep::Beside,
        whom: For::Both,
        door: Door::Room(Detail::NewAgreement),
        alone: Door::Room(Detail::NewPage),
        other_side: None,
        home: None,
        when: When { kinds: &[BreachKind::Privacy], ..NEVER },
    },
];
