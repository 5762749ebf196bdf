//! JSON Lines: one entry a line, for other programs. docs/export.md is its description.

use core::fmt::Write as _;

use troth_core::Content;

use super::OwnEntry;
use crate::file::Piece;

/// All entries, each in a line of its own.
pub(super) fn write(entries: &[OwnEntry<'_>]) -> Vec<Piece> {
    let mut text = String::new();
    for own in entries {
        line(&mut text, own);
    }
    vec![Piece::Plain(text)]
}

fn line(text: &mut String, own: &OwnEntry<'_>) {
    let entry = own.entry;
    let (id, written, kind) = (entry.header.id.to_hex(), entry.header.written.to_rfc3339(), entry.event.kind());
    let (stream, name) = (&own.source.stream, own.name);
    text.push_str(&format!(
        "{{\"id\":\"{id}\",\"stream\":\"{stream}\",\"written\":\"{written}\",\"kind\":{kind},\"name\":\"{name}\",\"content\":"
    ));
    value(text, &own.content);
    text.push_str("}\n");
}

fn value(text: &mut String, content: &Content) {
    match content {
        Content::Words(words) | Content::Name(words) => string(text, words),
        Content::Number(number) => text.push_str(&number.to_string()),
        Content::List(all) => {
            text.push('[');
            for (at, one) in all.iter().enumerate() {
                between(text, at);
                value(text, one);
            }
            text.push(']');
        }
        Content::Fields(all) => {
            text.push('{');
            for (at, (name, one)) in all.iter().enumerate() {
                between(text, at);
                string(text, name);
                text.push(':');
                value(text, one);
            }
            text.push('}');
        }
    }
}

fn between(text: &mut String, at: usize) {
    if at > 0 {
        text.push(',');
    }
}

/// A string as RFC 8259 (section 7) writes it.
fn string(text: &mut String, words: &str) {
    text.push('"');
    for char in words.chars() {
        if char.is_control() {
            // Writing to a text has no way to fail.
            let _ = write!(text, "\\u{:04x}", u32::from(char));
            continue;
        }
        if matches!(char, '"' | '\\') {
            text.push('\\');
        }
        text.push(char);
    }
    text.push('"');
}
