//! The relay over HTTP: one file for each concern.

mod answer;
mod assets;
mod bell;
mod headers;
mod health;
mod invitations;
mod mailboxes;
mod openapi;
mod records;
mod recovery;
mod request;
mod session;
mod wait;

use std::sync::Arc;

use axum::routing::{MethodRouter, get, post, put};
use axum::{Router, middleware};
use troth_wire::ErrorCode;

pub use assets::{Asset, Assets, Keep};
pub(crate) use request::Local;

use crate::relay::RelayState;
use answer::HttpRefusal;

/// Builds the router of a relay; any other path is looked up in the assets.
pub(crate) fn router(shared: Arc<RelayState>) -> Router {
    let mut router = Router::new();
    for (path, methods) in routes() {
        router = router.route(path, methods.fallback(wrong_method));
    }
    router
        .fallback(assets::serve)
        .layer(middleware::map_response_with_state(Arc::clone(&shared), headers::finish))
        .with_state(shared)
}

/// Every path of the relay; `openapi.json` describes the same list.
fn routes() -> [(&'static str, MethodRouter<Arc<RelayState>>); 12] {
    [
        ("/v1/session", post(session::open)),
        ("/v1/mailboxes/{mailbox}", post(mailboxes::enrol).delete(mailboxes::remove)),
        ("/v1/mailboxes/{mailbox}/sides/{side}", put(mailboxes::settle)),
        ("/v1/mailboxes/{mailbox}/records", post(records::push).get(records::pull)),
        ("/v1/bell", get(bell::connect)),
        ("/v1/bell/wait", post(wait::wait)),
        ("/v1/invitations/{invitation}", put(invitations::make).delete(invitations::withdraw)),
        ("/v1/invitations/{invitation}/{slot}", put(invitations::answer).get(invitations::read)),
        ("/v1/recovery/{blob}", put(recovery::place).get(recovery::read).delete(recovery::erase)),
        ("/health", get(health::health)),
        ("/metrics", get(health::metrics)),
        ("/openapi.json", get(openapi::document)),
    ]
}

async fn wrong_method() -> HttpRefusal {
    ErrorCode::WrongMethod.into()
}
