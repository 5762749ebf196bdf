//! What a person asked for: each intent either happens or comes back as one clear message.

use troth_core::check_in::{AnswerGoes, CheckInCommand, Questions, RoundId, WindowHours};
use troth_core::closeness::HAND_CARDS;
use troth_core::dialogue::{DialogueCommand, DialogueStage, Turn};
use troth_core::sealed::{CellBytes, SecretBytes};
use troth_core::{Command, EntryId, PartnerId, Strand};
use troth_vault::Cell;

use crate::app::App;
use crate::holding::{HeldAnswer, HeldRow, Holding};
use crate::intent::{
    AccountabilityIntent, ActivityIntent, AgreementIntent, BreachIntent, CheckInIntent, ClosenessIntent,
    DialogueIntent, GuideIntent, HorizonIntent, ImpactIntent, Intent, OutcomeForm, PromiseIntent, SetbackIntent,
};
use crate::map::{Detail, Goes, Place, QuietMoment};
use crate::message::{Message, Performed};
use crate::place::side_by_side::Guided;
use crate::place::{
    activities, affection, agreements, boundaries, breaches, check_ins, closeness, dialogues, hard_days, horizon,
    impact, private, promises, refused, side_by_side, solo, statements, today,
};
use crate::sight::Sight;
use crate::space::open;
use crate::view::Understood;
use crate::{calendar, civil, key};

/// A round that somebody started by hand stays open for a day.
const CALLED_WINDOW_HOURS: u16 = 24;

/// What is said of something that was written, unless a row says more.
const WRITTEN: &str = "done-written";
/// What is said when something is taken back.
const TAKEN_BACK: &str = "done-withdrawn";

/// The seams whose first gold is shown at once. That of what happened is left out: to name it must not look like a prize, and needs no gold
/// for that. That of check-ins has its gold when a round opens, which is no act.
const SEAMS_SHOWN: [Strand; 7] = [
    Strand::Impact,
    Strand::Accountability,
    Strand::Promises,
    Strand::Closeness,
    Strand::Dialogues,
    Strand::Boundaries,
    Strand::Horizon,
];

/// One row of the table: a command, and what follows when it is written.
struct Row {
    command: Command,
    goes: Goes,
    /// The message that it is done.
    says: Option<&'static str>,
}

impl App {
    pub(crate) fn perform(&mut self, intent: Intent) -> Performed {
        self.may_begin(&intent)?;
        if let Some(row) = self.row(&intent)? {
            return self.write_row(row);
        }
        match intent {
            Intent::Start(intent) => self.start_intent(intent),
            Intent::Link(intent) => self.link_intent(intent),
            Intent::CheckIn(intent) => self.check_in(intent),
            Intent::Activity(intent) => self.activity(&intent),
            Intent::Dialogue(intent) => self.dialogue(&intent),
            Intent::Settings(intent) => self.settings(intent),
            Intent::Sample(intent) => self.sample_intent(intent),
            Intent::Way(intent) => self.way_intent(intent),
            Intent::News(intent) => self.news_intent(&intent),
            Intent::Calendar(id) => {
                self.ui.writes_here()?;
                calendar::hand_over(open(&mut self.space)?, &mut self.io, id)
            }
            moving @ (Intent::Go(_) | Intent::Show(_) | Intent::Back | Intent::CloseBanner(_) | Intent::Story(_)) => {
                self.move_about(moving);
                Ok(())
            }
            Intent::KeepDraft { field, text } => {
                self.keep_draft(&field, &text);
                Ok(())
            }
            // A row of the table was written above.
            Intent::DismissStep { .. } | Intent::Promise(_) | Intent::Private(_) | Intent::Breach(_) => Ok(()),
            Intent::Impact(_) | Intent::Accountability(_) | Intent::Closeness(_) | Intent::Pace(_) => Ok(()),
            Intent::Setback(_) | Intent::Boundary(_) | Intent::Agreement(_) | Intent::Horizon(_) => Ok(()),
            Intent::Solo(_) => Ok(()),
        }
    }

