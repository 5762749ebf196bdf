//! The word lists. Each example that shaped them stands in `tests/watchful.rs`; add one there with every change.

use super::{Cue, No, Surveillance};

/// Words that negate the words after them.
pub(super) const NO: &str = "no, not, never, dont, doesnt, wont, cant, cannot, wouldnt, shouldnt, mustnt, neednt, \
    without, stop, stops, stopped, stopping, instead of, rather than, nobody, neither, none, nor, nothing, refuse, \
    free of, end, ends, ended, ending, quit, avoid, uninstall, remove, removes, delete, deletes";

/// Words that begin a new clause, which an earlier negation does not reach.
pub(super) const TURNS: &str = "but, so, because, then, while, and i, and you, and we";

const CODES: &str = "password, passwords, passcode, passcodes, pin, pins, passphrase, passphrases, login, logins, log in, \
    log ins, credentials, unlock code, unlock codes, access code, access codes, phone code, phone codes, screen code, \
    face id, fingerprint, fingerprints, security code, security codes, lock code";

const CODES_KEPT: &str = "our own, their own, my own, your own, his own, her own, private, to ourselves, to themselves, \
    to myself, to yourself, off limits, wifi, wi fi, router, netflix, change my, changes my, forget, forgot, forgotten, \
    reset, pin board, pin it, pin the, not shared, arent shared, are never, is never, are not, is not, stay with, \
    stays with, stays mine, stays yours";

const WRITTEN: &str = "phone, phones, mobile, mobiles, smartphone, smartphones, iphone, laptop, laptops, computer, \
    computers, tablet, tablets, ipad, device, devices, message, messages, texts, chat, chats, whatsapp, telegram, email, \
    emails, mails, inbox, dm, dms, sms, call log, call logs, call list, call history, browser history, search history, \
    browsing history, history, instagram, facebook, snapchat, tiktok, social media, camera roll, gallery, contacts, diary, \
    journal";

const LOOKS: &str = "check, checks, checked, checking, look at, look through, look into, looks at, looks through, \
    looking at, looking through, looking into, go through, goes through, going through, read, reads, reading, see, sees, \
    inspect, inspects, inspecting, inspection, search, searches, searching, scroll, scrolls, scrolling, monitor, monitors, \
    monitoring, access, hand over, hands over, hand me, give me, show me, shows me, show all, show each other, show your, \
    shows your, open your, unlock, unlocks, screenshot, screenshots, mirror, mirrors, spy, track, tracks, tracking, \
    copy of, copies of, forward me, forwards me, forward all";

const LOOKS_ELSEWHERE: &str = "check in, checks in, check ins, see each other, read a, read the book, my own, our own, \
    her own, his own, to ourselves, off limits, private, put away, away, face down, switched off, see a, see the doctor, \
    see you, see us, read to each other, read our messages to each other, on speaker, by phone, by text, by message, \
    by email, on the phone, over the phone, give me a call, give me a message, give me a sign";

const PLACES: &str = "location, locations, gps, position, whereabouts";

const TELLS: &str = "share, shares, shared, sharing, send, sends, sending, live, real time, turn on, turns on, turned on, \
    switch on, switched on, leave on, see, sees, know, knows, check, checks, track, tracks, tracking, follow, follows, \
    current, exact, always, your, each others, my, our, his, her, phone";

const PLACES_ELSEWHERE: &str = "location of, location for, locations for, new location, meeting location, a location, \
    off, private, position on, position is, position at, to myself, to ourselves, stays mine, stays yours, is not, are not";

/// The cues of each kind.
pub(super) const CUES: &[Cue] = &[
    Cue { watch: Surveillance::Codes, first: CODES, then: "", unless: CODES_KEPT, no: No::Silences },
    Cue {
        watch: Surveillance::Codes,
        first: "code, codes",
        then: "phone, phones, laptop, tablet, mobile, computer",
        unless: CODES_KEPT,
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Codes,
        first: "no, without, remove, removes, take off, takes off, turn off",
        then: "password on, passcode on, pin on, code on, lock on, a password, a passcode, a pin, a code, a lock, \
            the passcode, the screen lock, the lock",
        unless: "our own, their own, private, to guess, wifi, door, bike, give, giving, ask, asking, share, sharing",
        no: No::Belongs,
    },
    Cue {
        watch: Surveillance::Codes,
        first: "remove your passcode, remove your password, remove your pin, take off your passcode, turn off your passcode, \
            turn off your pin, switch off your passcode",
        then: "",
        unless: "",
        no: No::Belongs,
    },
    Cue {
        watch: Surveillance::Codes,
        first: "new password, new passwords, new passcode, change your password, change your passwords, \
            change your passcode, change your pin, change the password, change a password",
        then: "without telling, without asking, unless i, without me, without my",
        unless: "",
        no: No::Belongs,
    },
    Cue { watch: Surveillance::Location, first: TELLS, then: PLACES, unless: PLACES_ELSEWHERE, no: No::Silences },
    Cue {
        watch: Surveillance::Location,
        first: PLACES,
        then: "on, sharing, shared, always, tracking, tracker, visible, at all times, app",
        unless: PLACES_ELSEWHERE,
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Location,
        first: "find my phone, find my iphone, find my friends, find my app, life360, airtag, airtags, tracker, trackers, \
            tracking app, google timeline, maps timeline, snap map, geofence, dashcam",
        then: "",
        unless: "habit tracker, spending tracker, mood tracker, period tracker, sleep tracker, fitness tracker, lost, off",
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Location,
        first: "where you are, where i am, where we are, where he is, where she is, where you were, where they are",
        then: "at all times, at any time, any time, all the time, always, every hour, hourly, every minute, 24 hours, \
            photo, picture, video, proof, live",
        unless: "in life, with this",
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Location,
        first: "photo, picture, video, selfie, proof, prove, always know, track, tracks, follow, video call",
        then: "where you are, where i am, where we are, where he is, where she is, where they are",
        unless: "in life, with this",
        no: No::Silences,
    },
    Cue { watch: Surveillance::Checks, first: LOOKS, then: WRITTEN, unless: LOOKS_ELSEWHERE, no: No::Silences },
    Cue {
        watch: Surveillance::Checks,
        first: WRITTEN,
        then: "check, checks, inspection, inspections, open to, are open, is open, be open, open book, unlocked, be read, \
            be checked, be seen, are checked, is checked, are read, policy",
        unless: LOOKS_ELSEWHERE,
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Checks,
        first: "open phone, open phones, unlocked, spyware, spy app, spy software, monitoring app, monitoring software, \
            keylogger, parental control, parental controls, spot check, spot checks",
        then: "",
        unless: "door, doors, car, gate, bike, shed, window",
        no: No::Silences,
    },
    Cue {
        watch: Surveillance::Checks,
        first: "no, not, never, dont, without, nothing",
        then: "delete messages, delete any, delete your, deleted messages, deleting messages, delete chats, delete texts, \
            clear your history, clear the history, clear history, deleted chats, deleted from your phone, secret chats",
        unless: "",
        no: No::Belongs,
    },
    Cue {
        watch: Surveillance::Checks,
        first: "never, not, dont, no",
        then: "lock your phone, lock the phone, lock our phones, hide your phone, take your phone to the bathroom",
        unless: "",
        no: No::Belongs,
    },
];
