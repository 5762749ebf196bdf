//! Wordings without an agent. Silent on dates and places, "It happened on Monday", and where the writer owns the act.

use super::LexiconRule;
use crate::reflection::Class::Agentless;

/// The writer owns the act.
const OWNED: &[&str] = &[
    "by me|myself|us|my",
    "mine",
    "i ?ADV made|let|chose|did|crossed|caused|allowed|decided|broke|told|said|spent",
    "i was|am the one",
    "and i|mine",
    "because|when|since i",
];

pub(super) const RULES: &[LexiconRule] = &[
    LexiconRule {
        name: "passive",
        class: Agentless,
        on: &[
            "mistakes|mistake|errors|error|decisions|choices|judgements is|was|were|are|has|had|been|got|have ?not|ADV ?been|being ?ADV made|taken !by",
            "VAGUE is|was|were|are|has|had|been|got|get|have ?not|ADV ?been|being ?not|ADV MADE !by",
            "there were|was|have|had ?been|ADV ?a|some|many|few|certain|several mistakes|mistake|errors|lapses|lapse|misunderstandings|failings|lies|incidents|slips",
            "mistakes|errors|lapses happen|happened|occur|occurred",
            "errors|lapses ~ occurred|happened",
            "you ?ADV got ?ADV hurt",
        ],
        then: &[],
        unless: OWNED,
    },
    LexiconRule {
        name: "just-happened",
        class: Agentless,
        on: &[
            "it|this|that|everything ?ADV just|simply|somehow ?kind|sort|ADV ?of happened|happens",
            "it|everything all happened so|too",
            "things|stuff ?ADV happened !on|in|at|to|when|while|after|before",
            "something ?ADV happened between|with",
            "it|that was ?ADV one of those things|nights|moments|situations|evenings",
            "one thing ?ADV led|leads to",
            "before i|we knew it",
            "it ?ADV ?ADV ?ADV snowballed|escalated|spiralled",
            "what ?ADV happened ?ADV happened",
            "alcohol|drink|drinks was|were ?ADV involved",
            "somehow we|it|things ?ADV found|ended|happened|became|turned|got|went|was|were",
            "secrets|distance|doubts ?ADV crept",
            "the rest is history",
            "things ?ADV escalated|spiralled|spiraled|snowballed|progressed|deteriorated|developed",
            "feelings ?ADV developed|grew|got|came|crept|started|happened",
            "i|we ?ADV ended up ?ADV kissing|sleeping|having|doing|drinking|together|lying|cheating",
            "i|we ?ADV ended up in bed|debt|his|her|a",
            "never|not ?ADV meant|planned|mean|plan|intend|intended for|it|this|that|any ~ to happen",
        ],
        then: &[],
        unless: &["as if|though", "i ?ADV let|chose|allowed|decided", "by me|myself"],
    },
    LexiconRule {
        name: "out-of-hand",
        class: Agentless,
        on: &[
            "things|thing|it|we|situation|everything|that|evening|night|party ?ADV ?have|had got|went|were|was|spun|ran|spiralled|slipped|gotten ?ADV ?a ?bit|little out of hand|control",
            "things|situation|it got|slipped|ran away from me|us",
            "things|it|we|that ?ADV ?have|had went|got|gone ?ADV ?a ?bit|little ?ADV far|wrong|heated|messy|complicated|sour",
            "got|get ?ADV ?a ?bit|little carried away",
        ],
        then: &[],
        unless: &["i ?ADV let|made|took|chose|allowed|pushed|caused|did", "by me|my", "because|when i"],
    },
];
