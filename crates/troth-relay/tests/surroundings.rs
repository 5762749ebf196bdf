//! Headers, files of the app, health, metrics, and the description.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use support::TestRelay;
use support::http::{Connection, Reply, mailbox, record};
use tempfile::TempDir;
use troth_relay::{Asset, Assets, Keep};
use troth_wire::ErrorCode;

fn with_assets() -> TestRelay {
    let assets = Assets::new(|path| {
        let keep = match path {
            "/" => Keep::Revalidate,
            "/app-0123456789.js" => Keep::Forever,
            _ => return None,
        };
        let brotli = (keep == Keep::Forever).then_some(Cow::Borrowed(&b"pressed"[..]));
        Some(Asset { bytes: Cow::Borrowed(b"plain"), brotli, content_type: "text/x-test", keep })
    });
    TestRelay::start_in(Arc::new(TempDir::new().unwrap()), Arc::new(AtomicU64::new(0)), assets, |_| {})
}

fn get(relay: &TestRelay, path: &str, headers: &[&str]) -> Reply {
    let headers: Vec<String> = headers.iter().map(|line| (*line).to_owned()).collect();
    Connection::open(relay.address).unwrap().exchange("GET", path, &headers, b"").unwrap()
}

#[test]
fn care_12_every_answer_denies_sensors_and_foreign_code() {
    let relay = with_assets();
    for path in
        ["/", "/app-0123456789.js", "/nothing", "/v1/session", "/health", "/metrics", "/openapi.json", "/v1/bell"]
    {
        let reply = get(&relay, path, &[]);
        let policy = reply.header("permissions-policy").unwrap();
        for sensor in ["camera", "microphone", "geolocation", "accelerometer", "gyroscope", "magnetometer"] {
            assert!(policy.contains(&format!("{sensor}=()")), "{path}: {sensor}");
        }
        let csp = reply.header("content-security-policy").unwrap();
        assert!(csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{path}");
        assert!(!csp.contains("http") && !csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(reply.header("server").is_none() && reply.header("set-cookie").is_none());
    }
}

#[test]
fn files_are_compressed_and_kept_as_they_say() {
    let relay = with_assets();
    let page = get(&relay, "/", &["Accept-Encoding: gzip, br"]);
    assert_eq!((page.body.as_slice(), page.header("cache-control")), (&b"plain"[..], Some("no-cache")));
    let tag = page.header("etag").unwrap().to_owned();
    assert_eq!(get(&relay, "/", &[&format!("If-None-Match: {tag}")]).status, 304);
    let script = get(&relay, "/app-0123456789.js", &["Accept-Encoding: gzip, br;q=0.9"]);
    assert_eq!((script.body.as_slice(), script.header("content-encoding")), (&b"pressed"[..], Some("br")));
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(script.header("content-type"), Some("text/x-test"));
    for refusing in ["Accept-Encoding: gzip", "Accept-Encoding: br;q=0", "X-Nothing: br"] {
        assert_eq!(get(&relay, "/app-0123456789.js", &[refusing]).body, b"plain", "{refusing}");
    }
    let head = Connection::open(relay.address).unwrap().exchange("HEAD", "/", &[], b"").unwrap();
    assert_eq!((head.status, head.header("content-length")), (200, Some("5")));
    let posted = Connection::open(relay.address).unwrap().exchange("POST", "/", &[], b"").unwrap();
    assert_eq!(posted.error().code, ErrorCode::WrongMethod);
}

#[test]
fn sealed_answers_are_stored_nowhere() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    assert_eq!(ann.push(mailbox(1), vec![record(1, 1)]).header("cache-control"), Some("no-store"));
}

#[test]
fn metrics_count_without_names_and_stay_on_this_machine() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    ann.pushed(mailbox(1), vec![record(1, 1), record(2, 1)]);
    ann.pushed(mailbox(1), vec![record(1, 1)]);
    let text = String::from_utf8(get(&relay, "/metrics", &[]).body).unwrap();
    for line in ["troth_records_appended_total 2", "troth_records_repeated_total 1", "troth_sessions_total 1"] {
        assert!(text.lines().any(|known| known == line), "{line} in\n{text}");
    }
    assert!(text.contains("troth_refusals_total{code=\"RateLimited\"} 0"));
    assert!(!text.contains(&mailbox(1).to_string()) && !text.contains("127.0.0.1"));
    let labels = text.lines().filter(|line| line.contains('{'));
    assert!(labels.into_iter().all(|line| line.starts_with("troth_refusals_total{code=")));
    for proxied in ["X-Forwarded-For: 192.0.2.1", "Forwarded: for=192.0.2.1", "Via: 1.1 proxy"] {
        assert_eq!(get(&relay, "/metrics", &[proxied]).status, 404, "{proxied}");
    }
}

#[test]
fn the_description_names_every_path_and_every_refusal() {
    let relay = TestRelay::start();
    let document: serde_json::Value = serde_json::from_slice(&get(&relay, "/openapi.json", &[]).body).unwrap();
    let paths: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
    let expected = [
        "/health",
        "/metrics",
        "/openapi.json",
        "/v1/bell",
        "/v1/bell/wait",
        "/v1/invitations/{invitation}",
        "/v1/invitations/{invitation}/{slot}",
        "/v1/mailboxes/{mailbox}",
        "/v1/mailboxes/{mailbox}/records",
        "/v1/mailboxes/{mailbox}/sides/{side}",
        "/v1/recovery/{blob}",
        "/v1/session",
    ];
    assert_eq!(paths, expected);
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|key| *key != "parameters") {
            let path = path.replace("{slot}", "1");
            let reply =
                Connection::open(relay.address).unwrap().exchange(&method.to_uppercase(), &path, &[], b"").unwrap();
            assert_ne!(reply.status, 405, "{method} {path}");
        }
    }
    let text = document.to_string();
    for code in ErrorCode::ALL {
        assert!(text.contains(&format!("`{}` {} ({})", *code as u16, code.name(), code.status())), "{code:?}");
    }
}
