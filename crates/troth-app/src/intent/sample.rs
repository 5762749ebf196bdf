//! What can be asked about the sample couple.

/// Looking around with two made-up people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleIntent {
    /// Opens it, where this device holds nothing of its own.
    Open,
    /// Looks as the other of the two.
    Switch,
    /// Leaves it and throws away whatever was written in it.
    Leave,
}
