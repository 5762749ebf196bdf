//! Entries: what is sealed opens, and nothing else does.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use rand_chacha::ChaCha20Rng;
use support::seeded;
use troth_vault::{
    BODY_CONTENT_MAX_BYTES, Body, ChainLink, DEPS_MAX, DeviceKeys, EpochKey, FORMAT_VERSION, OpenError, OpenedEntry,
    PersonalKey, RecordHeader, SealError, StreamKeys, Written, dangerous_seal_linked, is_own, open_entry, seal_entry,
};
use troth_wire::{DeviceId, RecordId, SealedRecord, StreamId, limits};

const WORDS: &[u8] = b"When I come home late, I will write before six.";

/// A partner's keys around one stream, on one device.
struct Partner {
    personal: PersonalKey,
    stream: StreamKeys,
    device: DeviceKeys,
}

impl Partner {
    fn make(rng: &mut ChaCha20Rng) -> Self {
        Self { personal: PersonalKey::make(rng), stream: StreamKeys::make(rng), device: DeviceKeys::make(rng) }
    }

    fn header(&self) -> RecordHeader {
        header(&self.stream, self.device.id())
    }

    fn seal(&self, rng: &mut ChaCha20Rng, header: &RecordHeader, content: &[u8]) -> Result<SealedRecord, SealError> {
        seal_entry(rng, &self.stream, &self.personal, &self.device, header, content)
    }

    /// Entry number `seq` of the device's chain, opened.
    fn numbered(&self, rng: &mut ChaCha20Rng, seq: u64) -> OpenedEntry {
        let record = self.seal(rng, &RecordHeader { seq, ..self.header() }, WORDS).unwrap();
        open_entry(&self.stream, &record).unwrap()
    }
}

fn header(keys: &StreamKeys, device: DeviceId) -> RecordHeader {
    RecordHeader {
        version: FORMAT_VERSION,
        stream: keys.stream(),
        device,
        seq: 3,
        prev: Some(RecordId::from_bytes([1; 32])),
        deps: vec![RecordId::from_bytes([1; 32]), RecordId::from_bytes([2; 32])],
        lamport: 41,
        written: Written { unix_ms: 1_795_392_000_123, offset_minutes: -210 },
        kind: 12,
    }
}

fn sealed(rng: &mut ChaCha20Rng) -> (Partner, SealedRecord) {
    let partner = Partner::make(rng);
    let record = partner.seal(rng, &partner.header(), WORDS).unwrap();
    (partner, record)
}

#[test]
fn a_sealed_entry_opens_as_it_was() {
    let (partner, record) = sealed(&mut seeded());
    let entry = open_entry(&partner.stream, &record).unwrap();
    assert_eq!(entry.id, record.id());
    assert_eq!(entry.header, partner.header());
    assert_eq!(entry.body, Body::Present(WORDS.to_vec()));
}

