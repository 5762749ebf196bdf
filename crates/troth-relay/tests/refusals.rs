//! Refusals of the relay: truncated, oversized, replayed, forged and foreign input, a full disk, limits.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use support::http::{Connection, Device, TestKeys, mailbox, record, records_path};
use support::live::Live;
use support::{DAY_MS, TestRelay};
use troth_relay::Rate;
use troth_wire::{
    Cursor, ErrorCode, ErrorDetail, MailboxId, MailboxSide, PushRequest, RelayMessage, SessionAnswer, SessionRequest,
    SessionStatement, Signature, SigningKey, Ticket, Token, Watch, Watched, WireError, WireMessage, limits,
};

fn session(device: &mut Device, request: &SessionRequest) -> Result<SessionAnswer, WireError> {
    let reply = device.request("POST", "/v1/session", &request.encode());
    if reply.status == 200 { Ok(reply.message()) } else { Err(reply.error()) }
}

#[test]
fn a_sign_in_is_taken_once() {
    let relay = TestRelay::start();
    let mut ann = Device::new(relay.address, 1);
    let request = ann.sign(&relay.address.to_string(), relay.unix_minutes());
    session(&mut ann, &request).unwrap();
    assert_eq!(session(&mut ann, &request).unwrap_err().code, ErrorCode::Replayed);
    relay.pass_ms(20 * 60_000);
    assert_eq!(session(&mut ann, &request).unwrap_err().code, ErrorCode::ClockSkew);
}

#[test]
fn a_forged_or_foreign_sign_in_is_refused() {
    let relay = TestRelay::start();
    let mut ann = Device::new(relay.address, 1);
    let good = ann.sign(&relay.address.to_string(), relay.unix_minutes());
    let mut signature = *good.signature.as_bytes();
    signature[10] ^= 1;
    let foreign_host = ann.sign("other.example", relay.unix_minutes());
    for forged in [
        SessionRequest { signature: Signature::from_bytes(signature), ..good },
        SessionRequest { nonce: [9; 16], ..good },
        SessionRequest { unix_minutes: good.unix_minutes + 1, ..good },
        SessionRequest { signing: Device::new(relay.address, 2).signing(), ..good },
        // A key of small order, with which some verifiers accept any signature.
        SessionRequest { signing: SigningKey::from_bytes([0; 32]), ..good },
        foreign_host,
    ] {
        assert_eq!(session(&mut ann, &forged).unwrap_err().code, ErrorCode::BadSignature);
    }
    session(&mut ann, &good).unwrap();
}

#[test]
fn a_relay_that_knows_its_names_refuses_others() {
    let relay = TestRelay::start_with(|config| config.hosts = vec!["Troth.example".to_owned()]);
    let mut ann = Device::new(relay.address, 1);
    let request = ann.sign(&relay.address.to_string(), relay.unix_minutes());
    assert_eq!(session(&mut ann, &request).unwrap_err().code, ErrorCode::WrongHost);
    let request = ann.sign("troth.example", relay.unix_minutes()).encode();
    let head = format!("POST /v1/session HTTP/1.1\r\nHost: troth.EXAMPLE\r\nContent-Length: {}\r\n\r\n", request.len());
    let mut connection = Connection::open(relay.address).unwrap();
    connection.send(&[head.as_bytes(), &request].concat()).unwrap();
    assert_eq!(connection.receive("POST").unwrap().status, 200);
}

#[test]
fn a_wrong_clock_is_told_the_right_time() {
    let relay = TestRelay::start();
    let mut ann = Device::new(relay.address, 1);
    let now = relay.unix_minutes();
    for (minutes, accepted) in [(now - 15, true), (now + 15, true), (now - 16, false), (now + 16, false), (0, false)] {
        let request = ann.sign(&relay.address.to_string(), minutes);
        match session(&mut ann, &request) {
            Ok(_) => assert!(accepted, "{minutes}"),
            Err(error) => {
                assert!(!accepted, "{minutes}");
                assert_eq!((error.code, error.detail), (ErrorCode::ClockSkew, ErrorDetail::RelayMinutes(now)));
            }
        }
    }
}

