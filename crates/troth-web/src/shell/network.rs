//! The browser's belief about the network.

use troth_app::Network;

use super::page;

/// Calls back at each change.
pub(super) fn on_change(act: impl Fn(Network) + Clone + 'static) {
    let Some(window) = page::window() else { return };
    let (up, down) = (act.clone(), act);
    page::listen(&window, "online", move |_| up(Network::Up));
    page::listen(&window, "offline", move |_| down(Network::Down));
}

/// Returns the browser's current belief; `Up` if it has none.
pub(super) fn now() -> Network {
    match page::window() {
        Some(window) if !window.navigator().on_line() => Network::Down,
        _ => Network::Up,
    }
}
