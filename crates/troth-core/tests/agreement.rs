//! Agreements: consented to by both in exactly these words, ended by either, with "not yet" as an answer that holds.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod samples;

use samples::text;
use troth_core::agreement::{
    AGREEMENT_PROPOSALS_OPEN_MAX, AgreementCommand as Do, AgreementEvent, AgreementProposed, AgreementStanding as At,
    AgreementTerms, Agreements, NOT_YET_DAYS, NOT_YET_DAYS_MAX, NotYetAdjusted, REVIEW_DAYS_MAX, TRANSPARENCY_DAYS_MAX,
    Transparency,
};
use troth_core::settings::Step;
use troth_core::{AnomalyKind, CivilDate, Command, EntryId, Refusal, Strand, next_steps};
use troth_testkit::{Couple, Seed};

const ANA: usize = 0;
const ANA_TOO: usize = 1;
const BEN: usize = 2;
const BEN_TOO: usize = 3;
const DAYS_OF_NOT_YET: u32 = NOT_YET_DAYS as u32;

fn must(couple: &mut Couple, phone: usize, what: Do) -> EntryId {
    let id = *couple.must(phone, Command::Agreement(what)).last().unwrap();
    couple.deliver_all();
    id
}

/// Does something on a phone without sending it.
fn apart(couple: &mut Couple, phone: usize, what: Do) -> EntryId {
    *couple.must(phone, Command::Agreement(what)).last().unwrap()
}

fn refused(couple: &mut Couple, phone: usize, what: Do) -> Refusal {
    couple.act(phone, Command::Agreement(what)).unwrap_err()
}

fn seen(couple: &Couple, phone: usize) -> &Agreements {
    &couple.phone(phone).shared.state().agreements
}

/// The standing of a proposal, after checking that all four phones agree.
fn at(couple: &Couple, id: EntryId) -> At {
    let on = |phone| seen(couple, phone).standings(couple.now(phone).date())[&id];
    assert!((1..4).all(|phone| on(phone) == on(ANA)));
    on(ANA)
}

fn anomalies(couple: &Couple, phone: usize) -> Vec<AnomalyKind> {
    couple.phone(phone).shared.state().anomalies.kept().iter().map(|one| one.kind).collect()
}

fn in_days(couple: &Couple, days: u32) -> CivilDate {
    couple.now(ANA).date().plus_days(days)
}

fn terms(couple: &Couple, title: &str) -> AgreementTerms {
    let review = in_days(couple, 30);
    AgreementTerms { title: text(title), words: text(&format!("{title}, every week")), review, transparency: None }
}

fn propose(couple: &Couple, title: &str, follows: Option<EntryId>) -> Do {
    Do::Propose(AgreementProposed { follows, terms: terms(couple, title) })
}

/// Makes an agreement that Ana proposed and Ben consented to.
fn agreed(couple: &mut Couple, title: &str) -> EntryId {
    let proposal = propose(couple, title, None);
    let proposal = must(couple, ANA, proposal);
    must(couple, BEN, Do::Consent(proposal));
    proposal
}

#[test]
fn care_21_an_agreement_takes_both_and_consent_names_exact_words() {
    let mut couple = Couple::linked(Seed(1));
    let first = propose(&couple, "dinner on Fridays", None);
    let first = must(&mut couple, ANA, first);
    assert_eq!(refused(&mut couple, ANA, Do::Consent(first)), Refusal::NotYours);
    assert_eq!(refused(&mut couple, BEN, Do::TakeBack(first)), Refusal::NotYours);
    let change = propose(&couple, "dinner on Sundays", Some(first));
    let change = must(&mut couple, BEN, change);
    assert_eq!((at(&couple, first), at(&couple, change)), (At::Answered, At::Open));
    assert_eq!(refused(&mut couple, BEN, Do::Consent(first)), Refusal::AlreadyDone);
    must(&mut couple, ANA, Do::Consent(change));
    assert_eq!((at(&couple, first), at(&couple, change)), (At::Answered, At::Holds));
    assert_eq!(seen(&couple, BEN).proposal(change).unwrap().line, first);
}