#[test]
fn a_token_lasts_an_hour_and_cannot_be_made_up() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    relay.pass_ms(59 * 60_000);
    assert_eq!(ann.pull(mailbox(1), Cursor::START).status, 200);
    let good = ann.token.clone().unwrap();
    for at in 0..good.as_bytes().len() {
        let mut forged = good.as_bytes().to_vec();
        forged[at] ^= 0x80;
        ann.token = Some(Token::new(forged).unwrap());
        assert_eq!(ann.pull(mailbox(1), Cursor::START).error().code, ErrorCode::SessionExpired, "byte {at}");
    }
    ann.token = None;
    assert_eq!(ann.pull(mailbox(1), Cursor::START).error().code, ErrorCode::SessionExpired);
    ann.token = Some(good);
    relay.pass_ms(60_000);
    assert_eq!(ann.pull(mailbox(1), Cursor::START).error().code, ErrorCode::SessionExpired);
}

#[test]
fn a_push_cut_anywhere_is_refused_and_stores_nothing() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let whole = PushRequest { records: vec![record(1, 30), record(2, 30)] }.encode();
    for length in 0..whole.len() {
        let reply = ann.request("POST", &records_path(mailbox(1)), &whole[..length]);
        assert_eq!(reply.error().code, ErrorCode::Malformed, "{length}");
    }
    let longer = [whole, vec![0]].concat();
    assert_eq!(ann.request("POST", &records_path(mailbox(1)), &longer).error().code, ErrorCode::Malformed);
    assert!(ann.pull_all(mailbox(1)).is_empty());
}

#[test]
fn a_body_that_breaks_off_stores_nothing() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let whole = PushRequest { records: vec![record(1, 30)] }.encode();
    let mut connection = Connection::open(relay.address).unwrap();
    let token = ann.token.clone().unwrap().to_authorization();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\nContent-Length: {}\r\n\r\n",
        records_path(mailbox(1)),
        whole.len()
    );
    connection.send(&[head.as_bytes(), &whole[..whole.len() - 1]].concat()).unwrap();
    drop(connection);
    assert!(ann.pull_all(mailbox(1)).is_empty());
}

#[test]
fn what_is_too_large_says_so() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let many = (0..257).map(|number| record(number, 1)).collect();
    assert_eq!(ann.push(mailbox(1), many).error().code, ErrorCode::TooLarge);
    let heavy = (0..17).map(|number| record(number, 64 * 1024)).collect();
    assert_eq!(ann.push(mailbox(1), heavy).error().code, ErrorCode::TooLarge);
    let huge = vec![0; limits::PUSH_MAX_BYTES + 1];
    assert_eq!(ann.request("POST", &records_path(mailbox(1)), &huge).error().code, ErrorCode::TooLarge);
    let path = "/v1/invitations/AAAAAAAAAAAAAAAAAAAAAA";
    let long = vec![0; limits::INVITATION_MESSAGE_MAX_BYTES + 1];
    assert_eq!(ann.request("PUT", path, &long).error().code, ErrorCode::TooLarge);
    assert_eq!(ann.request("PUT", path, &long[1..]).status, 204);
    assert!(ann.pull_all(mailbox(1)).is_empty());
}

#[test]
fn a_full_mailbox_takes_repeats_and_nothing_new() {
    let relay = TestRelay::start_with(|config| {
        config.limits.mailbox_records = 3;
        config.limits.mailbox_bytes = 1000;
    });
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    ann.pushed(mailbox(1), vec![record(1, 10), record(2, 10)]);
    assert_eq!(ann.push(mailbox(1), vec![record(3, 10), record(4, 10)]).error().code, ErrorCode::QuotaReached);
    assert_eq!(ann.push(mailbox(1), vec![record(3, 900)]).error().code, ErrorCode::QuotaReached);
    assert_eq!(ann.pushed(mailbox(1), vec![record(3, 10), record(1, 10)]).positions, [3, 1]);
    assert_eq!(ann.push(mailbox(1), vec![record(4, 10)]).error().code, ErrorCode::QuotaReached);
    assert_eq!(ann.pushed(mailbox(1), vec![record(2, 10)]).positions, [2]);
    assert_eq!(ann.pull_all(mailbox(1)).len(), 3);
}

