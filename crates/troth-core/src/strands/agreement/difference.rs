//! The difference between two wordings, word by word, so that no partner has to compare them by eye.

/// The most cells of the table of common words: enough for two texts of about 500 changed words each. Beyond that, all
/// changed words are shown as struck and added.
const CELLS_MAX: usize = 250_000;

/// A run of words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// In both wordings.
    Kept(String),
    /// Only in the earlier wording.
    Struck(String),
    /// Only in the later wording.
    Added(String),
}

/// The difference between two texts. Without the struck pieces it reads as the later text.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let (before, after) = (words(before), words(after));
    let start = alike(before.iter(), after.iter());
    let (head, old, new) = (&after[..start], &before[start..], &after[start..]);
    let end = alike(old.iter().rev(), new.iter().rev());
    let (old, new, tail) = (&old[..old.len() - end], &new[..new.len() - end], &new[new.len() - end..]);
    let mut pieces = Pieces::default();
    head.iter().for_each(|word| pieces.push(Piece::Kept, word));
    middle(old, new, &mut pieces);
    tail.iter().for_each(|word| pieces.push(Piece::Kept, word));
    pieces.0
}

/// The words of a text, each with the blanks after it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim_end() == other.trim_end()
}

fn alike<'a>(one: impl Iterator<Item = &'a &'a str>, other: impl Iterator<Item = &'a &'a str>) -> usize {
    one.zip(other).take_while(|(one, other)| is_same(one, other)).count()
}

/// Compares the changed part and keeps a longest common subsequence of words.
///
/// `table[o][n]` is the length of that subsequence for `old[o..]` and `new[n..]`. Each step goes where more of it is
/// left.
fn middle(old: &[&str], new: &[&str], pieces: &mut Pieces) {
    let table = common(old, new);
    // Without a table nothing is common, so that all old words are struck before the new ones are added.
    let left = |o: usize, n: usize| table.get(o * (new.len() + 1) + n).copied().unwrap_or(0);
    let (mut o, mut n) = (0, 0);
    while o < old.len() || n < new.len() {
        match (old.get(o), new.get(n)) {
            (Some(went), Some(came)) if !table.is_empty() && is_same(went, came) => {
                pieces.push(Piece::Kept, came);
                (o, n) = (o + 1, n + 1);
            }
            (Some(went), came) if came.is_none() || left(o + 1, n) >= left(o, n + 1) => {
                pieces.push(Piece::Struck, went);
                o += 1;
            }
            (_, Some(came)) => {
                pieces.push(Piece::Added, came);
                n += 1;
            }
            (_, None) => break,
        }
    }
}

/// The table of common words; empty if it would have more than [`CELLS_MAX`] cells.
fn common(old: &[&str], new: &[&str]) -> Vec<u16> {
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > CELLS_MAX {
        return Vec::new();
    }
    let mut table = vec![0_u16; (old.len() + 1) * width];
    for (o, went) in old.iter().enumerate().rev() {
        for (n, came) in new.iter().enumerate().rev() {
            let at = o * width + n;
            table[at] = match is_same(went, came) {
                true => table[at + width + 1] + 1,
                false => table[at + width].max(table[at + 1]),
            };
        }
    }
    table
}

/// Collects pieces and joins neighbouring words of the same kind.
#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds a word. The last word of a text has no blank after it, so a blank is added before the next word.
    fn push(&mut self, kind: fn(String) -> Piece, word: &str) {
        if let Some(Piece::Kept(run) | Piece::Struck(run) | Piece::Added(run)) = self.0.last_mut()
            && !run.ends_with(char::is_whitespace)
        {
            run.push(' ');
        }
        let new = kind(word.to_owned());
        match (self.0.last_mut(), new) {
            (Some(Piece::Kept(run)), Piece::Kept(word))
            | (Some(Piece::Struck(run)), Piece::Struck(word))
            | (Some(Piece::Added(run)), Piece::Added(word)) => run.push_str(&word),
            (_, new) => self.0.push(new),
        }
    }
}
