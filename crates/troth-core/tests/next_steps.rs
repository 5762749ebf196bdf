//! Next steps: at most three, each with its reason, and none when there is nothing to do.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::{blob, date, once, text, time};
use troth_core::accountability::{AccountabilityEvent, StatementMade};
use troth_core::breach::BreachSeenOtherwise;
use troth_core::breach::{
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, QuestionParked, WantedDetail,
};
use troth_core::check_in::PlanProposed;
use troth_core::check_in::{CheckInCommand, Questions, WindowHours};
use troth_core::closeness::{ClosenessCommand, SupportAsked, SupportKind};
use troth_core::horizon::{GoalSet, HorizonCommand};
use troth_core::impact::ImpactShared;
use troth_core::impact::{Feeling, ImpactEvent, ImpactItem};
use troth_core::journal::JournalEvent;
use troth_core::journal::JournalWritten;
use troth_core::membership::MembershipCommand;
use troth_core::promise::{PromiseCommand, Telling};
use troth_core::rating::{Points, Rated, RatingEvent};
use troth_core::settings::{SettingsCommand, Step};
use troth_core::{Because, Command, Moment, NOTHING_HELD, NextStep, Refusal, SPARED_DAYS, Stands, State, next_steps};
use troth_core::{Recurrence, TimeOfDay};
use troth_testkit::{Couple, Seed};

fn steps(couple: &Couple, phone: usize) -> Vec<NextStep> {
    steps_of(couple, phone, Stands::NotSure)
}

fn steps_of(couple: &Couple, phone: usize, stands: Stands) -> Vec<NextStep> {
    next_steps(&couple.phone(phone).state(), &couple.phone(phone).actor, couple.now(phone), stands)
}

fn kinds(couple: &Couple, phone: usize) -> Vec<Step> {
    steps(couple, phone).into_iter().map(|next| next.step).collect()
}

fn do_all_for_oneself(couple: &mut Couple, phone: usize) {
    let rated = Rated { trust: Points::new(5), ..Rated::default() };
    couple.must(phone, Command::Journal(JournalEvent::JournalWritten(JournalWritten { words: text("first lines") })));
    couple.must(phone, Command::Rating(RatingEvent::Rated(rated)));
    couple.must(phone, Command::Settings(SettingsCommand::KeepRecoveryCode));
}

fn dismiss(couple: &mut Couple, phone: usize, step: Step, days: u32) {
    let until = couple.now(phone).date().plus_days(days);
    couple.must(phone, Command::Settings(SettingsCommand::DismissStep { step, until }));
}

#[test]
fn alone_there_is_something_to_begin_with() {
    let mut couple = Couple::apart(Seed(1));
    couple.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
    let own = couple.phone(0).own.state();
    let state = State { own, shared: None, held: &NOTHING_HELD };
    let alone = next_steps(&state, &couple.phone(0).actor, couple.now(0), Stands::NotSure);
    let expected = [Step::WriteFirstLines, Step::RateHowItFeels];
    assert_eq!(alone.iter().map(|next| next.step).collect::<Vec<_>>(), expected);
}

#[test]
fn freshly_linked_the_first_round_comes_first() {
    let couple = Couple::linked(Seed(3));
    assert_eq!(kinds(&couple, 0), [Step::CallFirstRound, Step::WriteFirstLines, Step::RateHowItFeels]);
}

#[test]
fn what_the_other_waits_for_comes_before_beginnings() {
    let mut couple = Couple::linked(Seed(3));
    let offer = couple.must(0, Command::Promise(PromiseCommand::Offer(once(Moment::on(date("2026-03-04"))))))[0];
    let window = WindowHours::new(12).unwrap();
    let call = CheckInCommand::CallRound { questions: Questions::Daily, window };
    let call = couple.must(0, Command::CheckIn(call))[0];
    couple.deliver_all();
    let round = troth_core::check_in::RoundId::Called { call };
    let expected = [
        NextStep { step: Step::AnswerRound(round), because: Because::RoundIsOpen },
        NextStep { step: Step::AnswerProposal(offer), because: Because::ProposedOn(date("2026-03-02")) },
    ];
    assert_eq!(steps(&couple, 2)[..2], expected);
    couple.must(2, Command::CheckIn(CheckInCommand::Answer { round, cell: blob(b"c"), secret: blob(b"s") }));
    couple.deliver_all();
    assert!(!kinds(&couple, 2).contains(&Step::AnswerRound(round)));
    assert_eq!(kinds(&couple, 0)[0], Step::AnswerRound(round), "nothing tells whether the other has answered");
}

