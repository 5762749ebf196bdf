//! All words on screen, and the format of dates and times.
//!
//! It uses `fluent-bundle` directly: one language is shown at a time and all of it is in the download, so the macros,
//! loaders and language negotiation of a framework binding would only add size.

mod dates;
mod fluent;
mod guide;
#[cfg(test)]
mod guide_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod voice_tests;

pub(crate) use dates::{
    clock, day, full_day, full_moment, moment, month, previous_month, relative_day, short_day, weekday,
};
pub(crate) use fluent::{SAMPLE, Value, read_another_file, tr, tr_args, tr_message};
pub(crate) use guide::{reading_title, reading_words};