#[test]
fn one_side_fills_its_half_and_leaves_the_other_its_own_over_a_restart_too() {
    let quota = |config: &mut troth_relay::RelayConfig| config.limits.mailbox_records = 8;
    let relay = TestRelay::start_with(quota);
    let keys = TestKeys::shared(1);
    let (mut ann, mut tablet, mut ben) = (relay.device(1), relay.device(3), relay.device(2));
    for (device, side) in
        [(&mut ann, MailboxSide::First), (&mut tablet, MailboxSide::First), (&mut ben, MailboxSide::Second)]
    {
        assert_eq!(device.enrol(&keys, side).status, 200);
    }
    let refused = |device: &mut Device, number| device.push(keys.mailbox(), vec![record(number, 10)]).error().code;
    ann.pushed(keys.mailbox(), vec![record(1, 10), record(2, 10), record(3, 10)]);
    tablet.pushed(keys.mailbox(), vec![record(4, 10)]);
    assert_eq!([refused(&mut ann, 5), refused(&mut tablet, 5)], [ErrorCode::QuotaReached; 2]);
    ben.pushed(keys.mailbox(), vec![record(11, 10), record(1, 10)]);
    let relay = relay.restart_with(quota);
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    assert_eq!(refused(&mut ann, 5), ErrorCode::QuotaReached);
    assert_eq!(ann.pushed(keys.mailbox(), vec![record(4, 10)]).positions, [4], "repeats are still taken");
    assert_eq!(ben.pushed(keys.mailbox(), vec![record(12, 10), record(13, 10), record(14, 10)]).positions, [6, 7, 8]);
    assert_eq!(refused(&mut ben, 15), ErrorCode::QuotaReached);
    assert_eq!(ann.pull_all(keys.mailbox()), ben.pull_all(keys.mailbox()));
}

#[test]
fn a_full_disk_refuses_keeps_what_it_has_and_recovers() {
    const SMALL: u64 = 256 * 1024;
    let relay = TestRelay::start_with(|config| config.limits.database_bytes = Some(SMALL));
    let mut ann = relay.device(1);
    ann.make_mailbox(1);
    let mut stored = 0;
    let refused = loop {
        let reply = ann.push(mailbox(1), vec![record(stored, 10_000)]);
        if reply.status != 200 {
            break reply.error();
        }
        stored += 1;
    };
    assert_eq!((refused.code, ErrorCode::StorageFull.status()), (ErrorCode::StorageFull, 507));
    assert!(refused.hint.contains("room"));
    assert!(stored > 5);
    assert_eq!(ann.pull_all(mailbox(1)).len() as u64, stored, "reading goes on, and nothing acknowledged is lost");
    assert_eq!(ann.request("GET", "/health", b"").status, 200);
    assert_eq!(ann.pushed(mailbox(1), vec![]).cursor.seq, stored);
    let relay = relay.restart_with(|_| {});
    let mut ann = relay.device(1);
    assert_eq!(ann.pushed(mailbox(1), vec![record(stored, 10_000)]).positions, [stored + 1]);
    assert_eq!(ann.pull_all(mailbox(1)).len() as u64, stored + 1);
}

#[test]
fn deleting_a_mailbox_makes_room_without_a_restart() {
    const SMALL: u64 = 256 * 1024;
    let relay = TestRelay::start_with(|config| config.limits.database_bytes = Some(SMALL));
    let mut ann = relay.device(1);
    let other = mailbox(2);
    ann.make_mailbox(1);
    ann.make_mailbox(2);
    let mut number = 0;
    while ann.push(mailbox(1), vec![record(number, 10_000)]).status == 200 {
        number += 1;
    }
    assert_eq!(ann.push(other, vec![record(0, 10_000)]).status, 507);
    assert_eq!(ann.request("DELETE", &format!("/v1/mailboxes/{}", mailbox(1)), b"").status, 204);
    assert_eq!(ann.pushed(other, vec![record(0, 10_000)]).positions, [1]);
}

