//! What the language mirror says of a draft. A function of the words and nothing else: no intent, no effect and no
//! state have a part in it, so nothing of it can be kept, sent or made a condition of sharing (care 34).

use troth_mirror::{Class, MirrorAnswer, Mode};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirroredText {
    /// A statement.
    Statement,
    /// A reply while the other has the floor.
    Reply,
}

/// What a draft holds already, and what might be looked at again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MirrorView {
    /// At most two questions, the gravest first.
    pub notes: Vec<MirrorNote>,
    /// What is there already, by the names of [`CUES`].
    pub cues: Vec<&'static str>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorNote {
    /// One of [`CLASSES`].
    pub class: &'static str,
    /// The words that it is about.
    pub words: String,
}

/// The names of the classes, the gravest first.
pub const CLASSES: [&str; 7] =
    ["blame-shift", "pressure", "listener", "conditional", "counter-but", "agentless", "minimiser"];
/// The names of what may be there already, in the order in which it is shown.
pub const CUES: [&str; 4] = ["first-person", "past-act", "effect", "future-act"];

/// Reads the fields of one draft as one text.
#[must_use]
pub fn mirror(fields: &[String], draft: MirroredText) -> MirrorView {
    let text = fields.join("\n\n");
    let mode = match draft {
        MirroredText::Statement => Mode::Draft,
        MirroredText::Reply => Mode::Listening,
    };
    let MirrorAnswer { notes, cues } = troth_mirror::reflect(&text, mode);
    let notes =
        notes.into_iter().map(|note| MirrorNote { class: class_name(note.class), words: text[note.at].to_owned() });
    let there = [cues.first_person, cues.past_act, cues.effect, cues.future_act];
    let cues = CUES.into_iter().zip(there).filter_map(|(cue, there)| there.then_some(cue));
    MirrorView { notes: notes.collect(), cues: cues.collect() }
}

const fn class_name(class: Class) -> &'static str {
    match class {
        Class::BlameShift => "blame-shift",
        Class::Pressure => "pressure",
        Class::Listener => "listener",
        Class::Conditional => "conditional",
        Class::CounterBut => "counter-but",
        Class::Agentless => "agentless",
        Class::Minimiser => "minimiser",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn care_34_a_draft_is_read_across_its_fields_and_draws_at_most_two_questions() {
        let fields =
            ["I lied to you.".to_owned(), "I'm sorry if it hurt you. You made me do it. It was only once.".to_owned()];
        let seen = mirror(&fields, MirroredText::Statement);
        let classes: Vec<_> = seen.notes.iter().map(|note| note.class).collect();
        assert_eq!(classes, ["blame-shift", "conditional"]);
        assert_eq!(seen.notes[0].words, "You made me do");
        assert_eq!(seen.notes[1].words, "sorry if it");
        assert_eq!(seen.cues, ["first-person", "past-act", "effect"]);
        assert_eq!(seen, mirror(&fields, MirroredText::Statement));
    }

    #[test]
    fn a_reply_is_asked_about_what_weighs_on_the_other() {
        let seen = mirror(&["Calm down.".to_owned()], MirroredText::Reply);
        assert_eq!(seen.notes[0].class, "listener");
        assert!(mirror(&["Calm down.".to_owned()], MirroredText::Statement).notes.is_empty());
    }
}
