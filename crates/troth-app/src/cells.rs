//! Sealed rounds on this device: the blanks and openings that it owes, and the marks of a hand.
//!
//! What is posted has the same kinds, number and size whether or not anybody answered.

pub(crate) mod opened;

use rand_core::CryptoRng;
use troth_core::check_in::{CheckInCommand, RoundDuty};
use troth_core::closeness::{ClosenessCommand, HAND_CARDS, Hand, HandCommand, HandDuty, Mark};
use troth_core::sealed::{CellBytes, OpeningBytes, SecretBytes};
use troth_core::{Actor, Command, EntryId, State, WallTime};
use troth_vault::{Cell, CellSecret, make_opening};

use crate::civil;
use crate::io::Io;
use crate::message::Message;
use crate::place::check_ins::cell_bytes;
use crate::space::Space;

#[cfg(test)]
mod tests;

/// Posts the blanks and openings that a device owes; the same amount whether or not anybody answered.
pub(crate) fn tend(space: &mut Space, io: &mut Io) {
    for command in owed(&space.record.state(), &space.me(), &mut io.rng, civil::wall(io.now)) {
        // A duty that the core refuses now is asked for again at the next pulse.
        let _refused = space.command(io, command);
    }
}

/// What a device owes to rounds and hands now: real cells and openings, with randomness of their own.
pub(crate) fn owed(state: &State<'_>, me: &Actor, rng: &mut impl CryptoRng, now: WallTime) -> Vec<Command> {
    let (rounds, hands) = (state.round_duties(me, now), state.hand_duties(me, now));
    let mut commands = Vec::new();
    commands.extend(rounds.into_iter().filter_map(|duty| round_duty(state, me, rng, duty).map(Command::CheckIn)));
    commands.extend(hands.into_iter().filter_map(|duty| hand_duty(state, me, rng, duty)));
    commands
}

fn hand_command(command: HandCommand) -> Command {
    Command::Closeness(ClosenessCommand::Hand(command))
}

fn round_duty(state: &State<'_>, me: &Actor, rng: &mut impl CryptoRng, duty: RoundDuty) -> Option<CheckInCommand> {
    match duty {
        RoundDuty::PostBlank { round } => Some(CheckInCommand::PostBlank { round, cell: blank(rng) }),
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

fn hand_duty(state: &State<'_>, me: &Actor, rng: &mut impl CryptoRng, duty: HandDuty) -> Option<Command> {
    let command = match duty {
        HandDuty::PostBlanks { hand } => {
            let cells = (0..HAND_CARDS).map(|_| blank(rng)).collect();
            HandCommand::PostBlanks { hand, cells }
        }
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

/// Seals the marks of a hand: an answer for each card that is liked, a blank for each other, in one go.
pub(crate) fn seal_marks(
    state: &State<'_>,
    rng: &mut impl CryptoRng,
    hand: EntryId,
    liked: &[u8],
) -> Result<Command, Message> {
    let gone = || Message::plain("problem-nothing-there");
    let dealt = state.shared.and_then(|shared| shared.closeness.hands.dealt().get(&hand)).ok_or_else(gone)?;
    let (mut cells, mut marks) = (Vec::new(), Vec::new());
    for (place, card) in (0_u8..).zip(&dealt.cards) {
        let liked = liked.contains(&place);
        let sealed = Cell::make_answer(rng, &Hand::context(hand, *card), &[]);
        let (answer, secret) = sealed.map_err(|_| gone())?;
        // Without a mark the answer is thrown away, and its secret kept as a spare one: the entry keeps its size.
        let cell = if liked { answer } else { Cell::make_blank(rng) };
        cells.push(CellBytes::new(&cell.encode()).ok_or_else(gone)?);
        marks.push(Mark { liked, secret: SecretBytes::new(&secret.encode()).ok_or_else(gone)? });
    }
    Ok(hand_command(HandCommand::Mark { hand, cells, marks }))
}

pub(crate) fn card_cell(hand: &Hand, posted: EntryId, place: usize) -> Option<Cell> {
    Cell::decode(hand.posted(posted)?.cells.get(place)?.as_bytes()).ok()
}
