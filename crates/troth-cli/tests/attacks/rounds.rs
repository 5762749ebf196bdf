//! A partner with a changed client and an observer of the relay look for who answered a planned check-in or marked an
//! idea: by the number, size and moment of all that is asked of the relay and all that the partner holds.

use troth_app::view::{HandPhase, RoundPhase};
use troth_app::{ActivityIntent, CheckInIntent, Intent, Now, Place, PlanForm, Repeat, WantedForm};
use troth_core::closeness::HAND_HOURS;
use troth_testkit::{Dice, Seed};

use super::support::paths::{linked_at, look_both};
use super::support::person::{Asked, Person};
use super::support::thief::{records, wall_times};
use super::support::{Server, unix_minutes};

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
/// Random cases. Each plays two days on two devices and a real relay four times.
const CASES: u64 = 6;

/// Presses at each coming, whatever else is done.
const PRESSES: usize = 3;

/// Who gives something: in a world, everybody else only looks.
type Givers = [bool; 2];
const WORLDS: [Givers; 4] = [[false, false], [true, false], [false, true], [true, true]];

/// What there is to see from outside: what each asked of the relay and when, how many records of which sizes each came
/// to hold, and the wall times in them, which a partner can read.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    asked: [Vec<Asked>; 2],
    held: Vec<[Vec<usize>; 2]>,
    written: [Vec<i64>; 2],
}

/// One coming to the app, in minutes after the start of the play.
#[derive(Clone, Copy, Debug)]
struct Coming {
    minute: i64,
    who: usize,
    /// The page is closed and opened again before.
    anew: bool,
}

/// The minutes at which the two come to the app: often in the hours of the round, then less.
fn comings(dice: &mut Dice, (from, to): (i64, i64)) -> Vec<Coming> {
    let mut minutes: Vec<i64> = (0..16).map(|_| minute(dice, from, to + 180)).collect();
    minutes.extend((0..6).map(|_| minute(dice, to - 20, to + 20)));
    minutes.sort_unstable();
    minutes.dedup();
    let mut all: Vec<Coming> =
        minutes.into_iter().map(|minute| Coming { minute, who: dice.below(2), anew: dice.one_in(4) }).collect();
    // Both come once more when everything is over, so that both have everything.
    all.extend((1..9).map(|more| Coming { minute: to + 180 + more, who: usize::from(more % 2 == 0), anew: false }));
    all
}

fn minute(dice: &mut Dice, from: i64, to: i64) -> i64 {
    from + i64::try_from(dice.below(usize::try_from(to - from).unwrap())).unwrap()
}

fn midnight(person: &Person) -> i64 {
    let ahead = i64::from(person.now.offset_minutes) * MINUTE_MS;
    (person.now.unix_ms + ahead).div_euclid(DAY_MINUTES * MINUTE_MS) * DAY_MINUTES * MINUTE_MS - ahead
}

fn seen_now(people: &[Person; 2]) -> [Vec<usize>; 2] {
    [0, 1].map(|who| {
        let all = records(&people[who].disk);
        let mut sizes: Vec<usize> =
            all.iter().map(|one| one.header().len() + one.slot().len() + one.body().len()).collect();
        sizes.sort_unstable();
        sizes
    })
}

/// Plays the comings in one world, from the first minute `start` on. At the first coming at which a giver may give, they do; at the same one, everybody
/// else goes to the same place and looks.
fn play(
    people: &mut [Person; 2],
    start: i64,
    (comings, givers): (&[Coming], Givers),
    give: impl Fn(&mut Person) -> bool,
) -> Seen {
    let mut given = [false; 2];
    let mut held = Vec::new();
    for person in people.iter() {
        person.asked.borrow_mut().clear();
    }
    for coming in comings {
        let person = &mut people[coming.who];
        person.now.unix_ms = start + coming.minute * MINUTE_MS;
        if coming.anew {
            person.reload();
        }
        // The app asks the relay at the press after the one that made it due, as a wake-up would a moment later. So
        // everybody presses often enough before they give something.
        for _ in 0..PRESSES {
            person.does(Intent::Go(Place::Together));
        }
        if givers[coming.who] && !given[coming.who] {
            given[coming.who] = give(person);
        }
        person.look();
        person.look();
        held.push(seen_now(people));
    }
    let asked = [0, 1].map(|who| people[who].asked.borrow().clone());
    let written = [0, 1].map(|who| wall_times(&people[who]));
    Seen { asked, held, written }
}

/// One moment at which all worlds of a case begin.
fn beginning() -> Now {
    Now { unix_ms: unix_minutes().cast_signed() * MINUTE_MS, offset_minutes: 60 }
}

