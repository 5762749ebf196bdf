//! The words of the way, embedded: one file for both roles, so that opening a reading asks nobody for anything.

/// All readings, as they are written.
pub(super) const GUIDE: &str = include_str!("../../locales/en/guide.txt");

/// The words of one reading.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ReadingWords {
    /// Its title.
    pub(crate) title: &'static str,
    /// Its paragraphs.
    pub(crate) body: Vec<&'static str>,
    /// The one small thing that it ends with.
    pub(crate) small: &'static str,
    /// The label of the button that leads to its room.
    pub(crate) button: &'static str,
    /// The small thing and the label for somebody who is alone, where they differ.
    pub(crate) alone: Option<[&'static str; 2]>,
}

/// Returns the words of a reading; a test ensures that each reading of the table has some.
pub(crate) fn reading_words(id: &str) -> ReadingWords {
    blocks().find(|(name, _)| *name == id).map_or_else(ReadingWords::default, |(_, block)| words(block))
}

/// Returns the title of a reading.
pub(crate) fn reading_title(id: &str) -> String {
    reading_words(id).title.to_owned()
}

/// Returns the name and the lines of each reading.
pub(super) fn blocks() -> impl Iterator<Item = (&'static str, &'static str)> {
    GUIDE.split("\n## ").skip(1).filter_map(|block| block.split_once('\n'))
}

fn words(block: &'static str) -> ReadingWords {
    let mut words = ReadingWords::default();
    let (mut alone_small, mut alone_button) = (None, None);
    for line in block.lines().filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some(("title", said)) => words.title = said,
            Some(("small", said)) => words.small = said,
            Some(("button", said)) => words.button = said,
            Some(("alone-small", said)) => alone_small = Some(said),
            Some(("alone-button", said)) => alone_button = Some(said),
            _ => words.body.push(line),
        }
    }
    words.alone = alone_small.zip(alone_button).map(|(small, button)| [small, button]);
    words
}
