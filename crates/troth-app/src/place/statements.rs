//! Taking responsibility: statements with their versions, what the other says, and perspective afterwards.

use troth_core::accountability::HeardTakenBack;
use troth_core::accountability::PerspectiveShared;
use troth_core::accountability::StatementHeard;
use troth_core::accountability::StatementLacks;
use troth_core::accountability::{AccountabilityEvent, Statement, StatementMade, StatementPart, StatementParts};
use troth_core::{Command, EntryId, PartnerId, SharedState, Words};

use super::breaches::said_view;
use super::shown::{name_of, written};
use crate::intent::AccountabilityIntent;
use crate::message::Message;
use crate::view::{PARTS, StatementView};
use crate::{civil, form};

/// The parts in the order of [`PARTS`].
const CORE_PARTS: [StatementPart; 5] =
    [StatementPart::Did, StatementPart::Hurt, StatementPart::Mine, StatementPart::Feel, StatementPart::Will];

/// Every statement in its latest version, the latest first.
pub(crate) fn view(shared: &SharedState, me: PartnerId) -> Vec<StatementView> {
    let versions = shared.statements.versions();
    let mut latest: Vec<_> = versions.iter().filter(|(_, version)| !version.followed).collect();
    latest.sort_by_key(|(id, version)| core::cmp::Reverse((version.written.unix_ms, **id)));
    latest.into_iter().map(|(id, version)| statement_view(shared, *id, version, me)).collect()
}

fn statement_view(shared: &SharedState, id: EntryId, latest: &Statement, me: PartnerId) -> StatementView {
    let versions = shared.statements.versions();
    let mut earlier = Vec::new();
    let (mut first, mut before) = (id, latest.follows);
    // Each version follows an entry that came before it in the log, so that the way back ends.
    while let Some((at, version)) = before.and_then(|at| versions.get(&at).map(|version| (at, version))) {
        earlier.push((civil::date(version.written.date()), parts_view(&version.parts)));
        (first, before) = (at, version.follows);
    }
    let lacks = latest.lacks.iter().map(|lack| {
        let words = written(lack.words.as_ref());
        (part_name(lack.part), words)
    });
    StatementView {
        id,
        first,
        mine: latest.author == me,
        date: civil::date(latest.written.date()),
        parts: parts_view(&latest.parts),
        about: latest.breach.and_then(|breach| about(shared, breach)),
        earlier,
        heard: latest.heard.is_some(),
        lacks: lacks.collect(),
        perspective: latest.perspective.as_ref().map(said_view),
    }
}

/// What it is about, unless that was taken back since.
fn about(shared: &SharedState, breach: EntryId) -> Option<(EntryId, String)> {
    let named = shared.breaches.breaches().get(&breach).filter(|named| !named.taken_back)?;
    Some((breach, named.title.as_str().to_owned()))
}

fn parts_view(parts: &StatementParts) -> [String; 5] {
    let text = |words: &Words| words.as_str().to_owned();
    [text(&parts.did), text(&parts.hurt), text(&parts.mine), written(parts.feel.as_ref()), text(&parts.will)]
}

fn part_name(part: StatementPart) -> &'static str {
    name_of(&CORE_PARTS, &PARTS, &part)
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &AccountabilityIntent) -> Result<Command, Message> {
    let command = match intent {
        AccountabilityIntent::Make { follows, breach, parts: [did, hurt, mine, feel, will] } => {
            let parts = StatementParts {
                did: form::text(did, "problem-part-did")?,
                hurt: form::text(hurt, "problem-part-hurt")?,
                mine: form::text(mine, "problem-part-mine")?,
                feel: form::optional(feel)?,
                will: form::text(will, "problem-part-will")?,
            };
            AccountabilityEvent::StatementMade(StatementMade { follows: *follows, parts, breach: *breach })
        }
        AccountabilityIntent::Hear(statement) => {
            AccountabilityEvent::StatementHeard(StatementHeard { statement: *statement })
        }
        AccountabilityIntent::TakeHeardBack(statement) => {
            AccountabilityEvent::HeardTakenBack(HeardTakenBack { statement: *statement })
        }
        AccountabilityIntent::Lack { statement, part, words } => {
            let at = PARTS.iter().position(|known| known == part);
            let part = at.and_then(|at| CORE_PARTS.get(at)).copied().ok_or(Message::plain("problem-lack-part"))?;
            AccountabilityEvent::StatementLacks(StatementLacks {
                statement: *statement,
                part,
                words: form::optional(words)?,
            })
        }
        AccountabilityIntent::SharePerspective { statement, words } => {
            AccountabilityEvent::PerspectiveShared(PerspectiveShared {
                statement: *statement,
                words: form::text(words, "problem-words")?,
            })
        }
    };
    Ok(Command::Accountability(command))
}
