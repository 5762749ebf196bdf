//! The frozen vectors of docs/vectors: their generator, the proof that they have not changed, and the decoder in Python
//! that reads them without this code.
//!
//! A released format never changes: a new format gets a new version and a new file. What version 2 changed stands in
//! v2.json, everything else in v1.json, which also keeps what trial builds of version 1 wrote and nothing reads any more.
//! Until version 2 is released, `TROTH_FREEZE_VECTORS=1 cargo test -p troth-vault --test vectors` rewrites v2.json.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Value, json};
use troth_vault::{
    Admission, Body, Cell, ChainCommitment, DeviceKeys, EpochKey, FORMAT_VERSION, Invitation, InviteeOffer, Inviter,
    Keyring, LocalKey, OpenError, PersonalKey, Purpose, RecordHeader, RecoveryCode, RecoveryKeys, Seat, SharedKeys,
    StreamKeys, Written, derive_seat_root, is_own, make_opening, open_entry, seal_entry, seal_epoch_to,
    seal_recovery_kit, seal_under_passphrase, unlock, wrap_previous,
};
use troth_wire::{DeviceId, MailboxId, RecordId, SealedRecord, SigningKey, StreamId, WireMessage as _};

const SEED: u64 = 1;
const WORD_LIST: &str = include_str!("../src/words.txt");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The versions that have a file.
const VERSIONS: [u8; 2] = [1, 2];

/// The checks of the decoder in each file.
const DECODER_CHECKS: [usize; 2] = [57, 78];

fn vectors_path(version: u8) -> PathBuf {
    repository().join(format!("docs/vectors/v{version}.json"))
}

/// Bytes as the file writes them.
fn hex(bytes: &[u8]) -> Value {
    Value::String(format!("x:{}", HEXLOWER.encode(bytes)))
}

fn unhex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().strip_prefix("x:").unwrap().as_bytes()).unwrap()
}

fn stretch(passphrase: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    let params = Params::new(65_536, 3, 1, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(passphrase, salt, &mut out).unwrap();
    out
}

/// The vectors of both versions, as the code writes them now. The old entries stay in v1.json as they were frozen.
fn generate() -> [Value; 2] {
    let rng = &mut ChaCha20Rng::seed_from_u64(SEED);
    let code = RecoveryCode::make(rng);
    let recovery = code.derive().unwrap();
    let mut keyring = Keyring {
        partner: [0x50; 16],
        personal: PersonalKey::make(rng),
        founder: DeviceId::from_bytes([0x51; 16]),
        own: drawn_as_before(rng),
        shared: None,
        recovery: Some(recovery.target()),
    };
    let mut shared = drawn_as_before(rng);
    pass_over_entries(rng, 1);
    let older = shared.current().clone();
    shared.make_current(EpochKey::make(rng)).unwrap();
    pass_over_entries(rng, 2);
    drop(PersonalKey::make(rng));
    pass_over_entries(rng, 3);
    let epochs = epochs(rng, &shared, &older);
    let shared_keys = shared_keys();
    keyring.shared = Some(shared_keys.clone());
    let word_list = WORD_LIST.lines().collect::<Vec<_>>().join(" ");
    let (device, linking) = (device(rng), linking(rng));
    let recovery = recovery_vector(rng, &code, &recovery, &keyring);
    let first = json!({
        "word_list": word_list,
        "device": device,
        "epochs": epochs,
        "local": local(rng),
        "cells": cells(rng),
    });
    let second = json!({
        "about": "Frozen vectors of docs/format.md, version 2. Texts that begin with x: are bytes in hex.",
        "version": 2,
        "word_list": word_list,
        "keyring": hex(&keyring.encode()),
        "seats": {
            "founder": hex(keyring.founder.as_bytes()),
            "shared": shared_keys.seats().map(|seat| {
                [hex(&seat.partner), hex(seat.device.as_bytes()), hex(seat.root.as_bytes())]
            }),
            "stream": hex(shared_keys.stream().as_bytes()),
            "mailbox": hex(shared_keys.mailbox().as_bytes()),
        },
        "admission": admission(),
        "linking": linking,
        "recovery": recovery,
        "entries_v2": entries(),
    });
    [first, second]
}

/// Makes a stream with the randomness that version 1 took for it, mailbox included.
fn drawn_as_before(rng: &mut ChaCha20Rng) -> StreamKeys {
    let (mut stream, mut mailbox) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut stream);
    rng.fill_bytes(&mut mailbox);
    StreamKeys::from_parts(StreamId::from_bytes(stream), MailboxId::from_bytes(mailbox), EpochKey::make(rng))
}

