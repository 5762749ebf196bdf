//! Labelled sentences, one a line: class or `silent`, mode, sentence, with tabs between.
#![allow(clippy::panic, dead_code, reason = "each test file uses its part")]

use troth_mirror::{Class, Mode, reflect};

/// Every class, in the order of care.md's table.
pub(crate) const CLASSES: [Class; 7] = [
    Class::Conditional,
    Class::CounterBut,
    Class::Agentless,
    Class::Minimiser,
    Class::BlameShift,
    Class::Pressure,
    Class::Listener,
];

/// One sentence with the note that it deserves.
pub(crate) struct Labelled {
    /// The expected note, if any.
    pub(crate) class: Option<Class>,
    /// The mode in which it is written.
    pub(crate) mode: Mode,
    /// The sentence.
    pub(crate) text: &'static str,
}

impl Labelled {
    /// Returns the classes that the mirror notes.
    pub(crate) fn noted(&self) -> Vec<Class> {
        reflect(self.text, self.mode).notes.into_iter().map(|note| note.class).collect()
    }
}

/// The name of a class in files and tables.
pub(crate) fn name_of(class: Class) -> &'static str {
    match class {
        Class::Conditional => "conditional",
        Class::CounterBut => "counter-but",
        Class::Agentless => "agentless",
        Class::Minimiser => "minimiser",
        Class::BlameShift => "blame-shift",
        Class::Pressure => "pressure",
        Class::Listener => "listener",
    }
}

/// Reads a file of labelled sentences.
pub(crate) fn labelled(file: &'static str) -> Vec<Labelled> {
    file.lines().map(parse).collect()
}

fn parse(line: &'static str) -> Labelled {
    let mut cells = line.splitn(3, '\t');
    let mut cell = || cells.next().unwrap_or_else(|| panic!("three cells: {line:?}"));
    let (label, mode, text) = (cell(), cell(), cell());
    Labelled { class: class_of(label), mode: mode_of(mode), text }
}

fn class_of(label: &str) -> Option<Class> {
    let class = CLASSES.into_iter().find(|class| name_of(*class) == label);
    assert!(class.is_some() || label == "silent", "{label:?} is no class");
    class
}

fn mode_of(name: &str) -> Mode {
    match name {
        "draft" => Mode::Draft,
        "listening" => Mode::Listening,
        _ => panic!("{name:?} is no mode"),
    }
}
