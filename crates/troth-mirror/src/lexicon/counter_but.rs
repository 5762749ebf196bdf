//! An apology or admission that a "but" takes back. Silent where the "but" owns more: "but that's no excuse".

use super::Rule;
use crate::reflection::Class::CounterBut;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "counter-but",
    class: CounterBut,
    on: &[
        "SORRY|apology",
        "i ?ADV ?have|did ?ADV WRONG",
        "i ?ADV ?do know|admit|accept|realise|realised|acknowledge|confess|concede|get ?that i|it|what|my|this",
        "i ?ADV was|am|have|acted|behaved ?been ?ADV wrong|unfaithful|dishonest|selfish|guilty|stupid|unfair|cruel|horrible|awful|unkind|harsh|badly|thoughtless|ashamed",
        "i ?ADV was|am ?ADV out|at of|fault",
        "i ?ADV should|could ?not have",
        "my ?own fault|mistake|bad|wrong|doing|responsibility|behaviour|actions",
        "i ?ADV take|accept|took ?ADV ?the ?full responsibility|blame",
        "i ?ADV own it|that|this|up",
        "i ?ADV feel|felt ?ADV bad|awful|terrible|guilty|horrible|sick|dreadful",
        "i ?ADV did ?ADV lie|cheat|hide|kiss|sleep|read|take|it|something|wrong|break|hurt|shout|say",
        "wrong|unfair|stupid|selfish of me",
        "what i did|said ?to was",
    ],
    then: &[
        "BUT ?ADV you|your|we|it|there|he|she|they|the|my|our|that|this|work|life|everyone|people|things|nothing|no|both|anyone|some",
        "BUT only|just because|to|a|once|after|in|at|the",
        "BUT so did|do|are|were|have",
        "BUT come|who|what|how|look|let|at|honestly|in|sometimes|remember|please",
        "BUT to be",
        "BUT ?then ?ADV i ?ADV was|had|have|needed|felt|feel|thought|did|never|also|meant|could|do|am|only|just|think",
    ],
    unless: &[
        "nothing|anything|all|one|help|else|last|everything BUT",
        "not once|only|just|to|for|because|out ~ but",
        // It owns what was said before.
        "BUT ?ADV that|this|it|those|none|neither|there ?ADV ?of ?that|this|it ?ADV ?is|was|were|does|did|do|can|are no|not|never|nothing|excuses|justifies !like|as|all|only|just|entirely|my|easy|about|that|how",
        "BUT ?ADV it|that|this is|was ?ADV wrong|mine|cruel|unfair|up|me|on",
        "BUT ?ADV that|it|this|the ~ my ?own OWNED",
        "BUT it took|takes me",
        "BUT my ?own OWNED",
        "BUT the truth|lie|choice|blame|worst|responsibility|point|debt|rest|fault|fact|decision",
        "BUT no excuse|reason|explanation|apology|amount|words",
        "BUT nothing ~ excuse|excuses|justify|justifies|changes|undoes|makes",
        "BUT what i|matters|counts|happened|you",
        "BUT your trust|pain|hurt|feelings|anger|question|questions",
        // It gives the other their due.
        "BUT ?ADV you ?ADV did|do|had|have|should ?ADV not|never|nothing ?ADV deserve|deserved|owe|have|lied|did|wrong|need|know",
        "BUT ?ADV you never|still|also ?ADV lied|did|hurt|deserved|cheated|trusted|believed|stayed|loved|asked",
        "BUT ?ADV you ?ADV ?had|have deserve|deserved|trusted|believed|stayed|paid|loved|asked|waited|forgave",
        "BUT ?ADV you ?ADV are|were|had|have ?ADV right|free|every|kind|patient|honest",
        "BUT ?ADV you ?ADV are|were the|left|alone|owed|hurt|waiting",
        "BUT ?ADV you had to|no",
        "BUT you will|can|may !not",
        // It goes on owning.
        "BUT ?ADV i ?ADV had no right|business|excuse",
        "BUT ?ADV i ?ADV had every|a|the|plenty|many|time|another ~ chance|chances|choice|choices|opportunity|opportunities|time|chances",
        "BUT ?ADV i ?ADV was ?ADV ?a|the ?ADV coward|wrong|one|responsible|lying|selfish|weak|cowardly|dishonest|unkind|adult|liar|fool",
        "BUT ?ADV i ?ADV did ?ADV not stop|tell|try|listen|ask|do|care|say|admit|own|come|answer|ring|keep",
        "BUT ?ADV i ?ADV did ?it|so anyway|nothing|it|them|lie",
        "BUT ?ADV i ?ADV am ?ADV ?not sorry|responsible|learning|going|working|trying|ready|willing|here|the|determined|asking|committed|telling|starting|done",
        "BUT ?ADV i ?ADV have ?ADV started|begun|no|stopped|booked|told|not|paid|to|asked|learnt|learned|put|made",
        "BUT ?ADV i never|also ?ADV told|asked|stopped|once|tried|said|rang|lied|hid|know|broke|want|owe|hurt|kept",
        "BUT ?ADV i could|should|do|did ?ADV have|know|want|not want|owe|see|understand|expect|promise",
    ],
}];
