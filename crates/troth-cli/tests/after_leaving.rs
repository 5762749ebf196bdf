//! After unlinking: what the device still asks of the server, by the answer to "Who runs this server?".

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{linked, look_both, promise, second_device, trust_the_server};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, KeeperView, ServerView};
use troth_app::{HttpAnswer, Intent, LinkIntent, Message, Place, PrivateIntent, PromiseIntent, SettingsIntent};

/// What a server that takes nothing may see at most: the requests of a farewell, and for each of them a sign-in, twice where
/// the clocks differ.
const TRIES_MAX: usize = 96;

fn unlink(person: &mut Person) {
    person.does(Intent::Settings(SettingsIntent::Unlink));
}

fn write_page(person: &mut Person, text: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: text.to_owned() }));
}

/// A day in which somebody writes, reads, closes Troth, opens it again and loses the network for a while.
fn use_for_a_day(person: &mut Person) {
    for hour in 0..24 {
        person.now.unix_ms += 3_600_000;
        person.look();
        write_page(person, &format!("hour {hour}"));
        for place in [Place::Today, Place::Repair, Place::Together, Place::Story, Place::Private, Place::Settings] {
            person.does(Intent::Go(place));
        }
        match hour % 6 {
            1 => person.reload(),
            3 => person.load_again(),
            5 => {
                person.set_online(false);
                person.look();
                person.set_online(true);
            }
            _ => {}
        }
    }
}

/// Requests, bells and looks for a newer version so far.
fn signs(person: &Person) -> [usize; 3] {
    [person.asked.borrow().len(), person.bells, person.looked_for_updates]
}

#[test]
fn care_42_after_unlinking_a_days_use_asks_the_server_for_nothing() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    write_page(&mut ada, "before");
    look_both(&mut ada, &mut ben, 2);
    unlink(&mut ada);
    look_both(&mut ada, &mut ben, 3);
    assert_eq!(ben.inside().bond, Bond::Unlinked, "the leave itself is told");
    // The other is not asked less: whose wish it was shows at no server.
    for person in [&mut ada, &mut ben] {
        let before = signs(person);
        use_for_a_day(person);
        assert_eq!(signs(person), before, "asked for in a day after the end");
        assert_eq!(person.inside().private.pages.iter().filter(|page| page.text.starts_with("hour")).count(), 24);
    }
}

#[test]
fn care_42_only_who_says_that_somebody_trusted_runs_the_server_goes_on_using_it() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    let mut tablet = second_device(&server, &mut ada);
    assert_eq!(ada.inside().settings.server, None, "while two are linked nobody is asked");
    unlink(&mut ada);
    look_both(&mut ada, &mut tablet, 3);
    assert_eq!(ada.inside().settings.server, Some(ServerView { keeper: None, untold: false }));
    write_page(&mut ada, "before the answer");

    for keeper in [KeeperView::Partner, KeeperView::Unknown] {
        ada.does(Intent::Settings(SettingsIntent::Keeper(keeper)));
        ada.reload();
        assert_eq!(ada.inside().settings.server.unwrap().keeper, Some(keeper));
        let before = signs(&ada);
        use_for_a_day(&mut ada);
        for needs_the_server in [
            Intent::Link(LinkIntent::InvitePartner { line: String::new() }),
            Intent::Link(LinkIntent::InviteDevice),
            Intent::Settings(SettingsIntent::MakeRecovery),
        ] {
            ada.say(needs_the_server);
            assert_eq!(ada.view().problem, Some(Message::plain("problem-server-off")));
        }
        assert_eq!(signs(&ada), before);
    }
    assert!(!tablet.inside().private.pages.iter().any(|page| page.text == "before the answer"));

    let watched = ada.watched.len();
    trust_the_server(&mut ada);
    trust_the_server(&mut tablet);
    look_both(&mut ada, &mut tablet, 4);
    ada.bell_is_there();
    ben.say(Intent::Promise(PromiseIntent::Offer(promise(&ben.inside().today))));
    look_both(&mut ben, &mut ada, 3);
    assert!(tablet.inside().private.pages.iter().any(|page| page.text == "before the answer"), "what waited goes");
    // Not even then does it look into the mailbox of the two, nor have the server ring for it.
    assert_eq!(ada.watched[watched..].iter().map(Vec::len).max(), Some(1), "its own mailbox alone");
}

/// A former partner who runs the server answers nothing, so that each use shows as another try.
#[test]
fn care_42_a_server_that_takes_no_leave_sees_few_tries_and_then_nothing() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    ada.on_the_way = Some(|request, answer| match request.path.contains("/records") {
        true => HttpAnswer::Answer { status: 500, body: Vec::new() },
        false => answer,
    });
    unlink(&mut ada);
    let before = ada.asked.borrow().len();
    use_for_a_day(&mut ada);
    let tries = ada.asked.borrow().len() - before;
    assert!((1..=TRIES_MAX).contains(&tries), "{tries} tries");
    let before = signs(&ada);
    use_for_a_day(&mut ada);
    assert_eq!(signs(&ada), before);
    assert!(ada.inside().settings.server.unwrap().untold, "and the page says that it was not told");
    assert!(ada.view().banners.iter().any(|banner| banner.message.id == "banner-out"));

    ada.on_the_way = None;
    ada.does(Intent::Settings(SettingsIntent::Keeper(KeeperView::Unknown)));
    look_both(&mut ada, &mut ben, 3);
    assert_eq!((ben.inside().bond, ada.inside().settings.server.unwrap().untold), (Bond::Unlinked, false));
}
