//! Asking again for content that is withheld, at its place in the mailbox.

use troth_wire::limits::BATCH_MAX_RECORDS;
use troth_wire::{Cursor, PositionedRecord, PullPage};

use crate::entry::Arrival;
use crate::exchange::{AnswerContext, Direction, Numbers, RequestKind};
use crate::intake::Came;
use crate::notice::EngineOutcome;
use crate::reading::check_page;
use crate::replica::{Part, Replica};
use crate::request::{Asked, Request};

impl Replica {
    /// Asks again for content that was withheld, once the mailbox is read.
    pub(crate) fn next_refetch(&mut self, numbers: &mut Numbers, now_ms: u64) -> Option<Asked> {
        let waits = self.refetch_backoff.until(now_ms).is_some() || self.is_under_way(Direction::Pull);
        if waits || self.part == Part::Over || self.reading.is_wanted() && !self.is_stopped() {
            return None;
        }
        let before = self.bare.next_place()?;
        let request = Request::Pull { mailbox: self.mailbox(), after: before, limit: BATCH_MAX_RECORDS };
        Some(self.ask(request, RequestKind::Refetch(before), numbers, now_ms))
    }

    /// Takes the content that was withheld before, if it is there now. The cursor stays where it is.
    pub(crate) fn on_refetched(
        &mut self,
        before: Cursor,
        page: PullPage,
        around: &mut AnswerContext<'_>,
        outcome: &mut EngineOutcome,
    ) {
        self.refetch_backoff.fail(around.now_ms, around.jitter);
        let Ok(ids) = check_page(before, &page) else { return };
        let missing = self.bare.places().len();
        self.bare.read_again_to(page.cursor.seq);
        let mut at = before;
        for (PositionedRecord { seq, day, record }, id) in page.records.into_iter().zip(ids) {
            let came = Came { arrival: Arrival { position: seq, day }, before: at };
            at = at.then(&id);
            if self.bare.contains(&id) {
                self.take_in(around.who, record, came, outcome);
            }
        }
        if self.bare.places().len() < missing {
            self.refetch_backoff.succeed();
            self.reread_if_room();
            outcome.writes.push(self.put_notes());
        }
    }
}