#[test]
fn the_old_version_holds_until_both_consented_to_the_new_one() {
    let mut couple = Couple::linked(Seed(2));
    let old = agreed(&mut couple, "dinner on Fridays");
    let new = propose(&couple, "dinner on Sundays", Some(old));
    let new = must(&mut couple, BEN, new);
    assert_eq!((at(&couple, old), at(&couple, new)), (At::Holds, At::Open));
    must(&mut couple, ANA, Do::Consent(new));
    assert_eq!((at(&couple, old), at(&couple, new)), (At::Earlier, At::Holds));
    assert_eq!(seen(&couple, ANA).proposal(old).unwrap().terms.title.as_str(), "dinner on Fridays");
    let same = seen(&couple, ANA).proposal(new).unwrap().terms.clone();
    let same = Do::Propose(AgreementProposed { follows: Some(new), terms: same });
    assert_eq!(refused(&mut couple, ANA, same), Refusal::NothingChanged);
}

#[test]
fn either_ends_at_once_and_an_ending_beats_a_new_version() {
    for ends in [ANA, BEN] {
        let mut couple = Couple::linked(Seed(3));
        let old = agreed(&mut couple, "dinner on Fridays");
        let new = propose(&couple, "dinner on Sundays", Some(old));
        let new = must(&mut couple, ANA, new);
        apart(&mut couple, ends, Do::End(old));
        apart(&mut couple, BEN_TOO, Do::Consent(new));
        couple.deliver_all();
        assert_eq!((at(&couple, old), at(&couple, new)), (At::Ended, At::Ended));
        assert_eq!(refused(&mut couple, ANA, Do::End(old)), Refusal::AlreadyDone);
    }
}

#[test]
fn taking_back_and_not_yet_beat_a_consent_given_at_the_same_time() {
    for seed in 0..20 {
        let mut couple = Couple::linked(Seed(seed));
        let proposals = ["a walk", "a film"].map(|title| propose(&couple, title, None));
        let [walk, film] = proposals.map(|proposal| must(&mut couple, ANA, proposal));
        apart(&mut couple, ANA, Do::TakeBack(walk));
        apart(&mut couple, BEN, Do::Consent(walk));
        apart(&mut couple, BEN, Do::NotYet(film));
        apart(&mut couple, BEN_TOO, Do::Consent(film));
        couple.deliver_all();
        assert_eq!((at(&couple, walk), at(&couple, film)), (At::TakenBack, At::NotYet));
    }
}

#[test]
fn two_versions_consented_to_at_the_same_time_both_hold_and_each_can_be_ended() {
    let mut couple = Couple::linked(Seed(4));
    let old = agreed(&mut couple, "dinner on Fridays");
    let changes = ["dinner on Sundays", "dinner on Mondays"].map(|title| propose(&couple, title, Some(old)));
    let [hers, his] = changes;
    let (hers, his) = (must(&mut couple, ANA, hers), must(&mut couple, BEN, his));
    apart(&mut couple, ANA, Do::Consent(his));
    apart(&mut couple, BEN, Do::Consent(hers));
    couple.deliver_all();
    assert_eq!([at(&couple, old), at(&couple, hers), at(&couple, his)], [At::Earlier, At::Holds, At::Holds]);
    must(&mut couple, ANA, Do::End(his));
    assert_eq!([at(&couple, old), at(&couple, hers), at(&couple, his)], [At::Earlier, At::Holds, At::Ended]);
}

