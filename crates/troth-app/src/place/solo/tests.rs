#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use troth_core::promise::PromiseCommand;
use troth_testkit::{Couple, Seed};

use super::*;
use crate::intent::{GoalForm, PromiseForm, Repeat};
use crate::map::{Detail, Place};
use crate::ui::Ui;

fn promise(first: &str, repeat: Repeat) -> SoloForm {
    let [cue, deed, first] = ["I come home late", "I say so before six", first].map(str::to_owned);
    SoloForm::Promise(PromiseForm { cue, deed, first, repeat, ..PromiseForm::default() })
}

/// One form of each kind, as typed.
fn forms() -> [SoloForm; 7] {
    let text = |text: &str| text.to_owned();
    [
        SoloForm::Statement(["I hid the letter.", "", "It was my choice.", "", ""].map(text)),
        SoloForm::HardDays(["a walk", "", "tea"].map(text)),
        promise("2026-03-02", Repeat::Daily),
        SoloForm::Goal(GoalForm { title: text("Sleep again"), ..GoalForm::default() }),
        SoloForm::Breach(BreachForm { title: text("The letter"), kind: text("lie"), ..BreachForm::default() }),
        SoloForm::Boundary(text("Not after ten"), text("I need the night.")),
        SoloForm::Question { words: text("Since when?"), detail: text("outline") },
    ]
}

/// Does what was asked, as the app would.
fn press(couple: &mut Couple, intent: &SoloIntent) -> Result<EntryId, Message> {
    let command = command(intent, &couple.phone(0).state(), couple.phone(0).actor.partner)?;
    Ok(couple.act(0, command).map_err(crate::place::refused)?[0])
}

fn write(couple: &mut Couple, form: SoloForm) -> EntryId {
    press(couple, &SoloIntent::Write(form)).unwrap()
}

fn seen(couple: &Couple, shown: Shown<'_>, linked: bool) -> SoloView {
    view(&couple.phone(0).state(), couple.phone(0).actor.partner, shown, linked, couple.now(0))
}

fn sharing(couple: &Couple, id: EntryId) -> SoloSharing {
    let pages = seen(couple, Shown::Everything, true).pages;
    pages.into_iter().find(|page| page.id == id).unwrap().sharing
}

#[test]
fn a_page_of_each_kind_reads_as_it_was_typed() {
    let mut couple = Couple::linked(Seed(1));
    for form in forms() {
        write(&mut couple, form);
    }
    let mut words: Vec<_> = seen(&couple, Shown::Everything, true).pages.into_iter().map(|page| page.words).collect();
    words.sort_by_key(|words| format!("{words:?}"));
    let [boundary, breach, goal, plan, promise, question, statement] = words.try_into().unwrap();
    let SoloWords::Boundary(boundary) = boundary else { panic!("a boundary") };
    assert_eq!((&*boundary.title, &*boundary.words), ("Not after ten", "I need the night."));
    let SoloWords::Breach(breach, whose) = breach else { panic!("a breach") };
    assert_eq!((&*breach.title, breach.kind, whose), ("The letter", "lie", None));
    let SoloWords::Goal(goal) = goal else { panic!("a goal") };
    assert_eq!(goal.title, "Sleep again");
    assert_eq!(plan, SoloWords::HardDays(["a walk", "", "tea"].map(str::to_owned)));
    let SoloWords::Promise(promise) = promise else { panic!("a promise") };
    assert_eq!((&*promise.cue, &promise.repeat), ("I come home late", &RepeatView::Daily));
    assert_eq!(question, SoloWords::Question { words: "Since when?".to_owned(), detail: "outline" });
    let SoloWords::Statement(parts) = statement else { panic!("a statement") };
    assert_eq!(parts[2], "It was my choice.");
}

#[test]
fn each_room_shows_the_pages_of_its_kind_and_no_other_screen_shows_one() {
    let mut couple = Couple::linked(Seed(1));
    for form in forms() {
        write(&mut couple, form);
    }
    let at = |place, detail| {
        let ui = Ui { place, detail, ..Ui::begin() };
        seen(&couple, Shown::OnScreen(&ui), true).pages.into_iter().map(|page| page.kind).collect::<Vec<_>>()
    };
    for kind in SoloKind::ALL {
        let room = room_of(kind);
        assert!(at(room.place(), Some(room.clone())).contains(&kind), "{kind:?}");
        assert!(at(room.place(), Some(Detail::NewSolo(kind))).contains(&kind), "{kind:?}");
    }
    // What a person wrote for themselves shows nowhere but where they go for it (care 53).
    for place in [Place::Today, Place::Repair, Place::Together, Place::Story, Place::Private, Place::Settings] {
        assert_eq!(at(place, None), [], "{place:?}");
    }
}

