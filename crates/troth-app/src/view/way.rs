//! The way, as far as it depends on the person. The readings themselves are [`crate::way::READINGS`].

use crate::way::Stands;

/// Where the person is on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WayView {
    /// Their answer to "Where are you in this?"; none before they answered.
    pub stands: Option<Stands>,
    /// Whose readings come first: from a breach that both see alike, else from their answer.
    pub group: Stands,
    /// The reading that Today offers, by name.
    pub offered: Option<&'static str>,
    /// Today offers nothing, as they asked.
    pub is_off: bool,
    /// The first reading was put away.
    pub has_begun: bool,
    /// The beginnings above an empty page of the journal are offered.
    pub has_beginnings: bool,
    /// "Where are you in this?" is asked on Today.
    pub asks: bool,
}
