//! Claims and objections: who is behind them, and what came of them. The log has their ids, and no person.

use hustings_contest::Recorded;
use hustings_contest::event::{ClaimMade, Claimed, Matter, RulingOutcome};
use hustings_contest::kept::Rulings;
use hustings_roll::{Answer, Channel, Elector, ElectorId, Email, Name, PostalAddress};
use hustings_rulebook::{ClaimId, Moment, RulingId, SectionId};

use super::decision::{CurrentRoll, Decision};
use super::error::RollError;
use super::ledger::Ledger;
use super::rule::View;
use super::ruled::{about, described, standing};
use super::{named, section_of};
use crate::error::OfficeError;
use crate::office::Office;

/// Who is behind a claim, or behind the name that is objected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// Somebody who claims a place. Where her number is in the file, the file's row is hers.
    Claimant {
        /// Her number.
        elector: ElectorId,
        /// Her name.
        name: Name,
        /// Her channel; online where there is online voting, else post, if nothing is said.
        channel: Option<Channel>,
        /// Where mail reaches her.
        email: Option<Email>,
        /// Where post reaches her.
        address: Option<PostalAddress>,
        /// When she joined.
        joined: Option<Moment>,
        /// When she registered.
        registered: Option<Moment>,
        /// What she answers at sign-in, where the rulebook asks; without one she cannot sign in.
        answer: Option<Answer>,
    },
    /// Somebody who is objected to.
    Objected(ElectorId),
}

impl Office {
    /// Enters who is behind a claim that the log has. As long as nothing is determined, it takes the place of what was
    /// entered before.
    pub async fn behind(
        &mut self,
        claim: ClaimId,
        behind: Behind,
        grounds: String,
    ) -> Result<CurrentRoll, OfficeError> {
        self.decide(|view| view.behind(claim, behind, grounds))
            .await
    }

    /// Enters what came of a claim.
    pub async fn determine(
        &mut self,
        claim: ClaimId,
        ruling: RulingId,
    ) -> Result<CurrentRoll, OfficeError> {
        self.decide(|view| view.determined(claim, ruling)).await
    }
}

impl Ledger {
    /// Takes out who was behind a claim, if nothing is determined yet.
    pub(super) fn forget(&mut self, claim: &ClaimId, rulings: &Rulings) -> Result<(), RollError> {
        let determined = self.decisions.iter().find_map(|decision| match decision {
            Decision::Determine {
                claim: of, ruling, ..
            } if of == claim && rulings.superseded_by(ruling).is_none() => Some(ruling.clone()),
            _ => None,
        });
        if let Some(ruling) = determined {
            let claim = claim.clone();
            return Err(RollError::Determined { claim, ruling });
        }
        self.decisions
            .retain(|decision| decision.person_behind() != Some(claim));
        Ok(())
    }
}

impl View<'_> {
    fn claim(&self, claim: &ClaimId) -> Result<&Recorded<ClaimMade>, RollError> {
        let mut claims = self.rulings.claims.iter();
        let found = claims.find(|made| made.act.claim == *claim);
        found.ok_or_else(|| RollError::NoClaim(claim.clone()))
    }

    fn behind(
        &self,
        claim: ClaimId,
        behind: Behind,
        grounds: String,
    ) -> Result<Decision, RollError> {
        let made = self.claim(&claim)?;
        let section = section_of(self.rulebook, &made.act.section)?;
        let received = made.circumstances.received.clone();
        match (behind, made.act.about) {
            (Behind::Objected(elector), Claimed::Objection) => {
                self.expect_section(&elector, &made.act.section)?;
                Ok(Decision::Objection {
                    claim,
                    elector,
                    received,
                    grounds,
                })
            }
            (claimant @ Behind::Claimant { .. }, Claimed::Inclusion) => {
                let elector = self.claimant(claimant, section)?;
                self.expect_section(&elector.id, &made.act.section)?;
                Ok(Decision::Claim {
                    claim,
                    elector: Box::new(elector),
                    received,
                    grounds,
                })
            }
            (_, Claimed::Objection) => Err(RollError::OtherClaim {
                claim,
                about: "an objection",
                remedy: "give only the number of whom it objects to",
            }),
            (_, Claimed::Inclusion) => Err(RollError::OtherClaim {
                claim,
                about: "about a place on the roll",
                remedy: "give the claimant's number and --name",
            }),
        }
    }

    /// Who has a row is in the section that was said.
    fn expect_section(&self, elector: &ElectorId, said: &SectionId) -> Result<(), RollError> {
        let Some(row) = self.current.roll().row(elector) else {
            return Ok(());
        };
        let is = named(row.elector.section.as_ref())?;
        if is == *said {
            return Ok(());
        }
        Err(RollError::OtherSection {
            elector: elector.clone(),
            is,
            said: said.clone(),
        })
    }

    fn claimant(&self, of: Behind, section: Option<SectionId>) -> Result<Elector, RollError> {
        let Behind::Claimant {
            elector,
            name,
            channel,
            email,
            address,
            joined,
            registered,
            answer,
        } = of
        else {
            return Err(RollError::Invalid("a claimant".to_owned()));
        };
        let means = &self.rulebook.ballot.means;
        let allowed = |channel: &Channel| means.is_empty() || means.contains(&channel.means());
        let usual = || Channel::ALL.iter().copied().find(allowed);
        let channel = channel.or_else(usual).unwrap_or(Channel::Online);
        if !allowed(&channel) {
            return Err(RollError::ChannelNotAllowed(channel));
        }
        if answer.is_some() && !Answer::is_asked(self.rulebook) {
            return Err(RollError::NothingAsked);
        }
        Ok(Elector {
            id: elector,
            name,
            section,
            channel,
            email,
            address,
            joined,
            registered,
            answer,
        })
    }

    fn determined(&self, claim: ClaimId, ruling: RulingId) -> Result<Decision, RollError> {
        about(self.rulings, &claim)?;
        if !self.current.claims.contains_key(&claim) {
            return Err(RollError::NobodyBehind(claim));
        }
        let remedy = |id: &str| {
            format!(
                "`hustings contest rule {id} --allow --reasons TEXT claim {claim}` (or --disallow)"
            )
        };
        let made = standing(self.rulings, &ruling, || remedy(ruling.as_str()))?;
        let matter = Matter::Claim {
            claim: claim.clone(),
        };
        if made.on != matter {
            return Err(RollError::OtherMatter {
                on: described(&made.on),
                ruling,
                remedy: remedy("ANOTHER-ID"),
            });
        }
        Ok(Decision::Determine {
            allowed: made.outcome == RulingOutcome::Allowed,
            claim,
            ruling,
        })
    }
}
