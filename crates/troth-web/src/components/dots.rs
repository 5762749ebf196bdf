//! Own ratings as dots over a season: one for each rating, and nothing drawn across the days between.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::TrendView;

use crate::messages::{Value, tr_args};

/// Width of a day, and height of one step of the scale.
const DAY: u32 = 4;
const STEP: u32 = 8;
/// Room around the outermost dots.
const EDGE: u32 = 6;
const HEIGHT: u32 = 10 * STEP + 2 * EDGE;

/// Draws ratings by day and value, 0-10, with a description in words.
pub(crate) fn dots(marks: &[(u32, u8)]) -> View {
    let width = TrendView::DAYS * DAY + 2 * EDGE;
    let dot = |(day, mark): &(u32, u8)| {
        let (x, y) = (EDGE + day * DAY, HEIGHT - EDGE - u32::from(*mark) * STEP);
        tags::circle().attr("cx", x.to_string()).attr("cy", y.to_string()).attr("r", "3.5").into()
    };
    let dots: Vec<View> = marks.iter().map(dot).collect();
    let drawing = tags::svg().attr("viewBox", format!("0 0 {width} {HEIGHT}")).attr("aria-hidden", "true");
    let caption = tags::figcaption().children(sentence(marks));
    tags::figure().class("dots").children((drawing.children(dots), caption)).into()
}

fn sentence(marks: &[(u32, u8)]) -> String {
    let mark = |of: Option<&(u32, u8)>| Value::Number(of.map_or(0, |(_, mark)| i64::from(*mark)));
    let count = Value::Number(marks.len() as i64);
    tr_args("trend-dots", &[("count", count), ("first", mark(marks.first())), ("last", mark(marks.last()))])
}
