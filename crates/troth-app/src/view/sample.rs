//! Whether the sample couple is before the person.

/// The sample couple.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SampleView {
    /// No: what there is is the person's own.
    #[default]
    Closed,
    /// Its script is being fetched.
    Fetching,
    /// Yes: every screen shows two made-up people, and says so.
    Open {
        /// Whose side one looks from.
        me: String,
        /// The other's name.
        other: String,
    },
}
