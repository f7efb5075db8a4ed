//! Signing in through the organisation's own provider of identities (OpenID Connect Core 1.0, the authorisation code flow with
//! PKCE). The provider says who somebody is; what they may do here, our accounts say: who has none does not come in.
//!
//! Somebody comes back from the provider by a GET, which begins a session all the same: `state` is to it what the token of a
//! form is elsewhere, since it is good once and for the browser that went away with it.

mod fetch;
pub(crate) mod pages;
mod pending;

use std::fmt;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, TokenResponse as _,
};

use pending::Pending;
pub(crate) use pending::clear;

/// How the provider is reached, and who we are to it.
#[derive(Clone)]
pub struct ProviderSettings {
    /// Its address, as it calls itself.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our password there.
    pub secret: String,
}

impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// The settings.
    #[error("'{0}' is no address of a provider; write https://…, as it calls itself")]
    Issuer(String),
    /// It cannot be asked, or its answer is not understood.
    #[error("the provider of identities: {0}")]
    Provider(String),
    /// What it says is not of us, not of now, or not of it.
    #[error("what the provider of identities says does not hold: {0}")]
    Untrue(String),
    /// It has not seen that the address is theirs.
    #[error("the provider of identities does not say that the address is theirs")]
    Unverified,
}

/// The algorithms by which a provider signs; none at all, or a secret that we share, is no signature of its own.
const SIGNED: [CoreJwsSigningAlgorithm; 4] = [
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
];

/// The organisation's provider.
pub(crate) struct Provider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    back: RedirectUrl,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl Provider {
    /// `back` is where somebody comes back to.
    pub(crate) fn new(settings: ProviderSettings, back: String) -> Result<Self, ProviderError> {
        let wrong = |_| ProviderError::Issuer(settings.issuer.clone());
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(wrong)?;
        if !fetch::is_safe(issuer.url()) {
            return Err(ProviderError::Issuer(settings.issuer));
        }
        let back = RedirectUrl::new(back).map_err(wrong)?;
        Ok(Self {
            settings,
            issuer,
            back,
        })
    }

    /// As it describes itself now: keys change, and people sign in seldom.
    async fn client(&self) -> Result<Client, ProviderError> {
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &fetch::fetch)
            .await
            .map_err(|error| ProviderError::Provider(causes(&error)))?;
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = ClientSecret::new(self.settings.secret.clone());
        Ok(
            CoreClient::from_provider_metadata(metadata, id, Some(secret))
                .set_redirect_uri(self.back.clone()),
        )
    }

    /// Where somebody goes to say who they are, and what is kept until they come back.
    async fn begin(&self) -> Result<(url::Url, Pending), ProviderError> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client().await?;
        let (url, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        if !fetch::is_safe(&url) {
            let why = "it would have people sign in where nothing is encrypted".to_owned();
            return Err(ProviderError::Provider(why));
        }
        Ok((url, Pending::new(state, nonce, verifier)))
    }

    /// The address of whoever came back with this code.
    async fn finish(
        &self,
        code: String,
        nonce: &Nonce,
        verifier: PkceCodeVerifier,
    ) -> Result<String, ProviderError> {
        let client = self.client().await?;
        let asked = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| ProviderError::Provider(error.to_string()))?;
        let answer = asked
            .set_pkce_verifier(verifier)
            .request_async(&fetch::fetch)
            .await
            .map_err(|error| match error {
                // What it says beyond its word may be about somebody.
                RequestTokenError::ServerResponse(said) => {
                    ProviderError::Provider(said.error().to_string())
                }
                other => ProviderError::Provider(causes(&other)),
            })?;
        let token = answer
            .id_token()
            .ok_or_else(|| ProviderError::Untrue("it does not say who somebody is".to_owned()))?;
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNED);
        let claims = token
            .claims(&verifier, nonce)
            .map_err(|error| ProviderError::Untrue(error.to_string()))?;
        expect_own_access(token, claims, answer.access_token(), &verifier)?;
        let verified = claims.email_verified() == Some(true);
        let email = claims.email().filter(|_| verified);
        email
            .map(|email| email.to_string())
            .ok_or(ProviderError::Unverified)
    }
}

/// Where the token says which access it came with, it is that one (OpenID Connect Core 1.0, section 3.1.3.8).
fn expect_own_access(
    token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    access: &openidconnect::AccessToken,
    verifier: &openidconnect::core::CoreIdTokenVerifier<'_>,
) -> Result<(), ProviderError> {
    let Some(said) = claims.access_token_hash() else {
        return Ok(());
    };
    let untrue = |error: &dyn fmt::Display| ProviderError::Untrue(error.to_string());
    let algorithm = token.signing_alg().map_err(|error| untrue(&error))?;
    let key = token
        .signing_key(verifier)
        .map_err(|error| untrue(&error))?;
    let is = openidconnect::AccessTokenHash::from_token(access, algorithm, key)
        .map_err(|error| untrue(&error))?;
    if is == *said {
        Ok(())
    } else {
        Err(untrue(&"it came with another access"))
    }
}

/// An error with what it comes from; none of them holds what was sent.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(&format!(": {cause}"));
        next = cause.source();
    }
    text
}
