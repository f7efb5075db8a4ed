//! From a mail to the bytes of a message.

use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0, MessageId};
use lettre::message::{Mailbox, Message};

use super::Mail;

/// Why a mail cannot be sent, whoever carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// It would be more than an address.
    #[error("the address holds a line break or another control character; write it anew")]
    ControlInAddress,
    /// It is none.
    #[error("that is no e-mail address; write one as name@example.org")]
    NoAddress,
    /// It would be more than a subject.
    #[error("the subject holds a line break or another control character; write it in one line")]
    ControlInSubject,
}

/// The most bytes of an address (RFC 5321, section 4.5.3.1.3, without its brackets).
const ADDRESS: usize = 254;

pub(super) fn check(mail: &Mail) -> Result<(), Unsendable> {
    if mail.subject.chars().any(char::is_control) {
        return Err(Unsendable::ControlInSubject);
    }
    address(&mail.to).map(|_| ())
}

/// An address as servers take it: names of hosts in their ASCII form.
pub(super) fn address(text: &str) -> Result<Address, Unsendable> {
    if text.chars().any(char::is_control) {
        return Err(Unsendable::ControlInAddress);
    }
    if text.len() > ADDRESS {
        return Err(Unsendable::NoAddress);
    }
    let address: Address = text.parse().map_err(|_| Unsendable::NoAddress)?;
    if address.domain().is_ascii() {
        return Ok(address);
    }
    let host = url::Host::parse(address.domain()).map_err(|_| Unsendable::NoAddress)?;
    Address::new(address.user(), host.to_string()).map_err(|_| Unsendable::NoAddress)
}

/// Mails say of themselves that nobody wrote them, so that no machine answers (RFC 3834, section 5).
const AUTOMATIC: (HeaderName, &str) = (
    HeaderName::new_from_ascii_str("Auto-Submitted"),
    "auto-generated",
);

/// The message, to one recipient.
pub(super) fn message(
    mail: &Mail,
    from: &Mailbox,
    id: &str,
    host: &str,
) -> Result<(Address, Vec<u8>), Unsendable> {
    check(mail)?;
    let to = address(&mail.to)?;
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(&*mail.subject)
        .header(MessageId::from(format!("<{id}@{host}>")))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .raw_header(HeaderValue::new(AUTOMATIC.0, AUTOMATIC.1.to_owned()))
        .body(lines(&mail.text))
        .map_err(|_| Unsendable::NoAddress)?;
    Ok((to, message.formatted()))
}

/// A text of whole lines, but for the last one's end, which comes with that of the message. A half of a line's end would be
/// one to some servers and none to others, who then disagree where a message ends.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests;