    /// The table: what each strand's intent becomes, where it leads and what is said. Nothing for what is no single command.
    fn row(&self, intent: &Intent) -> Result<Option<Row>, Message> {
        let (now, written) = (civil::wall(self.io.now), WRITTEN);
        let row = |command, goes, says| Ok(Some(Row { command, goes, says: Some(says) }));
        let to = |goes: bool, detail| if goes { Goes::To(detail) } else { Goes::Nowhere };
        match intent {
            Intent::DismissStep { key } => {
                Ok(Some(Row { command: today::dismiss(key, now)?, goes: Goes::Nowhere, says: None }))
            }
            Intent::Promise(it) if matches!(it, PromiseIntent::Outcome { how: OutcomeForm::Kept, .. }) => {
                self.ends_well(promises::command(it)?, QuietMoment::Kept, Detail::Promises)
            }
            Intent::Promise(it) => row(promises::command(it)?, promises::goes(it), promises::says(it)),
            Intent::Private(it) => row(private::command(it)?, self.leaves_own_form(), private::says(it)),
            Intent::Solo(it) => {
                let sight = self.sight()?;
                row(solo::command(it, &sight.state, sight.me.partner)?, solo::goes(it, &sight.state), solo::says(it))
            }
            Intent::Breach(it) => {
                let named = matches!(it, BreachIntent::Name(_));
                let says = breaches::says(it).unwrap_or(written);
                row(breaches::command(it, self.both()?)?, to(named, Detail::Breaches), says)
            }
            Intent::Impact(it) => self.impact_row(it),
            Intent::Accountability(it) => self.statement_row(it),
            Intent::Closeness(it) => {
                let says = if matches!(it, ClosenessIntent::TakeBack(_)) { TAKEN_BACK } else { written };
                row(closeness::command(it)?, Goes::Nowhere, says)
            }
            Intent::Pace(it) => {
                let sight = self.sight()?;
                let command = affection::command(it, &sight.state, sight.me.partner)?;
                row(command, Goes::Nowhere, affection::says(it).unwrap_or(written))
            }
            Intent::Setback(it) => {
                let recorded = matches!(it, SetbackIntent::Record { .. });
                row(hard_days::command(it)?, to(recorded, Detail::HardDays), written)
            }
            Intent::Boundary(it) => row(boundaries::command(it)?, Goes::Nowhere, written),
            Intent::Agreement(it) => {
                let new = matches!(it, AgreementIntent::Propose { follows: None, .. });
                let says = if matches!(it, AgreementIntent::TakeBack(_)) { TAKEN_BACK } else { written };
                row(agreements::command(it)?, to(new, Detail::Agreements), says)
            }
            Intent::Horizon(it) => {
                let set = matches!(it, HorizonIntent::SetGoal(_));
                row(horizon::command(it, now)?, to(set, Detail::Goals), written)
            }
            Intent::Start(_) | Intent::Link(_) | Intent::CheckIn(_) | Intent::Activity(_) | Intent::Dialogue(_) => {
                Ok(None)
            }
            Intent::Settings(_) | Intent::Sample(_) | Intent::Way(_) | Intent::News(_) => Ok(None),
            Intent::Calendar(_) | Intent::Story(_) => Ok(None),
            Intent::Go(_) | Intent::Show(_) | Intent::Back | Intent::CloseBanner(_) | Intent::KeepDraft { .. } => {
                Ok(None)
            }
        }
    }

    fn impact_row(&self, it: &ImpactIntent) -> Result<Option<Row>, Message> {
        let sight = self.sight()?;
        let command = impact::command(it, &sight.state, sight.me.partner)?;
        if matches!(it, ImpactIntent::AnswerReflection { understood: Understood::Fully, .. }) {
            return self.ends_well(command, QuietMoment::Understood, Detail::Impact);
        }
        let goes = if matches!(it, ImpactIntent::Note(_)) { Goes::To(Detail::Impact) } else { Goes::Nowhere };
        Ok(Some(Row { command, goes, says: Some(impact::says(it).unwrap_or(WRITTEN)) }))
    }

    fn statement_row(&self, it: &AccountabilityIntent) -> Result<Option<Row>, Message> {
        let command = statements::command(it)?;
        let (goes, says) = match it {
            AccountabilityIntent::Hear(_) => return self.ends_well(command, QuietMoment::Heard, Detail::Statements),
            AccountabilityIntent::TakeHeardBack(_) => (Goes::Nowhere, TAKEN_BACK),
            AccountabilityIntent::Make { follows: None, .. } => (Goes::To(Detail::Statements), WRITTEN),
            AccountabilityIntent::Make { .. } | AccountabilityIntent::Lack { .. } => (Goes::Nowhere, WRITTEN),
            AccountabilityIntent::SharePerspective { .. } => (Goes::Nowhere, WRITTEN),
        };
        Ok(Some(Row { command, goes, says: Some(says) }))
    }

    /// A row that leads to the quiet screen of a moment, and from there back to where one was, else to `room`.
    fn ends_well(&self, command: Command, moment: QuietMoment, room: Detail) -> Result<Option<Row>, Message> {
        let around = self.ui.detail.clone().unwrap_or(room);
        let goes = Goes::To(Detail::Moment(moment, Box::new(around)));
        Ok(Some(Row { command, goes, says: None }))
    }

