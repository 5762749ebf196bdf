//! The app without its screens: inputs in, effects and views out. It knows no browser, clock or network.
//!
//! ```text
//! shell --Input--> App::handle --Effect--> shell
//! shell <--View--- App::view
//! ```
//!
//! A shell draws the [`view::View`], turns what a person presses into an [`Intent`], and carries out each [`Effect`] in
//! order. It reports how an effect ended as another [`Input`], and decides nothing itself.
//!
//! ```
//! use troth_app::{App, PageLoad, Boot, Effect, Input, Intent, Now, StartIntent, StoragePlace, view::Gate};
//!
//! let now = Now { unix_ms: 1_780_000_000_000, offset_minutes: 60 };
//! let (origin, device) = ("https://example.org".to_owned(), "Android".to_owned());
//! let (rows, storage) = (Vec::new(), StoragePlace::Current);
//! let boot = Boot { seed: [7; 32], now, rows, storage, origin, fragment: None, device, page_load: PageLoad::Afresh };
//! let (mut app, _) = App::start(boot);
//! assert_eq!(app.view(now).gate, Gate::Notice);
//!
//! // The notice is read, and a space of one's own begins. Everything that is kept comes as an effect.
//! let _ = app.handle(Input::Intent(Intent::Start(StartIntent::NoticeRead)), now);
//! let begin = StartIntent::Begin { name: "Ada".to_owned() };
//! let effects = app.handle(Input::Intent(Intent::Start(begin)), now);
//! assert!(effects.iter().any(|effect| matches!(effect, Effect::Store { .. } | Effect::WakeAt { .. })));
//! let Gate::Open(inside) = app.view(now).gate else { panic!("the space is open") };
//! assert_eq!(inside.me, "Ada");
//! ```
//!
//! Where to begin reading: `app.rs` (what the app holds), `perform.rs` (the table from an intent to a command), `pulse.rs`
//! (what follows by itself), `draw.rs` (the view). What storage holds is in `storage/`, what goes to the relay in `relay/`.
//! Each room has a file in `place/`, and another in `view/` for the values that its screen draws.

mod admission;
mod app;
mod begin;
mod calendar;
mod catching_up;
mod cbor;
mod cells;
mod civil;
mod devices;
mod draw;
mod effect;
mod epochs;
mod export;
mod file;
mod form;
mod holding;
mod intent;
mod io;
mod keeper;
mod key;
mod linking;
mod lock;
mod map;
mod message;
mod mirror;
mod names;
mod navigation;
mod news;
mod perform;
mod place;
mod pulse;
mod record;
mod recovery;
mod relay;
mod remark;
mod rooms;
mod sample;
mod settings;
mod sight;
pub mod slow;
mod space;
mod staying;
mod storage;
mod ui;
pub mod view;
mod watched;
pub mod way;

pub use app::{App, Boot};
pub use effect::{
    BellNews, Effect, HttpAnswer, HttpRequest, Input, Method, Network, Now, Row, StoragePlace, StoreFault, Table, Write,
};
pub use file::{File, FileKind};
pub use intent::{
    AccountabilityIntent, ActivityIntent, ActivityReply, AgreementForm, AgreementIntent, BoundaryIntent, BreachForm,
    BreachIntent, CheckInIntent, ClosenessIntent, DialogueIntent, ExportFile, GoalForm, GuideIntent, HorizonIntent,
    ImpactForm, ImpactIntent, Intent, Lasted, LinkIntent, NewsIntent, OutcomeForm, PaceIntent, PlanForm, PrivateIntent,
    PromiseForm, PromiseIntent, Repeat, SampleIntent, SetbackIntent, SettingsIntent, SoloForm, SoloIntent, StartIntent,
    StoryIntent, SupportForm, WantedForm, WayIntent, WhoFirst, Whose,
};
pub use lock::renewal::Renewal;
pub use map::{Detail, Place, QuietMoment};
pub use message::{Arg, Message};
pub use mirror::{CLASSES, CUES, MirrorNote, MirrorView, MirroredText, mirror};
pub use sample::SAMPLE_FRAGMENT;
pub use staying::PageLoad;
pub use storage::opening::reads_first;
pub use troth_core::EntryId;
pub use troth_core::breach::BreachAnswer;
pub use troth_core::dialogue::{DialogueStage, PAUSE_MINUTES_MIN, REPAIR_PHRASES, Turn};
pub use troth_core::promise::ReceiverWord;
pub use troth_core::solo::SoloKind;
pub use watched::watched;
