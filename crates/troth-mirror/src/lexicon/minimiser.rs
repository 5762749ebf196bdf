//! It is made small. Silent on time and amount, "just after noon", and on what is no wrong, "I only love you".

use super::Rule;
use crate::reflection::Class::Minimiser;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "just-only",
        class: Minimiser,
        on: &[
            "it|that|this|they|those|he|she|we|i was|were|is|are ?ADV JUST !AFTER",
            "i|we|it|he|she ?ADV ?have|had JUST ?ADV DEED|talked|chatted|danced|hugged|happened|lasted|flirted|joked",
            "i|we ?ADV JUST ever DEED",
            "JUST ?ever ~ once|twice",
            "just|only|merely a|an|one|some|the ?SMALL|few|couple|of ?of TRIFLE",
            "all i|we|it ?ADV ?ever did|was|said",
            "nothing more than|but a|an|some|friendship",
        ],
        then: &[],
        unless: &[
            "not|never|more|than|no JUST",
            "i am|was JUST ?as|ADV responsible|guilty|as",
            "i JUST ?ADV told|said|saw|found|stopped|started|gave|stayed|kept",
            "i have JUST",
            "just now|started|begun|found",
            "JUST ?ADV had|have|left to|myself|the",
            "JUST you|me",
            "only ?ever thinking|thought|think|cared of|about",
        ],
    },
    Rule {
        name: "at-least",
        class: Minimiser,
        on: &[
            "at least i ?ADV did|have|was|am|told|never|came|do|tried|admitted|stopped|had|kept|said|stayed|confessed|paid|owned",
            "at least it|we|she|he|nobody|no|that|there|they|nothing|none|you ?ADV ?ADV is|was|were|are|did|have|had|has|one|know|knew|got|never|still|physical|happened|lasted",
        ],
        then: &[],
        unless: &["at least i can|will|owe|could|should"],
    },
    Rule {
        name: "not-that-bad",
        class: Minimiser,
        on: &[
            "it|that|this|things|we is|was|were|are ?ADV not|hardly|never ?even|ADV|all ?that|so|as|ADV bad|serious|big|major|terrible|awful|physical|real|cheating|sex|important",
            "it|that is|was ?ADV not ?ADV ?exactly like|as i|if|though|we",
            "it|that|this|she|he ?ADV meant|means|was|is ?ADV nothing",
            "did|does|do not ?ADV mean anything|much|a",
            "no|not ?a ?such big|huge deal",
            "it|that could have been ?ADV ?ADV worse",
            "others|people|men|women|couples|husbands|wives|worse ?ADV ?have|has|do|things ?ADV ?done|do|have|happen|happened ?ADV ?ADV worse|happened|happen",
            "a bit|little of ?a|ADV ?ADV fun|flirting|banter|teasing|laugh|flirt|gossip",
            "it|that|this was|is ?ADV ?a|an|some|ADV ?a|an ?very SMALL ?SMALL ~",
            "technically",
            "nothing ?ADV happened !on|in|at|until|before|after",
            "nothing ?ADV physical|serious|sexual|major",
        ],
        then: &[],
        unless: &["to|for me nothing", "cruel|unforgivable", "not like me|you|this|before|us"],
    },
    Rule {
        name: "everyone-does",
        class: Minimiser,
        on: &[
            "everyone|everybody ?else ?ADV does|lies|looks|cheats|flirts|drinks|gambles|did|do",
            "everyone|we|people|couples|humans ?ADV ?ADV make|makes|made mistakes",
            "people|couples|men|guys|women|others|blokes ?ADV do|lie|cheat|look|flirt it|this|that|worse|things|all|too|sometimes",
            "anyone|anybody in my|would ?ADV have|do|in",
            "any man|woman|person|one|husband|wife would",
            "no one is ?ADV perfect",
            "i am JUST human",
            "JUST human",
            "it happens to|all",
        ],
        then: &[],
        unless: &["everyone ?ADV does not", "everyone does know|deserve|need"],
    },
];