    /// How many seams hold gold, of those that an act of one person can begin.
    fn seams(&self) -> usize {
        let shared = self.sight().ok().and_then(|sight| sight.state.shared);
        SEAMS_SHOWN.into_iter().filter(|strand| shared.is_some_and(|shared| shared.story.acts(*strand) > 0)).count()
    }

    /// Shows the bowl where what was just written laid the first gold in a seam: after a moment once that is left, else
    /// before where the person was led.
    fn show_new_seam(&mut self, before: usize) {
        if self.seams() <= before {
            return;
        }
        let bowl = |around| Detail::Moment(QuietMoment::NewSeam, around);
        self.ui.detail = self.ui.detail.take().map(|detail| match detail {
            Detail::Moment(moment, around) => Detail::Moment(moment, Box::new(bowl(around))),
            other => bowl(Box::new(other)),
        });
    }

    /// Writes a row's command; when it is written, goes where the row leads and says what it says.
    fn write_row(&mut self, Row { command, goes, says }: Row) -> Performed {
        let (seams, shared) = (self.seams(), self.shared_entries());
        self.command(command)?;
        match goes {
            Goes::Nowhere => {}
            Goes::To(detail) => self.ui.detail = Some(detail),
            Goes::Out => self.ui.detail = None,
        }
        self.ui.done = says.map(|says| self.done(says, shared));
        self.show_new_seam(seams);
        Ok(())
    }

    fn shared_entries(&self) -> usize {
        self.sight().map_or(0, |sight| sight.shared_entries.len())
    }

    /// What is said once something is written: that it was shared, where it went into the shared record.
    fn done(&self, says: &'static str, shared_before: usize) -> Message {
        let partner = self.sight().ok().and_then(|sight| sight.name(sight.other()?));
        match partner.filter(|_| says == WRITTEN && self.shared_entries() > shared_before) {
            Some(partner) => Message::plain("done-shared").text("partner", partner),
            None => Message::plain(says),
        }
    }

