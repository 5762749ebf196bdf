//! Words that silence every rule.

/// Negations earlier in the clause.
pub(crate) const NEGATIONS: &[&str] = &[
    "not|never|no|nothing|none|without|neither|nor|nowhere|stop|stopped|stopping|avoid|refuse",
    "instead|rather of|than",
    "wrong to",
];

/// Where a negation's clause ends.
pub(crate) const TURNS: &[&str] = &["and|but|so|because|cause|then|when|although|while"];

/// Frames that make the words after them a report of a person's words or feelings.
pub(crate) const FRAMES: &[&str] = &[
    "said|saying|told|claimed|claiming|pretended|pretending|called|calling|wrote|understand",
    "hear|heard|hearing !you",
    "you ?ADV ?are|were|have|had ?ADV feel|felt|feeling|say|thought|think|thinking|wish|wished|believe|believed|mean|meant|fear|feared|remember|understood|imagine|imagined|noticed",
    "you ?ADV need|needed|want|wanted|expect|expected me|us|to|that",
    "you are|were ?ADV afraid|scared|worried|frightened|convinced|terrified",
    "sounds|sound|seems as|like|that",
    "when|if|whenever i say|tell|ask",
    "as if|though",
    "used to ?ADV say|tell|think|shout",
    "tell|telling|blame|blamed|convince|convinced myself|you how|you to",
];

/// Where such a report ends within its sentence.
pub(crate) const FRAME_ENDS: &[&str] = &["but|however"];

/// Words that retract what came before.
pub(crate) const RETRACTIONS: &[&str] = &[
    "no|not|an|of|my|cheap|poor excuse|excuses",
    "not true",
    "i used to ?ADV say|tell|think",
    "i ?ADV kept ?ADV saying|telling",
    "what|how i said|told|used|kept|called",
    "which was ?a|ADV lie|cruel|unfair|untrue|not",
];
