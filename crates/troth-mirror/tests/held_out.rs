//! The mirror's hit rates, on sentences that were not used to build its lexicon.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests may panic")]

mod sentences;

use std::collections::BTreeSet;

use sentences::{CLASSES, Labelled, labelled, name_of};

const HELD_OUT: &str = include_str!("data/held_out.txt");
const FRESH: &str = include_str!("data/fresh.txt");
const DEVELOPMENT: &str = include_str!("data/dev.txt");
const README: &str = include_str!("../README.md");
/// Least number of held-out sentences.
const SENTENCES_MIN: usize = 300;

/// Counts of notes on a set of sentences, for one class or for all.
#[derive(Clone, Copy, Default)]
struct Tally {
    sentences: usize,
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn add(&mut self, expected: bool, noted: bool) {
        self.sentences += usize::from(expected);
        self.right += usize::from(expected && noted);
        self.wrong += usize::from(!expected && noted);
        self.missed += usize::from(expected && !noted);
    }

    fn row(&self, name: &str) -> String {
        let Self { sentences, right, wrong, missed } = self;
        let (precision, recall) = (percent(*right, right + wrong), percent(*right, right + missed));
        format!("| {name} | {sentences} | {right} | {wrong} | {missed} | {precision} | {recall} |\n")
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.1} %", 100.0 * part as f64 / whole.max(1) as f64)
}

fn measure(sentences: &[Labelled]) -> String {
    let mut table = String::from(
        "| class | sentences | noted rightly | noted wrongly | missed | precision | recall |\n|---|--:|--:|--:|--:|--:|--:|\n",
    );
    let noted: Vec<_> = sentences.iter().map(Labelled::noted).collect();
    let mut all = Tally::default();
    for class in CLASSES {
        let mut tally = Tally::default();
        for (sentence, noted) in sentences.iter().zip(&noted) {
            let (expected, noted) = (sentence.class == Some(class), noted.contains(&class));
            tally.add(expected, noted);
            all.add(expected, noted);
        }
        table.push_str(&tally.row(name_of(class)));
    }
    table + &all.row("all")
}

/// The numbers about silence that the table does not hold.
fn silence(sentences: &[Labelled]) -> String {
    let silent = sentences.iter().filter(|sentence| sentence.class.is_none());
    let disturbed = silent.clone().filter(|sentence| !sentence.noted().is_empty()).count();
    format!("Of {} sentences that deserve silence, {disturbed} drew a note.\n", silent.count())
}

fn print_mistakes(sentences: &[Labelled]) {
    for sentence in sentences {
        let noted = sentence.noted();
        if noted != Vec::from_iter(sentence.class) {
            println!("{:?} -> {noted:?}: {}", sentence.class, sentence.text);
        }
    }
}

#[track_caller]
fn check_published(file: &'static str) {
    let sentences = labelled(file);
    let measured = measure(&sentences) + "\n" + &silence(&sentences);
    assert!(README.contains(&measured), "README.md publishes something else than what is measured:\n\n{measured}");
}

#[test]
fn care_35_published_precision_is_what_is_measured() {
    assert!(labelled(HELD_OUT).len() >= SENTENCES_MIN);
    check_published(HELD_OUT);
}

#[test]
fn care_35_published_precision_on_fresh_sentences_is_what_is_measured() {
    check_published(FRESH);
}

#[test]
fn what_is_measured_on_is_not_what_is_tuned_on() {
    let development: BTreeSet<_> = labelled(DEVELOPMENT).iter().map(|one| one.text.to_lowercase()).collect();
    for measured in labelled(HELD_OUT).iter().chain(&labelled(FRESH)) {
        assert!(!development.contains(&measured.text.to_lowercase()), "{:?} is in both sets", measured.text);
    }
}

/// Shows errors on development sentences while the lexicon is worked on; never on held-out sentences.
#[test]
fn no_sentence_of_development_that_deserves_silence_draws_a_note() {
    let sentences = labelled(DEVELOPMENT);
    print_mistakes(&sentences);
    println!("{}{}", measure(&sentences), silence(&sentences));
    let disturbed = |one: &Labelled| one.class.is_none() && !one.noted().is_empty();
    assert!(!sentences.iter().any(disturbed), "what is printed above should be silent");
}
