//! The maker's own estimate: an interval, and never a number alone (care 27).

use leptos::prelude::{AnyView, ClassAttribute, CustomAttribute, ElementChild, IntoAny, view};
use troth_app::view::EstimateView;

use crate::messages::{Value, tr_args};

/// The width of the bar. Named, since an element of literals alone would be made from markup, which the page forbids.
const WHOLE: &str = "100";

/// Draws the interval, with a sentence that says it.
pub(crate) fn estimate_bar(estimate: EstimateView) -> AnyView {
    let width = estimate.high.saturating_sub(estimate.low);
    view! {
        <figure class="range">
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="range-all" width=WHOLE height="10" rx="1"></rect>
                <rect class="range-span" x=estimate.low.to_string() width=width.to_string() height="10"></rect>
            </svg>
            <figcaption>{sentence(estimate)}</figcaption>
        </figure>
    }
    .into_any()
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
