//! The steps there are, and how each is written down: it is its own key when it is put away.

use minicbor::{Decode, Encode};

use crate::kernel::ids::EntryId;
use crate::kernel::time::CivilDate;
use crate::strands::check_in::RoundId;

/// Something to do next. Also its key when it is put away, so kinds keep their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
pub enum Step {
    /// Answer an open check-in round.
    #[n(0)]
    AnswerRound(#[n(0)] RoundId),
    /// Answer what the other proposed.
    #[n(1)]
    AnswerProposal(#[n(0)] EntryId),
    /// Answer the alternative the other offers.
    #[n(2)]
    AnswerAlternative(#[n(0)] EntryId),
    /// Answer the check-in plan the other proposed.
    #[n(3)]
    AnswerPlan(#[n(0)] EntryId),
    /// Tell how one's own promise went.
    #[n(4)]
    TellOutcome(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Look at what one promised for today.
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
    /// Rate how it feels, privately.
    #[n(12)]
    RateHowItFeels,
    /// Say thank you for something.
    #[n(13)]
    GiveThanks,
    /// Make one's own plan for hard days, in calm.
    #[n(14)]
    WriteCalmPlan,
    /// Note what it did to oneself, for oneself.
    #[n(15)]
    NoteImpact,
    /// Say where one would like the two to come.
    #[n(16)]
    SetGoal,
    /// Own it, once the hurt partner has opened that door.
    #[n(17)]
    WriteStatement,
    /// Say what one understands of what the other shared.
    #[n(18)]
    Reflect(#[n(0)] EntryId),
    /// Read the month that begins on that day, together.
    #[n(19)]
    LookBack(#[n(0)] CivilDate),
    /// Look at a goal again.
    #[n(21)]
    ReviewGoal(#[n(0)] EntryId),
    /// Answer a question that the hurt partner parked.
    #[n(20)]
    AnswerQuestion(#[n(0)] EntryId),
    /// Take one's turn in a dialogue, after exactly this one.
    #[n(32)]
    TakeTurn(#[n(0)] EntryId),
    /// Take a paused dialogue up again, or choose a time for it.
    #[n(33)]
    TakeUpDialogue(#[n(0)] EntryId),
    /// Call a fact a small victory. Never a step of Today: only its key, when the suggestion is put away.
    #[n(48)]
    CallVictory(#[n(0)] EntryId),
    /// Read what help there is. Never a step of Today: only its key, when that suggestion is put away. What suggests it is
    /// computed outside of the core, which holds no estimate.
    #[n(49)]
    ReadHelp(#[n(0)] HelpRule),
    /// Say what one can do for the other.
    #[n(36)]
    AnswerSupport(#[n(0)] EntryId),
    /// Answer what the other proposed to agree on.
    #[n(40)]
    AnswerAgreement(#[n(0)] EntryId),
    /// Look at an agreement again.
    #[n(41)]
    ReviewAgreement(#[n(0)] EntryId, #[n(1)] CivilDate),
    /// Answer the other's plan for an activity.
    #[n(37)]
    AnswerActivity(#[n(0)] EntryId),
    /// Do what both planned for today.
    #[n(38)]
    DoActivity(#[n(0)] EntryId),
}

/// Which rule suggests help. Keys like steps, so they keep their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Encode, Decode)]
#[cbor(index_only)]
pub enum HelpRule {
    /// Talks keep breaking down.
    #[n(0)]
    TalksBreakDown,
    /// It is more than this person can cope with.
    #[n(1)]
    Overwhelmed,
    /// Own trust has not moved for a while.
    #[n(2)]
    Stalled,
}

impl Step {
    /// Whether the other asks for it whenever they like, as they do not for a round or a review that came up by itself.
    pub(crate) const fn is_asked_by_the_other(&self) -> bool {
        matches!(
            self,
            Self::AnswerProposal(_)
                | Self::AnswerSupport(_)
                | Self::AnswerAgreement(_)
                | Self::AnswerActivity(_)
                | Self::AnswerQuestion(_)
        )
    }
}
