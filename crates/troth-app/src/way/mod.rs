//! The way: 49 short readings along the seven steps, each of which ends at the door of a room.
//!
//! ```text
//! readings   the table: who a reading is for, its room, and when Today may offer it
//! facts      what the record says that bears on it
//! offer      a pure function: which one Today offers, if any
//! memory     what this device keeps of it: where the person is, what was offered
//! ```
//!
//! The words are the shell's (`locales/en/guide.txt`) and travel with the app, both roles, to everybody: to fetch one on
//! opening would tell the relay. A reading is a fold and no page, so opening one sends no intent and leaves nothing.
//! What is remembered stays on this device, in no stream and no export: a partner who runs the relay could count sealed
//! entries.

mod facts;
mod memory;
mod offer;
mod readings;
#[cfg(test)]
mod tests;

pub(crate) use memory::Memory;
pub use readings::{Door, For, READINGS, Reading, WAY_STEPS, WayStep, reading};

use troth_core::CivilDate;
pub use troth_core::Stands;

use crate::app::App;
use crate::civil;
use crate::intent::WayIntent;
use crate::message::{Message, Performed};
use crate::sight::Sight;
use crate::space::open;
use crate::view::{Bond, WayView};

impl App {
    pub(crate) fn way_intent(&mut self, intent: WayIntent) -> Performed {
        if self.couple.is_some() {
            // What is chosen with the sample couple is remembered nowhere.
            return Ok(());
        }
        let today = civil::wall(self.io.now).date();
        let space = open(&mut self.space)?;
        match intent {
            WayIntent::Stand(stands) => {
                space.way.stands = Some(stands);
                space.way.answered_on.get_or_insert(memory::day_of(today));
                self.ui.way_tended = None;
                self.ui.done = Some(Message::plain("done-way-stands"));
            }
            WayIntent::EnoughForToday => space.way.put_away(today),
            WayIntent::LeaveOff => {
                space.way.is_off = true;
                self.ui.done = Some(Message::plain("done-way-off"));
            }
            WayIntent::OfferAgain => space.way.is_off = false,
            WayIntent::PutBeginningsAway => space.way.has_no_beginnings = true,
            WayIntent::Began => space.way.has_begun = true,
        }
        space.save_way(&mut self.io);
        Ok(())
    }

    /// Where this person is in it: from the record, or else as they said on this device.
    pub(crate) fn stands(&self, sight: &Sight<'_>) -> Stands {
        let nothing = Memory::default();
        facts::group(sight, self.space.as_ref().map_or(&nothing, |space| &space.way))
    }

    /// Chooses today's reading once, so that what Today offers stays the same until the day is over.
    pub(crate) fn tend_way(&mut self) {
        let now = self.io.now;
        let today = civil::wall(now).date();
        let Some(space) = self.space.as_mut().filter(|space| !space.record.is_opening()) else { return };
        // Once a day and after an answer: what happens meanwhile opens its door tomorrow.
        if self.ui.way_tended.replace(today) == Some(today) || space.way.is_of_today(today) {
            return;
        }
        let offered = {
            let sight = space.sight();
            facts::of(&sight, &space.way, civil::wall(now)).and_then(|facts| offer::offer(&facts, &space.way, today))
        };
        if let Some(id) = offered {
            space.way.note(id, today);
            space.save_way(&mut self.io);
        }
    }

    /// What Today and Private show of the way.
    pub(crate) fn way_view(&self, sight: &Sight<'_>, bond: Bond, today: CivilDate) -> WayView {
        let nothing = Memory::default();
        let memory = self.space.as_ref().map_or(&nothing, |space| &space.way);
        let rests = matches!(bond, Bond::Resting);
        WayView {
            stands: memory.stands,
            group: facts::group(sight, memory),
            offered: memory.offered_on(today).map(|reading| reading.id).filter(|_| !rests && !memory.is_off),
            is_off: memory.is_off,
            has_begun: memory.has_begun,
            has_beginnings: !memory.has_no_beginnings,
            asks: self.space.is_some() && memory.stands.is_none(),
        }
    }
}
