//! How texts are read: quotes, apostrophes, contractions, lines, and bounds on every text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may panic")]

use std::ops::Range;

use troth_mirror::{Class, Cues, MirrorAnswer, Mode, NOTES_MAX, reflect};

/// Longest text of a field, in characters.
const LONGEST: usize = 4_000;

#[track_caller]
fn check(text: &str, mode: Mode, expected: &[(Class, &str)]) {
    let notes = reflect(text, mode).notes;
    let found: Vec<_> = notes.iter().map(|note| (note.class, &text[note.at.clone()])).collect();
    assert_eq!(found, expected, "{text:?}");
}

#[track_caller]
fn check_draft(text: &str, expected: &[(Class, &str)]) {
    check(text, Mode::Draft, expected);
}

#[test]
fn the_examples_of_care_md_fire() {
    for (class, mode, examples) in [
        (
            Class::Conditional,
            Mode::Draft,
            "I'm sorry if it hurt|I'm sorry that you feel hurt|Sorry if anyone was hurt|To the extent that it hurt you",
        ),
        (Class::CounterBut, Mode::Draft, "I'm sorry, but you were away|I lied, however I had my reasons"),
        (Class::Agentless, Mode::Draft, "Mistakes were made|It just happened|Things got out of hand"),
        (
            Class::Minimiser,
            Mode::Draft,
            "It was just a kiss|It was only once|At least I told you|It was not that bad|Everyone does it",
        ),
        (
            Class::BlameShift,
            Mode::Draft,
            "You made me do it|I lied because you always shout|If you hadn't left, I would not have|You drove me to it",
        ),
        (Class::Pressure, Mode::Draft, "Forgive me now|Get over it|Move on|I already apologised"),
        (
            Class::Listener,
            Mode::Listening,
            "You're overreacting|Calm down|It's not a big deal|You should feel glad|You shouldn't feel sad|That never happened",
        ),
    ] {
        for example in examples.split('|') {
            let classes: Vec<_> = reflect(example, mode).notes.iter().map(|note| note.class).collect();
            assert_eq!(classes, [class], "{example:?}");
        }
    }
}

#[test]
fn the_silent_examples_of_care_md_stay_silent() {
    for text in [
        "If you want to talk, I'm here",
        "I was scared, but that's no excuse",
        "It happened on Monday",
        "just after noon",
        "I only love you",
        "You made me tea",
        "hurt because you trusted me",
        "You said \"get over it\" is all you heard from me",
        "you felt I said calm down",
    ] {
        check(text, Mode::Draft, &[]);
        check(text, Mode::Listening, &[]);
    }
}

#[test]
fn the_place_is_that_of_the_words() {
    check_draft("Well. I'm sorry if it hurt, love.", &[(Class::Conditional, "sorry if it")]);
    check_draft("I know: you made me do it.", &[(Class::BlameShift, "you made me do")]);
    check_draft("Ça va… mistakes were made 😔", &[(Class::Agentless, "mistakes were made")]);
    check_draft("You’re why. I’ve already apologised.", &[(Class::Pressure, "I’ve already apologised")]);
}

#[test]
fn any_writing_of_a_word_is_read() {
    for text in [
        "I'M SORRY IF IT HURT YOU",
        "I’m sorry if it hurt you",
        "im sorry if it hurt u",
        "sorry\nif it hurt you",
        "sorry – if it hurt you",
    ] {
        assert_eq!(reflect(text, Mode::Draft).notes.len(), 1, "{text:?}");
    }
    for text in
        ["You shouldn't feel that", "You shouldn’t feel that", "you shouldnt feel that", "You should not feel that"]
    {
        assert_eq!(reflect(text, Mode::Listening).notes.len(), 1, "{text:?}");
    }
}

