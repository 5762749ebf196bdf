//! Random acts, sensible or not.

mod closeness;
mod repair;
pub(crate) mod space;
mod together;

use troth_core::closeness::ClosenessCommand;
use troth_core::{Actor, Command, State, WallTime};
use troth_testkit::Dice;

use closeness::{random_activity, random_closeness, random_hand, random_pace};
use repair::{random_accountability, random_breach, random_impact, random_setback};
use space::{random_membership, random_own, random_solo};
use together::{
    begin_promise, go_on_with_promise, random_agreement, random_boundary, random_check_in, random_dialogue,
    random_horizon,
};

/// The number of ways to choose an act: more for a strand with more commands.
pub(crate) const CHOICES: usize = 21;

/// A random command, sensible or not. It uses only what the phone knows.
pub(crate) fn random_command(
    choice: usize,
    state: &State<'_>,
    actor: &Actor,
    now: WallTime,
    dice: &mut Dice,
) -> Command {
    match choice {
        0 | 1 => Command::Promise(begin_promise(state, now, dice)),
        2 | 3 => Command::Promise(go_on_with_promise(state, now, dice)),
        4 | 5 => Command::CheckIn(random_check_in(state, actor, now, dice)),
        6 if dice.one_in(2) => random_solo(state, now, dice),
        6 => random_own(state, now, dice),
        7 => Command::Horizon(random_horizon(state, dice)),
        8 => Command::Breach(random_breach(state, dice)),
        14 | 15 => random_dialogue(state, actor, now, dice),
        13 => Command::Boundary(random_boundary(state, dice)),
        16 => Command::Agreement(random_agreement(state, now, dice)),
        11 => Command::Closeness(random_closeness(state, dice)),
        17 => Command::Closeness(ClosenessCommand::Hand(random_hand(state, actor, now, dice))),
        18 => Command::Closeness(ClosenessCommand::Activity(random_activity(state, now, dice))),
        19 => random_pace(dice),
        12 => Command::Setback(random_setback(state, now, dice)),
        9 => Command::Impact(random_impact(state, dice)),
        10 => Command::Accountability(random_accountability(state, dice)),
        _ => Command::Membership(random_membership(state, actor, now, dice)),
    }
}
