//! Words that ask for surveillance, and many that do not.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

use troth_core::agreement::{Surveillance, watchful};

/// Checks that each example asks for exactly this.
fn check_fires(watch: Surveillance, examples: &[&str]) {
    assert!(examples.len() >= 20, "{} examples", examples.len());
    for example in examples {
        assert!(watchful(example).contains(&watch), "{watch:?} is silent on {example:?}");
    }
}

/// Checks that no example asks for anything.
fn check_silent(examples: &[&str]) {
    assert!(examples.len() >= 20, "{} examples", examples.len());
    for example in examples {
        assert_eq!(watchful(example), [], "on {example:?}");
    }
}

#[test]
fn codes_are_noticed() {
    check_fires(
        Surveillance::Codes,
        &[
            "You give me your passwords.",
            "We share all passwords",
            "I want your phone's passcode",
            "Tell me your PIN",
            "We both know each other’s PIN codes.",
            "I get the login for your email",
            "You log in for me whenever I ask",
            "Full access with your credentials",
            "The code of your phone is the date of our wedding.",
            "You tell me the code for your laptop",
            "My fingerprint is added to your phone",
            "Add my Face ID",
            "No more secrets, share all passwords",
            "No secrets means that I get your password",
            "No passcode on your phone",
            "You keep your phone without a password",
            "Take off the screen lock",
            "Remove your passcode for me",
            "You don’t set a new password without telling me",
            "You never change your passwords unless I know them",
            "I don't ask often, but I need your password",
            "pass\u{200b}words for everything",
            "Passwords!",
            "We swap phone codes for a month",
            "You send the security code when I ask",
        ],
    );
}

#[test]
fn codes_that_stay_one_s_own_are_silent() {
    check_silent(&[
        "No passwords.",
        "We never ask for passwords",
        "Neither asks for the other's password.",
        "We keep our own passwords",
        "Each keeps their own PIN",
        "Passwords stay private",
        "Our passwords are off limits",
        "Passwords are never asked for",
        "None of our passwords is asked for",
        "We agree without giving each other a password",
        "I stop asking for your passcode",
        "You don't have to give me your login",
        "The Wi-Fi password is on the fridge",
        "I will change my passwords on Sunday",
        "I forgot the password of the library",
        "Your PIN stays yours to keep, it stays private",
        "Pin the plan to the fridge",
        "We pin it to the board",
        "What is the dress code?",
        "We follow a code of honour",
        "The zip code of the clinic",
        "Instead of passwords, we talk on Sunday",
        "Rather than share logins we ask each other",
        "I won't ask for your fingerprint",
    ]);
}

#[test]
fn location_is_noticed() {
    check_fires(
        Surveillance::Location,
        &[
            "You share your live location with me",
            "Location sharing is always on",
            "We turn on location",
            "I can see your location at any time",
            "Your GPS stays on",
            "You keep your location on",
            "We use Find My iPhone to see each other",
            "We both install Life360",
            "I put an AirTag in your bag",
            "A GPS tracker in the car",
            "You let me know where you are at all times",
            "You tell me where you are every hour",
            "You send a photo of where you are",
            "A video call that shows where you are",
            "You prove where you were, with a picture of where you are",
            "I track where you are",
            "Send me your exact location when you arrive",
            "Your whereabouts at all times",
            "I follow your phone’s location",
            "We leave on location sharing",
            "We look at your Google timeline on Sundays",
            "The tracking app stays on your phone",
            "I always know where you are",
            "You share your real-time position",
        ],
    );
}

#[test]
fn places_and_plans_are_silent() {
    check_silent(&[
        "No location sharing",
        "We don't share our location",
        "You turn your location off",
        "Nobody tracks where the other is",
        "We stop using Find My Phone",
        "I tell you before I go where I am going",
        "When I will be late, I write you",
        "You call when you leave work",
        "We choose a location for dinner",
        "Send me the location of the restaurant",
        "A new location on Fridays",
        "My location stays private",
        "Our position on this is clear",
        "His position at work changes",
        "We track our spending on Sundays",
        "We keep track of the bills",
        "Back on track after a hard day",
        "We live in one place from May",
        "We share the cooking",
        "You always say when you are home",
        "A habit tracker on the fridge",
        "We know where we are in life",
        "We talk about where we are with this",
        "I never ask for proof of where you are",
    ]);
}

#[test]
fn checks_are_noticed() {
    check_fires(
        Surveillance::Checks,
        &[
            "I check your phone on Sundays",
            "I can look through your messages",
            "You show me your chats when I ask",
            "We go through your phone together every night",
            "I read your texts",
            "You hand over your phone when I ask for it",
            "Open phone policy",
            "Our phones are open to each other",
            "Phone checks once a week",
            "Random spot checks",
            "You leave your phone unlocked",
            "You unlock your phone for me",
            "Full access to your email",
            "You send screenshots of your chats",
            "I install a monitoring app",
            "I can see your call history",
            "We look at your browser history",
            "You never delete messages",
            "You don't lock your phone",
            "Don’t hide your phone from me",
            "I monitor your social media",
            "Show me your Instagram",
            "You don't hide anything and I read your messages",
            "Your messages can be read by me",
        ],
    );
}

#[test]
fn phones_and_messages_in_daily_life_are_silent() {
    check_silent(&[
        "No phone checks",
        "We don't check each other's phones",
        "I won't read your messages",
        "I stop going through your phone",
        "Neither reads the other's messages",
        "Without looking at each other’s phones",
        "Phones stay out of the bedroom",
        "We put our phones away at dinner",
        "Phones face down while we eat",
        "You answer my messages by the evening",
        "I phone you when I am late",
        "You send me a message when you leave",
        "Give me a call when you are there",
        "We check in by phone at six",
        "I check the calendar on Sundays",
        "We read a book before sleeping",
        "We see each other without phones",
        "We look at our bank statement together",
        "I look forward to your messages",
        "We show each other the plan for the week",
        "The door stays unlocked for the children",
        "We check that the door is locked",
        "I can say no to being on the phone",
        "You ask, I answer in my own words",
    ]);
}

#[test]
fn several_kinds_are_each_said_once_and_long_texts_end() {
    let all = watchful("I want your password, your password, your location on, and I check your phone.");
    assert_eq!(all, [Surveillance::Codes, Surveillance::Location, Surveillance::Checks]);
    assert_eq!(watchful(""), []);
    assert_eq!(watchful(&"no ".repeat(1_000)), []);
    assert_eq!(watchful(&"look at the messages of others, ".repeat(100)), [Surveillance::Checks]);
}
