//! The web shell: draws the app's view with Sycamore, and carries out its effects with the browser.
//!
//! It holds no decision about the programme and no words of its own: `troth-app` decides, and the messages in
//! `locales/` speak. Begin with `shell`, which connects browser and app; `screens` has one file for each screen,
//! `components` has their parts.

mod components;
mod messages;
mod screens;
mod shell;

pub use shell::{open_shell, run_slow_job};
