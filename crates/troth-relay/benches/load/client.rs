//! A lean client: frames and requests by hand, so that the cores are left to the relay.

use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use troth_wire::{
    ClientMessage, MailboxId, Message, PushReceipt, PushRequest, RelayMessage, Ring, SealedRecord, Ticket, Watch,
    Watched,
};

use crate::http::{record, records_path};
use crate::stage::Seat;

/// How to push.
#[derive(Clone, Copy)]
pub(crate) enum Pushing {
    /// On the doorbell's connection.
    Live { in_flight: usize },
    /// One `POST` after the other.
    Posts,
}

/// Pushes single records to the seat's mailboxes in turn; answers how many were acknowledged.
pub(crate) async fn push_until(seat: Seat, pushing: Pushing, end: Instant, body_bytes: usize) -> u64 {
    match pushing {
        Pushing::Live { in_flight } => push_live(&seat, in_flight, end, body_bytes).await,
        Pushing::Posts => push_posts(&seat, end, body_bytes).await,
    }
}

async fn push_live(seat: &Seat, in_flight: usize, end: Instant, body_bytes: usize) -> u64 {
    let mut live = Live::open(seat).await;
    let mut turns = Turns::new(seat, body_bytes);
    for _ in 0..in_flight {
        let (mailbox, record) = turns.next();
        live.push(mailbox, record).await;
    }
    let mut acknowledged = 0;
    while Instant::now() < end {
        let RelayMessage::Pushed(..) = live.hear().await else { panic!("a receipt was due") };
        acknowledged += 1;
        let (mailbox, record) = turns.next();
        live.push(mailbox, record).await;
    }
    acknowledged
}

async fn push_posts(seat: &Seat, end: Instant, body_bytes: usize) -> u64 {
    let mut stream = Stream::connect(seat).await;
    let authorization = seat.token.to_authorization();
    let mut turns = Turns::new(seat, body_bytes);
    let mut acknowledged = 0;
    while Instant::now() < end {
        let (mailbox, record) = turns.next();
        let body = PushRequest { records: vec![record] }.encode();
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

/// Which mailbox gets which record next.
struct Turns<'s> {
    seat: &'s Seat,
    next: u64,
    body_bytes: usize,
}

impl<'s> Turns<'s> {
    fn new(seat: &'s Seat, body_bytes: usize) -> Self {
        // Records of earlier rounds must not come again.
        static ROUNDS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let round = ROUNDS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Self { seat, next: round << 32 | (seat.number as u64) << 24, body_bytes }
    }

    fn next(&mut self) -> (MailboxId, SealedRecord) {
        self.next += 1;
        let mailboxes = &self.seat.mailboxes;
        (mailboxes[self.next as usize % mailboxes.len()], record(self.next, self.body_bytes))
    }
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
        // The mailbox is not at its start, so a first ring without records comes at once.
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

    /// Sends one binary frame. Its mask is zero, which leaves the bytes as they are.
    async fn say(&mut self, message: &ClientMessage) {
        let payload = message.encode();
        let length = u16::try_from(payload.len()).unwrap();
        let mut frame = Vec::with_capacity(payload.len() + 8);
        frame.extend_from_slice(&[0x82, 0x80 | 126]);
        frame.extend_from_slice(&length.to_be_bytes());
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(&payload);
        self.stream.send(&frame).await;
    }

    /// Returns the next message, leaving pings unanswered.
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
