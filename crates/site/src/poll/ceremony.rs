//! The ceremony of keys: pieces that trustees make on machines of their own, and what follows from all of them.
//!
//! A piece is checked before it is kept, and never overwritten. What is made of all pieces is made each time anew: it is a
//! function of them.

use std::collections::BTreeMap;

use hustings_contest::Contest;
use hustings_office::{ContestId, Office};
use hustings_seal::digest::Digest;
use hustings_seal::misplaced::secret_in;
use hustings_seal::randomness::system;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Outgoing, Place, Polynomial, ThresholdParameters,
};
use hustings_seal::trustee::{Part, PrivateKey, PublicKey, Trustees};
use hustings_store::{RowKey, Store, StoreError, Turn};
use zeroize::Zeroizing;

use crate::trouble::Trouble;

const KIND: &str = "ceremony";
const PLACE: &str = "place";

/// What a trustee uploads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// The certificate of its public keys.
    Certificate,
    /// Its polynomial, with a share for each.
    Polynomial,
    /// Its public key, and the private one, encrypted to itself.
    Outgoing,
    /// The public half of the server's own key.
    Server,
    /// A list that was joined elsewhere.
    Trustees,
}

impl Piece {
    pub(crate) const OF_TRUSTEES: [Self; 3] = [Self::Certificate, Self::Polynomial, Self::Outgoing];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::Polynomial => "polynomial",
            Self::Outgoing => "outgoing",
            Self::Server => "server",
            Self::Trustees => "trustees",
        }
    }

    /// The name that the commands give its file.
    pub(crate) fn file(self, place: usize) -> String {
        match self {
            Self::Server | Self::Trustees => format!("{}.json", self.word()),
            _ => format!("{}-{place}.json", self.word()),
        }
    }

    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::OF_TRUSTEES
            .into_iter()
            .find(|piece| piece.word() == word)
    }

    fn row(self, contest: &ContestId, place: usize) -> RowKey {
        RowKey::new("~site", KIND, format!("{contest}/{}/{place}", self.word()))
    }
}

/// How many trustees the rulebook asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Whether the server has a key of its own.
    pub(crate) server: bool,
    pub(crate) threshold: usize,
    pub(crate) size: usize,
}

impl Asked {
    /// What the rulebook says; nothing where it leaves this open.
    pub(crate) fn of(contest: &Contest) -> Option<Self> {
        let rule = contest.rulebook().ballot.trustees.as_ref()?;
        let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        Some(Self {
            server: rule.server,
            threshold: number(rule.threshold),
            size: number(rule.of),
        })
    }

    /// Whether there is no key but the server's.
    pub(crate) fn is_server_alone(self) -> bool {
        self.server && self.size == 0
    }

    /// The number that a trustee has in archives: the server is the first.
    pub(crate) fn number(self, place: usize) -> usize {
        place + usize::from(self.server)
    }

    fn place(self, index: usize) -> Place {
        Place {
            size: self.size,
            threshold: self.threshold,
            index,
        }
    }
}

/// All pieces that are there.
pub(crate) struct Ceremony {
    pub(crate) asked: Option<Asked>,
    pieces: BTreeMap<(Piece, usize), String>,
}

impl Ceremony {
    pub(crate) async fn of(
        store: &Store,
        id: &ContestId,
        contest: &Contest,
    ) -> Result<Self, StoreError> {
        let asked = Asked::of(contest);
        let mut pieces = BTreeMap::new();
        for (piece, place) in Self::all(asked) {
            if let Some(bytes) = store.row(&piece.row(id, place)).await? {
                pieces.insert((piece, place), text(bytes));
            }
        }
        Ok(Self { asked, pieces })
    }

    /// The same, as it stands in a turn.
    async fn in_turn(
        turn: &mut Turn,
        id: &ContestId,
        asked: Option<Asked>,
    ) -> Result<Self, StoreError> {
        let mut pieces = BTreeMap::new();
        for (piece, place) in Self::all(asked) {
            if let Some(bytes) = turn.row(&piece.row(id, place)).await? {
                pieces.insert((piece, place), text(bytes));
            }
        }
        Ok(Self { asked, pieces })
    }

    fn all(asked: Option<Asked>) -> Vec<(Piece, usize)> {
        let size = asked.map_or(0, |asked| asked.size);
        let of_trustees = Piece::OF_TRUSTEES
            .into_iter()
            .flat_map(|piece| (1..=size).map(move |place| (piece, place)));
        of_trustees
            .chain([(Piece::Server, 0), (Piece::Trustees, 0)])
            .collect()
    }

