//! Published test vectors for every primitive of the vault, run through the vault's own code where possible.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER_PERMISSIVE;
use ed25519_dalek::{Signer, SigningKey};

use super::aead::{append_sealed, open};
use super::exchange::{agree, public_point};
use super::receiver::open_from;

fn hex(text: &str) -> Vec<u8> {
    HEXLOWER_PERMISSIVE.decode(text.as_bytes()).unwrap()
}

fn array<const N: usize>(text: &str) -> [u8; N] {
    hex(text).try_into().unwrap()
}

/// draft-irtf-cfrg-xchacha-03, appendix A.3.1.
#[test]
fn xchacha20_poly1305() {
    let key: [u8; 32] = array("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    let nonce: [u8; 24] = array("404142434445464748494a4b4c4d4e4f5051525354555657");
    let plaintext = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
                      sunscreen would be it.";
    let cipher = XChaCha20Poly1305::new(&Key::from(key));
    let payload = Payload { msg: plaintext, aad: &hex("50515253c0c1c2c3c4c5c6c7") };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).unwrap();
    let expected = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39\
                    ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9\
                    21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";
    assert_eq!(sealed, hex(expected));

    let mut ours = Vec::new();
    append_sealed(&key, &nonce, plaintext, &mut ours);
    assert_eq!(ours, cipher.encrypt(&XNonce::from(nonce), &plaintext[..]).unwrap(), "ours has no associated data");
    assert_eq!(ours[..plaintext.len()], sealed[..plaintext.len()], "which changes the tag only");
    assert_eq!(open(&key, &nonce, &ours).unwrap(), plaintext);
}

/// The official `test_vectors.json` of BLAKE3: `derive_key` with extended output, across chunk borders.
#[test]
fn blake3_derive_key() {
    let check = |len: usize, expected: &str| {
        let input: Vec<u8> = (0..=250).cycle().take(len).collect();
        let mut hasher = blake3::Hasher::new_derive_key("BLAKE3 2019-12-27 16:29:52 test vectors context");
        hasher.update(&input);
        let mut out = [0; 64];
        hasher.finalize_xof().fill(&mut out);
        assert_eq!(out.to_vec(), hex(expected), "length {len}");
    };
    check(
        0,
        "2cc39783c223154fea8dfb7c1b1660f2ac2dcbd1c1de8277b0b0dd39b7e50d7d\
         905630c8be290dfcf3e6842f13bddd573c098c3f17361f1f206b8cad9d088aa4",
    );
    check(
        1,
        "b3e2e340a117a499c6cf2398a19ee0d29cca2bb7404c73063382693bf66cb06c\
         5827b91bf889b6b97c5477f535361caefca0b5d8c4746441c57617111933158950670f9aa8a05d791daae10ac683cbef"
            .get(..128)
            .unwrap(),
    );
    check(
        1024,
        "7356cd7720d5b66b6d0697eb3177d9f8d73a4a5c5e968896eb6a689684302706\
         6c23b601d3ddfb391e90d5c8eccdef4ae2a264bce9e612ba15e2bc9d654af148",
    );
    check(
        1025,
        "effaa245f065fbf82ac186839a249707c3bddf6d3fdda22d1b95a3c970379bcb\
         5d31013a167509e9066273ab6e2123bc835b408b067d88f96addb550d96b6852",
    );
    check(
        5121,
        "b07f01e518e702f7ccb44a267e9e112d403a7b3f4883a47ffbed4b48339b3c34\
         1a0add0ac032ab5aaea1e4e5b004707ec5681ae0fcbe3796974c0b1cf31a1947",
    );
}

/// RFC 7748, section 6.1.
#[test]
fn x25519() {
    let alice: [u8; 32] = array("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    let bob: [u8; 32] = array("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    let alice_point = array("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    let bob_point = array("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    assert_eq!(public_point(&alice), alice_point);
    assert_eq!(public_point(&bob), bob_point);
    let shared: [u8; 32] = array("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assert_eq!(*agree(&alice, &bob_point).unwrap(), shared);
    assert_eq!(*agree(&bob, &alice_point).unwrap(), shared);
    assert!(agree(&alice, &[0; 32]).is_none());
}

/// RFC 8032, section 7.1, tests 1 and 2.
#[test]
fn ed25519() {
    let check = |seed: &str, public: &str, message: &[u8], signature: &str| {
        let key = SigningKey::from_bytes(&array(seed));
        assert_eq!(key.verifying_key().to_bytes(), array(public));
        assert_eq!(key.sign(message).to_bytes(), array(signature));
    };
    check(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555\
         fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    );
    check(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
         085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    );
}

/// RFC 9106, section 5.3.
#[test]
fn argon2id() {
    let data = AssociatedData::new(&[4; 12]).unwrap();
    let params = ParamsBuilder::new().m_cost(32).t_cost(3).p_cost(4).data(data).output_len(32).build().unwrap();
    let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut out = [0; 32];
    argon2.hash_password_into(&[1; 32], &[2; 16], &mut out).unwrap();
    assert_eq!(out, array("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
}

/// RFC 9180, appendix A.2.1: base mode, first message.
#[test]
fn hpke_base_x25519_chacha20_poly1305() {
    let secret = array("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
    let sealed = hex("1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a\
                      1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");
    let opened = open_from(&secret, "Ode on a Grecian Urn", b"Count-0", &sealed).unwrap();
    assert_eq!(opened.as_slice(), b"Beauty is truth, truth beauty");
}