#[test]
fn what_was_overtaken_waits_for_no_answer() {
    let mut couple = Couple::linked(Seed(5));
    let old = agreed(&mut couple, "dinner on Fridays");
    let changes = ["dinner on Sundays", "dinner on Mondays"].map(|title| propose(&couple, title, Some(old)));
    let [hers, his] = changes;
    let (hers, his) = (must(&mut couple, ANA, hers), must(&mut couple, BEN, his));
    must(&mut couple, ANA, Do::Consent(his));
    assert_eq!(at(&couple, hers), At::Answered);
    assert_eq!(refused(&mut couple, BEN, Do::Consent(hers)), Refusal::AlreadyDone);
}

#[test]
fn openness_ends_by_itself_and_never_later_than_its_limit() {
    let mut couple = Couple::linked(Seed(6));
    let until = |couple: &Couple, days| {
        let scope = text("the bank account");
        let transparency = Some(Transparency { scope, until: in_days(couple, days) });
        AgreementProposed { follows: None, terms: AgreementTerms { transparency, ..terms(couple, "the statements") } }
    };
    let limit = TRANSPARENCY_DAYS_MAX;
    let too_long = until(&couple, limit + 1);
    assert_eq!(refused(&mut couple, ANA, Do::Propose(too_long.clone())), Refusal::TooFarAhead { limit });
    let forged = couple.forge(ANA, AgreementEvent::AgreementProposed(too_long));
    couple.deliver_all();
    assert_eq!(anomalies(&couple, BEN), [AnomalyKind::BeyondLimit]);
    assert!(seen(&couple, BEN).proposal(forged).is_none());
    let over = until(&couple, 0);
    assert_eq!(refused(&mut couple, ANA, Do::Propose(over)), Refusal::InThePast);
    let longest = until(&couple, limit);
    let longest = must(&mut couple, ANA, Do::Propose(longest));
    must(&mut couple, BEN, Do::Consent(longest));
    couple.clock.pass_days(limit);
    assert_eq!(at(&couple, longest), At::Holds);
    couple.clock.pass_days(1);
    assert_eq!(at(&couple, longest), At::RanOut);
    let later = AgreementProposed { follows: Some(longest), ..until(&couple, 1) };
    assert_eq!(refused(&mut couple, BEN, Do::Propose(later)), Refusal::AlreadyDone);
}

#[test]
fn a_review_lies_within_a_year_and_proposals_do_not_press() {
    let mut couple = Couple::linked(Seed(7));
    let limit = REVIEW_DAYS_MAX;
    let far = AgreementTerms { review: in_days(&couple, limit + 1), ..terms(&couple, "dinner") };
    let far = Do::Propose(AgreementProposed { follows: None, terms: far });
    assert_eq!(refused(&mut couple, ANA, far), Refusal::TooFarAhead { limit });
    for number in 0..AGREEMENT_PROPOSALS_OPEN_MAX {
        let one = propose(&couple, &format!("wish {number}"), None);
        must(&mut couple, ANA, one);
    }
    let more = propose(&couple, "one more", None);
    assert_eq!(refused(&mut couple, ANA, more), Refusal::TooManyOpen { limit: AGREEMENT_PROPOSALS_OPEN_MAX });
}

#[test]
fn not_yet_closes_a_request_for_its_days() {
    let mut couple = Couple::linked(Seed(8));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    assert_eq!(refused(&mut couple, ANA, Do::NotYet(asked)), Refusal::NotYours);
    must(&mut couple, BEN, Do::NotYet(asked));
    let from = in_days(&couple, DAYS_OF_NOT_YET);
    assert_eq!((at(&couple, asked), seen(&couple, ANA).free_from(asked)), (At::NotYet, Some(from)));
    for again in
        ["A weekend away", "  a WEEKEND, away!", "Please, a weekend away. Please", "a week\u{ad}end away again"]
    {
        let again = propose(&couple, again, None);
        assert_eq!(refused(&mut couple, ANA, again), Refusal::NotYet { from });
    }
    let words = AgreementTerms { title: text("Something else"), ..terms(&couple, "A weekend away") };
    let words = Do::Propose(AgreementProposed { follows: None, terms: words });
    assert_eq!(refused(&mut couple, ANA, words), Refusal::NotYet { from }, "the same rule under another title");
    couple.clock.pass_days(DAYS_OF_NOT_YET - 1);
    let still = propose(&couple, "a weekend away", None);
    assert_eq!(refused(&mut couple, ANA, still), Refusal::NotYet { from });
    couple.clock.pass_days(1);
    let now = propose(&couple, "a weekend away", None);
    let now = must(&mut couple, ANA, now);
    assert_eq!(at(&couple, now), At::Open);
}