/// Keys of two seats, from randomness of their own: what the other vectors drew stays as it was frozen.
fn shared_keys() -> SharedKeys {
    let rng = &mut ChaCha20Rng::seed_from_u64(SEED + 2);
    let seat = |byte| {
        let (device, root) = (DeviceId::from_bytes([byte + 1; 16]), SigningKey::from_bytes([byte + 2; 32]));
        Seat { partner: [byte; 16], device, root }
    };
    let keys = SharedKeys::make(rng, [seat(0x50), seat(0x60)]).unwrap();
    let mut epochs = keys.keys().clone();
    epochs.make_current(EpochKey::make(rng)).unwrap();
    keys.with_keys(epochs)
}

/// The enrolments of one device in its private mailbox and in one of two, where its person has the second side.
fn admission() -> Value {
    const HOST: &str = "Relay.Example:443";
    let rng = &mut ChaCha20Rng::seed_from_u64(SEED + 3);
    let (mut own, device) = (StreamKeys::make(rng), DeviceKeys::make(rng));
    let theirs =
        Seat { partner: [1; 16], device: DeviceId::from_bytes([2; 16]), root: SigningKey::from_bytes([3; 32]) };
    let ours = Seat { partner: [4; 16], device: device.id(), root: derive_seat_root(&own, device.id()) };
    let shared = SharedKeys::make(rng, [theirs, ours]).unwrap();
    own.make_current(EpochKey::make(rng)).unwrap();
    let all = [Admission::derive_own(&own), Admission::derive_shared(&own, &shared, &[4; 16]).unwrap()];
    let enrolments = all.map(|admission| {
        let request = admission.enrol(HOST, device.public().signing);
        json!({ "mailbox": hex(admission.mailbox().as_bytes()), "request": hex(&request.encode()) })
    });
    json!({
        "host": HOST,
        "own": hex(&own.encode()),
        "shared": hex(&shared.encode()),
        "partner": hex(&[4; 16]),
        "device": hex(device.public().signing.as_bytes()),
        "enrolments": enrolments,
    })
}

fn device(rng: &mut ChaCha20Rng) -> Value {
    let keys = DeviceKeys::make(rng);
    let public = keys.public();
    json!({
        "keys": hex(&keys.encode()),
        "signing": hex(public.signing.as_bytes()),
        "receiving": hex(public.receiving.as_bytes()),
        "id": hex(keys.id().as_bytes()),
        "statement": hex(b"a statement to the relay"),
        "signature": hex(&keys.sign(b"a statement to the relay")),
    })
}

/// Takes the randomness that sealing so many entries of version 1 took: what comes after them stays as it was frozen.
fn pass_over_entries(rng: &mut ChaCha20Rng, count: usize) {
    (0..count).for_each(|_| rng.fill_bytes(&mut [0; 32 + 24]));
}

/// A partner's keys on one device, for entries of version 2.
struct Author {
    personal: PersonalKey,
    device: DeviceKeys,
}

impl Author {
    fn make(rng: &mut ChaCha20Rng) -> Self {
        Self { personal: PersonalKey::make(rng), device: DeviceKeys::make(rng) }
    }

    fn long_header(&self, keys: &StreamKeys) -> RecordHeader {
        RecordHeader {
            version: FORMAT_VERSION,
            stream: keys.stream(),
            device: self.device.id(),
            seq: 70_000,
            prev: Some(RecordId::from_bytes([1; 32])),
            deps: (1..=32).map(|at| RecordId::from_bytes([at; 32])).collect(),
            lamport: 5_000_000_000,
            written: Written { unix_ms: 1_795_392_000_123, offset_minutes: 765 },
            kind: 65_535,
        }
    }

    fn first_header(&self, keys: &StreamKeys) -> RecordHeader {
        let written = Written { unix_ms: -1, offset_minutes: -210 };
        RecordHeader { seq: 1, prev: None, deps: Vec::new(), lamport: 1, written, kind: 0, ..self.long_header(keys) }
    }

