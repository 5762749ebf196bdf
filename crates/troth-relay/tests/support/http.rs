//! A device for tests: a key, a token, and plain HTTP/1.1 over a socket, written by hand so that tests can break it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::Signer;
use troth_wire::{
    Cursor, EnrolRequest, EnrolStatement, MailboxId, MailboxRoots, MailboxSide, PullPage, PushReceipt, PushRequest,
    SealedRecord, SessionAnswer, SessionRequest, SessionStatement, SideView, Signature, SigningKey, Token, WireError,
    WireMessage,
};

/// Longer than any answer takes.
const READ_TIMEOUT_SECONDS: u64 = 40;

/// Numbers never used before in this process.
static NONCES: AtomicU64 = AtomicU64::new(0);

/// An answer of the relay.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn message<T: WireMessage>(&self) -> T {
        assert!(self.status < 300, "status {} with {:?}", self.status, WireError::decode(&self.body));
        T::decode(&self.body).unwrap()
    }

    pub fn error(&self) -> WireError {
        let error = WireError::decode(&self.body).expect("a refusal carries an error");
        assert_eq!(self.status, error.code.status());
        error
    }
}

/// A connection that stays open over requests.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    pub fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(READ_TIMEOUT_SECONDS)))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_string() })
    }

    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.get_mut().write_all(bytes)
    }

    /// Sends a request and reads the reply; `headers` are whole lines without line ends.
    pub fn exchange(&mut self, method: &str, path: &str, headers: &[String], body: &[u8]) -> io::Result<Reply> {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n", self.host, body.len());
        for header in headers {
            request.push_str(header);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.send(&bytes)?;
        self.receive(method)
    }

    pub fn receive(&mut self, method: &str) -> io::Result<Reply> {
        let status = self
            .line()?
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .ok_or(io::ErrorKind::UnexpectedEof)?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(": ") else { break };
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
        let mut reply = Reply { status, headers, body: Vec::new() };
        let length = reply.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        if method != "HEAD" {
            reply.body.resize(length, 0);
            self.stream.read_exact(&mut reply.body)?;
        }
        Ok(reply)
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A device with its connection and, once signed in, its token.
pub struct Device {
    pub address: SocketAddr,
    key: ed25519_dalek::SigningKey,
    pub token: Option<Token>,
    connection: Option<Connection>,
}

impl Device {
    pub fn new(address: SocketAddr, seed: u8) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        Self { address, key, token: None, connection: None }
    }

    pub fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(self.key.verifying_key().to_bytes())
    }

    /// Makes a sign-in for a host and time, with a nonce not used before.
    pub fn sign(&self, host: &str, unix_minutes: u64) -> SessionRequest {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&NONCES.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        let statement = SessionStatement { host, signing: self.signing(), unix_minutes, nonce };
        let signature = self.key.sign(&statement.to_bytes());
        statement.signed(Signature::from_bytes(signature.to_bytes()))
    }

    pub fn sign_in(&mut self, unix_minutes: u64) {
        let request = self.sign(&self.address.to_string(), unix_minutes);
        let answer: SessionAnswer = self.request("POST", "/v1/session", &request.encode()).message();
        self.token = Some(answer.token);
    }

    pub fn request(&mut self, method: &str, path: &str, body: &[u8]) -> Reply {
        self.try_request(method, path, body).unwrap()
    }

    pub fn try_request(&mut self, method: &str, path: &str, body: &[u8]) -> io::Result<Reply> {
        let headers: Vec<String> =
            self.token.iter().map(|token| format!("Authorization: {}", token.to_authorization())).collect();
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(Connection::open(self.address)?),
        };
        let reply = connection.exchange(method, path, &headers, body);
        // The relay may leave a refused body unread and then close the connection.
        if !reply.as_ref().is_ok_and(|reply| reply.status < 400) {
            self.connection = None;
        }
        reply
    }

    /// Enrols in a private mailbox of the tests, with the keys that all test devices know.
    pub fn make_mailbox(&mut self, number: u64) {
        let _view: SideView = self.enrol(&TestKeys::private(number), MailboxSide::First).message();
    }

    pub fn enrol(&mut self, keys: &TestKeys, side: MailboxSide) -> Reply {
        let request = keys.request(side, &self.address.to_string(), self.signing());
        self.request("POST", &format!("/v1/mailboxes/{}", keys.mailbox()), &request.encode())
    }

    pub fn settle(&mut self, keys: &TestKeys, side: MailboxSide, view: &SideView) -> Reply {
        self.request("PUT", &format!("/v1/mailboxes/{}/sides/{}", keys.mailbox(), side.number()), &view.encode())
    }

    pub fn push(&mut self, mailbox: MailboxId, records: Vec<SealedRecord>) -> Reply {
        self.request("POST", &records_path(mailbox), &PushRequest { records }.encode())
    }

    pub fn pushed(&mut self, mailbox: MailboxId, records: Vec<SealedRecord>) -> PushReceipt {
        self.push(mailbox, records).message()
    }

    pub fn pull(&mut self, mailbox: MailboxId, after: Cursor) -> Reply {
        let running = BASE64URL_NOPAD.encode(after.running.as_bytes());
        self.request("GET", &format!("{}?after={}&running={running}", records_path(mailbox), after.seq), b"")
    }

    /// Pulls everything, checking positions and the running hash on the way.
    pub fn pull_all(&mut self, mailbox: MailboxId) -> Vec<SealedRecord> {
        let (mut cursor, mut all) = (Cursor::START, Vec::new());
        loop {
            let page: PullPage = self.pull(mailbox, cursor).message();
            for positioned in page.records {
                cursor = cursor.then(&positioned.record.id());
                assert_eq!(positioned.seq, cursor.seq);
                all.push(positioned.record);
            }
            assert_eq!(page.cursor, cursor);
            if !page.more {
                return all;
            }
        }
    }
}

