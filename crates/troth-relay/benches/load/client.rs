//! A lean client: frames and requests by hand, so that the cores are free for the relay.

use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use troth_wire::{
    ClientMessage, MailboxId, PushReceipt, PushRequest, RelayMessage, Ring, SealedRecord, Ticket, Watch, Watched,
    WireMessage,
};

use crate::http::{record, records_path};
use crate::pushes::{Pushes, first_record, take_receipts};
use crate::stage::Seat;

/// Bytes of one read from a socket.
const READ_BYTES: usize = 16 * 1024;

/// How to push.
#[derive(Clone, Copy)]
pub(crate) enum Pushing {
    /// On the doorbell's connection, with so many pushes of so many records each.
    Live { in_flight: usize, records: usize },
    /// One `POST` of one record after the other.
    Posts,
}

/// Pushes to the seat's mailboxes in turn; returns the number of acknowledged records.
pub(crate) async fn push_until(seat: Seat, pushing: Pushing, end: Instant, body_bytes: usize) -> u64 {
    match pushing {
        Pushing::Live { in_flight, records } => {
            records as u64 * push_live(&seat, in_flight, Pushes::new(&seat, records, body_bytes), end).await
        }
        Pushing::Posts => push_posts(&seat, end, body_bytes).await,
    }
}

/// Sends another push for each receipt; receipts that came together are answered together.
async fn push_live(seat: &Seat, in_flight: usize, mut pushes: Pushes<'_>, end: Instant) -> u64 {
    let mut stream = Live::open(seat).await.stream.0.into_inner();
    let (mut heard, mut said) = (Vec::with_capacity(READ_BYTES), Vec::new());
    let (mut acknowledged, mut due) = (0, in_flight as u64);
    while Instant::now() < end {
        said.clear();
        (0..due).for_each(|_| pushes.add_to(&mut said));
        stream.write_all(&said).await.unwrap();
        stream.read_buf(&mut heard).await.unwrap();
        due = take_receipts(&mut heard);
        acknowledged += due;
    }
    acknowledged
}

async fn push_posts(seat: &Seat, end: Instant, body_bytes: usize) -> u64 {
    let mut stream = Stream::connect(seat).await;
    let authorization = seat.token.to_authorization();
    let first = first_record(seat);
    let mut acknowledged = 0;
    while Instant::now() < end {
        let mailbox = seat.mailboxes[acknowledged as usize % seat.mailboxes.len()];
        let body = PushRequest { records: vec![record(first + acknowledged, body_bytes)] }.encode();
        let head = format!(
            "POST {} HTTP/1.1\r\nHost: x\r\nAuthorization: {authorization}\r\nContent-Length: {}\r\n\r\n",
            records_path(mailbox),
            body.len()
        );
        stream.send(&[head.as_bytes(), &body].concat()).await;
        let length = stream.head().await;
        PushReceipt::decode(&stream.take(length).await).unwrap();
        acknowledged += 1;
    }
    acknowledged
}

/// A live connection.
pub(crate) struct Live {
    stream: Stream,
}

impl Live {
    pub(crate) async fn open(seat: &Seat) -> Self {
        let mut stream = Stream::connect(seat).await;
        let upgrade = "GET /v1/bell HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        stream.send(upgrade.as_bytes()).await;
        stream.head().await;
        let mut live = Self { stream };
        live.say(&ClientMessage::Hello(seat.token.clone())).await;
        assert_eq!(live.hear().await, RelayMessage::Welcome);
        live
    }

    pub(crate) async fn watch(&mut self, watched: Watched) {
        self.say(&ClientMessage::Watch(Ticket(0), Watch { mailboxes: vec![watched] })).await;
        assert!(matches!(self.hear().await, RelayMessage::Watching(_)));
        // The mailbox is not empty, so a first ring without records comes at once.
        assert!(self.heard_ring().await.records.is_empty());
    }

    pub(crate) async fn push(&mut self, mailbox: MailboxId, record: SealedRecord) {
        self.say(&ClientMessage::Push(Ticket(0), mailbox, PushRequest { records: vec![record] })).await;
    }

    pub(crate) async fn heard_ring(&mut self) -> Ring {
        match self.hear().await {
            RelayMessage::Ring(ring) => ring,
            other => panic!("a ring was due, not {other:?}"),
        }
    }

    async fn say(&mut self, message: &ClientMessage) {
        self.stream.send(&frame(&message.encode())).await;
    }

    /// Returns the next message and ignores pings.
    pub(crate) async fn hear(&mut self) -> RelayMessage {
        loop {
            let head = self.stream.take(2).await;
            let length = match head[1] {
                126 => u16::from_be_bytes(self.stream.take(2).await.try_into().unwrap()).into(),
                127 => panic!("an answer larger than any asked for"),
                short => short.into(),
            };
            let payload = self.stream.take(length).await;
            if head[0] == 0x82 {
                return RelayMessage::decode(&payload).unwrap();
            }
        }
    }
}

/// Makes one binary frame. Its mask is zero, which does not change the bytes.
pub(crate) fn frame(payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).unwrap();
    let mut frame = Vec::with_capacity(payload.len() + 8);
    frame.extend_from_slice(&[0x82, 0x80 | 126]);
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(payload);
    frame
}

struct Stream(BufReader<TcpStream>);

impl Stream {
    async fn connect(seat: &Seat) -> Self {
        let stream = TcpStream::connect(seat.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).await.unwrap();
    }

    async fn take(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        self.0.read_exact(&mut bytes).await.unwrap();
        bytes
    }

    /// Reads the head of an answer; returns the length of its body.
    async fn head(&mut self) -> usize {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(self.0.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        length.map_or(0, |length| length.parse().unwrap())
    }
}