#[test]
fn an_own_promise_is_brought_up_when_due_and_stays_until_it_is_told() {
    let mut couple = Couple::linked(Seed(3));
    let due = Moment::at(date("2026-03-03"), time(18, 0));
    let promise = couple.must(0, Command::Promise(PromiseCommand::Offer(once(due))))[0];
    couple.deliver_all();
    couple.must(2, Command::Promise(PromiseCommand::Accept(promise)));
    couple.deliver_all();
    couple.clock.pass_days(1);
    let keep = NextStep { step: Step::KeepPromise(promise, due.date), because: Because::DueToday(due) };
    assert!(steps(&couple, 0).contains(&keep));
    couple.clock.pass_days(1);
    let tell = NextStep { step: Step::TellOutcome(promise, due.date), because: Because::WasDue(due) };
    assert_eq!(steps(&couple, 0)[0], tell);
    assert!(!kinds(&couple, 2).contains(&tell.step), "the receiver isn't sent after it");
    couple.clock.pass_days(60);
    assert!(invited_within(&mut couple, 0, 14, tell.step), "its card stays until it is answered, but for days of rest");
    let kept = PromiseCommand::Tell { promise, due: due.date, telling: Telling::Kept, note: None };
    couple.must(0, Command::Promise(kept));
    assert!(!kinds(&couple, 0).contains(&tell.step));
}

#[test]
fn care_26_every_step_can_be_put_away_for_a_time() {
    let mut couple = Couple::linked(Seed(3));
    do_all_for_oneself(&mut couple, 0);
    assert_eq!(kinds(&couple, 0), [Step::CallFirstRound]);
    dismiss(&mut couple, 0, Step::CallFirstRound, 2);
    couple.deliver_all();
    assert!(kinds(&couple, 0).is_empty(), "quiet when there is nothing to do");
    assert!(kinds(&couple, 1).is_empty(), "on the other device too");
    couple.clock.pass_days(1);
    dismiss(&mut couple, 0, Step::WriteCalmPlan, 30);
    assert!(kinds(&couple, 0).is_empty());
    couple.clock.pass_days(1);
    assert_eq!(kinds(&couple, 0), [Step::CallFirstRound], "it comes back when its time is over");
}

#[test]
fn of_the_one_who_was_hurt_no_promise_and_no_thanks_are_asked_in_the_first_four_weeks() {
    let mut couple = Couple::linked(Seed(3));
    let [hurt, other] = [0, 2];
    do_all_for_oneself(&mut couple, hurt);
    do_all_for_oneself(&mut couple, other);
    let responsible = couple.phone(other).actor.partner;
    let breach = BreachNamed {
        responsible,
        title: text("The loan"),
        words: None,
        when: None,
        kind: BreachKind::Money,
        until: None,
    };
    couple.must(hurt, Command::Breach(BreachEvent::BreachNamed(breach)));
    couple.deliver_all();
    let asks = |couple: &Couple, phone| {
        kinds(couple, phone).iter().any(|step| matches!(step, Step::OfferPromise | Step::GiveThanks))
    };
    let (mut asked_hurt, mut asked_other) = (Vec::new(), Vec::new());
    for day in 0..60 {
        if asks(&couple, hurt) {
            asked_hurt.push(day);
        }
        if asks(&couple, other) {
            asked_other.push(day);
        }
        couple.clock.pass_days(1);
    }
    assert!(asked_hurt.iter().all(|day| *day >= SPARED_DAYS), "{asked_hurt:?}");
    assert!(!asked_hurt.is_empty(), "later it is offered like anything else");
    assert!(asked_other.iter().any(|day| *day < SPARED_DAYS), "{asked_other:?}");
}

