//! The export of either of the sample couple: six months of two people, with every strand in it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

use std::collections::BTreeSet;
use troth_core::Header;
use troth_core::{SharedState, State};

use serde_json::Value;
use troth_core::Event;
use troth_core::membership::MembershipEvent;

use super::*;
use crate::Arg;
use crate::Message;
use crate::sample::played_from_both_sides;
use crate::sight::Sight;

/// 25 November 2026, 18:00 UTC.
const NOW: WallTime = WallTime { unix_ms: 1_795_629_600_000, offset_minutes: 60 };

/// Both files of one of the two.
struct Files {
    lines: String,
    page: String,
}

fn say(message: &Message) -> String {
    let args = message.args.iter().map(|(_, arg)| match arg {
        Arg::Text(text) => text.clone(),
        Arg::Number(number) => number.to_string(),
    });
    format!("{}<{}>", message.id, args.collect::<Vec<_>>().join(","))
}

fn sources<'a>(sight: &Sight<'a>, own: &'a [Entry]) -> Vec<Source<'a>> {
    vec![
        Source { stream: "own".to_owned(), entries: own, state: sight.state },
        Source { stream: "shared".to_owned(), entries: sight.shared_entries, state: sight.state },
    ]
}

fn files(sight: &Sight<'_>, own: &[Entry]) -> Files {
    let sources = sources(sight, own);
    let entries = own_entries(&sources, sight.me.partner, NOW);
    let text = |kind, pieces| File { name: String::new(), kind, pieces }.text(&say);
    Files {
        lines: text(FileKind::Lines, lines::write(&entries)),
        page: text(FileKind::Page, page::write(&entries, sight.me.partner)),
    }
}

