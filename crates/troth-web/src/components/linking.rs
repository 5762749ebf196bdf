//! Parts of linking: the progress, the invitation as a QR code, and the words to compare.

use sycamore::prelude::*;
use sycamore::web::tags;

use crate::messages::tr;

/// White modules around the code, in addition to the figure's own padding.
const MARGIN: usize = 2;

/// The three steps of linking; `current` counts from 0.
pub(crate) fn link_steps(current: usize) -> View {
    let names = [tr("link-step-send"), tr("link-step-compare"), tr("link-step-together")];
    let steps: Vec<View> = names.into_iter().enumerate().map(|(place, name)| step(place, current, name)).collect();
    tags::ol().class("steps").attr("aria-label", tr("link-steps")).children(steps).into()
}

fn step(place: usize, current: usize, name: String) -> View {
    let now = (place == current).then_some("step");
    if place < current {
        let done = tags::span().class("unseen").children(tr("link-step-done"));
        return tags::li().class("done").children((name, done)).into();
    }
    tags::li().attr("aria-current", now).children(name).into()
}

/// A QR code, always black on white.
pub(crate) fn qr_code(rows: &[Vec<bool>]) -> View {
    let side = rows.len() + 2 * MARGIN;
    let dark = tags::path().attr("fill", "#000").attr("d", dark_modules(rows));
    let code = tags::svg().attr("viewBox", format!("0 0 {side} {side}")).attr("shape-rendering", "crispEdges");
    let figure = tags::figure().class("qr").attr("role", "img").attr("aria-label", tr("link-qr"));
    figure.children(code.attr("aria-hidden", "true").children(dark)).into()
}

/// Returns the dark modules as one path of horizontal runs.
fn dark_modules(rows: &[Vec<bool>]) -> String {
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|left, right| left == right) {
            if run.first() == Some(&true) {
                let (left, top, width) = (x + MARGIN, y + MARGIN, run.len());
                path.push_str(&format!("M{left} {top}h{width}v1h-{width}z"));
            }
            x += run.len();
        }
    }
    path
}

/// Draws the four safety words. They are English in every language of the screen.
pub(crate) fn safe_words(words: &[String; 4]) -> View {
    english_words("safe-words", words)
}

/// Draws words to be read one by one. `name` identifies the list on the page.
pub(crate) fn english_words(name: &'static str, words: &[String]) -> View {
    let words: Vec<View> = words.iter().map(|word| tags::li().children(word.clone()).into()).collect();
    tags::ol().class("safe-words").lang("en").attr("data-testid", name).children(words).into()
}

#[cfg(test)]
mod tests {
    use super::dark_modules;

    #[test]
    fn dark_modules_are_joined_in_runs() {
        let rows = [vec![true, true, false, true], vec![false, false, false, false]];
        assert_eq!(dark_modules(&rows), "M2 2h2v1h-2zM5 2h1v1h-1z");
    }
}
