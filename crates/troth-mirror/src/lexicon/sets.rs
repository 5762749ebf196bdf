//! Sets of words that several patterns share.

/// Sets by name. Their initials differ, because a word stores its sets as one bit for each letter.
///
/// A set may name an earlier one.
pub(crate) const SETS: &[(&str, &str)] = &[
    (
        "ADV",
        "really|truly|so|very|deeply|just|honestly|also|then|simply|always|only|ever|sincerely|genuinely|terribly|awfully|actually|still|even|maybe|probably|all|totally|completely|already|basically|literally|clearly|perhaps|too|quite|constantly|both|now|finally|sometimes|kind|sort|of|somehow|frankly|obviously|surely",
    ),
    ("BUT", "but|however"),
    ("SORRY", "sorry|apologise|apologies|apologised|regret"),
    ("CAUSE", "because|cause"),
    // Acts that are plainly wrong when "I" did them.
    (
        "WRONG",
        "lied|cheated|betrayed|broke|broken|stole|kissed|slept|shouted|yelled|screamed|hurt|deceived|deleted|gambled|spied|snooped|flirted|failed|neglected|strayed|wronged|snapped|hid|relapsed|messed|screwed|fucked|blew|let|slipped|swore|overreacted|misled|insulted|humiliated|exaggerated|concealed|ignored|forgot|crossed|abandoned|stumbled|blamed|mistreated|overstepped|disappointed",
    ),
    // Acts for which a writer may give a reason.
    (
        "DEED",
        "WRONG|took|read|spent|drank|went|did|left|looked|checked|borrowed|met|texted|messaged|rang|called|kept|started|turned|had|acted|behaved|bought|stayed|stopped|withdrew|shut|drove|threw|hit|wrote|downloaded|joined|lashed|exploded|reacted",
    ),
    (
        "HURTFUL",
        "hurt|hurts|upset|upsets|caused|cause|causes|offended|offend|came|seemed|wrong|insulted|embarrassed|disappointed|harmed|distressed|bothered|hurtful|unfair|annoyed|did|made|let|crossed|failed",
    ),
    (
        "UPSET",
        "hurt|upset|angry|offended|hurting|disappointed|mad|sad|annoyed|unhappy|bothered|confused|distressed|insulted|jealous|cross|feeling|taking|seeing|struggling|anxious|unsettled|suffering",
    ),
    (
        "PAIN",
        "hurt|pain|harm|distress|upset|offence|offense|confusion|inconvenience|misunderstanding|misunderstandings|discomfort|trouble|grief",
    ),
    ("JUST", "just|only|merely|simply"),
    (
        "LITTLE",
        "tiny|little|small|minor|harmless|innocent|silly|meaningless|white|trivial|stupid|quick|brief|momentary|drunken",
    ),
    (
        "TRIFLE",
        "kiss|joke|chat|message|messages|text|texts|coffee|coffees|drink|drinks|flirt|flirting|fling|crush|mistake|slip|lapse|lie|lies|bet|bets|game|night|bit|little|few|couple|friend|friends|colleague|phase|hug|peck|laugh|banter|fun|emails|photos",
    ),
    (
        "NEAR",
        "after|before|when|because|then|on|in|at|right|fair|as|like|recently|now|that|by|about|under|over|past|above|below|short|if|until|for|and|what|how",
    ),
    (
        "VAGUE",
        "mistakes|mistake|errors|lines|line|words|things|boundaries|promises|promise|decisions|choices|lies|lie|trust|feelings|harm|damage|secrets|messages|rules|limits|vows|money|hurt|confidence|judgement|judgements|savings|agreement|agreements|vow|stuff|truth|texts|payments",
    ),
    (
        "MADE",
        "crossed|said|broken|done|told|hurt|spent|caused|lost|sent|deleted|exchanged|violated|ignored|betrayed|overstepped|damaged|forgotten|missed|respected|blurred|shared|considered|valued|noticed|honoured|overlooked|withheld",
    ),
    (
        "IMPELLED",
        "do|feel|lie|hide|cheat|shout|yell|act|say|drink|look|angry|mad|crazy|jealous|so|want|hate|snap|explode|behave|react|paranoid|insecure|miserable|leave|choose|go|hit|lose|into|out|furious|resent|desperate",
    ),
    (
        "GOOD",
        "safe|loved|welcome|happy|wanted|special|better|seen|good|proud|cared|home|alive|calm|understood|heard|at|hopeful|brave|strong|lucky|braver|stronger",
    ),
    (
        "KEPT",
        "always|never|keep|kept|stopped|started|refused|refuse|ignored|ignore|pushed|nagged|nag|shouted|shout|yell|yelled|overreact|neglected|neglect|would|criticise|criticised|control|controlled|withheld|rejected|withdrew|hate|hated|treat|treated|made|make|judge|judged|pressured|bored|cheated|flirted|provoked|questioned|hardly|barely|constantly|spied|snooped|belittled|embarrassed|humiliated",
    ),
    (
        "RELIED",
        "trust|trusted|believe|believed|deserve|deserved|asked|ask|need|needed|love|loved|matter|mattered|found|caught|cared|care|relied|depended|expected|waited|hoped|wanted",
    ),
    (
        "OWNED",
        "choice|fault|decision|doing|responsibility|lie|wrong|mess|job|duty|debt|mine|words|shame|guilt|apology|actions",
    ),
    ("YEARS", "weeks|week|months|month|days|years|year|ages|long"),
    (
        "EXCESS",
        "overreacting|overreact|exaggerating|dramatic|oversensitive|sensitive|paranoid|crazy|hysterical|irrational|unreasonable|ridiculous|silly|emotional|childish|needy|insane|mental|melodramatic|absurd|dramatising|touchy|negative|difficult|impossible|clingy|unstable",
    ),
    (
        "FEELING",
        "upset|angry|hurt|sad|mad|worried|jealous|afraid|scared|anxious|bothered|offended|surprised|cross|crying|annoyed|glad|grateful|happy|thankful|lucky|pleased|relieved|over|past|ashamed|suspicious",
    ),
];