/// The invitation of each day, from the day of linking on; rest days have none.
fn week(couple: &mut Couple, phone: usize) -> Vec<Vec<Step>> {
    let mut days = Vec::new();
    for _ in 0..7 {
        let rests = couple.phone(phone).shared.state().members.resting(couple.now(phone).date()).is_some();
        days.push(if rests { Vec::new() } else { kinds(couple, phone) });
        couple.clock.pass_days(1);
    }
    days
}

#[test]
fn a_first_week_brings_one_small_thing_a_day() {
    let mut couple = Couple::linked(Seed(3));
    let days = week(&mut couple, 0);
    assert_eq!(days[0].len(), 3);
    for (day, steps) in days.iter().enumerate().skip(1) {
        assert!(steps.len() <= 1, "day {day} is no homework: {steps:?}");
    }
    let mut met: Vec<_> = days.concat();
    met.dedup();
    assert!(met.len() >= 6, "and no two days in a row are the same: {days:?}");
}

#[test]
fn care_26_a_suggestion_keeps_its_repeat_limit() {
    let mut couple = Couple::linked(Seed(3));
    do_all_for_oneself(&mut couple, 0);
    for day in 0..28 {
        let rate = kinds(&couple, 0).contains(&Step::RateHowItFeels);
        assert!(day >= 7 || !rate, "a rating is suggested at most once a week, and not on day {day}");
        couple.clock.pass_days(1);
    }
    let turns = (0..30).filter(|_| {
        couple.clock.pass_days(1);
        kinds(&couple, 0).contains(&Step::RateHowItFeels)
    });
    assert!((1..=8).contains(&turns.count()), "it comes in turn with the others");
}

#[test]
fn on_a_day_on_which_something_was_done_nobody_is_invited_to_more() {
    let mut couple = Couple::linked(Seed(3));
    couple.clock.pass_days(10);
    while kinds(&couple, 0).is_empty() {
        couple.clock.pass_days(1);
    }
    assert_eq!(kinds(&couple, 0).len(), 1, "one a day");
    couple.must(0, Command::Journal(JournalEvent::JournalWritten(JournalWritten { words: text("a hard day") })));
    assert!(kinds(&couple, 0).is_empty());
}

/// The steps of each day of some weeks, of which the person takes none.
fn days_of(couple: &mut Couple, phone: usize, stands: Stands, days: usize) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    for _ in 0..days {
        all.push(steps_of(couple, phone, stands).into_iter().map(|next| next.step).collect());
        couple.clock.pass_days(1);
    }
    all
}

#[test]
fn on_the_first_day_nobody_hears_of_invitations_and_recovery_codes() {
    for stands in Stands::ALL {
        let mut apart = Couple::apart(Seed(1));
        apart.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
        for couple in [apart, Couple::linked(Seed(3))] {
            let state = State { own: couple.phone(0).own.state(), shared: None, held: &NOTHING_HELD };
            let alone = next_steps(&state, &couple.phone(0).actor, couple.now(0), stands);
            let about = |next: &NextStep| matches!(next.step, Step::InvitePartner | Step::KeepRecoveryCode);
            assert!(!alone.is_empty() && !alone.iter().any(about), "{stands:?}: {alone:?}");
        }
    }
}

