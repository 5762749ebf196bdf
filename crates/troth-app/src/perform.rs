//! What a person asked for: each intent either happens or comes back as one clear message.

use rand_core::Rng;
use troth_core::EntryId;
use troth_core::check_in::{CheckInCommand, Questions, RoundId, WindowHours};
use troth_core::dialogue::DialogueCommand;
use troth_core::membership::MembershipCommand;
use troth_core::{Command, PartnerId};
use troth_vault::{Cell, StreamKeys};
use troth_wire::StreamId;

use crate::app::App;
use crate::cells::seal_marks;
use crate::chore::Chore;
use crate::effect::{Effect, Table};
use crate::intent::{
    AccountabilityIntent, ActivityIntent, AgreementIntent, BreachIntent, CheckInIntent, DialogueIntent, GuideIntent,
    HorizonIntent, ImpactIntent, Intent, SetbackIntent, SettingsIntent, StartIntent, StoryIntent,
};
use crate::map::{Detail, Place};
use crate::message::Message;
use crate::place::side_by_side::Guided;
use crate::place::{
    activities, affection, agreements, boundaries, breaches, check_ins, closeness, dialogues, forks, hard_days,
    horizon, impact, private, promises, side_by_side, statements, story, today,
};
use crate::sample::Sample;
use crate::sight::{Sight, sight_of};
use crate::space::Space;
use crate::store::NOTICE;
use crate::{civil, form, key, own_keys};

/// A round that somebody started by hand stays open for a day.
const CALLED_WINDOW_HOURS: u16 = 24;

/// What an intent comes to.
pub(crate) type Performed = Result<(), Message>;

impl App {
    pub(crate) fn perform(&mut self, intent: Intent) -> Performed {
        self.may_begin(&intent)?;
        match intent {
            Intent::Start(intent) => self.start_intent(intent),
            Intent::Go(place) => {
                self.go(place, None);
                Ok(())
            }
            Intent::Show(detail) => {
                self.show(detail);
                Ok(())
            }
            Intent::Back => {
                self.back();
                Ok(())
            }
            Intent::CloseBanner(banner) => {
                self.close_banner(banner);
                Ok(())
            }
            Intent::DismissStep { key } => {
                today::dismiss(&key, civil::wall(self.io.now)).and_then(|it| self.command(it))
            }
            Intent::KeepDraft { field, text } => {
                self.keep_draft(&field, &text);
                Ok(())
            }
            Intent::Link(intent) => self.link_intent(intent),
            Intent::Promise(intent) => {
                promises::command(&intent).and_then(|command| self.command(command))?;
                self.after_promise(&intent);
                Ok(())
            }
            Intent::CheckIn(intent) => self.check_in(intent),
            Intent::Private(intent) => {
                private::command(&intent).and_then(|command| self.command(command))?;
                if matches!(self.ui.detail, Some(Detail::NewPage | Detail::Rating)) {
                    self.ui.detail = None;
                }
                self.ui.done = Some(Message::plain("done-kept-private"));
                Ok(())
            }
            Intent::Breach(intent) => {
                let command = breaches::command(&intent, self.both()?)?;
                self.command(command)?;
                self.written(matches!(intent, BreachIntent::Name(_)).then_some(Detail::Breaches));
                Ok(())
            }
            Intent::Impact(intent) => {
                let sight = self.sight()?;
                let command = impact::command(&intent, &sight.state, sight.me.partner)?;
                self.command(command)?;
                self.written(matches!(intent, ImpactIntent::Note(_)).then_some(Detail::Impact));
                Ok(())
            }
            Intent::Accountability(intent) => {
                statements::command(&intent).and_then(|command| self.command(command))?;
                let made = matches!(intent, AccountabilityIntent::Make { follows: None, .. });
                self.written(made.then_some(Detail::Statements));
                Ok(())
            }
            Intent::Closeness(intent) => {
                closeness::command(&intent).and_then(|command| self.command(command))?;
                self.written(None);
                Ok(())
            }
            Intent::Activity(intent) => self.activity(&intent),
            Intent::Pace(intent) => {
                let sight = self.sight()?;
                let command = affection::command(&intent, &sight.state, sight.me.partner)?;
                self.command(command)?;
                self.written(None);
                Ok(())
            }
            Intent::Setback(intent) => {
                hard_days::command(&intent).and_then(|command| self.command(command))?;
                self.written(matches!(intent, SetbackIntent::Record { .. }).then_some(Detail::HardDays));
                Ok(())
            }
            Intent::Boundary(intent) => {
                boundaries::command(&intent).and_then(|command| self.command(command))?;
                self.written(None);
                Ok(())
            }
            Intent::Agreement(intent) => {
                agreements::command(&intent).and_then(|command| self.command(command))?;
                let new = matches!(intent, AgreementIntent::Propose { follows: None, .. });
                self.written(new.then_some(Detail::Agreements));
                Ok(())
            }
            Intent::Dialogue(intent) => self.dialogue(&intent),
            Intent::Story(intent) => {
                self.look_through(intent);
                Ok(())
            }
            Intent::Horizon(intent) => {
                horizon::command(&intent, civil::wall(self.io.now)).and_then(|command| self.command(command))?;
                self.written(matches!(intent, HorizonIntent::SetGoal(_)).then_some(Detail::Goals));
                Ok(())
            }
            Intent::Calendar(id) => self.hand_over_dates(id),
            Intent::Settings(intent) => self.settings(intent),
            Intent::Sample(intent) => self.sample_intent(intent),
        }
    }

