//! Apologies tied to an "if", or to how the partner took it. Silent on offers: "If you want to talk, I'm here".

use super::LexiconRule;
use crate::reflection::Class::Conditional;

pub(super) const RULES: &[LexiconRule] = &[
    LexiconRule {
        name: "sorry-if",
        class: Conditional,
        on: &[
            "SORRY ~ if i|it|that|this|my|anything|any|anyone|something|some|things|your|what|he|she|they|we",
            "SORRY if !you|needed|asked",
            "feel ?ADV bad|awful|terrible if i|it|you ?ADV felt|feel|think|were|made|hurt|upset|did|caused",
            "assuming i|it|that ~~ SORRY",
            "SORRY if there is|was|were|has",
            "SORRY ~ if you ?ADV felt|feel|were|are|got|get|took|take|think|thought|misunderstood|saw|see|have|had",
            "SORRY ?it in case i|it|that|you|my",
            "if i|it|that|this|my|anything|what|something ~~ HURTFUL ~~~ SORRY",
            "if you|anyone|your ?ADV ?feelings are|were|was|is|felt|feel|got|get|took|take|saw|thought ~~~ SORRY",
            "should i|my|anything ~ have ?ADV caused|hurt|upset|offended",
        ],
        then: &[],
        unless: &[
            "know|ask|asked|asking|see|wonder|wondering|decide|tell|told|sure|doubt|doubting if",
            "if i am|will|do|can|may|might|should",
            "if it|this|that happens|comes",
            "if you want|need|like|wish|would|prefer",
            "if you are ?ADV ready|able|willing|awake|free",
            "if you have|had ?any|more|further questions|question|time|it|to|more",
            "even|as if",
        ],
    },
    LexiconRule {
        name: "sorry-you-feel",
        class: Conditional,
        on: &[
            "sorry ?ADV ?that you ?ADV feel|felt|misunderstood|interpreted|perceived|perceive|misread",
            "sorry ?ADV ?that you ?ADV think|thought|believe i|so|badly|less|otherwise|my|that",
            "sorry ?ADV ?that you ?ADV took|take|see|saw it|that|this|offence|things|my|me",
            "sorry ?ADV ?that you ?ADV found|find it|this|that|me|my ~ -ful|-ive|upsetting|insulting|disappointing|cold|rude|harsh|unfair|hard",
            "sorry ?ADV ?that you ?ADV are|were|got|get|have|became|seem ?been ?ADV UPSET",
            "sorry ?ADV ?that your feelings",
            "sorry ?ADV ?that you can not ?ADV see|understand|accept|let|get",
            "sorry ?ADV ?that you ?ADV got|get|had|have the|that|an impression|idea|feeling",
            "regret|apologise that you ?ADV feel|think|took|see|believe",
        ],
        then: &[],
        unless: &["by me|what|my", "because i|of", "due to my|what", "i made|caused|let you", "as|for a result|reason"],
    },
    LexiconRule {
        name: "extent",
        class: Conditional,
        on: &[
            "to the|whatever extent ?that|to i|it|my|you|this|we|anyone|what|which",
            "insofar as i|it|my|you|anyone",
            "SORRY ~ for anything|whatever",
            "SORRY ~ for any ?ADV PAIN",
            "regret any ?ADV PAIN",
            "SORRY ~ for ~ you think|feel|believe i ?ADV did|have|might|may",
        ],
        then: &[],
        unless: &["extent ?that i can|could|am", "i am|was able|to", "not|never anything|whatever"],
    },
];
