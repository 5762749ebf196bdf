//! The frame around every screen: the way back, Hide, and the bar of places.

use leptos::ev::MouseEvent;
use leptos::prelude::{
    AnyView, AriaAttributes, ClassAttribute, CustomAttribute, ElementChild, IntoAny, OnAttribute, document, view,
};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use troth_app::{Intent, Place};

use super::icon::icon;
use super::part::Part;
use crate::messages::tr;
use crate::shell::AppHandle;

/// The element that holds the screen.
pub(crate) const PAGE_ID: &str = "page";

/// The places in the order of the bar, each with its icon.
const PLACES: [(Place, &str); 5] = [
    (Place::Today, "i-today"),
    (Place::Repair, "i-repair"),
    (Place::Together, "i-link"),
    (Place::Story, "i-story"),
    (Place::Private, "i-private"),
];

/// The name of a place.
pub(crate) fn place_name(place: Place) -> String {
    match place {
        Place::Today => tr("place-today"),
        Place::Repair => tr("place-repair"),
        Place::Together => tr("place-together"),
        Place::Story => tr("place-story"),
        Place::Private => tr("place-private"),
        Place::Settings => tr("place-settings"),
    }
}

/// Leads keyboards past the bar. It moves the focus and leaves the address alone.
pub(crate) fn skip_link() -> AnyView {
    let skip = |event: MouseEvent| {
        event.prevent_default();
        focus_page();
    };
    view! { <a class="skip" href="#page" on:click=skip>{tr("frame-skip")}</a> }.into_any()
}

fn focus_page() {
    let page = document().get_element_by_id(PAGE_ID).and_then(|page| page.dyn_into::<HtmlElement>().ok());
    if let Some(page) = page {
        let _ = page.focus();
    }
}

/// One level back.
pub(crate) fn back_button(app: AppHandle) -> AnyView {
    view! {
        <button type="button" class="back" aria-label=tr("frame-back") on:click=move |_| app.send(Intent::Back)>
            {icon("i-back")}
        </button>
    }
    .into_any()
}

/// The way to Settings, which is no place of the programme and so has no tab.
pub(crate) fn settings_button(app: AppHandle) -> AnyView {
    let go = move |_| app.send(Intent::Go(Place::Settings));
    view! {
        <button type="button" class="gear" aria-label=tr("place-settings") on:click=go>{icon("i-settings")}</button>
    }
    .into_any()
}

/// Hide: part of the frame, so that no screen can be without it (care 9). The shell listens to its mark.
pub(crate) fn hide_button() -> AnyView {
    view! { <button type="button" class="hide" data-hide="">{icon("i-hide")}{tr("frame-hide")}</button> }.into_any()
}

/// The bar of places.
pub(crate) fn tabs(app: AppHandle, lit: Part<Option<Place>>) -> AnyView {
    let tabs: Vec<AnyView> = PLACES.into_iter().map(|(place, sign)| tab(app, lit, place, sign)).collect();
    view! { <nav class="tabs" aria-label=tr("frame-places")><ul>{tabs}</ul></nav> }.into_any()
}

/// A tab is a link for those who hear it, but it never changes the address (care 4).
fn tab(app: AppHandle, lit: Part<Option<Place>>, place: Place, sign: &'static str) -> AnyView {
    let go = move |event: MouseEvent| {
        event.prevent_default();
        app.send(Intent::Go(place));
    };
    let current = move || if lit.get() == Some(place) { Some("page") } else { None };
    view! {
        <li><a href="#" aria-current=current on:click=go>{icon(sign)}<span>{place_name(place)}</span></a></li>
    }
    .into_any()
}
