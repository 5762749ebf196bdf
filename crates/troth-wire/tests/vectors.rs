//! Frozen bytes. A change here is a change of the format and needs a `/v2`.
//!
//! To make new vectors for a new format, print `hex(&message.encode())` of the values below.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::fmt::Debug;

use data_encoding::HEXLOWER;
use troth_wire::{
    BlobId, ClientMessage, Cursor, DeviceId, EnrolRequest, EnrolStatement, ErrorCode, MailboxId, MailboxRoots,
    MailboxSide, PositionedRecord, PullPage, PushReceipt, PushRequest, RecordId, RelayMessage, Ring, RunningHash,
    SealedRecord, SessionRequest, SessionStatement, SideView, Signature, SigningKey, Ticket, Token, Watch, Watched,
    WireError, WireMessage,
};

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn check<T: WireMessage + PartialEq + Debug>(message: &T, frozen: &str) {
    assert_eq!(hex(&message.encode()), frozen);
    assert_eq!(&T::decode(&HEXLOWER.decode(frozen.as_bytes()).unwrap()).unwrap(), message);
}

fn record() -> SealedRecord {
    SealedRecord::new(b"header".to_vec(), b"slot".to_vec(), b"body".to_vec()).unwrap()
}

const MAILBOX: MailboxId = MailboxId::from_bytes([0x11; 16]);
const START_HEX: &str = "a200000158200000000000000000000000000000000000000000000000000000000000000000";
const RECORD_HEX: &str = "a300466865616465720144736c6f740244626f6479";

#[test]
fn frozen_records_and_pages() {
    check(&record(), RECORD_HEX);
    check(&Cursor::START, START_HEX);
    check(&PushRequest { records: vec![record()] }, &format!("a10081{RECORD_HEX}"));
    let receipt = PushReceipt { positions: vec![1, 1000], cursor: Cursor::START };
    check(&receipt, &format!("a20082011903e801{START_HEX}"));
    let records = vec![PositionedRecord { seq: 1, day: 20_708, record: record() }];
    let page = PullPage { records, cursor: Cursor::START, more: false };
    check(&page, &format!("a30081830119{:04x}{RECORD_HEX}01{START_HEX}02f4", 20_708));
}

#[test]
fn frozen_live_messages() {
    let mailbox = "5011111111111111111111111111111111";
    check(&ClientMessage::Hello(Token::new(vec![1, 2]).unwrap()), "8200420102");
    let watch = Watch { mailboxes: vec![Watched { mailbox: MAILBOX, cursor: Cursor::START }] };
    check(&ClientMessage::Watch(Ticket(1), watch), &format!("830101a10081a200{mailbox}01{START_HEX}"));
    let push = ClientMessage::Push(Ticket(2), MAILBOX, PushRequest { records: vec![record()] });
    check(&push, &format!("840202{mailbox}81{RECORD_HEX}"));
    check(&RelayMessage::Welcome, "8100");
    let ring = Ring { mailbox: MAILBOX, cursor: Cursor::START, records: vec![] };
    check(&RelayMessage::Ring(ring), &format!("8202a300{mailbox}01{START_HEX}0280"));
}

#[test]
fn frozen_errors() {
    let error = WireError { hint: "x".to_owned(), ..ErrorCode::StorageFull.into() };
    check(&error, "a3000f016178028100");
    let numbers: Vec<u16> = ErrorCode::ALL.iter().map(|code| *code as u16).collect();
    assert_eq!(numbers, (1..=21).collect::<Vec<u16>>());
}