#[test]
fn rates_say_when_to_come_back() {
    let relay = TestRelay::start_with(|config| {
        config.rates.requests_per_device = Rate { burst: 5, per_minute: 30 };
        config.rates.public_per_peer = Rate { burst: 2, per_minute: 60 };
    });
    let (mut ann, mut ben) = (relay.device(1), relay.device(2));
    ann.make_mailbox(1);
    for _ in 0..4 {
        assert_eq!(ann.pull(mailbox(1), Cursor::START).status, 200);
    }
    let reply = ann.pull(mailbox(1), Cursor::START);
    assert_eq!(reply.header("retry-after"), Some("2"));
    assert_eq!((reply.error().code, reply.error().detail), (ErrorCode::RateLimited, ErrorDetail::RetryAfterSeconds(2)));
    assert_eq!(ben.pull(mailbox(1), Cursor::START).status, 404, "others are not held up");
    relay.pass_ms(2000);
    assert_eq!(ann.pull(mailbox(1), Cursor::START).status, 200);
    let statuses: Vec<u16> =
        (0..3).map(|_| ben.request("GET", "/v1/recovery/AAAAAAAAAAAAAAAAAAAAAA", b"").status).collect();
    assert_eq!(statuses, [404, 404, 429]);
}

#[test]
fn ids_that_are_none_and_paths_that_are_none_are_not_there() {
    let relay = TestRelay::start();
    let mut ann = relay.device(1);
    for path in ["/v1/mailboxes/x/records", "/v1", "/v1/", "/v1/nothing", "/nothing", "/v1/invitations/x/1", "/"] {
        assert_eq!(ann.request("GET", path, b"").error().code, ErrorCode::NothingHere, "{path}");
    }
    assert_eq!(ann.request("PATCH", "/v1/session", b"").error().code, ErrorCode::WrongMethod);
    ann.make_mailbox(1);
    for query in ["after=x", "after=1&running=!", "nothing=1", "after", "after=-1", "limit=x"] {
        let reply = ann.request("GET", &format!("{}?{query}", records_path(mailbox(1))), b"");
        assert_eq!(reply.error().code, ErrorCode::Malformed, "{query}");
    }
}

#[test]
fn a_live_connection_without_a_good_hello_is_closed() {
    let relay = TestRelay::start();
    let ann = relay.device(1);
    let refused_for = |bytes: Vec<u8>| {
        let mut bell = Live::silent(&ann);
        bell.say_bytes(bytes);
        let Some(RelayMessage::Refused(refused)) = bell.hear() else { panic!("a refusal was due") };
        assert_eq!(bell.hear(), None);
        (refused.ticket, refused.error.code)
    };
    let hello = |token: &[u8]| troth_wire::ClientMessage::Hello(Token::new(token.to_vec()).unwrap()).encode();
    assert_eq!(refused_for(vec![0xff]), (Ticket(0), ErrorCode::Malformed));
    assert_eq!(refused_for(hello(b"made up")), (Ticket(0), ErrorCode::SessionExpired));
    let watch = troth_wire::ClientMessage::Watch(Ticket(1), Watch { mailboxes: vec![] });
    assert_eq!(refused_for(watch.encode()), (Ticket(0), ErrorCode::Malformed));
}

#[test]
fn a_device_has_eight_live_connections() {
    let relay = TestRelay::start();
    let ann = relay.device(1);
    let open: Vec<Live> = (0..8).map(|_| Live::open(&ann)).collect();
    let mut ninth = Live::silent(&ann);
    ninth.hello(ann.token.clone().unwrap());
    let Some(RelayMessage::Refused(refused)) = ninth.hear() else { panic!("a refusal was due") };
    assert_eq!(refused.error.code, ErrorCode::TooManyConnections);
    drop(open);
}

#[test]
fn nobody_watches_what_is_not_theirs() {
    let relay = TestRelay::start();
    let (mut ann, eve) = (relay.device(1), relay.device(2));
    ann.make_mailbox(1);
    let mut bell = Live::open(&eve);
    let watched = Watched { mailbox: mailbox(1), cursor: Cursor::START };
    let absent = Watched { mailbox: MailboxId::from_bytes([8; 16]), cursor: Cursor::START };
    assert_eq!(bell.watch(vec![watched, absent]), [mailbox(1), absent.mailbox]);
    ann.pushed(mailbox(1), vec![record(1, 10)]);
    assert_eq!(bell.watch(vec![watched]), [mailbox(1)], "no ring came in between");
}

