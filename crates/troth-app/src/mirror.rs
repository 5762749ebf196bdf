//! What the language mirror says of a draft. A function of the words and nothing else: no intent, no effect and no
//! state have a part in it, so nothing of it can be kept, sent or made a condition of sharing (care 34).

use troth_mirror::{Class, MirrorAnswer, Mode};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirroredText {
    /// A statement.
    Statement,
    /// An answer to a question, by the one who did it.
    Answer,
    /// A reply: saying back, asking, seeing something differently.
    Reply,
    /// One's own turn. To say what the other did is no blame that is shifted.
    Turn,
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
    /// The place of the field that holds them.
    pub field: usize,
}

/// The names of the classes, the gravest first.
pub const CLASSES: [&str; 7] =
    ["blame-shift", "pressure", "listener", "conditional", "counter-but", "agentless", "minimiser"];
/// The names of what may be there already, in the order in which it is shown.
pub const CUES: [&str; 4] = ["first-person", "past-act", "effect", "future-act"];

/// What stands between two fields, so that no words run from one into the next.
const BETWEEN: &str = "\n\n";

/// Reads the fields of one draft as one text.
#[must_use]
pub fn mirror(fields: &[String], draft: MirroredText) -> MirrorView {
    let text = fields.join(BETWEEN);
    let mode = match draft {
        MirroredText::Statement | MirroredText::Answer => Mode::Draft,
        MirroredText::Reply | MirroredText::Turn => Mode::Listening,
    };
    let MirrorAnswer { notes, cues } = troth_mirror::reflect(&text, mode);
    let asked = notes.into_iter().filter(|note| draft != MirroredText::Turn || note.class != Class::BlameShift);
    let notes: Vec<MirrorNote> = asked
        .map(|note| {
            let field = field_at(fields, note.at.start);
            MirrorNote { class: class_name(note.class), words: text[note.at].to_owned(), field }
        })
        .collect();
    let there = [cues.first_person, cues.past_act, cues.effect, cues.future_act];
    let cues = CUES.into_iter().zip(there).filter_map(|(cue, there)| there.then_some(cue));
    // What is asked about is not praised in the same breath, and nothing but a statement is praised at all.
    let is_praised = draft == MirroredText::Statement && notes.is_empty();
    MirrorView { cues: cues.filter(|_| is_praised).collect(), notes }
}

/// The place of the field in which a byte of the joined text lies.
fn field_at(fields: &[String], byte: usize) -> usize {
    let mut end = 0;
    let holds = fields.iter().position(|field| {
        end += field.len() + BETWEEN.len();
        byte < end
    });
    holds.unwrap_or(0)
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
        assert_eq!(
            [seen.notes[0].field, seen.notes[1].field],
            [1, 1],
            "each stands under the field that holds its words"
        );
        assert!(seen.cues.is_empty(), "what is asked about is not praised");
        let plain = mirror(&["I lied to you.".to_owned(), "You felt alone.".to_owned()], MirroredText::Statement);
        assert_eq!(plain.cues, ["first-person", "past-act", "effect"]);
        assert_eq!(seen, mirror(&fields, MirroredText::Statement));
    }

    #[test]
    fn a_turn_of_ones_own_may_say_what_the_other_did_and_an_answer_is_never_praised() {
        let words = ["You made me feel small. Get over it.".to_owned()];
        let classes = |draft| mirror(&words, draft).notes.iter().map(|note| note.class).collect::<Vec<_>>();
        assert_eq!(classes(MirroredText::Turn), ["pressure"]);
        assert_eq!(classes(MirroredText::Reply), ["blame-shift", "pressure"]);
        let answer =
            mirror(&["I hid the letters from March on. I will show you the box.".to_owned()], MirroredText::Answer);
        assert_eq!((answer.notes, answer.cues), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_reply_is_asked_about_what_weighs_on_the_other() {
        let seen = mirror(&["Calm down.".to_owned()], MirroredText::Reply);
        assert_eq!(seen.notes[0].class, "listener");
        assert!(mirror(&["Calm down.".to_owned()], MirroredText::Statement).notes.is_empty());
    }
}
