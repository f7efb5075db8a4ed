//! The server that mail is handed to.

use std::time::Duration;

use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use url::{Host, Url};

/// How long a connection may take to stand.
const CONNECTING: Duration = Duration::from_secs(15);

/// Where it is, and how it is spoken to.
pub(super) struct Server {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    own_name: ClientId,
}

impl Server {
    /// As its URL says; why not says nothing of the password in it.
    pub(super) fn read(url: &str, own_name: &str) -> Result<Self, String> {
        let url: Url = url
            .parse()
            .map_err(|error| format!("the server's address does not read ({error})"))?;
        let host = url.host().ok_or("the server's address names no host")?;
        let name = match &host {
            Host::Ipv6(address) => address.to_string(),
            other => other.to_string(),
        };
        let asked = url.query_pairs().find(|(name, _)| name == "tls");
        let asked = asked.as_ref().map(|(_, value)| &**value);
        let parameters = || {
            TlsParameters::new(name.clone())
                .map_err(|error| format!("nothing can be encrypted ({error})"))
        };
        let (tls, port) = match (url.scheme(), asked) {
            ("smtp", None) => (Tls::None, SMTP_PORT),
            ("smtp", Some("required")) => (Tls::Required(parameters()?), SUBMISSION_PORT),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic(parameters()?), SUBMISSION_PORT),
            ("smtps", None) => (Tls::Wrapper(parameters()?), SUBMISSIONS_PORT),
            _ => {
                return Err(
                    "the server's address begins with neither smtps:// nor smtp://, or ends in an unknown ?tls=".to_owned(),
                );
            }
        };
        let credentials = credentials(&url)?;
        if credentials.is_some()
            && matches!(tls, Tls::None | Tls::Opportunistic(_))
            && !is_here(&host)
        {
            return Err("a password would leave this machine unencrypted; write smtps://, or add ?tls=required".to_owned());
        }
        Ok(Self {
            port: url.port().unwrap_or(port),
            host: name,
            tls,
            credentials,
            own_name: ClientId::Domain(own_name.to_owned()),
        })
    }

    /// A connection on which mails can be handed over.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let wrapped = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (&*self.host, self.port),
            Some(CONNECTING),
            &self.own_name,
            wrapped,
            None,
        )
        .await?;
        match &self.tls {
            Tls::Required(parameters) => {
                connection
                    .starttls(parameters.clone(), &self.own_name)
                    .await?;
            }
            Tls::Opportunistic(parameters) if connection.can_starttls() => {
                connection
                    .starttls(parameters.clone(), &self.own_name)
                    .await?;
            }
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

fn is_here(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// A name and a password, in which signs that have a meaning in URLs are written with a percent.
fn credentials(url: &Url) -> Result<Option<Credentials>, String> {
    let Some(password) = url.password() else {
        return Ok(None);
    };
    let plain = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .map(std::borrow::Cow::into_owned)
            .map_err(|_| "the server's name or password is not UTF-8".to_owned())
    };
    Ok(Some(Credentials::new(
        plain(url.username())?,
        plain(password)?,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> String {
        Server::read(url, "vote.example.org")
            .err()
            .unwrap_or_else(|| panic!("{url} was taken"))
    }

    #[test]
    fn a_password_goes_nowhere_unencrypted() {
        for url in [
            "smtp://anna:secret@mail.example.org",
            "smtp://anna:secret@mail.example.org?tls=opportunistic",
        ] {
            assert!(refused(url).contains("unencrypted"));
        }
        for url in [
            "smtps://anna:se%40cret@mail.example.org",
            "smtp://anna:secret@mail.example.org?tls=required",
            "smtp://anna:secret@[::1]:25",
            "smtp://mail.example.org",
        ] {
            assert!(Server::read(url, "vote.example.org").is_ok(), "{url}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_address_says_no_password() {
        for url in [
            "smtp//anna:secret@mail",
            "http://anna:secret@mail",
            "smtps://anna:secret@mail?tls=no",
            "smtps://anna:secret@:99999",
        ] {
            assert!(!refused(url).contains("secret"));
        }
    }
}
