//! Counters of the whole relay in Prometheus' text format. No label ever names a mailbox, a device or an address.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use troth_wire::ErrorCode;

macro_rules! counters {
    ($($name:ident, $kind:literal, $help:literal;)*) => {
        /// Numbers that only this process knows and that start at zero with it.
        #[derive(Default)]
        pub(crate) struct Metrics {
            $(pub(crate) $name: Number,)*
            refusals: [AtomicU64; ErrorCode::ALL.len()],
        }

        impl Metrics {
            fn render_numbers(&self, text: &mut String) {
                $(render(text, stringify!($name), $kind, $help, &self.$name);)*
            }
        }
    };
}

counters! {
    requests_total, "counter", "HTTP requests answered.";
    sessions_total, "counter", "Sessions opened.";
    records_appended_total, "counter", "Records stored.";
    records_repeated_total, "counter", "Records pushed again.";
    records_pulled_total, "counter", "Records sent in pages.";
    commits_total, "counter", "Transactions synchronised to disk.";
    commit_microseconds_total, "counter", "Time spent in those transactions.";
    writes_total, "counter", "Writes in those transactions.";
    rings_total, "counter", "Rings sent.";
    bells, "gauge", "Live connections.";
}

/// One number.
#[derive(Default)]
pub(crate) struct Number(AtomicU64);

impl Number {
    pub(crate) fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    pub(crate) fn subtract(&self, less: u64) {
        self.0.fetch_sub(less, Ordering::Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Metrics {
    /// Counts a refusal.
    pub(crate) fn refused(&self, code: ErrorCode) {
        if let Some(at) = ErrorCode::ALL.iter().position(|known| *known == code) {
            self.refusals[at].fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Renders all numbers as text.
    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        self.render_numbers(&mut text);
        text.push_str(
            "# HELP troth_refusals_total Requests refused, by reason.\n# TYPE troth_refusals_total counter\n",
        );
        for (code, count) in ErrorCode::ALL.iter().zip(&self.refusals) {
            let count = count.load(Ordering::Relaxed);
            let _ = writeln!(text, "troth_refusals_total{{code=\"{}\"}} {count}", code.name());
        }
        text
    }
}

fn render(text: &mut String, name: &str, kind: &str, help: &str, number: &Number) {
    let number = number.get();
    let _ = writeln!(text, "# HELP troth_{name} {help}\n# TYPE troth_{name} {kind}\ntroth_{name} {number}");
}
