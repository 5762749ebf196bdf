//! Reads the command line.

use std::path::PathBuf;

use crate::failure::Failure;

/// Where the app answers unless `--port` says otherwise.
pub(crate) const DEFAULT_PORT: u16 = 7878;

pub(crate) const USAGE: &str = "\
cargo xtask serve [--port N] [--data DIR] [--dev]   set up, build and start Troth on this machine
                  [--sample]                        the same, with an address that opens the sample couple
cargo xtask test                                    set up, check and test everything, browsers included
cargo xtask ci                                      the same, as continuous integration runs it
cargo xtask web [--dev]                             build the web app into dist/
cargo xtask bench                                   measure, and print a table
cargo xtask dist                                    the release binary with the app inside, and its hashes
cargo xtask pictures                                take the pictures of the README from the sample couple

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
    Help,
    Web(Flavour),
    Serve(ServeOptions),
    Test,
    Ci,
    Bench,
    Dist,
    Pictures,
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let Some(name) = arguments.next() else {
        return Ok(Command::Help);
    };
    let options = parse_options(arguments)?;
    let command = match name.as_str() {
        "web" => Command::Web(options.flavour),
        "serve" => Command::Serve(options),
        "test" => Command::Test,
        "ci" => Command::Ci,
        "bench" => Command::Bench,
        "dist" => Command::Dist,
        "pictures" => Command::Pictures,
        "help" | "--help" | "-h" => Command::Help,
        other => return Err(Failure::new(format!("there is no command `{other}`")).remedy(USAGE)),
    };
    Ok(command)
}

fn parse_options(mut arguments: impl Iterator<Item = String>) -> Result<ServeOptions, Failure> {
    let mut options = ServeOptions { port: DEFAULT_PORT, data: None, flavour: Flavour::Release, opens: Opens::App };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dev" => options.flavour = Flavour::Dev,
            "--sample" => options.opens = Opens::Sample,
            "--port" => options.port = parse_port(arguments.next())?,
            "--data" => options.data = Some(parse_folder(arguments.next())?),
            other => return Err(Failure::new(format!("there is no option `{other}`")).remedy(USAGE)),
        }
    }
    Ok(options)
}

fn parse_port(value: Option<String>) -> Result<u16, Failure> {
    value
        .and_then(|text| text.parse().ok())
        .filter(|port| *port != 0)
        .ok_or_else(|| Failure::new("--port takes a number from 1 to 65535"))
}

fn parse_folder(value: Option<String>) -> Result<PathBuf, Failure> {
    value.map(PathBuf::from).ok_or_else(|| Failure::new("--data takes a folder"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]
    use super::*;

    fn check(line: &str) -> Result<Command, String> {
        parse(line.split_whitespace().map(String::from)).map_err(|failure| failure.to_string())
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
        assert!(check("sevre").unwrap_err().contains("`sevre`"));
        assert!(check("serve --port soon").unwrap_err().contains("1 to 65535"));
        assert!(check("serve --port 0").is_err());
        assert!(check("serve --data").unwrap_err().contains("folder"));
    }
}
