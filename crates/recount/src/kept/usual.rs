//! What a kept contest asks of the kinds of events that every contest has.

use super::fold::{State, under};
use super::model::On;
use super::unopposed::{check_any_poll, check_polled, polled_sections};
use crate::event::{Event, Kind, Moment, Nominees};
use crate::log::{Allowed, Log};
use crate::read::rulebook::Rulebook;
use crate::time::Time;

const WINDOW: &str = "ballot.window";

impl State {
    pub(super) fn check_usual(&self, rulebook: &Rulebook, log: &Log, event: &Event) -> Allowed {
        match &event.kind {
            Kind::CandidateDeclared(_) | Kind::Nominated(_) => self.check_no_box(),
            Kind::NomineesPublished(nominees) => {
                self.check_no_box()?;
                check_somebody(nominees)?;
                check_stages_over(rulebook, &nominees.post, event.recorded.as_ref())?;
                self.check_nominations_settled(&nominees.post)
            }
            Kind::PollOpened(moment) => self.check_poll_opens(rulebook, log, moment),
            Kind::PollClosed(moment) => {
                check_poll_closes(rulebook, log, moment, event.recorded.as_ref())
            }
            Kind::ReturnsDeclared(returns) => self.check_returns(log, returns),
            Kind::PapersPublished(papers) => {
                check_polled(rulebook, log, &papers.post)?;
                self.check_all_counted(log)
            }
            Kind::ResultDeclared(result) => self.check_declarable(rulebook, log, result),
            _ => Ok(()),
        }
    }

    fn check_no_box(&self) -> Allowed {
        match self.boxes.first() {
            None => Ok(()),
            Some(opened) => under(
                "ballot",
                format!("the box {} is open, and who stands is settled", opened.id),
            ),
        }
    }

    /// Whether nobody waits to hear whether a nomination for the post stands.
    fn check_nominations_settled(&self, post: &str) -> Allowed {
        for appeal in self.undecided_appeals() {
            match self.ruling(&appeal.ruling).map(|ruling| &ruling.on) {
                Some(On::Nomination { post: of, .. }) if of == post => {
                    return Err(format!(
                        "the appeal {} on a nomination for {post} is undecided",
                        appeal.id
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn check_poll_opens(&self, rulebook: &Rulebook, log: &Log, moment: &Moment) -> Allowed {
        if self.roll.is_none() {
            return under("roll.freeze", "nobody votes before the roll is frozen");
        }
        check_any_poll(rulebook, log)?;
        if rulebook.ballot.has("online") {
            for section in polled_sections(rulebook, log) {
                self.opened(section)?;
            }
        }
        let window = &rulebook.ballot.window;
        let decided = known(moment)?;
        if let Some(opens) = &window.opens
            && decided.latest() < opens.earliest()
        {
            return under(WINDOW, format!("{decided} is before {opens}"));
        }
        match &window.closes {
            Some(closes) if decided.earliest() > closes.latest() => {
                under(WINDOW, format!("{decided} is after {closes}"))
            }
            _ => Ok(()),
        }
    }
}

/// The moment of the poll's opening or close, which no kept contest leaves open.
fn known(moment: &Moment) -> Result<&Time, String> {
    match &moment.0 {
        Some(decided) => Ok(decided),
        None => under(WINDOW, "it does not say when that was decided"),
    }
}

fn check_somebody(nominees: &Nominees) -> Allowed {
    if nominees.candidates.is_empty() {
        return under(
            "paper.order",
            format!("nobody is published for {}", nominees.post),
        );
    }
    Ok(())
}

/// Whether this was recorded after the last moment of every stage at which somebody is nominated for the post.
fn check_stages_over(rulebook: &Rulebook, post: &str, recorded: Option<&Time>) -> Allowed {
    for stage in rulebook.stages.iter().filter(|stage| stage.is_for(post)) {
        if let (Some(recorded), Some(closes)) = (recorded, &stage.window.closes)
            && recorded.latest() < closes.latest()
        {
            return under(
                &format!("stage.{}.window", stage.id),
                format!("recorded at {recorded}, before {closes}"),
            );
        }
    }
    Ok(())
}

fn check_poll_closes(
    rulebook: &Rulebook,
    log: &Log,
    moment: &Moment,
    recorded: Option<&Time>,
) -> Allowed {
    if log.poll_opened.is_none() {
        return Err("the poll was not opened".to_owned());
    }
    let decided = known(moment)?;
    let Some(closes) = &rulebook.ballot.window.closes else {
        return Ok(());
    };
    for time in [Some(decided), recorded].into_iter().flatten() {
        // A day closes at its last moment.
        if time.latest() < closes.latest() {
            return under(WINDOW, format!("{time} is before {closes}"));
        }
    }
    Ok(())
}
