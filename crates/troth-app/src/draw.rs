//! The whole view, made anew from the state.

mod banners;

use base32ct::{Base32UpperUnpadded, Encoding};
use troth_core::settings::Step;
use troth_core::{SharedState, State, WallTime, next_steps};

use crate::app::App;
use crate::devices::own_stream;
use crate::devices::returning::device_views;
use crate::effect::{Now, Table};
use crate::intent::ExportFile;
use crate::map::Detail;
use crate::message::Message;
use crate::place::check_ins::{Asked, Rounds};
use crate::place::forks::Fork;
use crate::place::story::StoryReader;
use crate::place::{
    activities, affection, agreements, breaches, check_ins, closeness, dialogues, forks, hard_days, help, horizon,
    impact, private, promises, solo, statements, today,
};
use crate::record::Earlier;
use crate::rooms::{Room, Shown};
use crate::sight::Sight;
use crate::slow::work::SlowPurpose;
use crate::space::Space;
use crate::view::{
    Bond, Busy, CheckInsView, ClosenessView, EarlierView, ExportView, ForkView, Gate, LockView, LockedView, OpenView,
    PrivateView, RestView, SettingsView, TodayView, View, WelcomeView,
};
use crate::{civil, export};

/// Groups of the fingerprint, five characters each: 100 bits to compare by voice.
const FINGERPRINT_GROUPS: usize = 4;

/// What fills the rooms that are open.
#[derive(Clone, Copy)]
struct Open<'a> {
    shown: Shown<'a>,
    shared: Option<&'a SharedState>,
}

impl<'a> Open<'a> {
    /// A room, if it is open.
    fn own<T: Default>(self, room: Room, view: impl FnOnce() -> T) -> T {
        if self.shown.has(room) { view() } else { T::default() }
    }

    /// A room that there is only where two have linked.
    fn of_two<T: Default>(self, room: Room, view: impl FnOnce(&'a SharedState) -> T) -> T {
        filled(self.shared.filter(|_| self.shown.has(room)), view)
    }
}

impl App {
    /// What to draw now: each room of [`OpenView`] is filled where it is on screen, and empty elsewhere.
    #[must_use]
    pub fn view(&self, now: Now) -> View {
        self.inner().view_of(Shown::OnScreen(&self.inner().ui), now)
    }

    /// The same with every room filled, whether it is on screen or not: what tests look into.
    #[must_use]
    pub fn whole_view(&self, now: Now) -> View {
        self.inner().view_of(Shown::Everything, now)
    }

    fn view_of(&self, shown: Shown<'_>, now: Now) -> View {
        View {
            sample: self.sample_view(),
            gate: self.gate(shown, now),
            banners: self.banners(now),
            problem: self.ui.problem.clone(),
            done: self.ui.done.clone(),
            accepted: self.ui.accepted,
        }
    }

    fn gate(&self, shown: Shown<'_>, now: Now) -> Gate {
        if let Some(couple) = &self.couple {
            return Gate::Open(Box::new(self.open_view(shown, &couple.sight(), now)));
        }
        if let Some(behind) = &self.lock.closed {
            let is_empty = behind.table(Table::Sealed).next().is_none();
            return Gate::Locked(LockedView { busy: self.is_unlocking(), is_empty });
        }
        if let Some(why) = self.damaged {
            return Gate::Broken(Message::plain(why));
        }
        if !self.notice_read {
            return Gate::Notice;
        }
        match &self.space {
            Some(space) if space.next_device.is_none() => {
                let earlier = self.ui.reading.and_then(|stream| space.sight_of_earlier(stream));
                Gate::Open(Box::new(self.open_view(shown, &earlier.unwrap_or_else(|| space.sight()), now)))
            }
            Some(space) => self.returning_view(space).map_or_else(
                || Gate::Welcome(WelcomeView { invitation: None, busy: Busy::Yes, lock: self.lock_view() }),
                Gate::Returning,
            ),
            None => {
                let reading_kit = if self.recovering.keys.is_some() { Busy::Yes } else { Busy::No };
                let busy = self.slow.is_running(SlowPurpose::Recover);
                let busy = if reading_kit == Busy::Yes { Busy::Yes } else { busy };
                Gate::Welcome(WelcomeView { invitation: self.link_view(), busy, lock: self.lock_view() })
            }
        }
    }

    fn lock_view(&self) -> LockView {
        LockView { set: self.lock.form.is_some(), busy: self.lock_is_busy() }
    }

