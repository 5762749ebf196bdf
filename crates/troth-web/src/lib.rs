//! The shell in Sycamore: components, and one file per browser capability.

mod components;
mod messages;
mod screens;
mod shell;

pub use shell::{open_shell, run_slow_job};
