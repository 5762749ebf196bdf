//! Prepared pushes: the client stands in for fifty devices, so it must spend its time on sockets only.

use std::sync::atomic::{AtomicU64, Ordering};

use troth_wire::{ClientMessage, MailboxId, PushRequest, RelayMessage, Ticket, WireMessage};

use crate::client::frame;
use crate::http::record;
use crate::stage::Seat;

/// Marks the places to fill in; [`record`] puts it before a record's number.
const NUMBER_FOLLOWS: &[u8] = b"header";

/// Frames of pushes to the seat's mailboxes in turn; every record is new.
pub(crate) struct Pushes<'s> {
    mailboxes: &'s [MailboxId],
    turn: usize,
    next_record: u64,
    frame: Vec<u8>,
    mailbox_at: usize,
    numbers_at: Vec<usize>,
}

impl<'s> Pushes<'s> {
    pub(crate) fn new(seat: &'s Seat, records: usize, body_bytes: usize) -> Self {
        let mailbox = seat.mailboxes[0];
        let request = PushRequest { records: (0..records).map(|_| record(0, body_bytes)).collect() };
        let frame = frame(&ClientMessage::Push(Ticket(0), mailbox, request).encode());
        Self {
            mailboxes: &seat.mailboxes,
            turn: 0,
            next_record: first_record(seat),
            mailbox_at: places(&frame, mailbox.as_bytes())[0],
            numbers_at: places(&frame, NUMBER_FOLLOWS).iter().map(|place| place + NUMBER_FOLLOWS.len()).collect(),
            frame,
        }
    }

    /// Appends the frame of the next push to an outgoing buffer.
    pub(crate) fn add_to(&mut self, bytes: &mut Vec<u8>) {
        self.turn += 1;
        let start = bytes.len();
        bytes.extend_from_slice(&self.frame);
        let mut fill = |at: usize, with: &[u8]| bytes[start + at..start + at + with.len()].copy_from_slice(with);
        fill(self.mailbox_at, self.mailboxes[self.turn % self.mailboxes.len()].as_bytes());
        for at in &self.numbers_at {
            self.next_record += 1;
            fill(*at, &self.next_record.to_be_bytes());
        }
    }
}

/// Returns the first record number, distinct from other seats and earlier rounds.
pub(crate) fn first_record(seat: &Seat) -> u64 {
    static ROUNDS: AtomicU64 = AtomicU64::new(0);
    ROUNDS.fetch_add(1, Ordering::Relaxed) << 32 | (seat.number as u64) << 24
}

fn places(bytes: &[u8], wanted: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(wanted)).collect()
}

/// Counts and removes the receipts at the front of a buffer; stops at an incomplete message.
pub(crate) fn take_receipts(heard: &mut Vec<u8>) -> u64 {
    let (mut receipts, mut at) = (0, 0);
    while let Some((payload, length)) = whole_frame(&heard[at..]) {
        if heard[at] == 0x82 {
            // Kind 3 in an array of three. The tests check the content of receipts.
            assert_eq!(payload[..2], [0x83, 3], "a receipt was due, not {:?}", RelayMessage::decode(payload));
            receipts += 1;
        }
        at += length;
    }
    heard.drain(..at);
    receipts
}

/// Returns the payload of the first frame, and the length of the frame.
fn whole_frame(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let (start, length): (usize, usize) = match *bytes.get(1)? {
        126 => (4, u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]).into()),
        127 => panic!("an answer larger than any asked for"),
        short => (2, short.into()),
    };
    Some((bytes.get(start..start + length)?, start + length))
}