    /// A piece as it was uploaded.
    pub(crate) fn piece(&self, piece: Piece, place: usize) -> Option<&str> {
        self.pieces.get(&(piece, place)).map(String::as_str)
    }

    /// Whether anything is there that could be taken away.
    pub(crate) fn is_begun(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Whose pieces are missing.
    pub(crate) fn missing(&self, piece: Piece) -> Vec<usize> {
        let size = self.asked.map_or(0, |asked| asked.size);
        (1..=size)
            .filter(|place| self.piece(piece, *place).is_none())
            .collect()
    }

    fn read<T>(
        &self,
        piece: Piece,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Result<Vec<T>, String>> {
        let size = self.asked.filter(|asked| asked.size > 0)?.size;
        let texts: Option<Vec<&str>> = (1..=size).map(|place| self.piece(piece, place)).collect();
        Some(texts?.into_iter().map(parse).collect())
    }

    /// The certificates of all trustees, once all are there.
    fn certificates(&self) -> Option<Result<Certificates, String>> {
        let all = self.read(Piece::Certificate, Certificate::parse)?;
        Some(all.and_then(|all| Certificates::gather(all).map_err(|fault| fault.to_string())))
    }

    /// The same as a file.
    pub(crate) fn certificates_json(&self) -> Option<String> {
        let size = self.asked?.size;
        let texts: Option<Vec<&str>> = (1..=size)
            .map(|place| self.piece(Piece::Certificate, place))
            .collect();
        Some(format!("[{}]", texts?.join(",")))
    }

    fn polynomials(&self) -> Option<Result<Vec<Polynomial>, String>> {
        self.read(Piece::Polynomial, Polynomial::parse)
    }

    /// The shares for a trustee, sorted out of what all have made.
    pub(crate) fn incoming(&self, place: usize) -> Option<Result<String, String>> {
        let (certificates, polynomials) = (self.certificates()?, self.polynomials()?);
        let sorted = certificates.and_then(|certificates| {
            Incoming::sort(&certificates, &polynomials?).map_err(|fault| fault.to_string())
        });
        match sorted {
            Ok(sorted) => Some(Ok(sorted.get(place.checked_sub(1)?)?.text())),
            Err(fault) => Some(Err(fault)),
        }
    }

    /// The threshold, put together after every check.
    fn threshold(&self) -> Option<Result<ThresholdParameters, String>> {
        let (certificates, polynomials) = (self.certificates()?, self.polynomials()?);
        let outgoing = self.read(Piece::Outgoing, Outgoing::parse)?;
        let assembled = certificates.and_then(|certificates| {
            ThresholdParameters::assemble(&certificates, &polynomials?, &outgoing?)
                .map_err(|fault| fault.to_string())
        });
        Some(assembled)
    }

    /// The trustees, once all that the rulebook asks for are there: the server first.
    pub(crate) fn trustees(&self) -> Option<Result<Trustees, String>> {
        if let Some(joined) = self.piece(Piece::Trustees, 0) {
            return Some(Trustees::parse(joined).map_err(|fault| fault.to_string()));
        }
        let asked = self.asked?;
        let mut parts = Vec::new();
        if asked.server {
            match PublicKey::parse(self.piece(Piece::Server, 0)?) {
                Ok(key) => parts.push(Part::Single(key)),
                Err(error) => return Some(Err(error)),
            }
        }
        if asked.size > 0 {
            match self.threshold()? {
                Ok(threshold) => parts.push(Part::Pedersen(threshold)),
                Err(fault) => return Some(Err(fault)),
            }
        }
        Some(Trustees::new(&parts).map_err(|fault| fault.to_string()))
    }

    /// Fingerprints of all certificates that are there, by place.
    pub(crate) fn certificate_prints(&self) -> Vec<(usize, String)> {
        let size = self.asked.map_or(0, |asked| asked.size);
        (1..=size)
            .filter_map(|place| Some((place, fingerprint(self.piece(Piece::Certificate, place)?))))
            .collect()
    }

    /// What is wrong with a piece, with all that is there.
    fn check(&self, piece: Piece, place: usize, text: &str) -> Result<(), String> {
        let asked = self
            .asked
            .ok_or("the rulebook does not say how many trustees there are (ballot.trustees)");
        let gathered = || {
            self.certificates()
                .unwrap_or_else(|| Err("not all certificates are there yet".to_owned()))
        };
        match piece {
            Piece::Certificate => {
                let asked = asked?;
                let certificate = Certificate::parse(text)?;
                certificate
                    .check(asked.place(place))
                    .map_err(|fault| fault.to_string())
            }
            Piece::Polynomial => Polynomial::parse(text)?
                .check(&gathered()?, place)
                .map_err(|fault| fault.to_string()),
            Piece::Outgoing => {
                let polynomials = self
                    .polynomials()
                    .unwrap_or_else(|| Err("not all polynomials are there yet".to_owned()))?;
                Outgoing::parse(text)?
                    .check(&gathered()?, &polynomials, place)
                    .map_err(|fault| fault.to_string())
            }
            Piece::Server => {
                if self.piece(Piece::Trustees, 0).is_some() {
                    return Err("a list of all keys is there already, with the server's".to_owned());
                }
                let key = PublicKey::parse(text)?;
                if key.is_signed() {
                    return Err("it is the key of a trustee of a threshold; give what `hustings trustee generate --public` wrote".to_owned());
                }
                key.check().map(drop).map_err(|fault| fault.to_string())
            }
            Piece::Trustees => {
                let trustees = Trustees::parse(text).map_err(|fault| fault.to_string())?;
                self.expect_asked(&trustees)?;
                self.expect_servers(&trustees)
            }
        }
    }

    /// Refuses a list without the server's key that is there: it would open nothing.
    fn expect_servers(&self, trustees: &Trustees) -> Result<(), String> {
        let Some(server) = self.piece(Piece::Server, 0) else {
            return Ok(());
        };
        let key = PublicKey::parse(server)?.encoded();
        let first = trustees.members().first();
        if first.is_some_and(|first| first.key.encode() == key) {
            Ok(())
        } else {
            Err("its first key is not the server's key that is there already".to_owned())
        }
    }

    /// Refuses other numbers than the rulebook's.
    fn expect_asked(&self, trustees: &Trustees) -> Result<(), String> {
        let Some(asked) = self.asked else {
            return Ok(());
        };
        let (size, needed) = (asked.number(asked.size), asked.number(asked.threshold));
        let (found, must) = (trustees.members().len(), trustees.needed());
        if (found, must) == (size, needed) {
            Ok(())
        } else {
            Err(format!(
                "it has {found} trustees, of whom {must} must decrypt, and the rulebook asks for {size}, of whom {needed} must (ballot.trustees)"
            ))
        }
    }
}

/// By what two people compare a message.
pub(crate) fn fingerprint(text: &str) -> String {
    Digest::of(text.as_bytes()).to_base64()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}

/// A public message as it was uploaded: an editor may have added a line end. A secret is refused, and nothing of it kept.
pub(crate) fn message(bytes: &[u8], file: &str) -> Result<String, Trouble> {
    if let Some(secret) = secret_in(bytes) {
        return Err(Trouble::Refused(format!(
            "{file}: {secret}. Nothing of it was kept here; delete the copy that you sent"
        )));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| {
        Trouble::Malformed(format!(
            "{file}: it is no text; give the file as the command wrote it"
        ))
    })?;
    Ok(text.trim_start_matches('\u{feff}').trim_end().to_owned())
}

/// Where pieces are kept, until a box is open under the keys that come of them.
pub(crate) struct Keeping {
    store: Store,
    id: ContestId,
    asked: Option<Asked>,
    /// Where the setups of boxes will lie.
    setups: Vec<RowKey>,
}

impl Keeping {
    pub(crate) fn of(office: &Office, id: &ContestId) -> Self {
        Self {
            store: office.store().clone(),
            id: id.clone(),
            asked: Asked::of(office.contest()),
            setups: office.setup_rows(),
        }
    }

    /// Whether the server has a key of its own.
    pub(crate) fn has_server(&self) -> bool {
        self.asked.is_some_and(|asked| asked.server)
    }

    /// A turn in which no box is open, nor will be before it ends: a key that is changed then would open no ballot.
    async fn turn(&self) -> Result<Turn, Trouble> {
        let mut turn = self.store.turn(&[self.id.log()?]).await?;
        for row in &self.setups {
            if turn.row(row).await?.is_some() {
                return Err(Trouble::Refused(
                    "a box is open under these keys, and they can no longer be changed".to_owned(),
                ));
            }
        }
        Ok(turn)
    }

    /// Keeps a piece, after it was checked with all others; refuses one that is there already.
    pub(crate) async fn keep(&self, piece: (Piece, usize), text: &str) -> Result<(), Trouble> {
        self.keep_beside(piece, text, None).await
    }

    /// The same, and a secret in the same commit.
    async fn keep_beside(
        &self,
        (piece, place): (Piece, usize),
        text: &str,
        beside: Option<(RowKey, Zeroizing<String>)>,
    ) -> Result<(), Trouble> {
        let file = piece.file(place);
        let refused = |reason: String| {
            Trouble::Refused(format!(
                "{file}: {reason}. Make it anew with the command, and send that"
            ))
        };
        let mut turn = self.turn().await?;
        let mut all = Ceremony::in_turn(&mut turn, &self.id, self.asked).await?;
        if all.piece(piece, place).is_some() {
            return Err(Trouble::Refused(format!(
                "{file}: it is there already, and is never overwritten"
            )));
        }
        all.check(piece, place, text).map_err(refused)?;
        all.pieces.insert((piece, place), text.to_owned());
        if let Some(Err(fault)) = all.certificates() {
            return Err(refused(fault));
        }
        if let Some(Err(fault)) = all.trustees() {
            return Err(refused(fault));
        }
        turn.put_row(&piece.row(&self.id, place), text.as_bytes())
            .await?;
        if let Some((row, secret)) = beside {
            turn.put_row(&row, secret.as_bytes()).await?;
        }
        Ok(turn.commit().await?)
    }

    /// Makes the server's key here, and keeps it with its public half; refuses where one is there already.
    pub(crate) async fn make_server_key(&self) -> Result<(), Trouble> {
        let key = PrivateKey::generate(&mut system());
        let public = key.public_key(&mut system()).text();
        let beside = (self.id.server_key_row(), key.reveal());
        self.keep_beside((Piece::Server, 0), &public, Some(beside))
            .await
    }

    /// Takes all pieces away, so that keys are made anew; what was noted of rehearsals goes with them.
    pub(crate) async fn begin_anew(&self) -> Result<(), Trouble> {
        let mut turn = self.turn().await?;
        for (piece, place) in Ceremony::all(self.asked) {
            turn.delete_row(&piece.row(&self.id, place)).await?;
        }
        turn.delete_row(&self.id.server_key_row()).await?;
        let prefix = format!("{}/", self.id);
        let noted = turn
            .rows("~site", super::credentials::CHECKED)
            .all()
            .await?;
        for (key, _) in noted {
            if key.starts_with(&prefix) {
                turn.delete_row(&RowKey::new("~site", super::credentials::CHECKED, key))
                    .await?;
            }
        }
        Ok(turn.commit().await?)
    }
}

fn place_row(id: &ContestId, email: &str) -> RowKey {
    RowKey::new("~site", PLACE, format!("{id}/{}", email.to_lowercase()))
}

/// The place among the trustees that an account has.
pub(crate) async fn place_of(
    store: &Store,
    id: &ContestId,
    email: &str,
) -> Result<Option<usize>, StoreError> {
    let row = store.row(&place_row(id, email)).await?;
    Ok(row.and_then(|bytes| text(bytes).parse().ok()))
}

/// Which places are taken, and by whom.
pub(crate) async fn places(
    store: &Store,
    id: &ContestId,
) -> Result<BTreeMap<usize, String>, StoreError> {
    let prefix = format!("{id}/");
    let mut places = BTreeMap::new();
    let mut rows = store.rows_under("~site", PLACE, &prefix);
    while let Some((key, bytes)) = rows.next().await? {
        if let (Some(email), Ok(place)) = (key.strip_prefix(&prefix), text(bytes).parse()) {
            places.insert(place, email.to_owned());
        }
    }
    Ok(places)
}

/// Gives an account a place that nobody has.
pub(crate) async fn claim(
    store: &Store,
    id: &ContestId,
    email: &str,
    place: usize,
) -> Result<bool, Trouble> {
    let mut turn = store.turn(&[id.log()?]).await?;
    let row = place_row(id, email);
    if turn.row(&row).await?.is_some() {
        return Ok(false);
    }
    let prefix = format!("{id}/");
    let taken = turn.rows("~site", PLACE).all().await?;
    let is_taken = taken
        .into_iter()
        .any(|(key, bytes)| key.starts_with(&prefix) && text(bytes) == place.to_string());
    if is_taken {
        return Ok(false);
    }
    turn.put_row(&row, place.to_string().as_bytes()).await?;
    turn.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests;
