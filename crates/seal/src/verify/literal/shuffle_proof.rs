//! `CheckShuffleProof`, in the order and the letters of its table (section 6 of the specification).

use super::ciphertext::Ciphertext;
use super::form::Form;
use super::generators::generators;
use super::json::Json;
use super::notation::{g, hash, hex, power, product, quotient};
use crate::digest::Digest;
use crate::group::{Element, Encoded, GroupError, Point, Scalar};

/// A proof for one question as received.
pub(super) struct ShuffleProof {
    t1: Encoded,
    t2: Encoded,
    t3: Encoded,
    t41: Encoded,
    t42: Encoded,
    t_hat: Vec<Encoded>,
    s1: Scalar,
    s2: Scalar,
    s3: Scalar,
    s4: Scalar,
    s_hat: Vec<Scalar>,
    s_prime: Vec<Scalar>,
    c: Vec<Encoded>,
    c_hat: Vec<Encoded>,
}

/// The elements of a proof, each of which is one.
pub(super) struct Elements {
    t1: Point,
    t2: Point,
    t3: Point,
    t41: Point,
    t42: Point,
    t_hat: Vec<Point>,
    c: Vec<Point>,
    c_hat: Vec<Point>,
}

impl ShuffleProof {
    pub fn read(json: &Json, ballots: usize) -> Result<Self, Form> {
        let [t, s, c, c_hat] = json.tuple()?;
        let [t1, t2, t3, t4, t_hat] = t.tuple()?;
        let [t41, t42] = t4.tuple()?;
        let [s1, s2, s3, s4, s_hat, s_prime] = s.tuple()?;
        Ok(Self {
            t1: t1.element()?,
            t2: t2.element()?,
            t3: t3.element()?,
            t41: t41.element()?,
            t42: t42.element()?,
            t_hat: t_hat.each_of(ballots, Json::element)?,
            s1: s1.scalar()?,
            s2: s2.scalar()?,
            s3: s3.scalar()?,
            s4: s4.scalar()?,
            s_hat: s_hat.each_of(ballots, Json::scalar)?,
            s_prime: s_prime.each_of(ballots, Json::scalar)?,
            c: c.each_of(ballots, Json::element)?,
            c_hat: c_hat.each_of(ballots, Json::element)?,
        })
    }

    pub fn check_elements(&self) -> Result<Elements, GroupError> {
        let all = |elements: &[Encoded]| {
            elements
                .iter()
                .copied()
                .map(element)
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Elements {
            t1: element(self.t1)?,
            t2: element(self.t2)?,
            t3: element(self.t3)?,
            t41: element(self.t41)?,
            t42: element(self.t42)?,
            t_hat: all(&self.t_hat)?,
            c: all(&self.c)?,
            c_hat: all(&self.c_hat)?,
        })
    }

    /// Whether `after` is `before` in another order, encrypted anew.
    pub fn holds(
        &self,
        elements: &Elements,
        before: &[Ciphertext],
        after: &[Ciphertext],
        pk: &Element,
        phi: &str,
    ) -> bool {
        let Self {
            s1,
            s2,
            s3,
            s4,
            s_hat,
            s_prime,
            ..
        } = self;
        let Elements {
            t1,
            t2,
            t3,
            t41,
            t42,
            t_hat,
            c: commitments,
            c_hat,
        } = elements;
        let Some((h, generators)) = generators(before.len()) else {
            return false;
        };
        let str_c = format!(
            "{}{}{}",
            ciphertext_list(before),
            ciphertext_list(after),
            list(commitments)
        );
        let u = challenges(before.len(), &format!("shuffle-challenges|{phi}|{str_c}"));
        let str_t = format!("{}{}", list(&[*t1, *t2, *t3, *t41, *t42]), list(t_hat));
        let str_y = format!("{str_c}{}{}", list(c_hat), hex(&pk.0));
        let c = hash(&format!("shuffle-challenge|{phi}|{str_t}{str_y}"));

        let c_bar = quotient(
            &product(commitments.iter().copied()),
            &product(generators.iter().copied()),
        );
        let product_of_u: Scalar = u.iter().product();
        let c_hat_n = c_hat.last().unwrap_or(&h);
        let c_hat_whole = quotient(c_hat_n, &power(&h, &product_of_u));
        let c_tilde = powers(commitments, &u);
        let alpha_prime = powers(before.iter().map(|e| &e.alpha), &u);
        let beta_prime = powers(before.iter().map(|e| &e.beta), &u);

        let t1_prime = power(&c_bar, &-c) + power(&g(), s1);
        let t2_prime = power(&c_hat_whole, &-c) + power(&g(), s2);
        let t3_prime = power(&c_tilde, &-c) + power(&g(), s3) + powers(&generators, s_prime);
        let betas = powers(after.iter().map(|e| &e.beta), s_prime);
        let t41_prime = power(&beta_prime, &-c) + power(&pk.0, &-s4) + betas;
        let alphas = powers(after.iter().map(|e| &e.alpha), s_prime);
        let t42_prime = power(&alpha_prime, &-c) + power(&g(), &-s4) + alphas;
        let c_hat_before = std::iter::once(&h).chain(c_hat);
        let t_hat_prime: Vec<Point> = c_hat
            .iter()
            .zip(c_hat_before)
            .zip(s_hat.iter().zip(s_prime))
            .map(|((c_hat_i, c_hat_before), (s_hat_i, s_prime_i))| {
                power(c_hat_i, &-c) + power(&g(), s_hat_i) + power(c_hat_before, s_prime_i)
            })
            .collect();

        *t1 == t1_prime
            && *t2 == t2_prime
            && *t3 == t3_prime
            && *t41 == t41_prime
            && *t42 == t42_prime
            && *t_hat == t_hat_prime
    }
}

fn element(encoded: Encoded) -> Result<Point, GroupError> {
    Ok(encoded.element()?.0)
}

/// `Π base_i^exponent_i`.
fn powers<'a>(bases: impl IntoIterator<Item = &'a Point>, exponents: &[Scalar]) -> Point {
    product(
        bases
            .into_iter()
            .zip(exponents)
            .map(|(base, exponent)| power(base, exponent)),
    )
}

/// ⟦c⟧: each element with a comma behind it.
fn list(elements: &[Point]) -> String {
    elements.iter().map(|element| hex(element) + ",").collect()
}

/// ⟦e⟧.
fn ciphertext_list(ciphertexts: &[Ciphertext]) -> String {
    ciphertexts
        .iter()
        .map(|ciphertext| list(&[ciphertext.alpha, ciphertext.beta]))
        .collect()
}

/// `GetNIZKPChallenges`: `u_i = SHA256(H ‖ T) mod q`, where `H = SHA256(S)` and `T = SHA256(i)` are in hexadecimal.
fn challenges(count: usize, s: &str) -> Vec<Scalar> {
    let h = Digest::of(s.as_bytes());
    (0..count)
        .map(|i| {
            let t = Digest::of(i.to_string().as_bytes());
            hash(&format!("{h}{t}"))
        })
        .collect()
}