    /// Nothing is begun over keys that can't be read, or that are behind a closed lock.
    fn may_begin(&self, intent: &Intent) -> Performed {
        match intent {
            Intent::Start(StartIntent::Begin { .. } | StartIntent::Recover { .. }) | Intent::Link(_) => match self {
                Self { damaged: true, .. } => Err(Message::plain("broken-keys")),
                Self { locked: Some(_), .. } => Err(Message::plain("problem-already-started")),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Keeps what is being typed; before there is a space there is nowhere to keep it.
    pub(crate) fn keep_draft(&mut self, field: &str, text: &str) {
        if let Some(couple) = &mut self.couple {
            couple.keep_draft(field, text);
        } else if let Some(space) = &mut self.space {
            space.keep_draft(&mut self.io, field, text);
        }
    }

    /// Lets the core decide and writes what it decided.
    pub(crate) fn command(&mut self, command: Command) -> Performed {
        self.write(command).map(|_| ())
    }

    /// The same, and names what was written: in one's own space, or in memory for the sample couple.
    pub(crate) fn write(&mut self, command: Command) -> Result<Vec<EntryId>, Message> {
        self.ui.writes_here()?;
        if let Some(couple) = &mut self.couple {
            return couple.command(civil::wall(self.io.now), command);
        }
        open(&mut self.space)?.command(&mut self.io, command)
    }

    pub(crate) fn go(&mut self, place: Place, detail: Option<Detail>) {
        if !matches!(place, Place::Repair | Place::Together | Place::Story) || detail == Some(Detail::Link) {
            self.ui.reading = None;
        }
        self.ui.place = place;
        self.ui.detail = detail;
    }

    fn show(&mut self, detail: Detail) {
        // Linking is offered wherever it is needed, and Back leads to where one was.
        let place = if detail == Detail::Link { self.ui.place } else { detail.place() };
        self.go(place, Some(detail));
    }

    fn back(&mut self) {
        match self.ui.detail.take() {
            Some(detail) => self.ui.detail = detail.outer(),
            None => self.go(Place::Today, None),
        }
    }

    /// Opens an earlier record where all of it is told.
    fn read_earlier(&mut self, name: &str) -> Performed {
        let stream = self.earlier_named(name)?;
        self.ui.story = story::Ask::default();
        self.go(Place::Story, None);
        self.ui.reading = Some(stream);
        Ok(())
    }

    /// Takes an earlier record off this device.
    fn let_go_earlier(&mut self, name: &str) -> Performed {
        let stream = self.earlier_named(name)?;
        let space = open(&mut self.space)?;
        space.record.let_go(&mut self.io, &space.local, stream);
        self.ui.reading = self.ui.reading.filter(|read| *read != stream);
        self.ui.done = Some(Message::plain("done-earlier-let-go"));
        Ok(())
    }

    fn earlier_named(&mut self, name: &str) -> Result<StreamId, Message> {
        let earlier = open(&mut self.space)?.record.earlier().find(|earlier| earlier.name() == name);
        earlier.map(|earlier| earlier.stream).ok_or(Message::plain("problem-nothing-there"))
    }

    /// The person looking, and the other.
    fn both(&self) -> Result<[PartnerId; 2], Message> {
        self.ui.writes_here()?;
        let sight = self.sight()?;
        sight.other().map(|other| [sight.me.partner, other]).ok_or(Message::plain("problem-not-linked"))
    }

    /// Says that it is written down, and goes on to what follows.
    fn written(&mut self, next: Option<Detail>) {
        if let Some(next) = next {
            self.ui.detail = Some(next);
        }
        self.ui.done = Some(Message::plain("done-written"));
    }

    fn look_through(&mut self, intent: StoryIntent) {
        let ask = &mut self.ui.story;
        match intent {
            StoryIntent::Search(words) => {
                *ask = story::Ask { search: words, strand: ask.strand.clone(), ..story::Ask::default() }
            }
            StoryIntent::Strand(strand) => {
                *ask = story::Ask { strand, search: ask.search.clone(), ..story::Ask::default() }
            }
            StoryIntent::More => ask.shown += story::LINES_SHOWN,
        }
    }

    fn dialogue(&mut self, intent: &DialogueIntent) -> Performed {
        if let DialogueIntent::SideBySide(pressed) = intent {
            return self.guide(pressed);
        }
        if let Some(command) = dialogues::command(intent)? {
            self.command(command)?;
        }
        match intent {
            DialogueIntent::Propose { .. } => self.written(Some(Detail::Dialogues)),
            DialogueIntent::Feel(..) => self.ui.done = Some(Message::plain("done-kept-private")),
            // The screen itself answers what was pressed there.
            DialogueIntent::Keep(_) | DialogueIntent::PutOff { .. } => self.written(None),
            _ => {}
        }
        Ok(())
    }

    /// A talk side by side: nothing is written until it closes.
    fn guide(&mut self, pressed: &GuideIntent) -> Performed {
        // What can't be recorded at the end is said at the beginning.
        self.both()?;
        self.ui.guide = match side_by_side::guide(civil::wall(self.io.now), self.ui.guide.as_ref(), pressed)? {
            Guided::On(guide) => Some(guide),
            Guided::Held(form) => {
                self.command(Command::Dialogue(DialogueCommand::HoldSideBySide(form)))?;
                self.written(Some(Detail::Dialogues));
                None
            }
            Guided::Gone => None,
        };
        Ok(())
    }

    fn after_promise(&mut self, intent: &crate::PromiseIntent) {
        use crate::PromiseIntent as Asked;
        let done = match intent {
            Asked::Offer(_) | Asked::Counter(..) => "done-offered",
            Asked::Accept(_) | Asked::AcceptAlternative(_) => "done-accepted",
            Asked::Decline(_) | Asked::DeclineAlternative(_) => "done-declined",
            Asked::Withdraw(_) => "done-withdrawn",
            Asked::Release(_) => "done-released",
            Asked::Outcome { .. } | Asked::SawDifferently { .. } => "done-written",
        };
        if matches!(intent, Asked::Offer(_) | Asked::Counter(..)) {
            self.ui.detail = Some(Detail::Promises);
        }
        self.ui.done = Some(Message::plain(done));
    }

    fn check_in(&mut self, intent: CheckInIntent) -> Performed {
        match intent {
            CheckInIntent::Propose(plan) => {
                let command = check_ins::propose(&plan, civil::wall(self.io.now))?;
                self.command(command)?;
                self.ui.detail = Some(Detail::CheckIns);
            }
            CheckInIntent::AgreePlan(id) => self.command(Command::CheckIn(CheckInCommand::AcceptPlan(id)))?,
            CheckInIntent::EndPlan(id) => self.command(Command::CheckIn(CheckInCommand::EndPlan(id)))?,
            CheckInIntent::StartNow => self.call_round()?,
            CheckInIntent::Answer { round, answers } => self.answer_round(&round, &answers)?,
        }
        Ok(())
    }

    fn activity(&mut self, intent: &ActivityIntent) -> Performed {
        let Sight { state, me, .. } = sight_of(self.couple.as_ref(), self.space.as_ref())?;
        let now = civil::wall(self.io.now);
        let (command, done) = match intent {
            ActivityIntent::Mark { hand, liked } => {
                (seal_marks(&state, &mut self.io.rng, *hand, liked)?, "done-marks-sealed")
            }
            ActivityIntent::Deal(_) => (activities::command(intent, &state, &me, now)?, "done-dealt"),
            _ => (activities::command(intent, &state, &me, now)?, "done-written"),
        };
        self.command(command)?;
        self.ui.done = Some(Message::plain(done));
        Ok(())
    }

    fn call_round(&mut self) -> Performed {
        let window = WindowHours::new(CALLED_WINDOW_HOURS).ok_or(Message::plain("problem-time"))?;
        let call = CheckInCommand::CallRound { questions: Questions::Daily, window };
        let ids = self.write(Command::CheckIn(call))?;
        let round = ids.first().map(|call| Detail::Round(key::write(&RoundId::Called { call: *call })));
        self.go(Place::Together, round);
        Ok(())
    }

    /// Seals the answer, keeps its secret in the own stream, and posts the cell; all in one write.
    fn answer_round(&mut self, round: &str, typed: &[String]) -> Performed {
        let round: RoundId = key::read(round).ok_or(Message::plain("problem-nothing-there"))?;
        let questions = questions(&self.sight()?, self.io.now, round)?;
        let answers = check_ins::answer(questions, typed)?;
        let sealed = Cell::make_answer(&mut self.io.rng, &round.context(), &answers.encode());
        let (cell, secret) = sealed.map_err(|_| Message::plain("problem-answer-long"))?;
        let cell = troth_core::sealed::CellBytes::new(&cell.encode()).ok_or(Message::plain("problem-answer-long"))?;
        let secret =
            troth_core::sealed::SecretBytes::new(&secret.encode()).ok_or(Message::plain("problem-answer-long"))?;
        let answer = CheckInCommand::Answer { round, cell, secret };
        self.command(Command::CheckIn(answer))?;
        self.ui.done = Some(Message::plain("done-sealed"));
        Ok(())
    }

    fn start_intent(&mut self, intent: StartIntent) -> Performed {
        match intent {
            StartIntent::NoticeRead => {
                self.notice_read = true;
                self.io.store.put(Table::Plain, NOTICE, vec![1]);
                Ok(())
            }
            StartIntent::Begin { name } => self.begin(&name),
            StartIntent::Recover { words } => self.recover(words),
            StartIntent::Unlock { passphrase } => self.unlock(passphrase),
            StartIntent::LockNow => {
                self.io.effects.push(Effect::Restart);
                Ok(())
            }
            StartIntent::Hide => {
                self.forget_everything_open();
                Ok(())
            }
        }
    }

    /// Drops every key and every word from memory; what is stored stays stored.
    fn forget_everything_open(&mut self) {
        self.sample = Sample::Closed;
        self.io.flush_last();
        self.io.effects.push(Effect::CloseBell);
        self.space = None;
        self.local = None;
        self.linking = None;
        self.newcomer = None;
        self.locked = None;
        self.waits_for_passphrase = None;
        self.recovering = None;
        self.recovery = crate::recovery::Recovery::Idle;
    }

    /// Makes keys and a space of one's own.
    pub(crate) fn begin(&mut self, name: &str) -> Performed {
        if self.space.is_some() {
            return Err(Message::plain("problem-already-started"));
        }
        let name = form::text(name, "problem-name")?;
        let label = form::text(&self.label, "problem-name")?;
        let local = self.local_key();
        let device = troth_vault::DeviceKeys::make(&mut self.io.rng);
        let mut partner = [0; 16];
        self.io.rng.fill_bytes(&mut partner);
        let keyring = troth_vault::Keyring {
            partner,
            personal: troth_vault::PersonalKey::make(&mut self.io.rng),
            own: StreamKeys::make(&mut self.io.rng),
            shared: None,
            recovery: None,
        };
        let mailbox = keyring.own.mailbox();
        let mut space = Space::make(&mut self.io, local, device, keyring);
        let start = Command::Membership(MembershipCommand::Start { name, label });
        space.command(&mut self.io, start)?;
        let here = space.device.public();
        space.tell_device(&mut self.io, here)?;
        space.add_chores(&mut self.io, &[Chore::make_mailbox(mailbox)]);
        self.space = Some(space);
        self.go(Place::Today, None);
        Ok(())
    }

    fn settings(&mut self, intent: SettingsIntent) -> Performed {
        match intent {
            SettingsIntent::Rename { name } => {
                let name = form::text(&name, "problem-name")?;
                self.command(Command::Membership(MembershipCommand::ChangeName(name)))?;
                self.ui.done = Some(Message::plain("done-renamed"));
                Ok(())
            }
            SettingsIntent::MakeRecovery => self.make_recovery(),
            SettingsIntent::ConfirmRecovery { words } => self.confirm_recovery(&words),
            SettingsIntent::SetLock { passphrase, again } => self.set_lock(passphrase, &again),
            SettingsIntent::GivePassphrase { passphrase } => self.try_passphrase(passphrase),
            SettingsIntent::RemoveLock => self.remove_lock(),
            SettingsIntent::RemoveDevice { key } => self.remove_device(&key),
            SettingsIntent::KnowDeviceChanges => {
                self.put_changes_away();
                Ok(())
            }
            SettingsIntent::Rest { until } => {
                let until = if until.trim().is_empty() { None } else { Some(form::date(&until)?) };
                self.command(Command::Membership(MembershipCommand::TakeRest { until }))
            }
            SettingsIntent::DecideFork { key } => {
                let space = open(&mut self.space)?;
                let forks = space.record.own_forks(&space.me());
                self.command(forks::command(&forks, &key)?)?;
                self.ui.done = Some(Message::plain("done-fork-decided"));
                Ok(())
            }
            SettingsIntent::ReadEarlier { key } => self.read_earlier(&key),
            SettingsIntent::LetGoEarlier { key } => self.let_go_earlier(&key),
            SettingsIntent::EndRest => self.command(Command::Membership(MembershipCommand::EndRest)),
            SettingsIntent::Unlink => {
                open(&mut self.space)?.leave(&mut self.io)?;
                self.go(Place::Today, None);
                Ok(())
            }
            SettingsIntent::OpenExport => {
                self.ui.export_is_open = true;
                Ok(())
            }
            SettingsIntent::Export(file) => self.export(file),
            SettingsIntent::Wipe => {
                self.forget_everything_open();
                self.io.effects.push(Effect::Wipe);
                Ok(())
            }
        }
    }

    fn remove_device(&mut self, name: &str) -> Performed {
        let space = open(&mut self.space)?;
        space.speaks_for_all()?;
        let device: troth_core::DeviceId = key::read(name).ok_or(Message::plain("problem-nothing-there"))?;
        let [own_last_seq, shared_last_seq] = space.record.last_seqs(device);
        let remove = MembershipCommand::RemoveDevice { device, own_last_seq, shared_last_seq };
        let signing = own_keys::signing_of(space.record.state().own, device);
        let mailboxes = space.mailboxes();
        let chores = mailboxes.iter().filter_map(|at| signing.map(|signing| Chore::remove_member(*at, signing)));
        let chores: Vec<_> = chores.collect();
        space.command(&mut self.io, Command::Membership(remove))?;
        space.add_chores(&mut self.io, &chores);
        // In the same write as the removal: whatever comes after it, the removed device can't open.
        space.settle_epochs(&mut self.io)?;
        self.forget_paper(device)?;
        self.ui.done = Some(Message::plain("done-device-removed"));
        Ok(())
    }
}

/// The open space, or a message for whoever asks too early.
pub(crate) fn open(space: &mut Option<Space>) -> Result<&mut Space, Message> {
    space.as_mut().ok_or(Message::plain("problem-not-started"))
}

fn questions(sight: &Sight<'_>, now: crate::Now, round: RoundId) -> Result<Questions, Message> {
    let rounds = sight.state.rounds(&sight.me, civil::wall(now));
    let found = rounds.into_iter().find(|known| known.round == round).map(|known| known.questions);
    found.ok_or(Message::plain("problem-nothing-there"))
}
