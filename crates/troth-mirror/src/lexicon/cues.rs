//! Parts of a statement that help a partner to hear it (Lewicki 2016; Schumann 2014; Lazare 2004).

/// The writer speaks for themselves.
pub(crate) const FIRST_PERSON: &[&str] = &["i"];

/// An act or omission of the writer; a state ("I was", "I wanted") is none.
pub(crate) const ACTS: &[&str] = &[
    "i ?ADV ?have|had ?ADV ?not !needed|wanted|loved|tried|hoped|missed|liked|hated|feared|cared|apologised|regretted|need|indeed DEED|-ed|hidden|taken|drunk|gone|done|told|said|gave|given|found|saw|been|written|made|put|lost|sent|sold|ran|chose|set|paid|caught|fought|walked|built|cut|dealt|fell|held|led|sat|spoke|stood|used",
    "i ?ADV did ?ADV not|lie|hide|cheat|read|take|kiss|sleep|hurt|it|that|this",
    "i ?ADV never|could asked|told|rang|listened|came|helped|answered|admitted|have",
    "i ?have been lying|hiding|seeing|drinking|gambling|using|cheating|texting|messaging",
];

/// The effect on the partner.
pub(crate) const EFFECTS: &[&str] = &[
    "hurt|hurts|hurting|harmed|betrayed|humiliated|scared|frightened|shamed|embarrassed|exhausted|isolated|broke|wounded|terrified you",
    "you ?ADV ?have|had|ADV ?ADV feel|felt|lost|cried|cry|doubt|doubted|suffered|suffer|waited|worried|worry|missed|paid|carried|carry|lay",
    "you ?ADV ?have stopped sleeping|trusting|eating|believing",
    "makes|made|make|making|let|letting|left|leaves you ?ADV feel|doubt|question|cry|worry|afraid|look|feeling|alone|wondering|wonder|down|with|waiting|believe|think|carry|anxious|ashamed|unsafe|small",
    "broke|broken|lost|damaged|shook|shaken|cost|took|taken|stole|destroyed|betrayed|ruined|robbed|of ?you ?ADV ?of your trust|sleep|confidence|sense|faith|peace|safety|dignity|heart|security|health|home|friends|money|savings",
    "your trust|sleep|confidence|pain|hurt|safety is|was|has|broke",
    "you ?ADV are|were|have|had ?been ?ADV ?ADV left|hurt|alone|scared|frightened|ashamed|humiliated|lonely|worried|angry|afraid|lied|spied|hurting|anxious|exhausted|crushed|betrayed",
    "cost|costs|robbed|deprived ~ you",
    "you ?ADV had to",
    "you can|could not|no",
    "you no longer",
];

/// A future act of the writer.
pub(crate) const FUTURES: &[&str] = &[
    "i ?ADV will|shall ?not|never|ADV !not|never|ADV|be|understand|forget|regret|know|have|feel",
    "i will ?ADV be at|home|there|on|honest|back|open|in",
    "i am ?ADV going to",
    "i ?ADV promise|commit|intend|plan ?you|myself|ADV to|that|i|not",
    "from now on",
];
