//! What may stand on the command line.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use crate::failure::Failure;

const DEFAULT_PORT: u16 = 8080;
const DEFAULT_LISTEN: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve(ServeOptions),
    /// Print the help or the version.
    Say(String),
}

/// Troth: a blind relay and its web app.
// `flatten_help` shows the options of `serve` in `troth --help`: an operator finds everything on one page.
#[derive(Parser)]
#[command(name = "troth", version, flatten_help = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Subcommands,
}

#[derive(Subcommand)]
enum Subcommands {
    /// Serve the relay and the web app until asked to stop
    Serve(ServeOptions),
}

/// How to serve.
#[derive(Args, Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    /// Folder of the database; made when missing
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Port to listen on; 0 picks a free one
    #[arg(long, value_name = "N", default_value_t = DEFAULT_PORT)]
    pub(crate) port: u16,
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = DEFAULT_LISTEN)]
    pub(crate) listen: IpAddr,
    /// Name of a public relay, which then refuses sign-ins made for other names; may be repeated
    #[arg(long = "host", value_name = "NAME[:PORT]")]
    pub(crate) hosts: Vec<String>,
    /// Most MiB that the database may take
    #[arg(long, value_name = "N")]
    pub(crate) max_size_mib: Option<u64>,
}

/// Reads the arguments, of which the first is the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Subcommands::Serve(options) }) => Ok(Command::Serve(options)),
        Err(error) if is_answer(error.kind()) => Ok(Command::Say(error.to_string().trim_end().to_owned())),
        Err(error) => Err(Failure::usage(join_lines(&error.to_string()))),
    }
}

/// Whether the "error" is what was asked for; without arguments a person asks what there is.
fn is_answer(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Makes one line of an error and its tips, without the usage that follows: this program complains in one line.
fn join_lines(error: &str) -> String {
    let paragraphs = error.split("\n\n").take_while(|paragraph| !paragraph.starts_with("Usage:"));
    let lines = paragraphs.map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    let line = lines.filter(|line| !line.starts_with("For more information")).collect::<Vec<_>>().join("; ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests may panic")]

    use super::*;

    fn parsed(line: &str) -> Result<Command, Failure> {
        parse(["troth"].into_iter().chain(line.split_whitespace()).map(OsString::from))
    }

    fn said(line: &str) -> String {
        let Ok(Command::Say(text)) = parsed(line) else { panic!("{line}") };
        text
    }

    #[test]
    fn the_declaration_is_consistent() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn options_are_read_and_defaults_are_local() {
        let Command::Serve(options) = parsed("serve --data d --host a.example --host b:1").unwrap() else { panic!() };
        assert_eq!(options.listen, IpAddr::V4(Ipv4Addr::LOCALHOST));
        assert_eq!((options.port, options.hosts.len(), options.max_size_mib), (DEFAULT_PORT, 2, None));
        let Command::Serve(options) = parsed("serve --data d --port 0 --listen :: --max-size-mib 5").unwrap() else {
            panic!()
        };
        assert_eq!((options.port, options.listen.to_string()), (0, "::".to_owned()));
        assert_eq!(options.max_size_mib, Some(5));
    }

    #[test]
    fn mistakes_are_named() {
        let lines = [
            ("serve", "--data <DIR>"),
            ("serve --data", "--data <DIR>"),
            ("serve --data d --port x", "--port <N>"),
            ("serve --data d --port 70000", "70000"),
            ("serve --data d --listen here", "--listen <ADDRESS>"),
            ("serve --data d extra", "extra"),
            ("surf", "surf"),
            ("serv --data d", "similar subcommand exists: 'serve'"),
            ("serve --data d --prot 1", "similar argument exists: '--port'"),
        ];
        for (line, named) in lines {
            let failure = parsed(line).unwrap_err().to_string();
            assert!(failure.contains(named) && failure.contains("troth --help"), "{line}: {failure}");
            assert_eq!(failure.lines().count(), 1, "{failure}");
            assert!(!failure.contains("error:") && !failure.contains("Usage"), "{failure}");
        }
    }

    #[test]
    fn help_names_every_option_and_is_shown_without_arguments_too() {
        let help = said("--help");
        let options =
            ["--data <DIR>", "--port <N>", "8080", "--listen <ADDRESS>", "127.0.0.1", "--host", "--max-size-mib"];
        for option in options {
            assert!(help.contains(option), "{option} in\n{help}");
        }
        for line in ["", "help", "-h"] {
            assert_eq!(said(line), help, "{line}");
        }
        assert!(said("serve --help").contains("--data <DIR>"));
        assert_eq!(said("--version"), concat!("troth ", env!("CARGO_PKG_VERSION")));
        assert_eq!(said("-V"), said("--version"));
    }
}
