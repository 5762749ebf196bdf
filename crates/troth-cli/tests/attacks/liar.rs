//! A relay that lies: it passes everything on to the real one, and cuts slot and body out of chosen records.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use troth_wire::{PositionedRecord, PullPage, RecordId, WireMessage as _};

use crate::support::http::{Connection, Reply};

pub(crate) struct LyingRelay {
    pub(crate) address: SocketAddr,
    lies: Arc<Mutex<Lies>>,
}

struct Lies {
    relay: SocketAddr,
    /// The names under which devices sign in: the first relay's, and the liar's own for an app that came from it.
    hosts: [String; 2],
    cut: BTreeSet<RecordId>,
}

impl LyingRelay {
    /// Stands between devices and a relay, until the test ends.
    pub(crate) fn before(relay: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let hosts = [relay, address].map(|address| address.to_string());
        let lies = Arc::new(Mutex::new(Lies { relay, hosts, cut: BTreeSet::new() }));
        let shared = Arc::clone(&lies);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let lies = Arc::clone(&shared);
                // A client that hangs up ends its connection, and nothing else.
                thread::spawn(move || while pass_on(&stream, &lies).is_some() {});
            }
        });
        Self { address, lies }
    }

    pub(crate) fn cut(&self, ids: impl IntoIterator<Item = RecordId>) {
        self.lies.lock().unwrap().cut = ids.into_iter().collect();
    }

    /// Stands before another relay from now on.
    pub(crate) fn turn_to(&self, relay: SocketAddr) {
        self.lies.lock().unwrap().relay = relay;
    }
}

struct Request {
    method: String,
    path: String,
    headers: Vec<String>,
    body: Vec<u8>,
}

impl Request {
    fn ask(&self, relay: SocketAddr, host: &str) -> Option<Reply> {
        let Self { method, path, headers, body } = self;
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {}\r\n", body.len());
        headers.iter().for_each(|header| head.push_str(&format!("{header}\r\n")));
        let mut connection = Connection::open(relay).ok()?;
        connection.send(&[head.as_bytes(), b"\r\n", body].concat()).ok()?;
        connection.receive(method).ok()
    }
}

fn pass_on(stream: &TcpStream, lies: &Mutex<Lies>) -> Option<()> {
    let request = receive(stream)?;
    let lies = lies.lock().unwrap();
    let mut reply = request.ask(lies.relay, &lies.hosts[0])?;
    if reply.status == 401 {
        reply = request.ask(lies.relay, &lies.hosts[1])?;
    }
    let Reply { status, body, .. } = reply;
    let is_page = request.method == "GET" && request.path.contains("/records") && status == 200;
    let body = if is_page { without_content(&body, &lies.cut) } else { body };
    let head = format!("HTTP/1.1 {status} \r\nContent-Length: {}\r\n\r\n", body.len());
    let mut stream = stream;
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).ok()
}

fn receive(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let first = line(&mut reader)?;
    let mut words = first.split(' ').map(str::to_owned);
    let (method, path) = (words.next()?, words.next()?);
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        let header = line(&mut reader)?;
        match header.split_once(": ") {
            None => break,
            Some(("Content-Length", bytes)) => length = bytes.parse().ok()?,
            Some(("Host", _)) => {}
            Some(_) => headers.push(header),
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, path, headers, body })
}

fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    (reader.read_line(&mut line).ok()? > 0).then(|| line.trim_end().to_owned())
}

fn without_content(body: &[u8], cut: &BTreeSet<RecordId>) -> Vec<u8> {
    let page = PullPage::decode(body).unwrap();
    let lie = |positioned: PositionedRecord| match cut.contains(&positioned.record.id()) {
        true => PositionedRecord { record: positioned.record.erased(), ..positioned },
        false => positioned,
    };
    PullPage { records: page.records.into_iter().map(lie).collect(), ..page }.encode()
}
