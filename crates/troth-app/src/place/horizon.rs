//! Where the two are going: goals, victories, growth, the monthly look-back and endings.

use troth_core::horizon::{Goal, GoalSet, GoalStanding, HorizonCommand, Noted, Victory};
use troth_core::settings::{DISMISSED_DAYS_MAX, SettingsCommand, Step};
use troth_core::{Command, EntryId, PartnerId, SharedState, State, WallTime};

use super::facts::{Fact, facts};
use super::shown::{day, written};
use super::story::StoryReader;
use crate::intent::{GoalForm, HorizonIntent};
use crate::message::Message;
use crate::rooms::{Room, Shown};
use crate::view::{
    GoalState, GoalView, HorizonView, LookBackView, MilestoneView, NotedView, StoryLineView, SuggestionView,
    VictoryView,
};
use crate::{civil, form};

/// A fact is suggested as a victory for this long. Putting it away lasts longer, so that it never comes back.
const FACT_DAYS: i64 = 30;

/// What there is to see; `look_back` is the month asked for, `YYYY-MM-01`.
pub(crate) fn view(
    told: StoryReader<'_>,
    shown: Shown<'_>,
    look_back: Option<&str>,
    state: &State<'_>,
    now: WallTime,
) -> HorizonView {
    let (shared, me) = (told.shared, told.me);
    let mut view = HorizonView::default();
    if shown.has(Room::Goals) {
        view.goals = goals(shared, me);
    }
    if shown.has(Room::Victories) {
        view.victories = victories(shared, me);
        view.suggested = suggested(told, state, now);
        view.growth = newest_first(shared.horizon.growth(), me);
    }
    if shown.has(Room::Endings) {
        view.letters = newest_first(shared.horizon.letters(), me);
    }
    if shown.has_any(&[Room::Story, Room::Vessel]) {
        view.vessel = told.vessel();
    }
    view.look_back = look_back.map(|month| look_back_on(told, month));
    view
}

fn goals(shared: &SharedState, me: PartnerId) -> Vec<GoalView> {
    let mut goals: Vec<_> = shared.horizon.goals().iter().collect();
    goals.sort_by_key(|(id, goal)| (goal.standing() != GoalStanding::Open, goal.written.unix_ms, **id));
    goals.into_iter().map(|(id, goal)| goal_view(*id, goal, me)).collect()
}

fn goal_view(id: EntryId, goal: &Goal, me: PartnerId) -> GoalView {
    GoalView {
        id,
        title: goal.title.as_str().to_owned(),
        why: written(goal.why.as_ref()),
        review: day(goal.review),
        mine: goal.author == me,
        shared: goal.is_shared(),
        edited: goal.edited,
        standing: match goal.standing() {
            GoalStanding::Open => GoalState::Open,
            GoalStanding::Reached => GoalState::Reached,
            GoalStanding::LetGo => GoalState::LetGo,
        },
        milestones: goal
            .milestones
            .iter()
            .map(|step| MilestoneView {
                id: step.id,
                title: step.title.as_str().to_owned(),
                reached: step.reached.map(|written| civil::date(written.date())),
            })
            .collect(),
    }
}

fn victories(shared: &SharedState, me: PartnerId) -> Vec<VictoryView> {
    let mut won: Vec<(&EntryId, &Victory)> = shared.horizon.victories().iter().collect();
    won.sort_by_key(|(id, victory)| core::cmp::Reverse((victory.written.unix_ms, **id)));
    let view = |(id, victory): (&EntryId, &Victory)| VictoryView {
        id: *id,
        title: victory.title.as_str().to_owned(),
        date: civil::date(victory.written.date()),
        mine: victory.author == me,
        celebrated: victory.celebrated,
    };
    won.into_iter().map(view).collect()
}

