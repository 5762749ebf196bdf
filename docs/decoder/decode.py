#!/usr/bin/env python3
"""Reads the frozen vectors of docs/vectors without Troth's code, from docs/format.md alone.

    python3 docs/decoder/decode.py < docs/vectors/v1.json
    python3 docs/decoder/decode.py < docs/vectors/v2.json

Needs Python 3.9 and nothing else: BLAKE3, XChaCha20-Poly1305, X25519, Ed25519, HPKE and the little CBOR that is used
are written out below, slowly and plainly. Argon2id is the exception: 64 MiB in plain Python would take many minutes, so
the vectors carry the stretched key, and the Rust tests hold Argon2id to RFC 9106.

Prints one line per check and "all N checks hold"; ends with status 1 at the first that doesn't.
"""

import base64
import hashlib
import hmac
import json
import struct
import sys

# --- BLAKE3 (derive_key mode) ---------------------------------------------------------------------------------------

IV = [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19]
ORDER = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8]
LANES = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
         (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
CHUNK_START, CHUNK_END, PARENT, ROOT, CONTEXT, MATERIAL = 1, 2, 4, 8, 32, 64
M32 = 0xFFFFFFFF


def compress(cv, words, counter, length, flags):
    v = cv + IV[:4] + [counter & M32, counter >> 32, length, flags]
    m = list(words)
    for _ in range(7):
        for lane, (a, b, c, d) in enumerate(LANES):
            for word, r1, r2 in ((m[2 * lane], 16, 12), (m[2 * lane + 1], 8, 7)):
                v[a] = (v[a] + v[b] + word) & M32
                v[d] = rotr(v[d] ^ v[a], r1)
                v[c] = (v[c] + v[d]) & M32
                v[b] = rotr(v[b] ^ v[c], r2)
        m = [m[i] for i in ORDER]
    return [v[i] ^ v[i + 8] for i in range(8)] + [v[i + 8] ^ cv[i] for i in range(8)]


def rotr(x, n):
    return (x >> n | x << (32 - n)) & M32


def node(data, key, flags, first_chunk=0):
    """The inputs of the last compression over a subtree."""
    if len(data) <= 1024:
        cv, blocks = key, [data[i:i + 64] for i in range(0, len(data), 64)] or [b""]
        for i, block in enumerate(blocks):
            words = struct.unpack("<16I", block.ljust(64, b"\0"))
            bits = flags | (CHUNK_START if i == 0 else 0) | (CHUNK_END if i == len(blocks) - 1 else 0)
            last = (cv, words, first_chunk, len(block), bits)
            cv = compress(*last)[:8]
        return last
    left = 1024 << ((len(data) - 1) // 1024).bit_length() - 1
    cvs = compress(*node(data[:left], key, flags, first_chunk))[:8]
    cvs += compress(*node(data[left:], key, flags, first_chunk + left // 1024))[:8]
    return key, cvs, 0, 64, flags | PARENT


def blake3(data, key, flags, size):
    cv, words, _, length, bits = node(data, key, flags)
    return struct.pack("<16I", *compress(cv, words, 0, length, bits | ROOT))[:size]


def derive_key(domain, material, size=32):
    key = list(struct.unpack("<8I", blake3(domain.encode(), IV, CONTEXT, 32)))
    return blake3(material, key, MATERIAL, size)


def derive(domain, key, *parts, size=32):
    return derive_key(domain, key + b"".join(struct.pack("<Q", len(part)) + part for part in parts), size)


def digest(domain, *parts, size=32):
    return derive(domain, b"", *parts, size=size)


# --- ChaCha20, XChaCha20-Poly1305 -----------------------------------------------------------------------------------

SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def rounds(state):
    v = list(state)
    for _ in range(10):
        for a, b, c, d in LANES:
            for r1, r2 in ((16, 12), (8, 7)):
                v[a] = (v[a] + v[b]) & M32
                v[d] = rotr(v[d] ^ v[a], 32 - r1)
                v[c] = (v[c] + v[d]) & M32
                v[b] = rotr(v[b] ^ v[c], 32 - r2)
    return v


def chacha20(key, nonce, counter, data):
    out = b""
    for at in range(0, len(data), 64):
        state = [*SIGMA, *struct.unpack("<8I", key), counter + at // 64, *struct.unpack("<3I", nonce)]
        stream = struct.pack("<16I", *((a + b) & M32 for a, b in zip(rounds(state), state)))
        out += bytes(a ^ b for a, b in zip(data[at:at + 64], stream))
    return out


def poly1305(key, data):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(data), 16):
        total = (total + int.from_bytes(data[at:at + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def chacha20poly1305_open(key, nonce, sealed, aad=b""):
    body, tag = sealed[:-16], sealed[-16:]
    padded = b"".join(part + bytes(-len(part) % 16) for part in (aad, body))
    expected = poly1305(chacha20(key, nonce, 0, bytes(32)), padded + struct.pack("<QQ", len(aad), len(body)))
    return chacha20(key, nonce, 1, body) if len(sealed) >= 16 and expected == tag else None


def xchacha_open(key, nonce, sealed):
    v = rounds([*SIGMA, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce[:16])])
    subkey = struct.pack("<8I", *v[:4], *v[12:])
    return chacha20poly1305_open(subkey, bytes(4) + nonce[16:], sealed)


def once(key, sealed):
    """Opens what a single-use key sealed: the nonce is zero."""
    return xchacha_open(key, bytes(24), sealed)


# --- X25519, Ed25519, HPKE ------------------------------------------------------------------------------------------

P = 2**255 - 19


def x25519(secret, point):
    k = int.from_bytes(secret, "little") & ~7 & (2**255 - 1) | 2**254
    u = int.from_bytes(point, "little") & (2**255 - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in reversed(range(255)):
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        x3, z3 = pow(d * a + c * b, 2, P), u * pow(d * a - c * b, 2, P) % P
        e = a * a - b * b
        x2, z2 = a * a * b * b % P, e * (a * a + 121665 * e) % P
        if k >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def public_point(secret):
    return x25519(secret, b"\x09" + bytes(31))


D = -121665 * pow(121666, P - 2, P) % P
L = 2**252 + 27742317777372353535851937790883648493


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return x if x & 1 == sign else P - x


def add(p, q):
    (x1, y1), (x2, y2) = p, q
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def multiply(k, p):
    total = (0, 1)
    while k:
        total = add(total, p) if k & 1 else total
        p, k = add(p, p), k >> 1
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def point_bytes(p):
    return (p[1] | (p[0] & 1) << 255).to_bytes(32, "little")


def ed25519_public(seed):
    k = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little") & ~7 & (2**254 - 1) | 2**254
    return point_bytes(multiply(k, BASE))


def ed25519_sign(seed, message):
    half = hashlib.sha512(seed).digest()
    k = int.from_bytes(half[:32], "little") & ~7 & (2**254 - 1) | 2**254
    r = int.from_bytes(hashlib.sha512(half[32:] + message).digest(), "little") % L
    point = point_bytes(multiply(r, BASE))
    h = int.from_bytes(hashlib.sha512(point + ed25519_public(seed) + message).digest(), "little")
    return point + ((r + h * k) % L).to_bytes(32, "little")


def point_of(data):
    y = int.from_bytes(data, "little")
    return recover_x(y & (1 << 255) - 1, y >> 255), y & (1 << 255) - 1


def ed25519_verify(public, message, signature):
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    s = int.from_bytes(signature[32:], "little")
    return s < L and multiply(s, BASE) == add(point_of(signature[:32]), multiply(h, point_of(public)))


def hpke_open(secret, info, aad, sealed):
    """RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, ChaCha20Poly1305 0x0003."""
    enc, ciphertext = sealed[:32], sealed[32:]
    kem, suite = b"KEM\0\x20", b"HPKE\0\x20\0\x01\0\x03"

    def extract(suite_id, salt, label, ikm):
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite_id + label + ikm, "sha256")

    def expand(suite_id, prk, label, info, size):
        labelled = struct.pack(">H", size) + b"HPKE-v1" + suite_id + label + info
        return hmac.digest(prk, labelled + b"\1", "sha256")[:size]

    eae = extract(kem, b"", b"eae_prk", x25519(secret, enc))
    shared = expand(kem, eae, b"shared_secret", enc + public_point(secret), 32)
    context = b"\0" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    prk = extract(suite, shared, b"secret", b"")
    key, nonce = expand(suite, prk, b"key", context, 32), expand(suite, prk, b"base_nonce", context, 12)
    return chacha20poly1305_open(key, nonce, ciphertext, aad)


# --- Shapes: CBOR, padding, boxes -----------------------------------------------------------------------------------


def cbor(data):
    value, rest = cbor_item(data)
    assert rest == b"", "bytes after the end"
    return value


def cbor_item(data):
    kind, info, rest = data[0] >> 5, data[0] & 31, data[1:]
    if data[0] == 0xF6:
        return None, rest
    size = {24: 1, 25: 2, 26: 4, 27: 8}.get(info, 0)
    assert info < 24 or size, "only definite lengths"
    n = int.from_bytes(rest[:size], "big") if size else info
    rest = rest[size:]
    if kind in (0, 1):
        return (n if kind == 0 else -1 - n), rest
    if kind == 2:
        return rest[:n], rest[n:]
    assert kind in (4, 5), "only integers, bytes, arrays and maps"
    items = []
    for _ in range(n * (kind - 3)):
        item, rest = cbor_item(rest)
        items.append(item)
    return (items if kind == 4 else dict(zip(items[::2], items[1::2]))), rest


def padme(length):
    e = max(length, 2).bit_length() - 1
    mask = (1 << max(e - e.bit_length(), 0)) - 1
    return (length + mask) & ~mask


def unpad(padded, size=None):
    content = padded.rstrip(b"\0")
    assert content[-1:] == b"\x80", "no padding mark"
    assert len(padded) == (size or max(256, padme(len(content)))), "another size class"
    return content[:-1]


def box_key(domain, key, context, box):
    derived = derive(domain, key, box[:24], *context, size=64)
    return derived[:32] if derived[32:] == box[24:56] else None


def unbox(domain, key, context, box):
    k = box_key(domain, key, context, box)
    assert k is not None, "the commitment of a box does not match"
    opened = xchacha_open(k, box[:24], box[56:])
    assert opened is not None, "a box does not open"
    return opened


# --- The formats ----------------------------------------------------------------------------------------------------

CHECKS = 0


def check(name, found, expected):
    global CHECKS
    if found != expected:
        sys.exit(f"FAILED {name}\n  found    {found!r}\n  expected {expected!r}")
    CHECKS += 1
    print(f"ok {name}")


def device_id(signing, receiving):
    return digest("troth device id v1", signing, receiving, size=16)


def device_keys(data):
    """Encoded device keys -> (signing seed, receiving secret)."""
    keys = cbor(data)
    assert keys[0] == 1
    return keys[1], keys[2]


def stream_keys(value):
    stream, mailbox, epochs = value
    return {"stream": stream, "mailbox": mailbox, "epochs": epochs}


def keyring(data):
    ring = cbor(data)
    if ring[0] == 2:
        return {"partner": ring[1], "personal": ring[2], "own": stream_keys(ring[3]), "founder": ring[4],
                "shared": ring[5] and shared_keys(ring[5]), "recovery": ring[6]}
    assert ring[0] == 1
    return {"partner": ring[1], "personal": ring[2], "own": stream_keys(ring[3]),
            "shared": ring[4] and stream_keys(ring[4]), "recovery": ring[5]}


def shared_keys(value):
    """Keys with both seats, to which the stream's id commits."""
    version, salt, seats, keys = value
    assert version == 2
    stream = digest("troth shared stream id v2", salt, *(part for seat in seats for part in seat), size=16)
    assert stream == keys[0], "other seats"
    assert mailbox_id(stream, [root for _partner, _device, root in seats]) == keys[1], "another mailbox"
    return {**stream_keys(keys), "seats": seats}


def mailbox_id(stream, roots):
    """The id commits to the root key of each side."""
    salt = digest("troth mailbox salt v1", stream, size=16)
    return derive_key("troth mailbox id v1", salt + b"".join(roots), size=16)


def admission_keys(own, root_domain, context, mailbox):
    """The root seed and the verifier's seed of a person in one mailbox, from the first and the current own epoch."""
    first, current = own["epochs"][0], own["epochs"][-1]
    return derive(root_domain, first, context), derive("troth admission key v1", current, mailbox)


def check_admission(vector):
    own, shared = stream_keys(cbor(vector["own"])), shared_keys(cbor(vector["shared"]))
    side = [seat[0] for seat in shared["seats"]].index(vector["partner"])
    own_root = ed25519_public(derive("troth admission own root v1", own["epochs"][0], own["stream"]))
    cases = [
        ("own", own, 0, [own_root], "troth admission own root v1", own["stream"]),
        ("shared", shared, side, [seat[2] for seat in shared["seats"]], "troth admission seat root v1",
         shared["seats"][side][1]),
    ]
    for (name, keys, side, roots, domain, context), frozen in zip(cases, vector["enrolments"]):
        mailbox, request = mailbox_id(keys["stream"], roots), cbor(frozen["request"])
        check("admission: mailbox, " + name, (mailbox, keys["mailbox"]), (frozen["mailbox"],) * 2)
        root, key = admission_keys(own, domain, context, mailbox)
        salt, *named = request[0]
        check("admission: roots, " + name, [salt, *named], [digest("troth mailbox salt v1", keys["stream"], size=16), *roots])
        check("admission: root, " + name, ed25519_public(root), roots[side])
        verifier, host = ed25519_public(key), vector["host"].lower().encode()
        check("admission: side and verifier, " + name, [request[1], request[2]], [side, verifier])
        said = b"troth mailbox enrol v1\0" + len(host).to_bytes(2, "big") + host + mailbox
        said += bytes([side]) + verifier + vector["device"]
        check("admission: signatures, " + name, [request[3], request[4]], [ed25519_sign(root, said), ed25519_sign(key, said)])


def open_entry(keys, personal, header, slot, body):
    """A sealed record -> its id, its header, its content (None where slot and body are missing), and whether it is one's own."""
    assert header[0] in (1, 2), "another version"
    box, domain = header[1:], "troth header v%d" % header[0]
    epoch = next(e for e in reversed(keys["epochs"]) if box_key(domain, e, [header[:1]], box))
    content = unpad(unbox(domain, epoch, [header[:1]], box))
    tag, core = content[:32], content[32:]
    fields = cbor(core)
    assert fields[0] == keys["stream"], "another stream"
    own = derive("troth personal tag v1", personal, box[24:56], core) == tag
    record_id = derive_key("troth record id v1", header)
    if not slot and not body:
        return record_id, fields, None, own
    content_key = once(derive("troth slot v1", epoch, record_id), slot)
    padded = once(derive("troth body v1", content_key), body)
    assert derive("troth body commitment v1", content_key, padded) == fields[9], "another body"
    return record_id, fields, unpad(padded), own


def words_of(data, count, word_list):
    bits = int.from_bytes(data, "big") >> len(data) * 8 - 11 * count
    return [word_list[bits >> 11 * (count - 1 - i) & 2047] for i in range(count)]


def check_device(vector):
    signing, receiving = device_keys(vector["keys"])
    check("device: signing key", ed25519_public(signing), vector["signing"])
    check("device: receiving key", public_point(receiving), vector["receiving"])
    check("device: id", device_id(vector["signing"], vector["receiving"]), vector["id"])
    check("device: signature", ed25519_sign(signing, vector["statement"]), vector["signature"])


def chain_commitment(device, key):
    return digest("troth chain commitment v2", device, key, size=16)


def opens_chain(fields):
    """Whether the first entry of a chain proves that its device opened the chain."""
    signing, receiving, signature = fields[12][:32], fields[12][32:64], fields[12][64:]
    said = digest("troth chain opening v2", fields[0], fields[1], fields[10], fields[11])
    return device_id(signing, receiving) == fields[1] and ed25519_verify(signing, said, signature)


def check_chains(vector):
    """The entries of version 2: what they hold, and how they hang together."""
    ring = keyring(vector["keyring"])
    check_entries(ring, vector["entries"])
    _, receiving = device_keys(vector["device_keys"])
    secret = derive("troth chain secret v2", receiving)
    chain = []
    for entry in vector["entries"]:
        name = "chain: " + entry["name"]
        fields = open_entry(ring["shared"], ring["personal"], entry["header"], entry["slot"], entry["body"])[1]
        chain.append(fields)
        check(name + ", key and commitment", [fields[10], fields[11]], [entry["key"], entry["next"]])
        check(name + ", an opening in a first entry alone", 12 in fields, fields[2] == 1)
        if 12 in fields:
            check(name + ", opening", opens_chain(fields), True)
        if entry["own"]:
            keys = [derive("troth chain key v2", secret, fields[0], struct.pack("<Q", fields[2] + more), size=16)
                    for more in range(2)]
            check(name + ", derived", [keys[0], chain_commitment(fields[1], keys[1])], [fields[10], fields[11]])
    first, second = chain[:2]
    check("chain: the second follows", chain_commitment(second[1], second[10]), first[11])


def check_entries(ring, vectors):
    for vector in vectors:
        name = "entry: " + vector["name"]
        keys = ring[vector["stream"]]
        found = open_entry(keys, ring["personal"], vector["header"], vector["slot"], vector["body"])
        check(name + ", id", found[0], vector["id"])
        expected = vector["fields"]
        names = ["device", "seq", "prev", "deps", "lamport", "unix_ms", "offset_minutes", "kind"]
        check(name + ", header", [found[1][i + 1] for i in range(8)], [expected[n] for n in names])
        check(name + ", content", found[2], vector["content"])
        check(name + ", own", found[3], vector["own"])


def check_epochs(ring, vector):
    older, current = ring["shared"]["epochs"][-2:]
    _, receiving = device_keys(vector["device_keys"])
    opened = hpke_open(receiving, b"troth sealed epoch v1", vector["context"], vector["sealed"])
    check("epoch: sealed to a device", opened, current)
    check("epoch: the one before", unbox("troth previous epoch v1", current, [], vector["wrapped"]), older)
    check("epoch: id", derive("troth epoch id v1", current, size=16), vector["id"])


def check_seats(ring, vector):
    check("seats: founder of the own stream", ring["founder"], vector["founder"])
    check("seats: the two of the shared stream", ring["shared"]["seats"], vector["shared"])
    check("seats: the stream's id", ring["shared"]["stream"], vector["stream"])
    check("seats: the mailbox's id", ring["shared"]["mailbox"], vector["mailbox"])


def check_trial_linking(vector, word_list):
    """Version 1 of linking, which trial builds wrote and nothing reads any more."""
    fragment, messages = vector["fragment"], vector["messages"]
    purpose, secret = fragment[:1].encode(), base64.urlsafe_b64decode(fragment[1:] + "=")
    check("linking: id", derive("troth invitation id v1", secret, purpose, size=16), vector["id"])
    key = derive("troth invitation key v1", secret, purpose)
    _, _, state_secret, ephemeral, nonce, state_purpose, _ = cbor(vector["inviter_state"])
    check("linking: stored state", (state_secret, state_purpose), (secret, purpose))
    check("linking: steps", [m[:2] for m in messages], [bytes([1, step]) for step in range(5)])

    offer = unpad(unbox("troth link offer v1", key, [], messages[0][2:]))
    check("linking: offer", (offer[:32], offer[64:]), (public_point(ephemeral), vector["inviter_bundle"]))
    check("linking: commitment", offer[32:64], digest("troth link commit v1", nonce))

    t0 = digest("troth link transcript v1", purpose, vector["id"], messages[0])
    their_point = messages[1][2:34]
    root = derive("troth link root v1", key, x25519(ephemeral, their_point), t0)
    answer = unpad(unbox("troth link answer v1", root, [t0, their_point], messages[1][34:]))
    check("linking: answer", answer[32:], vector["invitee_bundle"])

    t1 = digest("troth link transcript v1", t0, messages[1])
    check("linking: reveal", unbox("troth link reveal v1", root, [t1], messages[2][2:]), nonce)
    t2 = digest("troth link transcript v1", t1, messages[2])
    check("linking: words", words_of(digest("troth link words v1", t2), 4, word_list), vector["words"])

    session = derive("troth link session v1", root, t2)
    check("linking: approval", unbox("troth link approval v1", session, [t2], messages[3][2:]), b"")
    check("linking: welcome", unpad(unbox("troth link welcome v1", session, [t2], messages[4][2:])), vector["payload"])


def check_linking(vector, word_list):
    fragment, messages, bundles = vector["fragment"], vector["messages"], (vector["inviter_bundle"], vector["invitee_bundle"])
    purpose, secret = fragment[:1].encode(), base64.urlsafe_b64decode(fragment[1:] + "=")
    about = [purpose, derive("troth invitation id v1", secret, purpose, size=16)]
    check("linking: id", about[1], vector["id"])
    key = derive("troth invitation key v1", secret, purpose)
    state = cbor(vector["inviter_state"])
    ephemeral, nonce = state[3], state[4]
    check("linking: inviter's state", state, [2, 0, secret, ephemeral, nonce, purpose, bundles[0], messages[0]])
    check("linking: steps", [m[:2] for m in messages], [bytes([2, step]) for step in range(5)])

    offer = unpad(unbox("troth link offer v2", key, [], messages[0][2:]))
    point = public_point(ephemeral)
    commitment = digest("troth link commitment v2", *about, nonce, point, bundles[0])
    check("linking: offer", offer, point + commitment + bundles[0])

    their_point = messages[1][2:34]
    root = derive("troth link root v2", key, x25519(ephemeral, their_point), commitment, point, their_point)
    answer = unpad(unbox("troth link answer v2", root, [], messages[1][34:]))
    their_nonce = answer[:32]
    check("linking: answer", answer[32:], bundles[1])
    check("linking: invitee's state", cbor(vector["invitee_state"]),
          [2, 3, secret, root, commitment, point, their_point, their_nonce, purpose, *bundles, messages[1]])
    check("linking: reveal", unbox("troth link reveal v2", root, [], messages[2][2:]), nonce)

    values = [*about, point, bundles[0], nonce, their_point, their_nonce, bundles[1]]
    words = words_of(digest("troth link words v2", *values), 4, word_list)
    check("linking: words", words, vector["words"])
    session = derive("troth link session v2", root, *values)
    check("linking: choices", choices(session, words, word_list), vector["choices"])
    check("linking: approval", unbox("troth link approval v2", session, [], messages[3][2:]), b"")
    check("linking: welcome", unpad(unbox("troth link welcome v2", session, [], messages[4][2:])), vector["payload"])


def choices(session, words, word_list):
    """The third word among three others."""
    place, *numbers = struct.unpack("<4H", derive("troth link choices v2", session, size=8))
    others = []
    for number in numbers:
        while word_list[number % 2048] in words + others:
            number += 1
        others.append(word_list[number % 2048])
    return others[:place % 4] + [words[2]] + others[place % 4:]


def check_recovery(vector, word_list):
    root, kit = vector["stretched"], vector["kit"]
    check("recovery: nine words of the list", [w in word_list for w in vector["words"].split(" ")], [True] * 9)
    blob = derive("troth recovery blob id v1", root, size=16)
    check("recovery: blob id", blob, vector["blob"])
    check("recovery: write token", derive("troth recovery write token v1", root), vector["write"])
    signing = ed25519_public(derive("troth recovery signing v1", root))
    receiving = public_point(derive("troth recovery receiving v1", root))
    check("recovery: paper device", device_id(signing, receiving), vector["device"])
    check("recovery: kit version", kit[0], 2)
    kit_key = derive("troth recovery kit key v1", root)
    sealed = unbox("troth recovery kit v2", kit_key, [blob], kit[1:])
    paper = derive("troth recovery receiving v1", root)
    opened = unpad(hpke_open(paper, b"troth recovery kit seal v2", blob, sealed))
    check("recovery: kit", opened, vector["keyring"])
    check("recovery: target", keyring(opened)["recovery"], [signing, receiving, blob, vector["write"], kit_key])


def check_local(vector):
    lock = vector["lock"]
    check("lock: parameters", struct.unpack("<BIII", lock[:13]), (1, 65536, 3, 1))
    check("lock: key", unbox("troth lock v1", vector["stretched"], [lock[:29]], lock[29:]), vector["key"])
    check("local: content", unbox("troth local v1", vector["key"], [vector["context"]], vector["sealed"]), vector["content"])


def cell_parts(cell):
    assert cell[0] == 1 and len(cell) == 4177
    return cell[1:33], cell[33:65], cell[65:]


def reveal(content_key, context, cell):
    point, commitment, ciphertext = cell_parts(cell)
    padded = once(derive("troth cell key v1", content_key, point, context), ciphertext)
    assert derive("troth cell commitment v1", content_key, point, context, padded) == commitment
    return unpad(padded, 4096)


def open_cell(context, own_secret, own, theirs, opening):
    shared = x25519(own_secret[1], cell_parts(theirs)[0])
    ids = [digest("troth cell id v1", cell) for cell in (theirs, own)]
    content_key = once(derive("troth cell opening v1", shared, context, *ids), opening)
    return content_key and reveal(content_key, context, theirs)


def check_cells(vector):
    context, a, b, blank = vector["context"], vector["a"], vector["b"], vector["blank"]
    a_secret, b_secret = cbor(vector["a_secret"]), cbor(vector["b_secret"])
    check("cells: own answer", reveal(a_secret[2], context, a), vector["a_answer"])
    check("cells: b reads a", open_cell(context, b_secret, b, a, vector["a_to_b"]), vector["a_answer"])
    check("cells: a reads b", open_cell(context, a_secret, a, b, vector["b_to_a"]), vector["b_answer"])
    check("cells: a blank opens as nothing", open_cell(context, a_secret, a, blank, vector["blank_to_a"]), None)
    check("cells: equal sizes", (len(blank), len(vector["blank_to_a"])), (len(a), len(vector["b_to_a"])))


def unhex(value):
    """Turns every text "x:.." of the vectors into bytes."""
    if isinstance(value, str):
        return bytes.fromhex(value[2:]) if value.startswith("x:") else value
    if isinstance(value, list):
        return [unhex(item) for item in value]
    return {name: unhex(item) for name, item in value.items()} if isinstance(value, dict) else value


def main():
    vectors = unhex(json.load(sys.stdin))
    word_list = vectors["word_list"].split(" ")
    check("word list", (len(word_list), sorted(word_list)), (2048, word_list))
    if vectors.get("version") == 2:
        check_seats(keyring(vectors["keyring"]), vectors["seats"])
        check_admission(vectors["admission"])
        check_linking(vectors["linking"], word_list)
        check_recovery(vectors["recovery"], word_list)
        check_chains(vectors["entries_v2"])
    else:
        ring = keyring(vectors["keyring"])
        check_device(vectors["device"])
        check_entries(ring, vectors["entries"])
        check_epochs(ring, vectors["epochs"])
        check_trial_linking(vectors["linking"], word_list)
        check_recovery(vectors["recovery"], word_list)
        check_local(vectors["local"])
        check_cells(vectors["cells"])
    print(f"all {CHECKS} checks hold")


if __name__ == "__main__":
    main()
