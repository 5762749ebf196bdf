//! Own ratings, for the person alone: the form, earlier ratings, and their trend.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::{RatingPoint, TrendView};
use troth_app::{Intent, PrivateIntent};

use super::look::{glance, look};
use crate::components::{
    Form, POINTS, Typed, details_later, dots, lead, live, many, or_blank, para, rating, side_note,
};
use crate::messages::{short_day, tr, tr_message};

/// Days in the table. Ratings are meant weekly, so this is most of a year.
const DAYS_SHOWN: usize = 40;
/// The highest mark for a week, which is the worst.
const MARKS: u8 = 4;

pub(super) fn rate() -> View {
    let today = glance(|open| open.private.ratings.iter().rfind(|point| point.date == open.today).cloned());
    let said = |name, read: fn(&RatingPoint) -> Option<u8>| {
        Typed::chosen(name, or_blank(today.as_ref().and_then(read).map(|points| points.to_string())))
    };
    let (trust, safe) = (said("rating-trust", |day| day.trust), said("rating-safe", |day| day.safe_to_talk));
    let load = said("rating-load", |day| day.load);
    let too_much = said("rating-too-much", |day| day.too_much);
    let mut parts = vec![
        rating("trust", tr("rating-trust"), [tr("rating-trust-low"), tr("rating-trust-high")], POINTS, trust),
        rating("safe-to-talk", tr("rating-safe"), [tr("rating-safe-low"), tr("rating-safe-high")], POINTS, safe),
        rating("load", tr("rating-load"), [tr("rating-load-low"), tr("rating-load-high")], POINTS, load),
    ];
    // Last, short, and on only one day a week: the form is for a person in pain.
    let asks = glance(|open| open.private.asks_too_much);
    if asks {
        let ends = [tr("rating-too-much-low"), tr("rating-too-much-high")];
        parts.push(rating("too-much", tr("rating-too-much"), ends, MARKS, too_much));
    }
    let keep = move || {
        let [trust, safe_to_talk, load] = [trust, safe, load].map(|rated| rated.now().parse().ok());
        let too_much = too_much.now().parse().ok().filter(|_| asks);
        Intent::Private(PrivateIntent::Rate { trust, safe_to_talk, load, too_much })
    };
    let form = Form::new(parts, tr("ratings-keep"), vec![trust, safe, load, too_much], keep);
    many(vec![lead(tr("ratings-lead")), form.draw(), side_note(tr("ratings-note"))])
}

/// Draws earlier ratings as a table: nothing is drawn across days without a rating.
pub(super) fn history() -> View {
    let empty = look(|open| open.private.ratings.is_empty());
    live(move || {
        if empty.get() {
            return many(Vec::new());
        }
        details_later(tr("ratings-before"), move || {
            let points = look(|open| open.private.ratings.clone());
            live(move || points.with(|points| table(points)))
        })
    })
}

/// Draws the trend: words first, and dots if there are enough ratings.
pub(super) fn trends() -> View {
    details_later(tr("trend-title"), move || {
        let trends = look(|open| open.private.trends.clone());
        live(move || {
            let mut parts = Vec::new();
            for TrendView { words, dots: marks } in &trends.get() {
                parts.push(para(tr_message(words)));
                parts.extend((!marks.is_empty()).then(|| dots(marks)));
            }
            parts.push(side_note(tr("trend-note")));
            many(parts)
        })
    })
}

fn table(points: &[RatingPoint]) -> View {
    let rows: Vec<View> = points.iter().rev().take(DAYS_SHOWN).map(table_row).collect();
    let columns = [
        "ratings-column-day",
        "ratings-column-trust",
        "ratings-column-safe",
        "ratings-column-load",
        "ratings-column-too-much",
    ];
    let columns: Vec<View> = columns.map(|id| head_cell("col", tr(id))).into();
    tags::table().children((tags::thead().children(tags::tr().children(columns)), tags::tbody().children(rows))).into()
}

fn table_row(point: &RatingPoint) -> View {
    let cell = |rated: Option<u8>| -> View {
        let words = rated.map_or_else(|| tr("ratings-none"), |rated| rated.to_string());
        tags::td().children(words).into()
    };
    let day = head_cell("row", short_day(&point.date));
    let marks = [point.trust, point.safe_to_talk, point.load, point.too_much].map(cell);
    tags::tr().children((day, Vec::from(marks))).into()
}

/// A cell that names its `col` or `row`.
fn head_cell(names: &'static str, words: String) -> View {
    tags::th().attr("scope", names).children(words).into()
}
