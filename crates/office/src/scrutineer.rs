//! The figures of an independent scrutineer's report.

use std::collections::BTreeMap;

use hustings_contest::event::ScrutineerReported;

use crate::office::Office;

impl Office {
    /// Whether the rulebook names a scrutineer, for whose report the declaration waits.
    pub fn names_scrutineer(&self) -> bool {
        let statutory = self.contest.rulebook().statutory.as_ref();
        statutory.is_some_and(|statutory| statutory.scrutineer.is_some())
    }

    /// What a scrutineer reports who found nothing amiss: what was returned, and what is valid for each post, as the log
    /// has it.
    pub fn scrutineer_figures(&self) -> ScrutineerReported {
        let (mut returned, mut electors) = (0, 0);
        let (mut valid, mut invalid) = (BTreeMap::new(), BTreeMap::new());
        if let Some(kept) = self.contest.kept() {
            electors = kept.roll.electors(None);
            for of in &kept.boxes {
                returned += of.closed.as_ref().map_or(0, |closed| closed.act.cast);
                let removed = of.closed.as_ref().map_or(0, |closed| closed.act.removed);
                if removed > 0 {
                    *invalid.entry("removed by ruling".to_owned()).or_default() += removed;
                }
            }
            for batch in &kept.batches {
                let act = &batch.received.act;
                returned += act.papers + act.set_aside + act.rejected.values().sum::<u64>();
                if act.set_aside > 0 {
                    *invalid
                        .entry("set aside, voted online".to_owned())
                        .or_default() += act.set_aside;
                }
                for (reason, number) in &act.rejected {
                    *invalid.entry(reason.clone()).or_default() += number;
                }
            }
            let boxes = kept
                .boxes
                .iter()
                .filter_map(|of| Some(&of.tallied.as_ref()?.act.posts));
            let batches = kept
                .batches
                .iter()
                .filter_map(|of| Some(&of.counted.as_ref()?.act.posts));
            for (post, totals) in boxes.chain(batches).flatten() {
                *valid.entry(post.clone()).or_default() += totals.papers;
                if totals.spoilt > 0 {
                    *invalid.entry(format!("spoilt for {post}")).or_default() += totals.spoilt;
                }
                if totals.blank > 0 {
                    *invalid.entry(format!("blank for {post}")).or_default() += totals.blank;
                }
            }
        }
        ScrutineerReported {
            distributed: electors,
            returned,
            valid,
            invalid,
            no_contravention: true,
            secure: true,
            independent: true,
            register_inspected: None,
        }
    }
}
