//! A line to the server, over which one mail goes after another.

use std::sync::Arc;
use std::time::Duration;

use lettre::address::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{Extension, MailParameter};

use super::server::Server;

/// How long a mail may take. A server that has not answered then may have taken it all the same.
const SENDING: Duration = Duration::from_secs(45);

/// A mail as servers take it.
pub(super) struct Letter {
    pub(super) from: Address,
    pub(super) to: Address,
    /// The message as [`data`] writes it.
    pub(super) data: String,
}

/// A message to its end, with a dot before each one that begins a line (RFC 5321, section 4.5.2). It is written at once: what
/// is written by halves waits for the other end's acknowledgement of the first.
pub(super) fn data(message: &[u8]) -> String {
    // Ours are ASCII.
    let text = String::from_utf8_lossy(message);
    let stuffed = text.replace("\r\n.", "\r\n..");
    let dot = if text.starts_with('.') { "." } else { "" };
    format!("{dot}{stuffed}\r\n.\r\n")
}

/// Why a mail has not gone.
pub(super) enum Failing {
    /// The server takes nothing, whatever it is: not the mail's fault.
    Server(Cause),
    /// Not this one now.
    Later(String),
    /// Not this one ever.
    Never(String),
}

/// What ails a server: for the program's log, where nothing that it says about a mail may stand.
#[derive(Debug, thiserror::Error)]
pub(super) enum Cause {
    #[error("it answers {0}")]
    Answers(String),
    /// What it says then may be about a mail.
    #[error("it answers what is not SMTP")]
    Nonsense,
    #[error("{0}")]
    Connection(String),
    #[error("it does not answer within {} seconds", SENDING.as_secs())]
    Silence,
}

impl Cause {
    fn of(error: &Error) -> Self {
        match error.status() {
            Some(code) => Self::Answers(code.to_string()),
            None if error.is_response() => Self::Nonsense,
            None => Self::Connection(error.to_string()),
        }
    }
}

/// A line, which stands while there is something to send.
pub(super) struct Line {
    server: Arc<Server>,
    connection: Option<AsyncSmtpConnection>,
}

impl Line {
    pub(super) fn new(server: Arc<Server>) -> Self {
        Self {
            server,
            connection: None,
        }
    }

    /// Hands a mail over. Whatever is unclear about the connection afterwards, it is not used again.
    pub(super) async fn send(&mut self, letter: &Letter) -> Result<(), Failing> {
        let connection = self.connection.take();
        let handed = tokio::time::timeout(SENDING, over(&self.server, connection, letter)).await;
        let (connection, result) = handed.unwrap_or((None, Err(Failing::Server(Cause::Silence))));
        self.connection = connection;
        result
    }

    /// Takes leave of the server.
    pub(super) async fn hang_up(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = tokio::time::timeout(Duration::from_secs(1), connection.quit()).await;
        }
    }
}

type Handed = (Option<AsyncSmtpConnection>, Result<(), Failing>);

async fn over(server: &Server, old: Option<AsyncSmtpConnection>, letter: &Letter) -> Handed {
    // The server may have hung up meanwhile, which shows at the first word.
    if let Some(mut connection) = old
        && greet(&mut connection, letter).await.is_ok()
    {
        return rest(connection, letter).await;
    }
    let mut connection = match server.connect().await {
        Ok(connection) => connection,
        Err(error) => return (None, Err(Failing::Server(Cause::of(&error)))),
    };
    if needs_more(&connection, letter) {
        let why = "the address is not in ASCII before its @, and the mail server takes no such one";
        return (Some(connection), Err(Failing::Never(why.to_owned())));
    }
    match greet(&mut connection, letter).await {
        Ok(()) => rest(connection, letter).await,
        Err(error) => (None, Err(Failing::Server(Cause::of(&error)))),
    }
}

/// Whether the address is one that only some servers take (RFC 6531).
fn needs_more(connection: &AsyncSmtpConnection, letter: &Letter) -> bool {
    let address: &str = letter.to.as_ref();
    !address.is_ascii()
        && !connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
}

async fn greet(connection: &mut AsyncSmtpConnection, letter: &Letter) -> Result<(), Error> {
    let to: &str = letter.to.as_ref();
    let parameters = if to.is_ascii() {
        Vec::new()
    } else {
        vec![MailParameter::SmtpUtfEight]
    };
    let from = Mail::new(Some(letter.from.clone()), parameters);
    connection.command(from).await.map(|_| ())
}

/// Whom it is to, and the mail itself: what is refused here is refused because of them.
async fn rest(mut connection: AsyncSmtpConnection, letter: &Letter) -> Handed {
    let to = Rcpt::new(letter.to.clone(), Vec::new());
    let sent = match connection.command(to).await {
        Ok(_) => match connection.command(Data).await {
            Ok(_) => connection.command(&letter.data).await,
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    let Err(error) = sent else {
        return (Some(connection), Ok(()));
    };
    let Some(code) = error.status() else {
        return (None, Err(Failing::Server(Cause::of(&error))));
    };
    let said = std::error::Error::source(&error).map_or_else(String::new, ToString::to_string);
    let why = format!("{code} {said}");
    // RFC 5321, section 3.8: with 421 the server hangs up.
    let hangs_up = code.to_string() == "421" || connection.command(Rset).await.is_err();
    let failing = if error.is_permanent() {
        Failing::Never(why)
    } else {
        Failing::Later(why)
    };
    ((!hangs_up).then_some(connection), Err(failing))
}
