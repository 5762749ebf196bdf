//! All output of these commands; the rest of the code prints nothing.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line program speaks to its terminal")]

use std::time::{Duration, Instant};

use crate::failure::Failure;

/// Prints one line of result.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// Prints one line of progress.
pub(crate) fn progress(text: &str) {
    eprintln!("· {text}");
}

/// Prints why a command stops.
pub(crate) fn failure(failure: &Failure) {
    eprintln!("error: {failure}");
}

/// Announces a step, runs it, and prints its duration.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    progress(name);
    let start = Instant::now();
    let result = work()?;
    progress(&format!("{name}: done in {}", clock(start.elapsed())));
    Ok(result)
}

/// Formats a duration for people: `4.2 s`, `3 min 05 s`.
pub(crate) fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds < 60 {
        return format!("{:.1} s", duration.as_secs_f64());
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        assert_eq!(clock(Duration::from_millis(4_210)), "4.2 s");
        assert_eq!(clock(Duration::from_secs(185)), "3 min 05 s");
    }
}
