//! A sample of every event, and short functions for values.
#![allow(clippy::unwrap_used, clippy::expect_used, dead_code, unreachable_pub, reason = "shared by several tests")]

use troth_core::accountability::{
    AccountabilityEvent, HeardTakenBack, PerspectiveShared, StatementHeard, StatementLacks, StatementMade,
    StatementPart, StatementParts,
};
use troth_core::agreement::{
    AgreementConsented, AgreementEnded, AgreementEvent, AgreementProposed, AgreementTakenBack, AgreementTerms,
    NotYetAdjusted, NotYetSaid, ReviewConsented, ReviewHeld, Transparency,
};
use troth_core::boundary::{BoundaryAcknowledged, BoundaryChanged, BoundaryEvent, BoundaryLifted, BoundarySet};
use troth_core::breach::{
    BreachAnswer, BreachAnswered, BreachEvent, BreachKind, BreachNamed, BreachReworded, BreachSeenOtherwise,
    BreachTakenBack, CompleteSaid, HelpAgreed, HelpDeclined, HelpProposed, QuestionAnswered, QuestionDetailed,
    QuestionParked, QuestionTakenBack, WantedDetail,
};
use troth_core::check_in::{
    CellPosted, CellSecretKept, CheckInEvent, OpeningPosted, PlanAccepted, PlanEnded, PlanProposed, Questions,
    RoundCalled, RoundId, WindowHours,
};
use troth_core::closeness::{
    ActivityAnswer, ActivityAnswered, ActivityDone, ActivityLetGo, ActivityLineKept, ActivityPlanned, Affection,
    AppreciationGiven, AppreciationReworded, CardId, ClosenessEvent, Cost, Effort, Feels, HandCellsPosted, HandDealt,
    HandMarked, HandOpeningsPosted, Lasts, Mark, Mood, PaceItem, PaceSet, PaceShared, PaceSharingEnded, SupportAnswer,
    SupportAnswered, SupportAsked, SupportKind, SupportTakenBack, Wanted,
};
use troth_core::dialogue::{
    Confirmed, DialogueClosed, DialogueConsented, DialogueEnded, DialogueEvent, DialogueForm, DialogueNotYet,
    DialoguePaused, DialogueProposed, DialoguePutOff, DialogueResumed, Felt, FeltHeard, FirstFloor, FloorPassed,
    HeldSideBySide, Keeping, KeepingChosen, NotQuite, PlanAgreed, PlanSuggested, QuestionAsked, QuestionsDone,
    RepairPhrase, RepairSaid, SaidBack, Spoken,
};
use troth_core::horizon::{
    GoalChanged, GoalEnded, GoalReached, GoalSet, GoalShared, GrowthNoted, HorizonEvent, LetterWritten, MilestoneAdded,
    MilestoneReached, VictoryAdded, VictoryCelebrated,
};
use troth_core::impact::{
    Area, AreaRated, Feeling, ImpactEvent, ImpactItem, ImpactNoted, ImpactShared, ReflectionAnswer, ReflectionAnswered,
    ReflectionOffered, SharingEnded,
};
use troth_core::journal::{JournalEdited, JournalErased, JournalEvent, JournalWritten};
use troth_core::membership::{
    ContentMissing, DeviceAdded, DeviceRemoved, EpochBefore, EpochSeal, EpochSealed, EpochUnopened, ForkDecided,
    KeyTold, Left, MembershipEvent, NameChanged, PartnerJoined, RestEnded, RestTaken,
};
use troth_core::promise::{
    Accepted, AlternativeAccepted, AlternativeDeclined, Category, Countered, Declined, Due, Kept, Missed, Offered,
    PartlyKept, PromiseEvent, Rearranged, ReceiverTold, ReceiverWord, Released, SeenDifferently, Terms, Withdrawn,
};
use troth_core::rating::{Points, Rated, RatingEvent, TooMuch, TooMuchNow, TooMuchTakenBack};
use troth_core::setback::{CalmPlanWritten, SetbackEvent, SetbackKind, SetbackRecorded, SetbackWords};
use troth_core::settings::{
    DeviceNamed, KeyBytes, KeysKept, PartnerCalled, RecoveryCodeKept, SettingsEvent, Step, StepDismissed,
};
use troth_core::solo::{
    BreachDraft, QuestionDraft, Responsible, SoloBody, SoloChanged, SoloErased, SoloEvent, SoloOutcome, SoloShared,
    SoloTold, SoloWritten, StatementDraft,
};
use troth_core::{
    Blob, CivilDate, DeviceId, Ending, EntryId, EpochId, Event, Every, Moment, PartnerId, Recurrence, Text, TimeOfDay,
    Weekdays,
};

