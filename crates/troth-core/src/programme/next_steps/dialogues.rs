//! The next step that dialogues suggest, at most one. It never says how long the other partner takes.

use super::{Because, NextStep};
use crate::kernel::header::Actor;
use crate::kernel::ids::EntryId;
use crate::kernel::time::WallTime;
use crate::strands::dialogue::{Dialogue, DialogueStanding, Dialogues, Pause};
use crate::strands::settings::Step;

/// The actor's turn, or else a paused dialogue to resume. A pause that still lasts suggests nothing.
pub(super) fn step(all: &Dialogues, actor: &Actor, now: WallTime) -> Option<NextStep> {
    let mut oldest: Vec<(&EntryId, &Dialogue)> = all.dialogues().iter().collect();
    oldest.sort_by_key(|(id, one)| (one.written.unix_ms, **id));
    let own = oldest.iter().find_map(|(_, one)| own_turn(one, actor));
    own.or_else(|| oldest.iter().find_map(|(_, one)| to_take_up(one, now)))
}

fn own_turn(dialogue: &Dialogue, actor: &Actor) -> Option<NextStep> {
    let mine = dialogue.floor().turn_of() == Some(dialogue.side_of(actor.partner));
    if dialogue.standing() != DialogueStanding::Open || !mine {
        return None;
    }
    let begun = dialogue.written.date();
    let because = if dialogue.has_begun() { Because::TalkBegunOn(begun) } else { Because::TalkAskedOn(begun) };
    Some(NextStep { step: Step::TakeTurn(dialogue.head()), because })
}

fn to_take_up(dialogue: &Dialogue, now: WallTime) -> Option<NextStep> {
    let (id, pause) = dialogue.pause().filter(|_| dialogue.standing() == DialogueStanding::Paused)?;
    let because = asks_at(pause, now)?;
    Some(NextStep { step: Step::TakeUpDialogue(id), because })
}

/// Why a paused dialogue is suggested now: on the day that the partners chose, or, without one, for a day after the
/// pause. After that no step suggests it.
fn asks_at(pause: &Pause, now: WallTime) -> Option<Because> {
    if now.unix_ms < pause.over_at().unix_ms {
        return None;
    }
    match pause.time() {
        Some((_, at)) => {
            let come = at.date == now.date() && (at.time.is_none() || !at.is_ahead_at(now));
            come.then_some(Because::PutOffTo(at))
        }
        None if pause.asks_for_a_time(now) => Some(Because::TalkPausedOn(pause.written.date())),
        None => None,
    }
}