/// Facts of the last weeks that nobody called a victory yet, and that the person looking did not put away.
fn suggested(told: StoryReader<'_>, state: &State<'_>, now: WallTime) -> Vec<SuggestionView> {
    let today = now.date();
    let called = |fact: EntryId| told.shared.horizon.victories().values().any(|won| won.fact == Some(fact));
    let put_away = |fact: EntryId| state.own.settings.is_dismissed(&Step::CallVictory(fact), today);
    let open = |fact: &Fact| today.days_since(fact.day) <= FACT_DAYS && !called(fact.entry) && !put_away(fact.entry);
    let view = |fact: Fact| {
        let [title, because] = fact.words.map(Message::plain);
        SuggestionView { fact: fact.entry, title, because }
    };
    facts(told.shared, told.entries, told.me, now).into_iter().filter(open).map(view).collect()
}

fn newest_first(noted: &[Noted], me: PartnerId) -> Vec<NotedView> {
    let view = |noted: &Noted| NotedView {
        id: noted.id,
        date: civil::date(noted.written.date()),
        mine: noted.author == me,
        words: noted.words.as_str().to_owned(),
    };
    noted.iter().rev().map(view).collect()
}

/// A month in four parts. It is made of what both can read anyway, so it is the same on both phones.
fn look_back_on(told: StoryReader<'_>, month: &str) -> LookBackView {
    let mut back = LookBackView {
        month: month.to_owned(),
        kept: Vec::new(),
        said: Vec::new(),
        grew: Vec::new(),
        hurt: Vec::new(),
    };
    for line in told.lines_of_month(month) {
        match part_of(&line) {
            Part::Kept => back.kept.push(line),
            Part::Said => back.said.push(line),
            Part::Grew => back.grew.push(line),
            Part::Hurt => back.hurt.push(line),
        }
    }
    back
}

/// The four parts of a look-back.
enum Part {
    Kept,
    Said,
    Grew,
    Hurt,
}

fn part_of(line: &StoryLineView) -> Part {
    match line.what.id {
        "story-promise-kept" | "story-promise-partly" => Part::Kept,
        "story-promise-missed" => Part::Hurt,
        "story-support-asked" | "story-support-back" => Part::Said,
        _ if line.strand == "horizon" || line.strand == "closeness" => Part::Grew,
        _ if line.strand == "setbacks" => Part::Hurt,
        _ => Part::Said,
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &HorizonIntent, now: WallTime) -> Result<Command, Message> {
    let command = match intent {
        HorizonIntent::PutAway(fact) => {
            let (step, until) = (Step::CallVictory(*fact), now.date().plus_days(DISMISSED_DAYS_MAX));
            return Ok(Command::Settings(SettingsCommand::DismissStep { step, until }));
        }
        HorizonIntent::SetGoal(typed) => HorizonCommand::SetGoal(goal(typed)?),
        HorizonIntent::ChangeGoal(id, typed) => HorizonCommand::ChangeGoal { goal: *id, now: goal(typed)? },
        HorizonIntent::ShareGoal(id) => HorizonCommand::ShareGoal(*id),
        HorizonIntent::ReachGoal(id) => HorizonCommand::ReachGoal(*id),
        HorizonIntent::EndGoal(id) => HorizonCommand::EndGoal(*id),
        HorizonIntent::AddMilestone { goal, title } => {
            HorizonCommand::AddMilestone { goal: *goal, title: form::text(title, "problem-goal-step")? }
        }
        HorizonIntent::ReachMilestone(id) => HorizonCommand::ReachMilestone(*id),
        HorizonIntent::NoteGrowth { words } => HorizonCommand::NoteGrowth(form::text(words, "problem-growth")?),
        HorizonIntent::AddVictory { title, fact } => {
            HorizonCommand::AddVictory { title: form::text(title, "problem-victory")?, fact: *fact }
        }
        HorizonIntent::Celebrate(id) => HorizonCommand::Celebrate(*id),
        HorizonIntent::WriteLetter { words } => HorizonCommand::WriteLetter(form::text(words, "problem-letter")?),
    };
    Ok(Command::Horizon(command))
}

/// A goal as typed.
pub(crate) fn goal(typed: &GoalForm) -> Result<GoalSet, Message> {
    Ok(GoalSet {
        title: form::text(&typed.title, "problem-goal")?,
        why: form::optional(&typed.why)?,
        review: form::optional_date(&typed.review)?,
    })
}