pub fn text<const MAX: usize>(words: &str) -> Text<MAX> {
    Text::new(words).unwrap()
}

pub fn blob<const MAX: usize>(bytes: &[u8]) -> Blob<MAX> {
    Blob::new(bytes).unwrap()
}

pub fn date(text: &str) -> CivilDate {
    CivilDate::from_naive(text.parse().unwrap()).unwrap()
}

pub fn time(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::new(hour, minute).unwrap()
}

pub fn entry_id(byte: u8) -> EntryId {
    EntryId([byte; 32])
}

pub fn once(at: Moment) -> Terms {
    Terms {
        cue: text("I come home late"),
        deed: text("I call before six"),
        due: Due::Once { at },
        category: Category::Everyday,
    }
}

pub fn repeating(starts: CivilDate, rule: Recurrence, time: Option<TimeOfDay>) -> Terms {
    Terms {
        cue: text("it is Tuesday"),
        deed: text("I go to the meeting"),
        due: Due::Repeating { starts, rule, time },
        category: Category::SobrietyMeeting,
    }
}

pub fn daily_plan(starts: CivilDate, opens: TimeOfDay, hours: u16) -> PlanProposed {
    let window = WindowHours::new(hours).unwrap();
    PlanProposed { questions: Questions::Daily, starts, rule: Recurrence::DAILY, opens, window }
}

/// A sample of every event, with optional fields filled in.
pub fn events() -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    events.extend(membership().into_iter().map(Event::from));
    events.extend(promises().into_iter().map(Event::from));
    events.extend(check_ins().into_iter().map(Event::from));
    events.extend(own());
    events.extend(breach().into_iter().map(Event::from));
    events.extend(impact().into_iter().map(Event::from));
    events.extend(accountability().into_iter().map(Event::from));
    let closeness = [closeness(), hands(), activities(), paces()].concat();
    events.extend(closeness.into_iter().map(Event::from));
    events.extend(boundaries().into_iter().map(Event::from));
    events.extend(agreements().into_iter().map(Event::from));
    events.extend(setbacks().into_iter().map(Event::from));
    events.extend(dialogues().into_iter().map(Event::from));
    events.extend(horizon().into_iter().map(Event::from));
    events.extend(solo().into_iter().map(Event::from));
    events
}

/// A page for oneself that holds this.
pub fn solo_page(body: SoloBody) -> Event {
    SoloEvent::SoloWritten(SoloWritten { body }).into()
}

/// One body of each form.
pub fn solo_bodies() -> Vec<SoloBody> {
    let words = |words| Some(text(words));
    let (title, day) = (text("the messages"), Some(date("2026-02-01")));
    vec![
        SoloBody::Statement(StatementDraft {
            did: words("I hid the letter."),
            hurt: words("You had nobody to ask."),
            mine: words("It was my choice."),
            feel: words("shame"),
            will: words("I open the post with you."),
        }),
        SoloBody::HardDays(CalmPlanWritten { helps: words("a walk"), worse: words("noise"), first: words("tea") }),
        SoloBody::Promise(once(Moment::at(date("2026-03-10"), time(18, 0)))),
        SoloBody::Goal(GoalSet {
            title: text("sleep again"),
            why: words("I am tired"),
            review: Some(date("2026-06-01")),
        }),
        SoloBody::Breach(BreachDraft {
            title,
            words: words("I was not told."),
            when: day,
            kind: BreachKind::Privacy,
            responsible: Some(Responsible::Theirs),
        }),
        SoloBody::Boundary(BoundarySet { title: text("not after ten"), words: words("I need the night") }),
        SoloBody::Question(QuestionDraft { words: text("Since when?"), detail: WantedDetail::Outline }),
    ]
}

