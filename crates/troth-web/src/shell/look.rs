//! Light, dark, or the system's choice. It is kept for this device, outside the sealed storage, so that the lock's
//! screen has it too.

use super::page;

const KEY: &str = "look";
const ATTRIBUTE: &str = "data-theme";

/// The look of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// The system's choice.
    System,
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Look {
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn read(name: Option<&str>) -> Self {
        match name {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// Returns the stored look, and applies it.
pub(super) fn restore() -> Look {
    let name = storage().and_then(|storage| storage.get_item(KEY).ok()).flatten();
    let look = Look::read(name.as_deref());
    apply(look);
    look
}

/// Applies and stores a look. If the browser stores nothing, it lasts until the page closes.
pub(super) fn choose(look: Look) {
    apply(look);
    let Some(storage) = storage() else { return };
    drop(match look.name() {
        Some(name) => storage.set_item(KEY, name),
        None => storage.remove_item(KEY),
    });
}

/// Forgets the choice.
pub(super) fn forget() {
    choose(Look::System);
}

fn apply(look: Look) {
    let Some(root) = page::document().and_then(|document| document.document_element()) else { return };
    drop(match look.name() {
        Some(name) => root.set_attribute(ATTRIBUTE, name),
        None => root.remove_attribute(ATTRIBUTE),
    });
}

fn storage() -> Option<web_sys::Storage> {
    page::window()?.local_storage().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::Look;

    #[test]
    fn a_look_reads_back_as_it_was_named() {
        for look in [Look::System, Look::Light, Look::Dark] {
            assert_eq!(Look::read(look.name()), look);
        }
        assert_eq!(Look::read(Some("sepia")), Look::System);
    }
}
