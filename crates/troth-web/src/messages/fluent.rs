//! Fluent messages, embedded.

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use troth_app::{Arg, Message};
use unic_langid::LanguageIdentifier;

use super::dates::{clock, day, full_day};

/// The address of the sample couple's script in that language.
pub(crate) const SAMPLE: &str = "/sample.en.txt";

/// The messages of one language, one file per place.
pub(crate) const ENGLISH: &[&str] = &[
    include_str!("../../locales/en/shared.ftl"),
    include_str!("../../locales/en/start.ftl"),
    include_str!("../../locales/en/sample.ftl"),
    include_str!("../../locales/en/places.ftl"),
    include_str!("../../locales/en/today.ftl"),
    include_str!("../../locales/en/link.ftl"),
    include_str!("../../locales/en/promises.ftl"),
    include_str!("../../locales/en/check-ins.ftl"),
    include_str!("../../locales/en/breach.ftl"),
    include_str!("../../locales/en/repair.ftl"),
    include_str!("../../locales/en/mirror.ftl"),
    include_str!("../../locales/en/daily.ftl"),
    include_str!("../../locales/en/agreements.ftl"),
    include_str!("../../locales/en/dialogues.ftl"),
    include_str!("../../locales/en/activities.ftl"),
    include_str!("../../locales/en/story.ftl"),
    include_str!("../../locales/en/private.ftl"),
    include_str!("../../locales/en/solo.ftl"),
    include_str!("../../locales/en/settings.ftl"),
    include_str!("../../locales/en/data.ftl"),
    include_str!("../../locales/en/safety.ftl"),
    include_str!("../../locales/en/way.ftl"),
    include_str!("../../locales/en/app.ftl"),
];

thread_local! {
    static MESSAGES: RefCell<Messages> = RefCell::new(Messages::of(ENGLISH));
}

/// The messages of a language. A file is read when one of its messages is first asked for, so that a start reads what the
/// first screen says and no more.
struct Messages {
    bundle: FluentBundle<FluentResource>,
    unread: Vec<&'static str>,
}

/// A value inside a message.
pub(crate) enum Value<'a> {
    /// Words.
    Text(&'a str),
    /// A count.
    Number(i64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl Messages {
    fn of(files: &[&'static str]) -> Self {
        let mut bundle = FluentBundle::new(vec![LanguageIdentifier::default()]);
        // Isolation marks around names would end up in copied text; the two texts that mix directions use <bdi>.
        bundle.set_use_isolating(false);
        Self { bundle, unread: files.to_vec() }
    }

    /// Reads the file that has this message, unless that was done.
    fn read_for(&mut self, id: &str) {
        if self.bundle.has_message(id) {
            return;
        }
        let begins = format!("\n{id} =");
        if let Some(place) = self.unread.iter().position(|file| file.contains(&begins)) {
            let file = self.unread.swap_remove(place);
            self.read(file);
        }
    }

    /// Reads a file. It skips what does not parse; the tests refuse such a file.
    fn read(&mut self, file: &'static str) {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(file.to_owned());
        self.bundle.add_resource_overriding(resource);
    }
}

/// Reads one file of those that are left; false once there is none. To be called while nothing else is to be done: the
/// next screen then finds its messages read.
pub(crate) fn read_another_file() -> bool {
    MESSAGES.with_borrow_mut(|messages| {
        let file = messages.unread.pop();
        file.into_iter().for_each(|file| messages.read(file));
        !messages.unread.is_empty()
    })
}

/// Returns the message with this name.
pub(crate) fn tr(id: &str) -> String {
    say(id, None)
}

/// Returns the message with this name and these variables.
pub(crate) fn tr_args(id: &str, args: &[(&'static str, Value<'_>)]) -> String {
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        match value {
            Value::Text(text) => values.set(*name, FluentValue::from(*text)),
            Value::Number(number) => values.set(*name, FluentValue::from(*number)),
        }
    }
    say(id, Some(&values))
}

/// Returns the words of a message of the app.
pub(crate) fn tr_message(message: &Message) -> String {
    let mut values = FluentArgs::with_capacity(message.args.len());
    for (name, value) in &message.args {
        match value {
            Arg::Text(text) => values.set(*name, FluentValue::from(written(name, text))),
            Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
        }
    }
    say(message.id, Some(&values))
}

/// Formats a variable. The app passes dates and times as civil strings, which are formatted for the reader, and an
/// activity by the name of its message.
fn written(name: &str, text: &str) -> String {
    match name {
        "date" | "until" => day(text),
        "full-date" => full_day(text),
        "time" => clock(text),
        "activity" => tr(text),
        // A name that can't be shown.
        "name" | "partner" if text.is_empty() => tr("partner-unnamed"),
        _ => text.to_owned(),
    }
}

/// Returns a message. A missing message or variable shows its name; the tests prevent both.
fn say(id: &str, args: Option<&FluentArgs<'_>>) -> String {
    MESSAGES.with_borrow_mut(|messages| messages.read_for(id));
    MESSAGES.with_borrow(|Messages { bundle, .. }| {
        let pattern = bundle.get_message(id).and_then(|message| message.value());
        pattern
            .map_or_else(|| id.to_owned(), |pattern| bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
    })
}