fn solo() -> Vec<SoloEvent> {
    let page = entry_id(24);
    let body = SoloBody::Boundary(BoundarySet { title: text("not after eleven"), words: None });
    let outcome = SoloOutcome::Moved(date("2026-03-12"));
    vec![
        SoloEvent::SoloWritten(SoloWritten { body: solo_bodies().remove(0) }),
        SoloEvent::SoloChanged(SoloChanged { page, body }),
        SoloEvent::SoloErased(SoloErased { page }),
        SoloEvent::SoloTold(SoloTold { page, due: date("2026-03-10"), outcome, note: Some(text("I was ill")) }),
        SoloEvent::SoloShared(SoloShared { page, wording: entry_id(25) }),
    ]
}

fn membership() -> Vec<MembershipEvent> {
    vec![
        MembershipEvent::PartnerJoined(PartnerJoined {
            partner: PartnerId([1; 16]),
            name: text("Ada"),
            label: text("phone"),
        }),
        MembershipEvent::DeviceAdded(DeviceAdded { device: DeviceId([2; 16]), label: text("laptop") }),
        MembershipEvent::DeviceRemoved(DeviceRemoved {
            device: DeviceId([2; 16]),
            last_seq: 300,
            last: Some(entry_id(8)),
        }),
        MembershipEvent::NameChanged(NameChanged { name: text("Åsa") }),
        MembershipEvent::Left(Left {}),
        MembershipEvent::RestTaken(RestTaken { until: Some(date("2026-03-09")) }),
        MembershipEvent::RestEnded(RestEnded {}),
        MembershipEvent::KeyTold(KeyTold { device: DeviceId([2; 16]), receiving: blob(&[0x5e; 32]) }),
        MembershipEvent::EpochSealed(EpochSealed {
            epoch: EpochId([3; 16]),
            seals: vec![EpochSeal { device: DeviceId([2; 16]), sealed: blob(&[0x5e; 80]) }],
            before: vec![EpochBefore { epoch: EpochId([4; 16]), wrapped: blob(&[0xbe; 104]) }],
        }),
        MembershipEvent::ForkDecided(ForkDecided { device: DeviceId([2; 16]), keep: entry_id(7) }),
        MembershipEvent::EpochUnopened(EpochUnopened { epoch: EpochId([3; 16]) }),
        MembershipEvent::ContentMissing(ContentMissing { entries: vec![entry_id(7)] }),
    ]
}

fn promises() -> Vec<PromiseEvent> {
    let promise = entry_id(7);
    let due = date("2026-03-10");
    let note = Some(text("the train was late"));
    let days = Weekdays::new(&[chrono::Weekday::Mon, chrono::Weekday::Thu]).unwrap();
    let rule = Recurrence::new(Every::Weeks(2, days), Ending::Count(10)).unwrap();
    vec![
        PromiseEvent::Offered(Offered { terms: once(Moment::at(due, time(18, 0))) }),
        PromiseEvent::Accepted(Accepted { offer: promise }),
        PromiseEvent::Countered(Countered { offer: promise, terms: repeating(due, rule, Some(time(19, 30))) }),
        PromiseEvent::Declined(Declined { offer: promise }),
        PromiseEvent::Withdrawn(Withdrawn { offer: promise }),
        PromiseEvent::Released(Released { promise }),
        PromiseEvent::Kept(Kept { promise, due, note: None }),
        PromiseEvent::PartlyKept(PartlyKept { promise, due, note: note.clone() }),
        PromiseEvent::Missed(Missed { promise, due, note: note.clone() }),
        PromiseEvent::Rearranged(Rearranged { promise, due, alternative: Moment::on(date("2026-03-11")), note }),
        PromiseEvent::AlternativeAccepted(AlternativeAccepted { rearranged: entry_id(8) }),
        PromiseEvent::AlternativeDeclined(AlternativeDeclined { rearranged: entry_id(8) }),
        PromiseEvent::SeenDifferently(SeenDifferently { promise, due, words: text("you came at eight") }),
        PromiseEvent::ReceiverTold(ReceiverTold { promise, due, word: ReceiverWord::DoesNotKnow }),
    ]
}