    fn seal(&self, rng: &mut ChaCha20Rng, keys: &StreamKeys, header: &RecordHeader, content: &[u8]) -> SealedRecord {
        seal_entry(rng, keys, &self.personal, &self.device, header, content).unwrap()
    }

    fn entry(
        &self,
        rng: &mut ChaCha20Rng,
        name: &str,
        keys: &StreamKeys,
        header: &RecordHeader,
        content: &[u8],
    ) -> Value {
        described(name, keys, header, content, &self.seal(rng, keys, header, content))
    }
}

fn described(name: &str, keys: &StreamKeys, header: &RecordHeader, content: &[u8], record: &SealedRecord) -> Value {
    let link = open_entry(keys, record).unwrap().link;
    json!({
        "name": name,
        "stream": "shared",
        "header": hex(record.header()),
        "slot": hex(record.slot()),
        "body": hex(record.body()),
        "id": hex(record.id().as_bytes()),
        "fields": {
            "device": hex(header.device.as_bytes()),
            "seq": header.seq,
            "prev": header.prev.map(|id| hex(id.as_bytes())),
            "deps": header.deps.iter().map(|id| hex(id.as_bytes())).collect::<Vec<_>>(),
            "lamport": header.lamport,
            "unix_ms": header.written.unix_ms,
            "offset_minutes": header.written.offset_minutes,
            "kind": header.kind,
        },
        "key": hex(link.key.as_bytes()),
        "next": hex(link.next.as_bytes()),
        "content": hex(content),
        "own": true,
    })
}

/// The entries of version 2: what opens them, and a chain of two at the head of the list.
fn entries() -> Value {
    let rng = &mut ChaCha20Rng::seed_from_u64(SEED + 1);
    let (me, partner) = (Author::make(rng), Author::make(rng));
    let seat = |byte, author: &Author| {
        let (device, root) = (author.device.id(), SigningKey::from_bytes([byte + 2; 32]));
        Seat { partner: [byte; 16], device, root }
    };
    let shared = SharedKeys::make(rng, [seat(0x50, &me), seat(0x60, &partner)]).unwrap();
    let mut keys = shared.keys().clone();
    let older = me.entry(rng, "under an older epoch", &keys, &me.long_header(&keys), b"before");
    keys.make_current(EpochKey::make(rng)).unwrap();
    let first = me.seal(rng, &keys, &me.first_header(&keys), b"");
    let second = RecordHeader { seq: 2, prev: Some(first.id()), lamport: 2, ..me.first_header(&keys) };
    let long = "When I come home late, I will write before six. ".repeat(100);
    let mut erased = me.entry(rng, "erased", &keys, &me.first_header(&keys), b"gone");
    (erased["slot"], erased["body"], erased["content"]) = (hex(&[]), hex(&[]), Value::Null);
    let mut theirs = partner.entry(rng, "the partner's", &keys, &partner.first_header(&keys), b"yours");
    theirs["own"] = Value::Bool(false);
    let keyring = Keyring {
        partner: [0x50; 16],
        founder: me.device.id(),
        personal: me.personal.clone(),
        own: StreamKeys::make(rng),
        shared: Some(shared.with_keys(keys.clone())),
        recovery: None,
    };
    json!({
        "keyring": hex(&keyring.encode()),
        "device_keys": hex(&me.device.encode()),
        "entries": [
            described("the first of a chain, empty", &keys, &me.first_header(&keys), b"", &first),
            me.entry(rng, "the second, the shortest above the least size", &keys, &second, &[b'x'; 256]),
            me.entry(rng, "long", &keys, &me.long_header(&keys), long.as_bytes()),
            older,
            erased,
            theirs,
        ],
    })
}

fn epochs(rng: &mut ChaCha20Rng, shared: &StreamKeys, older: &EpochKey) -> Value {
    let device = DeviceKeys::make(rng);
    let context = b"a stream and a device";
    json!({
        "device_keys": hex(&device.encode()),
        "context": hex(context),
        "sealed": hex(&seal_epoch_to(rng, &device.public().receiving, shared.current(), context).unwrap()),
        "wrapped": hex(&wrap_previous(rng, shared.current(), older)),
        "id": hex(&shared.current().id().0),
    })
}

