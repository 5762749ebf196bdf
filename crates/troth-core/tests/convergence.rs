//! Two partners with two devices each act at random, deliver in any order, and end in one state.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{blob, daily_plan, once, repeating, text, time};
use troth_core::{
    AccountabilityCommand, ActivityAnswer, ActivityAnswered, ActivityCommand, ActivityLineKept, ActivityPlanned, Actor,
    Affection, AgreementCommand, AgreementProposed, AgreementStanding, AgreementTerms, BoundaryChanged,
    BoundaryCommand, BoundarySet, BreachCommand, BreachKind, BreachNamed, BreachReworded, CalmPlanWritten,
    CheckInCommand, ClosenessCommand, Command, Dialogue, DialogueCommand, DialogueForm, DialogueProposed, Event,
    Feeling, Feels, Felt, FirstFloor, GoalSet, HAND_CARDS, HandCommand, HandDuty, HorizonCommand, ImpactCommand,
    ImpactItem, ImpactNoted, JournalCommand, Keeping, Log, Mark, MembershipCommand, Moment, OwnState, PaceCommand,
    PaceItem, PaceSet, Points, PromiseCommand, QuestionParked, Questions, Rated, RatingCommand, Recurrence,
    ReflectionAnswer, RepairPhrase, RoundDuty, SetbackCommand, SetbackKind, SetbackRecorded, SettingsCommand,
    SharedState, Stage, State, StatementMade, StatementPart, Step, Stream, SupportAnswer, SupportAnswered,
    SupportAsked, SupportKind, Telling, Transparency, Turn, WallTime, Wanted, WantedDetail, WindowHours, next_steps,
};
use troth_testkit::{Couple, Dice, Seed};

/// Histories in a run of the tests. `TROTH_HISTORIES` sets another number.
const HISTORIES: u64 = 10_000;
/// Actions of a history, deliveries not counted.
const ACTIONS: usize = 20;

