//! The address bar: the origin of the app, and the fragment: an invitation, or the sample's name.

use troth_app::SAMPLE_FRAGMENT;
use wasm_bindgen::JsValue;

use super::page;

/// Length in characters that every invitation exceeds, and no other fragment does, such as the target of a link on the
/// page.
const SHORTEST_INVITATION: usize = 40;

/// Returns the origin, for example `https://troth.example`; nothing where the browser keeps it back.
pub(super) fn origin() -> Option<String> {
    page::window()?.location().origin().ok()
}

/// Returns the fragment if it is the sample's name or as long as an invitation.
pub(super) fn fragment() -> Option<String> {
    let hash = page::window()?.location().hash().ok()?;
    read_fragment(&hash)
}

fn read_fragment(hash: &str) -> Option<String> {
    let fragment = hash.strip_prefix('#').unwrap_or(hash);
    (fragment == SAMPLE_FRAGMENT || fragment.len() >= SHORTEST_INVITATION).then(|| fragment.to_owned())
}

/// Removes the fragment from the address bar and from this history entry.
pub(super) fn clear() {
    let Some(window) = page::window() else { return };
    let Ok(history) = window.history() else { return };
    let state = history.state().unwrap_or(JsValue::NULL);
    let Ok(path) = window.location().pathname() else { return };
    // Browsers refuse this only if a page does it hundreds of times a minute.
    drop(history.replace_state_with_url(&state, "", Some(&path)));
}

/// Calls back when an invitation or the sample's name is put into the address of the open page.
pub(super) fn on_fragment(act: impl Fn(String) + 'static) {
    let Some(window) = page::window() else { return };
    page::listen(&window, "hashchange", move |_| {
        if let Some(fragment) = fragment() {
            // An invitation stays in the address until the app has taken it. The sample's name is cleared at once: it
            // may be used again, and the back gesture could not tell it from a link on the page.
            if fragment == SAMPLE_FRAGMENT {
                clear();
            }
            act(fragment);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::read_fragment;

    #[test]
    fn only_an_invitation_or_the_sample_is_read() {
        let long = "a".repeat(44);
        assert_eq!(read_fragment(&format!("#{long}")), Some(long));
        assert_eq!(read_fragment("#sample"), Some("sample".to_owned()));
        assert_eq!(read_fragment("#page"), None);
        assert_eq!(read_fragment(""), None);
    }
}
