//! Own ratings: three a day at most, for oneself alone, and what one said before.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::RatingPoint;
use troth_app::{Intent, PrivateIntent};

use super::look::{glance, look};
use crate::components::{Form, Typed, details, lead, live, many, rating, side_note};
use crate::messages::{short_day, tr};

/// Days in the table; ratings are meant weekly, so this is most of a year.
const DAYS_SHOWN: usize = 40;

pub(super) fn rate() -> View {
    let today = glance(|open| open.private.ratings.iter().rfind(|point| point.date == open.today).cloned());
    let said = |name, read: fn(&RatingPoint) -> Option<u8>| {
        Typed::chosen(name, today.as_ref().and_then(read).map(|points| points.to_string()).unwrap_or_default())
    };
    let (trust, safe) = (said("rating-trust", |day| day.trust), said("rating-safe", |day| day.safe_to_talk));
    let load = said("rating-load", |day| day.load);
    let parts = vec![
        rating("trust", tr("rating-trust"), [tr("rating-trust-low"), tr("rating-trust-high")], trust),
        rating("safe-to-talk", tr("rating-safe"), [tr("rating-safe-low"), tr("rating-safe-high")], safe),
        rating("load", tr("rating-load"), [tr("rating-load-low"), tr("rating-load-high")], load),
    ];
    let keep = move || {
        let [trust, safe_to_talk, load] = [trust, safe, load].map(|rated| rated.now().parse().ok());
        Intent::Private(PrivateIntent::Rate { trust, safe_to_talk, load })
    };
    let form = Form::new(parts, tr("ratings-keep"), vec![trust, safe, load], keep);
    many(vec![lead(tr("ratings-lead")), form.draw(), side_note(tr("ratings-note"))])
}

/// What one said before, as a table: nothing is drawn through the days on which nothing was said.
pub(super) fn history() -> View {
    let points = look(|open| open.private.ratings.clone());
    live(move || {
        let points = points.get();
        if points.is_empty() {
            return many(Vec::new());
        }
        details(tr("ratings-before"), vec![table(&points)])
    })
}

fn table(points: &[RatingPoint]) -> View {
    let rows: Vec<View> = points.iter().rev().take(DAYS_SHOWN).map(table_row).collect();
    let columns = ["ratings-column-day", "ratings-column-trust", "ratings-column-safe", "ratings-column-load"];
    let columns: Vec<View> = columns.map(|id| head_cell("col", tr(id))).into();
    tags::table().children((tags::thead().children(tags::tr().children(columns)), tags::tbody().children(rows))).into()
}

fn table_row(point: &RatingPoint) -> View {
    let cell = |rated: Option<u8>| {
        let words = rated.map_or_else(|| tr("ratings-none"), |rated| rated.to_string());
        tags::td().children(words)
    };
    let day = head_cell("row", short_day(&point.date));
    tags::tr().children((day, cell(point.trust), cell(point.safe_to_talk), cell(point.load))).into()
}

/// A cell that names its `col` or `row`.
fn head_cell(names: &'static str, words: String) -> View {
    tags::th().attr("scope", names).children(words).into()
}
