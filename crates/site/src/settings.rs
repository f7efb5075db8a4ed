//! How the site is run, which is for whoever runs it to say, and for no rulebook.

use lettre::message::Mailbox;
use url::Url;

use crate::mail::MailSettings;

/// How the site is run.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach it, for links in mails and for cookies: with `https` they are secure.
    pub url: Url,
    /// How mail leaves; none is sent where nothing is said.
    pub mail: Option<MailSettings>,
    /// Whether a proxy of ours stands before it, whose `X-Forwarded-For` is to be believed.
    pub behind_proxy: bool,
}

impl Settings {
    /// Whether people reach it by an encrypted connection.
    pub(crate) fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Where mail reaches whoever runs the contests: whence the site's own mails come, which people answer anyway.
    pub(crate) fn contact(&self) -> Option<String> {
        let from: Mailbox = self.mail.as_ref()?.from.parse().ok()?;
        Some(from.email.to_string())
    }

    /// An address on the site, as a mail needs it.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.url.as_str().trim_end_matches('/'))
    }
}
