//! The kind of this device, so that a person can distinguish their devices in a list.

use super::page;

/// Names to find in the browser's description of itself, the most specific first: an Android also says Linux, and an
/// iPhone also says Mac.
const KINDS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
    ("BSD", "BSD"),
];

/// The name if the browser does not say.
const UNKNOWN: &str = "Browser";

/// Returns the kind of this device. It is stored only in the person's own sealed list.
pub(super) fn kind() -> String {
    let described = page::window().and_then(|window| window.navigator().user_agent().ok());
    described.map_or(UNKNOWN, |described| kind_of(&described)).to_owned()
}

fn kind_of(described: &str) -> &'static str {
    KINDS.iter().find(|(sign, _)| described.contains(sign)).map_or(UNKNOWN, |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn the_more_special_sign_wins() {
        assert_eq!(kind_of("Mozilla/5.0 (Linux; Android 16; Pixel)"), "Android");
        assert_eq!(kind_of("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)"), "iPhone");
        assert_eq!(kind_of("Mozilla/5.0 (X11; Linux x86_64)"), "Linux");
        assert_eq!(kind_of("something new"), "Browser");
    }
}
