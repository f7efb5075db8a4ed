use std::collections::BTreeMap;

use curve25519_dalek::EdwardsPoint;
use curve25519_dalek::edwards::CompressedEdwardsY;
use hustings_seal::archive::Poll;
use hustings_seal::credential::Credential;
use hustings_seal::group::Encoded;
use hustings_seal::trustee::threshold::{Outgoing, open_share};
use hustings_seal::trustee::{PrivateKey, PublicKey};
use libtest_mimic::Failed;
use serde_json::Value;

use crate::files::Folder;
use crate::same;

pub fn credentials(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let poll = Poll::open(archive.as_slice())?;
    let issued: BTreeMap<String, String> =
        serde_json::from_str(&folder.text("private_creds.json")?)?;
    let uuid = poll.setup().election().uuid();
    let mut public = Vec::new();
    for credential in issued.values() {
        public.push(credential.parse::<Credential>()?.public(uuid));
    }
    let mut listed = poll.credentials().to_vec();
    public.sort_unstable();
    listed.sort_unstable();
    same("credentials", &public, &listed)?;
    let lines = folder.lines("private_creds.txt")?;
    let of_lines = lines.iter().filter_map(|line| line.split_once('\t'));
    let of_lines = of_lines.map(|(id, credential)| (id.to_owned(), credential.to_owned()));
    same("credentials of the letters", &of_lines.collect(), &issued)
}

pub fn server(folder: &Folder) -> Result<(), Failed> {
    let key = PrivateKey::parse(&folder.text("B2E8EE42.privkey")?)?;
    let public = PublicKey::parse(&folder.line("B2E8EE42.pubkey")?)?;
    same("the key", &key.element(), &public.check()?)?;
    same(
        "the key's text",
        &key.reveal(),
        &folder.line("B2E8EE42.privkey")?.into(),
    )?;
    same(
        "the published keys",
        &folder.lines("public_keys.jsons")?,
        &vec![public.text()],
    )
}

pub fn seeds(folder: &Folder) -> Result<(), Failed> {
    for trustee in folder.trustees()? {
        let seed = folder.seed(&trustee)?;
        let certificate: Value = serde_json::from_str(&folder.line(&format!("{trustee}.cert"))?)?;
        let message = certificate["message"].as_str().ok_or("no message")?;
        let keys: Value = serde_json::from_str(message)?;
        let published = |name: &str| keys[name].as_str().map(str::to_owned);
        let verification = seed.verification_key().to_string();
        same(
            "the verification key",
            &Some(verification),
            &published("verification"),
        )?;
        let encryption = seed.encryption_key().to_string();
        same(
            "the encryption key",
            &Some(encryption),
            &published("encryption"),
        )?;
    }
    Ok(())
}

/// The trustee's key, which the server keeps encrypted.
pub fn share(folder: &Folder, trustee: &str) -> Result<PrivateKey, Failed> {
    let encrypted = folder.line(&format!("{trustee}.dkey"))?;
    Ok(open_share(&folder.seed(trustee)?, &encrypted)?)
}

pub fn outgoing(folder: &Folder, trustee: &str) -> Result<Outgoing, Failed> {
    Ok(Outgoing::parse(
        &folder.line(&format!("{trustee}.voutput"))?,
    )?)
}

pub fn shares(folder: &Folder) -> Result<(), Failed> {
    for trustee in folder.trustees()? {
        let outgoing = outgoing(folder, &trustee)?;
        let share = share(folder, &trustee)?;
        let published = outgoing.public_key();
        same("the key", &share.element(), &published.check()?)?;
        let encrypted = folder.line(&format!("{trustee}.dkey"))?;
        same(
            "the encrypted key",
            &outgoing.private_key(),
            &encrypted.as_str(),
        )?;
    }
    Ok(())
}

/// The server's key times the key of the threshold, which two of its trustees have: at places 1 and 2 their coefficients
/// are 2 and -1.
pub fn product(folder: &Folder) -> Result<(), Failed> {
    let archive = folder.archive()?;
    let poll = Poll::open(archive.as_slice())?;
    let key = |encoded: Encoded| -> Result<EdwardsPoint, Failed> {
        let point = CompressedEdwardsY(*encoded.as_bytes()).decompress();
        point.ok_or_else(|| "no point".into())
    };
    let server = PrivateKey::parse(&folder.text("B2E8EE42.privkey")?)?;
    let trustees = folder.trustees()?;
    let one = key(share(folder, &trustees[0])?.element().encode())?;
    let other = key(share(folder, &trustees[1])?.element().encode())?;
    let product = key(server.element().encode())? + one + one - other;
    let election = key(poll.setup().election().public_key().encode())?;
    same("the election's key", &election, &product)?;
    same(
        "the trustees' key",
        poll.setup().election().public_key(),
        poll.setup().trustees().key(),
    )
}
