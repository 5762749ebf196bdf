//! Reads the script: plain text, one act a line.
//!
//! ```text
//! # A remark.
//! -181 20:40 Jonas sees-otherwise of loan | I meant to tell you in spring.
//!  day  time  who   act           about      fields
//! -170 21:00 Mara asks of loan as q1 | Who else knew? | full
//!                             named, so that later lines can speak `of` it
//! -140..-71/7 20:00 Mara rates | 3/2/8*4 . 4/3/7
//!  from  to every                once for each day: four times the first, nothing, then the last
//! ```
//!
//! Days are counted from today, in civil time; `-1` is yesterday. Lines may stand in any order.

use crate::message::Message;

/// An act: one thing that one of the two did.
#[derive(Clone, Debug)]
pub(super) struct Act<'a> {
    pub(super) line: usize,
    /// Days from today; below 0 is before.
    pub(super) day: i64,
    /// Minutes after midnight.
    pub(super) minute: i64,
    pub(super) who: &'a str,
    pub(super) verb: &'a str,
    /// What it is about.
    pub(super) of: Option<&'a str>,
    /// The name under which later acts speak of it.
    pub(super) name: Option<&'a str>,
    pub(super) fields: Vec<&'a str>,
}

/// A line that says nothing here, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) line: usize,
    pub(super) why: Why,
}

/// Why a line says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// No act reads like this.
    Unreadable,
    /// It can't be done at this point of the story.
    Refused(Message),
}

impl From<Message> for Why {
    fn from(refused: Message) -> Self {
        Self::Refused(refused)
    }
}

/// Days of a line.
struct Days {
    from: i64,
    to: i64,
    step: usize,
}

/// Reads every act, in the order in which they happened, and every line that is none.
pub(super) fn read(script: &str) -> (Vec<Act<'_>>, Vec<Mistake>) {
    let (mut acts, mut mistakes) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(script.lines()) {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match read_line(line, text) {
            Some(found) => acts.extend(found),
            None => mistakes.push(Mistake { line, why: Why::Unreadable }),
        }
    }
    acts.sort_by_key(|act| (act.day, act.minute));
    (acts, mistakes)
}

fn read_line(line: usize, text: &str) -> Option<Vec<Act<'_>>> {
    let mut fields = text.split('|').map(str::trim);
    let mut words = fields.next()?.split_whitespace();
    let (days, minute, who, verb) = (words.next()?, minute(words.next()?)?, words.next()?, words.next()?);
    let (mut of, mut name) = (None, None);
    while let Some(word) = words.next() {
        match word {
            "of" => of = Some(words.next()?),
            "as" => name = Some(words.next()?),
            _ => return None,
        }
    }
    let act = Act { line, day: 0, minute, who, verb, of, name, fields: fields.collect() };
    let Some(days) = range(days) else { return Some(vec![Act { day: days.parse().ok()?, ..act }]) };
    Some(one_a_day(&days, &act))
}

/// `-140..-71/7`: every seventh day.
fn range(days: &str) -> Option<Days> {
    let (from, rest) = days.split_once("..")?;
    let (to, step) = rest.split_once('/').unwrap_or((rest, "1"));
    let step = step.parse().ok().filter(|step| *step > 0)?;
    Some(Days { from: from.parse().ok()?, to: to.parse().ok()?, step })
}

/// The last field holds a word for each day; the others are the same every time.
fn one_a_day<'a>(days: &Days, act: &Act<'a>) -> Vec<Act<'a>> {
    let Some((each, same)) = act.fields.split_last() else { return Vec::new() };
    let words = each.split_whitespace().flat_map(|word| {
        let (word, times) = word.split_once('*').unwrap_or((word, "1"));
        std::iter::repeat_n(word, times.parse().unwrap_or(0))
    });
    let days = (days.from..=days.to).step_by(days.step);
    let filled = days.zip(words).filter(|(_, word)| *word != ".");
    filled.map(|(day, word)| Act { day, fields: [same, &[word]].concat(), ..act.clone() }).collect()
}

/// `HH:MM`.
fn minute(time: &str) -> Option<i64> {
    let time = crate::civil::parse_time(time)?;
    Some(i64::from(time.hour()) * 60 + i64::from(time.minute()))
}
