//! Decoders refuse what is truncated, too large, too long, or of another type, and never panic.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::fmt::Debug;

use troth_wire::{
    ClientMessage, Cursor, DecodeError, EnrolRequest, ErrorCode, ErrorDetail, MailboxId, MailboxRoots, MailboxSide,
    PositionedRecord, PullPage, PushReceipt, PushRequest, RecordError, RecoveryErase, RecoveryPut, Refused,
    RelayMessage, Ring, Rings, RunningHash, SealedRecord, SessionAnswer, SessionRequest, SideView, Signature,
    SigningKey, Ticket, Token, Watch, Watched, Watching, WireError, WireMessage, WriteToken, limits,
};

const MAILBOX: MailboxId = MailboxId::from_bytes([1; 16]);

fn record(bytes: usize) -> SealedRecord {
    SealedRecord::new(vec![1; 40], vec![2; 72], vec![3; bytes]).unwrap()
}

fn cursor() -> Cursor {
    Cursor { seq: 300, running: RunningHash::from_bytes([7; 32]) }
}

fn token() -> Token {
    Token::new(vec![9; 72]).unwrap()
}

fn receipt() -> PushReceipt {
    PushReceipt { positions: vec![1, 2, 300], cursor: cursor() }
}

fn ring() -> Ring {
    Ring {
        mailbox: MAILBOX,
        cursor: cursor(),
        records: vec![PositionedRecord { seq: 9, day: 20_000, record: record(5) }],
    }
}

