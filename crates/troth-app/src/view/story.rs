//! The story of the two, and the vessel.

use crate::map::Detail;
use crate::message::Message;

/// The names of the strands, in the order in which a choice offers them.
pub const STRANDS: [&str; 11] = [
    "space",
    "breaches",
    "impact",
    "accountability",
    "promises",
    "check-ins",
    "closeness",
    "dialogues",
    "boundaries",
    "setbacks",
    "horizon",
];

/// The timeline, as far as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryView {
    /// What is looked for; empty is everything.
    pub search: String,
    /// One of [`STRANDS`], or empty for all.
    pub strand: String,
    /// The lines that fit, the newest first.
    pub lines: Vec<StoryLineView>,
    /// There are older ones that fit.
    pub more: bool,
    /// Nothing has been told yet at all.
    pub empty: bool,
    /// Why some entries change nothing and are not told, each reason once; the names of messages.
    pub apart: Vec<&'static str>,
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryLineView {
    /// Names the line on the page.
    pub key: String,
    /// `YYYY-MM-DD`, by its author's calendar.
    pub date: String,
    /// One of [`STRANDS`].
    pub strand: &'static str,
    /// What was said or done, and by whom.
    pub what: Message,
    /// In their words; may be empty.
    pub words: String,
    /// Where it can be read in full.
    pub opens: Option<Detail>,
    /// What its date alone would not tell: that it arrived days later, for example. Mostly nothing.
    pub remarks: Vec<Message>,
}

/// The vessel: what is drawn, with no number to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VesselView {
    /// Each seam's strand, one of [`STRANDS`], with its gold from 0 (open) to 4 (from end to end).
    pub seams: Vec<(&'static str, u8)>,
    /// Fine cracks to draw, at most as many as there is room for.
    pub cracks: u8,
}
