//! Signing in through a provider of identities, which is played here, honestly and not.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::extract::{Form, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer as _, SigningKey};
use hustings_site::{ProviderSettings, Settings, Site};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use url::Url;

use crate::account;
use crate::browser::{Answer, Browser};
use crate::place::{Database, Place};

const EMAIL: &str = "anna@example.org";

/// What the provider says of whoever comes.
#[derive(Clone)]
struct Says {
    email: String,
    verified: bool,
    nonce: Option<String>,
    key: u8,
    audience: String,
    /// The PKCE challenge that the code was asked for with.
    challenge: String,
}

#[derive(Clone)]
struct Played {
    issuer: String,
    says: Arc<Mutex<Says>>,
}

impl Played {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let says = Says {
            email: EMAIL.to_owned(),
            verified: true,
            nonce: None,
            key: 1,
            audience: "hustings".to_owned(),
            challenge: String::new(),
        };
        let played = Self {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            says: Arc::new(Mutex::new(says)),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(played.clone());
        tokio::spawn(async { axum::serve(listener, router).await.unwrap() });
        played
    }

    fn says(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }
}

async fn configuration(State(played): State<Played>) -> Json<Value> {
    let issuer = played.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA"],
    }))
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

async fn keys() -> Json<Value> {
    let public = SigningKey::from_bytes(&[1; 32]).verifying_key();
    let key = json!({
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "1", "x": encoded(public.as_bytes()),
    });
    Json(json!({ "keys": [key] }))
}

async fn token(
    State(played): State<Played>,
    Form(asked): Form<std::collections::BTreeMap<String, String>>,
) -> Json<Value> {
    let says = played.says.lock().unwrap().clone();
    assert_eq!(asked["code"], "the-code");
    assert_eq!(asked["grant_type"], "authorization_code");
    // RFC 7636, section 4.6.
    let challenge = encoded(Sha256::digest(&asked["code_verifier"]));
    assert_eq!(challenge, says.challenge);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let claims = json!({
        "iss": played.issuer,
        "aud": says.audience,
        "sub": "4711",
        "exp": now.as_secs() + 300,
        "iat": now.as_secs(),
        "nonce": says.nonce,
        "email": says.email,
        "email_verified": says.verified,
    });
    let head = json!({ "alg": "EdDSA", "kid": "1" });
    let signed = format!(
        "{}.{}",
        encoded(head.to_string()),
        encoded(claims.to_string())
    );
    let key = SigningKey::from_bytes(&[says.key; 32]);
    let signature = encoded(key.sign(signed.as_bytes()).to_bytes());
    Json(json!({
        "access_token": "access", "token_type": "Bearer", "id_token": format!("{signed}.{signature}"),
    }))
}

struct Stage {
    played: Played,
    address: SocketAddr,
    origin: String,
    _place: Place,
}

impl Stage {
    /// A site with one account, and a provider.
    async fn set() -> Self {
        let place = Place::new(Database::Sqlite).unwrap();
        let store = place.create().await;
        let played = Played::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let origin = format!("http://{address}");
        let settings = Settings {
            url: origin.parse().unwrap(),
            mail: None,
            behind_proxy: false,
        };
        let site = Site::new(store, settings);
        let provider = ProviderSettings {
            issuer: played.issuer.clone(),
            client_id: "hustings".to_owned(),
            secret: "a secret".to_owned(),
        };
        site.sign_in_through(provider).unwrap();
        let link = site.beginning().await.unwrap().unwrap();
        tokio::spawn(site.serve(listener, std::future::pending()));
        let path = link.strip_prefix(&origin).unwrap();
        let account = [EMAIL, "Anna", "four words that nobody says"];
        account::make(&mut Browser::new(address, &origin), path, account).await;
        Self {
            played,
            address,
            origin,
            _place: place,
        }
    }

    fn browser(&self) -> Browser {
        Browser::new(self.address, &self.origin)
    }

