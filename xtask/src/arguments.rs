//! Reads the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use crate::failure::Failure;

/// Where the app answers unless `--port` says otherwise.
pub(crate) const DEFAULT_PORT: u16 = 7878;

const SURROUNDINGS: &str = "\
TROTH_WASM_TOOLCHAIN=rustup|system chooses where the WebAssembly target comes from.
CHROMIUM=PATH chooses the browser of the tests.";

/// How much the compiler works on the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// Small and fast to run: what people download.
    Release,
    /// Fast to build: for the next look at a change.
    Dev,
}

/// Where and from what `serve` runs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) port: u16,
    /// `None` is the user's own data folder.
    pub(crate) data: Option<PathBuf>,
    pub(crate) flavour: Flavour,
    pub(crate) opens: Opens,
}

/// What the address that `serve` prints opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    /// The first screen, or one's own space.
    App,
    /// The sample couple, on a device that has no space of its own.
    Sample,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Help(String),
    Web(Flavour),
    Serve(ServeOptions),
    Test,
    Ci,
    Bench,
    /// Parts of names, or packages; all if there are none.
    Mutants(Vec<String>),
    Dist,
    Pictures,
    Weeks,
}

/// The commands of this repository
// `flatten_help` shows every option in `cargo xtask help`: a newcomer finds everything on one page.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = SURROUNDINGS)]
#[command(flatten_help = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Subcommand)]
enum Subcommands {
    /// Set up, build and start Troth on this machine
    Serve(ServeArguments),
    /// Set up, check and test everything, browsers included
    Test,
    /// The same as `test`, as continuous integration runs it
    Ci,
    /// Build the web app into dist/
    Web(WebArguments),
    /// Measure, and print a table
    Bench,
    /// Take one defence after another away, and demand that its attack test fails
    Mutants {
        /// Parts of names, or packages of tests; without any, all
        names: Vec<String>,
    },
    /// Make the release binary with the app inside, and its hashes
    Dist,
    /// Take the pictures of the README from the sample couple
    Pictures,
    /// Let two people live with the app for fourteen weeks, and print what Today showed on each day
    Weeks,
}

#[derive(Args)]
struct ServeArguments {
    /// Port to listen on
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Folder of the database, in place of the user's own data folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    web: WebArguments,
    /// Print an address that opens the sample couple
    #[arg(long)]
    sample: bool,
}

#[derive(Args)]
struct WebArguments {
    /// Quick to build, and larger
    #[arg(long)]
    dev: bool,
}

impl WebArguments {
    const fn flavour(&self) -> Flavour {
        if self.dev { Flavour::Dev } else { Flavour::Release }
    }
}

impl From<ServeArguments> for ServeOptions {
    fn from(given: ServeArguments) -> Self {
        let opens = if given.sample { Opens::Sample } else { Opens::App };
        Self { port: given.port, data: given.data, flavour: given.web.flavour(), opens }
    }
}

impl From<Subcommands> for Command {
    fn from(given: Subcommands) -> Self {
        match given {
            Subcommands::Serve(options) => Self::Serve(options.into()),
            Subcommands::Test => Self::Test,
            Subcommands::Ci => Self::Ci,
            Subcommands::Web(options) => Self::Web(options.flavour()),
            Subcommands::Bench => Self::Bench,
            Subcommands::Mutants { names } => Self::Mutants(names),
            Subcommands::Dist => Self::Dist,
            Subcommands::Pictures => Self::Pictures,
            Subcommands::Weeks => Self::Weeks,
        }
    }
}

/// Reads the arguments, of which the first is the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    match Arguments::try_parse_from(arguments) {
        Ok(given) => Ok(given.command.into()),
        Err(error) if is_help(error.kind()) => Ok(Command::Help(error.to_string().trim_end().to_owned())),
        Err(error) => {
            let text = error.to_string();
            Err(Failure::new(text.strip_prefix("error: ").unwrap_or(&text).trim_end()))
        }
    }
}

/// Whether the "error" is what was asked for; without arguments a person asks what there is.
fn is_help(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]
    use super::*;

    fn check(line: &str) -> Result<Command, String> {
        let arguments = ["xtask"].into_iter().chain(line.split_whitespace()).map(OsString::from);
        parse(arguments).map_err(|failure| failure.to_string())
    }

    #[test]
    fn the_declaration_is_consistent() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn every_command_is_read() {
        assert_eq!(check("test"), Ok(Command::Test));
        assert_eq!(check("ci"), Ok(Command::Ci));
        assert_eq!(check("bench"), Ok(Command::Bench));
        assert_eq!(check("mutants"), Ok(Command::Mutants(Vec::new())));
        assert_eq!(check("mutants seat"), Ok(Command::Mutants(vec!["seat".to_owned()])));
        assert_eq!(check("dist"), Ok(Command::Dist));
        assert_eq!(check("pictures"), Ok(Command::Pictures));
        assert_eq!(check("web"), Ok(Command::Web(Flavour::Release)));
        assert_eq!(check("web --dev"), Ok(Command::Web(Flavour::Dev)));
    }

    #[test]
    fn serve_has_defaults_and_options() {
        let plain = ServeOptions { port: DEFAULT_PORT, data: None, flavour: Flavour::Release, opens: Opens::App };
        assert_eq!(check("serve"), Ok(Command::Serve(plain)));
        let chosen = ServeOptions { port: 9000, data: Some("box".into()), flavour: Flavour::Dev, opens: Opens::Sample };
        assert_eq!(check("serve --dev --port 9000 --data box --sample"), Ok(Command::Serve(chosen)));
    }

    #[test]
    fn mistakes_are_named() {
        let lines = [
            ("sevre", "similar subcommand exists: 'serve'"),
            ("serve --port soon", "soon"),
            ("serve --port 0", "1..=65535"),
            ("serve --port 65536", "1..=65535"),
            ("serve --data", "--data <DIR>"),
            ("serve --smaple", "similar argument exists: '--sample'"),
            ("web --sample", "--sample"),
        ];
        for (line, named) in lines {
            let failure = check(line).unwrap_err();
            assert!(failure.contains(named) && failure.contains("--help"), "{line}: {failure}");
            assert!(!failure.starts_with("error"), "{failure}");
        }
    }

    #[test]
    fn help_names_every_command_and_is_shown_without_arguments_too() {
        let Ok(Command::Help(help)) = check("help") else { panic!("no help") };
        let commands = ["serve", "test", "ci", "web", "bench", "mutants", "dist", "pictures"]
            .map(|name| format!("cargo xtask {name}"));
        for known in commands.iter().map(String::as_str).chain(["--sample", "7878", "TROTH_WASM_TOOLCHAIN", "CHROMIUM"])
        {
            assert!(help.contains(known), "{known} in\n{help}");
        }
        for line in ["", "--help", "-h"] {
            assert_eq!(check(line), Ok(Command::Help(help.clone())), "{line}");
        }
    }
}