    fn open_view(&self, shown: Shown<'_>, sight: &Sight<'_>, now: Now) -> OpenView {
        let (state, me, wall) = (sight.state, sight.me, civil::wall(now));
        let bond = if self.ui.reading.is_some() { Bond::Unlinked } else { sight.bond(now) };
        let linked = matches!(bond, Bond::Linked | Bond::Resting);
        let tells_rounds = shown.has_any(&[Room::Story, Room::LookBack, Room::Vessel]);
        let rounds = if tells_rounds { state.rounds(&me, wall) } else { Vec::new() };
        let told = state.shared.map(|shared| StoryReader {
            shared,
            entries: sight.shared_entries,
            me: me.partner,
            other: sight.other().and_then(|other| sight.name(other)),
            rounds: Rounds::of(sight, &rounds),
            remarks: sight.remarks,
        });
        let open = Open { shown, shared: state.shared };
        let story = filled(told.filter(|_| shown.has(Room::Story)), |told| told.view(&self.ui.story));
        let horizon = filled(told, |told| horizon::view(told, shown, self.look_back(), &state, wall));
        OpenView {
            place: self.ui.place,
            detail: self.ui.detail.clone(),
            me: called(sight.name(me.partner)),
            partner: sight.other().and_then(|other| sight.name(other)).map(str::to_owned),
            bond,
            today: civil::date(wall.date()),
            time: civil::time(wall.time_of_day()),
            steps: open.own(Room::Today, || self.today_view(sight, bond, now)),
            fresh: self.fresh_view(bond),
            promises: match shown.has(Room::Promises) {
                true => open.of_two(Room::Promises, |shared| promises::view(shared, &me, wall, linked)),
                false => open.of_two(Room::Today, |shared| promises::offers(shared, &me, wall, linked)),
            },
            private: self.private_view(shown, sight, bond, wall),
            solo: solo::view(&state, me.partner, shown, linked, wall),
            // A statement can be about a breach, and names it.
            breaches: match shown.has_any(&[Room::Breaches, Room::Statements]) {
                true => filled(state.shared, |shared| breaches::view(shared, me.partner)),
                false => Vec::new(),
            },
            impact: open.own(Room::Impact, || impact::view(&state, me.partner)),
            statements: open.of_two(Room::Statements, |shared| statements::view(shared, me.partner)),
            // On hard days the jar stands there too.
            closeness: match shown.has_any(&[Room::Closeness, Room::HardDays]) {
                true => filled(state.shared, |shared| closeness::view(shared, me.partner)),
                false => ClosenessView::default(),
            },
            activities: open.own(Room::Activities, || activities::view(sight, wall)),
            pace: open.own(Room::Pace, || affection::view(&state, me.partner)),
            hard_days: open.of_two(Room::HardDays, |shared| hard_days::view(shared, me.partner)),
            agreements: open.of_two(Room::Agreements, |shared| {
                agreements::view(shared, me.partner, wall.date(), self.ui.detail.as_ref())
            }),
            dialogues: open.own(Room::Dialogues, || dialogues::view(sight, shown, wall, self.ui.guide.as_ref())),
            story,
            horizon,
            settings: self.settings_view(shown, sight, told, now),
            check_ins: self.check_ins_view(shown, sight, wall),
            way: self.way_view(sight, bond, wall.date()),
            link: self.link_view(),
            passphrase: self.passphrase_view(),
            drafts: sight.drafts.clone(),
        }
    }

    fn check_ins_view(&self, shown: Shown<'_>, sight: &Sight<'_>, wall: WallTime) -> CheckInsView {
        match (shown, &self.ui.detail) {
            (Shown::Everything, _) => check_ins::view(sight, Asked::Latest(usize::MAX), wall),
            (_, Some(Detail::Round(key))) => check_ins::view(sight, Asked::One(key), wall),
            _ if shown.has(Room::CheckIns) => check_ins::view(sight, Asked::Latest(self.ui.rounds_shown), wall),
            _ if shown.has(Room::Today) => check_ins::view_of_today(sight, wall),
            _ => CheckInsView::default(),
        }
    }

    fn private_view(&self, shown: Shown<'_>, sight: &Sight<'_>, bond: Bond, wall: WallTime) -> PrivateView {
        let (state, me) = (sight.state, sight.me.partner);
        // An earlier record is there to be read, and nothing in it is about now.
        let suggests = shown.has(Room::Private) && self.ui.reading.is_none();
        let help = suggests.then(|| help::view(&state, me, bond, wall)).flatten();
        PrivateView { help, ..private::view(&state, me, sight.remarks, shown, wall) }
    }

    fn look_back(&self) -> Option<&str> {
        match &self.ui.detail {
            Some(Detail::LookBack(month)) => Some(month.as_str()),
            _ => None,
        }
    }