#[test]
fn quotes_are_silent() {
    for text in [
        "\"It just happened\"",
        "“It just happened”",
        "„It just happened“",
        "«It just happened»",
        "'It just happened'",
        "‘It just happened’",
        "I kept on with “It just happened. I'm sorry if it hurt. You made me do it.” for a year",
        "I wrote: 'I'm sorry if it hurt, it wasn't my parents' doing'",
        "It began with \"it just happened and went on without an end",
    ] {
        check_draft(text, &[]);
    }
}

#[test]
fn apostrophes_are_no_quotes() {
    let happened = [(Class::Agentless, "it just happened")];
    check_draft("At my parents' house it just happened", &happened);
    check_draft("It was the kids' party and it just happened, the neighbours' too", &happened);
    check_draft("'Cause it just happened, in the kids' room", &happened);
    check_draft("I don't know, it just happened, didn't it", &happened);
    check_draft("She said 'no' and it just happened", &[]);
    check_draft("A 'joke'. Then it just happened", &happened);
}

#[test]
fn a_quote_ends_with_its_paragraph() {
    check_draft("He began \"and never closed\n\nIt just happened", &[(Class::Agentless, "It just happened")]);
}

#[test]
fn negations_and_mirrors_reach_to_the_next_turn() {
    check_draft("I don't want to say that mistakes were made", &[]);
    check_draft("I don't know how, but mistakes were made", &[(Class::Agentless, "mistakes were made")]);
    check("You felt that I said calm down, it's not a big deal", Mode::Listening, &[]);
    check("You felt hurt, but calm down", Mode::Listening, &[(Class::Listener, "calm down")]);
}

#[test]
fn nothing_reaches_over_the_end_of_a_sentence() {
    check_draft("I'm sorry. If it is late, sleep.", &[]);
    check_draft("I lied.\n\nBut you were there.", &[]);
    check_draft("I'm sorry\nIf it rains I will drive you", &[]);
}

#[test]
fn a_text_without_points_is_read_in_parts() {
    let text = "and then I went home ".repeat(100) + "and it just happened";
    check_draft(&text, &[(Class::Agentless, "it just happened")]);
}

#[test]
fn at_most_two_notes_one_a_class_the_gravest_first() {
    let text = "It was just a kiss. Mistakes were made. Get over it. You made me do it. You made me lie.";
    check_draft(text, &[(Class::BlameShift, "You made me do"), (Class::Pressure, "Get over it")]);
    assert_eq!(NOTES_MAX, 2);
}

#[test]
fn one_passage_draws_one_note() {
    check_draft("I'm sorry, but you made me do it", &[(Class::BlameShift, "you made me do")]);
}

#[test]
fn a_draft_is_not_read_as_a_reply_nor_a_reply_as_a_draft() {
    check_draft("Calm down", &[]);
    check("Mistakes were made, and everyone does it", Mode::Listening, &[]);
}

#[track_caller]
fn check_cues(text: &str, expected: [bool; 4]) {
    let Cues { first_person, past_act, effect, future_act } = reflect(text, Mode::Draft).cues;
    assert_eq!([first_person, past_act, effect, future_act], expected, "{text:?}");
}

#[test]
fn cues_are_what_is_there() {
    check_cues("", [false; 4]);
    check_cues("Mistakes were made.", [false; 4]);
    check_cues("I was tired.", [true, false, false, false]);
    check_cues("I lied about the loan.", [true, true, false, false]);
    check_cues("I have hidden the bills from you.", [true, true, false, false]);
    check_cues("I didn't tell you.", [true, true, false, false]);
    check_cues("You felt alone.", [false, false, true, false]);
    check_cues("You told me that you lost your sleep.", [false, false, true, false]);
    check_cues("From Monday I will show you the account.", [true, false, false, true]);
    check_cues("I'll never understand.", [true, false, false, false]);
    check_cues("\"I lied and I will pay it back\"", [false; 4]);
    check_cues("I lied to you. It made you doubt yourself. When you ask, I will answer.", [true; 4]);
}

