//! Closeness: appreciations, and asking for support.

use troth_core::closeness::{
    ClosenessCommand, SupportAnswer, SupportAnswered, SupportAsked, SupportKind, SupportRequest,
};
use troth_core::{Command, EntryId, PartnerId, SharedState};

use super::shown::{name_of, written};
use crate::intent::{ClosenessIntent, SupportForm};
use crate::message::Message;
use crate::view::{
    AppreciationView, ClosenessView, RequestView, SUPPORT_KINDS, SaidView, SupportAnswerView, SupportWhen,
};
use crate::{civil, form};

/// The kinds in the order of [`SUPPORT_KINDS`].
const KINDS: [SupportKind; 5] =
    [SupportKind::Listening, SupportKind::Comfort, SupportKind::Help, SupportKind::Reassurance, SupportKind::Space];

/// What the room shows.
pub(crate) fn view(shared: &SharedState, me: PartnerId) -> ClosenessView {
    let mut given: Vec<_> = shared.closeness.appreciations().iter().collect();
    given.sort_by_key(|(id, one)| core::cmp::Reverse((one.written.unix_ms, **id)));
    let appreciations = given.into_iter().map(|(id, one)| AppreciationView {
        id: *id,
        mine: one.author == me,
        said: SaidView {
            words: one.words.as_str().to_owned(),
            date: civil::date(one.written.date()),
            edited: one.edited,
        },
    });
    let mut requests: Vec<_> = shared.closeness.requests().iter().filter(|(_, one)| !one.taken_back).collect();
    requests.sort_by_key(|(id, one)| (!one.is_open(), core::cmp::Reverse((one.written.unix_ms, **id))));
    let requests = requests.into_iter().map(|(id, one)| request_view(*id, one, me));
    ClosenessView { appreciations: appreciations.collect(), requests: requests.collect() }
}

fn request_view(id: EntryId, request: &SupportRequest, me: PartnerId) -> RequestView {
    let answer = request.answer.as_ref().map(|(answer, words)| SupportAnswerView {
        when: match answer {
            SupportAnswer::Now => SupportWhen::Now,
            SupportAnswer::At(moment) => SupportWhen::At(civil::date(moment.date), civil::time_or_empty(moment.time)),
            SupportAnswer::NotNow => SupportWhen::NotNow,
        },
        words: written(words.as_ref()),
    });
    RequestView {
        id,
        mine: request.author == me,
        date: civil::date(request.written.date()),
        kind: name_of(&KINDS, &SUPPORT_KINDS, &request.asked.kind),
        words: written(request.asked.words.as_ref()),
        answer,
    }
}

/// What was asked, as the core's command.
pub(crate) fn command(intent: &ClosenessIntent) -> Result<Command, Message> {
    let command = match intent {
        ClosenessIntent::Appreciate { words } => {
            ClosenessCommand::Appreciate(form::text(words, "problem-appreciation")?)
        }
        ClosenessIntent::Reword(id, words) => {
            ClosenessCommand::Reword { appreciation: *id, words: form::text(words, "problem-appreciation")? }
        }
        ClosenessIntent::Ask { kind, words } => {
            let at = SUPPORT_KINDS.iter().position(|known| known == kind);
            let kind = at.and_then(|at| KINDS.get(at)).copied().ok_or(Message::plain("problem-choose"))?;
            ClosenessCommand::Ask(SupportAsked { kind, words: form::optional(words)? })
        }
        ClosenessIntent::Answer { request, when, words } => {
            let words = form::optional(words)?;
            let answer = match when {
                SupportForm::Now => SupportAnswer::Now,
                SupportForm::At(date, time) => {
                    SupportAnswer::At(civil::moment(form::date(date)?, form::optional_time(time)?))
                }
                SupportForm::NotNow => SupportAnswer::NotNow,
            };
            ClosenessCommand::Answer(SupportAnswered { request: *request, answer, words })
        }
        ClosenessIntent::TakeBack(id) => ClosenessCommand::TakeBack(*id),
    };
    Ok(Command::Closeness(command))
}
