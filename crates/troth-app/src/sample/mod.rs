//! The sample couple: six months of two made-up people, to look around with.
//!
//! ```text
//! SampleIntent::Open -> Effect::FetchSample -> Input::SampleFetched -> play the script -> Sample::Open
//! ```
//!
//! The sample is an app of its own inside the app, and holds a [`Couple`] where another holds a space. A couple has no
//! key, no store and no mailbox, and of what the app around it would like to have done only the wake-up is carried out:
//! there is no way by which a word written here could be kept or sent, and none by which it could meet a real one.
//!
//! The script is plain text that stands with the language, `locales/en/sample.txt` of the shell. It is played through
//! the same intents, places and decisions as a person's own presses, so that it can show nothing that Troth can't do.

mod couple;
mod deed;
mod play;
mod script;
#[cfg(test)]
mod tests;

pub(crate) use couple::Couple;
#[cfg(test)]
pub(crate) use tests::{NOW, opened as opened_sample, played_from_both_sides};

use troth_core::PartnerId;

use crate::app::App;
use crate::civil;
use crate::effect::{Effect, Input, Now};
use crate::intent::{Intent, SampleIntent, SettingsIntent, StartIntent};
use crate::map::Detail;
use crate::message::{Message, Performed};
use crate::ui::Ui;
use crate::view::SampleView;

/// What stands behind the `#` of an address that opens the sample couple.
pub const SAMPLE_FRAGMENT: &str = "sample";

/// The randomness of the sample seals nothing that could matter: the same day gives the same sample.
const SEED: [u8; 32] = *b"two made-up people, and no keys.";

/// Whether the sample couple is before the person.
pub(crate) enum Sample {
    /// No.
    Closed,
    /// Its script is being fetched.
    Fetching,
    /// Yes.
    Open(Box<Inside>),
}

/// The app of the sample couple. Nothing that it wants done is done, except being woken.
pub(crate) struct Inside(App);

impl App {
    /// The app that is before the person: the one of the sample, where it is open.
    pub(crate) fn inner(&self) -> &Self {
        match &self.sample {
            Sample::Open(inside) => &inside.0,
            Sample::Closed | Sample::Fetching => self,
        }
    }

    pub(crate) fn sample_intent(&mut self, intent: SampleIntent) -> Performed {
        match intent {
            SampleIntent::Open => self.ask_for_sample(),
            SampleIntent::Switch => self.switch_sides(),
            SampleIntent::Leave => self.sample = Sample::Closed,
        }
        Ok(())
    }

    /// Asks for the script. Where anything real is held or under way nothing happens: the sample never covers it.
    pub(crate) fn ask_for_sample(&mut self) {
        if self.holds_nothing() && matches!(self.sample, Sample::Closed) {
            self.sample = Sample::Fetching;
            self.io.effects.push(Effect::FetchSample);
        }
    }

    /// Opens the sample, unless something real has begun while its script was on its way.
    pub(crate) fn sample_fetched(&mut self, script: Option<&str>) {
        if !matches!(self.sample, Sample::Fetching) {
            return;
        }
        self.sample = Sample::Closed;
        if !self.holds_nothing() {
            return;
        }
        match script.and_then(|script| Inside::play(script, self.io.now)) {
            Some(inside) => self.sample = Sample::Open(Box::new(inside)),
            None => self.ui.problem = Some(Message::plain("problem-sample")),
        }
    }

    fn holds_nothing(&self) -> bool {
        let space =
            self.space.is_some() || self.lock.closed.is_some() || self.damaged.is_some() || self.couple.is_some();
        let on_the_way = self.link.linking.is_some() || self.link.newcomer.is_some() || self.recovering.keys.is_some();
        !space && !on_the_way && self.slow.running.is_empty()
    }

    fn switch_sides(&mut self) {
        let Some(couple) = &mut self.couple else { return };
        couple.look_from_the_other_side();
        let (sight, name) = (couple.sight(), names(couple));
        let me = name(sight.me.partner);
        self.ui.detail = None;
        self.ui.done = Some(Message::plain("done-sample-side").text("name", me));
    }

    /// Posts what the two made-up people owe to rounds and hands.
    pub(crate) fn tend_couple(&mut self) {
        if let Some(couple) = &mut self.couple {
            couple.tend_cells(&mut self.io.rng, civil::wall(self.io.now));
        }
    }

    pub(crate) fn sample_view(&self) -> SampleView {
        let Some(couple) = &self.couple else {
            return if matches!(self.sample, Sample::Fetching) { SampleView::Fetching } else { SampleView::Closed };
        };
        let (sight, name) = (couple.sight(), names(couple));
        SampleView::Open { me: name(sight.me.partner), other: sight.other().map_or_else(String::new, name) }
    }
}

/// The names of the two. They are empty for somebody who has not started yet, which no story shows for longer than a script
/// takes to be played.
fn names(couple: &Couple) -> impl Fn(PartnerId) -> String {
    let sight = couple.sight();
    move |partner| sight.name(partner).map_or_else(String::new, str::to_owned)
}

/// Whether an intent is for the app around the sample.
pub(crate) fn ends_the_sample(intent: &Intent) -> bool {
    matches!(intent, Intent::Sample(SampleIntent::Leave) | Intent::Start(StartIntent::Hide))
}

impl Inside {
    /// Plays a script up to now; nothing, when what came is no script of two people.
    fn play(script: &str, now: Now) -> Option<Self> {
        let mut app = App::empty(SEED, now, String::new(), String::new());
        // A script that is newer than this app may hold acts that it doesn't know; the rest of the story stands.
        let _unknown = play::play(&mut app, script);
        app.io.now = now;
        app.tend_couple();
        app.ui = Ui::begin();
        let linked = app.sight().is_ok_and(|sight| sight.other().is_some());
        linked.then_some(Self(app))
    }

    /// Takes what a person did. Of the effects only the wake-up leaves this place.
    pub(crate) fn act(&mut self, intent: Intent, now: Now) -> Vec<Effect> {
        if is_offered(&intent) {
            return only_wakes(self.0.handle(Input::Intent(intent), now));
        }
        self.0.ui.problem = Some(Message::plain("problem-only-real"));
        Vec::new()
    }

    pub(crate) fn tick(&mut self, now: Now) -> Vec<Effect> {
        only_wakes(self.0.handle(Input::Tick, now))
    }
}

fn only_wakes(effects: Vec<Effect>) -> Vec<Effect> {
    effects.into_iter().filter(|effect| matches!(effect, Effect::WakeAt { .. })).collect()
}

/// What is about keys, devices and leaving means nothing for people who don't exist.
fn is_offered(intent: &Intent) -> bool {
    match intent {
        Intent::Start(_) | Intent::Link(_) | Intent::Calendar(_) => false,
        Intent::Settings(intent) => {
            matches!(intent, SettingsIntent::Rename { .. } | SettingsIntent::Rest { .. } | SettingsIntent::EndRest)
        }
        Intent::Show(detail) => !matches!(
            detail,
            Detail::Link
                | Detail::AddDevice
                | Detail::Devices
                | Detail::Recovery
                | Detail::Lock
                | Detail::Export
                | Detail::Unlink
                | Detail::Wipe
        ),
        _ => true,
    }
}
