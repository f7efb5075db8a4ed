//! Shuffles and decryptions of closed boxes: whose turn it is, from which archive, and taking in what was made.

use std::fs::File;
use std::sync::Arc;

use hustings_contest::event::Role;
use hustings_contest::kept;
use hustings_office::{ContestId, Hand, Office, signed};
use hustings_rulebook::BoxId;
use hustings_seal::archive::Archive;
use hustings_seal::trustee::{SignedMessage, Step, Trustees};
use hustings_store::RowKey;

use super::aside::{apart, temporary};
use super::ceremony::{Asked, message};
use crate::hall::Hall;
use crate::page::Frame;
use crate::trouble::Trouble;

/// The number that the server has in archives, where it has a key.
pub(crate) const SERVER: usize = 1;

/// How far the trustees are with a box.
pub(crate) struct Steps {
    pub(crate) of: BoxId,
    pub(crate) closed: bool,
    pub(crate) tallied: bool,
    /// Who has shuffled, by number, in order.
    pub(crate) shuffled: Vec<usize>,
    /// Who has decrypted, by number, in order.
    pub(crate) decrypted: Vec<usize>,
    /// How many must do each.
    pub(crate) needed: usize,
    /// How many trustees there are.
    pub(crate) members: usize,
    /// Whether the first of them is the server.
    server: bool,
}

impl Steps {
    /// Of a box that is open.
    pub(crate) async fn of(office: &Office, of: &BoxId) -> Result<Self, Trouble> {
        let state = office
            .contest()
            .kept()
            .and_then(|kept| kept.of_box(of))
            .ok_or(Trouble::NotFound)?;
        let trustees = office.trustees(of).await?;
        let whose = |statement: &str| number_of(statement, &trustees).unwrap_or_default();
        let shuffles = state.shuffles.iter();
        let decryptions = state.decryptions.iter();
        Ok(Self {
            of: of.clone(),
            closed: state.closed.is_some(),
            tallied: state.tallied.is_some(),
            shuffled: shuffles.map(|made| whose(&made.act.statement)).collect(),
            decrypted: decryptions.map(|made| whose(&made.act.statement)).collect(),
            needed: kept::needed(office.contest()),
            members: trustees.members().len(),
            server: Asked::of(office.contest()).is_some_and(|asked| asked.server),
        })
    }

    /// Who has a number in archives, as people here know them: the server, or a place.
    pub(crate) fn who(&self, page: &Frame, number: usize) -> String {
        match number.checked_sub(usize::from(self.server)) {
            Some(0) | None => page.say("trustee-the-server"),
            Some(place) => page.fill("trustee-place-number", "place", place),
        }
    }

    /// What is to be done next, if anything.
    pub(crate) fn next(&self) -> Option<Step> {
        if !self.closed || self.tallied {
            return None;
        }
        let mut steps = [Step::Shuffle, Step::PartialDecryption].into_iter();
        steps.find(|step| !self.is_done(*step))
    }

    /// Who has done a step.
    pub(crate) fn done(&self, step: Step) -> &[usize] {
        match step {
            Step::Shuffle => &self.shuffled,
            Step::PartialDecryption => &self.decrypted,
        }
    }

    /// Whether as many have done a step as are needed. Anybody's shuffle will do; a decryption does not stand in for the
    /// server's, nor the server's for another one.
    pub(crate) fn is_done(&self, step: Step) -> bool {
        let enough = self.done(step).len() >= self.needed;
        match step {
            Step::Shuffle => enough,
            Step::PartialDecryption => {
                enough
                    && self.others_suffice()
                    && (!self.server || self.decrypted.contains(&SERVER))
            }
        }
    }

    /// Whether as many beside the server have decrypted as are needed.
    fn others_suffice(&self) -> bool {
        let server = usize::from(self.server);
        let is_other = |number: &&usize| !(self.server && **number == SERVER);
        self.decrypted.iter().filter(is_other).count() + server >= self.needed
    }

    /// Whether a step is to be done now by whoever has this number.
    pub(crate) fn awaits(&self, step: Step, number: usize) -> bool {
        let is_server = self.server && number == SERVER;
        self.next() == Some(step)
            && !self.done(step).contains(&number)
            && (step == Step::Shuffle || is_server || !self.others_suffice())
    }

    /// Whether the server is among the trustees, and it is its turn.
    pub(crate) fn is_servers_turn(&self) -> bool {
        self.server && self.next().is_some_and(|step| self.awaits(step, SERVER))
    }

    /// Whose turn it is, where nobody is away: the first who has not done it.
    pub(crate) fn turn(&self) -> Option<usize> {
        let step = self.next()?;
        (1..=self.members).find(|number| self.awaits(step, *number))
    }
}

/// The number of the trustee who signed a statement.
fn number_of(statement: &str, trustees: &Trustees) -> Option<usize> {
    let statement: SignedMessage = serde_json::from_str(statement).ok()?;
    signed(&statement, trustees).map(|(number, _)| number)
}

/// The word that files of a step are called by.
pub(crate) fn word(step: Step) -> &'static str {
    match step {
        Step::Shuffle => "shuffle",
        Step::PartialDecryption => "decrypt",
    }
}

