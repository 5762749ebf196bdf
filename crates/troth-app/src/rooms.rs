//! What is on screen: only that is made anew after an input.
//!
//! A view has a part for each room. A part whose room is closed stays empty, so that an input costs what is seen and not
//! what was ever written.

use crate::map::{Detail, Place, QuietMoment, room_of};
use crate::ui::Ui;

#[cfg(test)]
mod tests;

/// A room: the screens that one part of the view is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    Today,
    Promises,
    CheckIns,
    Private,
    Breaches,
    Impact,
    Statements,
    Closeness,
    Activities,
    Pace,
    HardDays,
    Agreements,
    Dialogues,
    Story,
    Goals,
    Victories,
    LookBack,
    Vessel,
    Endings,
    Settings,
}

/// What of a view is made.
#[derive(Clone, Copy)]
pub(crate) enum Shown<'a> {
    /// What this part of the app's state puts on screen.
    OnScreen(&'a Ui),
    /// All of it: for tests, which look into every room at once.
    Everything,
}

impl Shown<'_> {
    /// Whether a room is open.
    pub(crate) fn has(self, room: Room) -> bool {
        match self {
            Self::Everything => true,
            Self::OnScreen(ui) => room_at(ui.place, ui.detail.as_ref()) == Some(room),
        }
    }

    /// Whether exactly this is open.
    pub(crate) fn has_detail(self, detail: &Detail) -> bool {
        match self {
            Self::Everything => true,
            Self::OnScreen(ui) => ui.detail.as_ref() == Some(detail),
        }
    }

    /// Whether one of these is.
    pub(crate) fn has_any(self, rooms: &[Room]) -> bool {
        rooms.iter().any(|room| self.has(*room))
    }
}

/// The room that is open; none where a screen leads on to others, or shows nothing of the record.
fn room_at(place: Place, detail: Option<&Detail>) -> Option<Room> {
    let Some(detail) = detail else {
        return match place {
            Place::Today => Some(Room::Today),
            Place::Story => Some(Room::Story),
            Place::Private => Some(Room::Private),
            Place::Settings => Some(Room::Settings),
            Place::Repair | Place::Together => None,
        };
    };
    match detail {
        // All that it shows is in the shell, but the person's own group.
        Detail::Way => None,
        Detail::Promises | Detail::NewPromise | Detail::Promise(_) | Detail::CounterPromise(_) => Some(Room::Promises),
        Detail::CheckIns | Detail::CheckInPlan | Detail::Round(_) => Some(Room::CheckIns),
        Detail::NewPage | Detail::Page(_) | Detail::Rating => Some(Room::Private),
        // It is in the settings of every view.
        Detail::Server => None,
        Detail::Breaches | Detail::NewBreach | Detail::Breach(_) => Some(Room::Breaches),
        Detail::Impact | Detail::NewImpact => Some(Room::Impact),
        Detail::Statements | Detail::NewStatement | Detail::StatementAbout(_) | Detail::Statement(_) => {
            Some(Room::Statements)
        }
        // A page for oneself stands in the room of its kind.
        Detail::NewSolo(kind) | Detail::Solo(kind, _) => room_at(place, Some(&room_of(*kind))),
        Detail::Closeness => Some(Room::Closeness),
        Detail::Activities => Some(Room::Activities),
        Detail::Pace => Some(Room::Pace),
        Detail::Agreements | Detail::NewAgreement | Detail::Agreement(_) => Some(Room::Agreements),
        Detail::Dialogues | Detail::NewDialogue | Detail::Dialogue(_) | Detail::SideBySide => Some(Room::Dialogues),
        Detail::HardDays | Detail::NewSetback | Detail::Setback(_) => Some(Room::HardDays),
        Detail::Goals | Detail::NewGoal | Detail::Goal(_) => Some(Room::Goals),
        Detail::Victories => Some(Room::Victories),
        Detail::LookBack(_) => Some(Room::LookBack),
        Detail::Vessel => Some(Room::Vessel),
        Detail::Moment(QuietMoment::NewSeam, _) => Some(Room::Vessel),
        Detail::Moment(_, around) => room_at(place, Some(around.innermost())),
        Detail::Endings => Some(Room::Endings),
        Detail::Link | Detail::AddDevice | Detail::Devices | Detail::Recovery | Detail::Lock => Some(Room::Settings),
        Detail::Rest | Detail::Export | Detail::Unlink | Detail::Wipe | Detail::About => Some(Room::Settings),
    }
}
