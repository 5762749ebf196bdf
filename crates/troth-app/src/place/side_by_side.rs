//! A talk side by side on one phone: the same two machines, held in memory, without a word of what is said.
//!
//! One device can't prove who typed, so it must not keep words in the other's name. It guides turn by turn, and at the
//! close its owner's device says that a talk was held. Closing the page forgets the guide; nothing else is lost.

use troth_core::WallTime;
use troth_core::dialogue::{DialogueForm, Floor, PAUSE_MINUTES_MIN, Side, Turn};

use super::dialogues::{first_floor, floor_view, form_name, machine};
use crate::civil;
use crate::intent::GuideIntent;
use crate::message::Message;
use crate::view::{GuideView, PausePhase, PauseView};

/// One minute in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// Where the two are. The phone's owner is on the side of [`Side::Proposer`].
#[derive(Clone, Debug)]
pub(crate) struct Guide {
    form: DialogueForm,
    floor: Floor,
    /// A pause is over at this moment.
    pause_over_ms: Option<i64>,
}

/// What a press comes to.
#[derive(Clone, Debug)]
pub(crate) enum Guided {
    /// The talk goes on.
    On(Guide),
    /// It closed: there is something to record.
    Held(DialogueForm),
    /// It was let go: nothing is recorded.
    Gone,
}

impl Guide {
    fn begin(form: DialogueForm, floor: Floor) -> Self {
        // Both sit here and have said yes to each other.
        let floor = floor.after(Turn::Consent).unwrap_or(floor);
        Self { form, floor, pause_over_ms: None }
    }

    /// The next moment at which the screen changes by itself.
    pub(crate) fn next_change(&self, now: WallTime) -> Option<i64> {
        self.pause_over_ms.filter(|at| *at > now.unix_ms)
    }

    pub(crate) fn view(&self, now: WallTime) -> GuideView {
        let pause = self.pause_over_ms.map(|over_ms| {
            let until = WallTime { unix_ms: over_ms, ..now }.time_of_day();
            let phase = if now.unix_ms < over_ms { PausePhase::Lasts } else { PausePhase::Asks };
            PauseView { until: civil::time(until), phase, time: None }
        });
        GuideView { form: form_name(self.form), floor: floor_view(&self.floor, Side::Proposer), pause }
    }

    fn take(mut self, turn: Turn) -> Result<Guided, Message> {
        if self.pause_over_ms.is_some() {
            return Err(Message::plain("problem-paused"));
        }
        self.floor = self.floor.after(turn).ok_or(Message::plain("problem-nothing-there"))?;
        Ok(if self.floor.turn_of().is_none() { Guided::Held(self.form) } else { Guided::On(self) })
    }

    fn resume(self, now: WallTime) -> Result<Guided, Message> {
        match self.pause_over_ms {
            Some(over) if now.unix_ms < over => Err(Message::plain("problem-paused")),
            _ => Ok(Guided::On(Self { pause_over_ms: None, ..self })),
        }
    }
}

/// Goes on from where the two are.
pub(crate) fn guide(now: WallTime, guide: Option<&Guide>, intent: &GuideIntent) -> Result<Guided, Message> {
    if let GuideIntent::Begin { form, first } = intent {
        let form = machine(form)?;
        return Ok(Guided::On(Guide::begin(form, Floor::first(form, first_floor(*first)))));
    }
    let guide = guide.cloned().ok_or(Message::plain("problem-nothing-there"))?;
    match intent {
        GuideIntent::Take(turn) => guide.take(*turn),
        GuideIntent::Pause => {
            let over = now.unix_ms.saturating_add(PAUSE_MINUTES_MIN * MINUTE_MS);
            Ok(Guided::On(Guide { pause_over_ms: guide.pause_over_ms.or(Some(over)), ..guide }))
        }
        GuideIntent::Resume => guide.resume(now),
        GuideIntent::End | GuideIntent::Begin { .. } => Ok(Guided::Gone),
    }
}
