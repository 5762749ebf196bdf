//! The start, the failures and the stop of `troth serve`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::io::Read;
use std::net::TcpListener;

use support::http::{Connection, mailbox, record};
use support::tiny_disk::TinyDisk;
use support::{Server, complaint};
use tempfile::TempDir;

#[test]
fn a_taken_port_is_named_with_what_helps() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let line = complaint(TempDir::new().unwrap().path(), &["--port", &port]);
    assert!(line.contains(&port) && line.contains("--port"), "{line}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_what_helps() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let line = complaint(&file.join("data"), &["--port", "0"]);
    assert!(line.contains("data") && line.contains("--data"), "{line}");
}

#[test]
fn a_folder_in_use_is_named_with_what_helps() {
    let folder = TempDir::new().unwrap();
    let _server = Server::start(folder.path(), &[]);
    let line = complaint(folder.path(), &["--port", "0"]);
    assert!(line.contains("another relay"), "{line}");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("relay.sqlite");
    std::fs::write(&file, "dear diary, ".repeat(1000)).unwrap();
    let line = complaint(folder.path(), &["--port", "0"]);
    assert!(line.contains("database"), "{line}");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("dear diary"));
}

#[test]
fn a_mistyped_option_is_named() {
    let line = complaint(TempDir::new().unwrap().path(), &["--prot", "1"]);
    assert!(line.contains("--prot") && line.contains("--help"), "{line}");
}

#[cfg(unix)]
#[test]
fn it_says_one_line_and_stops_when_asked() {
    for signal in ["INT", "TERM"] {
        let folder = TempDir::new().unwrap();
        let mut server = Server::start(folder.path(), &[]);
        let mailbox = mailbox(1);
        let mut device = server.device(1);
        device.make_mailbox(1);
        device.pushed(mailbox, vec![record(1, 10)]);
        let asked = std::process::Command::new("kill").args(["-s", signal, &server.child.id().to_string()]).status();
        assert!(asked.unwrap().success());
        assert!(server.child.wait().unwrap().success(), "{signal}");
        let mut rest = String::new();
        server.child.stdout.take().unwrap().read_to_string(&mut rest).unwrap();
        server.child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "nothing after the one line");
        assert!(!folder.path().join("relay.sqlite-wal").exists(), "the log was folded into the database");
    }
}

#[test]
fn the_front_page_is_there_built_or_not() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path(), &[]);
    let reply = Connection::open(server.address).unwrap().exchange("GET", "/", &[], b"").unwrap();
    assert_eq!((reply.status, reply.header("cache-control")), (200, Some("no-cache")));
}

#[cfg(unix)]
#[test]
fn the_folder_is_made_for_its_keeper_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("deep/data");
    let _server = Server::start(&data, &[]);
    assert_eq!(std::fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
}

/// Without the right to mount, only the relay's own tests of a full database remain.
#[test]
fn a_disk_that_is_full_refuses_and_recovers_without_a_restart() {
    let Some(disk) = TinyDisk::mount() else {
        assert!(std::env::var_os("CI").is_none(), "continuous integration may mount a tiny disk");
        return;
    };
    let (data, filler) = (disk.path().join("data"), disk.path().join("filler"));
    std::fs::write(&filler, vec![1; 2 * 1024 * 1024]).unwrap();
    let server = Server::start(&data, &[]);
    let mailbox = mailbox(1);
    let mut device = server.device(1);
    device.make_mailbox(1);
    let mut stored = 0;
    let refused = loop {
        let reply = device.push(mailbox, vec![record(stored, 20_000)]);
        if reply.status != 200 {
            break reply;
        }
        stored += 1;
    };
    assert_eq!(refused.status, 507, "{:?}", refused.error());
    assert_eq!(device.push(mailbox, vec![record(stored, 20_000)]).status, 507, "and again");
    assert_eq!(device.pull_all(mailbox).len() as u64, stored);
    std::fs::remove_file(&filler).unwrap();
    assert_eq!(device.pushed(mailbox, vec![record(stored, 20_000)]).positions, [stored + 1]);
    server.kill();
    let server = Server::start(&data, &[]);
    assert_eq!(server.device(1).pull_all(mailbox).len() as u64, stored + 1);
}
