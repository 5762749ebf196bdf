//! Sealed rounds on this device: the cells and openings that it owes.
//!
//! What is posted has the same kinds, number, size and moment whether or not anybody answered: the moment follows from
//! the clock and a lot alone, and every cell goes with a secret into the own stream, a spare one where it is a blank.

pub(crate) mod opened;

use rand_core::CryptoRng;
use troth_core::check_in::{CheckInCommand, RoundDuty};
use troth_core::closeness::{ClosenessCommand, HAND_CARDS, Hand, HandCommand, HandDuty, Mark};
use troth_core::sealed::{CellBytes, OpeningBytes, SecretBytes};
use troth_core::{Actor, Command, EntryId, State, WallTime};
use troth_vault::{Cell, CellSecret, make_opening};

use crate::civil;
use crate::effect::Now;
use crate::holding::{HeldAnswer, Holding};
use crate::io::Io;
use crate::place::check_ins::cell_bytes;
use crate::space::Space;

#[cfg(test)]
mod tests;

/// Posts the cells and openings that a device owes; the same amount whether or not anybody answered.
pub(crate) fn tend(space: &mut Space, io: &mut Io) {
    let (state, holding) = (space.record.state(), &space.record.holding);
    for command in owed(&state, &space.me(), holding, &mut io.rng, civil::wall(io.now)) {
        // A duty that the core refuses now is asked for again at the next pulse.
        let _refused = space.command(io, command);
    }
    space.let_held_go(io);
}

/// When the rounds and hands that are on want to be looked at next: this device posts, or they open.
pub(crate) fn wakes_at(space: &Space, now: Now) -> Option<i64> {
    let (state, me, wall) = (space.record.state(), space.me(), civil::wall(now));
    let moments = |name: &[u8], opens_at| [space.record.holding.posts_at(name, opens_at), opens_at];
    let rounds = state.rounds_ahead(&me, wall).into_iter().map(|(round, opens)| moments(&round.context(), opens));
    let hands = state.hands_ahead(&me, wall).into_iter().map(|(hand, opens)| moments(&hand.0, opens));
    rounds.chain(hands).flatten().filter(|at| *at > now.unix_ms).min()
}

/// What a device owes to rounds and hands now: real cells and openings, with randomness of their own.
pub(crate) fn owed(
    state: &State<'_>,
    me: &Actor,
    holding: &Holding,
    rng: &mut impl CryptoRng,
    now: WallTime,
) -> Vec<Command> {
    // What has opened and is owed all the same is posted at once: this device was not on at its moment.
    let is_due = |name: &[u8], opens_at: Option<i64>| {
        opens_at.is_none_or(|opens_at| now.unix_ms >= holding.posts_at(name, opens_at))
    };
    let round_is_due = |duty: &RoundDuty| match duty {
        RoundDuty::PostCell { round } => {
            let ahead = state.rounds_ahead(me, now).into_iter().find(|(ahead, _)| ahead == round);
            is_due(&round.context(), ahead.map(|(_, opens_at)| opens_at))
        }
        RoundDuty::PostOpening { .. } => true,
    };
    let hand_is_due = |duty: &HandDuty| match duty {
        HandDuty::PostCells { hand } => {
            let ahead = state.hands_ahead(me, now).into_iter().find(|(ahead, _)| ahead == hand);
            is_due(&hand.0, ahead.map(|(_, opens_at)| opens_at))
        }
        HandDuty::PostOpenings { .. } => true,
    };
    let rounds = state.round_duties(me, now).into_iter().filter(round_is_due);
    let mut commands: Vec<Command> =
        rounds.filter_map(|duty| round_duty(state, me, holding, rng, duty).map(Command::CheckIn)).collect();
    let hands = state.hand_duties(me, now).into_iter().filter(hand_is_due);
    commands.extend(hands.filter_map(|duty| hand_duty(state, me, holding, rng, duty)));
    commands
}

fn hand_command(command: HandCommand) -> Command {
    Command::Closeness(ClosenessCommand::Hand(command))
}

