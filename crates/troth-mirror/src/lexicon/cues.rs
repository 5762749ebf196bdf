//! What a statement can hold that helps to hear it (Lewicki 2016; Schumann 2014; Lazare 2004).

/// Somebody speaks for themselves.
pub(crate) const FIRST_PERSON: &[&str] = &["i"];

/// Something they did, or left undone; a state ("I was", "I wanted") is none.
pub(crate) const ACTS: &[&str] = &[
    "i ?ADV ?have|had ?ADV ?not !needed|wanted|loved|tried|hoped|missed|liked|hated|feared|cared|apologised|regretted|need|indeed DEED|-ed|made|put|lost|sent|sold|ran|chose|set|paid|caught|fought|walked|built|cut|dealt|fell|held|led|sat|spoke|stood|used",
    "i ?ADV did ?ADV not|lie|hide|cheat|read|take|kiss|sleep|hurt|it|that|this",
    "i ?ADV never|could asked|told|rang|listened|came|helped|answered|admitted|have",
    "i ?have been lying|hiding|seeing|drinking|gambling|using|cheating|texting|messaging",
];

/// What it did to the other.
pub(crate) const EFFECTS: &[&str] = &[
    "hurt|hurts|hurting|harmed|betrayed|humiliated|scared|frightened|shamed|embarrassed|exhausted|isolated|broke|wounded|terrified you",
    "you ?ADV ?have|had|ADV ?ADV feel|felt|lost|cried|cry|doubt|doubted|suffered|suffer|waited|worried|worry|missed|paid|carried|carry|lay|stopped sleeping|trusting",
    "makes|made|make|making|let|letting|left|leaves you ?ADV feel|doubt|question|cry|worry|afraid|look|feeling|alone|wondering|wonder|down|with|waiting|believe|think|carry|anxious|ashamed|unsafe|small",
    "your trust|sleep|confidence|sense|self|faith|peace|safety|dignity|pain|hurt|heart|security|health",
    "you ?ADV are|were|have|had ?been ?ADV ?ADV left|hurt|alone|scared|frightened|ashamed|humiliated|lonely|worried|angry|afraid|lied|spied|hurting|anxious|exhausted|crushed|betrayed",
    "cost|costs|robbed|deprived ~ you",
    "from you $",
    "you ?ADV had to",
    "you can|could not|no",
    "you no longer",
];

/// Something they will do.
pub(crate) const FUTURES: &[&str] = &[
    "i ?ADV will|shall ?not|never|ADV !be|understand|forget|regret|know|have|feel ~",
    "i will ?ADV be at|home|there|on|honest|back|open|in",
    "i am ?ADV going to",
    "i ?ADV promise|commit|intend|plan ?you|myself|ADV to|that|i|not",
    "from now on",
];
