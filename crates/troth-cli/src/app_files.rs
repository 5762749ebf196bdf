//! The files of the web app, embedded from `dist/` (development builds read them from there at run time).

use std::borrow::Cow;

use rust_embed::Embed;
use troth_relay::{Asset, Assets, Keep};

/// Fewest hexadecimal digits for a part of a name to count as a content hash.
const HASH_MIN_DIGITS: usize = 8;

const NOT_BUILT: &str = "The web app is not built into this relay. Build it with: cargo xtask web\n";

#[derive(Embed)]
#[folder = "../../dist"]
struct Dist;

/// Returns the files of the web app; `/` is its one page.
pub(crate) fn app_files() -> Assets {
    Assets::new(|path| match path {
        "/" => Some(file("index.html").unwrap_or_else(not_built)),
        _ => path.strip_prefix('/').and_then(file),
    })
}

fn file(name: &str) -> Option<Asset> {
    let bytes = Dist::get(name)?.data;
    let brotli = Dist::get(&format!("{name}.br")).map(|file| file.data);
    Some(Asset { bytes, brotli, content_type: content_type(name), keep: keep(name) })
}

fn not_built() -> Asset {
    Asset {
        bytes: Cow::Borrowed(NOT_BUILT.as_bytes()),
        brotli: None,
        content_type: "text/plain; charset=utf-8",
        keep: Keep::Revalidate,
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Keeps a file for ever if its name contains a hash, as `app-1f2e3d4c5b.js` does and `index.html` does not.
fn keep(name: &str) -> Keep {
    let file_name = name.rsplit_once('/').map_or(name, |(_, file_name)| file_name);
    let parts = file_name.split(['.', '-', '_']);
    if parts.skip(1).any(is_hash) { Keep::Forever } else { Keep::Revalidate }
}

fn is_hash(part: &str) -> bool {
    part.len() >= HASH_MIN_DIGITS && part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["app-0123456789abcdef.js", "app.1f2e3d4c.css", "assets/app_bg-00ff00ff00.wasm"] {
            assert_eq!(keep(name), Keep::Forever, "{name}");
        }
        for name in ["index.html", "sw.js", "manifest.webmanifest", "icon-512.png", "deadbeef.js", "app-facade.js"] {
            assert_eq!(keep(name), Keep::Revalidate, "{name}");
        }
    }
}