fn linking(rng: &mut ChaCha20Rng) -> Value {
    let (theirs, ours, payload) = (b"the inviter's bundle", b"the invitee's bundle", b"the welcome");
    let invitation = Invitation::make(rng, Purpose::Link);
    let inviter = Inviter::start(rng, &invitation, theirs).unwrap();
    let invitee = InviteeOffer::open(&invitation, inviter.message()).unwrap().accept(rng, ours).unwrap();
    let states = (inviter.encode(), invitee.encode());
    let (zero, one) = (inviter.message().to_vec(), invitee.message().to_vec());
    let comparing = inviter.receive1(rng, &one).unwrap();
    let (two, words, choices) = (comparing.message().to_vec(), comparing.words(), comparing.third_word_choices());
    let approved = invitee.receive2(&two).unwrap().approve(rng);
    let welcome = comparing.receive3(approved.message()).unwrap().approve(rng, payload).unwrap();
    let messages = [&zero, &one, &two, approved.message(), &welcome];
    json!({
        "fragment": *invitation.fragment(),
        "id": hex(invitation.id().as_bytes()),
        "inviter_state": hex(&states.0),
        "invitee_state": hex(&states.1),
        "messages": messages.map(hex),
        "inviter_bundle": hex(theirs),
        "invitee_bundle": hex(ours),
        "words": words,
        "choices": choices,
        "payload": hex(payload),
    })
}

fn recovery_vector(rng: &mut ChaCha20Rng, code: &RecoveryCode, keys: &RecoveryKeys, keyring: &Keyring) -> Value {
    let words = code.words().join(" ");
    // A kit of version 1 took this much randomness: what comes after it stays as it was frozen then.
    rng.fill_bytes(&mut [0; 24]);
    let rng = &mut ChaCha20Rng::seed_from_u64(SEED + 1);
    json!({
        "words": words,
        "stretched": hex(&stretch(words.as_bytes(), b"troth recovery code v1")),
        "blob": hex(keys.blob.as_bytes()),
        "write": hex(keys.write.as_bytes()),
        "device": hex(keys.device.id().as_bytes()),
        "kit": hex(&seal_recovery_kit(rng, &keys.target(), &keyring.encode()).unwrap()),
        "keyring": hex(&keyring.encode()),
    })
}

fn local(rng: &mut ChaCha20Rng) -> Value {
    let (passphrase, key) = ("quiet morning", LocalKey::make(rng));
    let lock = seal_under_passphrase(rng, passphrase, &key).unwrap();
    assert_eq!(unlock(passphrase, &lock).as_ref(), Ok(&key));
    json!({
        "passphrase": passphrase,
        "stretched": hex(&stretch(passphrase.as_bytes(), &lock[13..29])),
        "lock": hex(&lock),
        "key": hex(&*key.dangerous_bytes()),
        "context": hex(b"draft 1"),
        "content": hex(b"not yet"),
        "sealed": hex(&key.seal(rng, b"draft 1", b"not yet")),
    })
}

fn cells(rng: &mut ChaCha20Rng) -> Value {
    let (context, a_answer, b_answer) = (b"round 12", b"Sunday's talk went well.", b"");
    let (a, a_secret) = Cell::make_answer(rng, context, a_answer).unwrap();
    let (b, b_secret) = Cell::make_answer(rng, context, b_answer).unwrap();
    let blank = Cell::make_blank(rng);
    json!({
        "context": hex(context),
        "a": hex(&a.encode()),
        "b": hex(&b.encode()),
        "blank": hex(&blank.encode()),
        "a_secret": hex(&a_secret.encode()),
        "b_secret": hex(&b_secret.encode()),
        "a_to_b": hex(&make_opening(rng, context, Some(&a_secret), &a, &b)),
        "b_to_a": hex(&make_opening(rng, context, Some(&b_secret), &b, &a)),
        "blank_to_a": hex(&make_opening(rng, context, None, &blank, &a)),
        "a_answer": hex(a_answer),
        "b_answer": hex(b_answer),
    })
}