fn breach() -> Vec<BreachEvent> {
    let (breach, question, proposal) = (entry_id(30), entry_id(31), entry_id(32));
    let (title, words, when) = (text("the letters"), Some(text("I found them")), Some(date("2026-02-03")));
    let (kind, responsible) = (BreachKind::Lie, PartnerId([1; 16]));
    let until = Some(date("2026-03-01"));
    let named = BreachNamed { title: title.clone(), words: words.clone(), when, kind, responsible, until };
    vec![
        BreachEvent::BreachNamed(named),
        BreachEvent::BreachReworded(BreachReworded {
            breach,
            title,
            words: words.clone(),
            when,
            until,
            kind: Some(BreachKind::Money),
        }),
        BreachEvent::BreachTakenBack(BreachTakenBack { breach }),
        BreachEvent::BreachSeenOtherwise(BreachSeenOtherwise { breach, words: text("it was one letter") }),
        BreachEvent::BreachAnswered(BreachAnswered { breach, wording: entry_id(33), answer: BreachAnswer::Yes }),
        BreachEvent::QuestionParked(QuestionParked {
            breach,
            words: text("since when"),
            detail: WantedDetail::Outline,
        }),
        BreachEvent::QuestionDetailed(QuestionDetailed { question, detail: WantedDetail::NotNow }),
        BreachEvent::QuestionTakenBack(QuestionTakenBack { question }),
        BreachEvent::QuestionAnswered(QuestionAnswered { question, words: text("since March") }),
        BreachEvent::HelpProposed(HelpProposed { question }),
        BreachEvent::HelpAgreed(HelpAgreed { proposal }),
        BreachEvent::HelpDeclined(HelpDeclined { proposal }),
        BreachEvent::CompleteSaid(CompleteSaid { breach, words }),
    ]
}

pub fn statement_parts() -> StatementParts {
    StatementParts {
        did: text("I hid the letters"),
        hurt: text("you doubted yourself"),
        mine: text("it was my choice"),
        feel: Some(text("ashamed")),
        will: text("I show you the box"),
    }
}

fn impact() -> Vec<ImpactEvent> {
    let worry = AreaRated { area: Area::Worry, points: Points::new(8), words: Some(text("at night")) };
    let feelings = vec![Feeling::Hurt, Feeling::Relief];
    vec![
        ImpactEvent::ImpactNoted(ImpactNoted { areas: vec![worry.clone()], feelings: feelings.clone() }),
        ImpactEvent::ImpactShared(ImpactShared { item: ImpactItem::Area(worry) }),
        ImpactEvent::SharingEnded(SharingEnded { shared: entry_id(40) }),
        ImpactEvent::ReflectionOffered(ReflectionOffered { words: text("you lie awake") }),
        ImpactEvent::ReflectionAnswered(ReflectionAnswered {
            reflection: entry_id(41),
            answer: ReflectionAnswer::Partly,
            words: Some(text("and the mornings")),
        }),
    ]
}

fn accountability() -> Vec<AccountabilityEvent> {
    let statement = entry_id(42);
    let made = StatementMade { follows: Some(statement), parts: statement_parts(), breach: Some(entry_id(43)) };
    let words = Some(text("the nights"));
    vec![
        AccountabilityEvent::StatementMade(made),
        AccountabilityEvent::StatementHeard(StatementHeard { statement }),
        AccountabilityEvent::StatementLacks(StatementLacks { statement, part: StatementPart::Hurt, words }),
        AccountabilityEvent::HeardTakenBack(HeardTakenBack { statement }),
        AccountabilityEvent::PerspectiveShared(PerspectiveShared { statement, words: text("I was afraid") }),
    ]
}