    fn leaves_own_form(&self) -> Goes {
        match self.ui.detail {
            Some(Detail::NewPage | Detail::Rating) => Goes::Out,
            _ => Goes::Nowhere,
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

    /// The person looking, and the other.
    fn both(&self) -> Result<[PartnerId; 2], Message> {
        self.ui.writes_here()?;
        let sight = self.sight()?;
        sight.other().map(|other| [sight.me.partner, other]).ok_or(Message::plain("problem-not-linked"))
    }

    /// Says that it is written down, and goes on to what follows.
    fn written(&mut self, next: Option<Detail>, shared_before: usize) {
        if let Some(next) = next {
            self.ui.detail = Some(next);
        }
        self.ui.done = Some(self.done(WRITTEN, shared_before));
    }

    fn dialogue(&mut self, intent: &DialogueIntent) -> Performed {
        let (seams, shared) = (self.seams(), self.shared_entries());
        if let DialogueIntent::SideBySide(pressed) = intent {
            self.guide(pressed)?;
            self.show_new_seam(seams);
            return Ok(());
        }
        let understood = self.is_understood_by(intent);
        if let Some(command) = dialogues::command(intent)? {
            self.command(command)?;
        }
        match intent {
            DialogueIntent::Propose { .. } => self.written(Some(Detail::Dialogues), shared),
            DialogueIntent::Feel(..) => self.ui.done = Some(Message::plain("done-kept-private")),
            DialogueIntent::Keep(_) => self.ui.done = Some(Message::plain(WRITTEN)),
            DialogueIntent::PutOff { .. } => self.written(None, shared),
            // The screen itself answers what was pressed there.
            DialogueIntent::NotYet(_)
            | DialogueIntent::Take { .. }
            | DialogueIntent::Repair(..)
            | DialogueIntent::Pause(_)
            | DialogueIntent::Resume(_)
            | DialogueIntent::End(_)
            | DialogueIntent::SideBySide(_) => {}
        }
        if let Some(talk) = understood {
            self.ui.detail = Some(Detail::Moment(QuietMoment::Understood, Box::new(Detail::Dialogue(talk))));
        }
        self.show_new_seam(seams);
        Ok(())
    }

    /// The talk in which this says "I feel understood".
    fn is_understood_by(&self, intent: &DialogueIntent) -> Option<EntryId> {
        let DialogueIntent::Take { follows, turn: Turn::Confirm, .. } = intent else { return None };
        let shared = self.sight().ok()?.state.shared?;
        let (id, talk) = shared.dialogues.dialogue_of(*follows)?;
        (talk.floor().stage() == DialogueStage::Satisfied).then_some(id)
    }

    /// A talk side by side: nothing is written until it closes.
    fn guide(&mut self, pressed: &GuideIntent) -> Performed {
        // What can't be recorded at the end is said at the beginning.
        self.both()?;
        self.ui.guide = match side_by_side::guide(civil::wall(self.io.now), self.ui.guide.as_ref(), pressed)? {
            Guided::On(guide) => Some(guide),
            Guided::Held(form) => {
                let shared = self.shared_entries();
                self.command(Command::Dialogue(DialogueCommand::HoldSideBySide(form)))?;
                self.written(Some(Detail::Dialogues), shared);
                None
            }
            Guided::Gone => None,
        };
        Ok(())
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
            CheckInIntent::ShowOlder => self.ui.rounds_shown += check_ins::OPENED_MORE,
            CheckInIntent::Answer { round, answers } => self.answer_round(&round, &answers)?,
        }
        Ok(())
    }

    fn activity(&mut self, intent: &ActivityIntent) -> Performed {
        if let ActivityIntent::Mark { hand, liked } = intent {
            return self.mark(*hand, liked);
        }
        let Sight { state, me, .. } = self.sight()?;
        let command = activities::command(intent, &state, &me, civil::wall(self.io.now))?;
        let done = if matches!(intent, ActivityIntent::Deal(_)) { "done-dealt" } else { WRITTEN };
        let (seams, shared) = (self.seams(), self.shared_entries());
        self.command(command)?;
        self.ui.done = Some(self.done(done, shared));
        self.show_new_seam(seams);
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

    /// Seals the answer. To a planned round it waits here for its hour; to one that was started for now its secret goes
    /// to the own stream and its cell to the shared one, in one write.
    fn answer_round(&mut self, round: &str, typed: &[String]) -> Performed {
        self.current_must_be_open()?;
        let round: RoundId = key::read(round).ok_or(Message::plain("problem-nothing-there"))?;
        let questions = questions(&self.sight()?, self.io.now, round)?;
        let answers = check_ins::answer(questions, typed)?;
        let sealed = Cell::make_answer(&mut self.io.rng, &round.context(), &answers.encode());
        let (cell, secret) = sealed.map_err(|_| Message::plain("problem-answer-long"))?;
        let cell = CellBytes::new(&cell.encode()).ok_or(Message::plain("problem-answer-long"))?;
        let secret = SecretBytes::new(&secret.encode()).ok_or(Message::plain("problem-answer-long"))?;
        let Sight { state, me, .. } = self.sight()?;
        match state.answer_goes(&me, round, civil::wall(self.io.now)).map_err(refused)? {
            AnswerGoes::AtOnce => self.command(Command::CheckIn(CheckInCommand::Answer { round, cell, secret }))?,
            AnswerGoes::AtItsHour => self.hold(|holding| holding.keep_answer(round, HeldAnswer { cell, secret }))?,
        }
        self.ui.done = Some(Message::plain("done-sealed"));
        Ok(())
    }

    /// Lets the marks of a hand wait here until it is over.
    fn mark(&mut self, hand: EntryId, places: &[u8]) -> Performed {
        self.current_must_be_open()?;
        let mut liked = [false; HAND_CARDS];
        for place in places {
            let place = liked.get_mut(usize::from(*place)).ok_or(Message::plain("problem-nothing-there"))?;
            *place = true;
        }
        let Sight { state, me, .. } = self.sight()?;
        let number = liked.iter().filter(|liked| **liked).count();
        state.may_mark(&me, hand, number, civil::wall(self.io.now)).map_err(refused)?;
        self.hold(|holding| holding.keep_marks(hand, liked))?;
        self.ui.done = Some(Message::plain("done-marks-sealed"));
        Ok(())
    }

    fn hold(&mut self, keep: impl FnOnce(&mut Holding) -> HeldRow) -> Performed {
        self.ui.writes_here()?;
        if let Some(couple) = &mut self.couple {
            couple.hold(keep);
            return Ok(());
        }
        open(&mut self.space)?.hold(&mut self.io, keep)
    }
}

fn questions(sight: &Sight<'_>, now: crate::Now, round: RoundId) -> Result<Questions, Message> {
    let rounds = sight.state.rounds(&sight.me, civil::wall(now));
    let found = rounds.into_iter().find(|known| known.round == round).map(|known| known.questions);
    found.ok_or(Message::plain("problem-nothing-there"))
}
