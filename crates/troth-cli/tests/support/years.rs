//! Two people who use Troth for years: two real apps and a real relay, all by a clock that goes as it is told to.
//!
//! What they write is chosen by dice of one seed, so that a record can be had again.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use troth_app::view::{OutcomeView, PromiseStanding, PromiseView, RoundPhase, TalkStanding, WhoseTurn};
use troth_app::{
    CheckInIntent, ClosenessIntent, Detail, DialogueIntent, EntryId, GoalForm, HorizonIntent, Intent, LinkIntent, Now,
    OutcomeForm, Place, PlanForm, PrivateIntent, PromiseForm, PromiseIntent, Repeat, SetbackIntent, StartIntent, Turn,
    WhoFirst,
};
use troth_relay::{Assets, Clock, Rates, Relay, RelayConfig};
use troth_testkit::{Dice, Seed};

use super::paths::{link_of, words_of};
use super::person::Person;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// Local times of a day, in minutes.
const MORNING: i64 = 8 * 60;
const TALK: i64 = 19 * 60;
const EVENING: i64 = 20 * 60 + 30;

/// A promise is let go and another offered in its place after so many days: half of what one promise may list.
const PROMISE_DAYS: u32 = 180;
/// A round without an answer, once in so many: blanks are part of any record.
const UNANSWERED: usize = 12;

/// Words as people type them, of different lengths.
const WORDS: [&str; 8] = [
    "for the tea, and for asking",
    "We were both tired, and neither of us shouted. I noticed that, and I want to remember it.",
    "the walk after dinner",
    "It was hard to say, and it was said.",
    "I was late and I wrote before I was late. That is new, for me and, I think, for us.",
    "nothing much, a quiet day",
    "You sat beside me when I could not talk. You did not ask, and that was what I needed.",
    "the light in the kitchen this morning, with both of us in it",
];