fn closeness() -> Vec<ClosenessEvent> {
    let (request, answer) = (entry_id(51), SupportAnswer::At(Moment::at(date("2026-03-10"), time(20, 0))));
    vec![
        ClosenessEvent::AppreciationGiven(AppreciationGiven { words: text("you made the tea") }),
        ClosenessEvent::AppreciationReworded(AppreciationReworded { appreciation: entry_id(50), words: text("tea") }),
        ClosenessEvent::SupportAsked(SupportAsked { kind: SupportKind::Listening, words: Some(text("ten minutes")) }),
        ClosenessEvent::SupportAnswered(SupportAnswered { request, answer, words: Some(text("after the call")) }),
        ClosenessEvent::SupportTakenBack(SupportTakenBack { request }),
    ]
}

fn hands() -> Vec<ClosenessEvent> {
    let (hand, own_cells, their_cells) = (entry_id(60), entry_id(61), entry_id(62));
    let (lasts, cost) = (Some(Lasts::HalfHour), Some(Cost::Little));
    let wanted = Wanted { lasts, cost, effort: Some(Effort::Middling), mood: Some(Mood::SideBySide) };
    let marks = [true, false].map(|liked| Mark { liked, secret: blob(&[0x5e; 8]) }).to_vec();
    let (cells, openings) = (vec![blob(&[0xce; 24]), blob(&[0xcf; 24])], vec![blob(&[0x0b; 16]), blob(&[0x0c; 16])]);
    vec![
        ClosenessEvent::HandDealt(HandDealt { wanted, deck: 88 }),
        ClosenessEvent::HandCellsPosted(HandCellsPosted { hand, cells }),
        ClosenessEvent::HandMarked(HandMarked { hand, marks }),
        ClosenessEvent::HandOpeningsPosted(HandOpeningsPosted { hand, own_cells, their_cells, openings }),
    ]
}

fn activities() -> Vec<ClosenessEvent> {
    let (hand, activity, when) = (entry_id(60), entry_id(63), Moment::at(date("2026-03-14"), time(19, 0)));
    let words = || Some(text("the blue pot"));
    let planned = ActivityPlanned { hand, card: CardId(40), when, words: words() };
    let answer = ActivityAnswer::AnotherTime;
    vec![
        ClosenessEvent::ActivityPlanned(planned),
        ClosenessEvent::ActivityAnswered(ActivityAnswered { activity, answer, words: words() }),
        ClosenessEvent::ActivityLetGo(ActivityLetGo { activity }),
        ClosenessEvent::ActivityDone(ActivityDone { activity }),
        ClosenessEvent::ActivityLineKept(ActivityLineKept { activity, words: text("we laughed about the lid") }),
    ]
}

fn paces() -> Vec<ClosenessEvent> {
    let item = PaceItem { affection: Affection::Hug, feels: Feels::AskFirst };
    let kiss = PaceItem { affection: Affection::Kiss, feels: Feels::NotNow };
    vec![
        ClosenessEvent::PaceSet(PaceSet { items: vec![item, kiss] }),
        ClosenessEvent::PaceShared(PaceShared { item, follows: vec![entry_id(64)] }),
        ClosenessEvent::PaceSharingEnded(PaceSharingEnded { shared: entry_id(64) }),
    ]
}

fn boundaries() -> Vec<BoundaryEvent> {
    let (boundary, title, words) = (entry_id(53), text("no talks after ten"), Some(text("I sleep badly")));
    vec![
        BoundaryEvent::BoundarySet(BoundarySet { title: title.clone(), words: words.clone() }),
        BoundaryEvent::BoundaryChanged(BoundaryChanged { boundary, title, words }),
        BoundaryEvent::BoundaryLifted(BoundaryLifted { boundary }),
        BoundaryEvent::BoundaryAcknowledged(BoundaryAcknowledged { wording: entry_id(54) }),
    ]
}