/// Checks that a message reads back, and that every cut and every added byte is refused.
fn check<T: WireMessage + PartialEq + Debug>(message: &T) {
    let bytes = message.encode();
    assert_eq!(&T::decode(&bytes).unwrap(), message);
    for length in 0..bytes.len() {
        assert!(T::decode(&bytes[..length]).is_err(), "cut at {length}: {message:?}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(matches!(T::decode(&longer), Err(DecodeError::TrailingBytes)));
    every_byte_changed(message, &bytes);
}

/// A changed byte is refused or read as another message; it never panics and never grows beyond its bytes.
fn every_byte_changed<T: WireMessage + PartialEq>(message: &T, bytes: &[u8]) {
    for at in 0..bytes.len() {
        for value in [0x00, 0x1b, 0x5b, 0x7b, 0x9b, 0x9f, 0xbb, 0xff, bytes[at] ^ 1] {
            let mut changed = bytes.to_vec();
            changed[at] = value;
            if let Ok(read) = T::decode(&changed) {
                assert!(read == *message || read.encode().len() <= bytes.len() + 8);
            }
        }
    }
}

#[test]
fn every_message_reads_back_and_refuses_cuts_and_leftovers() {
    check(&record(5));
    check(&cursor());
    check(&PushRequest { records: vec![record(5), record(0)] });
    check(&PushRequest { records: vec![] });
    check(&receipt());
    check(&PullPage { records: ring().records, cursor: cursor(), more: true });
    let signing = SigningKey::from_bytes([4; 32]);
    let signature = Signature::from_bytes([6; 64]);
    check(&SessionRequest { signing, unix_minutes: 29_000_000, nonce: [5; 16], signature });
    check(&SessionAnswer { token: token(), expires_unix_minutes: 29_000_060 });
    for roots in [MailboxRoots::of_one([7; 16], signing), MailboxRoots::of_two([7; 16], [signing; 2])] {
        check(&EnrolRequest {
            roots,
            side: MailboxSide::Second,
            verifier: signing,
            by_root: signature,
            by_verifier: signature,
        });
    }
    for verifier in [None, Some(signing)] {
        check(&SideView { generation: 300, verifier, devices: vec![signing, SigningKey::from_bytes([5; 32])] });
    }
    check(&RecoveryPut { token: WriteToken::from_bytes([1; 32]), blob: vec![1, 2, 3] });
    check(&RecoveryErase { token: WriteToken::from_bytes([1; 32]) });
    check(&Rings { rings: vec![ring()] });
}

#[test]
fn every_live_message_reads_back_and_refuses_cuts_and_leftovers() {
    let watch = Watch { mailboxes: vec![Watched { mailbox: MAILBOX, cursor: cursor() }] };
    check(&watch);
    check(&ClientMessage::Hello(token()));
    check(&ClientMessage::Watch(Ticket(1), watch));
    check(&ClientMessage::Push(Ticket(2), MAILBOX, PushRequest { records: vec![record(5)] }));
    check(&RelayMessage::Welcome);
    check(&RelayMessage::Watching(Watching { ticket: Ticket(1), unreachable: vec![MAILBOX] }));
    check(&RelayMessage::Ring(ring()));
    check(&RelayMessage::Pushed(Ticket(2), receipt()));
    check(&RelayMessage::Refused(Refused { ticket: Ticket(3), error: ErrorCode::QuotaReached.into() }));
}

#[test]
fn every_error_reads_back_with_its_detail() {
    for code in ErrorCode::ALL {
        check(&WireError::from(*code));
        assert!(code.hint().is_ascii() && code.hint().len() + 100 < limits::HINT_MAX_BYTES);
        assert!((400..600).contains(&code.status()));
    }
    for detail in
        [ErrorDetail::Cursor(cursor()), ErrorDetail::RelayMinutes(29_000_000), ErrorDetail::RetryAfterSeconds(2)]
    {
        check(&WireError::with_detail(ErrorCode::Rewound, detail));
    }
}

#[test]
fn a_record_has_limits() {
    let parts = |header: usize, slot: usize, body: usize| {
        SealedRecord::new(vec![0; header], vec![0; slot], vec![0; body]).map(|_| ())
    };
    assert_eq!(parts(limits::HEADER_MAX_BYTES, limits::SLOT_MAX_BYTES, limits::BODY_MAX_BYTES), Ok(()));
    assert_eq!(parts(1, 0, 0), Ok(()));
    assert_eq!(parts(0, 1, 1), Err(RecordError::NoHeader));
    for (header, slot, body) in [(4097, 0, 0), (1, 257, 0), (1, 0, 65_537)] {
        assert!(matches!(parts(header, slot, body), Err(RecordError::TooLarge { .. })));
    }
}

/// CBOR of a record whose parts have these lengths.
fn raw_record(header: usize, slot: usize, body: usize) -> Vec<u8> {
    let mut encoder = minicbor::Encoder::new(Vec::new());
    encoder.map(3).unwrap().u8(0).unwrap().bytes(&vec![0; header]).unwrap();
    encoder.u8(1).unwrap().bytes(&vec![0; slot]).unwrap().u8(2).unwrap().bytes(&vec![0; body]).unwrap();
    encoder.into_writer()
}

#[test]
fn decoders_keep_the_limits_of_records() {
    assert!(SealedRecord::decode(&raw_record(4096, 256, 65_536)).is_ok());
    for (header, slot, body) in [(4097, 0, 0), (1, 257, 0), (1, 0, 65_537)] {
        let refused = SealedRecord::decode(&raw_record(header, slot, body));
        assert!(matches!(refused, Err(DecodeError::TooLarge { .. })), "{header} {slot} {body}");
    }
    assert!(matches!(SealedRecord::decode(&raw_record(0, 0, 0)), Err(DecodeError::Invalid(_))));
}

#[test]
fn a_side_has_one_to_eight_devices_each_once_and_in_order() {
    let side = |devices: &[u8]| {
        let devices = devices.iter().map(|byte| SigningKey::from_bytes([*byte; 32])).collect();
        SideView::decode(&SideView { generation: 1, verifier: None, devices }.encode())
    };
    assert!(side(&[1, 2, 3, 4, 5, 6, 7, 8]).is_ok());
    assert!(matches!(side(&[1, 2, 3, 4, 5, 6, 7, 8, 9]), Err(DecodeError::TooLarge { .. })));
    for refused in [&[][..], &[1, 1], &[2, 1]] {
        assert!(matches!(side(refused), Err(DecodeError::Invalid("devices"))), "{refused:?}");
    }
}

#[test]
fn decoders_keep_the_limits_of_batches() {
    let batch = |count, bytes| PushRequest { records: vec![record(bytes); count] }.encode();
    assert!(PushRequest::decode(&batch(256, 10)).is_ok());
    assert!(batch(256, 10).len() < limits::PUSH_MAX_BYTES);
    assert!(matches!(PushRequest::decode(&batch(257, 10)), Err(DecodeError::TooLarge { .. })));
    assert!(matches!(PushRequest::decode(&batch(17, 65_000)), Err(DecodeError::TooLarge { .. })));
    let watched = Watched { mailbox: MAILBOX, cursor: cursor() };
    assert!(Watch::decode(&Watch { mailboxes: vec![watched; 64] }.encode()).is_ok());
    assert!(Watch::decode(&Watch { mailboxes: vec![watched; 65] }.encode()).is_err());
}

#[test]
fn the_largest_push_and_page_fit_the_limits_of_their_encoding() {
    let largest = record(limits::BATCH_MAX_BYTES / limits::BATCH_MAX_RECORDS - 112);
    let push = PushRequest { records: vec![largest.clone(); limits::BATCH_MAX_RECORDS] }.encode();
    assert!(push.len() <= limits::PUSH_MAX_BYTES, "{}", push.len());
    let positioned = PositionedRecord { seq: u64::MAX, day: u16::MAX, record: largest };
    let page = PullPage { records: vec![positioned; limits::BATCH_MAX_RECORDS], cursor: cursor(), more: true }.encode();
    assert!(page.len() <= limits::PAGE_MAX_BYTES, "{}", page.len());
}

#[test]
fn lengths_that_lie_cost_nothing() {
    // An array of 2^63 records, of which none follow.
    let lying = [0xa1, 0x00, 0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    assert!(matches!(PushRequest::decode(&lying), Err(DecodeError::TooLarge { .. })));
    // A byte string of 2^40 bytes, and lists of unknown length.
    for lying in [&[0xa3, 0, 0x5b, 0, 0, 1, 0, 0, 0, 0, 0][..], &[0xbf], &[0xa1, 0, 0x9f, 0xff], &[0xa3, 0, 0x5f, 0xff]]
    {
        assert!(SealedRecord::decode(lying).is_err());
        assert!(PushRequest::decode(lying).is_err());
    }
}

#[test]
fn wrong_types_and_keys_are_refused() {
    for wrong in [
        &[0xa3, 0, 0x61, b'x', 1, 0x40, 2, 0x40][..],   // text for bytes
        &[0xa3, 0, 0x41, 1, 2, 0x40, 1, 0x40],          // keys out of order
        &[0xa4, 0, 0x41, 1, 1, 0x40, 2, 0x40, 3, 0x40], // one field more
        &[0xa2, 0, 0x41, 1, 1, 0x40],                   // one field less
        &[0xa3, 0, 0x41, 1, 0x61, b'1', 0x40, 2, 0x40], // a key that is text
        &[0x83, 0x41, 1, 0x40, 0x40],                   // an array for a map
        &[0xc1, 0xa3, 0, 0x41, 1, 1, 0x40, 2, 0x40],    // a tag before it
    ] {
        assert!(SealedRecord::decode(wrong).is_err(), "{wrong:02x?}");
    }
    assert!(Cursor::decode(&[0xa2, 0, 0x20, 1, 0x40]).is_err(), "a negative position");
    assert!(WireError::decode(&[0xa3, 0, 0x18, 0xff, 1, 0x60, 2, 0x81, 0]).is_err(), "an unknown code");
}