fn frozen(version: u8) -> Value {
    let text = fs::read_to_string(vectors_path(version)).expect("docs/vectors is there");
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_frozen_vectors_have_not_changed() {
    let generated = generate();
    if std::env::var_os("TROTH_FREEZE_VECTORS").is_some() {
        fs::write(vectors_path(2), format!("{:#}\n", generated[1])).unwrap();
    }
    for (version, generated) in VERSIONS.into_iter().zip(generated) {
        let frozen = frozen(version);
        for (name, value) in generated.as_object().unwrap() {
            assert!(frozen[name] == *value, "v{version}: \"{name}\" is not what this code writes (seed {SEED})");
        }
    }
}

fn record_of(vector: &Value) -> SealedRecord {
    let [header, slot, body] = ["header", "slot", "body"].map(|part| unhex(&vector[part]));
    SealedRecord::new(header, slot, body).unwrap()
}

#[test]
fn the_frozen_entries_still_open_and_follow() {
    let frozen = frozen(2);
    let set = &frozen["entries_v2"];
    let entries = set["entries"].as_array().unwrap();
    let keyring = Keyring::decode(&unhex(&set["keyring"])).unwrap();
    let (shared, device) = (keyring.shared.unwrap(), DeviceKeys::decode(&unhex(&set["device_keys"])).unwrap());
    let keys = shared.keys().clone();
    for vector in entries {
        let entry = open_entry(&keys, &record_of(vector)).unwrap();
        assert_eq!(hex(entry.id.as_bytes()), vector["id"]);
        let content = match &entry.body {
            Body::Present(content) => hex(content),
            Body::Absent => Value::Null,
        };
        assert_eq!(content, vector["content"]);
        assert_eq!(is_own(&keyring.personal, &entry), vector["own"]);
        let opens = entry.link.opens(keys.stream(), entry.header.device);
        assert_eq!(opens, entry.header.seq == 1);
    }
    let next = ChainCommitment::from_bytes(unhex(&entries[0]["next"]).try_into().unwrap());
    assert!(open_entry(&keys, &record_of(&entries[1])).unwrap().link.continues(device.id(), &next));
}

#[test]
fn the_entries_of_version_1_are_refused_with_a_clear_word() {
    let (frozen, keys) = (frozen(1), StreamKeys::make(&mut ChaCha20Rng::seed_from_u64(SEED)));
    for vector in frozen["entries"].as_array().unwrap() {
        assert_eq!(open_entry(&keys, &record_of(vector)), Err(OpenError::TrialVersion));
    }
}

/// Runs docs/decoder/decode.py on vectors.
fn decode_in_python(vectors: &str) -> Output {
    let mut decoder = Command::new("python3")
        .arg(repository().join("docs/decoder/decode.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("this test needs Python: install it so that `python3` runs (Debian: apt-get install python3)");
    decoder.stdin.take().unwrap().write_all(vectors.as_bytes()).unwrap();
    decoder.wait_with_output().unwrap()
}

#[test]
fn an_independent_decoder_reads_the_frozen_vectors() {
    for (version, checks) in VERSIONS.into_iter().zip(DECODER_CHECKS) {
        let output = decode_in_python(&fs::read_to_string(vectors_path(version)).unwrap());
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.ends_with(&format!("all {checks} checks hold\n")), "v{version}: {said}");
    }
}

/// The decoder does check: any changed bit in what it reads makes it fail.
#[test]
fn the_independent_decoder_refuses_changed_vectors() {
    let first = ["/entries/2/body", "/entries/4/header", "/cells/a_to_b"].map(|path| (1, path));
    let second = [
        "/linking/messages/2",
        "/linking/invitee_state",
        "/recovery/kit",
        "/seats/stream",
        "/seats/mailbox",
        "/admission/enrolments/1/request",
    ]
    .map(|path| (2, path));
    let entries = ["2/body", "4/header", "0/key", "1/next"].map(|at| (2, format!("/entries_v2/entries/{at}")));
    let changes = first.into_iter().chain(second).map(|(version, path)| (version, path.to_owned()));
    for (version, path) in changes.chain(entries) {
        let mut vectors = frozen(version);
        let place = vectors.pointer_mut(&path).unwrap();
        let mut bytes = unhex(place);
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        *place = hex(&bytes);
        assert!(!decode_in_python(&vectors.to_string()).status.success(), "{path}");
    }
}