#[test]
fn other_requests_and_the_other_partner_s_stay_free() {
    let mut couple = Couple::linked(Seed(9));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    must(&mut couple, BEN, Do::NotYet(asked));
    let other = propose(&couple, "An evening away", None);
    must(&mut couple, ANA, other);
    let his = propose(&couple, "A weekend away", None);
    let his = must(&mut couple, BEN, his);
    let answer = propose(&couple, "A weekend away, in May", Some(his));
    let answer = must(&mut couple, ANA, answer);
    assert_eq!(at(&couple, answer), At::Open, "whoever asks for it himself has opened it");
    assert_eq!(seen(&couple, ANA).free_from(asked), Some(in_days(&couple, 0)));
}

#[test]
fn a_refused_line_carries_over_to_what_names_it() {
    let mut couple = Couple::linked(Seed(10));
    let old = agreed(&mut couple, "dinner on Fridays");
    let change = propose(&couple, "dinner every day", Some(old));
    let change = must(&mut couple, ANA, change);
    must(&mut couple, BEN, Do::NotYet(change));
    let from = in_days(&couple, DAYS_OF_NOT_YET);
    let again = propose(&couple, "supper seven times", Some(old));
    assert_eq!(refused(&mut couple, ANA, again), Refusal::NotYet { from });
    assert_eq!(at(&couple, old), At::Holds, "what both consented to is no request");
    must(&mut couple, ANA, Do::End(old));
}

#[test]
fn a_changed_client_that_asks_again_reaches_nobody() {
    let mut couple = Couple::linked(Seed(11));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    must(&mut couple, BEN, Do::NotYet(asked));
    let terms = terms(&couple, "a weekend away");
    let again = AgreementEvent::AgreementProposed(AgreementProposed { follows: None, terms });
    let again = couple.forge(ANA, again);
    couple.deliver_all();
    assert_eq!(anomalies(&couple, BEN), [AnomalyKind::TooSoon]);
    assert_eq!(at(&couple, again), At::Withheld);
    assert_eq!(refused(&mut couple, BEN, Do::Consent(again)), Refusal::NothingThere);
    assert!(!steps(&couple, BEN).contains(&Step::AnswerAgreement(again)));
    assert_eq!(couple.phone(BEN).shared.state().story.acts(Strand::Boundaries), 0);
}

#[test]
fn dating_a_request_ahead_gains_no_day() {
    let mut couple = Couple::linked(Seed(11));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    must(&mut couple, BEN, Do::NotYet(asked));
    let terms = terms(&couple, "a weekend away");
    let today = couple.clock;
    couple.clock.pass_days(DAYS_OF_NOT_YET + 2);
    let again = couple.forge(ANA, AgreementEvent::AgreementProposed(AgreementProposed { follows: None, terms }));
    couple.clock = today;
    couple.deliver_all();
    let seen_by_ben = |couple: &Couple| seen(couple, BEN).standings(couple.now(BEN).date())[&again];
    for _ in 0..DAYS_OF_NOT_YET {
        assert_eq!(seen_by_ben(&couple), At::Withheld);
        couple.clock.pass_days(1);
    }
    couple.clock.pass_days(2);
    assert_eq!(seen_by_ben(&couple), At::Open, "an honest wait is as long");
}

