//! Those who run a contest: their accounts; the pages of trustees, of the registrar, and of the helpline.

pub(crate) mod helpline;
pub(crate) mod invitations;
pub(crate) mod registrar;
pub(crate) mod sign_in;
pub(crate) mod trustee;
