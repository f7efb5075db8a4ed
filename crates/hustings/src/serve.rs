//! `hustings serve`: contests as a website.

use std::io::Write as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use clap::Args;
use hustings_site::{MailSettings, Settings, Site};
use hustings_store::{Store, StoreError};
use tracing_subscriber::EnvFilter;

use crate::contest::place::{Where, failure};
use crate::failure::{Failure, Success};

/// Serve contests as a website: pages for officers, voters, trustees, the registrar, and everybody.
///
/// Where no contest is kept yet, a link is printed by which the first returning officer makes an account. Several of these
/// may run over one database; each may be stopped at any time, and nothing that was acknowledged is lost.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings serve --data contests
  hustings serve --database postgres://hustings@db/contests --listen 127.0.0.1:8000 \\
      --url https://vote.example.org --behind-proxy \\
      --smtp smtps://user:password@mail.example.org --mail-from 'Returning officer <vote@example.org>'

RUST_LOG says how much is logged, as `info` or `hustings_site=debug`.")]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// Where to listen; port 0 lets the system choose one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The address under which people reach the site; what --listen says, if nothing is said.
    #[arg(long, value_name = "URL")]
    url: Option<url::Url>,
    /// Whether a proxy of yours stands before it: `X-Forwarded-For` is believed then, and only then.
    #[arg(long)]
    behind_proxy: bool,
    /// The server that mail is handed to: `smtps://user:password@host`, `smtp://user:password@host?tls=required` for STARTTLS, or
    /// `smtp://host:25`; for a rehearsal `file:///folder`, where mails become files. A password goes nowhere unencrypted.
    #[arg(
        long,
        value_name = "URL",
        env = "HUSTINGS_SMTP",
        hide_env_values = true,
        requires = "mail_from"
    )]
    smtp: Option<String>,
    /// Whom mail is from; voters are told to write there.
    #[arg(long, value_name = "ADDRESS", env = "HUSTINGS_MAIL_FROM")]
    mail_from: Option<String>,
    /// Let an address ask as often as it likes: for measuring alone.
    #[arg(long, hide = true)]
    without_limits: bool,
    /// Where whoever watches the machine reads figures, at `/metrics`; never an address that the public reaches.
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    #[cfg(feature = "oidc")]
    #[command(flatten)]
    provider: Provider,
    /// Log as JSON, a line each.
    #[arg(long)]
    log_json: bool,
}

/// A provider of identities.
#[cfg(feature = "oidc")]
#[derive(Args)]
struct Provider {
    /// The organisation's provider of identities (OpenID Connect), through which those who have an account may sign in too;
    /// `HUSTINGS_OIDC_SECRET` in the environment is the password that it gave.
    #[arg(
        long = "oidc-issuer",
        value_name = "URL",
        requires = "client_id",
        requires = "secret"
    )]
    issuer: Option<String>,
    /// What the provider knows this site as.
    #[arg(long = "oidc-client-id", value_name = "NAME", requires = "issuer")]
    client_id: Option<String>,
    /// The password that the provider gave it: by the environment, since others see what a program is called with.
    #[arg(
        long = "oidc-secret",
        hide = true,
        env = "HUSTINGS_OIDC_SECRET",
        hide_env_values = true
    )]
    secret: Option<String>,
}

#[cfg(feature = "oidc")]
impl Provider {
    fn settings(&self) -> Option<hustings_site::ProviderSettings> {
        Some(hustings_site::ProviderSettings {
            issuer: self.issuer.clone()?,
            client_id: self.client_id.clone()?,
            secret: self.secret.clone()?,
        })
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    log(arguments.log_json);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| {
        Failure::NotPossible(format!("this machine lets no program serve ({error})"))
    })?;
    runtime.block_on(serve(arguments))?;
    Ok(Success::Done)
}

fn log(json: bool) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.init();
    }
}

async fn serve(arguments: &Arguments) -> Result<(), Failure> {
    arguments.place.prepare()?;
    let location = arguments.place.location()?;
    let store = match Store::create(&location, hustings_office::indexer).await {
        Err(StoreError::Exists { .. }) => Store::open(&location, hustings_office::indexer).await,
        made => made,
    };
    let store = store.map_err(failure)?;
    // The port that the system chose is known only once it listens.
    let (listener, address) = listen(arguments.listen, "--listen")?;
    let url = match &arguments.url {
        Some(url) => url.clone(),
        None => format!("http://{address}")
            .parse()
            .map_err(|error| Failure::NotPossible(format!("{error}")))?,
    };
    let mail = arguments.smtp.as_ref().zip(arguments.mail_from.as_ref());
    let settings = Settings {
        url,
        mail: mail.map(|(smtp, from)| MailSettings {
            smtp: smtp.clone(),
            from: from.clone(),
        }),
        behind_proxy: arguments.behind_proxy,
    };
    let site = if arguments.without_limits {
        Site::without_limits(store.clone(), settings)
    } else {
        Site::new(store.clone(), settings)
    };
    #[cfg(feature = "oidc")]
    if let Some(provider) = arguments.provider.settings() {
        site.sign_in_through(provider)
            .map_err(|error| Failure::NotPossible(error.to_string()))?;
    }
    let mut out = anstream::stdout();
    writeln!(out, "serving {location} at {}", site.url())?;
    if let Some(link) = site.beginning().await.map_err(failure)? {
        writeln!(
            out,
            "nobody has an account yet; the first returning officer makes one here, within a week:\n  {link}"
        )?;
    }
    if let Some(metrics) = arguments.metrics {
        let (listener, address) = listen(metrics, "--metrics")?;
        writeln!(out, "figures at http://{address}/metrics")?;
        // It ends with the runtime.
        tokio::spawn(Arc::clone(&site).serve_metrics(listener));
    }
    out.flush()?;
    let served = site.serve(listener, stopped()).await;
    served.map_err(|error| Failure::NotPossible(error.to_string()))?;
    store.close().await;
    Ok(())
}

fn listen(at: SocketAddr, option: &str) -> Result<(TcpListener, SocketAddr), Failure> {
    let refused = |error: std::io::Error| {
        Failure::NotPossible(format!(
            "{at}: nothing can listen there ({error}); choose another address by {option}, or stop what listens there"
        ))
    };
    let listener = TcpListener::bind(at).map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

/// Until somebody says that it should stop.
async fn stopped() {
    let interrupted = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