#[test]
fn care_34_the_mirror_stores_nothing_and_is_a_function_of_its_text() {
    let texts = ["I'm sorry if it hurt.", "", "You made me do it.", "I lied, and I will tell you."];
    let first: Vec<MirrorAnswer> = texts.iter().map(|text| reflect(text, Mode::Draft)).collect();
    let again: Vec<MirrorAnswer> = texts.iter().rev().map(|text| reflect(text, Mode::Draft)).collect();
    assert_eq!(first, again.into_iter().rev().collect::<Vec<_>>());
    check_sources_reach_nothing();
}

/// The manifest names no dependency, and the sources name nothing that could keep or send a text.
fn check_sources_reach_nothing() {
    let manifest = include_str!("../Cargo.toml");
    assert!(!manifest.contains("dependencies]"), "the mirror depends on nothing");
    let sources = sources();
    assert!(sources.len() > 10_000, "the sources were found");
    for word in [
        "std::fs",
        "std::net",
        "std::env",
        "std::io",
        "std::time",
        "std::process",
        "std::thread",
        "static ",
        "thread_local",
        "cell",
        "mutex",
        "atomic",
        "extern",
        "f32",
        "f64",
    ] {
        assert!(!sources.contains(word), "{word:?} stands in the mirror's sources");
    }
}

/// Returns all sources without comments and strings of the lexicon.
fn sources() -> String {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.is_dir() {
                folders.push(file);
            } else {
                let text = std::fs::read_to_string(file).unwrap();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                code.extend(lines.flat_map(|line| [line, "\n"]));
            }
        }
    }
    code.replace("&'static ", "&").to_lowercase()
}

/// Marsaglia's xorshift: enough to mix characters.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn text(&mut self, pieces: &[&str]) -> String {
        let most = self.next(LONGEST / 4);
        let mut text = String::new();
        while text.chars().count() < most {
            let piece = pieces[self.next(pieces.len())];
            let characters: Vec<char> = piece.chars().collect();
            let (start, length) = (self.next(characters.len()), 1 + self.next(characters.len()));
            text.extend(characters.iter().skip(start).take(length));
            text.push_str([" ", "", "\n", "’", "\"", "'", ". "][self.next(7)]);
        }
        text
    }
}

fn check_ranges(text: &str, mode: Mode) {
    let notes = reflect(text, mode).notes;
    assert!(notes.len() <= NOTES_MAX);
    for note in &notes {
        let Range { start, end } = note.at;
        assert!(start < end && text.get(start..end).is_some(), "{start}..{end} of {text:?}");
    }
    assert!(notes.is_sorted_by(|first, second| first.class < second.class), "one note a class, the gravest first");
}

#[test]
fn any_text_has_an_answer() {
    let set = std::env::var("TROTH_SEED").ok();
    let seed = set.map_or(0x7407_u64, |seed| seed.parse().expect("TROTH_SEED is a number"));
    println!("TROTH_SEED={seed}");
    let mut random = Random(seed.max(1));
    let pieces: Vec<&str> =
        include_str!("data/dev.txt").lines().filter_map(|line| line.split('\t').next_back()).collect();
    let strange = [
        "’‘“”„«»\"'`",
        "ßẞİıſ",
        "👩‍❤️‍👨🏽😔\u{200b}\u{feff}\u{ad}",
        "é\u{301}ﷺ漢字",
        "\u{0}\r\n\t\u{2028}\u{2029}",
        "......",
        "i'i’i'm't've",
    ];
    let all: Vec<&str> = pieces.into_iter().chain(strange.into_iter().cycle().take(60)).collect();
    for _ in 0..150 {
        let text = random.text(&all);
        check_ranges(&text, Mode::Draft);
        check_ranges(&text, Mode::Listening);
    }
}

#[test]
fn the_longest_texts_are_read() {
    for piece in ["'a ", "\"", "i ", "sorry but ", "’", "because you ", "😔", "not ", "i i'm you've ", "\n"] {
        let text: String = piece.chars().cycle().take(LONGEST).collect();
        check_ranges(&text, Mode::Draft);
        check_ranges(&text, Mode::Listening);
    }
}
