//! Parts of a screen that follow the view. Boxed, so that the code that follows a signal exists once.

use std::sync::Arc;

use leptos::prelude::{AnyView, For, ForProps, IntoAny, IntoView};

/// Draws again whenever a signal that `draw` reads changes.
pub(crate) fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    (move || draw()).into_any()
}

/// Words that follow the view.
pub(crate) fn live_text(say: impl Fn() -> String + Send + 'static) -> AnyView {
    let say: Box<dyn Fn() -> String + Send> = Box::new(say);
    (move || say()).into_any()
}

/// A list in which an item that stays keeps its elements, and with them focus and what is being typed.
pub(crate) fn keyed(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    draw: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let keys: Box<dyn Fn() -> Vec<String> + Send + Sync> = Box::new(keys);
    let draw: Arc<dyn Fn(String) -> AnyView + Send + Sync> = Arc::new(draw);
    let list =
        ForProps::builder().each(keys).key(|key: &String| key.clone()).children(move |key: String| draw(key)).build();
    For(list).into_view().into_any()
}
