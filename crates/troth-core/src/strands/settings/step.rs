//! The next steps, and their stored form: a dismissed step is stored as its own key.

use minicbor::{Decode, Encode};

use crate::kernel::ids::EntryId;
use crate::kernel::time::CivilDate;
use crate::strands::check_in::RoundId;

/// A next step. It is also the stored key of a dismissed step, so kinds keep their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
pub enum Step {
    /// Answer an open check-in round.
    #[n(0)]
    AnswerRound(#[n(0)] RoundId),
    /// Answer a promise that the other partner proposed.
    #[n(1)]
    AnswerProposal(#[n(0)] EntryId),
    /// Answer the alternative that the other partner offers.
    #[n(2)]
    AnswerAlternative(#[n(0)] EntryId),
    /// Answer the check-in plan that the other partner proposed.
    #[n(3)]
    AnswerPlan(#[n(0)] EntryId),
    /// Tell how an own promise went.
    #[n(4)]
    TellOutcome(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Look at an own promise that is due today.
    #[n(5)]
    KeepPromise(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Try a first round together.
    #[n(6)]
    CallFirstRound,
    /// Agree on a time to check in.
    #[n(7)]
    PlanCheckIns,
    /// Offer a small promise.
    #[n(8)]
    OfferPromise,
    /// Write a first page in the journal.
    #[n(9)]
    WriteFirstLines,
    /// Invite the partner.
    #[n(10)]
    InvitePartner,
    /// Write the recovery code down.
    #[n(11)]
    KeepRecoveryCode,
    /// Rate in private how it feels.
    #[n(12)]
    RateHowItFeels,
    /// Give an appreciation.
    #[n(13)]
    GiveThanks,
    /// Write an own plan for hard days, in calm.
    #[n(14)]
    WriteCalmPlan,
    /// Write a private note of impact.
    #[n(15)]
    NoteImpact,
    /// Set a goal.
    #[n(16)]
    SetGoal,
    /// Write an accountability statement, once the hurt partner has written.
    #[n(17)]
    WriteStatement,
    /// Write a reflection on an item that the other partner shared.
    #[n(18)]
    Reflect(#[n(0)] EntryId),
    /// Look back together at the month that begins on that day.
    #[n(19)]
    LookBack(#[n(0)] CivilDate),
    /// Review a goal.
    #[n(21)]
    ReviewGoal(#[n(0)] EntryId),
    /// Answer a question that the hurt partner parked.
    #[n(20)]
    AnswerQuestion(#[n(0)] EntryId),
    /// Answer a breach that the other partner named.
    #[n(22)]
    AnswerBreach(#[n(0)] EntryId),
    /// Take the next turn in a dialogue, after this one.
    #[n(32)]
    TakeTurn(#[n(0)] EntryId),
    /// Resume a paused dialogue, or choose a time for it.
    #[n(33)]
    TakeUpDialogue(#[n(0)] EntryId),
    /// Call a fact a small victory. Never a step of Today, only the key of a dismissed suggestion.
    #[n(48)]
    CallVictory(#[n(0)] EntryId),
    /// Read about help. Never a step of Today, only the key of a dismissed suggestion. The core has no estimates, so
    /// another crate computes the suggestion.
    #[n(49)]
    ReadHelp(#[n(0)] HelpRule),
    /// Answer a support request.
    #[n(36)]
    AnswerSupport(#[n(0)] EntryId),
    /// Answer a proposed agreement.
    #[n(40)]
    AnswerAgreement(#[n(0)] EntryId),
    /// Review an agreement.
    #[n(41)]
    ReviewAgreement(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Answer the other partner's plan for an activity.
    #[n(37)]
    AnswerActivity(#[n(0)] EntryId),
    /// Do the activity that both planned for today.
    #[n(38)]
    DoActivity(#[n(0)] EntryId),
    /// Read the first pages of the way.
    #[n(50)]
    ReadTheWay,
    /// Set a boundary.
    #[n(51)]
    SetBoundary,
    /// Park a question.
    #[n(52)]
    ParkQuestion,
    /// Ask for a talk.
    #[n(53)]
    AskForTalk,
    /// Look at six ideas together.
    #[n(54)]
    DealIdeas,
    /// Write down a small victory.
    #[n(55)]
    WriteVictory,
}

/// The rule that suggests help. Stored in the key of a step, so rules keep their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum HelpRule {
    /// Talks keep breaking down.
    #[n(0)]
    TalksBreakDown,
    /// It is more than the partner can cope with.
    #[n(1)]
    Overwhelmed,
    /// The partner's own trust has not moved for a while.
    #[n(2)]
    Stalled,
}

impl Step {
    /// Whether the other partner can cause this step at will: not if a round or a review came up by itself.
    pub const fn is_asked_by_the_other(&self) -> bool {
        match self {
            Self::AnswerProposal(_) | Self::AnswerAlternative(_) | Self::AnswerPlan(_) => true,
            Self::AnswerSupport(_) | Self::AnswerAgreement(_) | Self::AnswerActivity(_) => true,
            Self::AnswerQuestion(_) | Self::AnswerBreach(_) => true,
            // A round has a limit a day, and ends by itself.
            Self::AnswerRound(_) | Self::ReviewAgreement(..) | Self::ReviewGoal(_) => false,
            Self::TellOutcome(..) | Self::KeepPromise(..) | Self::DoActivity(_) => false,
            Self::TakeTurn(_) | Self::TakeUpDialogue(_) | Self::Reflect(_) | Self::LookBack(_) => false,
            Self::CallFirstRound | Self::PlanCheckIns | Self::OfferPromise | Self::WriteFirstLines => false,
            Self::InvitePartner | Self::KeepRecoveryCode | Self::RateHowItFeels | Self::GiveThanks => false,
            Self::WriteCalmPlan | Self::NoteImpact | Self::SetGoal | Self::WriteStatement => false,
            Self::ReadTheWay | Self::SetBoundary | Self::ParkQuestion | Self::AskForTalk => false,
            Self::DealIdeas | Self::WriteVictory | Self::CallVictory(_) | Self::ReadHelp(_) => false,
        }
    }

    /// The entry of the other partner that this step is about: what they asked, said or shared, itself. None for a step
    /// about something that stands there for both, such as a promise on its day.
    pub const fn of_the_other(&self) -> Option<EntryId> {
        match self {
            Self::AnswerProposal(id) | Self::AnswerAlternative(id) | Self::AnswerPlan(id) => Some(*id),
            Self::AnswerSupport(id) | Self::AnswerAgreement(id) | Self::AnswerActivity(id) => Some(*id),
            Self::AnswerQuestion(id) | Self::AnswerBreach(id) | Self::Reflect(id) | Self::TakeTurn(id) => Some(*id),
            Self::AnswerRound(_) | Self::ReviewAgreement(..) | Self::ReviewGoal(_) | Self::LookBack(_) => None,
            Self::TellOutcome(..) | Self::KeepPromise(..) | Self::DoActivity(_) | Self::TakeUpDialogue(_) => None,
            Self::CallFirstRound | Self::PlanCheckIns | Self::OfferPromise | Self::WriteFirstLines => None,
            Self::InvitePartner | Self::KeepRecoveryCode | Self::RateHowItFeels | Self::GiveThanks => None,
            Self::WriteCalmPlan | Self::NoteImpact | Self::SetGoal | Self::WriteStatement => None,
            Self::ReadTheWay | Self::SetBoundary | Self::ParkQuestion | Self::AskForTalk => None,
            Self::DealIdeas | Self::WriteVictory | Self::CallVictory(_) | Self::ReadHelp(_) => None,
        }
    }
}
