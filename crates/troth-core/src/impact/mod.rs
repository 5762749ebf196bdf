//! Impact: what the breach did to somebody, private until shared item by item.

mod decide;
mod events;
mod state;

pub(crate) use decide::decide;
pub use decide::{ImpactCommand, SHARED_OPEN_MAX};
pub use events::{
    Area, AreaRated, FEELINGS, Feeling, ImpactEvent, ImpactItem, ImpactNoted, ImpactShared, ReflectionAnswer,
    ReflectionAnswered, ReflectionOffered, SharingEnded,
};
pub use state::{Impacts, NotedImpact, OwnImpacts, Reflection, SharedImpact};
