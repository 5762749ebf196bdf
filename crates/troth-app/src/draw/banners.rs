//! The banners above the screen: what is in the way of storage, the record, the keys, the relay or the link. They stand
//! above unlinking and help too, so none holds a name that the other chose (care 43).

use troth_core::Stream;

use crate::app::App;
use crate::effect::{Network, Now, StoreFault};
use crate::epochs::{FaultBy, STREAMS};
use crate::message::Message;
use crate::record::Trouble;
use crate::relay::requests::Reach;
use crate::space::{Full, Space};
use crate::view::{Banner, Bond, Closes, Tone};

impl App {
    /// All banners, those of this device's storage first.
    pub(super) fn banners(&self, now: Now) -> Vec<Banner> {
        let mut banners = self.storage_banners();
        let Some(space) = &self.space else { return banners };
        banners.extend(self.reading_banner());
        if self.ui.points_at_changes {
            banners.push(closing(Closes::ByLookingAtChanges, attention("banner-device-changes")));
        }
        banners.extend(self.epoch_banners(space, now));
        banners.extend(content_banners(space));
        banners.extend(full_banners(space));
        let now_ms = now.unix_ms.unsigned_abs();
        banners.extend(space.record.trouble(&space.me(), now_ms).map(trouble_banner));
        if knows_too_little(space) {
            banners.push(quiet("banner-update-needed"));
        }
        banners.extend(self.offline_banner(space, now_ms));
        banners.extend(self.link_banners(space, space.sight().bond(now)));
        banners
    }

    /// What could not be written to local storage, or read from it.
    fn storage_banners(&self) -> Vec<Banner> {
        let fault = self.io.store.fault().map(|fault| match fault {
            StoreFault::Full => attention("banner-storage-full"),
            StoreFault::Unavailable => attention("banner-storage"),
        });
        let unread = self.io.store.unread_banners().into_iter();
        fault.into_iter().chain(unread.map(|id| closing(Closes::ByHand, attention(id)))).collect()
    }

    /// Which earlier record is being read.
    fn reading_banner(&self) -> Option<Banner> {
        self.ui.reading?;
        Some(closing(Closes::ByLeaving, quiet("banner-earlier")))
    }

    /// What a person should know about the keys of the two streams.
    fn epoch_banners(&self, space: &Space, now: Now) -> Vec<Banner> {
        let mut banners = Vec::new();
        if space.lacks_an_epoch() {
            banners.push(attention("banner-keys-full"));
        }
        let faults = space.faults_of_epochs(now.unix_ms);
        for (by, id) in [(FaultBy::Own, "banner-key-own"), (FaultBy::Other, "banner-key-theirs")] {
            if faults.contains(&by) && !self.ui.closed.contains(id) {
                banners.push(closing(Closes::ByHand, quiet(id)));
            }
        }
        banners
    }

    fn offline_banner(&self, space: &Space, now_ms: u64) -> Option<Banner> {
        let is_offline = self.relay.network == Network::Down || self.relay.reach == Reach::Lost;
        let id = if space.record.is_sent(now_ms) { "banner-offline" } else { "banner-offline-unsent" };
        is_offline.then(|| quiet(id))
    }

    /// Whether this device is still let in, and whether the link still is.
    fn link_banners(&self, space: &Space, bond: Bond) -> Vec<Banner> {
        let is_linked = matches!(bond, Bond::Linked | Bond::Resting);
        let mut banners = Vec::new();
        if space.taken_out {
            banners.push(attention("banner-taken-out"));
        } else if space.shut_out && is_linked {
            banners.push(attention("banner-shut-out"));
        }
        // While it opens nobody knows whether it can be said: it will be, or this is told then.
        let is_out = space.is_out() && !space.record.is_opening();
        if is_out || (bond == Bond::Unlinked && (space.shut_out || space.left_untold())) {
            banners.push(attention("banner-out"));
        } else if bond == Bond::Unlinked && !self.ui.closed.contains("banner-unlinked") {
            banners.push(closing(Closes::ByHand, quiet("banner-unlinked")));
        }
        banners
    }

    pub(crate) fn close_banner(&mut self, banner: &'static str) {
        match banner {
            "banner-unlinked" | "banner-key-own" | "banner-key-theirs" => {
                self.ui.closed.insert(banner);
            }
            "banner-withheld" => self.space.iter_mut().for_each(|space| space.shares_anyway = true),
            _ => self.io.store.put_unread_away(banner),
        }
    }
}

/// What was sent here and did not come whole, or came too much.
fn content_banners(space: &Space) -> Vec<Banner> {
    let mut banners = Vec::new();
    if space.record.is_withheld(Stream::Own) {
        banners.push(attention("banner-withheld-own"));
    }
    if space.record.is_withheld(Stream::Shared) && !space.shares_anyway {
        banners.push(closing(Closes::ByHand, attention("banner-withheld")));
    }
    if space.record.is_withheld_elsewhere(space.me().device) {
        banners.push(attention("banner-withheld-there"));
    }
    if space.record.is_flooded() {
        banners.push(attention("banner-too-much"));
    }
    banners
}

fn trouble_banner(trouble: Trouble) -> Banner {
    match trouble {
        Trouble::RestoredChain => attention("banner-restored"),
        Trouble::Forged => attention("banner-forged"),
        Trouble::TrialVersion => attention("banner-trial-version"),
        Trouble::SetAside => quiet("banner-set-aside"),
        Trouble::OwnFork => closing(Closes::ByLooking, attention("banner-fork")),
        Trouble::TheirFork => quiet("banner-fork-theirs"),
        Trouble::Waiting => quiet("banner-waiting"),
    }
}

/// A newer app wrote something that this one does not know.
fn knows_too_little(space: &Space) -> bool {
    let state = space.record.state();
    !state.own.unknown.is_empty() || state.shared.is_some_and(|shared| !shared.unknown.is_empty())
}

/// Why what was written here waits for room at the relay.
fn full_banners(space: &Space) -> impl Iterator<Item = Banner> {
    let full = |stream| match (stream, space.full_for(stream)?) {
        (_, Full::Relay) => Some("banner-full-server"),
        (Stream::Own, Full::Share) => Some("banner-full-own"),
        (Stream::Shared, Full::Share) => Some("banner-full-shared"),
    };
    let mut banners: Vec<_> = STREAMS.into_iter().filter_map(full).collect();
    banners.dedup();
    banners.into_iter().map(attention)
}

fn closing(closes: Closes, banner: Banner) -> Banner {
    Banner { closes, ..banner }
}

fn quiet(id: &'static str) -> Banner {
    Banner { tone: Tone::Quiet, message: Message::plain(id), closes: Closes::ByItself }
}

fn attention(id: &'static str) -> Banner {
    Banner { tone: Tone::Attention, ..quiet(id) }
}
