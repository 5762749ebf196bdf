//! Where a person is in this, and the day from which each invitation may show to them.

use minicbor::{Decode, Encode};

use super::SPARED_DAYS;
use crate::strands::settings::Step;

/// Where a person is in this, as they say or as the record shows. It chooses what is suggested first, and is no judgement:
/// roles belong to a breach, not to a person.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum Stands {
    /// They were hurt.
    #[n(0)]
    Hurt,
    /// They are the one who did it.
    #[n(1)]
    Responsible,
    /// There is some of both.
    #[n(2)]
    Both,
    /// They are not sure, or would rather not say.
    #[n(3)]
    #[default]
    NotSure,
}

impl Stands {
    /// All answers, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Hurt, Self::Responsible, Self::Both, Self::NotSure];

    /// The day of the programme from which a step may show to this person as an invitation; none for a step that is no
    /// invitation, or not for them.
    ///
    /// The hurt partner begins with how they are, what helps, one limit of their own, what they want to know and when to
    /// talk; the responsible partner with reading, answering what the other wrote, and one small promise. Neither hears of
    /// invitations and recovery codes on the first day.
    pub(super) const fn first_day(self, step: &Step) -> Option<i64> {
        match self {
            Self::Hurt => hurt(step),
            Self::Responsible => responsible(step),
            Self::Both | Self::NotSure => both(step),
        }
    }
}

const fn hurt(step: &Step) -> Option<i64> {
    match step {
        Step::SetBoundary => Some(1),
        Step::NoteImpact => Some(2),
        Step::KeepRecoveryCode | Step::InvitePartner => Some(3),
        Step::ParkQuestion => Some(4),
        Step::PlanCheckIns => Some(5),
        Step::AskForTalk => Some(6),
        Step::CallFirstRound => Some(7),
        Step::OfferPromise | Step::GiveThanks => Some(SPARED_DAYS),
        Step::WriteCalmPlan => Some(0),
        _ => anybody(step),
    }
}

const fn responsible(step: &Step) -> Option<i64> {
    match step {
        Step::ReadTheWay => Some(0),
        Step::KeepRecoveryCode | Step::InvitePartner => Some(2),
        Step::OfferPromise => Some(3),
        Step::RateHowItFeels => Some(4),
        Step::WriteCalmPlan => Some(5),
        Step::PlanCheckIns => Some(6),
        Step::CallFirstRound => Some(7),
        Step::GiveThanks => Some(8),
        Step::SetBoundary => Some(10),
        Step::AskForTalk => Some(12),
        Step::ParkQuestion => None,
        _ => anybody(step),
    }
}

const fn both(step: &Step) -> Option<i64> {
    match step {
        Step::CallFirstRound => Some(0),
        Step::WriteCalmPlan => Some(1),
        Step::KeepRecoveryCode | Step::InvitePartner => Some(2),
        Step::SetBoundary => Some(3),
        Step::PlanCheckIns => Some(4),
        Step::NoteImpact | Step::OfferPromise => Some(5),
        Step::GiveThanks => Some(6),
        Step::ParkQuestion => Some(7),
        Step::AskForTalk => Some(8),
        _ => anybody(step),
    }
}

/// The invitations that show from the same day on to everybody.
const fn anybody(step: &Step) -> Option<i64> {
    match step {
        Step::WriteFirstLines | Step::RateHowItFeels => Some(0),
        Step::WriteStatement | Step::Reflect(_) | Step::LookBack(_) | Step::ReviewGoal(_) => Some(1),
        Step::NoteImpact => Some(2),
        Step::DealIdeas => Some(15),
        Step::CallVictory(_) | Step::ReadHelp(_) | Step::ReadTheWay => None,
        Step::WriteVictory => Some(21),
        Step::SetGoal => Some(25),
        Step::AnswerRound(_) | Step::AnswerProposal(_) | Step::AnswerAlternative(_) | Step::AnswerPlan(_) => None,
        Step::TellOutcome(..) | Step::KeepPromise(..) | Step::AnswerQuestion(_) | Step::TakeTurn(_) => None,
        Step::TakeUpDialogue(_) | Step::AnswerSupport(_) | Step::AnswerAgreement(_) | Step::ReviewAgreement(..) => None,
        Step::AnswerActivity(_) | Step::DoActivity(_) | Step::AnswerBreach(_) => None,
        // Each of the three has a day of its own for these.
        Step::CallFirstRound | Step::PlanCheckIns | Step::OfferPromise | Step::InvitePartner => None,
        Step::KeepRecoveryCode | Step::GiveThanks | Step::WriteCalmPlan => None,
        Step::SetBoundary | Step::ParkQuestion | Step::AskForTalk => None,
    }
}
