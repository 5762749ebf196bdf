//! What this device is called, so that a person knows it again in a list: its kind and its browser.

use super::page;

/// Names to find in the browser's description of itself, the most specific first: an Android also says Linux, and an
/// iPhone also says Mac.
const KINDS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
    ("BSD", "BSD"),
];

/// Signs of browsers, the most specific first: nearly all of them also say Chrome and Safari.
const BROWSERS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

/// The name if the browser says nothing.
const UNKNOWN: &str = "Browser";

/// Returns what this device is called. It is stored only in the person's own sealed list.
pub(super) fn name() -> String {
    let described = page::window().and_then(|window| window.navigator().user_agent().ok());
    described.map_or_else(|| UNKNOWN.to_owned(), |described| name_of(&described))
}

fn name_of(described: &str) -> String {
    match (kind_of(described), find(&BROWSERS, described)) {
        (Some(kind), Some(browser)) => format!("{kind}, {browser}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => UNKNOWN.to_owned(),
    }
}

fn kind_of(described: &str) -> Option<&'static str> {
    match (described.contains("Android"), described.contains("Mobile")) {
        (true, true) => Some("Phone"),
        (true, false) => Some("Tablet"),
        (false, _) => find(&KINDS, described),
    }
}

fn find(signs: &[(&str, &'static str)], described: &str) -> Option<&'static str> {
    signs.iter().find(|(sign, _)| described.contains(sign)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_device_is_called_by_its_kind_and_browser() {
        let check = |described: &str, expected: &str| assert_eq!(name_of(described), expected, "{described}");
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        check(
            &format!("Mozilla/5.0 (Linux; Android 16; Pixel 9) {webkit} Chrome/142.0 Mobile Safari/537.36"),
            "Phone, Chrome",
        );
        check(
            &format!("Mozilla/5.0 (Linux; Android 16; X700) {webkit} SamsungBrowser/29.0 Chrome/136.0 Safari/537.36"),
            "Tablet, Samsung Internet",
        );
        check("Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Phone, Firefox");
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1",
            "iPhone, Safari",
        );
        check(
            &format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {webkit} Chrome/142.0 Safari/537.36 Edg/142.0"),
            "Windows, Edge",
        );
        check(&format!("Mozilla/5.0 (X11; Linux x86_64) {webkit} HeadlessChrome/142.0 Safari/537.36"), "Linux, Chrome");
        check("something new", "Browser");
    }
}
