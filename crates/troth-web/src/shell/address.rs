//! The address bar: where the app came from, and an invitation that stands behind the `#`.

use wasm_bindgen::JsValue;

use super::page;

/// An invitation is longer than this, and nothing else that may stand behind the `#` is: the target of a link on the
/// page, for example. In characters.
const SHORTEST_INVITATION: usize = 40;

/// Returns the origin, for example `https://troth.example`.
pub(super) fn origin() -> String {
    page::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Returns what stands behind the `#`, if it is as long as an invitation.
pub(super) fn invitation() -> Option<String> {
    let hash = page::window()?.location().hash().ok()?;
    read_invitation(&hash)
}

fn read_invitation(hash: &str) -> Option<String> {
    let fragment = hash.strip_prefix('#').unwrap_or(hash);
    (fragment.len() >= SHORTEST_INVITATION).then(|| fragment.to_owned())
}

/// Takes the invitation out of the address bar and out of this history entry.
pub(super) fn clear() {
    let Some(window) = page::window() else { return };
    let Ok(history) = window.history() else { return };
    let state = history.state().unwrap_or(JsValue::NULL);
    let Ok(path) = window.location().pathname() else { return };
    // Browsers refuse this only when a page does it hundreds of times a minute.
    drop(history.replace_state_with_url(&state, "", Some(&path)));
}

/// Calls back when an invitation is put into the address of the page that is open.
pub(super) fn on_invitation(act: impl Fn(String) + 'static) {
    let Some(window) = page::window() else { return };
    page::listen(&window, "hashchange", move |_| {
        if let Some(link) = invitation() {
            act(link);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::read_invitation;

    #[test]
    fn only_an_invitation_is_one() {
        let long = "a".repeat(44);
        assert_eq!(read_invitation(&format!("#{long}")), Some(long));
        assert_eq!(read_invitation("#page"), None);
        assert_eq!(read_invitation(""), None);
    }
}
