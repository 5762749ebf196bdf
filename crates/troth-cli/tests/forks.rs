//! Two copies of one device that write at once, and entries that arrive days after their date: with the real apps.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

mod support;

use support::Server;
use support::paths::{linked, look_both, promise, second_device};
use support::person::Person;
use tempfile::TempDir;
use troth_app::view::{Bond, Closes, CopyView, ForkView, StepView, StoryLineView};
use troth_app::{
    Detail, Intent, LinkIntent, Message, Place, PrivateIntent, PromiseForm, PromiseIntent, SettingsIntent,
};

const DAY_MS: i64 = 86_400_000;

fn offer(person: &mut Person, deed: &str) {
    let form = PromiseForm { deed: deed.to_owned(), ..promise(&person.inside().today) };
    person.does(Intent::Promise(PromiseIntent::Offer(form)));
}

fn write_page(person: &mut Person, words: &str) {
    person.does(Intent::Private(PrivateIntent::Write { text: words.to_owned() }));
}

fn banners(person: &Person) -> Vec<Message> {
    person.view().banners.into_iter().map(|banner| banner.message).collect()
}

fn story(person: &mut Person) -> Vec<StoryLineView> {
    person.does(Intent::Go(Place::Story));
    person.inside().story.lines
}

fn line_with(person: &mut Person, words: &str) -> StoryLineView {
    story(person).into_iter().find(|line| line.words == words).unwrap_or_else(|| panic!("no line with {words}"))
}

fn words_of(copy: &CopyView) -> Vec<&str> {
    copy.lines.iter().map(|line| line.words.as_str()).collect()
}

/// Ada's phone, a copy of it, her tablet, and Ben's phone. Phone and copy each wrote without knowing of the other.
struct Copied {
    _data: TempDir,
    _server: Server,
    phone: Person,
    copy: Person,
    tablet: Person,
    ben: Person,
}

impl Copied {
    fn make() -> Self {
        let data = TempDir::new().unwrap();
        let server = Server::start(data.path(), &[]);
        let (mut phone, ben) = linked(&server);
        let tablet = second_device(&server, &mut phone);
        let mut copy = phone.copied(77);
        look_both(&mut phone, &mut copy, 1);
        for (device, deed, page) in [(&mut phone, "phone 1", "phone page"), (&mut copy, "copy 1", "copy page")] {
            device.set_online(false);
            offer(device, deed);
            offer(device, &deed.replace("1", "2"));
            write_page(device, page);
        }
        phone.set_online(true);
        copy.set_online(true);
        let mut all = Self { _data: data, _server: server, phone, copy, tablet, ben };
        all.look(3);
        all
    }

    fn look(&mut self, times: usize) {
        for _ in 0..times {
            for person in [&mut self.phone, &mut self.copy, &mut self.tablet, &mut self.ben] {
                person.look();
            }
        }
    }

    fn forks(&self) -> Vec<ForkView> {
        self.tablet.inside().settings.forks
    }

    /// Returns the copy that wrote these words, from the forks of its stream.
    fn copy_with(&self, words: &str) -> Option<CopyView> {
        self.forks().into_iter().flat_map(|fork| fork.copies).find(|copy| words_of(copy).contains(&words))
    }
}

#[test]
fn the_owner_sees_what_each_copy_wrote_and_the_partner_only_that_something_waits() {
    let mut all = Copied::make();
    let forks = all.forks();
    assert_eq!(forks.len(), 2, "own pages and shared promises: {forks:?}");
    assert!(forks.iter().all(|fork| fork.device == "Device 1" && fork.copies.len() == 2));
    assert_eq!(words_of(&all.copy_with("phone 1").unwrap()), ["phone 1", "phone 2"]);
    assert_eq!(words_of(&all.copy_with("copy 1").unwrap()), ["copy 1", "copy 2"]);
    assert_eq!(words_of(&all.copy_with("copy page").unwrap()), ["copy page"]);
    let banner = all.tablet.view().banners.remove(0);
    assert_eq!((banner.message, banner.closes), (Message::plain("banner-fork"), Closes::ByLooking));

    assert_eq!(banners(&all.ben), [Message::plain("banner-fork-theirs")]);
    assert!(all.ben.inside().settings.forks.is_empty());
    let told: Vec<_> = story(&mut all.ben).into_iter().map(|line| line.words).collect();
    assert!(told.iter().any(|words| words == "phone 1") && !told.iter().any(|words| words.starts_with("copy")));
    assert_eq!(banners(&all.copy), [Message::plain("banner-restored")], "a copy decides nothing");
    assert_eq!(
        banners(&all.phone),
        [Message::plain("banner-forged")],
        "the phone came first: it can't tell who that is"
    );
    for copy in [&all.phone, &all.copy] {
        assert!(copy.inside().settings.forks.is_empty());
    }
}

