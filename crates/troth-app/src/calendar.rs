//! A calendar file (RFC 5545) for an agreed check-in plan, or for a promise of one's own.
//!
//! A calendar shows when, and nothing of what: the title is a neutral message, there is no description,
//! the event is marked as private, and its id is random. Times are floating, as everywhere in Troth: eight in the evening
//! is eight by the clock of the reader. Days that are over are left out, so that no history gets into a calendar.
//!
//! The few lines of RFC 5545 are written here: docs/decisions/0018-calendar-by-hand.md has the reasons. The crate
//! `icalendar` reads files back in the tests.

use data_encoding::HEXLOWER;
use rand_core::Rng;
use troth_core::check_in::PlanStanding;
use troth_core::promise::{Due, Happened, Standing};
use troth_core::{Actor, CivilDate, Ending, EntryId, Recurrence, SharedState, TimeOfDay, WallTime};

use crate::civil;
use crate::effect::Effect;
use crate::file::{File, FileKind, Piece};
use crate::io::Io;
use crate::message::{Message, Performed};
use crate::space::Space;

#[cfg(test)]
mod tests;

/// How long an event with a time is shown to last: enough to see it in a week, and short enough to stand beside others.
const LASTS: &str = "PT30M";

/// When something is: once, or again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dates {
    /// The first day, on which it is.
    first: CivilDate,
    time: Option<TimeOfDay>,
    /// The rule, counted from the first day.
    rule: Option<Recurrence>,
}

/// Hands over the dates of a plan in force, or of a promise of one's own.
pub(crate) fn hand_over(space: &Space, io: &mut Io, id: EntryId) -> Performed {
    let now = civil::wall(io.now);
    let shared = space.record.state().shared.ok_or(Message::plain("problem-nothing-there"))?;
    let (title, dates) = found(shared, &space.me(), now, id)?;
    let mut uid = [0; 16];
    io.rng.fill_bytes(&mut uid);
    let file = File { name: "dates.ics".to_owned(), kind: FileKind::Calendar, pieces: pieces(title, dates, uid, now) };
    io.effects.push(Effect::HandOver(file));
    Ok(())
}

/// The title and the dates of what `id` names.
fn found(shared: &SharedState, me: &Actor, now: WallTime, id: EntryId) -> Result<(&'static str, Dates), Message> {
    if let Some((_, plan)) = shared.check_ins.standing(PlanStanding::InForce).find(|(plan, _)| *plan == id) {
        let plan = &plan.proposed;
        let dates = Dates::repeating(plan.starts, plan.rule, Some(plan.opens), now.date());
        return dates.map(|dates| ("dates-check-in", dates)).ok_or(Message::plain("problem-dates-over"));
    }
    let promise =
        shared.promises.proposal(id).filter(|it| it.maker == me.partner && it.standing() == Standing::Promised);
    let dates = match promise.ok_or(Message::plain("problem-nothing-there"))?.terms.due {
        Due::Once { .. } => once(shared, now, id),
        Due::Repeating { starts, rule, time } => Dates::repeating(starts, rule, time, now.date()),
    };
    dates.map(|dates| ("dates-promise", dates)).ok_or(Message::plain("problem-dates-over"))
}

/// The one day that is still ahead: where it was moved to, if it was.
fn once(shared: &SharedState, now: WallTime, id: EntryId) -> Option<Dates> {
    let occurrences = shared.promises.occurrences(id, [now.date(), CivilDate::LAST], &shared.members, now);
    let ahead = |it: &Happened| matches!(it, Happened::Ahead | Happened::DueNow);
    let due = occurrences.into_iter().find(|one| ahead(&one.happened))?.due;
    Some(Dates { first: due.date, time: due.time, rule: None })
}

impl Dates {
    /// From today on. A rule in a calendar counts from a day on which it falls, and what is left of a count goes on.
    pub(crate) fn repeating(
        starts: CivilDate,
        rule: Recurrence,
        time: Option<TimeOfDay>,
        today: CivilDate,
    ) -> Option<Self> {
        let left = rule.dates(starts, today, CivilDate::LAST, usize::from(troth_core::COUNT_MAX));
        let first = *left.first()?;
        let ending = match rule.ending() {
            Ending::Count(_) => Ending::Count(u16::try_from(left.len()).ok()?),
            ending => ending,
        };
        Some(Self { first, time, rule: Recurrence::new(rule.every(), ending) })
    }

    fn lines(self) -> String {
        let day = self.first.naive().to_string().replace('-', "");
        let (starts, end_of_day) = match self.time {
            None => (format!(";VALUE=DATE:{day}\nTRANSP:TRANSPARENT"), ""),
            Some(time) => (format!(":{day}T{:02}{:02}00\nDURATION:{LASTS}", time.hour(), time.minute()), "T235959"),
        };
        let rule = self.rule.map_or_else(String::new, |rule| {
            // An end has to be written as the start is.
            let end = if matches!(rule.ending(), Ending::Until(_)) { end_of_day } else { "" };
            format!("\nRRULE:{}{end}", rule.to_rrule_text())
        });
        format!("DTSTART{starts}{rule}")
    }
}

/// The file, one property a line; folding and the ends of lines come last.
pub(crate) fn pieces(title: &'static str, dates: Dates, uid: [u8; 16], now: WallTime) -> Vec<Piece> {
    let stamp = WallTime { offset_minutes: 0, ..now }.to_rfc3339().replace(['-', ':'], "").replace("+0000", "Z");
    let uid = HEXLOWER.encode(&uid);
    let before = format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//dates//EN\nBEGIN:VEVENT\nUID:{uid}\nDTSTAMP:{stamp}\n{}\nCLASS:PRIVATE\nSUMMARY:",
        dates.lines()
    );
    let after = "\nEND:VEVENT\nEND:VCALENDAR\n".to_owned();
    vec![Piece::Plain(before), Piece::Said(Message::plain(title)), Piece::Plain(after)]
}
