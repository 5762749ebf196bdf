//! Headless application: screens as view models, intents in, effects out. Knows no browser.
//!
//! ```text
//! shell --Input--> App::handle --Effect--> shell
//! shell <--View--- App::view
//! ```

mod app;
mod bell;
mod cells;
mod chore;
mod civil;
mod draw;
mod effect;
mod form;
mod intent;
mod key;
mod link;
mod linking;
mod map;
mod message;
mod own_keys;
mod perform;
mod place;
mod pulse;
mod record;
mod recovery;
mod relay;
mod shelf;
pub mod slow;
mod space;
mod store;
pub mod view;

pub use app::{App, Boot};
pub use effect::{
    BellNews, Effect, HttpAnswer, HttpRequest, Input, Method, Network, Now, Row, StoreFault, Table, Write,
};
pub use intent::{
    AccountabilityIntent, ActivityIntent, ActivityReply, BreachForm, BreachIntent, CheckInIntent, ClosenessIntent,
    GoalForm, HorizonIntent, ImpactForm, ImpactIntent, Intent, LinkIntent, OutcomeForm, PaceIntent, PlanForm,
    PrivateIntent, PromiseForm, PromiseIntent, Repeat, SetbackIntent, SettingsIntent, StartIntent, StoryIntent,
    SupportForm, WantedForm, Whose,
};
pub use map::{Detail, Place};
pub use message::{Arg, Message};
pub use troth_core::EntryId;
