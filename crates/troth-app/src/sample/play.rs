//! Plays a script: each act is done by the one who did it, at its time, as if they had pressed it.

use std::collections::{BTreeMap, BTreeSet};

use troth_core::EntryId;

use super::couple::{Couple, Side};
use super::deed::{Deed, Prompt, deed};
use super::script::{self, Act, Mistake, Why};
use crate::app::App;
use crate::civil;
use crate::effect::Now;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The acts after which two people are linked.
const BEGINNINGS: [&str; 2] = ["starts", "joins"];
/// The acts that rest puts off.
const AWAKE: [&str; 3] = ["checks-in", "calls-check-in", "deals"];
/// Couples that are tried. About one in thirty fits two dozen check-ins, so that no day comes near this.
const CASTS_MAX: u16 = 4_000;

/// Plays every act up to now, and says which lines could not be.
pub(super) fn play(app: &mut App, script: &str) -> Vec<Mistake> {
    let (acts, mut mistakes) = script::read(script);
    let midnight = midnight(app.io.now);
    let (mut stage, now) = (Stage::at(midnight), app.io.now);
    app.couple = Some(cast(app, midnight, &acts));
    for act in &acts {
        if let Err(why) = stage.play(app, act) {
            mistakes.push(Mistake { line: act.line, why });
        }
    }
    stage.open_until(app, now.unix_ms);
    if let Some(couple) = &mut app.couple {
        couple.look_from(Side::One);
    }
    mistakes
}

/// Finds two people who rest neither today nor on a day on which the script has them do what rest puts off: it falls on
/// days that follow from who the two are.
fn cast(app: &mut App, midnight: i64, acts: &[Act<'_>]) -> Couple {
    let awake = acts.iter().filter(|act| AWAKE.contains(&act.verb)).map(|act| act.day).chain([0]);
    let awake: Vec<_> =
        awake.map(|day| civil::wall(Now { unix_ms: midnight + day * DAY_MS, ..app.io.now }).date()).collect();
    let rests = |app: &App| {
        let shared = app.couple.as_ref().and_then(|couple| couple.sight().state.shared);
        shared.is_some_and(|shared| awake.iter().any(|day| shared.members.resting(*day).is_some()))
    };
    for number in 0..CASTS_MAX {
        app.couple = Some(Couple::begin(number));
        let mut stage = Stage::at(midnight);
        for act in acts.iter().filter(|act| BEGINNINGS.contains(&act.verb)) {
            // What can't be done is named when the whole script is played.
            let _refused = stage.play(app, act);
        }
        if !rests(app) {
            return Couple::begin(number);
        }
    }
    Couple::begin(0)
}

/// The last midnight by the viewer's own clock.
fn midnight(now: Now) -> i64 {
    let ahead = i64::from(now.offset_minutes) * MINUTE_MS;
    (now.unix_ms + ahead).div_euclid(DAY_MS) * DAY_MS - ahead
}

/// What the acts so far have left.
struct Stage<'a> {
    midnight: i64,
    /// The name that acted first; every other name is the other partner.
    one: Option<&'a str>,
    names: BTreeMap<&'a str, EntryId>,
    /// When rounds and hands open that were answered.
    opens: BTreeSet<i64>,
}

impl<'a> Stage<'a> {
    fn at(midnight: i64) -> Self {
        Self { midnight, one: None, names: BTreeMap::new(), opens: BTreeSet::new() }
    }

    /// Lets both post what they owe to each round that opens until then, at its hour.
    fn open_until(&mut self, app: &mut App, unix_ms: i64) {
        while let Some(opens) = self.opens.pop_first() {
            if opens > unix_ms {
                self.opens.insert(opens);
                return;
            }
            app.io.now = Now { unix_ms: opens, ..app.io.now };
            app.tend_couple();
        }
    }

    fn play(&mut self, app: &mut App, act: &Act<'a>) -> Result<(), Why> {
        let side = if *self.one.get_or_insert(act.who) == act.who { Side::One } else { Side::Other };
        let unix_ms = self.midnight + act.day * DAY_MS + act.minute * MINUTE_MS;
        self.open_until(app, unix_ms);
        app.io.now = Now { unix_ms, ..app.io.now };
        if let Some(couple) = &mut app.couple {
            couple.look_from(side);
        }
        let midnight = Now { unix_ms: self.midnight, ..app.io.now };
        let prompt = Prompt { midnight, now: civil::wall(app.io.now), sight: app.sight()?, act, names: &self.names };
        match deed(&prompt).ok_or(Why::Unreadable)? {
            Deed::Intent(intent) => app.perform(intent)?,
            Deed::Command(command) => app.command(command)?,
            Deed::Sealed(intent) => {
                app.perform(intent)?;
                app.tend_couple();
                let opens = app.couple.as_ref().and_then(|couple| couple.opens_next(civil::wall(app.io.now)));
                self.opens.extend(opens);
            }
        }
        if let (Some(name), Some(couple)) = (act.name, &app.couple) {
            self.names.insert(name, couple.last_entry());
        }
        Ok(())
    }
}
