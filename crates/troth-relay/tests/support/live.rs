//! A live connection for tests.

use std::net::TcpStream;
use std::time::Duration;

use troth_wire::{
    ClientMessage, MailboxId, PushRequest, RelayMessage, Ring, SealedRecord, Ticket, Token, Watch, Watched, WireMessage,
};
use tungstenite::{Bytes, Message as Frame, WebSocket};

use super::http::Device;

pub struct Live {
    socket: WebSocket<TcpStream>,
}

impl Live {
    /// Connects without sending a message.
    pub fn silent(device: &Device) -> Self {
        let stream = TcpStream::connect(device.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        stream.set_nodelay(true).unwrap();
        let (socket, _) = tungstenite::client(format!("ws://{}/v1/bell", device.address), stream).unwrap();
        Self { socket }
    }

    pub fn open(device: &Device) -> Self {
        let mut live = Self::silent(device);
        live.hello(device.token.clone().unwrap());
        assert_eq!(live.hear(), Some(RelayMessage::Welcome));
        live
    }

    pub fn hello(&mut self, token: Token) {
        self.say(&ClientMessage::Hello(token));
    }

    pub fn say(&mut self, message: &ClientMessage) {
        self.say_bytes(message.encode());
    }

    pub fn say_bytes(&mut self, bytes: Vec<u8>) {
        self.socket.send(Frame::Binary(Bytes::from(bytes))).unwrap();
    }

    /// Returns the next message; `None` if the relay closed the connection.
    pub fn hear(&mut self) -> Option<RelayMessage> {
        loop {
            match self.socket.read() {
                Ok(Frame::Binary(bytes)) => return Some(RelayMessage::decode(&bytes).unwrap()),
                Ok(Frame::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    pub fn heard_ring(&mut self) -> Ring {
        match self.hear() {
            Some(RelayMessage::Ring(ring)) => ring,
            other => panic!("a ring was due, not {other:?}"),
        }
    }

    /// Watches mailboxes and returns the unreachable ones.
    pub fn watch(&mut self, mailboxes: Vec<Watched>) -> Vec<MailboxId> {
        self.say(&ClientMessage::Watch(Ticket(1), Watch { mailboxes }));
        match self.hear() {
            Some(RelayMessage::Watching(watching)) => watching.unreachable,
            other => panic!("an answer was due, not {other:?}"),
        }
    }

    pub fn push(&mut self, ticket: u64, mailbox: MailboxId, records: Vec<SealedRecord>) {
        self.say(&ClientMessage::Push(Ticket(ticket), mailbox, PushRequest { records }));
    }
}