/// The keys of a mailbox: for each side the root and the one that the side's verifier belongs to.
#[derive(Clone)]
pub struct TestKeys {
    roots: MailboxRoots,
    root: [ed25519_dalek::SigningKey; 2],
    pub admission: [ed25519_dalek::SigningKey; 2],
}

impl TestKeys {
    /// A mailbox with one side.
    pub fn private(number: u64) -> Self {
        Self::with(number, MailboxRoots::of_one)
    }

    /// A mailbox with two sides.
    pub fn shared(number: u64) -> Self {
        let of_two = |salt, first| MailboxRoots::of_two(salt, [first, public(&test_key(2, number))]);
        Self::with(number, of_two)
    }

    fn with(number: u64, roots: impl Fn([u8; 16], SigningKey) -> MailboxRoots) -> Self {
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&number.to_be_bytes());
        let root = [1, 2].map(|kind| test_key(kind, number));
        let admission = [3, 4].map(|kind| test_key(kind, number));
        Self { roots: roots(salt, public(&root[0])), root, admission }
    }

    pub fn mailbox(&self) -> MailboxId {
        self.roots.mailbox()
    }

    pub fn verifier(&self, side: MailboxSide) -> SigningKey {
        public(&self.admission[usize::from(side.number())])
    }

    /// The enrolment of a device, signed for a host.
    pub fn request(&self, side: MailboxSide, host: &str, device: SigningKey) -> EnrolRequest {
        let at = usize::from(side.number());
        let verifier = self.verifier(side);
        let statement = EnrolStatement { host, mailbox: self.mailbox(), side, verifier, device }.to_bytes();
        let sign = |key: &ed25519_dalek::SigningKey| Signature::from_bytes(key.sign(&statement).to_bytes());
        let (by_root, by_verifier) = (sign(&self.root[at]), sign(&self.admission[at]));
        EnrolRequest { roots: self.roots.clone(), side, verifier, by_root, by_verifier }
    }
}

fn public(key: &ed25519_dalek::SigningKey) -> SigningKey {
    SigningKey::from_bytes(key.verifying_key().to_bytes())
}

pub fn test_key(kind: u8, number: u64) -> ed25519_dalek::SigningKey {
    let mut seed = [0x77; 32];
    seed[..8].copy_from_slice(&number.to_be_bytes());
    seed[8] = kind;
    ed25519_dalek::SigningKey::from_bytes(&seed)
}

/// A private mailbox of the tests.
pub fn mailbox(number: u64) -> MailboxId {
    TestKeys::private(number).mailbox()
}

pub fn records_path(mailbox: MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}/records")
}

/// Makes a unique record: its header holds the number.
pub fn record(number: u64, body_bytes: usize) -> SealedRecord {
    let mut header = b"header".to_vec();
    header.extend_from_slice(&number.to_be_bytes());
    SealedRecord::new(header, vec![5; 72], vec![(number % 251) as u8; body_bytes]).unwrap()
}
