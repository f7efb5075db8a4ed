//! Which elector has which credential: the registrar's links.

use std::collections::{BTreeMap, HashSet};

use hustings_rulebook::{BoxId, Means};
use hustings_seal::archive::Poll;
use hustings_seal::group::Encoded;
use hustings_store::Turn;

use crate::error::OfficeError;
use crate::names::kind;
use crate::office::Office;

/// Why links are not taken in.
#[derive(Debug, thiserror::Error)]
pub enum LinksError {
    /// Not the table that `registrar issue --links` writes.
    #[error("{0}; give the file that `hustings registrar issue --links` wrote")]
    Table(csv::Error),
    /// Other columns.
    #[error(
        "line 1: the columns are not elector,public; give the file that `hustings registrar issue --links` wrote"
    )]
    Columns,
    /// Nobody.
    #[error("line {0}: there is no elector; give every line one")]
    NoElector(u64),
    /// An elector twice.
    #[error(
        "line {line}: the elector “{elector}” stands there a second time; each has one credential in a box"
    )]
    ElectorTwice {
        /// Where.
        line: u64,
        /// Who.
        elector: String,
    },
    /// No credential, or one of another box.
    #[error(
        "line {0}: the credential is not on the box's list; give the links of the list that the box was set up with"
    )]
    NotListed(u64),
    /// A credential twice.
    #[error("line {0}: the credential stands there a second time; each is one elector's")]
    CredentialTwice(u64),
    /// Too few.
    #[error(
        "{found} of the {listed} credentials on the box's list have an elector; give the links of all of them"
    )]
    Missing {
        /// With an elector.
        found: usize,
        /// On the list.
        listed: usize,
    },
}

impl Office {
    /// Takes in the links of a box, checked against its list: each credential on it, each once, all of them. Returns how
    /// many.
    ///
    /// Whoever has them can tell from the box who has voted, but without the trustees not how.
    pub async fn take_links(&mut self, of: &BoxId, table: &[u8]) -> Result<usize, OfficeError> {
        if !self.contest.rulebook().ballot.means.contains(&Means::Post) {
            return Err(OfficeError::sealed(
                of,
                "nobody votes by post (ballot.means), so that nobody needs to know whose a credential is; destroy the links",
            ));
        }
        let setup = self.setup(of).await?;
        let poll = Poll::open(setup.as_slice()).map_err(|fault| OfficeError::sealed(of, fault))?;
        let links =
            parse(table, poll.credentials()).map_err(|error| OfficeError::sealed(of, error))?;
        let mut turn = self.turn(&[]).await?;
        self.expect_new(&mut turn, of, &links).await?;
        for (elector, credential) in &links {
            let at = self.id.credential_row(of, elector);
            turn.put_row(&at, credential.as_bytes()).await?;
        }
        turn.commit().await?;
        Ok(links.len())
    }

    /// Refuses links that are there already, and electors who have a credential for another box.
    async fn expect_new(
        &self,
        turn: &mut Turn,
        of: &BoxId,
        links: &BTreeMap<String, String>,
    ) -> Result<(), OfficeError> {
        let realm = self.id.to_string();
        let mut rows = turn.rows(&realm, kind::CREDENTIAL);
        while let Some((key, _)) = rows.next().await? {
            let Some((other, elector)) = key.split_once('/') else {
                continue;
            };
            if other == of.as_str() {
                return Err(OfficeError::sealed(of, "its links were taken in before"));
            }
            if links.contains_key(elector) {
                return Err(OfficeError::sealed(
                    of,
                    format!(
                        "the elector “{elector}” has a credential for the box '{other}' too, and would have two votes; leave one out of the roll (roll.precedence), and issue credentials anew"
                    ),
                ));
            }
        }
        Ok(())
    }
}

/// Credentials by elector.
fn parse(table: &[u8], listed: &[Encoded]) -> Result<BTreeMap<String, String>, LinksError> {
    let listed: HashSet<Encoded> = listed.iter().copied().collect();
    let mut reader = csv::Reader::from_reader(table);
    if reader.headers().map_err(LinksError::Table)? != vec!["elector", "public"] {
        return Err(LinksError::Columns);
    }
    let mut links = BTreeMap::new();
    let mut seen = HashSet::new();
    for record in reader.records() {
        let record = record.map_err(LinksError::Table)?;
        let line = record.position().map_or(0, csv::Position::line);
        let elector = record.get(0).unwrap_or_default().trim();
        let credential = record.get(1).unwrap_or_default().trim();
        if elector.is_empty() {
            return Err(LinksError::NoElector(line));
        }
        let encoded = Encoded::from_hex(credential.as_bytes())
            .ok()
            .filter(|encoded| listed.contains(encoded))
            .ok_or(LinksError::NotListed(line))?;
        if !seen.insert(encoded) {
            return Err(LinksError::CredentialTwice(line));
        }
        let before = links.insert(elector.to_owned(), encoded.to_string());
        if before.is_some() {
            return Err(LinksError::ElectorTwice {
                line,
                elector: elector.to_owned(),
            });
        }
    }
    if links.len() != listed.len() {
        return Err(LinksError::Missing {
            found: links.len(),
            listed: listed.len(),
        });
    }
    Ok(links)
}