fn histories() -> u64 {
    std::env::var("TROTH_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(HISTORIES)
}

/// Ways to choose what is done next, so many to a strand as it has to say.
const CHOICES: usize = 21;

/// Something that somebody might do, sensible or not. Borrows nothing but what the phone knows.
fn random_command(choice: usize, state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> Command {
    match choice {
        0 | 1 => Command::Promise(begin_promise(state, now, dice)),
        2 | 3 => Command::Promise(go_on_with_promise(state, now, dice)),
        4 | 5 => Command::CheckIn(random_check_in(state, actor, now, dice)),
        6 => random_own(state, now, dice),
        7 => Command::Horizon(random_horizon(state, dice)),
        8 => Command::Breach(random_breach(state, dice)),
        14 | 15 => Command::Dialogue(random_dialogue(state, actor, now, dice)),
        13 => Command::Boundary(random_boundary(state, dice)),
        16 => Command::Agreement(random_agreement(state, now, dice)),
        11 => Command::Closeness(random_closeness(state, dice)),
        17 => Command::Closeness(ClosenessCommand::Hand(random_hand(state, actor, now, dice))),
        18 => Command::Closeness(ClosenessCommand::Activity(random_activity(state, now, dice))),
        19 => Command::Closeness(ClosenessCommand::Pace(random_pace(dice))),
        12 => Command::Setback(random_setback(state, now, dice)),
        9 => Command::Impact(random_impact(state, dice)),
        10 => Command::Accountability(random_accountability(state, dice)),
        _ => Command::Membership(random_membership(state, actor, now, dice)),
    }
}

fn random_breach(state: &State<'_>, dice: &mut Dice) -> BreachCommand {
    let shared = state.shared.unwrap();
    let nothing = samples::entry_id(0);
    let breaches: Vec<_> = shared.breaches.breaches().keys().copied().collect();
    let questions: Vec<_> = shared.breaches.questions().keys().copied().collect();
    let proposals: Vec<_> =
        shared.breaches.questions().values().filter_map(|one| one.help).map(|help| help.0).collect();
    let partners: Vec<_> = shared.members.partners().keys().copied().collect();
    let breach = dice.pick(&breaches).copied().unwrap_or(nothing);
    let question = dice.pick(&questions).copied().unwrap_or(nothing);
    let proposal = dice.pick(&proposals).copied().unwrap_or(nothing);
    let (title, words) = (text("the letters"), Some(text("as I saw it")));
    // A question that is there goes on half of the time: seven of the ways are about one.
    let way = if questions.is_empty() || dice.one_in(2) { dice.below(14) } else { dice.below(6).saturating_add(7) };
    match (way, dice.pick(&partners)) {
        (0 | 1, Some(responsible)) => {
            let (kind, responsible) = (BreachKind::Lie, *responsible);
            BreachCommand::Name(BreachNamed { title, words, when: None, kind, responsible })
        }
        (2, _) => BreachCommand::Reword(BreachReworded { breach, title, words, when: None }),
        (3, _) => BreachCommand::TakeBack(breach),
        (4, _) => BreachCommand::SeeOtherwise { breach, words: text("otherwise") },
        (5 | 6, _) => {
            BreachCommand::Park(QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full })
        }
        (7, _) => BreachCommand::WantDetail { question, detail: WantedDetail::NotNow },
        (8, _) => BreachCommand::TakeQuestionBack(question),
        (9, _) => BreachCommand::Answer { question, words: text("since March") },
        (10, _) => BreachCommand::ProposeHelp(question),
        (11, _) => BreachCommand::AgreeHelp(proposal),
        (12, _) => BreachCommand::DeclineHelp(proposal),
        _ => BreachCommand::SayComplete { breach, words: None },
    }
}

fn random_impact(state: &State<'_>, dice: &mut Dice) -> ImpactCommand {
    let impacts = &state.shared.unwrap().impacts;
    let nothing = samples::entry_id(0);
    let shared: Vec<_> = impacts.shared().keys().copied().collect();
    let reflections: Vec<_> = impacts.reflections().keys().copied().collect();
    let feelings = vec![Feeling::Hurt];
    match dice.below(6) {
        0 => ImpactCommand::Note(ImpactNoted { areas: Vec::new(), feelings }),
        1 | 2 => ImpactCommand::Share(ImpactItem::Feelings(feelings)),
        3 => ImpactCommand::EndSharing(dice.pick(&shared).copied().unwrap_or(nothing)),
        4 => ImpactCommand::Reflect(text("you are hurt")),
        _ => {
            let reflection = dice.pick(&reflections).copied().unwrap_or(nothing);
            ImpactCommand::AnswerReflection { reflection, answer: ReflectionAnswer::Partly, words: None }
        }
    }
}

fn random_accountability(state: &State<'_>, dice: &mut Dice) -> AccountabilityCommand {
    let versions: Vec<_> = state.shared.unwrap().statements.versions().keys().copied().collect();
    let known = dice.pick(&versions).copied();
    let statement = known.unwrap_or(samples::entry_id(0));
    match dice.below(6) {
        0 | 1 => {
            let (follows, parts) = (known.filter(|_| dice.one_in(2)), samples::statement_parts());
            AccountabilityCommand::Make(StatementMade { follows, parts, breach: None })
        }
        2 => AccountabilityCommand::Lack { statement, part: StatementPart::Will, words: None },
        3 => AccountabilityCommand::SharePerspective { statement, words: text("I was afraid") },
        _ => AccountabilityCommand::Hear(statement),
    }
}

fn random_closeness(state: &State<'_>, dice: &mut Dice) -> ClosenessCommand {
    let closeness = &state.shared.unwrap().closeness;
    let given: Vec<_> = closeness.appreciations().keys().copied().collect();
    let asked: Vec<_> = closeness.requests().keys().copied().collect();
    let request = dice.pick(&asked).copied().unwrap_or(samples::entry_id(0));
    let appreciation = dice.pick(&given).copied().unwrap_or(samples::entry_id(0));
    match dice.below(5) {
        0 => ClosenessCommand::Appreciate(text("the tea")),
        1 => ClosenessCommand::Reword { appreciation, words: text("the tea, and the book") },
        2 => ClosenessCommand::Ask(SupportAsked { kind: SupportKind::Space, words: None }),
        3 => ClosenessCommand::Answer(SupportAnswered { request, answer: SupportAnswer::Now, words: None }),
        _ => ClosenessCommand::TakeBack(request),
    }
}

fn random_hand(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> HandCommand {
    let cells = || vec![blob(b"sealed"); HAND_CARDS];
    if let Some(duty) = dice.pick(&state.hand_duties(actor, now)) {
        return match *duty {
            HandDuty::PostBlanks { hand } => HandCommand::PostBlanks { hand, cells: cells() },
            HandDuty::PostOpenings { hand, own_cells, their_cells } => {
                HandCommand::PostOpenings { hand, own_cells, their_cells, openings: vec![blob(b"opening"); HAND_CARDS] }
            }
        };
    }
    let open: Vec<_> = state.hands(actor, now).into_iter().filter(|hand| hand.stage == Stage::Open).collect();
    match dice.pick(&open) {
        Some(open) => {
            let marks = (0..HAND_CARDS).map(|_| Mark { liked: dice.one_in(2), secret: blob(b"secret") }).collect();
            HandCommand::Mark { hand: open.hand, cells: cells(), marks }
        }
        None => HandCommand::Deal(Wanted::default()),
    }
}

fn random_activity(state: &State<'_>, now: WallTime, dice: &mut Dice) -> ActivityCommand {
    let closeness = &state.shared.unwrap().closeness;
    let all: Vec<_> = closeness.activities.all().keys().copied().collect();
    let activity = dice.pick(&all).copied().unwrap_or(samples::entry_id(0));
    let hands: Vec<_> = closeness.hands.dealt().iter().map(|(hand, dealt)| (*hand, dealt.cards[0])).collect();
    let when = Moment::on(now.date().plus_days(dice.below(3) as u32));
    let answers = [ActivityAnswer::Yes, ActivityAnswer::Yes, ActivityAnswer::AnotherTime, ActivityAnswer::NotThisOne];
    // Three of four times a plan that is there goes on: answer, done and line come one after the other.
    let way = if all.is_empty() || dice.one_in(4) { dice.below(8) } else { dice.below(5).saturating_add(3) };
    match (way, dice.pick(&hands)) {
        (0..=2, Some((hand, card))) => {
            ActivityCommand::Plan(ActivityPlanned { hand: *hand, card: *card, when, words: None })
        }
        (3 | 4, _) => {
            let said = ActivityAnswered { activity, answer: answers[dice.below(4)], words: None };
            ActivityCommand::Answer { said, instead: dice.one_in(2).then_some(when) }
        }
        (5, _) if dice.one_in(2) => ActivityCommand::LetGo(activity),
        (5 | 6, _) => ActivityCommand::Finish(activity),
        _ => ActivityCommand::KeepLine(ActivityLineKept { activity, words: text("it was good") }),
    }
}

fn random_pace(dice: &mut Dice) -> PaceCommand {
    let affection = [Affection::Hands, Affection::Hug][dice.below(2)];
    let feels = [Feels::AllRight, Feels::AskFirst, Feels::NotNow][dice.below(3)];
    match dice.below(4) {
        0 | 1 => PaceCommand::Set(PaceSet { items: vec![PaceItem { affection, feels }] }),
        2 => PaceCommand::Share(affection),
        _ => PaceCommand::EndSharing(affection),
    }
}

fn random_setback(state: &State<'_>, now: WallTime, dice: &mut Dice) -> SetbackCommand {
    let setbacks: Vec<_> = state.shared.unwrap().setbacks.setbacks().keys().copied().collect();
    let setback = dice.pick(&setbacks).copied().unwrap_or(samples::entry_id(0));
    match dice.below(3) {
        0 => {
            let (kind, day) = (SetbackKind::HardDay, now.date());
            SetbackCommand::Record(SetbackRecorded { kind, day, words: None })
        }
        1 => SetbackCommand::Add { setback, words: text("I am here") },
        _ => SetbackCommand::WritePlan(CalmPlanWritten { helps: Some(text("a walk")), worse: None, first: None }),
    }
}

fn random_boundary(state: &State<'_>, dice: &mut Dice) -> BoundaryCommand {
    let all = state.shared.unwrap().boundaries.boundaries();
    let known: Vec<_> = all.iter().map(|(id, boundary)| (*id, boundary.wording)).collect();
    let nothing = samples::entry_id(0);
    let (boundary, wording) = dice.pick(&known).copied().unwrap_or((nothing, nothing));
    let title = text("no talks after ten");
    match dice.below(5) {
        0 | 1 => BoundaryCommand::Set(BoundarySet { title, words: None }),
        2 => BoundaryCommand::Change(BoundaryChanged { boundary, title, words: None }),
        3 => BoundaryCommand::Lift(boundary),
        _ => BoundaryCommand::Acknowledge(wording),
    }
}

fn random_agreement(state: &State<'_>, now: WallTime, dice: &mut Dice) -> AgreementCommand {
    let all = &state.shared.unwrap().agreements;
    let (nothing, today) = (samples::entry_id(0), now.date());
    let proposals: Vec<_> = all.proposals().keys().copied().collect();
    let known = dice.pick(&proposals).copied();
    let proposal = known.unwrap_or(nothing);
    let authors: Vec<_> = state.shared.unwrap().members.partners().keys().copied().collect();
    let review = authors.iter().find_map(|author| all.review_waiting(proposal, *author)).map(|(id, _)| id);
    match dice.below(12) {
        0..=2 => AgreementCommand::Propose(random_proposal(known, today, dice)),
        3 | 4 => AgreementCommand::Consent(proposal),
        5 => AgreementCommand::TakeBack(proposal),
        6 => AgreementCommand::NotYet(proposal),
        7 => AgreementCommand::AdjustNotYet { proposal, days: [0, 3, 30][dice.below(3)] },
        8 => AgreementCommand::End(proposal),
        9 | 10 => AgreementCommand::HoldReview { version: proposal, next: today.plus_days(31 + dice.below(9) as u32) },
        _ => AgreementCommand::ConsentReview(review.unwrap_or(nothing)),
    }
}

fn random_proposal(
    known: Option<troth_core::EntryId>,
    today: troth_core::CivilDate,
    dice: &mut Dice,
) -> AgreementProposed {
    let title = ["dinner on Fridays", "Dinner, on Fridays", "a walk", "a film"][dice.below(4)];
    let transparency = dice.one_in(4).then(|| Transparency { scope: text("the account"), until: today.plus_days(1) });
    let (title, words) = (text(title), text("as we said"));
    let words = if dice.one_in(2) { words } else { text(&format!("as we said on day {}", dice.below(1_000))) };
    let terms = AgreementTerms { title, words, review: today.plus_days(30), transparency };
    AgreementProposed { follows: known.filter(|_| dice.one_in(2)), terms }
}

/// Half of the time a turn that is due: a dialogue has a dozen stages, and random turns would stay in the first.
fn random_dialogue(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> DialogueCommand {
    let all = &state.shared.unwrap().dialogues;
    let own_turn = |one: &&Dialogue| one.floor().turn_of() == Some(one.side_of(actor.partner));
    let due: Vec<&Dialogue> = all.dialogues().values().filter(own_turn).collect();
    if let Some(dialogue) = dice.pick(&due).filter(|_| dice.one_in(2)) {
        let turns: Vec<Turn> = Turn::ALL.into_iter().filter(|turn| dialogue.floor().after(*turn).is_some()).collect();
        let turn = *dice.pick(&turns).unwrap();
        return DialogueCommand::Take { follows: dialogue.head(), turn, words: Some(text("how it is for me")) };
    }
    let known: Vec<_> = all.dialogues().keys().chain(all.held().keys()).copied().collect();
    let dialogue = dice.pick(&known).copied().unwrap_or(samples::entry_id(0));
    let form = if dice.one_in(2) { DialogueForm::SpeakerListener } else { DialogueForm::UnderstandingFirst };
    let first = if dice.one_in(3) { FirstFloor::Other } else { FirstFloor::Proposer };
    match dice.below(14) {
        0..=3 => DialogueCommand::Propose(DialogueProposed { form, topic: Some(text("the evenings")), first }),
        4 => DialogueCommand::NotYet(dialogue),
        5 => DialogueCommand::Repair { dialogue, phrase: RepairPhrase::new(1).unwrap() },
        6 | 7 => DialogueCommand::Pause(dialogue),
        8 | 9 => DialogueCommand::Resume(dialogue),
        10 => DialogueCommand::PutOff { dialogue, at: Moment::on(now.date().plus_days(dice.below(3) as u32)) },
        11 if dice.one_in(3) => DialogueCommand::End(dialogue),
        11 => DialogueCommand::HoldSideBySide(form),
        12 => DialogueCommand::Keep(Keeping::Month),
        _ => DialogueCommand::Feel { dialogue, felt: Felt::new(2).unwrap() },
    }
}

fn random_horizon(state: &State<'_>, dice: &mut Dice) -> HorizonCommand {
    let horizon = &state.shared.unwrap().horizon;
    let nothing = samples::entry_id(0);
    let goals: Vec<_> = horizon.goals().keys().copied().collect();
    let steps: Vec<_> = horizon.goals().values().flat_map(|goal| &goal.milestones).map(|step| step.id).collect();
    let won: Vec<_> = horizon.victories().keys().copied().collect();
    let goal = dice.pick(&goals).copied().unwrap_or(nothing);
    let set = GoalSet { title: text("the lake"), why: None, review: None };
    match dice.below(12) {
        0 | 1 => HorizonCommand::SetGoal(set),
        2 => HorizonCommand::ChangeGoal { goal, now: set },
        3 => HorizonCommand::ShareGoal(goal),
        4 => HorizonCommand::ReachGoal(goal),
        5 => HorizonCommand::EndGoal(goal),
        6 => HorizonCommand::AddMilestone { goal, title: text("a step") },
        7 => HorizonCommand::ReachMilestone(dice.pick(&steps).copied().unwrap_or(nothing)),
        8 => HorizonCommand::NoteGrowth(text("it grew")),
        10 => HorizonCommand::WriteLetter(text("what I take along")),
        9 => HorizonCommand::AddVictory { title: text("won"), fact: dice.one_in(2).then_some(goal) },
        _ => HorizonCommand::Celebrate(dice.pick(&won).copied().unwrap_or(nothing)),
    }
}

fn any_proposal(state: &State<'_>, dice: &mut Dice) -> troth_core::EntryId {
    let known: Vec<_> = state.shared.unwrap().promises.proposals().keys().copied().collect();
    dice.pick(&known).copied().unwrap_or(samples::entry_id(0))
}

fn begin_promise(state: &State<'_>, now: WallTime, dice: &mut Dice) -> PromiseCommand {
    let day = now.date().plus_days(dice.below(3) as u32);
    let terms = if dice.one_in(2) {
        once(Moment { date: day, time: dice.one_in(2).then(|| time(dice.below(24) as u16, 0)) })
    } else {
        repeating(day, Recurrence::DAILY, None)
    };
    let offer = any_proposal(state, dice);
    match dice.below(4) {
        0 | 1 => PromiseCommand::Offer(terms),
        2 => PromiseCommand::Counter { offer, terms },
        _ => PromiseCommand::Accept(offer),
    }
}

fn go_on_with_promise(state: &State<'_>, now: WallTime, dice: &mut Dice) -> PromiseCommand {
    let promise = any_proposal(state, dice);
    let due = now.date().plus_days(1).minus_days(dice.below(4) as u32);
    let alternative = Moment::on(now.date().plus_days(dice.below(4) as u32));
    let moves = [Telling::Kept, Telling::PartlyKept, Telling::Missed, Telling::Rearrange { alternative }];
    let told = state.shared.unwrap().promises.occurrence(promise, due, &state.shared.unwrap().members, now);
    let told = told.and_then(|view| view.told_in).unwrap_or(promise);
    match dice.below(9) {
        0 => PromiseCommand::Accept(promise),
        1 => PromiseCommand::Decline(promise),
        2 => PromiseCommand::Withdraw(promise),
        3 => PromiseCommand::Release(promise),
        4 => PromiseCommand::AcceptAlternative(told),
        5 => PromiseCommand::DeclineAlternative(told),
        6 => PromiseCommand::SeeDifferently { promise, due, words: text("otherwise") },
        _ => PromiseCommand::Tell { promise, due, telling: moves[dice.below(4)], note: None },
    }
}

fn random_check_in(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> CheckInCommand {
    if let Some(duty) = dice.pick(&state.round_duties(actor, now)) {
        return done(*duty);
    }
    let rounds = state.rounds(actor, now);
    let plans: Vec<_> = state.shared.unwrap().check_ins.plans().keys().copied().collect();
    let plan = dice.pick(&plans).copied().unwrap_or(samples::entry_id(0));
    match (dice.below(6), dice.pick(&rounds)) {
        (0, _) => CheckInCommand::ProposePlan(daily_plan(now.date(), time(dice.below(24) as u16, 0), 3)),
        (1, _) => CheckInCommand::AcceptPlan(plan),
        (2, _) if dice.one_in(3) => CheckInCommand::EndPlan(plan),
        (3, _) | (_, None) => {
            CheckInCommand::CallRound { questions: Questions::Daily, window: WindowHours::new(3).unwrap() }
        }
        (_, Some(view)) => CheckInCommand::Answer { round: view.round, cell: blob(b"sealed"), secret: blob(b"secret") },
    }
}

fn done(duty: RoundDuty) -> CheckInCommand {
    match duty {
        RoundDuty::PostBlank { round } => CheckInCommand::PostBlank { round, cell: blob(b"sealed") },
        RoundDuty::PostOpening { round, own_cell, their_cell } => {
            CheckInCommand::PostOpening { round, own_cell, their_cell, opening: blob(b"opening") }
        }
    }
}

fn random_own(state: &State<'_>, now: WallTime, dice: &mut Dice) -> Command {
    let pages: Vec<_> = state.own.journal.pages().keys().copied().collect();
    let page = dice.pick(&pages).copied().unwrap_or(samples::entry_id(0));
    let rated = Rated { trust: Points::new(4), safe_to_talk: None, load: None, note: None };
    match dice.below(8) {
        0 => Command::Journal(JournalCommand::Write(text("a page"))),
        1 => Command::Journal(JournalCommand::Edit { page, words: text("other words") }),
        2 => Command::Journal(JournalCommand::Erase(page)),
        3 => Command::Rating(RatingCommand::Rate(rated)),
        4 => Command::Settings(SettingsCommand::SeeNotice),
        5 => Command::Settings(SettingsCommand::KeepRecoveryCode),
        6 => Command::Settings(SettingsCommand::KeepKeys(blob(b"keys"))),
        _ => {
            let until = now.date().plus_days(dice.below(9) as u32);
            Command::Settings(SettingsCommand::DismissStep { step: Step::OfferPromise, until })
        }
    }
}

fn random_membership(state: &State<'_>, actor: &Actor, now: WallTime, dice: &mut Dice) -> MembershipCommand {
    let devices: Vec<_> = state.own.members.partners().values().flat_map(|one| one.devices.keys()).copied().collect();
    let device = dice.pick(&devices).copied().unwrap_or(actor.device);
    match dice.below(12) {
        0 => MembershipCommand::Leave,
        1 => MembershipCommand::RemoveDevice { device, own_last_seq: 3, shared_last_seq: dice.below(6) as u64 },
        2 => MembershipCommand::AddDevice { device: troth_core::DeviceId(dice.bytes()), label: text("tablet") },
        3..=5 => MembershipCommand::TakeRest { until: Some(now.date().plus_days(dice.below(4) as u32)) },
        6..=8 => MembershipCommand::EndRest,
        _ => MembershipCommand::ChangeName(text("Other")),
    }
}

/// A promise and a plan in force, so that random actions reach what comes after them.
fn begin_together(couple: &mut Couple) {
    let today = couple.now(0).date();
    let offer = repeating(today, Recurrence::DAILY, None);
    let offer = if couple.dice.one_in(2) { offer } else { once(Moment::on(today)) };
    let offer = couple.must(0, Command::Promise(PromiseCommand::Offer(offer)))[0];
    let plan = couple.must(0, Command::CheckIn(CheckInCommand::ProposePlan(daily_plan(today, time(8, 0), 3))))[0];
    couple.deliver_all();
    couple.must(2, Command::Promise(PromiseCommand::Accept(offer)));
    couple.must(2, Command::CheckIn(CheckInCommand::AcceptPlan(plan)));
    couple.deliver_all();
    if couple.dice.one_in(2) {
        let telling = Telling::Rearrange { alternative: Moment::on(today.plus_days(1)) };
        let moved = PromiseCommand::Tell { promise: offer, due: today, telling, note: None };
        drop(couple.act(0, Command::Promise(moved)));
        couple.deliver_all();
    }
}

/// A hand that both marked, and a card of it that one has planned.
fn begin_hand(couple: &mut Couple) {
    let hands = |command| Command::Closeness(ClosenessCommand::Hand(command));
    let hand = couple.must(2, hands(HandCommand::Deal(Wanted::default())))[0];
    couple.deliver_all();
    for phone in [0, 2] {
        let marks = vec![Mark { liked: true, secret: blob(b"secret") }; HAND_CARDS];
        couple.must(phone, hands(HandCommand::Mark { hand, cells: vec![blob(b"sealed"); HAND_CARDS], marks }));
    }
    couple.deliver_all();
    let card = couple.phone(0).shared.state().closeness.hands.dealt()[&hand].cards[1];
    let when = Moment::on(couple.now(0).date().plus_days(1));
    let planned = ActivityCommand::Plan(ActivityPlanned { hand, card, when, words: None });
    couple.must(0, Command::Closeness(ClosenessCommand::Activity(planned)));
    couple.deliver_all();
}

/// A breach with a question that waits for its answer.
fn begin_repair(couple: &mut Couple) {
    let (title, responsible) = (text("the letters"), couple.phone(2).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible };
    let breach = couple.must(0, Command::Breach(BreachCommand::Name(named)))[0];
    let parked = QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full };
    couple.must(0, Command::Breach(BreachCommand::Park(parked)));
    couple.deliver_all();
}

/// A dialogue in which each is understood, so that random turns come to planning.
fn begin_talk(couple: &mut Couple) {
    use Turn::{Confirm, Consent, EndQuestions, PassFloor, SayBack, Speak};
    let (form, first) = (DialogueForm::UnderstandingFirst, FirstFloor::Proposer);
    let asked = DialogueProposed { form, topic: Some(text("the evenings")), first };
    let mut follows = couple.must(0, Command::Dialogue(DialogueCommand::Propose(asked)))[0];
    let each = [Speak, EndQuestions, SayBack, Confirm];
    let turns = [&[Consent][..], &each, &[PassFloor], &each].concat();
    let phones = [2, 0, 2, 2, 0, 0, 2, 0, 0, 2];
    for (phone, turn) in phones.into_iter().zip(turns) {
        couple.deliver_all();
        let words = Some(text("how it is for me"));
        follows = couple.must(phone, Command::Dialogue(DialogueCommand::Take { follows, turn, words }))[0];
    }
    couple.deliver_all();
}

fn play(seed: Seed) -> Couple {
    let mut couple = Couple::linked(seed);
    couple.travel(2, 330);
    if couple.dice.one_in(2) {
        begin_together(&mut couple);
    }
    if couple.dice.one_in(8) {
        begin_repair(&mut couple);
    }
    if couple.dice.one_in(8) {
        begin_talk(&mut couple);
    }
    if couple.dice.one_in(6) {
        begin_hand(&mut couple);
    }
    // A history dwells on two strands, so that it also comes to what takes several steps.
    let dwells_on = [couple.dice.below(CHOICES), couple.dice.below(CHOICES)];
    for _ in 0..ACTIONS {
        let phone = couple.dice.below(4);
        let mut dice = Seed(u64::from_le_bytes(couple.dice.bytes())).dice();
        let (actor, now) = (couple.phone(phone).actor, couple.now(phone));
        let anything = dice.below(CHOICES);
        let choice = *dice.pick(&[anything, dwells_on[0], dwells_on[0], dwells_on[1]]).unwrap();
        let command = random_command(choice, &couple.phone(phone).state(), &actor, now, &mut dice);
        drop(couple.act(phone, command));
        match couple.dice.below(6) {
            0 => couple.push(phone),
            1 => couple.pull(phone, 3),
            2 | 4 => couple.deliver_all(),
            3 => couple.clock.pass_hours(7),
            _ => {}
        }
    }
    couple
}

fn shuffled<S: troth_core::Folded>(log: &Log<S>, dice: &mut Dice) -> Log<S> {
    let mut entries = log.entries().to_vec();
    dice.shuffle(&mut entries);
    let mut other = Log::default();
    for piece in entries.chunks(5) {
        other.insert_all(piece.to_vec());
    }
    other
}

#[test]
fn any_order_gives_one_state() {
    let mut kinds = std::collections::BTreeSet::new();
    let mut played = 0;
    for seed in Seed::cases(histories()) {
        let mut couple = play(seed);
        played += 1;
        couple.deliver_all();
        let shared = &couple.phone(0).shared;
        let own = [0, 2].into_iter().flat_map(|phone| couple.phone(phone).own.entries());
        kinds.extend(shared.entries().iter().chain(own).map(|entry| entry.event.kind()));
        for phone in 1..4 {
            assert_eq!(shared.state(), couple.phone(phone).shared.state());
        }
        for first in [0, 2] {
            assert_eq!(couple.phone(first).own.state(), couple.phone(first + 1).own.state());
        }
        let mut dice = Seed(seed.0 ^ 1).dice();
        assert_eq!(shared.state(), shuffled::<SharedState>(shared, &mut dice).state());
        assert_eq!(couple.phone(0).own.state(), shuffled::<OwnState>(&couple.phone(0).own, &mut dice).state());
    }
    let all = samples::events().iter().map(Event::kind).collect();
    let missed: Vec<_> = std::collections::BTreeSet::difference(&all, &kinds).collect();
    assert!(played < HISTORIES || missed.is_empty(), "no history came to {missed:?}");
}

#[test]
fn nothing_that_not_yet_was_said_to_is_open() {
    for seed in Seed::cases(histories() / 20) {
        let mut couple = play(seed);
        couple.deliver_all();
        let all = &couple.phone(0).shared.state().agreements;
        for (&id, standing) in &all.standings(couple.now(0).date()) {
            let one = all.proposal(id).unwrap();
            match standing {
                AgreementStanding::Open => assert!(all.free_from(id).is_none_or(|free| free <= one.written.date())),
                AgreementStanding::Holds => assert!(one.consented.is_some() && all.not_yet(id).is_none()),
                _ => {}
            }
        }
    }
}

#[test]
fn views_never_panic_and_keep_their_limits() {
    for seed in Seed::cases(histories() / 20) {
        let mut couple = play(seed);
        couple.clock.pass_days(couple.dice.below(40) as u32);
        for phone in 0..4 {
            let (state, actor, now) = (couple.phone(phone).state(), couple.phone(phone).actor, couple.now(phone));
            assert!(next_steps(&state, &actor, now).len() <= troth_core::NEXT_STEPS_MAX);
            assert!(state.round_duties(&actor, now).len() <= troth_core::DUTIES_MAX);
            assert!(state.hand_duties(&actor, now).len() <= troth_core::DUTIES_MAX);
            assert!(state.hands(&actor, now).iter().all(|hand| hand.cards.len() <= HAND_CARDS));
            let shared = state.shared.unwrap();
            for promise in shared.promises.proposals().keys() {
                let days = [troth_core::CivilDate::FIRST, troth_core::CivilDate::LAST];
                let found = shared.promises.occurrences(*promise, days, &shared.members, now);
                assert!(found.len() <= troth_core::OCCURRENCES_MAX);
            }
        }
    }
}

/// An entry of any kind by anybody, pointing anywhere, with any numbers.
fn hostile(dice: &mut Dice, near: &Couple) -> troth_core::Entry {
    let device = match dice.below(5) {
        4 => troth_core::DeviceId(dice.bytes()),
        phone => near.phone(phone).actor.device,
    };
    let known: Vec<_> = near.phone(0).shared.entries().to_vec();
    let mut event = dice.pick(&samples::events()).unwrap().clone();
    if let Some(other) = dice.pick(&known).filter(|_| known.len().is_multiple_of(2)) {
        let body = event.encode_body();
        event = Event::decode(event.kind(), &pointed_at(body, other.id));
    }
    let extremes = [0, 1, 5, u64::MAX - 1, u64::MAX];
    let unix_ms = [i64::MIN, -1, 0, 1_772_442_000_000, i64::MAX][dice.below(5)];
    let offset_minutes = [i16::MIN, 0, i16::MAX][dice.below(3)];
    troth_core::Entry {
        id: troth_core::EntryId(dice.bytes()),
        device,
        seq: extremes[dice.below(5)],
        lamport: extremes[dice.below(5)],
        written: WallTime { unix_ms, offset_minutes },
        event,
    }
}

/// The body with every id in it replaced.
fn pointed_at(mut body: Vec<u8>, id: troth_core::EntryId) -> Vec<u8> {
    let places: Vec<usize> =
        body.windows(2).enumerate().filter(|(_, two)| *two == [0x58, 0x20]).map(|(at, _)| at).collect();
    for at in places {
        if let Some(place) = body.get_mut(at + 2..at + 34) {
            place.copy_from_slice(&id.0);
        }
    }
    body
}

#[test]
fn hostile_entries_fold_without_a_panic_and_in_any_order() {
    for seed in Seed::cases(histories() / 20) {
        let couple = play(seed);
        let mut dice = Seed(seed.0 ^ 2).dice();
        let entries: Vec<_> = (0..30).map(|_| hostile(&mut dice, &couple)).collect();
        let mut shared = couple.phone(0).shared.clone();
        shared.insert_all(entries.clone());
        assert_eq!(shared.state(), shuffled::<SharedState>(&shared, &mut dice).state());
        let mut own = couple.phone(0).own.clone();
        own.insert_all(entries);
        assert_eq!(own.state(), shuffled::<OwnState>(&own, &mut dice).state());
        let actor = couple.phone(0).actor;
        let state = State { own: own.state(), shared: Some(shared.state()) };
        for now in [i64::MIN, 0, 1_772_442_000_000, i64::MAX] {
            let now = WallTime { unix_ms: now, offset_minutes: -1_000 };
            next_steps(&state, &actor, now);
            state.rounds(&actor, now);
            state.round_duties(&actor, now);
            shared.state().promises.own_follow_through(&actor, &shared.state().members, now);
        }
    }
}

#[test]
fn every_draft_goes_to_the_stream_that_takes_it() {
    for seed in Seed::cases(histories() / 20) {
        let couple = play(seed);
        for phone in 0..4 {
            let wrong = |kind: &troth_core::Anomaly| kind.kind == troth_core::AnomalyKind::WrongStream;
            assert!(!couple.phone(phone).shared.state().anomalies.kept().iter().any(wrong));
            assert!(!couple.phone(phone).own.state().anomalies.kept().iter().any(wrong));
        }
    }
    assert!(Stream::Own < Stream::Shared);
}
