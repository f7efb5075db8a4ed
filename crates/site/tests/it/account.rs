//! Making the first account, as an officer does.

use std::time::{SystemTime, UNIX_EPOCH};

use totp_rs::{Algorithm, Builder, Secret};

use crate::browser::Answer;
#[cfg(feature = "oidc")]
use crate::browser::Browser;

/// What an authenticator shows, so many steps from now.
pub fn code(secret: &str, steps: u64) -> String {
    let builder = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .with_account_name("officer".to_owned())
        .with_issuer(Some("Hustings".to_owned()));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let totp = builder.build().unwrap();
    totp.generate(now.as_secs() + 30 * steps).to_string()
}

/// The secret of the second factor that the page of an invitation shows.
pub fn shown_secret(page: &Answer) -> String {
    page.between("<code class=\"secret\">", "<").unwrap()
}

#[cfg(feature = "oidc")]
/// Makes an account by the first invitation, and gives the secret of its second factor; one code is used.
pub async fn make(browser: &mut Browser, path: &str, [email, name, password]: [&str; 3]) -> String {
    let page = browser.get(path).await;
    let secret = shown_secret(&page);
    let fields = [
        ("email", email),
        ("name", name),
        ("password", password),
        ("again", password),
        ("code", &code(&secret, 0)),
    ];
    let made = browser.post(&page, path, &fields).await;
    let to = made.location().unwrap_or_default();
    assert!(to.starts_with("/sign-in"), "{made:?}");
    secret
}
