//! What a file comes to, as programs read it.

use hustings_office::{CurrentRoll, Preview, Recorded};
use hustings_roll::{Changes, Eligibility, Fault, Match, SharedBy, Tally, Totals};
use serde_json::{Value, json};

pub(super) fn preview(preview: &Preview, recorded: Option<&Recorded>) -> Value {
    let mut value = current(&preview.current);
    value["changes"] = preview.changes.as_ref().map_or(Value::Null, changes);
    value["entry"] = recorded.map_or(Value::Null, |recorded| json!(recorded.entries.end));
    value
}

pub(super) fn current(current: &CurrentRoll) -> Value {
    let import = &current.import;
    let roll = current.roll();
    let rejected = roll.rejected().iter().flat_map(|row| &row.faults);
    let not_eligible = roll.electors().filter_map(|elector| {
        let Eligibility::NotEligible(reason) = roll.eligibility(&elector.id) else {
            return None;
        };
        let clause = reason.clause().map(|clause| clause.address.to_string());
        Some(json!({ "elector": elector.id, "reason": reason.to_string(), "clause": clause }))
    });
    let others = roll.others().map(|other| {
        json!({
            "elector": other.row.elector.id,
            "origin": other.row.origin,
            "reason": other.bar.as_ref().map(ToString::to_string),
            "clause": other.clause.address.to_string(),
        })
    });
    let shared = import.shared.iter().map(|shared| {
        let by = match shared.by {
            SharedBy::Address => "address",
            SharedBy::Email => "email",
        };
        json!({ "by": by, "written": shared.written, "electors": shared.electors })
    });
    let warnings: Vec<String> = import.warnings.iter().map(ToString::to_string).collect();
    let passed: Vec<String> = current.passed.iter().map(ToString::to_string).collect();
    json!({
        "totals": totals(&roll.totals()),
        "rejected": rejected.map(fault).collect::<Vec<_>>(),
        "matches": current.open_matches().into_iter().map(matched).collect::<Vec<_>>(),
        "not_eligible": not_eligible.collect::<Vec<_>>(),
        "other_rows": others.collect::<Vec<_>>(),
        "shared": shared.collect::<Vec<_>>(),
        "ignored_columns": import.ignored,
        "warnings": warnings,
        "without_effect": passed,
    })
}

fn fault(fault: &Fault) -> Value {
    json!({
        "origin": fault.origin,
        "column": fault.column,
        "found": fault.found,
        "reason": fault.reason.to_string(),
        "clause": fault.reason.clause().map(|clause| clause.address.to_string()),
    })
}

fn matched(one: &Match) -> Value {
    let grounds: Vec<String> = one.grounds.iter().map(ToString::to_string).collect();
    json!({ "match": one.number, "electors": one.electors, "grounds": grounds })
}

fn totals(totals: &Totals) -> Value {
    let groups = totals.groups.iter().map(|(group, of)| {
        let mut value = tally(of);
        value["section"] = json!(group.section);
        value["channel"] = json!(group.channel);
        value
    });
    json!({ "all": tally(&totals.all), "groups": groups.collect::<Vec<_>>() })
}

fn tally(tally: &Tally) -> Value {
    json!({
        "rows": tally.rows,
        "accepted": tally.accepted,
        "held": tally.held,
        "not_eligible": tally.not_eligible,
        "set_aside": tally.set_aside,
        "rejected": tally.rejected,
    })
}

fn changes(changes: &Changes) -> Value {
    let changed = changes.changed.iter().map(|changed| {
        json!({
            "elector": changed.elector,
            "columns": changed.columns,
            "moved": changed.moved,
            "switched": changed.switched,
        })
    });
    json!({
        "added": changes.added,
        "removed": changes.removed,
        "changed": changed.collect::<Vec<_>>(),
    })
}