#[test]
fn only_days_and_no_pusher_reach_the_disk() {
    let mut relay = TestRelay::start();
    let mut ann = relay.device(1);
    let mut ben = relay.device(2);
    ann.make_mailbox(1);
    ben.make_mailbox(1);
    ben.pushed(mailbox(1), vec![record(1, 10)]);
    relay.pass_ms(DAY_MS);
    relay.stop();
    let database = rusqlite::Connection::open(relay.folder.path().join("relay.sqlite")).unwrap();
    let mut columns = database
        .prepare(
            "SELECT list.name || ': ' || group_concat(info.name, ' ' ORDER BY info.cid)
             FROM pragma_table_list AS list, pragma_table_info(list.name) AS info
             WHERE list.schema = 'main' AND list.name NOT LIKE 'sqlite_%' GROUP BY list.name ORDER BY list.name",
        )
        .unwrap();
    let tables: Vec<String> = columns.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    // docs/threat-model.md tells people what these are.
    let told = [
        "device: mailbox signing side",
        "invitation: id creator day",
        "invitation_message: invitation slot message",
        "mailbox: number id sides first_records first_bytes",
        "mark: mailbox mark seq",
        "place: mailbox seq row",
        "record: mailbox seq id running total day header slot body",
        "recovery: id write_hash blob",
        "side: mailbox side generation verifier",
    ];
    assert_eq!(tables, told);
}

/// Of the shares only their sums are kept, so that a copy of the file doesn't tell who wrote on which day.
#[test]
fn the_same_records_leave_the_same_rows_whichever_side_pushed_them() {
    let rows = |order: [u8; 4]| {
        let mut relay = TestRelay::start();
        let keys = TestKeys::shared(1);
        let mut devices = [relay.device(1), relay.device(2)];
        assert_eq!(devices[0].enrol(&keys, MailboxSide::First).status, 200);
        assert_eq!(devices[1].enrol(&keys, MailboxSide::Second).status, 200);
        for (number, by) in (0..).zip(order) {
            devices[usize::from(by)].pushed(keys.mailbox(), vec![record(number, 10)]);
        }
        relay.stop();
        everything_in(&relay.folder.path().join("relay.sqlite"))
    };
    assert_eq!(rows([0, 0, 1, 1]), rows([1, 0, 1, 0]));
    assert_ne!(rows([0, 0, 1, 1]), rows([0, 0, 0, 1]), "the sums differ");
}

/// All rows of all tables.
fn everything_in(path: &std::path::Path) -> Vec<String> {
    let database = rusqlite::Connection::open(path).unwrap();
    let text = |sql: &str| -> Vec<String> {
        let mut query = database.prepare(sql).unwrap();
        let columns = query.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            (0..columns).map(|at| row.get(at)).collect::<Result<Vec<rusqlite::types::Value>, _>>()
        };
        query.query_map([], row).unwrap().map(|row| format!("{:?}", row.unwrap())).collect()
    };
    let tables: Vec<String> = {
        let mut names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
        names.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    tables.iter().flat_map(|table| text(&format!("SELECT * FROM {table}"))).collect()
}

#[test]
fn two_relays_do_not_share_a_folder() {
    let relay = TestRelay::start();
    let clock = troth_relay::Clock::new(|| 0);
    let config = troth_relay::RelayConfig::new(relay.folder.path().to_owned(), [0; 32], clock);
    let second = troth_relay::Relay::open(config, troth_relay::Assets::none());
    assert!(matches!(second.err(), Some(troth_relay::RelayOpenError::InUse { .. })));
}

#[test]
fn a_statement_binds_every_field() {
    let base =
        SessionStatement { host: "a", signing: SigningKey::from_bytes([1; 32]), unix_minutes: 2, nonce: [3; 16] };
    let bytes = base.to_bytes();
    for other in [
        SessionStatement { host: "b", ..base },
        SessionStatement { signing: SigningKey::from_bytes([2; 32]), ..base },
        SessionStatement { unix_minutes: 3, ..base },
        SessionStatement { nonce: [4; 16], ..base },
    ] {
        assert_ne!(other.to_bytes(), bytes);
    }
    assert_eq!(SessionStatement { host: "A", ..base }.to_bytes(), bytes, "host names ignore case");
}
