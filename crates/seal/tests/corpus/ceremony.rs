use hustings_seal::archive::Poll;
use hustings_seal::randomness::system;
use hustings_seal::trustee::Part;
use hustings_seal::trustee::threshold::{
    Certificate, Certificates, Incoming, Outgoing, Polynomial, ThresholdParameters, open_share,
};
use libtest_mimic::Failed;

use crate::files::Folder;
use crate::keys::outgoing;
use crate::same;

fn certificates(folder: &Folder) -> Result<Certificates, Failed> {
    let mut certificates = Vec::new();
    for line in folder.lines("certs.jsons")? {
        certificates.push(Certificate::parse(&line)?);
    }
    Ok(Certificates::gather(certificates)?)
}

fn polynomials(folder: &Folder) -> Result<Vec<Polynomial>, Failed> {
    let mut polynomials = Vec::new();
    for line in folder.lines("polynomials.jsons")? {
        polynomials.push(Polynomial::parse(&line)?);
    }
    Ok(polynomials)
}

pub fn first_rounds(folder: &Folder) -> Result<(), Failed> {
    let certificates = certificates(folder)?;
    same(
        "the threshold",
        &(certificates.threshold(), certificates.size()),
        &(2, 3),
    )?;
    for (place, trustee) in (1..).zip(folder.trustees()?) {
        same(
            "the place",
            &certificates.place_of(&folder.seed(&trustee)?)?,
            &place,
        )?;
        let line = folder.lines("certs.jsons")?.swap_remove(place - 1);
        same(
            "the certificate",
            &folder.line(&format!("{trustee}.cert"))?,
            &line,
        )?;
    }
    for (place, polynomial) in (1..).zip(polynomials(folder)?) {
        polynomial.check(&certificates, place)?;
    }
    Ok(())
}

pub fn sorted(folder: &Folder) -> Result<(), Failed> {
    let incoming = Incoming::sort(&certificates(folder)?, &polynomials(folder)?)?;
    for (incoming, trustee) in incoming.iter().zip(folder.trustees()?) {
        same(
            "the input",
            &incoming.text(),
            &folder.line(&format!("{trustee}.vinput"))?,
        )?;
    }
    Ok(())
}

pub fn accepted(folder: &Folder) -> Result<(), Failed> {
    let certificates = certificates(folder)?;
    for trustee in folder.trustees()? {
        let seed = folder.seed(&trustee)?;
        let incoming = Incoming::parse(&folder.line(&format!("{trustee}.vinput"))?)?;
        let ours = incoming.accept(&seed, &certificates, &mut system())?;
        let theirs = outgoing(folder, &trustee)?;
        same(
            "the key",
            &ours.public_key().encoded(),
            &theirs.public_key().encoded(),
        )?;
        let ours = open_share(&seed, ours.private_key())?;
        let theirs = open_share(&seed, theirs.private_key())?;
        same("the private key", &ours.reveal(), &theirs.reveal())?;
    }
    Ok(())
}

pub fn assembled(folder: &Folder) -> Result<(), Failed> {
    let outgoing = folder
        .trustees()?
        .iter()
        .map(|trustee| outgoing(folder, trustee))
        .collect::<Result<Vec<Outgoing>, Failed>>()?;
    let polynomials = polynomials(folder)?;
    let ours = ThresholdParameters::assemble(&certificates(folder)?, &polynomials, &outgoing)?;
    let archive = folder.archive()?;
    let poll = Poll::open(archive.as_slice())?;
    let trustees = poll.setup().trustees();
    let Some(theirs @ Part::Pedersen(_)) = trustees.parts().get(1) else {
        return Err("the second part is no threshold".into());
    };
    let ours = serde_json::to_string(&Part::Pedersen(ours))?;
    same("the parameters", &ours, &serde_json::to_string(theirs)?)?;
    if trustees.text().contains(&ours) {
        Ok(())
    } else {
        Err("the parameters are not in the archive to the byte".into())
    }
}