    fn today_view(&self, sight: &Sight<'_>, bond: Bond, now: Now) -> TodayView {
        let wall = civil::wall(now);
        let (state, me) = (sight.state, sight.me);
        // Nothing is waited for in what this device has left.
        let asked = State { shared: state.shared.filter(|_| !sight.is_out), ..state };
        let mut steps = next_steps(&asked, &me, wall, self.stands(sight));
        // An invitation on its way is no longer something to do, and a person who has left is not urged to link again
        // (care 18), whether or not they kept the record of it.
        let has_left = sight.is_out || !own_stream::earlier(state.own).is_empty();
        let may_invite = self.link.linking.is_none() && !has_left;
        steps.retain(|next| next.step != Step::InvitePartner || may_invite);
        // The core knows who was hurt from a named breach; who says so here is spared as well.
        let is_spared = self.space.as_ref().is_some_and(|space| space.way.is_hurt_lately(wall.date()));
        steps.retain(|next| !is_spared || !matches!(next.step, Step::OfferPromise | Step::GiveThanks));
        let has_just_ended = bond == Bond::Unlinked
            && self.ui.reading.is_none()
            && today::has_just_ended(sight.shared_entries, wall.date());
        steps.retain(|_| !has_just_ended);
        let view = today::view(&steps, &state);
        TodayView { news: self.news_view(bond, &view.steps, now), has_just_ended, ..view }
    }

    fn settings_view(
        &self,
        shown: Shown<'_>,
        sight: &Sight<'_>,
        told: Option<StoryReader<'_>>,
        now: Now,
    ) -> SettingsView {
        let devices = match self.space.as_ref().filter(|_| self.couple.is_none() && shown.has(Room::Settings)) {
            Some(space) => space.device_views(),
            None => device_views(sight.me, sight.state.own, sight.papers).into_iter().map(|(_, view)| view).collect(),
        };
        SettingsView {
            devices,
            changes: filled(self.space.as_ref(), |space| space.changes_view(now)),
            recovery: self.recovery_view(),
            lock: self.lock_view(),
            rest: rest_view(sight, now),
            forks: if shown.has(Room::Settings) { self.fork_views(sight, told) } else { Vec::new() },
            earlier: self.earlier_views(),
            server: self.space.as_ref().and_then(Space::server_view),
            fingerprint: if shown.has(Room::Settings) { self.record_fingerprint() } else { None },
            export: self.export_view(now),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    fn export_view(&self, now: Now) -> ExportView {
        let [page, lines] = [ExportFile::Page, ExportFile::Lines].map(|file| export::file_name(file, civil::wall(now)));
        ExportView {
            open: self.lock.form.is_none() || self.ui.export_is_open,
            page,
            lines,
            partial: self.has_more_to_open(),
        }
    }

    fn record_fingerprint(&self) -> Option<String> {
        self.space.as_ref().and_then(|space| space.record.fingerprint()).map(fingerprint)
    }

    fn fork_views(&self, sight: &Sight<'_>, told: Option<StoryReader<'_>>) -> Vec<ForkView> {
        let Some(space) = self.space.as_ref().filter(|_| self.ui.reading.is_none()) else { return Vec::new() };
        let me = sight.state.own.members.partner(sight.me.partner);
        let label = |device| me.and_then(|me| me.devices.get(&device)).map(|known| known.label.as_str());
        let forks = space.record.own_forks(&sight.me);
        let view = |fork: &Fork| forks::view(fork, label(fork.device).unwrap_or(""), told, sight.me.partner);
        forks.iter().map(view).collect()
    }

    fn earlier_views(&self) -> Vec<EarlierView> {
        let Some(space) = &self.space else { return Vec::new() };
        let me = space.me().partner;
        let view = |earlier: Earlier<'_>| {
            let members = &earlier.shared.members;
            // One that is still on its way from the relay has nobody in it yet.
            let since = civil::date(members.linked_on()?);
            let sight = space.sight_of_earlier(earlier.stream)?;
            let with = called(sight.name(members.other(me)?));
            Some(EarlierView { key: earlier.name(), with, since })
        };
        space.record.earlier().filter_map(view).collect()
    }
}

/// What a room shows; it is empty where it is not on screen, and before there is the record that it is a room of.
fn filled<T, V: Default>(of: Option<T>, view: impl FnOnce(T) -> V) -> V {
    of.map_or_else(V::default, view)
}

/// A name, or an empty one while it is on its way from another device.
fn called(name: Option<&str>) -> String {
    filled(name, str::to_owned)
}

fn rest_view(sight: &Sight<'_>, now: Now) -> RestView {
    let (today, shared) = (civil::wall(now).date(), sight.state.shared);
    match shared.and_then(|shared| shared.members.resting(today)) {
        Some(resting) => {
            let can_end = shared.is_some_and(|shared| shared.members.asked_to_rest(&sight.me, today));
            RestView::Resting { until: Some(civil::date(resting.at_least_until)), can_end }
        }
        None => RestView::Active { next: None },
    }
}

fn fingerprint(hash: [u8; 32]) -> String {
    let text = Base32UpperUnpadded::encode_string(&hash);
    let groups = (0..FINGERPRINT_GROUPS).filter_map(|at| text.get(at * 5..at * 5 + 5));
    groups.collect::<Vec<_>>().join(" ")
}
