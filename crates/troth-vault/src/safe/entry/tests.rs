#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use super::*;
use crate::safe::device::DeviceKeys;
use crate::safe::header::Written;

/// A member with the epoch key seals other content for another's header, with the right key for that record.
#[test]
fn content_that_is_sealed_well_and_is_not_what_the_header_commits_to_is_refused() {
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let (keys, personal) = (StreamKeys::make(&mut rng), PersonalKey::make(&mut rng));
    let device = DeviceKeys::make(&mut rng);
    let header = header(&keys, &device);
    let record = seal_entry(&mut rng, &keys, &personal, &device, &header, b"I said yes.").unwrap();
    let exchanged = |content_key: &ContentKey, content: &[u8]| {
        let slot = seal_once(&slot_key(keys.current(), record.id()), content_key.bytes());
        let body = seal_once(&body_key(content_key), &pad(content));
        SealedRecord::new(record.header().to_vec(), slot, body).unwrap()
    };
    let other = exchanged(&ContentKey::make(&mut rng), b"I said no.");
    assert_eq!(other.id(), record.id());
    assert_eq!(open_entry(&keys, &other), Err(OpenError::Tampered));
    let same_words = exchanged(&ContentKey::make(&mut rng), b"I said yes.");
    assert_eq!(open_entry(&keys, &same_words), Err(OpenError::Tampered), "an id names exactly one content");
    assert!(open_entry(&keys, &record).is_ok());
}

/// A holder of the epoch key can open a header and seal what is inside once more: two entries at one place, as if its author
/// had written twice.
#[test]
fn care_21_a_header_that_somebody_seals_once_more_bears_its_authors_tag_no_longer() {
    let mut rng = ChaCha20Rng::seed_from_u64(2);
    let (keys, personal) = (StreamKeys::make(&mut rng), PersonalKey::make(&mut rng));
    let device = DeviceKeys::make(&mut rng);
    let header = header(&keys, &device);
    let record = seal_entry(&mut rng, &keys, &personal, &device, &header, b"I said yes.").unwrap();
    let opened = open_entry(&keys, &record).unwrap();
    assert!(is_own(&personal, &opened));
    let AuthorshipProof { core, tag, .. } = &opened.authorship;
    let key = BoxKey::make(&mut rng, HEADER_DOMAIN, keys.current().bytes(), &[&[FORMAT_VERSION]]);
    let mut again = vec![FORMAT_VERSION];
    key.append_to(&mut again, &pad(&[&tag[..], core].concat()));
    let again = SealedRecord::new(again, Vec::new(), Vec::new()).unwrap();
    let opened_again = open_entry(&keys, &again).unwrap();
    assert_ne!(again.id(), record.id());
    assert_eq!(opened_again.header, opened.header, "the same entry under another id");
    assert!(!is_own(&personal, &opened_again));
}

fn header(keys: &StreamKeys, device: &DeviceKeys) -> RecordHeader {
    RecordHeader {
        version: FORMAT_VERSION,
        stream: keys.stream(),
        device: device.id(),
        seq: 1,
        prev: None,
        deps: Vec::new(),
        lamport: 1,
        written: Written { unix_ms: 0, offset_minutes: 0 },
        kind: 1,
    }
}