    /// To the provider; gives the address at which it would send somebody back.
    async fn go(&self, browser: &mut Browser) -> String {
        let page = browser.get("/sign-in").await;
        let going = browser.post(&page, "/sign-in/provider", &[]).await;
        assert_eq!(going.status, 200, "{going:?}");
        let url = going.between("content=\"0; url=", "\"").unwrap();
        let url = url.replace("&#38;", "&").replace("&amp;", "&");
        let url: Url = url.parse().unwrap();
        let asked = |name: &str| {
            let mut pairs = url.query_pairs();
            let (_, value) = pairs.find(|(found, _)| found == name).unwrap();
            value.into_owned()
        };
        assert_eq!(
            asked("redirect_uri"),
            format!("{}/sign-in/provider/back", self.origin)
        );
        assert_eq!(asked("code_challenge_method"), "S256");
        self.played.says(|says| {
            says.nonce = Some(asked("nonce"));
            says.challenge = asked("code_challenge");
        });
        format!(
            "/sign-in/provider/back?code=the-code&state={}",
            asked("state")
        )
    }

    async fn there_and_back(&self) -> Answer {
        let mut browser = self.browser();
        let back = self.go(&mut browser).await;
        browser.get(&back).await
    }
}

fn assert_refused(answer: &Answer, because: &str) {
    assert_eq!(answer.status, 422, "{answer:?}");
    assert!(answer.body.contains(because), "{because}: {}", answer.body);
    assert!(!answer.head.contains("set-cookie"), "{}", answer.head);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_an_account_signs_in_through_the_provider_once_for_each_return() {
    let stage = Stage::set().await;
    let mut browser = stage.browser();
    let back = stage.go(&mut browser).await;
    let anonymous = browser.cookie.clone();
    let home = browser.get(&back).await;
    assert_eq!(home.location(), Some("/?said=said-signed-in"));
    assert_ne!(browser.cookie, anonymous);
    assert!(browser.get("/").await.body.contains("Anna"));
    browser.cookie = anonymous;
    assert_refused(&browser.get(&back).await, "came back twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_comes_in_with_another_browsers_return_or_a_made_up_one() {
    let stage = Stage::set().await;
    let mut browser = stage.browser();
    let back = stage.go(&mut browser).await;
    let mut other = stage.browser();
    other.get("/sign-in").await;
    assert_refused(&other.get(&back).await, "another window");
    stage.go(&mut other).await;
    assert_refused(&other.get(&back).await, "another window");
    let made_up = "/sign-in/provider/back?code=the-code&state=made-up";
    assert_refused(&browser.get(made_up).await, "another window");
    // A guess uses the return up.
    assert_refused(&browser.get(&back).await, "another window");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_account_or_no_verified_address_stays_outside() {
    let stage = Stage::set().await;
    stage.played.says(|says| says.verified = false);
    assert_refused(&stage.there_and_back().await, "has not seen that");
    stage.played.says(|says| {
        says.verified = true;
        says.email = "ben@example.org".to_owned();
    });
    assert_refused(&stage.there_and_back().await, "no account here");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_provider_has_not_signed_for_us_and_now_is_not_believed() {
    let stage = Stage::set().await;
    let away = "does not work at the moment";
    stage.played.says(|says| says.key = 2);
    assert_refused(&stage.there_and_back().await, away);
    stage.played.says(|says| {
        says.key = 1;
        says.audience = "another".to_owned();
    });
    assert_refused(&stage.there_and_back().await, away);
    stage
        .played
        .says(|says| says.audience = "hustings".to_owned());
    let mut browser = stage.browser();
    let back = stage.go(&mut browser).await;
    stage
        .played
        .says(|says| says.nonce = Some("another".to_owned()));
    assert_refused(&browser.get(&back).await, away);
    assert_eq!(stage.there_and_back().await.status, 303);
}
