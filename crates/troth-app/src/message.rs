//! What the app wants to say, as the name of a Fluent message and its arguments.

/// One sentence for a person: the shell resolves it in the person's language.
///
/// `id` is the name of a message in the shell's `.ftl` files; a test there proves that each one exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The Fluent message's name, for example `problem-offline`.
    pub id: &'static str,
    /// The message's variables.
    pub args: Vec<(&'static str, Arg)>,
}

/// What an intent comes to: it happened, or this is why not.
pub(crate) type Performed = Result<(), Message>;

/// A value inside a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Words, for example a partner's name.
    Text(String),
    /// A count.
    Number(i64),
}

impl Message {
    /// A message without variables.
    #[must_use]
    pub const fn plain(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// Adds a text variable.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, Arg::Text(value.into())));
        self
    }

    /// Adds a number variable.
    #[must_use]
    pub fn number(mut self, name: &'static str, value: i64) -> Self {
        self.args.push((name, Arg::Number(value)));
        self
    }
}
