//! The rules of the way's words: size, reading age, words that harm, and that each reading stands for a row of the table.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::collections::BTreeSet;

use troth_app::way::READINGS;

use super::guide::{GUIDE, ReadingWords, blocks, reading_words};

/// Flesch–Kincaid grades of six readings, as two counters found them. They pin the rule for syllables below.
const PINNED: [(&str, f64); 6] = [
    ("0-waves", 1.8),
    ("5-limits", 2.9),
    ("0-first-hurt", 1.8),
    ("2-asking", 0.8),
    ("1-owning", 0.5),
    ("2-listening", 0.8),
];
/// How far two ways of counting syllables may lie apart.
const PIN_WIDTH: f64 = 0.6;

/// Words that press, promise or judge. A word counts wherever it begins.
const NEVER_BEGINS: [&str; 26] = [
    "should",
    "always",
    "never",
    "guarant",
    "proven",
    "studies",
    "research",
    "trauma",
    "trigger",
    "toxic",
    "victim",
    "addict",
    "closure",
    "overreact",
    "paranoi",
    "journey",
    "process",
    "safe",
    "forgiv",
    "pardon",
    "patient",
    "treat",
    "heal",
    "cure",
    "fail",
    "streak",
];
/// Parts of words and turns of phrase that count anywhere.
const NEVER_HOLDS: [&str; 17] = [
    "must ",
    "need to",
    "move on",
    "moved on",
    "moves on",
    "moving on",
    "get over",
    "let it go",
    "at least",
    "for a reason",
    "stronger than before",
    "your part in it",
    "takes two to",
    "both to blame",
    "drove them",
    "rank",
    "score",
];
/// Words about watching, and the readings that speak of it.
const WATCHING: [&str; 3] = ["password", "phone", "location"];
const MAY_SPEAK_OF_WATCHING: [&str; 3] = ["5-limits", "5-checking", "5-open"];

fn all() -> Vec<(&'static str, ReadingWords)> {
    READINGS.iter().map(|reading| (reading.id, reading_words(reading.id))).collect()
}

fn words_of(text: &str) -> Vec<String> {
    let kept = |letter: char| letter.is_alphabetic() || letter == '’' || letter == '\'';
    let words = text.split(|letter| !kept(letter)).map(|word| word.trim_matches(['’', '\'']).to_lowercase());
    words.filter(|word| word.chars().any(char::is_alphabetic)).collect()
}

/// Sentences; a colon ends one too.
fn sentences(text: &str) -> Vec<Vec<String>> {
    text.split(['.', '?', ':', ';', '!', '\n']).map(words_of).filter(|words| !words.is_empty()).collect()
}

/// Parts of words whose spelling has a vowel more than their sound.
const SPOKEN: [[&str; 2]; 4] = [["some", "som"], ["every", "evry"], ["evening", "evning"], ["different", "diffrent"]];

/// Counts syllables: groups of vowels, without a silent e at the end.
fn syllables(word: &str) -> usize {
    let word: String = word.chars().filter(|letter| letter.is_ascii_alphabetic()).collect();
    let word = SPOKEN.iter().fold(word, |word, [written, spoken]| word.replace(written, spoken));
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let mut groups = 0;
    let mut before = false;
    for letter in word.chars() {
        groups += usize::from(is_vowel(letter) && !before);
        before = is_vowel(letter);
    }
    let silent_end =
        word.ends_with('e') && !word.ends_with("le") || ends_with_silent_ed(&word) || ends_with_silent_es(&word);
    groups.saturating_sub(usize::from(silent_end)).max(1)
}

fn ends_with_silent_ed(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded")
}