#[test]
fn somebody_alone_is_invited_to_pages_for_themselves_by_where_they_stand() {
    let first = |stands| {
        let mut couple = Couple::apart(Seed(1));
        couple.must(0, Command::Membership(MembershipCommand::Start { name: text("Ada"), label: text("phone") }));
        let mut all = Vec::new();
        for _ in 0..14 {
            let state = State { own: couple.phone(0).own.state(), shared: None, held: &NOTHING_HELD };
            let steps = next_steps(&state, &couple.phone(0).actor, couple.now(0), stands);
            all.extend(steps.into_iter().map(|next| next.step));
            couple.clock.pass_days(1);
        }
        all
    };
    let (hurt, responsible) = (first(Stands::Hurt), first(Stands::Responsible));
    for step in [Step::WriteCalmPlan, Step::SetBoundary, Step::ParkQuestion] {
        assert!(hurt.contains(&step), "{step:?} is not in {hurt:?}");
    }
    assert!(!hurt.contains(&Step::WriteStatement) && !hurt.contains(&Step::OfferPromise), "{hurt:?}");
    for step in [Step::WriteStatement, Step::OfferPromise] {
        assert!(responsible.contains(&step), "{step:?} is not in {responsible:?}");
    }
}

#[test]
fn asking_for_time_is_not_undone_by_other_words() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let responsible = couple.phone(ben).actor.partner;
    let named = BreachNamed {
        responsible,
        title: text("The loan"),
        words: None,
        when: None,
        until: None,
        kind: BreachKind::Money,
    };
    let breach = couple.must(ana, Command::Breach(BreachEvent::BreachNamed(named)))[0];
    couple.deliver_all();
    let asks = |couple: &Couple| kinds(couple, ben).contains(&Step::AnswerBreach(breach));
    assert!(asks(&couple));
    let answered = BreachAnswered { breach, wording: breach, answer: BreachAnswer::NeedsTime };
    couple.must(ben, Command::Breach(BreachEvent::BreachAnswered(answered)));
    couple.deliver_all();
    assert!(!asks(&couple));
    let reworded = BreachReworded {
        breach,
        title: text("The loan. Answer now."),
        words: None,
        when: None,
        until: None,
        kind: None,
    };
    couple.must(ana, Command::Breach(BreachEvent::BreachReworded(reworded)));
    couple.deliver_all();
    assert!(!asks(&couple));
}

#[test]
fn the_first_week_follows_where_one_stands() {
    let first = |stands| days_of(&mut Couple::linked(Seed(3)), 0, stands, 7).concat();
    let hurt = first(Stands::Hurt);
    for step in [Step::RateHowItFeels, Step::WriteCalmPlan, Step::SetBoundary, Step::PlanCheckIns, Step::AskForTalk] {
        assert!(hurt.contains(&step), "{step:?} is not in {hurt:?}");
    }
    assert!(!hurt.contains(&Step::OfferPromise) && !hurt.contains(&Step::GiveThanks), "{hurt:?}");
    let responsible = first(Stands::Responsible);
    for step in [Step::ReadTheWay, Step::OfferPromise] {
        assert!(responsible.contains(&step), "{step:?} is not in {responsible:?}");
    }
    assert!(!responsible.contains(&Step::SetBoundary) && !responsible.contains(&Step::AskForTalk), "{responsible:?}");
}

#[test]
fn day_forty_still_brings_something_that_the_first_days_did_not() {
    for stands in Stands::ALL {
        let days = days_of(&mut Couple::linked(Seed(3)), 0, stands, 60);
        let early: Vec<Step> = days[..14].concat();
        let late: Vec<Step> = days[38..52].concat();
        assert!(late.iter().any(|step| !early.contains(step)), "{stands:?}: {late:?} after {early:?}");
    }
}

#[test]
fn from_the_third_week_on_what_happened_lately_has_every_other_day() {
    let mut couple = Couple::linked(Seed(3));
    couple.clock.pass_days(20);
    let named = BreachNamed {
        responsible: couple.phone(2).actor.partner,
        title: text("The loan"),
        words: None,
        when: None,
        until: None,
        kind: BreachKind::Money,
    };
    couple.must(2, Command::Breach(BreachEvent::BreachNamed(named)));
    couple.deliver_all();
    let fits = |step: &Step| matches!(step, Step::NoteImpact | Step::ParkQuestion | Step::SetBoundary);
    let days = days_of(&mut couple, 0, Stands::Hurt, 6);
    let fitting = days.iter().filter(|day| day.iter().any(fits)).count();
    assert!(fitting >= 2, "{days:?}");
}

