//! The page that is shown after a panic.
//!
//! It is built by hand, because the code that draws the other screens cannot be trusted any more. It says that
//! something broke, how to restart, and where in the source. It omits the panic's message, which may contain a person's
//! words.

use std::cell::{Cell, RefCell};
use std::panic;

use web_sys::{Document, Element};

use super::hide::{self, NEUTRAL_PAGE};
use super::page;

/// The page's words, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoppedWords {
    /// The heading.
    pub(crate) title: String,
    /// Says that no saved entry is lost, and what to do.
    pub(crate) body: String,
    /// The link that restarts the app.
    pub(crate) reload: String,
    /// The Hide button.
    pub(crate) hide: String,
}

impl Default for StoppedWords {
    fn default() -> Self {
        Self {
            title: "Troth has stopped".to_owned(),
            body: "Something in the program broke. What was kept before is still on this device.".to_owned(),
            reload: "Start again".to_owned(),
            hide: "Hide".to_owned(),
        }
    }
}

thread_local! {
    static STOPPED: Cell<bool> = const { Cell::new(false) };
    static WORDS: RefCell<Option<StoppedWords>> = const { RefCell::new(None) };
}

/// Tells whether the program has panicked. No other code may run afterwards.
pub(super) fn has_stopped() -> bool {
    STOPPED.get()
}

/// Stores the words for later.
pub(super) fn say(words: StoppedWords) {
    WORDS.with_borrow_mut(|kept| *kept = Some(words));
}

/// Shows the page after any panic from now on.
pub(super) fn watch() {
    panic::set_hook(Box::new(|info| {
        if !STOPPED.replace(true) && !hide::is_hidden() {
            // The place only helps to mend it: without one the page says the rest.
            let place = info.location().map_or_else(String::new, ToString::to_string);
            // If the browser cannot make these elements, nothing is shown, which is no worse.
            let _ = show(&place);
        }
    }));
}

fn show(place: &str) -> Option<()> {
    let document = page::document()?;
    let body = document.body()?;
    body.set_text_content(None);
    // Words that can't be had, or were not set yet, are said in English.
    let words = WORDS.try_with(|kept| kept.try_borrow().ok()?.clone()).ok().flatten().unwrap_or_default();
    let app = element(&document, &body, "div", "app bare", "")?;
    let top = element(&document, &app, "header", "top", "")?;
    element(&document, &top, "h1", "", &words.title)?;
    let hide = element(&document, &top, "a", "hide", &words.hide)?;
    // hide.rs listens for the mark if it still runs; otherwise the link itself leads there.
    hide.set_attribute("data-hide", "").ok()?;
    hide.set_attribute("href", NEUTRAL_PAGE).ok()?;
    let main = element(&document, &app, "main", "page gate", "")?;
    main.set_attribute("role", "alert").ok()?;
    element(&document, &main, "p", "", &words.body)?;
    let again = element(&document, &main, "a", "button", &words.reload)?;
    again.set_attribute("href", "/").ok()?;
    element(&document, &main, "small", "", place)?;
    Some(())
}

fn element(document: &Document, parent: &Element, name: &str, class: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_class_name(class);
    element.set_text_content(Some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
