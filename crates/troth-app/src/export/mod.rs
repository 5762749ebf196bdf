//! Export: one's own entries in two files that can be read without Troth.
//!
//! Nothing that the other wrote, no key and nothing derived is in them, and there is no choice that changes that
//! (care 22). What Troth no longer shows to its author, the files don't bring back: erased and reworded pages of the
//! journal, and of those for oneself, and words of a talk that are out of sight (care 24). An author who chose that words go should not find them
//! again in a folder of downloads, and nor should a person who looks over their shoulder.

mod lines;
mod page;
#[cfg(test)]
mod tests;

use troth_core::check_in::CheckInEvent;
use troth_core::dialogue::DialogueEvent;
use troth_core::journal::JournalEvent;
use troth_core::solo::SoloEvent;
use troth_core::{AnomalyKind, Content, Entry, EntryId, Event, PartnerId, WallTime};

use crate::civil;
use crate::effect::Effect;
use crate::file::{File, FileKind};
use crate::intent::ExportFile;
use crate::io::Io;
use crate::place::check_ins;
use crate::record::Source;
use crate::space::Space;

/// An entry of one's own.
pub(crate) struct OwnEntry<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) source: &'a Source<'a>,
    /// Whether the story tells it.
    pub(crate) is_told: bool,
    /// The name of its kind.
    pub(crate) name: &'static str,
    pub(crate) content: Content,
}

/// Hands over a file, once the screen before it was opened.
pub(crate) fn hand_over(space: &Space, io: &mut Io, what: ExportFile) {
    let (me, now, sources) = (space.me().partner, civil::wall(io.now), space.record.sources());
    let entries = own_entries(&sources, me, now);
    let (kind, pieces) = match what {
        ExportFile::Lines => (FileKind::Lines, lines::write(&entries)),
        ExportFile::Page => (FileKind::Page, page::write(&entries, me)),
    };
    io.effects.push(Effect::HandOver(File { name: file_name(what, now), kind, pieces }));
}

/// How a file is called: after what it is, and not after Troth.
pub(crate) fn file_name(file: ExportFile, now: WallTime) -> String {
    let end = match file {
        ExportFile::Page => "html",
        ExportFile::Lines => "jsonl",
    };
    format!("notes-{}.{end}", civil::date(now.date()))
}

/// One's own entries of all logs, each in its order.
pub(crate) fn own_entries<'a>(sources: &'a [Source<'a>], me: PartnerId, now: WallTime) -> Vec<OwnEntry<'a>> {
    let mut all = Vec::new();
    for source in sources {
        let mut told = source.shared().map_or(&[] as &[_], |shared| shared.story.lines());
        for entry in source.entries {
            // The story stands in the order of the log.
            let is_told = told.first().is_some_and(|line| line.entry == entry.header.id);
            if is_told {
                told = &told[1..];
            }
            all.extend(source.tell(entry, is_told, me, now));
        }
    }
    all
}

impl Source<'_> {
    fn tell<'a>(&'a self, entry: &'a Entry, is_told: bool, me: PartnerId, now: WallTime) -> Option<OwnEntry<'a>> {
        if !self.is_by(entry, me) || !self.is_shown(entry, me, now) {
            return None;
        }
        let (name, mut content) = entry.event.content(me)?;
        if let Event::CheckIn(CheckInEvent::CellPosted(posted)) = &entry.event {
            // A blank is the app's, and no answer.
            let answers = check_ins::answers_in(self.state.own, entry.header.device, posted.round, &posted.cell)?;
            let Content::Fields(fields) = &mut content else { return None };
            fields.push(("answers", Content::List(answers.lines.into_iter().map(Content::Words).collect())));
        }
        Some(OwnEntry { entry, source: self, is_told, name, content })
    }

    /// Whether this person wrote it. Which devices are theirs the own stream knows, in which nobody else can write; and
    /// what a device wrote after it was removed, which counts for nothing, may be somebody else's.
    fn is_by(&self, entry: &Entry, me: PartnerId) -> bool {
        let anomalies = self.shared().map(|shared| &shared.anomalies).unwrap_or(&self.state.own.anomalies);
        let removed =
            anomalies.kept().iter().any(|it| it.entry == entry.header.id && it.kind == AnomalyKind::DeviceWasRemoved);
        self.state.own.members.holder(entry.header.device) == Some(me) && !removed
    }

    /// Whether Troth still shows to its author what an entry says.
    fn is_shown(&self, entry: &Entry, me: PartnerId, now: WallTime) -> bool {
        match &entry.event {
            Event::Journal(JournalEvent::JournalWritten(_)) => self.is_latest_of(entry.header.id, entry),
            Event::Journal(JournalEvent::JournalEdited(edit)) => self.is_latest_of(edit.page, entry),
            Event::Solo(SoloEvent::SoloWritten(_)) => self.shows_solo(entry.header.id, entry),
            Event::Solo(SoloEvent::SoloChanged(change)) => self.shows_solo(change.page, entry),
            Event::Solo(SoloEvent::SoloTold(told)) => self.shows_solo(told.page, entry),
            Event::Dialogue(
                DialogueEvent::DialogueProposed(_)
                | DialogueEvent::Spoken(_)
                | DialogueEvent::SaidBack(_)
                | DialogueEvent::QuestionAsked(_)
                | DialogueEvent::PlanSuggested(_)
                | DialogueEvent::RepairSaid(_),
            ) => self.shared().is_some_and(|shared| shared.dialogues.shows(me, entry.header.written, now)),
            // No word of what was said is in these.
            Event::Journal(JournalEvent::JournalErased(_)) => true,
            Event::Solo(SoloEvent::SoloErased(_) | SoloEvent::SoloShared(_)) => true,
            Event::Dialogue(
                DialogueEvent::DialogueConsented(_)
                | DialogueEvent::DialogueNotYet(_)
                | DialogueEvent::QuestionsDone(_)
                | DialogueEvent::Confirmed(_)
                | DialogueEvent::NotQuite(_)
                | DialogueEvent::FloorPassed(_)
                | DialogueEvent::PlanAgreed(_)
                | DialogueEvent::DialogueClosed(_)
                | DialogueEvent::DialoguePaused(_)
                | DialogueEvent::DialogueResumed(_)
                | DialogueEvent::DialoguePutOff(_)
                | DialogueEvent::DialogueEnded(_)
                | DialogueEvent::HeldSideBySide(_)
                | DialogueEvent::KeepingChosen(_)
                | DialogueEvent::FeltHeard(_),
            ) => true,
            // What these strands say is shown for as long as the record lasts.
            Event::Membership(_) | Event::Promise(_) | Event::CheckIn(_) | Event::Rating(_) | Event::Settings(_) => {
                true
            }
            Event::Breach(_) | Event::Horizon(_) | Event::Accountability(_) | Event::Impact(_) => true,
            Event::Setback(_) | Event::Closeness(_) | Event::Boundary(_) | Event::Agreement(_) => true,
            Event::Unknown { .. } | Event::Erased { .. } => true,
        }
    }

    /// Whether a page for oneself still shows what an entry of it says.
    fn shows_solo(&self, page: EntryId, entry: &Entry) -> bool {
        self.state.own.solo.shows(page, entry.header.id)
    }

    /// Whether an entry holds the words of a page as they are now.
    fn is_latest_of(&self, page: EntryId, entry: &Entry) -> bool {
        let page = self.state.own.journal.pages().get(&page);
        page.is_some_and(|page| page.entries.last() == Some(&entry.header.id))
    }
}
