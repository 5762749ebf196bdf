//! Two copies of one device that wrote in one place: what each holds, as far as it can be told, and which one counts.

use troth_core::journal::JournalEvent;
use troth_core::membership::MembershipCommand;
use troth_core::solo::SoloEvent;
use troth_core::{Command, DeviceId, Entry, EntryId, Event, PartnerId, Stream};

use crate::civil;
use crate::key;
use crate::message::Message;
use crate::place::story::StoryReader;
use crate::view::{CopyLineView, CopyView, ForkView};

/// Lines told of one copy: enough to know it again.
const COPY_LINES_MAX: usize = 12;

/// A fork that waits for its owner.
pub(crate) struct Fork {
    pub(crate) stream: Stream,
    pub(crate) device: DeviceId,
    pub(crate) copies: Vec<Copy>,
}

/// One of the copies: the first entry in the place that all claim, and what it wrote from there on.
pub(crate) struct Copy {
    pub(crate) head: EntryId,
    pub(crate) entries: Vec<Entry>,
}

/// What the owner sees of it.
pub(crate) fn view(fork: &Fork, label: &str, told: Option<StoryReader<'_>>, me: PartnerId) -> ForkView {
    let copies = fork.copies.iter().map(|copy| CopyView {
        key: key::write(&copy.head),
        lines: copy.entries.iter().take(COPY_LINES_MAX).map(|entry| line(entry, told, me)).collect(),
        more: copy.entries.len() > COPY_LINES_MAX,
    });
    ForkView { device: label.to_owned(), copies: copies.collect() }
}

fn line(entry: &Entry, told: Option<StoryReader<'_>>, me: PartnerId) -> CopyLineView {
    let date = civil::date(entry.header.written.date());
    let private = |what, words: &str| (Message::plain(what), words.to_owned());
    let (what, words) = match &entry.event {
        Event::Journal(JournalEvent::JournalWritten(page)) => private("fork-page", page.words.as_str()),
        Event::Journal(JournalEvent::JournalEdited(page)) => private("fork-page", page.words.as_str()),
        Event::Solo(event) => private("fork-solo", &first_words(event, me)),
        Event::Rating(_) => private("fork-rating", ""),
        _ => told.and_then(|told| told.words_of(entry, me)).unwrap_or_else(|| private("fork-other", "")),
    };
    CopyLineView { date, what, words }
}

/// The first words of a page for oneself, by which its owner knows it.
fn first_words(event: &SoloEvent, me: PartnerId) -> String {
    let content = Event::from(event.clone()).content(me);
    content
        .and_then(|(_, content)| content.words().first().map(|words| (*words).to_owned()))
        .unwrap_or_else(String::new)
}

/// The owner's choice as the core's command.
pub(crate) fn command(forks: &[Fork], key: &str) -> Result<Command, Message> {
    let gone = Message::plain("problem-nothing-there");
    let keep: EntryId = key::read(key).ok_or(gone.clone())?;
    let fork = forks.iter().find(|fork| fork.copies.iter().any(|copy| copy.head == keep)).ok_or(gone)?;
    let (stream, device) = (fork.stream, fork.device);
    Ok(Command::Membership(MembershipCommand::DecideFork { stream, device, keep }))
}
