//! Counters of the whole relay in Prometheus' text format. No label ever names a mailbox, a device or an address.

use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use troth_wire::ErrorCode;

/// The one label there is: `code`, with the name of a refusal.
type Reason = [(&'static str, &'static str); 1];

/// Numbers that only this process knows and that start at zero with it.
pub(crate) struct Metrics {
    pub(crate) requests: Counter,
    pub(crate) sessions: Counter,
    pub(crate) records_appended: Counter,
    pub(crate) records_repeated: Counter,
    pub(crate) records_pulled: Counter,
    pub(crate) commits: Counter,
    pub(crate) commit_microseconds: Counter,
    pub(crate) writes: Counter,
    pub(crate) rings: Counter,
    pub(crate) accepts_failed: Counter,
    pub(crate) connections_dropped: Counter,
    pub(crate) bells: Gauge,
    refusals: Family<Reason, Counter>,
    registry: Registry,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("troth");
        // The registry puts `_total` behind a counter's name and a full stop behind each explanation.
        let mut counter = |name: &str, help: &str| {
            let counter = Counter::default();
            registry.register(name, help, counter.clone());
            counter
        };
        let requests = counter("requests", "HTTP requests answered");
        let sessions = counter("sessions", "Sessions opened");
        let records_appended = counter("records_appended", "Records stored");
        let records_repeated = counter("records_repeated", "Records pushed again");
        let records_pulled = counter("records_pulled", "Records sent in pages");
        let commits = counter("commits", "Transactions synchronised to disk");
        let commit_microseconds = counter("commit_microseconds", "Time spent in those transactions");
        let writes = counter("writes", "Writes in those transactions");
        let rings = counter("rings", "Rings sent");
        let accepts_failed = counter("accepts_failed", "Connections that the system could not hand over");
        let connections_dropped = counter("connections_dropped", "Connections dropped for want of a place");
        let bells = Gauge::default();
        registry.register("bells", "Live connections", bells.clone());
        let refusals = register_refusals(&mut registry);
        Self {
            requests,
            sessions,
            records_appended,
            records_repeated,
            records_pulled,
            commits,
            commit_microseconds,
            writes,
            rings,
            accepts_failed,
            connections_dropped,
            bells,
            refusals,
            registry,
        }
    }
}

/// Registers a counter for each code, so that a refusal that never happened reads as zero.
fn register_refusals(registry: &mut Registry) -> Family<Reason, Counter> {
    let refusals = Family::<Reason, Counter>::default();
    for code in ErrorCode::ALL {
        drop(refusals.get_or_create(&reason(*code)));
    }
    registry.register("refusals", "Requests refused, by reason", refusals.clone());
    refusals
}

const fn reason(code: ErrorCode) -> Reason {
    [("code", code.name())]
}

impl Metrics {
    /// Counts a refusal.
    pub(crate) fn refused(&self, code: ErrorCode) {
        self.refusals.get_or_create(&reason(code)).inc();
    }

    /// Renders all numbers as text.
    pub(crate) fn render(&self) -> String {
        let mut text = String::new();
        #[expect(clippy::expect_used, reason = "the only errors are the writer's, and a `String` has none")]
        prometheus_text::encode(&mut text, &self.registry).expect("a string takes every character");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_the_name_and_kind_that_operators_know() {
        let metrics = Metrics::default();
        metrics.requests.inc_by(3);
        metrics.bells.inc();
        metrics.refused(ErrorCode::RateLimited);
        let text = metrics.render();
        let plain = "\
# HELP troth_requests_total HTTP requests answered.
# TYPE troth_requests_total counter
troth_requests_total 3
# HELP troth_sessions_total Sessions opened.
# TYPE troth_sessions_total counter
troth_sessions_total 0
# HELP troth_records_appended_total Records stored.
# TYPE troth_records_appended_total counter
troth_records_appended_total 0
# HELP troth_records_repeated_total Records pushed again.
# TYPE troth_records_repeated_total counter
troth_records_repeated_total 0
# HELP troth_records_pulled_total Records sent in pages.
# TYPE troth_records_pulled_total counter
troth_records_pulled_total 0
# HELP troth_commits_total Transactions synchronised to disk.
# TYPE troth_commits_total counter
troth_commits_total 0
# HELP troth_commit_microseconds_total Time spent in those transactions.
# TYPE troth_commit_microseconds_total counter
troth_commit_microseconds_total 0
# HELP troth_writes_total Writes in those transactions.
# TYPE troth_writes_total counter
troth_writes_total 0
# HELP troth_rings_total Rings sent.
# TYPE troth_rings_total counter
troth_rings_total 0
# HELP troth_accepts_failed_total Connections that the system could not hand over.
# TYPE troth_accepts_failed_total counter
troth_accepts_failed_total 0
# HELP troth_connections_dropped_total Connections dropped for want of a place.
# TYPE troth_connections_dropped_total counter
troth_connections_dropped_total 0
# HELP troth_bells Live connections.
# TYPE troth_bells gauge
troth_bells 1
# HELP troth_refusals_total Requests refused, by reason.
# TYPE troth_refusals_total counter
";
        assert!(text.starts_with(plain), "{text}");
        let mut refusals: Vec<&str> = text[plain.len()..].lines().collect();
        refusals.sort_unstable();
        let mut expected: Vec<String> = ErrorCode::ALL
            .iter()
            .map(|code| {
                format!(
                    "troth_refusals_total{{code=\"{}\"}} {}",
                    code.name(),
                    u8::from(*code == ErrorCode::RateLimited)
                )
            })
            .collect();
        expected.sort_unstable();
        assert_eq!(refusals, expected);
    }
}
