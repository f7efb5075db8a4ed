//! Every address that is answered, and to whom: the one table, a file for each who calls.

mod officer;
mod poll;
mod public;
mod staff;
mod voter;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::gate::{self, Who};
use crate::limits::Kind;
use crate::public::home;
use crate::site::Site;
use crate::staff::{invitations, sign_in};
use crate::{assets, health};

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) who: Who,
    pub(crate) kind: Kind,
}

impl Route {
    const fn new(method: &'static str, path: &'static str, who: Who, kind: Kind) -> Self {
        Self {
            method,
            path,
            who,
            kind,
        }
    }
}

/// What a request weighs at most, where nothing is uploaded: a ballot is at most 65,535 bytes.
const PLAIN: usize = 1 << 20;
/// What is uploaded: a roll of a million electors.
const UPLOAD: usize = 512 << 20;

/// The table as it is built.
struct Table {
    site: Arc<Site>,
    router: Router<Arc<Site>>,
    routes: Vec<Route>,
}

impl Table {
    fn add<H, T>(mut self, route: Route, limit: usize, handler: H) -> Self
    where
        H: Handler<T, Arc<Site>>,
        T: 'static,
    {
        let filter = if route.method == "GET" {
            MethodFilter::GET
        } else {
            MethodFilter::POST
        };
        let answered: MethodRouter<Arc<Site>> = on(filter, handler)
            .layer(DefaultBodyLimit::max(limit))
            .layer(from_fn_with_state(
                (Arc::clone(&self.site), route),
                gate::guard,
            ));
        self.router = self.router.route(route.path, answered);
        self.routes.push(route);
        self
    }

    fn get<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        who: Who,
        handler: H,
    ) -> Self {
        self.add(Route::new("GET", path, who, Kind::Reading), PLAIN, handler)
    }

    fn post<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        who: Who,
        handler: H,
    ) -> Self {
        self.add(Route::new("POST", path, who, Kind::Acting), PLAIN, handler)
    }

    fn upload<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        who: Who,
        handler: H,
    ) -> Self {
        self.add(Route::new("POST", path, who, Kind::Acting), UPLOAD, handler)
    }

    /// A page by which somebody proves who they are, and what it sends.
    fn sign_in<G, S, T, U>(self, path: &'static str, shown: G, sent: S) -> Self
    where
        G: Handler<T, Arc<Site>>,
        S: Handler<U, Arc<Site>>,
        T: 'static,
        U: 'static,
    {
        let route = |method| Route::new(method, path, Who::Anyone, Kind::SigningIn);
        self.add(route("GET"), PLAIN, shown)
            .add(route("POST"), PLAIN, sent)
    }
}

fn table(site: &Arc<Site>) -> Table {
    let table = Table {
        site: Arc::clone(site),
        router: Router::new(),
        routes: Vec::new(),
    };
    let table = outside(table);
    let table = provider(table);
    let table = public::public(table);
    let table = voter::voter(table);
    let table = officer::officer(table);
    let table = poll::poll(table);
    staff::staff(table)
}

fn outside(table: Table) -> Table {
    table
        .get("/", Who::Anyone, home::show)
        .get("/assets/{name}", Who::Anyone, assets::serve)
        .get("/health", Who::Anyone, health::alive)
        .get("/health/ready", Who::Anyone, health::ready)
        .sign_in("/sign-in", sign_in::show, sign_in::send)
        .post("/sign-out", Who::Anyone, sign_in::out)
        .sign_in(
            "/invitations/{token}",
            invitations::show,
            invitations::accept,
        )
}

/// Through a provider of identities, where the program was built with it.
#[cfg(feature = "oidc")]
fn provider(table: Table) -> Table {
    let route = |method, path| Route::new(method, path, Who::Anyone, Kind::SigningIn);
    let (go, back) = ("/sign-in/provider", "/sign-in/provider/back");
    table
        .add(route("POST", go), PLAIN, crate::oidc::pages::go)
        .add(route("GET", back), PLAIN, crate::oidc::pages::back)
}

#[cfg(not(feature = "oidc"))]
fn provider(table: Table) -> Table {
    table
}

/// The whole site, without its languages.
pub(crate) fn router(site: &Arc<Site>) -> Router {
    table(site)
        .router
        .fallback(gate::nowhere)
        .with_state(Arc::clone(site))
}

/// The table as text: a line a route, with who may call it.
pub fn listed(site: &Arc<Site>) -> String {
    let mut lines: Vec<String> = table(site)
        .routes
        .iter()
        .map(|route| format!("{:<5} {:<60} {}\n", route.method, route.path, route.who))
        .collect();
    lines.sort_by(|a, b| a[6..].cmp(&b[6..]));
    lines.concat()
}
