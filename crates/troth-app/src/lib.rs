//! Headless application: screens as view models, intents in, effects out. Knows no browser.
//!
//! ```text
//! shell --Input--> App::handle --Effect--> shell
//! shell <--View--- App::view
//! ```

mod app;
mod asking;
mod begin;
mod bell;
mod calendar;
mod cbor;
mod cells;
mod chore;
mod civil;
mod device_changes;
mod draw;
mod effect;
mod epochs;
mod errands;
mod export;
mod file;
mod form;
mod idle;
mod intent;
mod io;
mod key;
mod link;
mod linking;
mod lock;
mod map;
mod message;
mod mirror;
mod moving;
mod noted;
mod own_devices;
mod own_keys;
mod papers;
mod passphrase;
mod perform;
mod place;
mod pulse;
mod record;
mod recovering;
mod recovery;
mod relay;
mod remark;
mod rows;
mod sample;
mod settings;
mod shelf;
mod sight;
pub mod slow;
mod slow_work;
mod space;
mod store;
mod ui;
mod unread;
pub mod view;
mod watched;

pub use app::{App, Boot};
pub use effect::{
    BellNews, Effect, HttpAnswer, HttpRequest, Input, Method, Network, Now, Row, StoreFault, Table, Write,
};
pub use file::{File, FileKind};
pub use intent::{
    AccountabilityIntent, ActivityIntent, ActivityReply, AgreementForm, AgreementIntent, BoundaryIntent, BreachForm,
    BreachIntent, CheckInIntent, ClosenessIntent, DialogueIntent, ExportFile, GoalForm, GuideIntent, HorizonIntent,
    ImpactForm, ImpactIntent, Intent, LinkIntent, OutcomeForm, PaceIntent, PlanForm, PrivateIntent, PromiseForm,
    PromiseIntent, Repeat, SampleIntent, SetbackIntent, SettingsIntent, StartIntent, StoryIntent, SupportForm,
    WantedForm, WhoFirst, Whose,
};
pub use map::{Detail, Place};
pub use message::{Arg, Message};
pub use mirror::{CLASSES, CUES, MirrorNote, MirrorView, MirroredText, mirror};
pub use sample::SAMPLE_FRAGMENT;
pub use troth_core::EntryId;
pub use troth_core::dialogue::{DialogueStage, PAUSE_MINUTES_MIN, REPAIR_PHRASES, Turn};
pub use watched::watched;
