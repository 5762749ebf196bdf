//! A page to read, print and keep: own words by day, with what each was about. No script, no picture, no address.

use troth_core::closeness::ClosenessEvent;
use troth_core::rating::{POINTS_MAX, TOO_MUCH_MAX};
use troth_core::{Content, Event, PartnerId};

use super::OwnEntry;
use crate::civil;
use crate::file::{Piece, escape_html};
use crate::message::Message;
use crate::place::check_ins::Rounds;
use crate::place::story::StoryReader;
use crate::remark::Remarks;

/// Between the language and the title: a policy that allows the page its own few lines of style, and nothing else whatever
/// stands in it.
const HEAD: &str = "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>";

/// Calm on a screen, and no entry broken over two sheets in print where that can be helped.
const STYLE: &str = "</title><style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,serif;\
color:#222;background:#fff}h1,h2{font-weight:normal}h2{margin:2.5rem 0 0;border-bottom:1px solid #ccc}\
article{margin:1.2rem 0;break-inside:avoid}h3{margin:0;font:.85rem/1.4 sans-serif}h3,.of{color:#555}p{margin:.2rem 0;\
white-space:pre-wrap;overflow-wrap:anywhere}h2,h3{break-after:avoid}@media print{body{margin:0;max-width:none}}\
</style><main>\n<h1>";

/// Remarks say what others may have done to a date; the page is about own words.
static NO_REMARKS: Remarks = Remarks::none();

/// Writes the page, the earliest day first.
pub(super) fn write(entries: &[OwnEntry<'_>], me: PartnerId) -> Vec<Piece> {
    let mut page = Page(Vec::new());
    page.say("<!doctype html><html lang=\"", Message::plain("taken-language"));
    page.say(HEAD, Message::plain("taken-title"));
    page.say(STYLE, Message::plain("taken-title"));
    page.say("</h1>\n<p>", Message::plain("taken-lead"));
    page.plain("</p>\n");
    let mut order: Vec<&OwnEntry<'_>> = entries.iter().collect();
    order.sort_by_key(|own| own.entry.header.written.civil());
    let mut day = None;
    for own in order {
        let line = line(own, me);
        let says = match &own.entry.event {
            // One's name is no news, but in the line that one came.
            Event::Membership(_) => false,
            Event::Rating(_) => true,
            _ => !own.content.words().is_empty(),
        };
        if line.is_none() && !says {
            continue;
        }
        let date = own.entry.header.written.date();
        if day.replace(date) != Some(date) {
            page.say("<h2>", Message::plain("taken-day").text("full-date", civil::date(date)));
            page.plain("</h2>\n");
        }
        page.entry(own, line);
    }
    page.plain("</main></html>\n");
    page.0
}

struct Page(Vec<Piece>);

impl Page {
    fn plain(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(Piece::Plain(plain)) => plain.push_str(text),
            _ => self.0.push(Piece::Plain(text.to_owned())),
        }
    }

    /// Something as it is, and then a message.
    fn say(&mut self, before: &str, message: Message) {
        self.plain(before);
        self.0.push(Piece::Said(message));
    }

    fn entry(&mut self, own: &OwnEntry<'_>, line: Option<Message>) {
        let whose = match &*own.source.stream {
            "own" => "taken-for-oneself",
            "shared" => "taken-shared",
            _ => "taken-earlier",
        };
        self.say("<article><h3>", Message::plain(room(&own.entry.event)));
        self.say(" · ", Message::plain(whose));
        self.plain("</h3>\n");
        if let Some(line) = line {
            self.say("<p class=\"of\">", line);
            self.plain("</p>\n");
        }
        for words in own.content.words() {
            if !words.is_empty() {
                self.plain("<p dir=\"auto\">");
                self.plain(&escape_html(words));
                self.plain("</p>\n");
            }
        }
        if let (Event::Rating(_), Content::Fields(fields)) = (&own.entry.event, &own.content) {
            self.rating(fields);
        }
        self.plain("</article>\n");
    }

    fn rating(&mut self, fields: &[(&'static str, Content)]) {
        for (name, value) in fields {
            let (Some((column, highest)), Content::Number(points)) = (column(name), value) else { continue };
            self.say("<p>", Message::plain(column));
            self.plain(&format!(": {points} / {highest}</p>\n"));
        }
    }
}

/// What the story says of it. The words beside that are the entry's own alone: what a line is about was often said by the
/// other.
fn line(own: &OwnEntry<'_>, me: PartnerId) -> Option<Message> {
    let shared = own.source.shared().filter(|_| own.is_told)?;
    let told = StoryReader { shared, entries: &[], me, other: None, rounds: Rounds::none(), remarks: &NO_REMARKS };
    // Which card it was about, the one who planned it chose.
    let of_a_plan = matches!(
        &own.entry.event,
        Event::Closeness(
            ClosenessEvent::ActivityAnswered(_) | ClosenessEvent::ActivityDone(_) | ClosenessEvent::ActivityLineKept(_),
        )
    );
    told.words_of(own.entry, me).map(|(what, _)| what).filter(|_| !of_a_plan)
}

/// What a number is about, and the highest it can be.
const fn column(field: &str) -> Option<(&'static str, u8)> {
    match field.as_bytes() {
        b"trust" => Some(("ratings-column-trust", POINTS_MAX)),
        b"safe_to_talk" => Some(("ratings-column-safe", POINTS_MAX)),
        b"load" => Some(("ratings-column-load", POINTS_MAX)),
        b"too_much" => Some(("ratings-column-too-much", TOO_MUCH_MAX)),
        _ => None,
    }
}

/// The name of the room that an entry belongs to.
const fn room(event: &Event) -> &'static str {
    match event {
        Event::Promise(_) => "strand-promises",
        Event::CheckIn(_) => "strand-check-ins",
        Event::Journal(_) => "journal-title",
        Event::Solo(_) => "solo-title",
        Event::Rating(_) => "ratings-title",
        Event::Breach(_) => "strand-breaches",
        Event::Horizon(_) => "strand-horizon",
        Event::Accountability(_) => "strand-accountability",
        Event::Impact(_) => "strand-impact",
        Event::Setback(_) => "strand-setbacks",
        Event::Closeness(_) => "strand-closeness",
        Event::Boundary(_) | Event::Agreement(_) => "strand-boundaries",
        Event::Dialogue(_) => "strand-dialogues",
        Event::Membership(_) | Event::Settings(_) | Event::Unknown { .. } | Event::Erased { .. } => "strand-space",
    }
}
