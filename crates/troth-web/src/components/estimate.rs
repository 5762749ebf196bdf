//! The maker's own estimate: always an interval, never a single number (care 27).

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::EstimateView;

use crate::messages::{Value, tr_args};

/// Draws the interval, with a sentence for it.
pub(crate) fn estimate_bar(estimate: EstimateView) -> View {
    let width = estimate.high.saturating_sub(estimate.low);
    let all = tags::rect().class("range-all").attr("width", "100").attr("height", "10").attr("rx", "1");
    let span = tags::rect().class("range-span").attr("height", "10");
    let span = span.attr("x", estimate.low.to_string()).attr("width", width.to_string());
    let bar = tags::svg().attr("viewBox", "0 0 100 10").attr("preserveAspectRatio", "none").attr("aria-hidden", "true");
    let caption = tags::figcaption().children(sentence(estimate));
    tags::figure().class("range").children((bar.children((all, span)), caption)).into()
}

fn sentence(estimate: EstimateView) -> String {
    tr_args(
        "estimate",
        &[
            ("low", Value::Number(estimate.low.into())),
            ("high", Value::Number(estimate.high.into())),
            ("from", Value::Number(estimate.from.into())),
            ("disputed", Value::Number(estimate.disputed.into())),
        ],
    )
}
