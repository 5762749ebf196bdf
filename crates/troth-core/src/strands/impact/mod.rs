//! Impact: what a breach did to the hurt partner. Private until shared, item by item.

mod decide;
mod events;
mod state;

pub use decide::SHARED_OPEN_MAX;
pub(crate) use decide::{decide, decide_note};
pub use events::{
    Area, AreaRated, FEELINGS, Feeling, ImpactEvent, ImpactItem, ImpactNoted, ImpactShared, ReflectionAnswer,
    ReflectionAnswered, ReflectionOffered, SharingEnded,
};
pub use state::{Impacts, NotedImpact, OwnImpacts, Reflection, SharedImpact};
