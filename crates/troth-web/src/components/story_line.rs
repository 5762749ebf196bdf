//! One line of the story.

use leptos::prelude::{
    AnyView, AriaAttributes, ClassAttribute, ElementChild, GlobalAttributes, IntoAny, OnAttribute, view,
};
use troth_app::view::StoryLineView;

use super::vessel::strand_name;
use crate::messages::{short_day, tr_message};

/// A line: the day and strand, what was done, and in which words.
pub(crate) fn line_of_story(line: &StoryLineView, open: Option<Box<dyn Fn()>>) -> AnyView {
    let when = format!("{} · {}", short_day(&line.date), strand_name(line.strand));
    let words = (!line.words.is_empty())
        .then(|| view! { <span class="told-words" dir="auto">{line.words.clone()}</span> }.into_any());
    let mut parts = vec![
        view! { <small>{when}</small> }.into_any(),
        view! { <span>{tr_message(&line.what)}</span> }.into_any(),
        words.into_any(),
    ];
    parts.extend(line.remarks.iter().map(|remark| view! { <small>{tr_message(remark)}</small> }.into_any()));
    match open {
        Some(open) => view! { <button type="button" class="told" on:click=move |_| open()>{parts}</button> }.into_any(),
        None => view! { <p class="told">{parts}</p> }.into_any(),
    }
}

/// A picture that leads somewhere.
pub(crate) fn picture_button(label: String, picture: AnyView, press: impl Fn() + 'static) -> AnyView {
    let press: Box<dyn Fn()> = Box::new(press);
    view! { <button type="button" class="picture" aria-label=label on:click=move |_| press()>{picture}</button> }
        .into_any()
}