#[test]
fn asking_again_at_the_same_time_as_not_yet_leaves_nothing_open() {
    for seed in 0..40 {
        let mut couple = Couple::linked(Seed(seed));
        let asked = propose(&couple, "A weekend away", None);
        let asked = must(&mut couple, ANA, asked);
        let again = propose(&couple, "a weekend away", None);
        let again = apart(&mut couple, ANA_TOO, again);
        apart(&mut couple, BEN, Do::NotYet(asked));
        couple.deliver_all();
        assert!(matches!(at(&couple, again), At::NotYet | At::Withheld));
        let answer = refused(&mut couple, ANA, Do::TakeBack(again));
        assert!(matches!(answer, Refusal::AlreadyDone | Refusal::NothingThere));
        assert!(!steps(&couple, BEN).contains(&Step::AnswerAgreement(again)));
    }
}

#[test]
fn only_whoever_said_not_yet_makes_it_shorter_longer_or_lifts_it() {
    let mut couple = Couple::linked(Seed(12));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    let said = must(&mut couple, BEN, Do::NotYet(asked));
    let days = |days| Do::AdjustNotYet { proposal: asked, days };
    assert_eq!(refused(&mut couple, ANA, days(0)), Refusal::NotYours);
    couple.forge(ANA, AgreementEvent::NotYetAdjusted(NotYetAdjusted { before: said, days: 0 }));
    couple.deliver_all();
    assert_eq!(seen(&couple, BEN).free_from(asked), Some(in_days(&couple, DAYS_OF_NOT_YET)));
    let limit = NOT_YET_DAYS_MAX.into();
    assert_eq!(refused(&mut couple, BEN, days(NOT_YET_DAYS_MAX + 1)), Refusal::TooFarAhead { limit });
    for longer_and_shorter in [60, 3] {
        must(&mut couple, BEN, days(longer_and_shorter));
        assert_eq!(seen(&couple, ANA).free_from(asked), Some(in_days(&couple, longer_and_shorter.into())));
    }
    must(&mut couple, BEN, days(0));
    let again = propose(&couple, "a weekend away", None);
    must(&mut couple, ANA, again);
    assert_eq!(refused(&mut couple, BEN, days(60)), Refusal::AlreadyDone);
}

#[test]
fn of_two_lengths_said_at_the_same_time_the_longer_one_holds() {
    let mut couple = Couple::linked(Seed(13));
    let asked = propose(&couple, "A weekend away", None);
    let asked = must(&mut couple, ANA, asked);
    must(&mut couple, BEN, Do::NotYet(asked));
    apart(&mut couple, BEN, Do::AdjustNotYet { proposal: asked, days: 0 });
    apart(&mut couple, BEN_TOO, Do::AdjustNotYet { proposal: asked, days: 30 });
    couple.deliver_all();
    assert_eq!(seen(&couple, ANA).free_from(asked), Some(in_days(&couple, 30)));
    must(&mut couple, BEN, Do::AdjustNotYet { proposal: asked, days: 0 });
    assert_eq!(seen(&couple, ANA).free_from(asked), Some(in_days(&couple, 0)));
}

fn steps(couple: &Couple, phone: usize) -> Vec<Step> {
    // The first steps of a new space are dismissed: they would come before the step that the test looks for.
    let (state, actor, now) = (couple.phone(phone).state(), couple.phone(phone).actor, couple.now(phone));
    next_steps(&state, &actor, now, troth_core::Stands::NotSure).into_iter().map(|next| next.step).collect()
}

/// Moves the clock to the first day without rest, at least `days` days ahead.
fn awake(couple: &mut Couple, days: u32) {
    couple.clock.pass_days(days);
    while couple.phone(ANA).shared.state().members.resting(couple.now(ANA).date()).is_some() {
        couple.clock.pass_days(1);
    }
}