fn ends_with_silent_es(word: &str) -> bool {
    let sounded = ["ses", "zes", "ches", "shes", "ces", "ges", "xes"];
    word.len() > 3 && word.ends_with("es") && !sounded.iter().any(|end| word.ends_with(end))
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds of words")]
fn grade(text: &str) -> f64 {
    let sentences = sentences(text);
    let words: Vec<&String> = sentences.iter().flatten().collect();
    let sounds: usize = words.iter().map(|word| syllables(word)).sum();
    0.39 * words.len() as f64 / sentences.len() as f64 + 11.8 * sounds as f64 / words.len() as f64 - 15.59
}

#[test]
fn each_reading_of_the_table_has_its_words_and_no_other_stands_there() {
    let table: Vec<&str> = READINGS.iter().map(|reading| reading.id).collect();
    let written: Vec<&str> = blocks().map(|(id, _)| id).collect();
    assert_eq!(written, table);
    for reading in &READINGS {
        let words = reading_words(reading.id);
        assert!(!words.title.is_empty() && !words.small.is_empty() && !words.button.is_empty(), "{}", reading.id);
        assert!(words.alone.is_some() || reading.door == reading.alone, "{} alone", reading.id);
    }
}

#[test]
fn a_reading_takes_a_minute() {
    for (id, words) in all() {
        let body: usize = words.body.iter().map(|line| words_of(line).len()).sum();
        assert!((60..=140).contains(&body), "{id}: {body} words");
        assert!((3..=5).contains(&words.body.len()), "{id}: {} paragraphs", words.body.len());
        assert!(words_of(words.title).len() <= 8, "{id}: {}", words.title);
        let [alone_small, alone_button] = words.alone.unwrap_or([words.small, words.button]);
        for small in [words.small, alone_small] {
            assert!(words_of(small).len() <= 20, "{id}: {small}");
        }
        for button in [words.button, alone_button] {
            assert!(words_of(button).len() <= 6, "{id}: {button}");
        }
    }
}

#[test]
fn the_rule_for_syllables_finds_the_grades_that_were_found_before() {
    for (id, expected) in PINNED {
        let found = grade(&reading_words(id).body.join("\n"));
        assert!((found - expected).abs() <= PIN_WIDTH, "{id}: {found:.2}, not {expected}");
    }
}

#[test]
#[expect(clippy::cast_precision_loss, reason = "some hundreds of words")]
fn a_child_of_ten_could_read_it() {
    let mut grades = Vec::new();
    for (id, words) in all() {
        let text = words.body.join("\n");
        let sentences = sentences(&text);
        let count: usize = sentences.iter().map(Vec::len).sum();
        let mean = count as f64 / sentences.len() as f64;
        let longest = sentences.iter().map(Vec::len).max().unwrap();
        let long_words: Vec<&String> = sentences.iter().flatten().filter(|word| syllables(word) >= 4).collect();
        let grade = grade(&text);
        assert!(grade <= 5.0, "{id}: grade {grade:.1}");
        assert!((6.0..=13.0).contains(&mean), "{id}: {mean:.1} words a sentence");
        assert!(longest <= 25, "{id}: a sentence of {longest} words");
        assert!(long_words.len() <= 2, "{id}: {long_words:?}");
        grades.push(grade);
    }
    let mean = grades.iter().sum::<f64>() / grades.len() as f64;
    assert!(mean <= 3.5, "{mean:.2}");
}

#[test]
fn no_reading_presses_promises_or_judges() {
    for (id, block) in blocks() {
        let text = block.to_lowercase();
        for held in NEVER_HOLDS {
            assert!(!text.contains(held), "{id}: {held}");
        }
        assert!(!text.contains('!'), "{id}");
        for word in words_of(&text) {
            assert!(!NEVER_BEGINS.iter().any(|start| word.starts_with(start)), "{id}: {word}");
            let watches = WATCHING.iter().any(|start| word.starts_with(start));
            assert!(!watches || MAY_SPEAK_OF_WATCHING.contains(&id), "{id}: {word}");
        }
    }
}

#[test]
fn what_asks_somebody_to_bear_something_names_its_limit() {
    for id in ["2-listening", "2-answering", "3-waiting", "3-back", "5-open", "0-first-resp", "3-say-first"] {
        assert!(reading_words(id).body.join(" ").contains("page about help"), "{id}");
    }
}

#[test]
fn the_hurt_ones_words_are_no_more_than_the_others() {
    use troth_app::way::For;
    let count = |whom| {
        let of = READINGS.iter().filter(|reading| reading.whom == whom);
        of.map(|reading| words_of(&reading_words(reading.id).body.join(" ")).len()).sum::<usize>()
    };
    assert!(count(For::Hurt) <= count(For::Responsible));
}

/// Words that any two texts share in a row, beyond which one copies the other.
const RUN: usize = 7;

#[test]
fn no_two_readings_share_a_sentence_but_the_one_about_fear() {
    let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
    for (id, words) in all() {
        let text = words.body.join(" ");
        let own = text.split(['.', '?']).filter(|said| !said.contains("about help") && !said.contains("afraid"));
        let mine: BTreeSet<Vec<String>> = own.flat_map(runs).collect();
        for run in mine {
            assert!(!seen.contains(&run), "{id}: {}", run.join(" "));
            seen.insert(run);
        }
    }
}

fn runs(text: &str) -> Vec<Vec<String>> {
    words_of(text).windows(RUN).map(<[String]>::to_vec).collect()
}

#[test]
fn the_file_is_small_enough_to_travel_with_the_app() {
    // Every visitor loads it: 49 readings of a minute are about 45 kB.
    assert!(GUIDE.len() < 60_000, "{}", GUIDE.len());
}