fn setbacks() -> Vec<SetbackEvent> {
    let (kind, day, words) = (SetbackKind::DisclosureFound, date("2026-03-10"), Some(text("a second phone")));
    let (helps, worse, first) = (Some(text("a walk")), Some(text("being asked")), Some(text("water")));
    vec![
        SetbackEvent::SetbackRecorded(SetbackRecorded { kind, day, words }),
        SetbackEvent::SetbackWords(SetbackWords { setback: entry_id(52), words: text("I am here") }),
        SetbackEvent::CalmPlanWritten(CalmPlanWritten { helps, worse, first }),
    ]
}

fn agreements() -> Vec<AgreementEvent> {
    let (proposal, review) = (entry_id(60), date("2026-06-01"));
    let transparency = Transparency { scope: text("the shared account"), until: date("2026-05-01") };
    let terms = AgreementTerms {
        title: text("Money, openly"),
        words: text("On Sundays we look at it together."),
        review,
        transparency: Some(transparency),
    };
    vec![
        AgreementEvent::AgreementProposed(AgreementProposed { follows: Some(proposal), terms }),
        AgreementEvent::AgreementConsented(AgreementConsented { proposal }),
        AgreementEvent::AgreementTakenBack(AgreementTakenBack { proposal }),
        AgreementEvent::AgreementEnded(AgreementEnded { version: proposal }),
        AgreementEvent::NotYetSaid(NotYetSaid { proposal, days: 14 }),
        AgreementEvent::NotYetAdjusted(NotYetAdjusted { before: entry_id(61), days: 3 }),
        AgreementEvent::ReviewHeld(ReviewHeld { version: proposal, due: review, next: date("2026-09-01") }),
        AgreementEvent::ReviewConsented(ReviewConsented { review: entry_id(62) }),
    ]
}

fn dialogues() -> Vec<DialogueEvent> {
    let (dialogue, follows, pause) = (entry_id(60), entry_id(61), entry_id(62));
    let (form, topic, first) = (DialogueForm::UnderstandingFirst, Some(text("the evenings")), FirstFloor::Other);
    let at = Moment::at(date("2026-03-11"), time(20, 0));
    vec![
        DialogueEvent::DialogueProposed(DialogueProposed { form, topic, first }),
        DialogueEvent::DialogueConsented(DialogueConsented { follows: dialogue }),
        DialogueEvent::DialogueNotYet(DialogueNotYet { dialogue }),
        DialogueEvent::Spoken(Spoken { follows, words: text("the evenings are long") }),
        DialogueEvent::SaidBack(SaidBack { follows, words: text("they are long for you") }),
        DialogueEvent::QuestionAsked(QuestionAsked { follows, words: text("what is it like") }),
        DialogueEvent::QuestionsDone(QuestionsDone { follows }),
        DialogueEvent::Confirmed(Confirmed { follows }),
        DialogueEvent::NotQuite(NotQuite { follows }),
        DialogueEvent::FloorPassed(FloorPassed { follows }),
        DialogueEvent::PlanSuggested(PlanSuggested { follows, words: text("a call at six") }),
        DialogueEvent::PlanAgreed(PlanAgreed { follows }),
        DialogueEvent::DialogueClosed(DialogueClosed { follows }),
        DialogueEvent::RepairSaid(RepairSaid { after: follows, phrase: RepairPhrase::new(3).unwrap() }),
        DialogueEvent::DialoguePaused(DialoguePaused { dialogue }),
        DialogueEvent::DialogueResumed(DialogueResumed { pause }),
        DialogueEvent::DialoguePutOff(DialoguePutOff { pause, instead_of: Some(entry_id(63)), at }),
        DialogueEvent::DialogueEnded(DialogueEnded { dialogue }),
        DialogueEvent::HeldSideBySide(HeldSideBySide { form: DialogueForm::SpeakerListener }),
        DialogueEvent::KeepingChosen(KeepingChosen { keeping: Keeping::Week }),
        DialogueEvent::FeltHeard(FeltHeard { dialogue, felt: Felt::new(3).unwrap() }),
    ]
}

