//! The second factor: codes by time (RFC 6238), each good once.

use hustings_seal::randomness::system;
use rand_core::Rng as _;
use serde::{Deserialize, Serialize};
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// A secret that an authenticator shares, and the last step that was used.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SecondFactor {
    secret: String,
    used: u64,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondFactor(…)")
    }
}

/// A step of 30 seconds, since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step(u64);

const SECONDS: u64 = 30;

impl SecondFactor {
    /// With a secret of chance.
    pub(crate) fn new() -> Self {
        // RFC 4226, section 4: 160 bits.
        let mut bytes = [0; 20];
        system().fill_bytes(&mut bytes);
        Self {
            secret: Secret::from(bytes.to_vec()).to_base32(),
            used: 0,
        }
    }

    fn totp(&self, organisation: &str, email: &str) -> Option<Totp> {
        // A colon parts the issuer from the account, and may be in neither.
        let plain = |text: &str| text.replace(':', " ");
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(SECONDS)
            .with_secret(Secret::try_from_base32(&self.secret).ok()?)
            .with_account_name(plain(email))
            .with_issuer(Some(plain(organisation)));
        builder.build().ok()
    }

    /// The secret as people type it into an authenticator.
    pub(crate) fn secret(&self) -> &str {
        &self.secret
    }

    /// The same as a link that an authenticator opens.
    pub(crate) fn url(&self, organisation: &str, email: &str) -> String {
        self.totp(organisation, email)
            .and_then(|totp| totp.to_url().ok())
            .unwrap_or_default()
    }

    /// Whether a code is good now: of this step or one beside it, and of none that was used. The step is to be kept by
    /// [`Self::use_up`].
    pub(crate) fn check(&self, code: &str, now: u64) -> Option<Step> {
        let totp = self.totp("Hustings", "officer")?;
        let code: String = code.chars().filter(char::is_ascii_digit).collect();
        let step = now / SECONDS;
        (step.saturating_sub(1)..=step + 1)
            .filter(|step| *step > self.used)
            .find(|step| crate::secret::is_same(&totp.generate(step * SECONDS).to_string(), &code))
            .map(Step)
    }

    /// Whether no code of this step or a later one was used.
    pub(crate) fn is_new(&self, step: Step) -> bool {
        step.0 > self.used
    }

    /// No code up to this step is good any more.
    pub(crate) fn use_up(&mut self, step: Step) {
        self.used = step.0;
    }
}

/// What an authenticator with this secret shows now, for who has none at hand; nothing for what is no secret.
pub fn code_now(secret: &str) -> Option<String> {
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default();
    let factor = SecondFactor {
        secret: secret.to_owned(),
        used: 0,
    };
    let totp = factor.totp("Hustings", "officer")?;
    Some(totp.generate(now).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_specification() -> SecondFactor {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned();
        SecondFactor { secret, used: 0 }
    }

    /// RFC 6238, appendix B, in six digits instead of eight.
    #[test]
    fn codes_are_those_of_the_specification() {
        let factor = of_specification();
        assert_eq!(factor.check("287082", 59), Some(Step(1)));
        assert_eq!(
            factor.check("081804", 1_111_111_109),
            Some(Step(37_037_036))
        );
        assert_eq!(factor.check("081805", 1_111_111_109), None);
    }

    #[test]
    fn a_code_is_good_once_and_for_a_minute_or_so() {
        let mut factor = of_specification();
        let step = factor.check("287 082", 89).expect("a step late");
        assert_eq!(factor.check("287082", 120), None);
        factor.use_up(step);
        assert_eq!(factor.check("287082", 59), None);
    }
}