#[test]
fn a_proposal_and_a_review_come_up_by_themselves() {
    let mut couple = Couple::linked(Seed(14));
    awake(&mut couple, 0);
    let asked = propose(&couple, "dinner on Fridays", None);
    let asked = must(&mut couple, ANA, asked);
    let day = seen(&couple, ANA).review_day(asked).unwrap();
    assert!(steps(&couple, BEN).contains(&Step::AnswerAgreement(asked)));
    assert!(!steps(&couple, ANA).contains(&Step::AnswerAgreement(asked)));
    must(&mut couple, BEN, Do::Consent(asked));
    assert!(!steps(&couple, BEN).contains(&Step::ReviewAgreement(asked, day)));
    awake(&mut couple, 30);
    for phone in [ANA, BEN] {
        assert!(steps(&couple, phone).contains(&Step::ReviewAgreement(asked, day)));
    }
    let next = in_days(&couple, 60);
    let held = must(&mut couple, ANA, Do::HoldReview { version: asked, next });
    assert!(!steps(&couple, ANA).contains(&Step::ReviewAgreement(asked, day)));
    assert!(steps(&couple, BEN).contains(&Step::ReviewAgreement(asked, day)));
    assert_eq!(refused(&mut couple, ANA, Do::ConsentReview(held)), Refusal::NotYours);
    assert_eq!(seen(&couple, BEN).review_day(asked), Some(day), "one alone moves no day");
    must(&mut couple, BEN, Do::ConsentReview(held));
    assert_eq!(seen(&couple, BEN).review_day(asked), Some(next));
    assert!(!steps(&couple, BEN).contains(&Step::ReviewAgreement(asked, day)));
    assert_eq!(refused(&mut couple, BEN, Do::ConsentReview(held)), Refusal::AlreadyDone);
}

#[test]
fn of_two_days_consented_to_at_the_same_time_the_later_one_holds() {
    let mut couple = Couple::linked(Seed(15));
    let version = agreed(&mut couple, "dinner on Fridays");
    let [sooner, later] = [40, 50].map(|days| in_days(&couple, days));
    let hers = apart(&mut couple, ANA, Do::HoldReview { version, next: sooner });
    let his = apart(&mut couple, BEN, Do::HoldReview { version, next: later });
    couple.deliver_all();
    apart(&mut couple, ANA, Do::ConsentReview(his));
    apart(&mut couple, BEN, Do::ConsentReview(hers));
    couple.deliver_all();
    assert_eq!(seen(&couple, ANA).review_day(version), Some(later));
    assert_eq!(refused(&mut couple, ANA, Do::HoldReview { version, next: sooner }), Refusal::NotLater { day: later });
}

#[test]
fn consent_and_a_review_on_time_lay_gold_and_not_yet_is_not_told() {
    let mut couple = Couple::linked(Seed(16));
    let gold = |couple: &Couple| couple.phone(BEN).shared.state().story.acts(Strand::Boundaries);
    let lines = |couple: &Couple| {
        let lines = couple.phone(BEN).shared.state().story.lines().iter();
        lines.filter(|line| line.strand == Strand::Boundaries).count()
    };
    let refused = propose(&couple, "a weekend away", None);
    let refused = must(&mut couple, ANA, refused);
    must(&mut couple, BEN, Do::NotYet(refused));
    assert_eq!((gold(&couple), lines(&couple)), (0, 0));
    let version = agreed(&mut couple, "dinner on Fridays");
    assert_eq!((gold(&couple), lines(&couple)), (1, 1));
    couple.clock.pass_days(31);
    for (late_by, laid) in [(0, 2), (40, 2)] {
        couple.clock.pass_days(late_by);
        let next = in_days(&couple, 10);
        let held = must(&mut couple, ANA, Do::HoldReview { version, next });
        must(&mut couple, BEN, Do::ConsentReview(held));
        assert_eq!(gold(&couple), laid);
    }
    must(&mut couple, BEN, Do::End(version));
    assert_eq!((gold(&couple), lines(&couple)), (2, 4));
}
