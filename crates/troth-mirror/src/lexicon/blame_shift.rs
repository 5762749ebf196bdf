//! Wordings that make the partner the cause. Silent on kindness, "You made me tea", and on owning, "hurt because you
//! trusted me".

use super::LexiconRule;
use crate::reflection::Class::BlameShift;

/// Reasons that blame nobody, and thanks.
const TRUSTING: &[&str] = &[
    "CAUSE ?ADV you|your ?ADV ?had|have|were|are|did|do ?ADV ?not RELIED|right|kind|good|patient|trust|know|there|worth|brave",
    "if you had ?ADV not|ADV found|asked|told|noticed|seen|come|stayed|helped|caught|believed|read|looked|rung|thanked",
    "if you had ?ADV not|ADV been ?ADV there|here|patient|kind|honest|brave|stubborn",
    "would ?ADV not|never ?ADV ?have|be ?ADV told|said|known|confessed|stopped|survived|admitted|seen|found|got|managed",
    "i ?ADV ?ADV said|told|claimed|pretended|blamed",
    "not ?ADV CAUSE",
    "would still",
    "CAUSE ?ADV you would ?ADV ?have left|leave|stopped|stop|known|know|found|find|said|say|seen|see|been|be",
    "blame|blamed you",
    "if you had ?ADV known",
];

pub(super) const RULES: &[LexiconRule] = &[
    LexiconRule {
        name: "made-me",
        class: BlameShift,
        on: &[
            "you ?ADV ?have|had ?ADV made|make|makes|making me ?ADV IMPELLED",
            "your ~ made|makes|make me ?ADV IMPELLED",
            "you ?ADV make|made it ?ADV ?ADV impossible|hard|difficult",
            "you ?ADV left|gave|leave|give me ?with no|little|any ?ADV|other|real choice|option|alternative|way",
        ],
        then: &[],
        unless: &[
            "me ?ADV ?feel ?ADV ?ADV ?like ?i ?was ?ADV GOOD",
            "me want to be|do|try|tell",
            "me so GOOD|welcome|much|many|often",
            "me go|leave|look for|at|out",
        ],
    },
    LexiconRule {
        name: "drove-me",
        class: BlameShift,
        on: &[
            "you|your ?ADV ?have|had ?ADV drove|drive|driven|push|pushed ?ADV me ?right|straight ?ADV to|into|away|too|over|out|so|until|far|past|crazy|mad|insane|up|and $|it|this|that|lie|lying|do|doing|drink|drinking|hide|her|him|my|far|the|i|someone|another|for|despair|cheat|cheating",
            "your ~ drove|driven|pushed|drives me ?ADV to|into|away|out|crazy|mad|over|here",
            "you|your ?ADV ?have|had ?ADV provoked|forced|goaded|cornered|baited|pressured|provoke|force|manipulated|tempted me",
            "you ?ADV ?have|had ?ADV drove|driven|pushed|push me away|$",
        ],
        then: &[],
        unless: &[
            "me to the hospital|doctor|station|airport|clinic|meeting|surgery|shop|school|work",
            "me to see|get|go|ask|tell",
        ],
    },
    LexiconRule {
        name: "because-you",
        class: BlameShift,
        on: &[
            "i ?ADV ?have|had|ADV ?ADV WRONG|drank|spent|lashed|exploded|reacted|behaved|acted|strayed|withdrew",
            "i ?ADV did it|this|that|so|not ?tell|say|talk|come|ask|admit|share",
            "i ?ADV ?have|had read|checked|looked|went|gone|turned|started|stopped|had|kept|took ?ADV through|at|to|elsewhere|behind|with|for|your|drinking|seeing|an|it|telling|talking|secrets|money|coming",
        ],
        then: &[
            "CAUSE ?ADV you",
            "because of you",
            "because of your ?ADV jealousy|temper|moods|mood|anger|nagging|drinking|coldness|behaviour|silence|attitude|spending|insecurity|way|constant|job|family|past|friends",
            "because of how|what|the ?way ?that you",
            "CAUSE your ?ADV jealousy|temper|moods|nagging|anger",
        ],
        unless: TRUSTING,
    },
    LexiconRule {
        name: "because-you",
        class: BlameShift,
        on: &["i|we"],
        then: &[
            "CAUSE|since|as ?ADV you ?are|were|had|have KEPT",
            "because of how|what|the ?way ?that you ?ADV ?have treat|treated|act|acted|behave|behaved|did|do|are|were|said|talk|spoke|speak",
        ],
        unless: TRUSTING,
    },
    LexiconRule {
        name: "because-you",
        class: BlameShift,
        on: &["CAUSE ?ADV you ?are|were|had|have KEPT ~~~ i ?ADV DEED"],
        then: &[],
        unless: TRUSTING,
    },
    LexiconRule {
        name: "if-you-hadnt",
        class: BlameShift,
        on: &[
            "if ?only|ADV you|your ?ADV had|would|did|have|could",
            "if ?only|ADV you|your ~ were|was ?ADV not|less|more|around|so|kinder|nicer|better|home|warmer|different|easier",
            "if it was|were not for you|your",
            "had you ?ADV been|not|listened|cared",
        ],
        then: &[
            "i|we would|might|could ?ADV not|never",
            "i would ?ADV have stayed|talked|told|come|listened",
            "none of this|it|that",
            "this|it|that|things would ?ADV not|never",
        ],
        unless: TRUSTING,
    },
    LexiconRule {
        name: "if-you-hadnt",
        class: BlameShift,
        on: &["i|we would|might|could ?ADV not|never", "none of this|it|that", "this|it|that would ?ADV not|never"],
        then: &[
            "if ?only you|your ?ADV had|would|have|just",
            "if ?only you|your ?ADV were|did|was ?ADV not|less|more|so|around|home|kinder|nicer|warmer",
            "had you ?ADV not|been|ADV",
            "were it not for you|your",
        ],
        unless: TRUSTING,
    },
    LexiconRule {
        name: "your-fault",
        class: BlameShift,
        on: &[
            "your ?own ?ADV fault|doing",
            "you ?ADV ?have brought|bring this|it|that|all ?all on|upon yourself|us|me",
            "you ?ADV ?were|are asked|asking for it|this|that $",
            "you ?ADV started it|this|all ?it|this $|by|when|first|all",
            "you ?ADV had it coming",
            "you ?ADV did it|this|exactly ?the first|same|too",
            "you ?ADV did the ?very same",
            "you are|were ?ADV ?just|ADV ?as|equally|partly|also ?just ?as bad|guilty|responsible",
            "you are|were ?ADV ?just ?as|also|equally|partly ?much to blame",
            "you have ?ADV JUST yourself",
            "what did|do you expect",
            "what i put up with",
            "what was|am i supposed|meant to",
            "you ?ADV ?would|did|were|had|do|are ?ADV not|never ?ADV ?be|been ?ADV talk|listen|touch|love|want|notice|care|speak|home|there|let|give|look ~ so i",
            "you ?ADV ?had ignored|neglected|rejected|stopped ~~ so i",
        ],
        then: &[],
        unless: &["you are|were ?ADV ?not ?as|ADV right", "you did the same|first thing|time|day"],
    },
];