fn horizon() -> Vec<HorizonEvent> {
    let goal = entry_id(20);
    let (title, why, review) = (text("a week at the lake"), Some(text("we laughed there")), Some(date("2026-06-01")));
    vec![
        HorizonEvent::GoalSet(GoalSet { title: title.clone(), why: why.clone(), review }),
        HorizonEvent::GoalChanged(GoalChanged { goal, title, why, review }),
        HorizonEvent::GoalShared(GoalShared { wording: goal }),
        HorizonEvent::GoalReached(GoalReached { goal }),
        HorizonEvent::GoalEnded(GoalEnded { goal }),
        HorizonEvent::MilestoneAdded(MilestoneAdded { goal, title: text("ask for the days off") }),
        HorizonEvent::MilestoneReached(MilestoneReached { milestone: entry_id(21) }),
        HorizonEvent::GrowthNoted(GrowthNoted { words: text("we say it sooner") }),
        HorizonEvent::VictoryAdded(VictoryAdded { title: text("we talked on"), fact: Some(entry_id(22)) }),
        HorizonEvent::VictoryCelebrated(VictoryCelebrated { victory: entry_id(23) }),
        HorizonEvent::LetterWritten(LetterWritten { words: text("thank you for the years") }),
    ]
}

fn check_ins() -> Vec<CheckInEvent> {
    let planned = RoundId::Planned { plan: entry_id(9), date: date("2026-03-10") };
    let called = RoundId::Called { call: entry_id(10) };
    let window = WindowHours::new(12).unwrap();
    vec![
        CheckInEvent::PlanProposed(daily_plan(date("2026-03-02"), time(20, 0), 4)),
        CheckInEvent::PlanAccepted(PlanAccepted { proposal: entry_id(9) }),
        CheckInEvent::PlanEnded(PlanEnded { plan: entry_id(9) }),
        CheckInEvent::RoundCalled(RoundCalled { questions: Questions::Weekly, window }),
        CheckInEvent::CellPosted(CellPosted { round: planned, cell: blob(&[0xce; 24]) }),
        CheckInEvent::OpeningPosted(OpeningPosted {
            round: called,
            own_cell: entry_id(11),
            their_cell: entry_id(12),
            opening: blob(&[0x0b; 16]),
        }),
        CheckInEvent::CellSecretKept(CellSecretKept { round: planned, secret: blob(&[0x5e; 8]), spare: false }),
    ]
}

fn own() -> Vec<Event> {
    let page = entry_id(13);
    let rated = Rated {
        trust: Points::new(6),
        safe_to_talk: None,
        load: Points::new(10),
        note: Some(text("tired")),
        too_much: TooMuch::new(3),
    };
    let step = Step::TellOutcome(entry_id(7), date("2026-03-10"));
    vec![
        JournalEvent::JournalWritten(JournalWritten { words: text("A quiet day.\nWe talked.") }).into(),
        JournalEvent::JournalEdited(JournalEdited { page, words: text("A quieter day.") }).into(),
        JournalEvent::JournalErased(JournalErased { page }).into(),
        RatingEvent::Rated(rated).into(),
        RatingEvent::TooMuchNow(TooMuchNow {}).into(),
        RatingEvent::TooMuchTakenBack(TooMuchTakenBack {}).into(),
        SettingsEvent::RecoveryCodeKept(RecoveryCodeKept {}).into(),
        SettingsEvent::StepDismissed(StepDismissed { step, until: date("2026-03-12") }).into(),
        SettingsEvent::KeysKept(KeysKept { keys: KeyBytes::new(&[1, 2, 3]).unwrap() }).into(),
        SettingsEvent::PartnerCalled(PartnerCalled { partner: PartnerId([1; 16]), name: Some(text("B")) }).into(),
        SettingsEvent::DeviceNamed(DeviceNamed { device: DeviceId([4; 16]), name: Some(text("the blue phone")) })
            .into(),
    ]
}
