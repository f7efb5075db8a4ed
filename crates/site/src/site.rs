//! What every request shares: the store, the contests of this process, the limits. And how it is served.

mod places;
mod serve;
mod watched;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::Uri;
use hustings_office::{ContestId, Office};
use hustings_store::{Intake, Store, StoreError};
use tokio::sync::{Notify, RwLock, Semaphore, watch};
use tower::Layer as _;

use crate::accounts::{Account, Grant, Invitation, Role};
use crate::hall::Hall;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::page::Remembered;
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::words::Language;
use crate::{mail, poll, routes, session};

/// How long mails that were begun may take after the stop.
const LAST_MAILS: Duration = Duration::from_secs(20);

/// Why the site does not run.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody can be heard.
    #[error("nothing can be heard where it listens ({0})")]
    Listen(std::io::Error),
    /// Mail cannot leave.
    #[error("mail cannot be sent: {0}; look at --smtp and --mail-from")]
    Mail(String),
}

/// The site of one store.
pub struct Site {
    pub(crate) store: Store,
    pub(crate) settings: Settings,
    pub(crate) limits: Limits,
    pub(crate) metrics: Metrics,
    /// Rung when mails may have been queued.
    pub(crate) mailed: Notify,
    #[cfg(feature = "oidc")]
    provider: std::sync::OnceLock<crate::oidc::Provider>,
    halls: RwLock<BTreeMap<ContestId, Arc<Hall>>>,
    intake: Intake,
    /// Passwords that are hashed at once: each takes 19 MiB, and a core for some time.
    hashing: Semaphore,
    /// Sign-ins of electors that are looked up at once.
    pub(crate) looking_up: Semaphore,
}

impl Site {
    /// Over a store; nothing is served yet. Call it in the runtime that will serve.
    pub fn new(store: Store, settings: Settings) -> Arc<Self> {
        Self::with(Limits::new(), store, settings)
    }

    /// The same for tests of load, which come from one address.
    pub fn without_limits(store: Store, settings: Settings) -> Arc<Self> {
        Self::with(Limits::without_sources(), store, settings)
    }

    fn with(limits: Limits, store: Store, settings: Settings) -> Arc<Self> {
        Arc::new(Self {
            intake: store.intake(),
            store,
            settings,
            limits,
            metrics: Metrics::new(),
            mailed: Notify::new(),
            #[cfg(feature = "oidc")]
            provider: std::sync::OnceLock::new(),
            halls: RwLock::default(),
            hashing: Semaphore::new(2),
            looking_up: Semaphore::new(2),
        })
    }