fn invited_within(couple: &mut Couple, phone: usize, days: u32, step: Step) -> bool {
    (0..days).any(|_| {
        couple.clock.pass_days(1);
        kinds(couple, phone).contains(&step)
    })
}

#[test]
fn the_one_who_was_hurt_sets_the_pace() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let (title, responsible) = (text("the letters"), couple.phone(ben).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible, until: None };
    let breach = couple.must(ben, Command::Breach(BreachEvent::BreachNamed(named)))[0];
    couple.deliver_all();
    assert!(!invited_within(&mut couple, ben, 40, Step::WriteStatement), "naming it oneself opens no door");
    let words = text("since when");
    let parked = QuestionParked { breach, words, detail: WantedDetail::NotNow };
    couple.must(ana, Command::Breach(BreachEvent::QuestionParked(parked)));
    couple.deliver_all();
    assert!(!kinds(&couple, ben).contains(&Step::WriteStatement), "not on the same day");
    assert!(invited_within(&mut couple, ben, 40, Step::WriteStatement));
    assert!(!invited_within(&mut couple, ana, 40, Step::WriteStatement), "never to the one who was hurt");
    let otherwise =
        BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("it was not like that") });
    assert_eq!(couple.act(ben, Command::Breach(otherwise)).unwrap_err(), Refusal::NotYours, "Ben named it himself");
    let made = StatementMade { follows: None, parts: samples::statement_parts(), breach: None };
    couple.must(ben, Command::Accountability(AccountabilityEvent::StatementMade(made)));
    couple.deliver_all();
    assert!(!invited_within(&mut couple, ben, 40, Step::WriteStatement));
    let feelings = vec![Feeling::Shame];
    couple.must(ben, Command::Impact(ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Feelings(feelings) })));
    couple.deliver_all();
    for _ in 0..40 {
        couple.clock.pass_days(1);
        let waits = |step: &Step| !matches!(step, Step::Reflect(_) | Step::AnswerQuestion(_));
        assert!(kinds(&couple, ana).iter().all(waits), "nobody is sent to hear, to answer or to be convinced");
    }
}

#[test]
fn whoever_sees_it_differently_is_not_invited_to_own_it() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let (title, responsible) = (text("the letters"), couple.phone(ben).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible, until: None };
    let breach = couple.must(ana, Command::Breach(BreachEvent::BreachNamed(named)))[0];
    couple.deliver_all();
    let words = text("it was not like that");
    couple.must(ben, Command::Breach(BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words })));
    let shared = ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Feelings(vec![Feeling::Hurt]) });
    couple.must(ana, Command::Impact(shared));
    couple.deliver_all();
    let parked = QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full };
    couple.must(ana, Command::Breach(BreachEvent::QuestionParked(parked)));
    couple.deliver_all();
    let pressing = |step: &Step| matches!(step, Step::WriteStatement | Step::Reflect(_) | Step::AnswerQuestion(_));
    for _ in 0..60 {
        couple.clock.pass_days(1);
        assert!(!kinds(&couple, ben).iter().any(pressing), "a name for it puts no words in anybody's mouth");
    }
}

#[test]
fn a_month_that_is_over_can_be_read_and_a_goal_looked_at_on_its_day() {
    let mut couple = Couple::linked(Seed(3));
    let review = Some(couple.now(0).date().plus_days(45));
    let set = GoalSet { title: text("the lake"), why: None, review };
    let goal = couple.must(0, Command::Horizon(HorizonCommand::SetGoal(set)))[0];
    couple.deliver_all();
    assert!(invited_within(&mut couple, 0, 40, Step::LookBack(date("2026-03-01"))));
    assert!(!kinds(&couple, 0).contains(&Step::ReviewGoal(goal)));
    assert!(invited_within(&mut couple, 0, 40, Step::ReviewGoal(goal)));
}