#[test]
fn every_changed_byte_of_header_slot_and_body_is_refused() {
    let (partner, record) = sealed(&mut seeded());
    let parts = record.into_parts();
    let parts = [parts.0, parts.1, parts.2];
    for part in 0..3 {
        for at in 0..parts[part].len() {
            for bit in [0x01, 0x80] {
                let mut changed = parts.clone();
                changed[part][at] ^= bit;
                let [header, slot, body] = changed;
                let changed = SealedRecord::new(header, slot, body).unwrap();
                assert!(open_entry(&partner.stream, &changed).is_err(), "part {part}, byte {at}");
            }
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let (partner, record) = sealed(&mut seeded());
    let (header, slot, body) = record.into_parts();
    let open = |header: &[u8], slot: &[u8], body: &[u8]| {
        let record = SealedRecord::new(header.to_vec(), slot.to_vec(), body.to_vec()).unwrap();
        open_entry(&partner.stream, &record)
    };
    for len in 1..header.len() {
        assert!(open(&header[..len], &slot, &body).is_err(), "header of {len}");
    }
    for len in 0..slot.len() {
        assert_eq!(open(&header, &slot[..len], &body), Err(OpenError::Tampered), "slot of {len}");
    }
    for len in 0..body.len() {
        assert_eq!(open(&header, &slot, &body[..len]), Err(OpenError::Tampered), "body of {len}");
    }
    assert!(open(&[&header[..], &[0]].concat(), &slot, &body).is_err(), "a longer header");
}

#[test]
fn parts_of_two_entries_do_not_mix() {
    let rng = &mut seeded();
    let (partner, one) = sealed(rng);
    let other = partner.seal(rng, &partner.header(), WORDS).unwrap();
    let mixed = SealedRecord::new(one.header().to_vec(), other.slot().to_vec(), other.body().to_vec()).unwrap();
    assert_eq!(open_entry(&partner.stream, &mixed), Err(OpenError::Tampered));
    let mixed = SealedRecord::new(one.header().to_vec(), one.slot().to_vec(), other.body().to_vec()).unwrap();
    assert_eq!(open_entry(&partner.stream, &mixed), Err(OpenError::Tampered));
}

#[test]
fn an_erased_entry_keeps_its_header_and_id() {
    let (partner, record) = sealed(&mut seeded());
    let id = record.id();
    let entry = open_entry(&partner.stream, &record.erased()).unwrap();
    assert_eq!((entry.id, &entry.body), (id, &Body::Absent));
    assert_eq!(entry.header, partner.header());
    assert!(is_own(&partner.personal, &entry));
}

#[test]
fn a_wrong_key_and_a_foreign_stream_are_refused() {
    let rng = &mut seeded();
    let (partner, record) = sealed(rng);
    let stranger = Partner::make(rng);
    assert_eq!(open_entry(&stranger.stream, &record), Err(OpenError::NoKey));
    let (stream, mailbox) = (stranger.stream.stream(), stranger.stream.mailbox());
    let foreign = StreamKeys::from_parts(stream, mailbox, partner.stream.current().clone());
    assert_eq!(open_entry(&foreign, &record), Err(OpenError::OtherStream));
}

#[test]
fn a_newer_version_asks_for_an_update_and_a_trial_version_is_told_as_such() {
    let (partner, record) = sealed(&mut seeded());
    let (header, slot, body) = record.into_parts();
    let with_version = |version: u8| {
        let header = [&[version], &header[1..]].concat();
        open_entry(&partner.stream, &SealedRecord::new(header, slot.clone(), body.clone()).unwrap()).unwrap_err()
    };
    assert_eq!(with_version(3), OpenError::UnsupportedVersion);
    assert_eq!(with_version(0), OpenError::UnsupportedVersion);
    assert_eq!(with_version(1), OpenError::TrialVersion);
    assert!(OpenError::TrialVersion.to_string().contains("trial version"));
}

#[test]
fn older_epochs_still_open_after_a_rotation() {
    let rng = &mut seeded();
    let (mut partner, old) = sealed(rng);
    partner.stream.make_current(EpochKey::make(rng)).unwrap();
    let new = partner.seal(rng, &partner.header(), WORDS).unwrap();
    assert!(open_entry(&partner.stream, &old).is_ok());
    assert!(open_entry(&partner.stream, &new).is_ok());
    let removed = sealed(rng).0.stream;
    assert_eq!(open_entry(&removed, &new), Err(OpenError::NoKey));
}

#[test]
fn what_does_not_fit_is_not_sealed() {
    let rng = &mut seeded();
    let (partner, _) = sealed(rng);
    let check = |rng: &mut ChaCha20Rng, change: &dyn Fn(&mut RecordHeader), len: usize| {
        let mut header = partner.header();
        change(&mut header);
        partner.seal(rng, &header, &vec![b'a'; len]).map(|record| record.size_bytes())
    };
    let other = Partner::make(rng).stream.stream();
    assert!(matches!(check(rng, &|_| (), BODY_CONTENT_MAX_BYTES + 1), Err(SealError::TooLarge)));
    assert!(matches!(check(rng, &|header| header.version = 1, 1), Err(SealError::UnsupportedVersion)));
    assert!(matches!(check(rng, &|header| header.stream = other, 1), Err(SealError::OtherStream)));
    let stranger = DeviceId::from_bytes([7; 16]);
    assert!(matches!(check(rng, &|header| header.device = stranger, 1), Err(SealError::OtherDevice)));
    for seq in [0, u64::MAX] {
        assert!(matches!(check(rng, &|header| header.seq = seq, 1), Err(SealError::NoSuchNumber)));
    }
    let deps = |count: usize| move |header: &mut RecordHeader| header.deps = vec![RecordId::from_bytes([9; 32]); count];
    assert!(matches!(check(rng, &deps(DEPS_MAX + 1), 1), Err(SealError::TooManyDeps)));
    let first =
        |header: &mut RecordHeader| (header.seq, header.deps) = (1, vec![RecordId::from_bytes([9; 32]); DEPS_MAX]);
    let largest = check(rng, &first, BODY_CONTENT_MAX_BYTES).unwrap();
    assert!(largest <= limits::HEADER_MAX_BYTES + limits::SLOT_MAX_BYTES + limits::BODY_MAX_BYTES);
}

#[test]
fn short_entries_look_the_same_size() {
    let rng = &mut seeded();
    let (partner, _) = sealed(rng);
    let size = |rng: &mut ChaCha20Rng, content: &[u8]| {
        let header = RecordHeader { deps: vec![RecordId::from_bytes([1; 32])], ..partner.header() };
        let record = partner.seal(rng, &header, content).unwrap();
        (record.header().len(), record.slot().len(), record.body().len())
    };
    assert_eq!(size(rng, b""), size(rng, &[b'x'; 255]));
    assert_eq!(size(rng, b""), (1 + 24 + 32 + 256 + 16, 48, 272));
}

/// A partner holds every key of the shared stream, and still can't write in the other's name.
#[test]
fn care_21_a_partner_cannot_forge_or_repeat_the_others_entry() {
    let rng = &mut seeded();
    let (author, record) = sealed(rng);
    let partner = Partner { stream: author.stream.clone(), ..Partner::make(rng) };
    let genuine = open_entry(&partner.stream, &record).unwrap();
    assert!(is_own(&author.personal, &genuine));
    assert!(!is_own(&partner.personal, &genuine), "not me, so you");

    let (link, header) = (&genuine.link, &genuine.header);
    let forged = dangerous_seal_linked(rng, &partner.stream, &partner.personal, link, header, WORDS).unwrap();
    let forged = open_entry(&author.stream, &forged).unwrap();
    assert!(!is_own(&author.personal, &forged), "the same header and words under another key");
}

/// A holder of the stream's key could have made any entry in it, except for a tag that only the author can check.
///
/// So a record shown to a third party proves nothing: nothing in it can be verified with a public key.
#[test]
fn care_23_authorship_is_provable_to_partners_and_repudiable_to_others() {
    let rng = &mut seeded();
    let (author, record) = sealed(rng);
    let entry = open_entry(&author.stream, &record).unwrap();
    let invented = PersonalKey::make(rng);
    let made_up = dangerous_seal_linked(rng, &author.stream, &invented, &entry.link, &entry.header, WORDS).unwrap();
    let made_up_entry = open_entry(&author.stream, &made_up).unwrap();
    assert_eq!(made_up_entry.header, entry.header);
    assert_eq!((&made_up_entry.body, &made_up_entry.link), (&entry.body, &entry.link), "its chain key is out, too");
    assert_eq!(made_up.size_bytes(), record.size_bytes(), "a partner's invention has the shape of the real one");
    assert!(is_own(&author.personal, &entry) && !is_own(&author.personal, &made_up_entry));
}

/// A private rating goes into the own stream, of which the partner holds no key.
#[test]
fn care_16_the_own_stream_opens_for_own_devices_only() {
    let rng = &mut seeded();
    let (author, _) = sealed(rng);
    let own = StreamKeys::make(rng);
    let header = header(&own, author.device.id());
    let rating = seal_entry(rng, &own, &author.personal, &author.device, &header, b"trust 4 of 10").unwrap();
    assert!(open_entry(&own, &rating).is_ok());
    assert_eq!(open_entry(&author.stream, &rating), Err(OpenError::NoKey), "the shared stream's keys don't help");
}

#[test]
fn arbitrary_bytes_never_panic() {
    use rand_chacha::rand_core::Rng;
    let rng = &mut seeded();
    let (partner, _) = sealed(rng);
    for len in 1..400 {
        let mut bytes = vec![0; len];
        rng.fill_bytes(&mut bytes);
        bytes[0] = FORMAT_VERSION;
        let record = SealedRecord::new(bytes.clone(), bytes[..len.min(256)].to_vec(), bytes).unwrap();
        assert!(open_entry(&partner.stream, &record).is_err());
    }
}

#[test]
fn each_entry_of_a_chain_follows_from_the_one_before_and_from_no_other() {
    let rng = &mut seeded();
    let author = Partner::make(rng);
    let (stream, device) = (author.stream.stream(), author.device.id());
    let chain: Vec<_> = (1..=5).map(|seq| author.numbered(rng, seq)).collect();
    assert!(chain[0].link.opens(stream, device));
    assert!(chain[1..].iter().all(|entry| entry.link.opening.is_none() && !entry.link.opens(stream, device)));
    for (before, first) in chain.iter().enumerate() {
        for (after, second) in chain.iter().enumerate() {
            let follows = second.link.continues(device, &first.link.next);
            assert_eq!(follows, after == before + 1, "{after} after {before}");
        }
    }
}

/// Somebody who holds every key of the stream and the author's personal key, but not the device.
#[test]
fn nobody_but_the_device_makes_the_link_of_a_number_that_it_has_not_reached() {
    let rng = &mut seeded();
    let author = Partner::make(rng);
    let device = author.device.id();
    let newest = author.numbered(rng, 7);
    let thief = DeviceKeys::make(rng);
    let header = RecordHeader { device: thief.id(), seq: 8, ..author.header() };
    let record = seal_entry(rng, &author.stream, &author.personal, &thief, &header, WORDS).unwrap();
    let forged = open_entry(&author.stream, &record).unwrap();
    assert!(!forged.link.continues(device, &newest.link.next));
    assert!(!newest.link.continues(device, &newest.link.next), "the newest key once more");
    let elsewhere = Partner { stream: StreamKeys::make(rng), ..author };
    assert!(!elsewhere.numbered(rng, 8).link.continues(device, &newest.link.next), "its number in another stream");
}

#[test]
fn an_opening_counts_for_its_device_and_stream_and_for_these_keys_alone() {
    let rng = &mut seeded();
    let (author, other) = (Partner::make(rng), Partner::make(rng));
    let (stream, device) = (author.stream.stream(), author.device.id());
    let [first, theirs, second] =
        [author.numbered(rng, 1).link, other.numbered(rng, 1).link, author.numbered(rng, 2).link];
    assert!(first.opens(stream, device));
    assert!(!first.opens(other.stream.stream(), device), "replayed from another stream");
    assert!(!first.opens(stream, other.device.id()) && !theirs.opens(stream, device), "somebody else's device id");
    let changed = |change: fn(&mut ChainLink, &ChainLink)| {
        let mut link = first.clone();
        change(&mut link, &second);
        link.opens(stream, device)
    };
    assert!(!changed(|link, second| link.key = second.key));
    assert!(!changed(|link, second| link.next = second.next));
    assert!(!changed(|link, _| link.opening = None));
    assert!(!first.opens(StreamId::from_bytes([0; 16]), device));
}

/// The place of an opening follows from the number: a first entry without it, and a later one with it, are no entries.
#[test]
fn only_the_first_entry_of_a_chain_has_an_opening() {
    let rng = &mut seeded();
    let author = Partner::make(rng);
    let first = author.numbered(rng, 1).link;
    let mut bare = first.clone();
    bare.opening = None;
    for (seq, link) in [(1, bare), (2, first)] {
        let header = RecordHeader { seq, ..author.header() };
        let record = dangerous_seal_linked(rng, &author.stream, &author.personal, &link, &header, WORDS).unwrap();
        assert_eq!(open_entry(&author.stream, &record), Err(OpenError::Malformed), "number {seq}");
    }
}