fn round_duty(
    state: &State<'_>,
    me: &Actor,
    holding: &Holding,
    rng: &mut impl CryptoRng,
    duty: RoundDuty,
) -> Option<CheckInCommand> {
    match duty {
        RoundDuty::PostCell { round } => {
            let spare = holding.answer(round).is_none();
            let HeldAnswer { cell, secret } = match holding.answer(round) {
                Some(answer) => answer.clone(),
                None => HeldAnswer { cell: blank(rng), secret: answer_cell(rng, &round.context())?.1 },
            };
            Some(CheckInCommand::PostCell { round, cell, secret, spare })
        }
        RoundDuty::PostOpening { round, own_cell, their_cell } => {
            let own = cell_bytes(state, round, own_cell)?;
            let theirs = cell_bytes(state, round, their_cell)?;
            let secret = state.own.check_ins.cell_secret(round, me.device);
            let secret = secret.and_then(|bytes| CellSecret::decode(bytes).ok());
            let opening = make_opening(rng, &round.context(), secret.as_ref(), &own, &theirs);
            let opening = OpeningBytes::new(&opening)?;
            Some(CheckInCommand::PostOpening { round, own_cell, their_cell, opening })
        }
    }
}

fn hand_duty(
    state: &State<'_>,
    me: &Actor,
    holding: &Holding,
    rng: &mut impl CryptoRng,
    duty: HandDuty,
) -> Option<Command> {
    let command = match duty {
        HandDuty::PostCells { hand } => post_marks(state, holding, rng, hand)?,
        HandDuty::PostOpenings { hand, own_cells, their_cells } => {
            let dealt = state.shared?.closeness.hands.dealt().get(&hand)?;
            // On a device that marked nothing, every place opens as a blank does.
            let marks = state.own.closeness.marks(hand, me.device).unwrap_or(&[]);
            let mut openings = Vec::new();
            for (place, card) in dealt.cards.iter().enumerate() {
                let secret = marks.get(place).filter(|mark| mark.liked);
                let secret = secret.and_then(|mark| CellSecret::decode(mark.secret.as_bytes()).ok());
                let cell = |posted| card_cell(dealt, posted, place).unwrap_or_else(|| Cell::make_blank(rng));
                let [own, theirs] = [own_cells, their_cells].map(cell);
                let opening = make_opening(rng, &Hand::context(hand, *card), secret.as_ref(), &own, &theirs);
                openings.push(OpeningBytes::new(&opening)?);
            }
            HandCommand::PostOpenings { hand, own_cells, their_cells, openings }
        }
    };
    Some(hand_command(command))
}

#[expect(clippy::expect_used, reason = "a blank has one length, below the bound")]
fn blank(rng: &mut impl CryptoRng) -> CellBytes {
    CellBytes::new(&Cell::make_blank(rng).encode()).expect("a blank fits")
}

/// Posts the marks of a hand: an answer for each card that is liked, a blank for each other.
fn post_marks(state: &State<'_>, holding: &Holding, rng: &mut impl CryptoRng, hand: EntryId) -> Option<HandCommand> {
    let dealt = state.shared?.closeness.hands.dealt().get(&hand)?;
    let liked = holding.marks(hand).unwrap_or([false; HAND_CARDS]);
    let (mut cells, mut marks) = (Vec::new(), Vec::new());
    for (card, liked) in dealt.cards.iter().zip(liked) {
        // Without a mark the answer is thrown away, and its secret kept as a spare one: the entry keeps its size.
        let (answer, secret) = answer_cell(rng, &Hand::context(hand, *card))?;
        cells.push(if liked { answer } else { blank(rng) });
        marks.push(Mark { liked, secret });
    }
    Some(HandCommand::PostCells { hand, cells, marks })
}

/// A cell with an empty answer, and its secret.
fn answer_cell(rng: &mut impl CryptoRng, context: &[u8]) -> Option<(CellBytes, SecretBytes)> {
    let (cell, secret) = Cell::make_answer(rng, context, &[]).ok()?;
    Some((CellBytes::new(&cell.encode())?, SecretBytes::new(&secret.encode())?))
}

pub(crate) fn card_cell(hand: &Hand, posted: EntryId, place: usize) -> Option<Cell> {
    Cell::decode(hand.posted(posted)?.cells.get(place)?.as_bytes()).ok()
}