fn two_with_a_daily_check_in(server: &Server, now: Now) -> ([Person; 2], i64) {
    let (mut ada, mut ben) = linked_at(server, now);
    ada.does(Intent::CheckIn(CheckInIntent::Propose(PlanForm { repeat: Repeat::Daily, time: "08:00".to_owned() })));
    look_both(&mut ada, &mut ben, 2);
    let (plan, _) = ben.inside().check_ins.proposal.unwrap();
    ben.does(Intent::CheckIn(CheckInIntent::AgreePlan(plan.id)));
    look_both(&mut ben, &mut ada, 3);
    let tomorrow = midnight(&ada) + DAY_MINUTES * MINUTE_MS;
    ([ada, ben], tomorrow)
}

/// Answers the round that is on, if there is one.
fn answer(person: &mut Person) -> bool {
    let open = person.inside().check_ins.current.into_iter().find(|round| round.phase == RoundPhase::ToAnswer);
    let Some(round) = open else { return false };
    let answers = vec!["calm today".to_owned(), String::new(), "a walk".to_owned()];
    person.does(Intent::CheckIn(CheckInIntent::Answer { round: round.key, answers }));
    true
}

fn first_difference(one: &Seen, other: &Seen) -> String {
    for who in 0..2 {
        for (at, (one, other)) in one.asked[who].iter().zip(&other.asked[who]).enumerate() {
            if one != other {
                return format!("request {at} of {who}: {one:?} and {other:?}");
            }
        }
        if one.written[who] != other.written[who] {
            return format!("wall times that {who} holds: {:?} and {:?}", one.written[who], other.written[who]);
        }
    }
    let at = one.held.iter().zip(&other.held).position(|(one, other)| one != other);
    format!("after coming {at:?}: {} and {} requests", one.asked[0].len(), other.asked[0].len())
}

/// Marks the first two cards of the hand that lies open, if there is one.
fn mark(person: &mut Person) -> bool {
    let open = person.inside().activities.hands.into_iter().find(|hand| hand.phase == HandPhase::ToMark);
    let Some(hand) = open else { return false };
    person.does(Intent::Activity(ActivityIntent::Mark { hand: hand.id, liked: vec![0, 1] }));
    true
}

/// Whether all that there is to see is the same in every world.
fn same_in_every_world(seen: &[Seen; 4], seed: Seed) {
    let nobody = &seen[0];
    for (seen, givers) in seen.iter().zip(WORLDS) {
        assert!(seen == nobody, "{seed:?} {givers:?}: {}", first_difference(seen, nobody));
    }
}

#[test]
fn care_13_50_neither_a_changed_client_nor_the_relay_sees_who_marked_an_idea_and_when() {
    let to = i64::from(HAND_HOURS) * 60;
    for seed in Seed::cases(CASES) {
        let (comings, now) = (comings(&mut seed.dice(), (5, to)), beginning());
        let seen = WORLDS.map(|givers| {
            let data = tempfile::TempDir::new().unwrap();
            let server = Server::start(data.path(), &[]);
            let (mut ada, mut ben) = linked_at(&server, now);
            ada.does(Intent::Activity(ActivityIntent::Deal(WantedForm::default())));
            let dealt = ada.now.unix_ms;
            look_both(&mut ada, &mut ben, 2);
            let mut people = [ada, ben];
            let seen = play(&mut people, dealt, (&comings, givers), mark);
            let opened = |person: &Person| person.inside().activities.mutual.len();
            let both = if givers == [true, true] { 2 } else { 0 };
            assert_eq!(people.each_ref().map(opened), [both, both], "{seed:?} {givers:?}: both or neither");
            seen
        });
        same_in_every_world(&seen, seed);
    }
}

#[test]
fn care_13_50_neither_a_changed_client_nor_the_relay_sees_who_answered_a_planned_check_in_and_when() {
    for seed in Seed::cases(CASES) {
        let (comings, now) = (comings(&mut seed.dice(), (8 * 60, 20 * 60)), beginning());
        let seen = WORLDS.map(|givers| {
            let data = tempfile::TempDir::new().unwrap();
            let server = Server::start(data.path(), &[]);
            let (mut people, midnight) = two_with_a_daily_check_in(&server, now);
            let seen = play(&mut people, midnight, (&comings, givers), answer);
            let opened = |person: &Person| person.inside().check_ins.opened.len();
            let both = usize::from(givers == [true, true]);
            assert_eq!(people.each_ref().map(opened), [both, both], "{seed:?} {givers:?}: both or neither");
            seen
        });
        same_in_every_world(&seen, seed);
    }
}
