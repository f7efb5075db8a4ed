//! Messages between trustees, who have no other keys for each other: signed, then encrypted (section 4.6 of the
//! specification). Whoever carries them learns nothing and can change nothing.

use aes::Aes256;
use aes_gcm::AesGcm;
use aes_gcm::aead::consts::{U8, U13, U32};
use aes_gcm::aead::{Aead, KeyInit};
use ccm::Ccm;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::seed::Seed;
use super::signed::SignedMessage;
use crate::group::{Element, Encoded, GroupError, Point, encode};
use crate::randomness::draw;

/// Why a private message cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    /// Not the JSON that it should be.
    #[error("is not a private message: {0}")]
    Malformed(String),
    /// A bad element.
    #[error("{0}")]
    Element(#[from] GroupError),
    /// A way of encrypting that is not known.
    #[error("is encrypted by “{0}”; this program knows AES-GCM and AES-CCM")]
    Algorithm(String),
    /// Not for this key, or changed on its way.
    #[error(
        "cannot be decrypted with this key: it is for another trustee, or was changed on its way"
    )]
    Undecipherable,
    /// Somebody else's message, encrypted anew.
    #[error("was written to another trustee and encrypted anew for this one")]
    Recipient,
    /// The signature does not hold.
    #[error("is not signed by the trustee that it is said to come from")]
    Signature,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Encrypted {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    algorithm: Option<String>,
    alpha: Encoded,
    beta: Encoded,
    data: String,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
struct Addressed {
    recipient: Encoded,
    message: String,
}

const GCM: &str = "AES-GCM";

/// Signs a message with the sender's seed and encrypts it for the recipient's key.
pub(super) fn send(
    sender: &Seed,
    recipient: &Element,
    message: &str,
    chance: &mut impl CryptoRng,
) -> String {
    let addressed = Addressed {
        recipient: recipient.encode(),
        message: message.to_owned(),
    };
    let mut signed = SignedMessage::sign(sender, json(&addressed), chance);
    let encrypted = encrypt(recipient, &Zeroizing::new(json(&signed)), chance);
    signed.message.zeroize();
    json(&encrypted)
}

/// Decrypts a message for the recipient's seed and checks that the sender's key signed it for this recipient.
pub(super) fn receive(
    recipient: &Seed,
    sender: &Element,
    text: &str,
) -> Result<Zeroizing<String>, ChannelError> {
    let malformed = |error: serde_json::Error| ChannelError::Malformed(error.to_string());
    let encrypted: Encrypted = serde_json::from_str(text).map_err(malformed)?;
    let plain = decrypt(recipient, &encrypted)?;
    let mut signed: SignedMessage = serde_json::from_str(&plain).map_err(malformed)?;
    let holds = signed.is_signed_by(sender);
    let addressed = serde_json::from_str::<Addressed>(&signed.message).map_err(malformed);
    signed.message.zeroize();
    if !holds {
        return Err(ChannelError::Signature);
    }
    let mut addressed = addressed?;
    if addressed.recipient != recipient.encryption_key() {
        return Err(ChannelError::Recipient);
    }
    Ok(Zeroizing::new(std::mem::take(&mut addressed.message)))
}

fn encrypt(recipient: &Element, message: &str, chance: &mut impl CryptoRng) -> Encrypted {
    let randomness = Zeroizing::new(draw(chance));
    let shared = Zeroizing::new(Point::mul_base(&Zeroizing::new(draw(chance))));
    let alpha = encode(&Point::mul_base(&randomness));
    let cipher = AesGcm::<Aes256, U32>::new(&key(&shared).into());
    // The cipher refuses only messages of many gigabytes.
    let data = cipher
        .encrypt(&initial(alpha).into(), message.as_bytes())
        .unwrap_or_default();
    Encrypted {
        algorithm: Some(GCM.to_owned()),
        alpha,
        beta: encode(&(recipient.0 * *randomness + *shared)),
        data: data.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

fn decrypt(recipient: &Seed, encrypted: &Encrypted) -> Result<Zeroizing<String>, ChannelError> {
    let alpha = encrypted.alpha.element()?;
    let beta = encrypted.beta.element()?;
    let key = key(&(beta.0 - alpha.0 * *recipient.decryption_key()));
    let initial = initial(encrypted.alpha);
    let data = unhex(&encrypted.data).ok_or(ChannelError::Undecipherable)?;
    let plain = match encrypted.algorithm.as_deref() {
        Some(GCM) => {
            AesGcm::<Aes256, U32>::new(&key.into()).decrypt(&initial.into(), data.as_slice())
        }
        // What 3.0 writes: it names nothing, and takes as many bytes of the initial value as CCM has room for.
        None | Some("AES-CCM") => {
            let mut nonce = [0; 13];
            nonce.copy_from_slice(&initial[..13]);
            Ccm::<Aes256, U8, U13>::new(&key.into()).decrypt(&nonce.into(), data.as_slice())
        }
        Some(other) => return Err(ChannelError::Algorithm(other.to_owned())),
    };
    let plain = plain.map_err(|_| ChannelError::Undecipherable)?;
    String::from_utf8(plain)
        .map(Zeroizing::new)
        .map_err(|_| ChannelError::Undecipherable)
}

fn key(shared: &Point) -> [u8; 32] {
    Sha256::new_with_prefix("key|")
        .chain_update(encode(shared).to_hex())
        .finalize()
        .into()
}

fn initial(alpha: Encoded) -> [u8; 32] {
    Sha256::new_with_prefix("iv|")
        .chain_update(alpha.to_hex())
        .finalize()
        .into()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Writes what has no map and no float in it, so that nothing can fail.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
