//! The identity of a screen.

use troth_app::view::{Bond, Gate, View};
use troth_app::{Detail, Place};

use super::quiet_moment;
use crate::components::place_name;
use crate::messages::tr;

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// The device notice.
    Notice,
    /// First start, without or with an invitation in the address.
    Welcome,
    /// An invitation, before this device has started.
    Invited,
    /// The app lock.
    Locked,
    /// Local storage can't be used.
    Broken,
    /// Coming back by a recovery code, without room for another device.
    Returning,
    /// A screen that needs what the two share, which is still being opened.
    Opening(Place, Option<Detail>),
    /// The passphrase is asked for again, in place of a screen of this place.
    Passphrase(Place),
    /// Inside.
    Inside(Place, Option<Detail>),
}

impl Spot {
    pub(crate) fn of(view: &View) -> Self {
        match &view.gate {
            Gate::Notice => Self::Notice,
            Gate::Welcome(welcome) if welcome.invitation.is_some() => Self::Invited,
            Gate::Welcome(_) => Self::Welcome,
            Gate::Locked(_) => Self::Locked,
            Gate::Broken(_) => Self::Broken,
            Gate::Returning(_) => Self::Returning,
            Gate::Open(open) if open.passphrase.is_some() => Self::Passphrase(open.place),
            Gate::Open(open) if open.bond == Bond::Opening && needs_the_shared(open.place, open.detail.as_ref()) => {
                Self::Opening(open.place, open.detail.clone())
            }
            Gate::Open(open) => Self::Inside(open.place, open.detail.clone()),
        }
    }

    /// The lit tab; `None` outside.
    pub(crate) const fn place(&self) -> Option<Place> {
        match self {
            Self::Inside(place, _) | Self::Opening(place, _) | Self::Passphrase(place) => Some(*place),
            _ => None,
        }
    }

    /// Tells whether there is a level to go back to.
    pub(crate) const fn is_detail(&self) -> bool {
        matches!(
            self,
            Self::Inside(_, Some(_))
                | Self::Opening(_, Some(_))
                | Self::Inside(Place::Settings, None)
                | Self::Passphrase(_)
        )
    }

    /// Tells whether this is the top of a place in the bar, from where Settings is one tap away.
    pub(crate) const fn is_place_in_the_bar(&self) -> bool {
        matches!(self, Self::Inside(_, None) | Self::Opening(_, None)) && !self.is_detail()
    }

    /// The classes of the page.
    pub(crate) const fn page_class(&self) -> &'static str {
        match self {
            Self::Welcome | Self::Locked | Self::Broken | Self::Returning => "page gate",
            Self::Notice | Self::Inside(_, Some(Detail::Export | Detail::Unlink | Detail::Wipe | Detail::About)) => {
                "page notice"
            }
            _ => "page",
        }
    }

    /// Returns the heading in the frame; gates have theirs on the page.
    pub(crate) fn title(&self) -> Option<String> {
        match self {
            Self::Notice => Some(tr("notice-title")),
            Self::Invited => Some(tr("link-title-invited")),
            Self::Welcome | Self::Locked | Self::Broken | Self::Returning => None,
            Self::Passphrase(_) => Some(tr("passphrase-title")),
            Self::Inside(place, None) | Self::Opening(place, None) => Some(place_name(*place)),
            Self::Inside(_, Some(detail)) | Self::Opening(_, Some(detail)) => Some(detail_title(detail)),
        }
    }
}

/// Tells whether a screen shows, or writes into, what the two share. Private pages, devices, leaving and export do not.
fn needs_the_shared(place: Place, detail: Option<&Detail>) -> bool {
    if matches!(detail, Some(Detail::NewSolo(_) | Detail::Solo(..))) {
        return false;
    }
    match detail.map_or(place, Detail::place) {
        Place::Today | Place::Repair | Place::Together | Place::Story => true,
        Place::Private => false,
        Place::Settings => {
            matches!(detail, Some(Detail::Link | Detail::AddDevice | Detail::Recovery | Detail::Rest))
        }
    }
}

fn detail_title(detail: &Detail) -> String {
    match detail {
        Detail::Promises => tr("promises-title"),
        Detail::NewPromise => tr("promise-form-title"),
        Detail::Promise(_) => tr("promise-title"),
        Detail::CounterPromise(_) => tr("promise-counter-title"),
        Detail::CheckIns => tr("check-ins-title"),
        Detail::CheckInPlan => tr("plan-title"),
        Detail::Round(_) => tr("round-title"),
        Detail::NewPage => tr("page-new-title"),
        Detail::Page(_) => tr("page-title"),
        Detail::Rating => tr("ratings-title"),
        Detail::Way => tr("way-title"),
        Detail::Breaches => tr("breaches-title"),
        Detail::NewBreach => tr("breach-name"),
        Detail::Breach(_) => tr("breach-page-title"),
        Detail::Impact => tr("impact-title"),
        Detail::NewImpact => tr("impact-new-title"),
        Detail::Statements => tr("statements-title"),
        Detail::NewStatement | Detail::StatementAbout(_) | Detail::Statement(_) => tr("statement-page-title"),
        Detail::NewSolo(kind) | Detail::Solo(kind, _) => super::solo::title(*kind),
        Detail::Closeness => tr("closeness-title"),
        Detail::Agreements => tr("agreements-title"),
        Detail::NewAgreement => tr("agreement-new-title"),
        Detail::Agreement(_) => tr("agreement-page-title"),
        Detail::Dialogues => tr("talks-title"),
        Detail::NewDialogue => tr("talk-new-title"),
        Detail::Dialogue(_) => tr("talk-title"),
        Detail::SideBySide => tr("side-title"),
        Detail::Activities => tr("activities-title"),
        Detail::Pace => tr("pace-title"),
        Detail::HardDays => tr("hard-title"),
        Detail::NewSetback => tr("setback-new-title"),
        Detail::Setback(_) => tr("setback-page-title"),
        Detail::Goals => tr("goals-title"),
        Detail::NewGoal => tr("goal-new-title"),
        Detail::Goal(_) => tr("goal-page-title"),
        Detail::Victories => tr("victories-title"),
        Detail::LookBack(_) => tr("look-back-title"),
        Detail::Vessel => tr("vessel-title"),
        Detail::Endings => tr("endings-title"),
        Detail::Link => tr("link-title"),
        Detail::AddDevice => tr("add-device-title"),
        Detail::Devices => tr("devices-title"),
        Detail::Recovery => tr("recovery-title"),
        Detail::Lock => tr("lock-title"),
        Detail::Rest => tr("rest-title"),
        Detail::Export => tr("export-title"),
        Detail::Server => tr("server-title"),
        Detail::Unlink => tr("unlink-title"),
        Detail::Wipe => tr("wipe-title"),
        Detail::About => tr("about-title"),
        Detail::Moment(moment, _) => quiet_moment::title_of(*moment),
    }
}