#[test]
fn the_choice_lets_everything_in_and_marks_the_other_copy_for_both() {
    let mut all = Copied::make();
    let kept = all.copy_with("copy 1").unwrap();
    all.ben.say(Intent::Settings(SettingsIntent::DecideFork { key: kept.key.clone() }));
    assert_eq!(all.ben.view().problem, Some(Message::plain("problem-nothing-there")), "it is hers to decide");
    all.look(2);
    assert_eq!(all.forks().len(), 2);

    all.tablet.does(Intent::Settings(SettingsIntent::DecideFork { key: kept.key }));
    assert_eq!(all.forks().len(), 1, "the pages wait for a choice of their own");
    all.look(2);
    assert_eq!(banners(&all.ben), []);
    for person in [&mut all.ben, &mut all.tablet, &mut all.phone, &mut all.copy] {
        for (words, remarks) in [
            ("copy 1", vec![]),
            ("copy 2", vec![]),
            ("phone 1", vec![Message::plain("remark-copy")]),
            ("phone 2", vec![Message::plain("remark-copy")]),
        ] {
            assert_eq!(line_with(person, words).remarks, remarks, "{words}");
        }
    }
    let page = all.copy_with("phone page").unwrap();
    all.tablet.does(Intent::Settings(SettingsIntent::DecideFork { key: page.key }));
    assert_eq!(all.tablet.inside().private.pages.len(), 2);
    assert_eq!(banners(&all.tablet), []);

    for person in [&mut all.ben, &mut all.tablet] {
        person.reload();
        assert_eq!(line_with(person, "phone 2").remarks, [Message::plain("remark-copy")], "kept over a reload");
        assert!(person.inside().settings.forks.is_empty());
    }
    let [bens, tablets] = [&all.ben, &all.tablet].map(|person| person.inside().settings.fingerprint);
    assert_eq!(bens, tablets);
}

#[test]
fn what_arrives_days_after_its_date_says_so() {
    let data = TempDir::new().unwrap();
    let server = Server::start(data.path(), &[]);
    let (mut ada, mut ben) = linked(&server);
    offer(&mut ada, "on its day");
    let now = ada.now.unix_ms;
    ada.now.unix_ms = now + 5 * DAY_MS;
    offer(&mut ada, "dated ahead");
    ada.now.unix_ms = now - 9 * DAY_MS;
    offer(&mut ada, "dated back");
    ada.now.unix_ms = now;
    look_both(&mut ada, &mut ben, 3);
    let remarks = |person: &mut Person, words: &str| {
        line_with(person, words).remarks.into_iter().map(|remark| remark.id).collect::<Vec<_>>()
    };
    for _ in 0..2 {
        assert_eq!(remarks(&mut ben, "on its day"), [""; 0]);
        assert_eq!(remarks(&mut ben, "dated ahead"), ["remark-arrived"]);
        assert_eq!(remarks(&mut ben, "dated back"), ["remark-arrived", "remark-dated-back"]);
        ben.reload();
    }
}

/// A partner who copied a device must not be able to hold its owner in the record with it.
#[test]
fn care_18_a_device_whose_chain_is_stopped_still_leaves_what_the_two_share() {
    let mut all = Copied::make();
    for _ in 0..3 {
        look_both(&mut all.phone, &mut all.copy, 1);
    }
    all.copy.say(Intent::Promise(PromiseIntent::Offer(promise(&all.copy.inside().today))));
    assert_eq!(all.copy.view().problem.unwrap().id, "problem-restored-chain");

    all.copy.say(Intent::Link(LinkIntent::InviteDevice));
    assert_eq!(
        all.copy.view().problem.unwrap().id,
        "problem-restored-chain",
        "a device let in here would count nothing"
    );

    let is_private = |step: &StepView| matches!(step.detail, Detail::NewPage | Detail::Rating | Detail::Recovery);
    assert!(!all.copy.inside().steps.steps.iter().all(is_private), "something about the two is next");
    all.copy.does(Intent::Settings(SettingsIntent::Unlink));
    assert!(all.copy.inside().steps.steps.iter().all(is_private), "nothing about the two is, once it is out");
    let held = all.copy.inside().promises.theirs.len();
    offer(&mut all.ben, "said afterwards");
    for _ in 0..2 {
        look_both(&mut all.ben, &mut all.copy, 2);
        assert_eq!((all.copy.inside().bond, all.copy.inside().promises.theirs.len()), (Bond::Unlinked, held));
        all.copy.reload();
    }
}