/// Everything that somebody wrote in the shared record, and in their own.
fn all_words(entries: &[&Entry], by: PartnerId) -> BTreeSet<String> {
    let told = entries.iter().filter_map(|entry| entry.event.content(by));
    told.flat_map(|(_, content)| content.words().into_iter().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether an own entry has to be in the export: journal and talks, of which not all is, have tests of their own.
fn is_to_be_found(sight: &Sight<'_>, entry: &Entry) -> bool {
    match &entry.event {
        Event::Journal(_) | Event::Dialogue(_) => false,
        Event::CheckIn(CheckInEvent::CellPosted(posted)) => {
            check_ins::answers_in(sight.state.own, entry.header.device, posted.round, &posted.cell).is_some()
        }
        event => event.content(sight.me.partner).is_some(),
    }
}

#[test]
fn care_22_an_export_of_either_holds_exactly_their_own_entries() {
    played_from_both_sides(|sight, [own, others_own]| {
        let device = sight.me.device;
        let Files { lines, page } = files(sight, own);
        let read: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let found: BTreeSet<String> = read.iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(found.len(), read.len(), "each entry once");
        let shared = sight.shared_entries.iter();
        for entry in own
            .iter()
            .chain(shared.clone())
            .filter(|entry| entry.header.device == device && is_to_be_found(sight, entry))
        {
            assert!(found.contains(&entry.header.id.to_hex()), "{entry:?}");
        }
        let mine: BTreeSet<String> = own
            .iter()
            .chain(shared.clone())
            .filter(|entry| entry.header.device == device)
            .map(|it| it.header.id.to_hex())
            .collect();
        assert!(found.is_subset(&mine) && found.len() > 100, "{}", found.len());

        let theirs: Vec<&Entry> =
            shared.clone().filter(|entry| entry.header.device != device).chain(others_own).collect();
        let ours: Vec<&Entry> = shared.filter(|entry| entry.header.device == device).chain(own).collect();
        let other = sight.other().unwrap();
        let own_words = all_words(&ours, sight.me.partner);
        let mut looked_for = 0;
        for words in all_words(&theirs, other) {
            if own_words.iter().any(|own| own.contains(&words)) {
                continue;
            }
            looked_for += 1;
            let quoted = serde_json::to_string(&words).unwrap();
            assert!(!lines.contains(quoted.trim_matches('"')), "the other's words: {words}");
            assert!(!page.contains(&crate::file::escape_html(&words)), "the other's words on the page: {words}");
        }
        assert!(looked_for > 80, "{looked_for}");
    });
}

#[test]
fn answers_are_in_the_clear_and_blanks_and_secrets_are_not_there() {
    played_from_both_sides(|sight, [own, _]| {
        let Files { lines, page } = files(sight, own);
        let answers: Vec<Value> = lines
            .lines()
            .filter(|line| line.contains("check-in-answered"))
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert!(answers.len() > 10, "{}", answers.len());
        for answer in answers {
            assert!(answer["content"].get("cell").is_none());
            let said = answer["content"]["answers"].as_array().unwrap();
            let said: Vec<&str> =
                said.iter().map(|line| line.as_str().unwrap()).filter(|line| !line.is_empty()).collect();
            assert!(!said.is_empty());
            assert!(said.iter().all(|line| page.contains(&crate::file::escape_html(line))), "{said:?}");
        }
        for kind in
            ["\"kind\":320", "\"kind\":1122", "\"kind\":603", "\"kind\":602", "\"kind\":107", "secret", "device"]
        {
            assert!(!lines.contains(kind), "{kind}");
        }
    });
}

#[test]
fn the_page_runs_nothing_loads_nothing_and_is_whole() {
    played_from_both_sides(|sight, [own, _]| {
        let page = files(sight, own).page;
        for part in ["<script", "http:", "https:", "src=", "href=", "url(", "@import", " on"] {
            assert!(!tags(&page).contains(part), "{part}");
        }
        let sources = sources(sight, own);
        let entries = own_entries(&sources, sight.me.partner, NOW);
        let words: Vec<&str> = entries.iter().flat_map(|own| own.content.words()).collect();
        assert!(words.len() > 100, "{}", words.len());
        assert!(words.iter().all(|words| page.contains(&crate::file::escape_html(words))));
        let rated = entries.iter().filter(|own| matches!(own.entry.event, Event::Rating(_))).count();
        assert_eq!(
            (page.matches("ratings-title&lt;").count(), rated > 20),
            (rated, true),
            "numbers without a word too"
        );
        assert!(page.matches("ratings-column-load&lt;&gt;: ").count() > 20);
        assert!(!page.contains("strand-space&lt;&gt; · taken-for-oneself"), "a name by itself is no news");
        assert_eq!(page.matches("<article>").count(), page.matches("</article>").count());
        let days: Vec<&str> = page.split("taken-day&lt;").skip(1).filter_map(|rest| rest.get(..10)).collect();
        assert!(days.len() > 60 && days.is_sorted(), "{days:?}");
        assert!(!page.contains("troth") && !page.contains("Troth"));
    });
}

/// The tags of a page alone.
fn tags(page: &str) -> String {
    page.split('<').skip(1).filter_map(|tag| tag.split('>').next()).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_are_escaped_in_both_files() {
    let hostile = "</p><script>alert(\"1\")</script> \\ & 'x'\nnew line\ttab";
    played_from_both_sides(|sight, [own, _]| {
        let mut own = own.to_vec();
        let page = own.iter_mut().find(|entry| matches!(entry.event, Event::Journal(JournalEvent::JournalWritten(_))));
        let words = troth_core::Text::new(hostile).unwrap();
        page.unwrap().event =
            Event::Journal(JournalEvent::JournalWritten(troth_core::journal::JournalWritten { words }));
        let Files { lines, page } = files(sight, &own);
        let read = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let found = read.filter(|line| line["content"]["words"] == hostile).count();
        assert_eq!(found, 1);
        assert!(
            page.contains("&lt;/p&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; \\ &amp; &#39;x&#39;\nnew line")
        );
        assert!(!page.contains("<script"));
    });
}

#[test]
fn care_24_what_is_out_of_sight_stays_out_of_the_files() {
    let talk = |lines: &str| lines.lines().filter(|line| line.contains("\"name\":\"talk-spoken\"")).count();
    played_from_both_sides(|sight, [own, _]| {
        let (sources, me) = (sources(sight, own), sight.me.partner);
        let at = |days: i64| WallTime { unix_ms: NOW.unix_ms + days * 86_400_000, ..NOW };
        let written = |now| match &lines::write(&own_entries(&sources, me, now))[..] {
            [crate::file::Piece::Plain(text)] => text.clone(),
            other => panic!("{other:?}"),
        };
        let (now, later) = (written(at(0)), written(at(400)));
        assert!(talk(&later) == 0 && talk(&now) > 0, "{}", talk(&now));
        assert!(later.contains("\"name\":\"talk-confirmed\""), "that there was a talk stays");
        let journal = |text: &str| text.lines().filter(|line| line.contains("\"name\":\"journal-")).count();
        assert_eq!((journal(&now), journal(&later)), (sight.state.own.journal.pages().len(), journal(&now)));
    });
}

#[test]
fn a_device_that_the_other_claims_makes_nothing_of_theirs_one_s_own() {
    played_from_both_sides(|sight, [own, _]| {
        // What only the shared record could say of a device counts for nothing: the own one doesn't know it.
        let theirs = sight.shared_entries.iter().find(|entry| entry.header.device != sight.me.device).unwrap();
        let source = Source { stream: "shared".to_owned(), entries: sight.shared_entries, state: sight.state };
        assert!(!source.is_by(theirs, sight.me.partner));
        let joined = |entry: &&Entry| matches!(entry.event, Event::Membership(MembershipEvent::PartnerJoined(_)));
        assert!(source.is_by(own.iter().find(joined).unwrap(), sight.me.partner));
    });
}

#[test]
fn what_a_device_wrote_after_it_was_removed_is_nobody_s_own() {
    use troth_core::closeness::{AppreciationGiven, ClosenessEvent};
    use troth_core::membership::Seat;
    use troth_core::membership::{DeviceAdded, DeviceRemoved};
    use troth_core::{DeviceId, Log, OwnState, PartnerId, Text};
    played_from_both_sides(|sight, [own, _]| {
        let stolen = DeviceId([0x55; 16]);
        let added = MembershipEvent::DeviceAdded(DeviceAdded { device: stolen, label: Text::new("tablet").unwrap() });
        let removed = MembershipEvent::DeviceRemoved(DeviceRemoved { device: stolen, last_seq: 1, last: None });
        let thanks = |words| ClosenessEvent::AppreciationGiven(AppreciationGiven { words: Text::new(words).unwrap() });
        let (by, other) =
            (Some(sight.me.partner), sight.state.shared.unwrap().members.other(sight.me.partner).unwrap());
        let seat = |partner: PartnerId| Seat { partner, device: DeviceId(partner.0) };
        let (seats, seat) = ([seat(other), seat(sight.me.partner)], seat(sight.me.partner));
        let entry = |number: u8, device, seq, event: Event| {
            let (id, lamport) = (EntryId([0xf0 + number; 32]), 1_000_000 + u64::from(number));
            Entry { header: Header { id, device, seq, lamport, written: NOW, by }, event }
        };
        let me = sight.me.device;
        let late = [
            entry(1, me, 900_001, added.into()),
            entry(2, stolen, 1, thanks("said before").into()),
            entry(3, me, 900_002, removed.into()),
            entry(4, stolen, 2, thanks("said by a thief").into()),
        ];
        let all = |entries: &[Entry], late: &[Entry]| [entries, late].concat();
        let shared = Log::<SharedState>::from_entries(seats, all(sight.shared_entries, &late));
        let own = Log::<OwnState>::from_entries(seat, all(own, &late[..1]));
        let state = State { own: own.state(), shared: Some(shared.state()), held: &troth_core::NOTHING_HELD };
        let source = Source { stream: "shared".to_owned(), entries: shared.entries(), state };
        let entries = own_entries(std::slice::from_ref(&source), sight.me.partner, NOW);
        let said: Vec<&str> = entries.iter().flat_map(|own| own.content.words()).collect();
        assert!(said.contains(&"said before") && !said.contains(&"said by a thief"));
    });
}
