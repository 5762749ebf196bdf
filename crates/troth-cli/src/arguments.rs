//! What may stand on the command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;

use crate::failure::Failure;

/// The help text.
pub(crate) const HELP: &str = "\
Troth: a blind relay and its web app.

Usage: troth serve --data DIR [options]

  --data DIR            folder of the database; made when missing
  --port N              port to listen on (default 8080; 0 picks a free one)
  --listen ADDRESS      address to listen on (default 127.0.0.1)
  --host NAME[:PORT]    a name under which browsers reach the relay; may be repeated.
                        Give it when the relay is public: sign-ins made for another name are then refused
  --max-size-mib N      most MiB that the database may take
  --help, --version
";

const DEFAULT_PORT: u16 = 8080;

/// What the program is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve(ServeOptions),
    Help,
    Version,
}

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) data: PathBuf,
    pub(crate) listen: IpAddr,
    pub(crate) port: u16,
    pub(crate) hosts: Vec<String>,
    pub(crate) max_size_mib: Option<u64>,
}

/// Reads the arguments after the program's name.
pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, Failure> {
    match arguments.next().as_deref() {
        Some("serve") => parse_serve(arguments),
        Some("help" | "--help" | "-h") | None => Ok(Command::Help),
        Some("--version" | "-V") => Ok(Command::Version),
        Some(other) => Err(Failure::usage(format!("there is no command {other}"))),
    }
}

fn parse_serve(mut arguments: impl Iterator<Item = String>) -> Result<Command, Failure> {
    let mut data = None;
    let listen = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let mut options =
        ServeOptions { data: PathBuf::new(), listen, port: DEFAULT_PORT, hosts: Vec::new(), max_size_mib: None };
    while let Some(flag) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| Failure::usage(format!("{flag} needs a value")));
        match flag.as_str() {
            "--data" => data = Some(PathBuf::from(value()?)),
            "--port" => options.port = number(&flag, &value()?)?,
            "--listen" => options.listen = number(&flag, &value()?)?,
            "--host" => options.hosts.push(value()?),
            "--max-size-mib" => options.max_size_mib = Some(number(&flag, &value()?)?),
            "--help" | "-h" => return Ok(Command::Help),
            _ => return Err(Failure::usage(format!("there is no option {flag}"))),
        }
    }
    options.data = data.ok_or_else(|| Failure::usage("serve needs --data DIR".to_owned()))?;
    Ok(Command::Serve(options))
}

fn number<T: FromStr>(flag: &str, text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| Failure::usage(format!("{flag} cannot be {text}")))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

    use super::*;

    fn parsed(line: &str) -> Result<Command, Failure> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_are_read_and_defaults_are_local() {
        let Command::Serve(options) = parsed("serve --data d --host a.example --host b:1").unwrap() else { panic!() };
        assert_eq!(options.listen, IpAddr::V4(Ipv4Addr::LOCALHOST));
        assert_eq!((options.port, options.hosts.len()), (DEFAULT_PORT, 2));
        let Command::Serve(options) = parsed("serve --data d --port 0 --listen ::").unwrap() else { panic!() };
        assert_eq!((options.port, options.listen.to_string()), (0, "::".to_owned()));
    }

    #[test]
    fn mistakes_are_named() {
        for line in ["serve", "serve --data", "serve --data d --port x", "serve --data d --port 70000", "surf"] {
            let failure = parsed(line).unwrap_err().to_string();
            assert!(failure.contains("troth --help"), "{line}: {failure}");
            assert_eq!(failure.lines().count(), 1);
        }
    }
}
