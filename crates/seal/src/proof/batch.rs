use crate::group::{Challenge, Encoded, Point, Scalar, encode_all};

/// Claims of one kind: that hashing a text with some commitments behind it gives the sum of the challenges.
///
/// The proofs of ballots and of decryptions carry no commitments, so each must be computed and none can be merged into one
/// product. What can be shared is the inversion that encodes them, which is a tenth of the work.
#[derive(Default)]
pub(crate) struct Claims {
    commitments: Vec<Point>,
    claims: Vec<Claim>,
}

struct Claim {
    /// The text before the commitments.
    text: Challenge,
    /// Behind the last of its commitments.
    end: usize,
    challenges: Scalar,
}

impl Claims {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a claim.
    pub fn add(
        &mut self,
        text: Challenge,
        commitments: impl IntoIterator<Item = Point>,
        challenges: Scalar,
    ) {
        self.commitments.extend(commitments);
        self.claims.push(Claim {
            text,
            end: self.commitments.len(),
            challenges,
        });
    }

    /// The number of the first claim that does not hold.
    pub fn first_false(self) -> Option<usize> {
        let encoded = encode_all(&self.commitments);
        let mut start = 0;
        self.claims.into_iter().position(
            |Claim {
                 text,
                 end,
                 challenges,
             }| {
                let commitments: &[Encoded] = &encoded[start..end];
                start = end;
                text.elements(commitments).scalar() != challenges
            },
        )
    }

    /// Whether all hold.
    pub fn hold(self) -> bool {
        self.first_false().is_none()
    }
}
