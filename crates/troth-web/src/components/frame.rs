//! The frame around every screen: the way back, Hide, and the bar of places.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::{Intent, Place};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::icon::icon;
use super::markup::Hears;
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

/// Lets keyboard users skip the bar. It moves the focus and leaves the address unchanged.
pub(crate) fn skip_link() -> View {
    let skip = |event: Event| {
        event.prevent_default();
        focus_page();
    };
    tags::a().class("skip").href("#page").hears("click", skip).children(tr("frame-skip")).into()
}

fn focus_page() {
    let page = document().get_element_by_id(PAGE_ID).and_then(|page| page.dyn_into::<HtmlElement>().ok());
    if let Some(page) = page {
        // A page that can't take the focus leaves it where it was.
        let _ = page.focus();
    }
}

/// Draws the button that goes one level back.
pub(crate) fn back_button(app: AppHandle) -> View {
    sign_button("back", tr("frame-back"), "i-back", move || app.send(Intent::Back))
}

/// Draws the button to Settings, which is no place of the programme and so has no tab.
pub(crate) fn settings_button(app: AppHandle) -> View {
    sign_button("gear", tr("place-settings"), "i-settings", move || app.send(Intent::Go(Place::Settings)))
}

/// Draws a button with an icon and a name for screen readers.
fn sign_button(class: &'static str, name: String, sign: &'static str, press: impl Fn() + 'static) -> View {
    let button = tags::button().r#type("button").class(class).attr("aria-label", name);
    button.pressed(press).children(icon(sign)).into()
}

/// Draws Hide. It is part of the frame, so that every screen has it (care 9). The shell listens for its mark.
pub(crate) fn hide_button() -> View {
    let button = tags::button().r#type("button").class("hide").attr("data-hide", "");
    button.children((icon("i-hide"), tr("frame-hide"))).into()
}

/// Draws the way to the places for large text, where their bar stands below the page. It moves the focus and leaves the
/// address unchanged.
pub(crate) fn places_link() -> View {
    sign_button("to-places", tr("frame-to-places"), "i-places", focus_places)
}

fn focus_places() {
    let first = document().query_selector(".tabs a").ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        // It scrolls there too.
        let _ = first.focus();
    }
}

/// The bar of places.
///
/// `mark` stands on the tab of Today.
pub(crate) fn tabs(app: AppHandle, lit: Part<Option<Place>>, mark: View) -> View {
    let mut mark = Some(mark);
    let mut tab = |(place, sign)| tab(app, lit, (place, sign), mark.take_if(|_| place == Place::Today));
    let tabs: Vec<View> = PLACES.into_iter().map(&mut tab).collect();
    tags::nav().class("tabs").attr("aria-label", tr("frame-places")).children(tags::ul().children(tabs)).into()
}

/// Draws a tab. It is a link for screen readers, but never changes the address (care 4).
fn tab(app: AppHandle, lit: Part<Option<Place>>, (place, sign): (Place, &'static str), mark: Option<View>) -> View {
    let go = move |event: Event| {
        event.prevent_default();
        app.send(Intent::Go(place));
    };
    let current = move || (lit.get() == Some(place)).then_some("page");
    let link = tags::a().href("#").attr("aria-current", current).hears("click", go);
    tags::li().children(link.children((icon(sign), tags::span().children(place_name(place)), mark))).into()
}