/// A relay in this process, by the clock of the story.
pub struct StoryRelay {
    pub address: SocketAddr,
    now_ms: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl StoryRelay {
    pub fn start(folder: &Path, unix_ms: i64) -> Self {
        let now_ms = Arc::new(AtomicU64::new(unix_ms.unsigned_abs()));
        let clock = Arc::clone(&now_ms);
        let clock = Clock::new(move || clock.load(Ordering::SeqCst));
        let mut config = RelayConfig::new(folder.to_owned(), [7; 32], clock);
        // A year in a minute asks more often than any family.
        config.rates = Rates::unlimited();
        let relay = Relay::open(config, Assets::none()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let server = std::thread::spawn(move || {
            let stopped = async {
                let _ = stopped.await;
            };
            runtime.block_on(troth_relay::serve(relay, listener, stopped)).unwrap();
        });
        Self { address, now_ms, stop: Some(stop), server: Some(server) }
    }
}

impl Drop for StoryRelay {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

/// The start of that hour since 1970, in the zone in which it is morning then.
pub fn morning_of(unix_hour: u64) -> Now {
    /// As in the browser tests: `e2e/lib/day.mjs`.
    const MORNING_HOUR: i16 = 9;
    const FARTHEST_BEHIND: i16 = -12;
    let ahead = MORNING_HOUR - i16::try_from(unix_hour % 24).unwrap();
    let hours = if ahead < FARTHEST_BEHIND { ahead + 24 } else { ahead };
    Now { unix_ms: unix_hour.cast_signed() * 60 * MINUTE_MS, offset_minutes: hours * 60 }
}

/// The couple and their relay.
pub struct Years {
    pub ada: Person,
    pub ben: Person,
    pub relay: StoryRelay,
    dice: Dice,
    /// Local midnight of the day on which they began.
    first_midnight_ms: i64,
}

/// One of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Ada,
    Ben,
}

const BOTH: [Who; 2] = [Who::Ada, Who::Ben];

impl Years {
    /// Two who began so many days before `end`, did every day what people do, and have the day of `end` before them.
    pub fn live(folder: &Path, seed: Seed, days: u32, end: Now) -> Self {
        let ahead = i64::from(end.offset_minutes) * MINUTE_MS;
        let last_midnight = (end.unix_ms + ahead).div_euclid(DAY_MS) * DAY_MS - ahead;
        let first_midnight_ms = last_midnight - i64::from(days) * DAY_MS;
        let begun = Now { unix_ms: first_midnight_ms + MORNING * MINUTE_MS, ..end };
        let mut dice = seed.dice();
        let [ada, ben]: [u8; 2] = dice.bytes();
        let relay = StoryRelay::start(folder, begun.unix_ms);
        let [ada, ben] = [(ada | 1, "Ada"), (ben & 0xfe, "Ben")].map(|(seed, name)| {
            let mut person = Person::new_at(relay.address, seed, begun, None);
            person.does(Intent::Start(StartIntent::Begin { name: name.to_owned() }));
            person.look();
            person
        });
        let mut years = Self { ada, ben, relay, dice, first_midnight_ms };
        years.link();
        years.prepare();
        for day in 0..days {
            years.day(day);
        }
        years.set_clock(end.unix_ms);
        years.sync();
        years
    }

    fn link(&mut self) {
        self.ada.does(Intent::Link(LinkIntent::InvitePartner { line: String::new() }));
        self.ada.look();
        let link = link_of(&self.ada);
        self.ben.does(Intent::Link(LinkIntent::Open { link }));
        self.ben.look();
        self.ben.does(Intent::Link(LinkIntent::Accept { name: String::new() }));
        self.looks(4);
        assert_eq!(words_of(self.ada.inside().link.unwrap().stage), words_of(self.ben.inside().link.unwrap().stage));
        self.ada.does(Intent::Link(LinkIntent::WordsMatch));
        self.ben.does(Intent::Link(LinkIntent::WordsMatch));
        self.looks(8);
    }

    /// A daily check-in, promises, a goal, plans for hard days.
    fn prepare(&mut self) {
        let plan = PlanForm { repeat: Repeat::Daily, time: "20:00".to_owned() };
        self.ada.does(Intent::CheckIn(CheckInIntent::Propose(plan)));
        self.sync();
        let proposed = self.ben.shown(Detail::CheckIns).check_ins.proposal.unwrap().0.id;
        self.ben.does(Intent::CheckIn(CheckInIntent::AgreePlan(proposed)));
        for who in BOTH {
            let plan = ["a walk", "being asked twice", "say that it is one of those days"].map(str::to_owned);
            self.person(who).does(Intent::Setback(SetbackIntent::WritePlan(plan)));
        }
        let goal = GoalForm { title: "Sleep through the night again".to_owned(), ..GoalForm::default() };
        self.ada.does(Intent::Horizon(HorizonIntent::SetGoal(goal)));
        self.sync();
    }

    fn person(&mut self, who: Who) -> &mut Person {
        match who {
            Who::Ada => &mut self.ada,
            Who::Ben => &mut self.ben,
        }
    }

    fn set_clock(&mut self, unix_ms: i64) {
        self.relay.now_ms.store(unix_ms.unsigned_abs(), Ordering::SeqCst);
        self.ada.now.unix_ms = unix_ms;
        self.ben.now.unix_ms = unix_ms;
    }

    fn looks(&mut self, times: usize) {
        super::paths::look_both(&mut self.ada, &mut self.ben, times);
    }

    /// Lets everything go both ways, with what follows of it.
    fn sync(&mut self) {
        self.looks(3);
    }

    fn words(&mut self) -> String {
        (*self.dice.pick(&WORDS).unwrap()).to_owned()
    }

    fn day(&mut self, day: u32) {
        let midnight = self.first_midnight_ms + i64::from(day) * DAY_MS;
        self.set_clock(midnight + MORNING * MINUTE_MS + MINUTE_MS);
        for who in BOTH {
            self.morning(who, day);
        }
        self.sync();
        if day.is_multiple_of(PROMISE_DAYS) {
            self.renew_promises();
        }
        if day % 7 == 6 {
            self.set_clock(midnight + TALK * MINUTE_MS);
            self.talk();
        }
        self.set_clock(midnight + EVENING * MINUTE_MS);
        for who in BOTH {
            if !self.dice.one_in(UNANSWERED) {
                self.check_in(who);
            }
        }
        self.sync();
    }

    fn morning(&mut self, who: Who, day: u32) {
        let promised = self.promises(who);
        for (promise, due) in promised {
            let how = match self.dice.below(10) {
                0 => OutcomeForm::Missed { note: self.words() },
                1 => OutcomeForm::PartlyKept { note: String::new() },
                _ => OutcomeForm::Kept,
            };
            self.person(who).does_blindly(Intent::Promise(PromiseIntent::Outcome { promise, due, how }));
        }
        for _ in 0..2 {
            let words = self.words();
            self.person(who).does_blindly(Intent::Closeness(ClosenessIntent::Appreciate { words }));
        }
        let text = self.words();
        self.person(who).does_blindly(Intent::Private(PrivateIntent::Write { text }));
        if day % 7 == 3 {
            let mut rate = || Some(u8::try_from(self.dice.below(11)).unwrap());
            let [trust, safe_to_talk, load] = [rate(), rate(), rate()];
            let rate = PrivateIntent::Rate { trust, safe_to_talk, load, too_much: None };
            self.person(who).does_blindly(Intent::Private(rate));
        }
        if self.dice.one_in(9) {
            let words = self.words();
            self.person(who).does_blindly(Intent::Horizon(HorizonIntent::NoteGrowth { words }));
        }
    }

    /// Own promises with an occurrence that waits for a word.
    fn promises(&mut self, who: Who) -> Vec<(EntryId, String)> {
        let open = self.person(who).shown(Detail::Promises).promises.mine;
        let open = open.into_iter().filter(|promise| promise.standing == PromiseStanding::Open);
        let waiting = |promise: PromiseView| {
            let due = promise.occurrences.iter().find(|one| one.outcome == OutcomeView::NoWordYet);
            due.map(|due| (promise.id, due.due.clone()))
        };
        open.filter_map(waiting).collect()
    }

    /// Each lets the other off what was promised so far, and promises two new things.
    fn renew_promises(&mut self) {
        for who in BOTH {
            let theirs = self.person(who).shown(Detail::Promises).promises.theirs;
            for promise in theirs.into_iter().filter(|promise| promise.standing == PromiseStanding::Open) {
                self.person(who).does(Intent::Promise(PromiseIntent::Release(promise.id)));
            }
        }
        self.sync();
        for who in BOTH {
            for deed in ["write when I leave work", "put the phone away at dinner"] {
                let first = self.person(who).screen().today;
                let (cue, category) = ("it is evening".to_owned(), "daily-habit".to_owned());
                let deed = deed.to_owned();
                let form = PromiseForm { cue, deed, category, repeat: Repeat::Daily, first, time: String::new() };
                self.person(who).does(Intent::Promise(PromiseIntent::Offer(form)));
            }
        }
        self.sync();
        for who in BOTH {
            let theirs = self.person(who).shown(Detail::Promises).promises.theirs;
            for offer in theirs.into_iter().filter_map(|promise| promise.offer) {
                if offer.turn == WhoseTurn::Mine {
                    self.person(who).does(Intent::Promise(PromiseIntent::Accept(offer.id)));
                }
            }
        }
        self.sync();
    }

    /// A whole talk: one speaks, the other says it back, then the other way round.
    fn talk(&mut self) {
        let (form, topic) = ("speaker-listener".to_owned(), "the week".to_owned());
        let first = WhoFirst::Me;
        self.ada.does(Intent::Dialogue(DialogueIntent::Propose { form, topic, first }));
        self.sync();
        let turns = [
            (Who::Ben, Turn::Consent),
            (Who::Ada, Turn::Speak),
            (Who::Ben, Turn::SayBack),
            (Who::Ada, Turn::Confirm),
            (Who::Ada, Turn::PassFloor),
            (Who::Ben, Turn::Speak),
            (Who::Ada, Turn::SayBack),
            (Who::Ben, Turn::Confirm),
            (Who::Ben, Turn::Close),
        ];
        for (who, turn) in turns {
            let words = if matches!(turn, Turn::Speak | Turn::SayBack) { self.words() } else { String::new() };
            let talks = self.person(who).shown(Detail::Dialogues).dialogues.talks;
            let follows = talks.iter().find(|talk| talk.standing == TalkStanding::Open).unwrap().head;
            self.person(who).does(Intent::Dialogue(DialogueIntent::Take { follows, turn, words }));
            self.sync();
        }
    }

    fn check_in(&mut self, who: Who) {
        let answers = vec![self.words(), self.words(), self.words()];
        let current = self.person(who).shown(Detail::CheckIns).check_ins.current;
        // On a day of rest there is none.
        let Some(round) = current.into_iter().find(|round| round.phase == RoundPhase::ToAnswer) else { return };
        let answer = CheckInIntent::Answer { round: round.key, answers };
        self.person(who).does_blindly(Intent::CheckIn(answer));
        self.person(who).look();
    }
}

impl Person {
    /// Goes to a room, and reads what it shows.
    pub fn shown(&mut self, detail: Detail) -> troth_app::view::OpenView {
        self.say(Intent::Show(detail));
        self.screen()
    }

    /// Says something without looking whether it was refused: who looks after each of thousands waits for long. What comes
    /// of it is counted at the end.
    pub fn does_blindly(&mut self, intent: Intent) {
        self.say(Intent::Go(Place::Today));
        self.say(intent);
    }
}