#[test]
fn frozen_admission() {
    let (root, key) = (SigningKey::from_bytes([0x44; 32]), SigningKey::from_bytes([0x22; 32]));
    let (one, two) = (MailboxRoots::of_one([0x55; 16], root), MailboxRoots::of_two([0x55; 16], [root, key]));
    assert_eq!(hex(one.mailbox().as_bytes()), "819506c4dd68709caa82c7436237ee99");
    assert_eq!(hex(two.mailbox().as_bytes()), "52d4923c6daa6693ecf1eb82dc875340");
    let statement = EnrolStatement {
        host: "Relay.Example:443",
        mailbox: MAILBOX,
        side: MailboxSide::Second,
        verifier: root,
        device: key,
    };
    let expected = [
        hex(b"troth mailbox enrol v1\0"),
        "0011".to_owned(),
        hex(b"relay.example:443"),
        "11".repeat(16),
        "01".to_owned(),
        "44".repeat(32),
        "22".repeat(32),
    ];
    assert_eq!(hex(&statement.to_bytes()), expected.concat());
    let (by_root, by_verifier) = (Signature::from_bytes([0x66; 64]), Signature::from_bytes([0x77; 64]));
    let request = EnrolRequest { roots: two, side: MailboxSide::Second, verifier: root, by_root, by_verifier };
    let [salt, root, key] = [("50", "55", 16), ("5820", "44", 32), ("5820", "22", 32)]
        .map(|(head, byte, count)| format!("{head}{}", byte.repeat(count)));
    let signatures = format!("035840{}045840{}", "66".repeat(64), "77".repeat(64));
    check(&request, &format!("a50083{salt}{root}{key}010102{root}{signatures}"));
    let view = SideView { generation: 300, verifier: None, devices: vec![SigningKey::from_bytes([0x22; 32])] };
    check(&view, &format!("a30019012c01800281{key}"));
    let open = SideView { verifier: Some(SigningKey::from_bytes([0x44; 32])), ..view };
    check(&open, &format!("a30019012c0181{root}0281{key}"));
}

#[test]
fn frozen_session() {
    let (signing, nonce) = (SigningKey::from_bytes([0x22; 32]), [0x33; 16]);
    let statement = SessionStatement { host: "Relay.Example:443", signing, unix_minutes: 29_000_000, nonce };
    let expected = [
        hex(b"troth session v1\0"),
        "0011".to_owned(),
        hex(b"relay.example:443"),
        "22".repeat(32),
        "0000000001ba8140".to_owned(),
        "33".repeat(16),
    ];
    assert_eq!(hex(&statement.to_bytes()), expected.concat());
    let signature = Signature::from_bytes([0x44; 64]);
    let request = SessionRequest { signing, unix_minutes: 29_000_000, nonce, signature };
    let frozen = format!("a4005820{}011a01ba81400250{}035840{}", "22".repeat(32), "33".repeat(16), "44".repeat(64));
    check(&request, &frozen);
    assert_eq!(statement.signed(signature), request);
}

#[test]
fn frozen_hashes() {
    let id = record().id();
    assert_eq!(hex(id.as_bytes()), "83a4fd4cd91eb395d9e17543ae429e8742da08a3f78983899fbb3b4df33a2752");
    assert_eq!(record().erased().id(), id, "erasing keeps the name");
    let cursor = Cursor::START.then(&id);
    assert_eq!(
        (cursor.seq, hex(cursor.running.as_bytes()).as_str()),
        (1, "27962b40d52cd70b255a1ac5761dd97714f39aaa7c5c3ebfa8226f6d339b60ce")
    );
    assert_eq!(
        hex(cursor.then(&id).running.as_bytes()),
        "5a591b2b44d6ac1ba95ba878e214a7581533b8a3720a7b4740575b11d001718c"
    );
    assert_eq!(RunningHash::START.as_bytes(), &[0; 32]);
}

#[test]
fn ids_show_and_read_as_base64url() {
    let id = MailboxId::from_bytes([0xfb; 16]);
    assert_eq!(id.to_string(), "-_v7-_v7-_v7-_v7-_v7-w");
    assert_eq!(id.to_string().parse::<MailboxId>(), Ok(id));
    for wrong in
        ["", "-_v7-_v7-_v7-_v7-_v7-", "-_v7-_v7-_v7-_v7-_v7-w=", "+/v7-_v7-_v7-_v7-_v7-w", "-_v7-_v7-_v7-_v7-_v7-x"]
    {
        assert!(wrong.parse::<MailboxId>().is_err(), "{wrong}");
    }
    assert_eq!(format!("{id:?}"), "MailboxId(fbfb..)", "debug output names no mailbox in full");
    assert!(DeviceId::try_from(&[0; 15][..]).is_err() && RecordId::try_from(&[0; 32][..]).is_ok());
    assert_eq!(BlobId::BYTES, 16);
}

#[test]
fn tokens_travel_as_a_header() {
    let token = Token::new(vec![0xfb; 4]).unwrap();
    assert_eq!(token.to_authorization(), "Bearer -_v7-w");
    assert_eq!(Token::from_authorization("Bearer -_v7-w"), Some(token.clone()));
    for wrong in ["", "-_v7-w", "bearer -_v7-w", "Basic -_v7-w", "Bearer -_v7-w=", "Bearer  -_v7-w"] {
        assert_eq!(Token::from_authorization(wrong), None, "{wrong}");
    }
    assert_eq!(format!("{token:?}"), "Token(..)");
    assert!(Token::new(vec![0; 257]).is_err());
}