    /// Hashes a password where it keeps nobody else, and not too many at once.
    pub(crate) async fn hashed<T: Send + 'static>(
        &self,
        hash: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let place = self.hashing.acquire().await;
        let hashed = tokio::task::spawn_blocking(hash).await;
        drop(place);
        hashed.map_err(|error| Trouble::broken(&error))
    }

    /// A contest of the store.
    pub(crate) async fn hall(&self, id: &ContestId) -> Result<Arc<Hall>, Trouble> {
        if let Some(hall) = self.halls.read().await.get(id) {
            return Ok(Arc::clone(hall));
        }
        if !Office::contests(&self.store).await?.contains(id) {
            return Err(Trouble::NotFound);
        }
        let hall = Hall::open(&self.store, id.clone(), self.intake.clone()).await?;
        let mut halls = self.halls.write().await;
        Ok(Arc::clone(
            halls.entry(id.clone()).or_insert_with(|| Arc::new(hall)),
        ))
    }

    /// All contests of the store, by name.
    pub(crate) async fn all_halls(&self) -> Result<Vec<Arc<Hall>>, Trouble> {
        let mut halls = Vec::new();
        for id in Office::contests(&self.store).await? {
            halls.push(self.hall(&id).await?);
        }
        Ok(halls)
    }

    /// A link by which the first officer makes an account, where nobody has one yet.
    pub async fn beginning(&self) -> Result<Option<String>, StoreError> {
        if !Account::all(&self.store).await?.is_empty() {
            return Ok(None);
        }
        self.invite(Role::Officer, None, None).await.map(Some)
    }

    /// A link by which somebody makes an account with a role, for whoever administers the machine.
    pub async fn invite(
        &self,
        role: Role,
        contest: Option<&ContestId>,
        email: Option<String>,
    ) -> Result<String, StoreError> {
        let contest = contest.map(ToString::to_string);
        let grant = Grant { role, contest };
        let mut turn = self.store.turn(&[]).await?;
        let token = Invitation::new(email, vec![grant]).put(&mut turn).await?;
        turn.commit().await?;
        Ok(self.settings.absolute(&format!("/invitations/{token}")))
    }

    /// A link by which the owner of an account makes its password and second factor anew, for whoever administers the
    /// machine; nothing where there is no such account.
    pub async fn renewal(&self, email: &str) -> Result<Option<String>, StoreError> {
        let mut turn = self.store.turn(&[]).await?;
        let Some(account) = Account::find_in(&mut turn, email).await? else {
            return Ok(None);
        };
        Invitation::end_renewals(&mut turn, &account.email).await?;
        let token = Invitation::renewing(account.email).put(&mut turn).await?;
        turn.commit().await?;
        Ok(Some(
            self.settings.absolute(&format!("/invitations/{token}")),
        ))
    }

    /// The address under which people reach it.
    pub fn url(&self) -> &url::Url {
        &self.settings.url
    }

    /// Mail was queued that should not wait.
    pub(crate) fn mail_is_due(&self) {
        self.mailed.notify_one();
    }

    /// Says in the log which booth is served, in every contest whose poll is open or near.
    pub(crate) async fn publish_booth(&self) -> Result<(), Trouble> {
        let Some((script, _)) = crate::assets::booth() else {
            return Ok(());
        };
        for hall in self.all_halls().await? {
            let hand = hall.hand_of_site().await?;
            let mut office = hall.write().await?;
            if office.contest().has_opened() && !office.contest().has_closed() {
                office.publish_booth(script.digest(), &hand).await?;
            }
        }
        Ok(())
    }

    /// Lets those who have an account sign in through a provider of identities too.
    #[cfg(feature = "oidc")]
    pub fn sign_in_through(
        &self,
        settings: crate::oidc::ProviderSettings,
    ) -> Result<(), crate::oidc::ProviderError> {
        let back = self.settings.absolute("/sign-in/provider/back");
        let provider = crate::oidc::Provider::new(settings, back)?;
        // Whoever comes second finds one there.
        let _ = self.provider.set(provider);
        Ok(())
    }

    #[cfg(feature = "oidc")]
    pub(crate) fn provider(&self) -> Option<&crate::oidc::Provider> {
        self.provider.get()
    }

    /// Whether there is a provider of identities to sign in through.
    #[cfg(feature = "oidc")]
    pub(crate) fn has_provider(&self) -> bool {
        self.provider().is_some()
    }

    /// The same where the program was built without.
    #[cfg(not(feature = "oidc"))]
    #[expect(clippy::unused_self, reason = "built otherwise, it looks")]
    pub(crate) fn has_provider(&self) -> bool {
        false
    }

    /// Everything that answers, for a server or for a test.
    pub fn router(
        self: &Arc<Self>,
    ) -> impl tower::Service<
        Request,
        Response = axum::response::Response,
        Error = std::convert::Infallible,
        Future: Send,
    > + Clone
    + Send
    + 'static {
        let router: Router = routes::router(self);
        tower::util::MapRequestLayer::new(into_language).layer(router)
    }

    /// Takes away what is over: sessions, codes, links, refusals that nobody came back for.
    async fn clear(&self) -> Result<(), StoreError> {
        session::clear(&self.store).await?;
        crate::voter::code::clear(&self.store).await?;
        crate::voter::waiting::clear(&self.store).await?;
        Remembered::clear(&self.store).await
    }

    /// What is done from time to time: mails leave, what is over is cleared away.
    pub(crate) async fn keep_house(self: Arc<Self>) {
        let mut tick = tokio::time::interval(Duration::from_mins(10));
        loop {
            tick.tick().await;
            self.limits.forget();
            if let Err(error) = self.clear().await {
                tracing::warn!(%error, "what is over could not be cleared");
            }
            #[cfg(feature = "oidc")]
            if let Err(error) = crate::oidc::clear(&self.store).await {
                tracing::warn!(%error, "what nobody came back for could not be cleared");
            }
        }
    }

    /// Serves the figures for whoever watches the machine at `/metrics` of an address of their own, until it is dropped.
    pub async fn serve_metrics(
        self: Arc<Self>,
        listener: std::net::TcpListener,
    ) -> Result<(), SiteError> {
        watched::serve(self, listener).await
    }

    /// Serves until it is told to stop; then ends what was begun.
    pub async fn serve(
        self: Arc<Self>,
        listener: std::net::TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), SiteError> {
        let post = mail::Post::open(&self)?;
        let (ended, end) = watch::channel(false);
        if let Err(trouble) = self.publish_booth().await {
            tracing::warn!(?trouble, "the log could not be told which booth is served");
        }
        let house = tokio::spawn(Arc::clone(&self).keep_house());
        let letters = tokio::spawn(poll::mail::go_on_with_all(Arc::clone(&self)));
        let mails = tokio::spawn(post.run(Arc::clone(&self), end));
        let served = serve::serve(&self, listener, stop).await;
        house.abort();
        letters.abort();
        let _ = ended.send(true);
        // A mail that was begun is ended, so that nobody has it twice.
        let _ = tokio::time::timeout(LAST_MAILS, mails).await;
        served
    }
}

/// `/cy/…` is a page in Welsh: the language goes before the routes see the address.
fn into_language(mut request: Request) -> Request {
    let path = request.uri().path();
    let rest = match path.strip_prefix("/cy") {
        Some("") => "/".to_owned(),
        // An address that began with two slashes would be another site's.
        Some(rest) if rest.starts_with('/') && !rest.starts_with("//") => rest.to_owned(),
        _ => return request,
    };
    let query = request
        .uri()
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    if let Ok(uri) = format!("{rest}{query}").parse::<Uri>() {
        *request.uri_mut() = uri;
        request.extensions_mut().insert(Language::Welsh);
    }
    request
}