#[test]
fn a_page_says_whether_it_can_be_shared() {
    let mut couple = Couple::linked(Seed(1));
    let [statement, plan, _, _, breach, ..] = forms().map(|form| write(&mut couple, form));
    let all = seen(&couple, Shown::Everything, false).pages;
    assert!(all.iter().all(|page| page.sharing == SoloSharing::Alone));
    let missing = [SoloSharing::NotWhole, SoloSharing::ResponsibleOpen];
    assert_eq!([statement, breach].map(|id| sharing(&couple, id)), missing);
    assert_eq!(sharing(&couple, plan), SoloSharing::Ready);
    press(&mut couple, &SoloIntent::Share { page: plan, wording: plan, breach: None }).unwrap();
    assert_eq!(sharing(&couple, plan), SoloSharing::Shared);
    let changed = SoloForm::HardDays(["a walk", "noise", "tea"].map(str::to_owned));
    press(&mut couple, &SoloIntent::Change(plan, changed)).unwrap();
    assert_eq!(sharing(&couple, plan), SoloSharing::Ready);
}

#[test]
fn what_cannot_be_shared_says_what_to_do() {
    let mut couple = Couple::linked(Seed(1));
    let statement = write(&mut couple, forms()[0].clone());
    let share = SoloIntent::Share { page: statement, wording: statement, breach: None };
    assert_eq!(press(&mut couple, &share), Err(Message::plain("problem-not-whole")));
    let told = SoloIntent::Tell { page: statement, due: "2026-03-02".to_owned(), how: None };
    assert_eq!(press(&mut couple, &told), Err(Message::plain("problem-choose")), "nothing is chosen beforehand");
}

#[test]
fn care_27_28_promises_to_oneself_have_an_estimate_of_their_own_and_only_from_five_outcomes_on() {
    let mut couple = Couple::linked(Seed(1));
    let id = write(&mut couple, promise("2026-03-02", Repeat::Daily));
    for day in 2..=6 {
        assert_eq!(seen(&couple, Shown::Everything, true).estimate, None);
        let how = Some(if day == 4 { OutcomeForm::Missed { note: String::new() } } else { OutcomeForm::Kept });
        press(&mut couple, &SoloIntent::Tell { page: id, due: format!("2026-03-0{day}"), how }).unwrap();
        couple.clock.pass_days(u32::from(day < 6));
    }
    let estimate = seen(&couple, Shown::Everything, true).estimate;
    // The weights of the older outcomes fade by the day, so that five of them weigh less than five fresh ones.
    assert_eq!(estimate, None, "five outcomes of five days");
    couple.clock.pass_days(1);
    press(&mut couple, &SoloIntent::Tell { page: id, due: "2026-03-07".to_owned(), how: Some(OutcomeForm::Kept) })
        .unwrap();
    let estimate = seen(&couple, Shown::Everything, true).estimate.expect("six outcomes");
    assert!(estimate.low < estimate.mean && estimate.mean < estimate.high && estimate.from == 6);
    // What the partner is promised is not in it.
    let terms = form::terms(&PromiseForm {
        cue: "x".to_owned(),
        deed: "y".to_owned(),
        first: "2026-03-20".to_owned(),
        ..PromiseForm::default()
    });
    couple.must(0, Command::Promise(PromiseCommand::Offer(terms.unwrap())));
    assert_eq!(seen(&couple, Shown::Everything, true).estimate, Some(estimate));
}

#[test]
fn of_the_days_that_lie_ahead_only_the_next_is_shown() {
    let mut couple = Couple::linked(Seed(1));
    write(&mut couple, promise("2026-03-02", Repeat::Daily));
    couple.clock.pass_days(1);
    let SoloWords::Promise(shown) = seen(&couple, Shown::Everything, true).pages.remove(0).words else { panic!() };
    let days: Vec<_> = shown.occurrences.iter().map(|one| (&*one.due, one.outcome, one.can_answer)).collect();
    let expected = [
        ("2026-03-04", OutcomeView::Ahead, false),
        ("2026-03-03", OutcomeView::NoWordYet, true),
        ("2026-03-02", OutcomeView::NoWordYet, true),
    ];
    assert_eq!(days, expected);
}
