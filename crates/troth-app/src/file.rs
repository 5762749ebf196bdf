//! A file for the person: in pieces, because some of its words are messages that the shell says in their language.

use crate::message::Message;

/// The longest line of a calendar file in octets, without its end (RFC 5545, 3.1).
const CALENDAR_LINE_OCTETS_MAX: usize = 75;

/// A file that leaves the app in the clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What the browser may call it. It betrays nothing to a person who looks through the folder.
    pub name: String,
    /// What is in it.
    pub kind: FileKind,
    pub(crate) pieces: Vec<Piece>,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// One entry a line, in JSON.
    Lines,
    /// A page to read and to print.
    Page,
    /// Dates for a calendar.
    Calendar,
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Stands in the file as it is.
    Plain(String),
    /// Said by the shell, and then escaped.
    Said(Message),
}

impl FileKind {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            // No browser offers to open what is nothing in particular.
            Self::Lines => "application/octet-stream",
            Self::Page => "text/html",
            Self::Calendar => "text/calendar",
        }
    }

    fn escape(self, words: &str) -> String {
        match self {
            Self::Lines => words.to_owned(),
            Self::Page => escape_html(words),
            Self::Calendar => escape_calendar(words),
        }
    }
}

impl File {
    /// The whole text, with its messages said by `say`.
    #[must_use]
    pub fn text(&self, say: &dyn Fn(&Message) -> String) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Said(message) => text.push_str(&self.kind.escape(&say(message))),
            }
        }
        if self.kind == FileKind::Calendar { fold(&text) } else { text }
    }
}

/// Words as a page may hold them, between tags and within quotes.
pub(crate) fn escape_html(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            _ => text.push(char),
        }
    }
    text
}

/// Words as RFC 5545 (3.3.11) writes them.
fn escape_calendar(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '\n' => text.push_str("\\n"),
            _ => {
                if matches!(char, '\\' | ';' | ',') {
                    text.push('\\');
                }
                text.push(char);
            }
        }
    }
    text
}

/// Ends lines as RFC 5545 does, and goes on with a blank in a new one where one is too long, never within a character.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.lines() {
        let mut octets = 0;
        for char in line.chars() {
            if octets + char.len_utf8() > CALENDAR_LINE_OCTETS_MAX {
                folded.push_str("\r\n ");
                octets = 1;
            }
            octets += char.len_utf8();
            folded.push(char);
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kind: FileKind, words: &str) -> String {
        let message = Message::plain("words").text("words", words);
        let pieces = vec![Piece::Plain("X:".to_owned()), Piece::Said(message)];
        let say = |message: &Message| match &message.args[..] {
            [(_, crate::Arg::Text(text))] => text.clone(),
            _ => String::new(),
        };
        File { name: String::new(), kind, pieces }.text(&say)
    }

    #[test]
    fn what_is_said_is_escaped_as_its_file_needs_it() {
        assert_eq!(written(FileKind::Page, "<b a='\"'>&"), "X:&lt;b a=&#39;&quot;&#39;&gt;&amp;");
        assert_eq!(written(FileKind::Calendar, "a; b, c\\\nd"), "X:a\\; b\\, c\\\\\\nd\r\n");
    }

    #[test]
    fn long_lines_of_a_calendar_are_folded_between_characters() {
        for words in ["x".repeat(73), "x".repeat(74), "\u{1F33B}".repeat(60), "ä".repeat(80)] {
            let text = written(FileKind::Calendar, &words);
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert_eq!(text.replace("\r\n ", ""), format!("X:{words}\r\n"));
        }
        assert_eq!(written(FileKind::Calendar, &"x".repeat(73)).matches("\r\n").count(), 1);
        assert_eq!(written(FileKind::Calendar, &"x".repeat(74)).matches("\r\n").count(), 2);
    }
}