#[test]
fn a_plan_proposed_anew_brings_nothing_back_that_was_put_away() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let asked = |step: &Step| matches!(step, Step::AnswerPlan(_));
    let propose = |couple: &mut Couple| {
        let today = couple.now(ben).date();
        let plan = PlanProposed {
            questions: Questions::Daily,
            starts: today,
            rule: Recurrence::DAILY,
            opens: TimeOfDay::new(20, 0).unwrap(),
            window: WindowHours::new(4).unwrap(),
        };
        let id = couple.must(ben, Command::CheckIn(CheckInCommand::ProposePlan(plan)))[0];
        couple.deliver_all();
        id
    };
    let first = propose(&mut couple);
    let shown = *kinds(&couple, ana).iter().find(|step| asked(step)).unwrap();
    dismiss(&mut couple, ana, shown, 3);
    couple.must(ben, Command::CheckIn(CheckInCommand::EndPlan(first)));
    propose(&mut couple);
    assert!(!kinds(&couple, ana).iter().any(asked));
}

#[test]
fn asking_anew_brings_nothing_back_that_was_put_away() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let ask = || SupportAsked { kind: SupportKind::Listening, words: None };
    let asked = |step: &Step| matches!(step, Step::AnswerSupport(_));
    let first = couple.must(ben, Command::Closeness(ClosenessCommand::Ask(ask())))[0];
    couple.must(ben, Command::Closeness(ClosenessCommand::Ask(ask())));
    couple.deliver_all();
    assert_eq!(kinds(&couple, ana).iter().filter(|step| asked(step)).count(), 1, "one of a kind");
    let shown = *kinds(&couple, ana).iter().find(|step| asked(step)).unwrap();
    dismiss(&mut couple, ana, shown, 3);
    couple.must(ben, Command::Closeness(ClosenessCommand::TakeBack(first)));
    couple.must(ben, Command::Closeness(ClosenessCommand::Ask(ask())));
    couple.deliver_all();
    assert!(!kinds(&couple, ana).iter().any(asked));
}

#[test]
fn a_named_breach_waits_for_an_answer_and_a_wish_for_time_is_respected() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let (title, responsible) = (text("the letters"), couple.phone(ben).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible, until: None };
    let breach = couple.must(ana, Command::Breach(BreachEvent::BreachNamed(named)))[0];
    let parked = QuestionParked { breach, words: text("since when"), detail: WantedDetail::Full };
    let question = couple.must(ana, Command::Breach(BreachEvent::QuestionParked(parked)))[0];
    couple.deliver_all();
    let waits = NextStep { step: Step::AnswerBreach(breach), because: Because::NamedOn(date("2026-03-02")) };
    assert!(steps(&couple, ben).contains(&waits));
    assert!(!kinds(&couple, ana).contains(&waits.step));
    couple.clock.pass_days(40);
    assert!(kinds(&couple, ben).contains(&waits.step), "its card stays until it is answered");
    let time = BreachAnswered { breach, wording: breach, answer: BreachAnswer::NeedsTime };
    couple.must(ben, Command::Breach(BreachEvent::BreachAnswered(time)));
    couple.deliver_all();
    let asks = [waits.step, Step::AnswerQuestion(question), Step::WriteStatement];
    for day in 0..7 {
        assert!(!kinds(&couple, ben).iter().any(|step| asks.contains(step)), "day {day}");
        couple.clock.pass_days(1);
    }
    assert!(kinds(&couple, ben).contains(&Step::AnswerQuestion(question)), "a question waits, too");
}

#[test]
fn who_was_hurt_is_not_asked_to_answer_what_the_other_named_as_their_own() {
    let (ana, ben) = (0, 2);
    let mut couple = Couple::linked(Seed(3));
    let (title, responsible) = (text("the letters"), couple.phone(ben).actor.partner);
    let named = BreachNamed { title, words: None, when: None, kind: BreachKind::Lie, responsible, until: None };
    couple.must(ben, Command::Breach(BreachEvent::BreachNamed(named)));
    couple.deliver_all();
    for _ in 0..40 {
        assert!(!kinds(&couple, ana).iter().any(|step| matches!(step, Step::AnswerBreach(_))));
        couple.clock.pass_days(1);
    }
}