/// The archive that trustees work from now.
pub(crate) async fn archive(hall: &Arc<Hall>, of: &BoxId) -> Result<File, Trouble> {
    let (hall, of) = (Arc::clone(hall), of.clone());
    apart(async move {
        let office = hall.aside().await?;
        let reach = office.reach_now(&of).ok_or(Trouble::NotFound)?;
        Ok(office.archive(&of, reach, temporary()?).await?)
    })
    .await
}

fn event_row(id: &ContestId, of: &BoxId) -> RowKey {
    RowKey::new("~site", "event", format!("{id}/{of}"))
}

/// The last event of the archive that trustees work from now: computed once for each step.
pub(crate) async fn event(hall: &Arc<Hall>, of: &BoxId) -> Result<String, Trouble> {
    let (made, first, store) = {
        let office = hall.read().await?;
        let kept = office.contest().kept();
        let state = kept.and_then(|kept| kept.of_box(of));
        let state = state.ok_or(Trouble::NotFound)?;
        let made = state.shuffles.len() + state.decryptions.len();
        let tally = state.closed.as_ref().map(|closed| {
            let tally = closed.act.tally.as_str();
            tally.trim_start_matches("sha256:").to_owned()
        });
        (made, tally, office.store().clone())
    };
    if let (0, Some(first)) = (made, first) {
        return Ok(first);
    }
    let at = event_row(&hall.id, of);
    let known = store.row(&at).await?;
    let known = known.and_then(|bytes| String::from_utf8(bytes).ok());
    let known = known.as_deref().and_then(|text| text.split_once(' '));
    if let Some((after, event)) = known
        && after == made.to_string()
    {
        return Ok(event.to_owned());
    }
    let mut file = archive(hall, of).await?;
    let event = apart(async move {
        let records = Archive::open(&mut file).map_err(|error| Trouble::broken(&error))?;
        records
            .last_event()
            .map(|event| event.to_string())
            .ok_or_else(|| Trouble::broken(&"an archive without an event"))
    })
    .await?;
    let mut turn = store.turn(&[]).await?;
    turn.put_row(&at, format!("{made} {event}").as_bytes())
        .await?;
    turn.commit().await?;
    Ok(event)
}

/// Does with the server's key what is its turn to do, box by box: nothing where it is others' turn.
pub(crate) async fn with_server_key(hall: &Arc<Hall>, hand: Hand) -> Result<usize, Trouble> {
    let hall = Arc::clone(hall);
    apart(async move {
        let mut office = hall.aside().await?;
        let mut done = 0;
        for of in office.box_ids() {
            while Steps::of(&office, &of).await?.is_servers_turn() {
                office
                    .step_with_server_key(&of, [temporary()?, temporary()?], &hand)
                    .await?;
                done += 1;
            }
        }
        Ok(done)
    })
    .await
}

/// Takes in what a trustee made, with its statement; `number` is whose it must be.
pub(crate) async fn take(
    hall: &Arc<Hall>,
    of: &BoxId,
    number: usize,
    (made, statement): (&[u8], &[u8]),
    hand: Hand,
) -> Result<(), Trouble> {
    let made = message(made, "message")?.into_bytes();
    let statement = message(statement, "statement")?;
    let (hall, of) = (Arc::clone(hall), of.clone());
    apart(async move {
        let mut office = hall.aside().await?;
        let trustees = office.trustees(&of).await?;
        let signer = number_of(&statement, &trustees);
        if let Some(signer) = signer.filter(|signer| *signer != number) {
            return Err(Trouble::Refused(format!(
                "trustee {signer} signed this statement, and you are trustee {number}: each sends what is their own"
            )));
        }
        office
            .take_step(&of, made, &statement, temporary()?, &hand)
            .await?;
        Ok(())
    })
    .await
}

/// The role in which a step is recorded.
pub(crate) const ROLE: Role = Role::Trustee;

#[cfg(test)]
mod tests {
    use super::*;

    /// The server and two of three others.
    fn steps(shuffled: &[usize], decrypted: &[usize]) -> Steps {
        Steps {
            of: "electors".parse().expect("it is an id"),
            closed: true,
            tallied: false,
            shuffled: shuffled.to_vec(),
            decrypted: decrypted.to_vec(),
            needed: 3,
            members: 4,
            server: true,
        }
    }

    /// All three others were quicker: then the server's key is still needed, and nobody else's any more.
    #[test]
    fn the_server_decrypts_also_after_all_others() {
        let late = steps(&[2, 3, 4], &[2, 3, 4]);
        assert_eq!(late.next(), Some(Step::PartialDecryption));
        assert!(late.is_servers_turn());
        assert_eq!(late.turn(), Some(SERVER));
        let two = steps(&[2, 3, 4], &[2, 3]);
        assert!(!two.awaits(Step::PartialDecryption, 4));
        assert!(two.is_servers_turn());
        assert_eq!(steps(&[2, 3, 4], &[2, 3, 1]).next(), None);
    }

    #[test]
    fn the_servers_decryption_stands_in_for_no_other() {
        let one = steps(&[1, 2, 3], &[1, 2]);
        assert!(!one.is_servers_turn());
        assert!(one.awaits(Step::PartialDecryption, 3) && one.awaits(Step::PartialDecryption, 4));
    }

    #[test]
    fn anybody_shuffles() {
        let two = steps(&[2, 3], &[]);
        assert!(two.awaits(Step::Shuffle, 4) && two.is_servers_turn());
        assert_eq!(steps(&[2, 3, 4], &[]).next(), Some(Step::PartialDecryption));
    }
}
