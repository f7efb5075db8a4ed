//! `hustings verify`.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use hustings_evidence::{Claim, Digests, Finding, digests, verify};

use crate::failure::{Failure, Success};
use crate::files;
use crate::seal::ARCHIVE;
use crate::terminal::{in_bold, in_green, in_red, in_yellow, is_concealed, visible, with_progress};

/// Check a bundle by the second path, offline: claim by claim.
///
/// Gates are judged again from the rulebook, papers counted again, every published figure compared.
/// What a bundle cannot show is said: a result that was declared without papers cannot be recounted.
#[derive(Args)]
#[command(after_help = "\
Examples:
  hustings verify out/snp-2023/bundle.hustings
  hustings verify --json bundle.hustings | jq '.claims[] | select(.finding != \"holds\")'

Exits with 0 only if all that can be checked holds, with 1 if anything does not.")]
pub(crate) struct Arguments {
    /// The bundle.
    bundle: PathBuf,
    /// Print the claims as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Success, Failure> {
    let bytes = files::read(&arguments.bundle)?;
    if bytes.starts_with(ARCHIVE) {
        return Err(Failure::refused(
            &arguments.bundle,
            "this is an archive of a sealed election; check it by `hustings seal verify`",
        ));
    }
    let claims = if bytes.is_empty() {
        vec![empty()]
    } else {
        with_progress("verifying", || verify(&bytes))
    };
    let broken = claims
        .iter()
        .any(|claim| matches!(claim.finding, Finding::DoesNotHold { .. }));
    if arguments.json {
        let json = format!("{:#}", to_json(&digests(&bytes), &claims, !broken));
        writeln!(anstream::stdout(), "{}", visible_json(&json))?;
    } else {
        print_digests(&digests(&bytes))?;
        print(&claims)?;
    }
    Ok(if broken {
        Success::DoesNotHold
    } else {
        Success::Done
    })
}

/// An archive of nothing is empty too, and what the claims would say of its records would help nobody.
fn empty() -> Claim {
    Claim {
        name: "archive".to_owned(),
        finding: Finding::DoesNotHold {
            place: "the file".to_owned(),
            reason: "it is empty; copy or download the bundle again".to_owned(),
        },
    }
}

/// What two people compare to be sure that they look at the same bundle, and at the pages that belong to it.
fn print_digests(digests: &Digests) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let named = [
        ("bundle", Some(&digests.bundle)),
        ("rulebook", digests.rulebook.as_ref()),
        ("log", digests.log.as_ref()),
    ];
    for (name, digest) in named {
        if let Some(digest) = digest {
            writeln!(out, "{name:8} {digest}")?;
        }
    }
    writeln!(out)?;
    Ok(())
}

/// Whether a claim that holds is that a published figure does not follow, and that this is stated.
fn is_discrepancy(name: &str, what: &str) -> bool {
    name.starts_with("figure ") && what.contains("the discrepancy is stated")
}

fn print(claims: &[Claim]) -> Result<(), Failure> {
    let mut out = anstream::stdout();
    let (mut holds, mut broken, mut unknown, mut discrepancies) = (0, 0, 0, 0);
    for Claim { name, finding } in claims {
        let plain = name;
        let name = in_bold(&visible(name));
        match finding {
            Finding::Holds { what } if is_discrepancy(plain, what) => {
                holds += 1;
                discrepancies += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_yellow("≠ holds, as stated"),
                    visible(what)
                )?;
            }
            Finding::Holds { what } => {
                holds += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_green("✓ holds           "),
                    visible(what)
                )?;
            }
            Finding::DoesNotHold { place, reason } => {
                broken += 1;
                writeln!(
                    out,
                    "{} {name}: {}: {}",
                    in_red("✗ does not hold   "),
                    visible(place),
                    visible(reason)
                )?;
            }
            Finding::CannotBeKnown { why } => {
                unknown += 1;
                writeln!(
                    out,
                    "{} {name}: {}",
                    in_yellow("? cannot be known "),
                    visible(why)
                )?;
            }
        }
    }
    let stated = match discrepancies {
        0 => String::new(),
        1 => " (1 of them that a published figure does not follow)".to_owned(),
        several => format!(" ({several} of them that published figures do not follow)"),
    };
    writeln!(
        out,
        "\n{holds} hold{stated}, {broken} do not hold, {unknown} cannot be known from this bundle"
    )?;
    Ok(())
}

fn to_json(digests: &Digests, claims: &[Claim], holds: bool) -> serde_json::Value {
    let claims = claims.iter().map(|Claim { name, finding }| match finding {
        Finding::Holds { what } => serde_json::json!({ "name": name, "finding": "holds", "what": what }),
        Finding::DoesNotHold { place, reason } => {
            serde_json::json!({ "name": name, "finding": "does-not-hold", "place": place, "reason": reason })
        }
        Finding::CannotBeKnown { why } => serde_json::json!({ "name": name, "finding": "cannot-be-known", "why": why }),
    });
    serde_json::json!({
        "format": "hustings-verification/1",
        "holds": holds,
        "digests": { "bundle": digests.bundle, "rulebook": digests.rulebook, "log": digests.log },
        "claims": claims.collect::<Vec<_>>(),
    })
}

/// The same JSON with escapes for what [`visible`] escapes in text. Outside of strings only line feeds are concerned,
/// which stand between lines: those within strings are escaped already.
fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_concealed(character) && character != '\n' {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            shown.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_that_hides_nothing_says_the_same() {
        let said = serde_json::json!({ "a\u{202e}": ["\u{7f}\u{e0041}\n", "Łódź"] });
        let shown = visible_json(&format!("{said:#}"));
        assert!(
            shown.chars().all(|c| c == '\n' || !is_concealed(c)),
            "{shown}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&shown).unwrap(),
            said
        );
    }
}
