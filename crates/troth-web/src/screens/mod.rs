//! One file per screen. A screen draws a view and sends intents; it decides nothing.

mod about;
mod broken;
mod check_in_plan;
mod check_in_round;
mod check_ins;
mod devices;
mod goals;
mod horizon;
mod journal;
mod leaving;
mod link;
mod link_stage;
mod lock;
mod locked;
mod look;
mod notice;
mod outside;
mod private;
mod promise;
mod promise_form;
mod promise_outcome;
mod promises;
mod ratings;
mod recovery;
mod repair;
mod rest;
mod root;
mod safety;
mod settings;
mod spot;
mod story;
mod today;
mod together;
mod welcome;

pub(crate) use root::root;
